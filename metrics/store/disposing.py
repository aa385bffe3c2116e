"""Deleting rows under a rule: those of days up to a day, in every load that holds them, in database and archive alike.

What is deleted is gone at every moment, so that nobody can ask for it as known before; the entry says which, when, by whom,
agreed by whom and under which rule. Days without their rows are no longer covered: they read "Not loaded" and never 0.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import duckdb

from metrics import catalogue
from metrics.store import content
from metrics.store.connection import Store
from metrics.store.deleting import delete_rows
from metrics.store.entering import enter
from metrics.store.entries import DISPOSAL
from metrics.store.shortening import begin, finish
from metrics.store.writing import settle, writing


class Planned(NamedTuple):
    """A load of which rows would be deleted, and how many."""

    load_id: int
    export: str
    file: str
    start: dt.date
    end: dt.date
    rows: int


class CannotDisposeError(Exception):
    """Nothing can be deleted so; str() is one plain sentence."""


def planned(store: Store, exports: Iterable[str], through: dt.date) -> list[Planned]:
    """What a deletion would take: every load of these weekly exports with rows of days up to a day, the earliest first."""
    with store.cursor() as cursor:
        return _planned(cursor, exports, through)


def _planned(cursor: duckdb.DuckDBPyConnection, exports: Iterable[str], through: dt.date) -> list[Planned]:
    found = []
    for export in exports:
        if export not in catalogue.exports() or catalogue.exports()[export].is_list:
            raise CannotDisposeError(f"“{export}” is no weekly export: only their rows are deleted by day.")
        text = f"""
select load_id, file, days_from, days_to, count(*) from {export} join loads using (load_id)
where day <= $through group by all order by load_id
"""
        rows = cursor.execute(text, {"through": through}).fetchall()
        found += [Planned(load_id, export, file, start, end, count) for load_id, file, start, end, count in rows]
    return sorted(found)


def dispose(
    store: Store, exports: Sequence[str], through: dt.date, rule: str, by: str, agreed_by: str, at: dt.datetime
) -> list[Planned]:
    """Delete, keep that it was done, and give what was deleted. rule: under which rule or law; agreed_by: the second person.

    Raises CannotDisposeError; LoadFailedError where it could not be written, and then nothing has gone.
    """
    rule, by, agreed_by = rule.strip(), by.strip(), agreed_by.strip()
    if not rule or not by or not agreed_by:
        raise CannotDisposeError("Say under which rule, who deletes and who has agreed: all three are kept.")
    if by.casefold() == agreed_by.casefold():
        raise CannotDisposeError("A second person has to agree: give another name than your own.")
    with writing(store) as cursor:
        found = _planned(cursor, exports, through)
        if not found:
            raise CannotDisposeError("There is no row of these exports up to that day.")
        if store.files:
            begin(store.files.archive)
        records = [{"load_id": one.load_id, "through": through} for one in found]
        delete_rows(cursor, records)
        left = content.hashes(cursor, [one.load_id for one in found])
        told = {"rule": rule, "agreed_by": agreed_by}
        values = [
            {**record, **told, "rows": one.rows, "rows_hash": left[one.load_id]}
            for record, one in zip(records, found, strict=True)
        ]
        enter(store, cursor, DISPOSAL, values, at, by)
    settle(store)
    if store.files:
        with store.writing, store.cursor() as cursor:
            finish(store.files.archive, cursor)
            store.base.compact(cursor, keep_days=0)
    return found
