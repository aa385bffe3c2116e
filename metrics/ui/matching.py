"""Headings matched by hand on the Uploads page: the control in a sheet's block, and the list of what was matched."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from metrics.catalogue import exports
from metrics.charts.words import known
from metrics.export import Column, Export
from metrics.frames import rows_of
from metrics.intake import ReadSheet
from metrics.intake.guessing import faults_of, matching_of
from metrics.intake.offer import Offer
from metrics.intake.source_lines import SourceLine
from metrics.loading import Read
from metrics.terms import say_moment
from metrics.ui import data, ending, selection, show, viewer
from metrics.ui.writer import Job, Writer

NOT_THERE = "Not in this sheet"
HEADINGS_SHOWN = 6
"""Headings of a source that stand for it in the history."""


def control(job: Job, place: int, writer: Writer) -> None:
    """Where a sheet's headings can be matched: what is offered, and what is chosen. Nothing is stored by it."""
    sheet = job.sheets[place] if place < len(job.sheets) else None
    if sheet is None or sheet.head is None or not job.files:
        return
    box = st.expander(_words(sheet), key=f"match-{place}", on_change="rerun", type="compact")
    if not box.open:
        return
    with box:
        offer = writer.offer(job, place)
        if not offer.lines:
            show.lede("No row of this sheet can be headings: it needs a row of words, one for each column.")
            return
        show.lede(
            "Choose for each of our headings the column that holds it. The choice is kept when you accept, and the next "
            "file with the same headings is then read by itself."
        )
        _choose(job, place, writer, offer)


def _words(sheet: Read) -> str:
    if not isinstance(sheet, ReadSheet):
        return "Match the headings"
    return "Change the matched headings" if sheet.matching else "Match a further column"


def _choose(job: Job, place: int, writer: Writer, offer: Offer) -> None:
    """The line, the export, and a column for each of its headings."""
    key = f"{job.name}-{job.times_read}-{place}"
    number = 0
    if len(offer.lines) > 1:
        words = [line.words for line in offer.lines]
        places = range(len(words))
        number = st.selectbox("The headings are in", places, format_func=words.__getitem__, key=f"line-{key}")
    line = offer.lines[number]
    ids = list(exports())
    likeliest = offer.likeliest(number).id
    chosen = st.selectbox(
        "This sheet is",
        ids,
        ids.index(likeliest),
        format_func=lambda name: exports()[name].sheet,
        key=f"is-{key}-{number}",
    )
    export = exports()[chosen]
    start = offer.start(number, export)
    columns = _columns(line, export, start, f"{key}-{number}-{export.id}")
    is_so = columns == offer.read_now(number, export)
    _use(job, place, writer, line, export, columns, is_so)


def _columns(line: SourceLine, export: Export, start: Mapping[str, str], key: str) -> dict[str, str]:
    """A choice for each heading of the export, those that it needs first: heading of ours -> name in the sheet."""
    further = [column for column in export.columns if not column.needed]
    found: dict[str, str] = {}
    for words, columns in ((f"{export.sheet} needs", export.needed), ("If the sheet has them", further)):
        if columns:
            show.block(f'<p class="bb-small muted" style="margin:.4rem 0 0"><b>{words}</b></p>')
        halves = st.columns(2, gap="small")
        for half, part in zip(
            halves, (columns[: -(len(columns) // -2)], columns[-(len(columns) // -2) :]), strict=True
        ):
            with half:
                found |= _boxes(line, part, start, key)
    return found


def _boxes(line: SourceLine, columns: Sequence[Column], start: Mapping[str, str], key: str) -> dict[str, str]:
    """One list of the sheet's columns for each heading of ours, each column with a few of its values."""
    names = ["", *line.texts]
    shown = {"": NOT_THERE} | {name: _shown(line, name) for name in line.texts}
    found = {}
    for column in columns:
        first = names.index(start[column.heading]) if start.get(column.heading) in line.texts else 0
        label = f"{column.heading}, needed" if column.needed else column.heading
        chosen = st.selectbox(
            label, names, first, format_func=shown.__getitem__, help=column.meaning, key=f"{key}-{column.name}"
        )
        if chosen:
            found[column.heading] = chosen
    return found


def _shown(line: SourceLine, name: str) -> str:
    return f"{line.texts[name]} — {', '.join(line.samples[name]) or 'no values'}"


def _use(
    job: Job, place: int, writer: Writer, line: SourceLine, export: Export, columns: dict[str, str], is_so: bool
) -> None:
    """The way on: what is still lacking in a sentence, or the sheet is read again. is_so: it is read like that already."""
    lacking = faults_of(export, columns, line.texts)
    for words in lacking:
        show.note(words)
    if is_so:
        show.lede("This is how the sheet is read now.")
    matching = matching_of(line, export, columns)
    with st.container(horizontal=True, gap="small"):
        if st.button("Use these headings", type="primary", disabled=bool(lacking) or is_so, key=f"use-{place}"):
            writer.match(job, matching)
            st.rerun()
        if matching.source in job.by_hand and st.button("Read it without them", key=f"unmatch-{place}"):
            writer.unmatch(job, matching.source)
            st.rerun()


def matched(writer: Writer) -> None:
    """Every choice that was made, the latest first, and the way to stop using one."""
    choices = data.matched_by_hand()
    if choices.empty:
        return
    rows = rows_of(choices)
    show.heading("Headings matched by hand", f"{len(rows):,}, the latest first")
    show.table(pd.DataFrame([_choice(row) for row in rows]))
    if viewer.may("correct_data"):
        _stop([row for row in rows if not known(row["ended_at"])], writer)


def _choice(row: dict[str, Any]) -> dict[str, Any]:
    """One choice in words."""
    export = exports().get(row["export"])
    ended = ""
    if known(row["ended_at"]):
        how = "Replaced" if row["is_replaced"] else "Stopped"
        ended = f"{how} {say_moment(row['ended_at'])} by {row['ended_by']}"
    return {
        "No.": int(row["number"]),
        "Headings of the source": _in_short(row),
        "Read as": export.sheet if export else row["export"],
        "Matched": f"{say_moment(row['recorded_at'])} by {row['by']}",
        "Loads": int(row["loads"]),
        "Until": ended or "In use",
    }


def _in_short(row: dict[str, Any]) -> str:
    headings = json.loads(row["headings"])
    more = len(headings) - HEADINGS_SHOWN
    return ", ".join(headings[:HEADINGS_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _stop(in_use: list[dict[str, Any]], writer: Writer) -> None:
    """One choice ended: sheets of that source are then no longer recognised by it, and the loads made stay."""
    ended = ending.form(
        "Stop using matched headings",
        {row["source"]: f"{int(row['number'])}: {_choice(row)['Read as']}, {_in_short(row)}" for row in in_use},
        what="Matched headings",
        effect="Files with these headings are then no longer recognised by them. Loads that were made stay as they are.",
        button="Stop using them",
        key="stop-matching",
    )
    if ended:
        selection.set_job(writer.stop_matching(ended.key, ended.name, ended.by).name)
        st.rerun()
