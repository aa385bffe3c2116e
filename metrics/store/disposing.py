"""Deleting what is past its period, everywhere that a store keeps it, and the disposal record that stays.

What is deleted is gone at every moment, so that nobody can ask for it as known before; the record says what, how much, which
days, under which rule, proposed and approved by whom. Days without their rows read "Not loaded" and never 0.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import duckdb

from metrics import catalogue
from metrics.store import content
from metrics.store.connection import Store
from metrics.store.entries import DISPOSED
from metrics.store.holding import EVERYTHING, Hold, as_json, holds_at
from metrics.store.ledger import Ledger, plain
from metrics.store.replaying import insert_records
from metrics.store.schema import NOTES
from metrics.store.scrubbing import scrub
from metrics.store.shortening import begin
from metrics.store.snapshot import moment
from metrics.store.taking import (
    FILES,
    KINDS,
    LIST,
    OF_ENTRIES,
    ROWS,
    Reach,
    Taken,
    days_held,
    days_uncovered,
    gone_json,
    is_anything,
    last_load,
    next_number,
    note_loaded_days,
    ranges,
    take_entries,
    take_list,
    take_rows,
)
from metrics.store.writing import settle, writing


class CannotDisposeError(Exception):
    """Nothing can be deleted so; str() is one plain sentence."""


@dataclass(frozen=True)
class Order:
    """What is to go of one table. kind: of the retention kind. about: the export or the kind of entry. numbers: of entries."""

    kind: str
    what: str
    about: str
    through: dt.date
    numbers: tuple[int, ...] = ()
    kept: Mapping[int, int] = field(default_factory=dict)
    """Of entries: how many each hold keeps."""


class Told(NamedTuple):
    """What is kept of a deletion beside what went. by: the second person. purge: the proposal's number, if there was one."""

    rule: str
    proposed_by: str
    by: str
    at: dt.datetime
    purge: int | None = None


Went = tuple[str, Taken]
"""The retention kind, and what went of one of its tables."""


def would_go(store: Store, orders: Iterable[Order], at: dt.datetime, show: bool = False) -> list[Went]:
    """What a deletion would take: it is taken, looked at, and given back. show: with the rows themselves."""
    with store.writing, store.cursor() as cursor:
        cursor.execute("begin")
        try:
            return [one for one, _ in _take(cursor, orders, _reach(cursor, moment(at), show), Told("", "", "", at), {})]
        finally:
            with suppress(duckdb.Error):
                cursor.execute("rollback")


def hash_of(went: Sequence[Went], holds: Iterable[Hold], files: Sequence[str] = ()) -> str:
    """The hash of exactly what would go, around which holds: another row, another version or a new hold, and it is another."""
    lines = [repr((kind, *one.told)) for kind, one in went]
    told = "\n".join([*lines, *(f"hold {hold.number}" for hold in holds), *files])
    return hashlib.sha256(told.encode()).hexdigest()


def dispose_of(
    store: Store,
    orders: Sequence[Order],
    told: Told,
    expected: str | None = None,
    files: Sequence[tuple[str, Sequence[str]]] = (),
) -> list[Went]:
    """Delete, keep the disposal record, and take it out of archive, ledger and the database's pages too.

    expected: the hash of what was shown. files: the files that go with it, by kind, for the record. Raises CannotDisposeError
    where it is no longer what was shown or nothing would go; LoadFailedError where it could not be written, and then nothing
    has gone.
    """
    if store.files:
        settle(store)
    lines = Ledger.read(store.files.ledger).hashes() if store.files else {}
    with writing(store) as cursor:
        at = moment(told.at)
        reach = _reach(cursor, at)
        pairs = _take(cursor, orders, reach, told, lines)
        names = [name for _, found in files for name in found]
        if expected is not None and hash_of([one for one, _ in pairs], reach.holds, names) != expected:
            raise CannotDisposeError(
                "What would go is no longer what was shown: data or a hold has changed since. Look at it and propose it again."
            )
        if not any(one.rows or one.notes or one.days for (_, one), _ in pairs) and not names:
            raise CannotDisposeError("There is nothing to delete.")
        records = [record for _, record in pairs]
        records += _file_records(cursor, files, told, at, len(records))
        store.unconfirmed += [(DISPOSED.name, plain(record)) for record in records]
        if store.files:
            begin(store.files.archive)
    settle(store)
    scrub(store)
    return [one for one, _ in pairs]


def _reach(cursor: duckdb.DuckDBPyConnection, at: dt.datetime, show: bool = False) -> Reach:
    return Reach(last_load(cursor), at, holds_at(cursor, at), show)


def _take(
    cursor: duckdb.DuckDBPyConnection,
    orders: Iterable[Order],
    reach: Reach,
    told: Told,
    lines: Mapping[tuple[str, int], str],
) -> list[tuple[Went, dict[str, Any]]]:
    """Take everything, rows first: what a list still needs depends on the days that stay. Nothing under a hold on everything."""
    if any(hold.scope == EVERYTHING for hold in reach.holds):
        return []
    found: list[tuple[Went, dict[str, Any]]] = []
    for what in (ROWS, LIST, OF_ENTRIES):
        if what == LIST:
            note_loaded_days(cursor, reach.at)
        for order in (one for one in orders if one.what == what):
            taken = [one for one in _taken(cursor, order, reach) if one.rows or one.notes or one.days or one.kept]
            found += [((order.kind, one), record) for one, record in _recorded(cursor, order.kind, taken, told, lines)]
    return found


def _taken(cursor: duckdb.DuckDBPyConnection, order: Order, reach: Reach) -> list[Taken]:
    if order.what == OF_ENTRIES:
        if not order.numbers and not order.kept:
            return []
        taken = take_entries(cursor, KINDS[order.about], order.numbers, reach)
        taken.through, taken.kept = order.through, dict(order.kept)
        return [taken]
    export = catalogue.exports()[order.about]
    if not is_anything(cursor, export, order.through, reach.last):
        return []
    if order.what == LIST:
        return [take_list(cursor, export, order.through, reach)]
    found = []
    for start, through in ranges(export, order.through, reach.holds):
        days = days_uncovered(cursor, export, start, through, reach.last)
        found.append(take_rows(cursor, export, start, through, reach))
        found[-1].days = days
    return found + days_held(cursor, export, order.through, reach)


def _recorded(
    cursor: duckdb.DuckDBPyConnection,
    kind: str,
    taken: Sequence[Taken],
    told: Told,
    lines: Mapping[tuple[str, int], str],
) -> list[tuple[Taken, dict[str, Any]]]:
    """The disposal records of what was taken of one table, entered."""
    loads = sorted({load_id for one in taken for load_id in one.loads})
    tables = {one.about for one in taken} | set(NOTES)
    left = (
        content.hashes(cursor, loads, tables) if told.by else dict.fromkeys(loads, "")
    )  # what is only shown leaves nothing
    first = next_number(cursor, DISPOSED)
    records = [
        _record(first + place, kind, one, told)
        | {
            "gone": gone_json(one, lines),
            "remains": json.dumps({str(load_id): left[load_id] for load_id in one.loads}),
        }
        for place, one in enumerate(taken)
    ]
    insert_records(cursor, DISPOSED.table, records)
    return list(zip(taken, records, strict=True))


def _record(number: int, kind: str, one: Taken, told: Told) -> dict[str, Any]:
    return {
        "entry_id": number, "recorded_at": moment(told.at), "recorded_by": told.by, "purge": told.purge, "kind": kind,
        "what": one.what, "about": one.about, "from_day": one.start, "through": one.through, "last": one.last,
        "rows": one.rows, "gone": "[]", "remains": "{}", "kept": as_json(one.kept), "rule": told.rule,
        "proposed_by": told.proposed_by,
    }  # fmt: skip


def _file_records(
    cursor: duckdb.DuckDBPyConnection,
    files: Sequence[tuple[str, Sequence[str]]],
    told: Told,
    at: dt.datetime,
    after: int,
) -> list[dict[str, Any]]:
    first = next_number(cursor, DISPOSED)
    taken = [Taken(FILES, kind, dt.date.min, at.date(), len(names), len(names)) for kind, names in files if names]
    records = [_record(first + place, one.about, one, told) for place, one in enumerate(taken)]
    insert_records(cursor, DISPOSED.table, records)
    return records


class Planned(NamedTuple):
    """What a deletion of a weekly export's rows up to a day takes: how many."""

    export: str
    rows: int
    end: dt.date


def planned(store: Store, exports: Iterable[str], through: dt.date, at: dt.datetime) -> list[Planned]:
    """What `dispose` would take, by export. Raises CannotDisposeError."""
    return _planned(would_go(store, _of_exports(exports, through), at))


def dispose(
    store: Store, exports: Sequence[str], through: dt.date, rule: str, by: str, agreed_by: str, at: dt.datetime
) -> list[Planned]:
    """Delete the rows of some weekly exports up to a day, whatever their periods, around every hold; and give what went.

    rule: under which rule or law; agreed_by: the second person. Raises as `dispose_of`.
    """
    rule, by, agreed_by = rule.strip(), by.strip(), agreed_by.strip()
    if not rule or not by or not agreed_by:
        raise CannotDisposeError("Say under which rule, who deletes and who has agreed: all three are kept.")
    if by.casefold() == agreed_by.casefold():
        raise CannotDisposeError("A second person has to agree: give another name than your own.")
    orders = _of_exports(exports, through)
    if not any(one.rows for one in _planned(would_go(store, orders, at))):
        raise CannotDisposeError("There is no row of these exports up to that day.")
    return _planned(dispose_of(store, orders, Told(rule, by, agreed_by, at)))


def _of_exports(exports: Iterable[str], through: dt.date) -> list[Order]:
    found = []
    for export in exports:
        if export not in catalogue.exports() or catalogue.exports()[export].is_list:
            raise CannotDisposeError(f"“{export}” is no weekly export: only their rows are deleted by day.")
        found.append(Order(export, ROWS, export, through))
    return found


def _planned(went: Iterable[Went]) -> list[Planned]:
    return [Planned(one.about, one.rows, one.through) for _, one in went]
