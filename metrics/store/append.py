"""Adding a load: one sheet, one transaction, all or nothing; the same again changes nothing."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, replace
from typing import Any, Literal

import duckdb
import pyarrow as pa

from metrics import catalogue
from metrics.export import Export
from metrics.intake.outcome import SheetOutcome
from metrics.problems import Problem, problem
from metrics.store.connection import Store, named
from metrics.store.schema import for_export, table_columns
from metrics.store.snapshot import NOW, moment
from metrics.terms import say_days

Status = Literal["accepted", "unchanged", "refused", "needs_confirmation", "ignored"]

LARGE_LOSS_SHARE = 0.5
LARGE_LOSS_ROWS = 5
"""A load that takes away more than this share, and more than this many rows, of a week needs confirming (exports.md)."""


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
    standing = _standing(store, outcome)
    if standing is not None:
        return LoadResult(outcome, "unchanged", standing)
    losses = _losses(store, outcome)
    if losses and not confirm:
        problems = (*outcome.problems, *losses)
        return LoadResult(replace(outcome, problems=problems), "needs_confirmation")
    return LoadResult(outcome, "accepted")


def append(store: Store, outcome: SheetOutcome, by: str, recorded_at: dt.datetime, confirm: bool = False) -> LoadResult:
    """Add the sheet's rows as one load in one transaction, unless it would change nothing or needs confirming.

    recorded_at: the moment of the load (without an offset: local). The caller checkpoints once per call (`settle`).
    """
    with store.writing:
        result = preview(store, outcome, confirm)
        if result.status != "accepted":
            return result
        load_id = _insert(store, outcome, by, moment(recorded_at))
        store.changed()
    return replace(result, load_id=load_id, recorded_at=recorded_at)


def settle(store: Store) -> None:
    """Write everything to the file itself; only then is a load said to be loaded."""
    if store.path:
        with store.writing, store.cursor() as cursor:
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


def _standing(store: Store, outcome: SheetOutcome) -> int | None:
    found = store.rows(
        "select load_id from loads where identity = $identity and (set_aside = 0 or result_hash = $result_hash)",
        identity=identity(outcome),
        result_hash=_result_hash(outcome),
    )
    return int(found[0][0]) if found else None


def _losses(store: Store, outcome: SheetOutcome) -> list[Problem]:
    """A problem for each week (or list) of which more than half would be taken away."""
    export = catalogue.exports()[str(outcome.export_id)]
    coverage = outcome.coverage
    if export.replaces == "repeated" or coverage is None:
        return []
    with store.cursor() as cursor:
        cursor.register("incoming", _keys(outcome, export))
        values: dict[str, Any] = {"t": NOW}
        if not export.is_list:
            values |= {"days_from": coverage.start, "days_to": coverage.end}
            values |= {"area": f"{coverage.area.level}:{coverage.area.key}"}
        text = for_export("losses_list" if export.is_list else "losses_days", export)
        weeks = cursor.execute(text, named(text, values)).fetchall()
    return [
        _loss(outcome, export, week, known, gone)
        for week, known, gone in weeks
        if gone > LARGE_LOSS_ROWS and gone > known * LARGE_LOSS_SHARE
    ]


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


def _insert(store: Store, outcome: SheetOutcome, by: str, recorded_at: dt.datetime) -> int:
    export = catalogue.exports()[str(outcome.export_id)]
    with store.cursor() as cursor:
        cursor.execute("begin")
        try:
            load_id = int(cursor.execute("select coalesce(max(load_id), 0) + 1 from loads").fetchall()[0][0])
            _insert_load(cursor, outcome, export, load_id, by, recorded_at)
            _insert_rows(cursor, outcome, export, load_id)
            _insert_notes(cursor, outcome, load_id)
            cursor.execute("commit")
        except BaseException:
            cursor.execute("rollback")
            raise
    return load_id


def _insert_load(
    cursor: duckdb.DuckDBPyConnection, outcome: SheetOutcome, export: Export, load_id: int, by: str, at: dt.datetime
) -> None:
    coverage = outcome.coverage
    if coverage is None:
        raise ValueError("a sheet that is accepted has a coverage")
    values = {
        "load_id": load_id,
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
        "identity": identity(outcome),
        "result_hash": _result_hash(outcome),
        "proposed_because": outcome.proposed_because,
    }
    names = ", ".join(values)
    marks = ", ".join(f"${name}" for name in values)
    cursor.execute(f"insert into loads ({names}) values ({marks})", values)


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
