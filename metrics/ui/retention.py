"""The Retention page's parts: periods with what is due, holds and their forms, and the disposal records."""

from __future__ import annotations

import datetime as dt
import json
from typing import cast

import pandas as pd
import streamlit as st

from metrics import loading
from metrics.catalogue import exports
from metrics.notes import MOST_LETTERS
from metrics.people import everyone
from metrics.retention import holds as held
from metrics.retention import purging, words
from metrics.retention.kinds import GROUPS
from metrics.retention.purging import Due
from metrics.store.connection import StoreUnavailableError
from metrics.terms import capital, say_date, say_moment
from metrics.ui import data, ending, entering, frame, looks, show, stores, uploads, viewer

MOST_RECORDS = 200
"""Disposal records on the page; the workbook has all."""


def open_store() -> bool:
    """True where there is a store to look after; else says why not."""
    try:
        uploads.writer()
    except StoreUnavailableError as error:
        frame.unavailable(error)
        return False
    return True


def due() -> Due:
    """What is past its period today."""
    return cast(Due, data.read("retention_due", day=loading.now().date()))


def periods(found: Due) -> None:
    """Each kind of data with its period and what is due now, and why it is kept so long."""
    things = [words.due_words(line) for line in found.lines if line.is_due]
    show.lede(
        f"{len(things):,} of {len(found.lines):,} kinds of data have something past its period today. Nothing goes by itself: "
        "one person proposes, another approves."
        if things
        else "Nothing is past its period today."
    )
    for group in GROUPS:
        lines = [line for line in found.lines if line.kind.group == group]
        rows = [
            {
                "Kind of data": line.kind.title,
                "Kept for": words.kept_for(line.months),
                "Due now": words.due_words(line),
                **({"Kept by a hold": words.kept_words(found, line)} if any(one.kept for one in lines) else {}),
            }
            for line in lines
        ]
        show.heading(group)
        show.table(pd.DataFrame(rows), f"{group}: how long each is kept, and what is due")
    box = st.expander("Why each is kept so long", key="retention-why", on_change="rerun", type="compact")
    if box.open:
        with box:
            why = [(one.kind.title, capital(one.kind.counted), one.kind.reason) for one in found.lines]
            show.table(pd.DataFrame(why, columns=["Kind of data", "Counted", "Why"]))
            show.note(
                "Periods are settings: [retention.months] in the configuration file, for the records manager and the data "
                "protection officer to confirm."
            )
    if behind := purging.behind(stores.store()):
        show.note(f"{behind:,} backups still hold what was deleted. Run python -m metrics purge --finish.")


def rows_due(found: Due) -> None:
    """What would go, row by row, to take away."""
    if found.is_due and viewer.may("correct_data"):
        show.download(
            "What would go, row by row, as a workbook",
            lambda: _rows(found.day),
            f"due-{found.day}.xlsx",
            show.XLSX,
            key="retention-rows",
        )


def _rows(day: dt.date) -> bytes:
    """The workbook; whom its rows name stands in the look-up log."""
    found = purging.due(stores.store(), day, loading.now(), show=True)
    viewer.looks_at(words.named(found, {one.collar for one in everyone(stores.store())}))
    return words.workbook(found)


def _records(by: str) -> bytes:
    """The disposal records as a workbook: they name nobody whose data went, and that they were taken away is in the log too."""
    looks.of_log(stores.store(), viewer.scope())
    return words.records_workbook(stores.store(), by, loading.now())


def holds(found: Due) -> None:
    """The holds that stand, with forms to set one and to lift one."""
    show.heading("Holds", "a purge goes around them")
    if not found.holds:
        show.note("Nothing is held.")
    else:
        rows = [(one.number, held.said(one), one.reason, one.by, say_moment(one.at)) for one in found.holds]
        show.table(pd.DataFrame(rows, columns=["Hold", "What is kept", "Why", "Set by", "Set"]), "Holds that stand")
    with show.links("holds"):
        _set()
        _lift(found)


def _set() -> None:
    at = f"hold-{entering.turn()}"
    box = st.expander("Hold something", key=at, on_change="rerun", type="compact")
    if not box.open:
        return
    weekly = {one.id: one.sheet for one in exports().values() if not one.is_list}
    with box:
        scope = st.radio(
            "What is held", held.SCOPES, format_func=held.SCOPE_WORDS.__getitem__, key=f"{at}-scope", horizontal=True
        )
        with st.form(f"{at}-form", border=False):
            key, export, days = "", "", None
            if scope in (held.PERSON, held.REFERENCE):
                label = "Collar number" if scope == held.PERSON else "Reference of the record"
                key = st.text_input(label, max_chars=100, key=f"{at}-key-{scope}", width=240)
            if scope == held.DAYS:
                export = st.selectbox("Export", list(weekly), format_func=weekly.__getitem__, key=f"{at}-export")
                first = st.date_input("First day", None, format="DD/MM/YYYY", key=f"{at}-first", width=180)
                last = st.date_input("Last day", None, format="DD/MM/YYYY", key=f"{at}-last", width=180)
                days = (first, last) if first and last else None
            reason = st.text_area("Why it is held", max_chars=MOST_LETTERS, key=f"{at}-reason", height=72)
            until = st.date_input(
                "Last day of the hold (empty: until it is lifted)", None, format="DD/MM/YYYY", key=f"{at}-until"
            )
            by = entering.your_name(f"{at}-by")
            if st.form_submit_button("Hold this", type="primary", key=f"{at}-keep"):
                entering.keep(
                    lambda: held.hold(stores.store(), scope, reason, by, loading.now(), key, export or "", days, until)
                )


def _lift(found: Due) -> None:
    names = {one.number: f"{one.number}: {held.said(one)}" for one in found.holds}
    ended = ending.form(
        "Lift a hold", names, what="Hold", effect="From then on a purge may take it; that it was held is kept.",
        button="Lift this hold", key=f"lift-{entering.turn()}", why="Why it is lifted",
    )  # fmt: skip
    if ended is not None:
        entering.keep(lambda: held.lift(stores.store(), ended.key, ended.reason, ended.by, loading.now()))


def records() -> None:
    """What was disposed of: never the data itself."""
    found = data.read("disposal_records")
    show.heading("Disposal records", "what went, never the data itself")
    if not found:
        show.note("Nothing was disposed of.")
        return
    frame = pd.DataFrame(found, columns=words.RECORD_HEADINGS).drop(columns=["Hash of what is left", "Table"])
    frame["Kept by holds"] = [_kept(text) for text in frame["Kept by holds"]]
    show.opened("Records", "retention-records", len(frame), MOST_RECORDS, lambda: frame.head(MOST_RECORDS), True, True)
    with show.links("records"):
        by = entering.your_name("retention-records-by", label="Your name, in the file")
        show.download(
            "All disposal records as a workbook",
            lambda: _records(by),
            f"disposal-records-{say_date(loading.now().date()).replace(' ', '-')}.xlsx",
            show.XLSX,
            key="retention-records-file",
        )


def _kept(text: str) -> str:
    """{"2": 5} -> 5 by hold 2."""
    return "; ".join(f"{rows:,} by hold {number}" for number, rows in json.loads(text or "{}").items())
