"""The source system's own total in the side panel and on Data quality: entered, compared, and explained row by row."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from metrics import loading
from metrics.catalogue import kpis
from metrics.frames import rows_of
from metrics.passport import Passport
from metrics.source_totals import Reconciled, SourceTotal, enter, passport_of, question_of, totals
from metrics.source_totals import reconciled as reconciled_of
from metrics.terms import KPI_ROLES, LEVELS, TEAM, WHOLE_FORCE, Area, local, say_date, say_days, say_number
from metrics.ui import entering, show, stores, viewer
from metrics.ui.selection import Selection

MOST_COMPARED = 12
"""Totals that Data quality compares: each costs a passport."""


def reconciled(found: Passport) -> Reconciled | None:
    """Theirs beside ours, where somebody has entered one; the rows between them only of people who are one's own."""
    told, whose = reconciled_of(stores.store(), found), viewer.scope()
    if told is None or found.collar or whose.holds(found.area, found.period):
        return told
    return replace(told, lines=told.lines[:0])


def report(found: Passport, view: Selection) -> None:
    """Theirs beside ours, where somebody has entered one, and the way to enter one."""
    told = reconciled(found)
    if told is not None:
        show.heading("The source system's own total")
        _compared(told, "panel")
    if view.known_at is None and viewer.may("correct_data"):
        _form(found, told)


def _compared(told: Reconciled, key: str) -> None:
    show.facts([
        ("Ours", _said(told.ours)), ("Theirs", _said(told.theirs.total)), ("Difference", _signed(told.difference)),
    ])  # fmt: skip
    show.lede(told.words)
    show.lede(_entered(told))
    number = len(told.lines)
    show.opened("Rows that could explain it", f"explains-{key}", number, number, partial(lines, told), wide=True)


def _entered(told: Reconciled) -> str:
    at = local(told.theirs.at)
    note = f": {told.theirs.note}" if told.theirs.note else ""
    return f"Entered by {told.theirs.by} on {say_date(at.date())} at {at:%H:%M}{note}."


def lines(told: Reconciled) -> pd.DataFrame:
    """The rows that could explain a difference, each with what it would add to ours."""
    return pd.DataFrame(
        [
            {
                "Reference": row["reference"] or "not kept row by row",
                "Why": row["why"],
                "File": f"{row['file']}: {row['sheet']}",
                "Row": "" if pd.isna(row["row"]) else int(row["row"]),
                "Would add": _signed(row["adds"]),
            }
            for row in rows_of(told.lines)
        ]
    )


def _form(found: Passport, told: Reconciled | None) -> None:
    box = st.expander("Enter the source system's own total", key="source-total", on_change="rerun", type="compact")
    if not box.open:
        return
    with box:
        counts = f"What the source system counts ({found.kpi.unit_word})"
        total = st.number_input(counts, 0.0, value=None, step=1.0, format="%g", width=240, key="source-total-number")
        note = st.text_input("Where it was read (kept with it)", key="source-total-note", max_chars=200)
        by = entering.your_name("source-total-by")
        if st.button("Keep this total", key="source-total-keep"):
            if total is None:
                show.note("Give the total.")
            else:
                entering.keep(partial(_enter, found, total, note, by))
        if told is not None and st.button("Take the total back", key="source-total-back", type="tertiary"):
            entering.keep(partial(_enter, found, None, note, by))


def _enter(found: Passport, total: float | None, note: str, by: str) -> None:
    enter(stores.store(), question_of(found), total, note, by, loading.now())


def compared(view: Selection) -> None:
    """The totals that somebody has entered, each beside ours, on Data quality."""
    store = stores.store()
    entered = [one for one in totals(store, view.known_at) if viewer.entry_is_open(one.level, one.key)]
    show.heading("The source systems' own totals", "beside ours")
    if not entered:
        show.lede(
            "None is entered. Open any figure, and enter what its source system counts: the difference is explained."
        )
        return
    told = [found for total in entered[:MOST_COMPARED] if (found := _reconciled(total, view))]
    show.block(
        show.table_html(
            pd.DataFrame(map(_line, told)), "Theirs beside ours; each opens to the rows that explain the difference",
            cards=False, opens=[_address(one, view) for one in told],
        )
    )  # fmt: skip
    if len(entered) > MOST_COMPARED:
        show.lede(f"The latest {MOST_COMPARED} of {len(entered):,} totals are shown.")


def _reconciled(total: SourceTotal, view: Selection) -> Reconciled | None:
    return reconciled(passport_of(stores.store(), total, view.known_at))


def _line(told: Reconciled) -> dict[str, Any]:
    theirs = told.theirs
    at = local(theirs.at)
    return {
        "KPI": kpis()[theirs.kpi].label + (f", {theirs.role}s" if theirs.role else ""),
        "Of": theirs.key,
        "Days": say_days(theirs.start, theirs.end),
        "Ours": _said(told.ours),
        "Theirs": _said(theirs.total),
        "Difference": _signed(told.difference),
        "Could explain": _signed(told.could_explain),
        "Unexplained": _signed(told.unexplained),
        "Entered": f"{say_date(at.date())} by {theirs.by}",
    }


def _address(told: Reconciled, view: Selection) -> str:
    theirs = told.theirs
    level = next((known for known in (*LEVELS, TEAM) if known == theirs.level), None)
    area = Area(level, theirs.key) if level and level != "force" else WHOLE_FORCE
    plain = replace(
        view, period="dates", start=theirs.start, end=theirs.end, kpi=theirs.kpi, opened=True, week=None, area=area,
        role=next((role for role in KPI_ROLES if role == theirs.role), None),
        officer=theirs.key if level is None else None,
    )  # fmt: skip
    return f"{'officer' if level is None else 'beats'}?{urlencode(plain.params())}"


def _said(number: float | None) -> str:
    return "not loaded" if number is None else say_number(number, 0 if float(number).is_integer() else 1)


def _signed(number: float | None) -> str:
    if number is None:
        return "–"
    sign = "+" if number > 0 else "−" if number < 0 else ""
    return f"{sign}{_said(abs(number))}"
