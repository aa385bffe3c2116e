"""How good the exports are: rows set aside and why, late rows, blanks where an answer matters, and who fixes what."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd

from metrics import catalogue
from metrics.export import identifier
from metrics.question import ask_known
from metrics.store.connection import Store
from metrics.store.schema import sql
from metrics.store.snapshot import moment, snapshot

ANSWERS = {
    "arrests": ("Result",),
    "stop_searches": ("Outcome", "Outcome Linked To Object", "Item Found", "Self-defined Ethnicity", "Body Worn Video"),
    "ppns": ("Grading",),
    "intelligence": ("Actioned",),
    "engagements": ("Attendees", "Duration Minutes"),
    "incidents": ("Grade",),
}
"""Headings whose blanks hide an answer that a figure or its companion needs (product.md, KPIs and what they are shown with)."""
LIST_KEEPER = "whoever keeps the Officers list"
FIXED_BY = {
    "unknown_collar_number": LIST_KEEPER,
    "named_unknown": LIST_KEEPER,
    "not_posted": LIST_KEEPER,
    "named_not_posted": LIST_KEEPER,
    "unknown_beat": "whoever keeps the Beats list",
    "beat_not_listed": "whoever keeps the Beats list",
    "unknown_area": "whoever keeps the Beats list",
    "unknown_place": "whoever keeps the Places list",
    "outside_area": "whoever chose what the file covers",
    "outside_days": "whoever chose what the file covers",
    "pcso_power": "the officer's supervisor: a PCSO has no such power",
}
"""Who puts a problem right, where it is not whoever sends the export."""


@dataclass(frozen=True)
class Aside:
    """Rows that the loads of one week set aside for one reason."""

    export: str
    week: dt.date
    code: str
    number: int
    fixed_by: str


def fixed_by(export_id: str, code: str) -> str:
    """Who can put a problem right."""
    return FIXED_BY.get(code) or catalogue.exports()[export_id].sender or "whoever sends the export"


def by_load_week(store: Store, since: dt.date, known_at: dt.datetime | None = None) -> tuple[pd.DataFrame, list[Aside]]:
    """One row per week of loading and export (loads, rows, set_aside), and why rows were set aside."""
    values: dict[str, Any] = {"since": dt.datetime.combine(since, dt.time()), "t": moment(known_at)}
    rows = store.rows(sql("quality"), **values)
    frame = pd.DataFrame([row[:5] for row in rows], columns=["week", "export", "loads", "rows", "set_aside"])
    aside = [
        Aside(export, week, code["code"], code["number"], fixed_by(export, code["code"]))
        for week, export, *_, codes in rows
        for code in codes
    ]
    return frame, aside


def blanks(store: Store, since: dt.date, until: dt.date, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """One row per week (of what the rows speak of), export and heading that matters: rows, blank, and late rows."""
    parts = [
        f"select '{export}' as export, '{heading}' as heading, date_trunc('week', day)::date as week, count(*) as rows, "
        f'count(*) filter ("{identifier(heading)}" is null) as blank, count(*) filter (late) as late '
        f"from {export} where day between $since and $until group by all"
        for export, headings in ANSWERS.items()
        for heading in headings
    ]
    text = " union all ".join(parts) + " order by export, heading, week"
    return ask_known(store, snapshot(store, known_at), text, {"since": since, "until": until})
