"""The history of loads, each to be taken back with a reason; and the templates."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from metrics.catalogue import exports
from metrics.charts.words import known
from metrics.frames import rows_of
from metrics.intake import template_workbook
from metrics.terms import say_date, say_days, say_moment
from metrics.ui import data, ending, matching, selection, show, viewer
from metrics.ui.uploads import writer

MOST = 200
"""Loads that the page shows at once: about twenty weeks of a force."""
CAPTION = "Loads: number, when, by whom, which file, what it covers, rows, and whether it was withdrawn"


def templates() -> None:
    """The blank workbook, and one with an example row a sheet."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="links-templates"):
        st.html('<span class="bb muted">Template of all exports:</span>', width="content")
        show.download(
            "Blank",
            lambda: template_workbook(False),
            "beatboard-template.xlsx",
            show.XLSX,
            key="blank",
        )
        show.download(
            "With an example row",
            lambda: template_workbook(True),
            "beatboard-example.xlsx",
            show.XLSX,
            key="example",
        )


def history() -> None:
    """Every load, the latest first, also those taken back; and the way to take one back."""
    loads = data.loads()
    show.heading("Loads", f"{len(loads):,}, the latest first" if len(loads) else "")
    if loads.empty:
        show.lede("Nothing is loaded yet.")
        return
    rows = rows_of(loads)
    matched_too = bool(loads.matching.notna().any())
    frame = pd.DataFrame([_load(row, with_headings=matched_too) for row in rows[:MOST]])
    show.block(f'<div class="bb-tall">{show.table_html(frame, CAPTION, cards=False, wide=True)}</div>')
    if len(rows) > MOST:
        show.lede(f"The latest {MOST:,} of {len(rows):,} loads are shown; all of them can be taken back below.")
    if viewer.may("correct_data"):
        _withdraw([row for row in rows if not known(row["withdrawn_at"])])


def matched() -> None:
    """Every choice of headings made by hand, also those that are used no longer; and the way to stop using one."""
    matching.matched(writer())


def _withdraw(standing: list[dict[str, Any]]) -> None:
    """One load taken back: its figures return to what they were before it, and the history keeps both."""
    ended = ending.form(
        "Take back a load",
        {int(row["load_id"]): _name(row) for row in standing},
        what="Load",
        why="Why, kept with the withdrawal",
        effect="Figures return to what they would be without it. Nothing is deleted: what was known before can be asked for, "
        "and the same file can be loaded again.",
        button="Withdraw",
        key="withdraw",
    )
    if ended:
        selection.set_job(writer().withdraw(*ended).name)
        st.rerun()


def _name(row: dict[str, Any]) -> str:
    told = _load(row)
    return f"{row['load_id']}: {told['Export']}, {told['Covers']}, {row['file']}, loaded {told['Loaded']}"


def _load(row: dict[str, Any], with_headings: bool = False) -> dict[str, Any]:
    export = exports().get(row["export"])
    listed = export is not None and export.is_list
    start, end = pd.Timestamp(row["start"]), pd.Timestamp(row["end"])
    days = f"up to {say_date(end.date())}" if listed or pd.isna(start) else say_days(start.date(), end.date())
    taken_back = ""
    if known(row["withdrawn_at"]):
        taken_back = f"{say_moment(row['withdrawn_at'])} by {row['withdrawn_by']}: {row['reason']}"
    headings = {"Headings": _headings(row)} if with_headings else {}
    return {
        "No.": int(row["load_id"]),
        "Loaded": say_moment(row["recorded_at"]),
        "By": row["by"],
        "Export": export.sheet if export else row["export"],
        "File": row["file"],
        "Covers": f"{str(row['area']).partition(':')[2] or row['area']}, {days}",
        "Rows": int(row["rows"]),
        "Set aside": int(row["set_aside"]),
        **headings,
        "Withdrawn": taken_back,
    }


def _headings(row: dict[str, Any]) -> str:
    """With which choice the load's headings were read, where they were not ours."""
    return f"Matched by hand, no. {int(row['matching'])}" if known(row["matching"]) else ""
