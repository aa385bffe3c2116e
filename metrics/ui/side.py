"""The one side panel in which everything opens: figure, hours, companions, records with file, sheet and row."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from metrics.catalogue import kpis
from metrics.charts.words import days, figure_sentence
from metrics.kpi import Kpi
from metrics.terms import FORCE, Area
from metrics.ui import bar, by_role, data, routes, selection, show
from metrics.ui.selection import Selection

ROWS_SHOWN = 500


def opener(view: Selection, by: str) -> show.Pick:
    """What a click on a bar or dot does: the panel opens for that figure, and the address says so."""

    def pick(chosen: dict[str, Any]) -> None:
        changed = replace(view, kpi=str(chosen.get("kpi") or view.kpi), opened=True)
        key = str(chosen.get("key") or "")
        if by == "officer" and key:
            changed = replace(changed, officer=key)
        elif key:
            changed = replace(changed, area=Area(by if key != FORCE else "force", key))  # type: ignore[arg-type]
        selection.write(changed)

    return pick


def _close() -> None:
    if "open" in st.query_params:
        del st.query_params["open"]


def show_officer(view: Selection, name: str) -> None:
    """The panel of one person's KPI, where the address asks for it."""
    kpi = kpis().get(view.kpi or "")
    if not (view.opened and kpi and view.officer):
        return
    frame_ = data.figures([kpi], "officer", (view.days,), view, collars=(view.officer,))
    beside = data.beside([kpi], "officer", view, collars=(view.officer,)).get(kpi.id)
    records = data.records(kpi.id, view, collar=view.officer)
    _panel(f"{kpi.label}: {name}", kpi, frame_, beside, records, name, view, person=True)


def show_picked_area(view: Selection) -> None:
    """The panel of one area's KPI, where the address asks for it."""
    kpi, one_role = by_role.parse(view.kpi)
    if not (view.opened and kpi):
        return
    at = replace(view, supervisor=None, role=one_role or view.role)
    name, by, area_key = bar.who(at), view.area.level, view.area.key
    figures = data.figures([kpi], by, (view.days,), at, role=at.role)
    beside = data.beside([kpi], by, at, role=at.role).get(kpi.id)
    mine = figures[figures["key"] == area_key]
    beside = beside[beside["key"] == area_key] if beside is not None and len(beside) else beside
    words = f"{kpi.label}, {one_role}s" if one_role else kpi.label
    _panel(f"{words}: {name}", kpi, mine, beside, data.records(kpi.id, at, area=view.area), name, view, person=False)


def _panel(
    title: str,
    kpi: Kpi,
    figures: pd.DataFrame,
    beside: pd.DataFrame | None,
    records: pd.DataFrame,
    name: str,
    view: Selection,
    person: bool,
) -> None:
    @st.dialog(title, width="medium", position="right", on_dismiss=_close)
    def panel() -> None:
        show.block(f'<p class="muted">{days(*view.days)} · {view.known_words}</p>')
        figure = figures.to_dict("records")[0] if len(figures) else None
        pairs = [] if beside is None or beside.empty else list(zip(beside["label"], beside["text"], strict=True))
        show.lede(figure_sentence(kpi, figure, name, person))
        if pairs:
            show.table(pd.DataFrame(pairs, columns=["Shown with", "Figure"]))
        for caveat in kpi.caveats:
            show.note(caveat)
        if person:
            show.link(routes.OFFICER, f"Open {name}", view.params(opened=False))
        if not person and view.area.level in ("beat", "sector"):
            show.link(routes.TEAM, f"Open the team of {name}", view.params(opened=False))
        show.link(routes.DEFINITIONS, f"What {kpi.label.lower()} means", view.params(opened=False))
        record_table(records, kpi)

    panel()


def _heading(name: str) -> str:
    return name.replace("_", " ").capitalize()


def record_table(records: pd.DataFrame, kpi: Kpi) -> None:
    """The rows behind a figure: where each stands, then its own columns."""
    show.heading("Records", f"{len(records):,} row{'' if len(records) == 1 else 's'} of {kpi.export.replace('_', ' ')}")
    if records.empty:
        show.lede("No record counts towards this figure.")
        return
    first = ["file", "sheet", "row"]
    shown = records[first + [name for name in records.columns if name not in first and not records[name].isna().all()]]
    shown = shown.head(ROWS_SHOWN).map(
        lambda value: "; ".join(value) if isinstance(value, list | np.ndarray) else value
    )
    st.dataframe(
        shown.rename(columns=_heading),
        hide_index=True,
        key=f"records-{kpi.id}",
        placeholder="",
        column_config={
            _heading(name): st.column_config.DatetimeColumn(format="D MMM YYYY, HH:mm")
            for name in shown.columns
            if str(shown[name].dtype).startswith("datetime64")
        },
        alt=f"Records behind {kpi.label}: each with its file, sheet and row",
    )
    if len(records) > ROWS_SHOWN:
        show.lede(f"The first {ROWS_SHOWN:,} of {len(records):,} rows are shown. Choose fewer days to see the others.")


__all__ = ["bar", "opener", "record_table", "show_officer", "show_picked_area"]
