"""Adding a load: one sheet, one transaction, all or nothing; the same again changes nothing."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

import duckdb
import pyarrow as pa

from metrics import catalogue
from metrics.export import Export
from metrics.intake.outcome import Coverage, SheetOutcome
from metrics.problems import Problem, problem
from metrics.store.connection import Store
from metrics.store.schema import for_export, table_columns
from metrics.store.snapshot import NOW, moment
from metrics.terms import say_days

Status = Literal["accepted", "unchanged", "refused", "needs_confirmation", "ignored"]

LARGE_LOSS_SHARE = 0.5
LARGE_LOSS_ROWS = 5
"""A load that takes away more than this share, and more than this many rows, of a week needs confirming (exports.md)."""
SLOW_COMPRESSION = "fsst"
"""Trying it on every column of text takes half of a checkpoint, for a file that is a hundredth smaller."""
Lost = tuple[dt.date | None, int, int]
"""A week (None: the list), its rows known, and how many of them the sheet lacks."""


class Fingerprint(NamedTuple):
    """What a load is, and what became of it: both the same, and nothing would change."""

    identity: str
    result_hash: str


@dataclass(frozen=True)
class LoadResult:
    """What became of one sheet in the store. `outcome` carries rows, set aside and problems."""

    outcome: SheetOutcome
    status: Status
    load_id: int | None = None
    recorded_at: dt.datetime | None = None

    @property
    def rows(self) -> int:
        """Rows that count from this sheet."""
        return 0 if self.status in ("refused", "ignored") else self.outcome.accepted


def preview(store: Store, outcome: SheetOutcome, confirm: bool = False) -> LoadResult:
    """What accepting the sheet would do, without doing it."""
    if outcome.status != "acceptable":
        return LoadResult(outcome, outcome.status)
    with store.cursor() as cursor:
        return _preview(cursor, outcome, _fingerprint(outcome), confirm)


def _preview(
    cursor: duckdb.DuckDBPyConnection, outcome: SheetOutcome, fingerprint: Fingerprint, confirm: bool
) -> LoadResult:
    standing = _standing(cursor, fingerprint)
    if standing is not None:
        return LoadResult(outcome, "unchanged", standing)
    losses = _losses(cursor, outcome)
    if losses and not confirm:
        problems = (*outcome.problems, *losses)
        return LoadResult(replace(outcome, problems=problems), "needs_confirmation")
    return LoadResult(outcome, "accepted")


def append(store: Store, outcome: SheetOutcome, by: str, recorded_at: dt.datetime, confirm: bool = False) -> LoadResult:
    """Add the sheet's rows as one load in one transaction, unless it would change nothing or needs confirming.

    recorded_at: the moment of the load (without an offset: local). The caller checkpoints once per call (`settle`).
    """
    if outcome.status != "acceptable":
        return LoadResult(outcome, outcome.status)
    fingerprint = _fingerprint(outcome)
    with store.writing, store.cursor() as cursor:
        result = _preview(cursor, outcome, fingerprint, confirm)
        if result.status != "accepted":
            return result
        load_id = _insert(cursor, outcome, fingerprint, by, moment(recorded_at))
        store.version = load_id
    return replace(result, load_id=load_id, recorded_at=recorded_at)


def settle(store: Store) -> None:
    """Write everything to the file itself; only then is a load said to be loaded."""
    if store.path:
        with store.writing, store.cursor() as cursor:
            cursor.execute(f"set disabled_compression_methods = '{SLOW_COMPRESSION}'")
            cursor.execute("checkpoint store")


def identity(outcome: SheetOutcome) -> str:
    """What makes a load the same load: content of the sheet, export, area and days."""
    coverage = outcome.coverage
    if coverage is None:
        raise ValueError("a sheet without coverage has no identity")
    parts = (outcome.content_hash, outcome.export_id, f"{coverage.area.level}:{coverage.area.key}")
    days = (coverage.start.isoformat(), coverage.end.isoformat())
    return hashlib.sha256("|".join([*map(str, parts), *days]).encode()).hexdigest()


def _result_hash(outcome: SheetOutcome) -> str:
    """Differs when the same sheet gives other rows, because the lists have changed since."""
    digest = hashlib.sha256(repr(outcome.set_aside_rows).encode())
    if outcome.rows is not None:
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, outcome.rows.schema) as writer:
            writer.write_table(outcome.rows.combine_chunks())
        digest.update(sink.getvalue())
    return digest.hexdigest()


def _fingerprint(outcome: SheetOutcome) -> Fingerprint:
    return Fingerprint(identity(outcome), _result_hash(outcome))


def _standing(cursor: duckdb.DuckDBPyConnection, fingerprint: Fingerprint) -> int | None:
    found = cursor.execute(
        "select load_id from loads where identity = $identity and (set_aside = 0 or result_hash = $result_hash)",
        fingerprint._asdict(),
    ).fetchone()
    return int(found[0]) if found else None


def _losses(cursor: duckdb.DuckDBPyConnection, outcome: SheetOutcome) -> list[Problem]:
    """A problem for each week (or list) of which more than half would be taken away."""
    export = catalogue.exports()[str(outcome.export_id)]
    coverage = outcome.coverage
    if export.replaces == "repeated" or coverage is None:
        return []
    if export.is_list:
        weeks = [_lost_of_list(cursor, outcome, export)]
    elif _at_most(cursor, export, coverage) <= LARGE_LOSS_ROWS:
        return []
    else:
        weeks = _lost_of_days(cursor, outcome, export, coverage)
    return [
        _loss(outcome, export, week, known, gone)
        for week, known, gone in weeks
        if gone > LARGE_LOSS_ROWS and gone > known * LARGE_LOSS_SHARE
    ]


def _lost_of_list(cursor: duckdb.DuckDBPyConnection, outcome: SheetOutcome, export: Export) -> Lost:
    known = cursor.execute(for_export("losses_list", export)).fetchall()
    incoming = set(zip(*(column.to_pylist() for column in _keys(outcome, export).columns), strict=True))
    return None, len(known), sum(key not in incoming for key in known)


def _lost_of_days(
    cursor: duckdb.DuckDBPyConnection, outcome: SheetOutcome, export: Export, coverage: Coverage
) -> list[Lost]:
    area = f"{coverage.area.level}:{coverage.area.key}"
    values = {"t": NOW, "area": area, "days_from": coverage.start, "days_to": coverage.end}
    cursor.register("incoming", _keys(outcome, export))
    return cursor.execute(for_export("losses_days", export), values).fetchall()


def _at_most(cursor: duckdb.DuckDBPyConnection, export: Export, coverage: Coverage) -> int:
    """Rows ever loaded for the covered days: no more than this can be lost, and it is counted in no time."""
    text = f"select count(*) from {export.id} where day between $days_from and $days_to"
    values = {"days_from": coverage.start, "days_to": coverage.end}
    return int(cursor.execute(text, values).fetchall()[0][0])


def _loss(outcome: SheetOutcome, export: Export, week: dt.date | None, known: int, gone: int) -> Problem:
    coverage = outcome.coverage
    where = "of the list"
    if week is not None and coverage is not None:
        where = f"known for {coverage.area} in the week of {say_days(week, week + dt.timedelta(days=6))}"
    return problem("takes_away_more_than_half", outcome.sheet, gone=gone, known=known, export=export.sheet, where=where)


def _keys(outcome: SheetOutcome, export: Export) -> pa.Table:
    if outcome.rows is None:
        raise ValueError("a sheet that is accepted has rows, be they none")
    return outcome.rows.select(list(export.key_names))


def _insert(
    cursor: duckdb.DuckDBPyConnection, outcome: SheetOutcome, fingerprint: Fingerprint, by: str, at: dt.datetime
) -> int:
    export = catalogue.exports()[str(outcome.export_id)]
    cursor.execute("begin")
    try:
        load_id = _insert_load(cursor, outcome, export, fingerprint, by, at)
        _insert_rows(cursor, outcome, export, load_id)
        _insert_notes(cursor, outcome, load_id)
        cursor.execute("commit")
    except BaseException:
        cursor.execute("rollback")
        raise
    return load_id


def _insert_load(
    cursor: duckdb.DuckDBPyConnection,
    outcome: SheetOutcome,
    export: Export,
    fingerprint: Fingerprint,
    by: str,
    at: dt.datetime,
) -> int:
    coverage = outcome.coverage
    if coverage is None:
        raise ValueError("a sheet that is accepted has a coverage")
    values = {
        "recorded_at": at,
        "loaded_by": by,
        "export": export.id,
        "replaces": export.replaces,
        "file": outcome.file,
        "file_hash": outcome.file_hash,
        "sheet": outcome.sheet,
        "content_hash": outcome.content_hash,
        "area": f"{coverage.area.level}:{coverage.area.key}",
        "days_from": coverage.start,
        "days_to": coverage.end,
        "rows": outcome.accepted,
        "set_aside": outcome.set_aside,
        "identical": outcome.identical,
        "proposed_because": outcome.proposed_because,
        **fingerprint._asdict(),
    }
    names = ", ".join(values)
    marks = ", ".join(f"${name}" for name in values)
    next_id = "(select coalesce(max(load_id), 0) + 1 from loads)"
    text = f"insert into loads (load_id, {names}) values ({next_id}, {marks}) returning load_id"
    return int(cursor.execute(text, values).fetchall()[0][0])


def _insert_rows(cursor: duckdb.DuckDBPyConnection, outcome: SheetOutcome, export: Export, load_id: int) -> None:
    if outcome.rows is None or outcome.rows.num_rows == 0:
        return
    cursor.register("incoming", outcome.rows)
    given = set(outcome.rows.column_names)
    own = {"load_id": "$load_id::bigint", "team": "case when team is not null then team_level || ':' || team end"}
    names = [name for name in table_columns(export) if name in own or name in given]
    chosen = ", ".join(own.get(name, f'"{name}"') for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    cursor.execute(f"insert into {export.id} ({columns}) select {chosen} from incoming", {"load_id": load_id})


def _insert_notes(cursor: duckdb.DuckDBPyConnection, outcome: SheetOutcome, load_id: int) -> None:
    if outcome.set_aside_rows:
        rows, keys, codes = zip(*outcome.set_aside_rows, strict=True)
        _insert_table(cursor, "set_aside", load_id, {"source_row": rows, "key": keys, "code": codes})
    if outcome.problems:
        names = ("code", "severity", "cell", "message")
        _insert_table(
            cursor, "problems", load_id, {name: [getattr(p, name) for p in outcome.problems] for name in names}
        )
    if outcome.dropped:
        _insert_table(cursor, "dropped", load_id, {"message": outcome.dropped})


def _insert_table(cursor: duckdb.DuckDBPyConnection, table: str, load_id: int, columns: dict[str, object]) -> None:
    cursor.register("notes", pa.table({name: pa.array(values) for name, values in columns.items()}))
    names = ", ".join(columns)
    cursor.execute(f"insert into {table} (load_id, {names}) select $load_id, {names} from notes", {"load_id": load_id})
