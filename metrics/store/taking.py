"""Taking rows and entries that are past their period out of the database, inside a transaction.

What would go is told by taking it and rolling back, so that what is shown and what goes are the same thing.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import duckdb

from metrics import catalogue
from metrics.export import Export
from metrics.store import content
from metrics.store.entries import ENTRIES, EntryKind
from metrics.store.holding import Hold, holds_at, notes_held, rows_held
from metrics.store.schema import for_export, listed, sql, table_columns

ROWS, LIST, OF_ENTRIES, FILES = "rows", "list", "entries", "files"
KINDS = {kind.name: kind for kind in ENTRIES}
FIRST_DAY = dt.date.min
Table = tuple[list[str], list[tuple[Any, ...]]]
"""Headings, and rows of cells."""


@dataclass
class Taken:
    """What went, or would go, of one table. rows: how many; notes: rows set aside and problems that go with them.

    first, last_day: of the rows. content: a hash of all of it. gone: of entries, their numbers; of a list, the load that none had
    replaced. loads: that lost something.
    kept: rows that each hold kept, by its number. shown: the rows, where they were asked for.
    """

    what: str
    about: str
    start: dt.date
    through: dt.date
    last: int
    rows: int = 0
    notes: int = 0
    first: dt.date | None = None
    last_day: dt.date | None = None
    content: str = ""
    gone: tuple[int, ...] = ()
    loads: tuple[int, ...] = ()
    kept: dict[int, int] = field(default_factory=dict)
    shown: Table | None = None
    days: int = 0
    """Days that read Not loaded from now on."""

    @property
    def told(self) -> tuple[Any, ...]:
        """All that says exactly what went."""
        kept = sorted(self.kept.items())
        return self.what, self.about, self.start, self.through, self.rows, self.notes, self.days, self.content, kept


@dataclass(frozen=True)
class Reach:
    """What all that is taken in one go has in common: up to which load, as known at which moment, around which holds."""

    last: int
    at: dt.datetime
    holds: tuple[Hold, ...] = ()
    show: bool = False
    """Whether the rows themselves are wanted."""


def ranges(export: Export, through: dt.date, holds: Iterable[Hold]) -> list[tuple[dt.date, dt.date]]:
    """The runs of days up to a day that no hold keeps whole."""
    kept = sorted(
        (max(hold.start, FIRST_DAY), hold.end)
        for hold in holds
        if hold.start and hold.end and hold.covers(export, hold.start)
    )
    found, start = [], FIRST_DAY
    for first, last in kept:
        if first > start:
            found.append((start, min(first - dt.timedelta(days=1), through)))
        start = max(start, last + dt.timedelta(days=1))
    found.append((start, through))
    return [(first, last) for first, last in found if first <= last]


def take_rows(
    cursor: duckdb.DuckDBPyConnection, export: Export, start: dt.date, through: dt.date, reach: Reach
) -> Taken:
    """Delete an export's rows of days that are not held, and what is noted of them."""
    held, bound = rows_held(export, reach.holds, export.id)
    key = ", ".join(f'"{name}"' for name in export.key_names) or "load_id, source_row"
    text = sql("going_rows").replace("{export}", export.id).replace("{key}", key).replace("{held}", held)
    values = {"last": reach.last, "start": start, "through": through}
    taken = Taken(ROWS, export.id, start, through, reach.last)
    due = f"from {export.id} where load_id <= $last and day between $start and $through"
    _count_kept(cursor, taken, export, reach.holds, due, values)
    _take(cursor, taken, export, text, {**values, **bound}, reach)
    return taken


def newest_list(cursor: duckdb.DuckDBPyConnection, export: Export, reach: Reach) -> int | None:
    """The latest load of a list that stands; None where none does."""
    text = "select max(load_id) from standing_at($t) where export = $export and load_id <= $last"
    found = cursor.execute(text, {"t": reach.at, "export": export.id, "last": reach.last}).fetchall()[0][0]
    return int(found) if found else None


def is_anything(cursor: duckdb.DuckDBPyConnection, export: Export, through: dt.date, last: int) -> bool:
    """Whether a load, a row or a row set aside of an export speaks of days up to a day: asked first, since most do not."""
    text = f"""
select exists (from loads where export = $export and load_id <= $last and days_from <= $through)
    or exists (from {export.id} where load_id <= $last and day <= $through)
    or exists (from set_aside join loads using (load_id) where export = $export and load_id <= $last and day <= $through)
"""
    return bool(cursor.execute(text, {"export": export.id, "last": last, "through": through}).fetchall()[0][0])


def days_held(cursor: duckdb.DuckDBPyConnection, export: Export, through: dt.date, reach: Reach) -> list[Taken]:
    """What holds on days keep of an export: runs of no days, of which nothing is taken."""
    found = []
    for hold in reach.holds:
        if hold.start and hold.covers(export, hold.start) and hold.start <= through:
            text = f"select count(*) from {export.id} where load_id <= $last and day between $start and least($end, $through)"
            values = {"last": reach.last, "start": hold.start, "end": hold.end, "through": through}
            kept = cursor.execute(text, values).fetchall()[0][0]
            none = hold.start - dt.timedelta(days=1)
            found.append(Taken(ROWS, export.id, hold.start, none, reach.last, kept={hold.number: kept} if kept else {}))
    return found


def note_loaded_days(cursor: duckdb.DuckDBPyConnection, at: dt.datetime) -> None:
    """Lay out the days that are still loaded, for `take_list`: after the rows have gone, and before any list is looked at."""
    text = "create or replace temp table loaded_day as select distinct day from cover_known_at($t)"
    cursor.execute(text, {"t": at})


def take_list(
    cursor: duckdb.DuckDBPyConnection, export: Export, through: dt.date, reach: Reach, newest: int | None = None
) -> Taken:
    """Delete from a list what ended by a day, and whole lists that spoke of days up to it and were replaced since.

    newest: the load that no list had replaced then; None: the latest that stands.
    """
    newest = newest or newest_list(cursor, export, reach)
    taken = Taken(LIST, export.id, FIRST_DAY, through, reach.last, gone=(newest,) if newest else ())
    base = (
        for_export("going_list", export)
        .replace("{started}", export.started)
        .replace("{ended}", export.ended)
        .replace("{person}", export.person)
    )
    values = {"last": reach.last, "through": through, "t": reach.at, "newest": newest}
    without_holds = base.replace("{held}", "false").rstrip().rstrip(";")
    due = f"from {export.id} where {export.id}.rowid in ({without_holds})"
    _count_kept(cursor, taken, export, reach.holds, due, values)
    held, bound = rows_held(export, reach.holds, export.id)
    _take(cursor, taken, export, base.replace("{held}", held), {**values, **bound}, reach)
    return taken


def _count_kept(
    cursor: duckdb.DuckDBPyConnection,
    taken: Taken,
    export: Export,
    holds: Sequence[Hold],
    due: str,
    values: dict[str, Any],
) -> None:
    """How many of the rows that are due each hold keeps. due: SQL from `from` on."""
    for hold in holds:
        held, bound = rows_held(export, [hold], export.id)
        if bound:
            text = f"select count(*) {due} and ({held})"
            count = cursor.execute(text, {**values, **bound}).fetchall()[0][0]
            if count:
                taken.kept[hold.number] = count


def _take(
    cursor: duckdb.DuckDBPyConnection,
    taken: Taken,
    export: Export,
    going: str,
    values: dict[str, Any],
    reach: Reach,
) -> None:
    """Delete the rows that a query gives, and what is noted of them, and say what they were."""
    cursor.execute(f"create or replace temp table going as {going.rstrip().rstrip(';')}", values)
    of_going = f"from {export.id} where rowid in (select row from going)"
    loads, taken.content = _described(cursor, export, taken, of_going)
    if reach.show:
        taken.shown = shown(cursor, f"select * {of_going} order by load_id, source_row")
    cursor.execute(f"delete {of_going}")
    loads |= _take_notes(cursor, taken, export, reach)
    taken.loads = tuple(sorted(loads))


def _described(cursor: duckdb.DuckDBPyConnection, export: Export, taken: Taken, of_going: str) -> tuple[set[int], str]:
    named = ", ".join(f"'{column}=' || \"{column}\"::varchar" for column in table_columns(export))
    found = cursor.execute(
        f"select load_id, count(*), min(day), max(day), sum((md5_number(concat_ws(chr(31), {named})) >> 64)::hugeint)::varchar "
        f"{of_going} group by load_id order by load_id"
    ).fetchall()
    taken.rows = sum(row[1] for row in found)
    taken.first = min((row[2] for row in found if row[2]), default=None)
    taken.last_day = max((row[3] for row in found if row[3]), default=None)
    return {row[0] for row in found}, content.joined([f"{row[0]} {row[1]} {row[4]}" for row in found])


def _take_notes(cursor: duckdb.DuckDBPyConnection, taken: Taken, export: Export, reach: Reach) -> set[int]:
    """Rows set aside go with their day, and without one with the last of their load; problems with the last row of a load."""
    held, bound = notes_held(export, reach.holds)
    values = {"export": export.id, "last": reach.last, "start": taken.start, "through": taken.through}
    aside = (
        "from (select set_aside.rowid as row, set_aside.*, days_to from set_aside join loads using (load_id) "
        "where export = $export and load_id <= $last) "
        f"where coalesce(day, days_to) between $start and $through and not ({held})"
    )
    gone = cursor.execute(f"select row, load_id {aside}", {**values, **bound}).fetchall()
    cursor.execute(
        "delete from set_aside where rowid in (select unnest($rows::bigint[]))", {"rows": [r for r, _ in gone]}
    )
    problems = (
        "from problems where load_id in (select load_id from loads where export = $export and load_id <= $last "
        f"and days_to between $start and $through and load_id not in (select load_id from {export.id}) "
        "and load_id not in (select load_id from set_aside))"
    )
    loads = {load_id for _, load_id in gone}
    told = [load_id for (load_id,) in cursor.execute(f"select load_id {problems}", values).fetchall()]
    cursor.execute(f"delete {problems}", values)
    taken.notes = len(gone) + len(told)
    return loads | set(told)


def shown(cursor: duckdb.DuckDBPyConnection, query: str) -> Table:
    """The rows of a query with their headings."""
    found = cursor.execute(query)
    return [column[0] for column in found.description or ()], found.fetchall()


def days_uncovered(
    cursor: duckdb.DuckDBPyConnection, export: Export, start: dt.date, through: dt.date, last: int
) -> int:
    """How many days are loaded of these, of which nothing is to be kept."""
    if export.replaces not in ("days", "published"):
        return 0
    text = """
select count(distinct day) from (
    select load_id, unnest(generate_series(greatest(days_from, $start), least(days_to, $through), interval 1 day))::date as day
    from loads where export = $export and load_id <= $last and days_to >= $start and days_from <= $through
) covered where not exists (
    select 1 from disposed where about = $export and what = 'rows' and covered.load_id <= disposed.last
        and covered.day between disposed.from_day and disposed.through
)
"""
    values = {"export": export.id, "start": start, "through": through, "last": last}
    return int(cursor.execute(text, values).fetchall()[0][0])


def take_entries(cursor: duckdb.DuckDBPyConnection, kind: EntryKind, numbers: Sequence[int], reach: Reach) -> Taken:
    """Delete entries by their numbers. The last number ever given stays known, so that it is not given again."""
    last = next_number(cursor, kind) - 1
    taken = Taken(OF_ENTRIES, kind.name, FIRST_DAY, reach.at.date(), last, gone=tuple(sorted(numbers)))
    named = ", ".join(f"'{column}=' || \"{column}\"::varchar" for column in kind.columns)
    of_going = f"from {kind.table} where {kind.id} in (select unnest($numbers::bigint[]))"
    values = {"numbers": list(numbers)}
    found = cursor.execute(
        f"select {kind.id}, md5(concat_ws(chr(31), {named})), recorded_at::date {of_going} order by {kind.id}", values
    ).fetchall()
    taken.rows, taken.gone = len(found), tuple(number for number, _, _ in found)
    taken.first = min((day for _, _, day in found), default=None)
    taken.last_day = max((day for _, _, day in found), default=None)
    taken.content = content.joined([f"{number} {line}" for number, line, _ in found])
    if reach.show:
        columns = list(kind.columns)
        found_rows = cursor.execute(f"select {listed(columns)} {of_going} order by {kind.id}", values)
        taken.shown = columns, found_rows.fetchall()
    cursor.execute(f"delete {of_going}", values)
    return taken


def next_number(cursor: duckdb.DuckDBPyConnection, kind: EntryKind) -> int:
    """The number of the next entry of a kind: no number is given twice, be its entry gone."""
    text = (
        f"select coalesce(max(number), 0) + 1 from (select max({kind.id}) as number from {kind.table} "
        "union all select max(last) from disposed where what = 'entries' and about = $name)"
    )
    return int(cursor.execute(text, {"name": kind.name}).fetchall()[0][0])


def last_load(cursor: duckdb.DuckDBPyConnection) -> int:
    """The number of the last load; 0 where there is none."""
    return int(cursor.execute("select coalesce(max(load_id), 0) from loads").fetchall()[0][0])


def take_again(cursor: duckdb.DuckDBPyConnection, record: Mapping[str, Any]) -> Taken | None:
    """Take what a disposal record says was taken, from a database that still has it: one made anew, or an older one."""
    at = record["recorded_at"]
    at = dt.datetime.fromisoformat(at) if isinstance(at, str) else at
    start, through = _day(record["from_day"]), _day(record["through"])
    reach = Reach(int(record["last"]), at, holds_at(cursor, at))
    if record["what"] == OF_ENTRIES:
        kind: EntryKind = KINDS[record["about"]]
        return take_entries(cursor, kind, [number for number, _ in json.loads(record["gone"])], reach)
    if record["what"] == FILES:
        return None
    export = catalogue.exports()[record["about"]]
    if record["what"] == LIST:
        note_loaded_days(cursor, at)
        newest = json.loads(record["gone"])
        return take_list(cursor, export, through, reach, newest[0] if newest else None)
    return take_rows(cursor, export, start, through, reach)


def _day(value: Any) -> dt.date:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value or dt.date.min


def gone_json(taken: Taken, lines: Mapping[tuple[str, int], str]) -> str:
    """The record's `gone`: of entries their numbers with the hash of their line; of a list its newest load."""
    if taken.what == OF_ENTRIES:
        return json.dumps([[number, lines.get((taken.about, number), "")] for number in taken.gone])
    return json.dumps(list(taken.gone))
