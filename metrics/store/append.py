"""Adding loads: one a sheet, one transaction a call, all or nothing; the same again changes nothing."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple

import duckdb
import pyarrow as pa

from metrics import catalogue
from metrics.export import Export
from metrics.intake.outcome import SheetOutcome
from metrics.store.connection import Store
from metrics.store.losses import losses
from metrics.store.schema import table_columns
from metrics.store.snapshot import moment

Status = Literal["accepted", "unchanged", "refused", "needs_confirmation", "ignored"]

SLOW_COMPRESSION = "fsst"
"""Trying it on every column of text takes half of a checkpoint, for a file that is a hundredth smaller."""


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


@dataclass
class Accepting:
    """The sheets of one call on their way into the store, on one cursor and in one transaction.

    What is noted of each load is written once for all of them, because a statement takes longer than its rows.
    """

    cursor: duckdb.DuckDBPyConnection
    confirm: bool
    last: int
    """The load that was added last."""
    notes: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    standing: dict[str, list[tuple[str, int, int]]] = field(default_factory=dict)
    """identity -> result hash, rows set aside, and load of each load that stands."""

    def __post_init__(self) -> None:
        """Ask once what stands already."""
        for identity, *load in self.cursor.execute(
            "select identity, result_hash, set_aside, load_id from loads"
        ).fetchall():
            self._stands(identity, *load)

    def _stands(self, identity: str, result_hash: str, set_aside: int, load_id: int) -> None:
        self.standing.setdefault(identity, []).append((result_hash, set_aside, load_id))

    def preview(self, outcome: SheetOutcome) -> LoadResult:
        """What accepting the sheet would do, without doing it."""
        if outcome.status != "acceptable":
            return LoadResult(outcome, outcome.status)
        return self._preview(outcome, _fingerprint(outcome))

    def _preview(self, outcome: SheetOutcome, fingerprint: Fingerprint) -> LoadResult:
        for result_hash, set_aside, load_id in self.standing.get(fingerprint.identity, ()):
            if not set_aside or result_hash == fingerprint.result_hash:
                return LoadResult(outcome, "unchanged", load_id)
        if any(load["export"] == outcome.export_id for load in self.notes.get("loads", ())):
            self.write_notes()  # what is lost is counted against the loads that stand, those of this call included
        self.cursor.register("incoming", outcome.rows)
        lost = losses(self.cursor, outcome)
        if lost and not self.confirm:
            return LoadResult(replace(outcome, problems=(*outcome.problems, *lost)), "needs_confirmation")
        return LoadResult(outcome, "accepted")

    def accept(self, outcome: SheetOutcome, by: str, recorded_at: dt.datetime) -> LoadResult:
        """Add the sheet as a load, unless it would change nothing or needs confirming."""
        if outcome.status != "acceptable":
            return LoadResult(outcome, outcome.status)
        fingerprint = _fingerprint(outcome)
        result = self._preview(outcome, fingerprint)
        if result.status != "accepted":
            return result
        export = catalogue.exports()[str(outcome.export_id)]
        self.last = load_id = self.last + 1
        load = {"load_id": load_id, "recorded_at": moment(recorded_at), "loaded_by": by}
        self._note("loads", [{**load, **_load_values(outcome, export, fingerprint)}])
        self._note("set_aside", [{"load_id": load_id, "source_row": row, "key": key, "code": code}
                                 for row, key, code in outcome.set_aside_rows])  # fmt: skip
        self._note("problems", [{"load_id": load_id, "code": problem.code, "severity": problem.severity,
                                 "cell": problem.cell, "message": problem.message}
                                for problem in outcome.problems])  # fmt: skip
        self._note("dropped", [{"load_id": load_id, "message": message} for message in outcome.dropped])
        self._insert_rows(outcome, export, load_id)
        self._stands(*fingerprint, outcome.set_aside, load_id)
        return replace(result, load_id=load_id, recorded_at=recorded_at)

    def _note(self, table: str, rows: list[dict[str, Any]]) -> None:
        self.notes.setdefault(table, []).extend(rows)

    def write_notes(self) -> None:
        """Write what is noted of the loads, table by table."""
        for table, rows in self.notes.items():
            if rows:
                self.cursor.register("noted", pa.Table.from_pylist(rows))
                self.cursor.execute(f"insert into {table} by name select * from noted")
        self.notes.clear()

    def _insert_rows(self, outcome: SheetOutcome, export: Export, load_id: int) -> None:
        """The rows that the preview has registered as `incoming`."""
        if outcome.rows is None or outcome.rows.num_rows == 0:
            return
        given = set(outcome.rows.column_names)
        own = {"load_id": "$load_id::bigint", "team": "case when team is not null then team_level || ':' || team end"}
        names = [name for name in table_columns(export) if name in own or name in given]
        chosen = ", ".join(own.get(name, f'"{name}"') for name in names)
        columns = ", ".join(f'"{name}"' for name in names)
        self.cursor.execute(f"insert into {export.id} ({columns}) select {chosen} from incoming", {"load_id": load_id})


@contextmanager
def previewing(store: Store, confirm: bool = False) -> Iterator[Accepting]:
    """What accepting sheets would do; nothing is stored."""
    with store.cursor() as cursor:
        yield Accepting(cursor, confirm, store.version)


@contextmanager
def accepting(store: Store, confirm: bool = False) -> Iterator[Accepting]:
    """One transaction for the sheets of one call: all that are accepted are kept, or none.

    The caller checkpoints before anything is said to be loaded (`settle`).
    """
    with store.writing, store.cursor() as cursor:
        cursor.execute("begin")
        try:
            work = Accepting(cursor, confirm, store.version)
            yield work
            work.write_notes()
            cursor.execute("commit")
        except BaseException:
            cursor.execute("rollback")
            raise
        store.version = work.last


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


def _load_values(outcome: SheetOutcome, export: Export, fingerprint: Fingerprint) -> dict[str, object]:
    """What is kept of the load itself."""
    coverage = outcome.coverage
    if coverage is None:
        raise ValueError("a sheet that is accepted has a coverage")
    return {
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
