"""Holds: what no purge may take, for whom and until when, and how a row or an entry is told to be held."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from metrics.export import Export
from metrics.store.entries import HOLD
from metrics.store.schema import NAMED_COLUMNS, table_columns

PERSON, REFERENCE, DAYS, EVERYTHING = SCOPES = ("person", "reference", "days", "everything")
Bound = dict[str, Any]


@dataclass(frozen=True)
class Hold:
    """A hold that stands. key: a collar number or a record's reference. export, start, end: of days. until: None is open."""

    number: int
    scope: str
    export: str
    start: dt.date | None
    end: dt.date | None
    key: str
    reason: str
    until: dt.date | None
    by: str
    at: dt.datetime

    def covers(self, export: Export, day: dt.date) -> bool:
        """Whether it keeps all of an export's rows of a day."""
        return self.scope == DAYS and self.export == export.id and bool(self.start and self.end) and (
            self.start <= day <= self.end  # type: ignore[operator]
        )  # fmt: skip

    def keeps(self, entry: Mapping[str, Any]) -> bool:
        """Whether an entry names the person or the reference, in any of its texts, as a word of its own."""
        if self.scope == EVERYTHING:
            return True
        if self.scope not in (PERSON, REFERENCE):
            return False
        word = re.compile(rf"(?<!\w){re.escape(self.key)}(?!\w)", re.IGNORECASE)
        return any(isinstance(value, str) and word.search(value) for value in entry.values())


def holds_at(cursor: duckdb.DuckDBPyConnection, at: dt.datetime, day: dt.date | None = None) -> tuple[Hold, ...]:
    """The holds that stand at a moment (UTC without an offset), the earliest first. day: of their end, where it is another."""
    columns = list(HOLD.columns)
    text = f"select {', '.join(columns)} from {HOLD.table} where recorded_at <= $at order by entry_id"
    rows = [dict(zip(columns, row, strict=True)) for row in cursor.execute(text, {"at": at}).fetchall()]
    lifted = {row["ends"] for row in rows}
    return tuple(
        Hold(
            row["entry_id"], row["scope"], row["export"] or "", row["from_day"], row["to_day"], row["key"] or "",
            row["reason"], row["until"], row["recorded_by"], row["recorded_at"],
        )
        for row in rows
        if row["ends"] is None and row["entry_id"] not in lifted and (row["until"] or dt.date.max) >= (day or at.date())
    )  # fmt: skip


def rows_held(export: Export, holds: Iterable[Hold], of: str = "") -> tuple[str, Bound]:
    """SQL that says whether a row of an export's table is held, and what it binds. of: the table's name in the query."""
    named = f"{of}." if of else ""
    types = table_columns(export)
    personal = [column.name for column in export.stored_columns if column.personal]
    lists = [name for name in (*personal, *(set(NAMED_COLUMNS) & set(types))) if types[name].endswith("[]")]
    texts = [name for name in personal if types[name] == "varchar"]
    person = [f'lower({named}"{name}") = {{mark}}' for name in texts]
    person += [_among(f'{named}"{name}"') for name in lists]
    reference = [f'lower({named}"{name}"::varchar) = {{mark}}' for name in export.key_names]
    return _held(export, holds, f"{named}day", " or ".join(person), " or ".join(reference))


def notes_held(export: Export, holds: Iterable[Hold]) -> tuple[str, Bound]:
    """SQL that says whether a row of `set_aside` is held, and what it binds."""
    person = f"lower(collar_no) = {{mark}} or {_among('also_named')}"
    reference = "list_contains(string_split(lower(key), ' / '), {mark})"
    return _held(export, holds, "coalesce(day, days_to)", person, reference)


def _among(column: str) -> str:
    return f"list_contains(list_transform({column}, lambda x: lower(x)), {{mark}})"


def _held(export: Export, holds: Iterable[Hold], day: str, person: str, reference: str) -> tuple[str, Bound]:
    """SQL: a hold keeps the row. day: of the row; person, reference: whether it is {mark}'s; "" where none of them can be."""
    parts, bound = ["false"], dict[str, Any]()
    for hold in holds:
        mark = f"held_{hold.number}"
        naming = {PERSON: person, REFERENCE: reference}.get(hold.scope)
        if hold.scope == EVERYTHING:
            parts.append("true")
        elif hold.scope == DAYS and hold.export == export.id:
            parts.append(f"{day} between ${mark} and ${mark}_to")
            bound |= {mark: hold.start, f"{mark}_to": hold.end}
        elif naming:
            parts.append(naming.format(mark=f"${mark}"))
            bound[mark] = hold.key.casefold()
    return " or ".join(f"coalesce({part}, false)" for part in parts), bound


def as_json(kept: Mapping[int, int]) -> str:
    """How many rows each hold kept, as the disposal record has it."""
    return json.dumps({str(number): rows for number, rows in sorted(kept.items())})
