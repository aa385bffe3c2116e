"""Adding loads: one a sheet, one transaction a call, all or nothing; the same again changes nothing."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple

import duckdb
import pyarrow as pa

from metrics import catalogue
from metrics.export import Export
from metrics.intake.outcome import SheetOutcome
from metrics.store import archive, content
from metrics.store.archive import Kept
from metrics.store.connection import Store
from metrics.store.ledger import plain
from metrics.store.losses import losses, rows_of_days
from metrics.store.replaying import as_stored, insert_records, insert_rows
from metrics.store.schema import NOTES
from metrics.store.snapshot import NOW, moment
from metrics.store.writing import writing

Status = Literal["accepted", "unchanged", "refused", "needs_confirmation", "ignored"]

ARCHIVING = ThreadPoolExecutor(1, "beatboard-archive")
"""Writes the archive down to the disk while the database works out the hashes of the same loads."""


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

    Rows and what is noted are written once for all loads of an export, because a statement takes longer than its rows.
    """

    cursor: duckdb.DuckDBPyConnection
    confirm: bool
    store: Store
    """Where further cursors are to be had, and the archive lies."""
    last: int = 0
    """The load that was added last."""
    accepted: list[Kept] = field(default_factory=list)
    """Loads of which nothing is in the database yet."""
    rows: dict[str, list[pa.Table]] = field(default_factory=dict)
    """By export, the rows of these loads."""
    confirmable: list[dict[str, Any]] = field(default_factory=list)
    """The records that are to be confirmed once the transaction is committed."""
    standing: dict[str, list[tuple[str, int, int]]] = field(default_factory=dict)
    """identity -> result hash, rows set aside, and load of each load that stands."""
    latest: dict[str, int] = field(default_factory=dict)
    """Export -> its latest load that stands."""
    attempts: Counter[Fingerprint] = field(default_factory=Counter)
    """How often the same was loaded, withdrawn loads included."""
    known: dict[tuple[dt.date, dt.date], dict[str, int]] = field(default_factory=dict)
    """Days -> rows of each weekly export in them, asked once a call; an export that the call has added to is left out."""

    def __post_init__(self) -> None:
        """Ask once what stands already."""
        text = (
            "select load_id, export, identity, result_hash, set_aside, load_id in (select load_id from standing_at($t)) "
            "from loads order by load_id"
        )
        for load_id, export, identity, result_hash, aside, stands in self.cursor.execute(text, {"t": NOW}).fetchall():
            self._add(Fingerprint(identity, result_hash), export, aside, load_id, stands)

    def _add(self, fingerprint: Fingerprint, export: str, set_aside: int, load_id: int, stands: bool = True) -> None:
        self.last = max(self.last, load_id)
        self.attempts[fingerprint] += 1
        if stands:
            self.latest[export] = load_id
            self.standing.setdefault(fingerprint.identity, []).append((fingerprint.result_hash, set_aside, load_id))

    def preview(self, outcome: SheetOutcome) -> LoadResult:
        """What accepting the sheet would do, without doing it."""
        if outcome.status != "acceptable":
            return LoadResult(outcome, outcome.status)
        return self._preview(outcome, _fingerprint(outcome, _stream(outcome)))

    def _preview(self, outcome: SheetOutcome, fingerprint: Fingerprint) -> LoadResult:
        for result_hash, set_aside, load_id in self.standing.get(fingerprint.identity, ()):
            if not set_aside or result_hash == fingerprint.result_hash:
                return LoadResult(outcome, "unchanged", load_id)
        if any(load.record["export"] == outcome.export_id for load in self.accepted):
            self.write_records()  # what is lost is counted against the loads that stand, those of this call included
        lost = losses(self.cursor, outcome, self._known(outcome), self.latest.get(str(outcome.export_id)))
        if lost and not self.confirm:
            return LoadResult(replace(outcome, problems=(*outcome.problems, *lost)), "needs_confirmation")
        return LoadResult(outcome, "accepted")

    def _known(self, outcome: SheetOutcome) -> int | None:
        """Rows known for the sheet's days, of all areas: no more can be lost. None where that is to be counted anew."""
        if outcome.coverage is None or catalogue.exports()[str(outcome.export_id)].replaces != "days":
            return None
        days = (outcome.coverage.start, outcome.coverage.end)
        if days not in self.known:
            self.known[days] = rows_of_days(self.cursor, *days)
        return self.known[days].get(str(outcome.export_id))

    def accept(self, outcome: SheetOutcome, by: str, recorded_at: dt.datetime) -> LoadResult:
        """Add the sheet as a load, unless it would change nothing or needs confirming."""
        if outcome.status != "acceptable":
            return LoadResult(outcome, outcome.status)
        rows = _stream(outcome)
        fingerprint = _fingerprint(outcome, rows)
        result = self._preview(outcome, fingerprint)
        if result.status != "accepted":
            return result
        export = catalogue.exports()[str(outcome.export_id)]
        load_id = self.last + 1
        self.rows.setdefault(export.id, []).append(as_stored(export, load_id, outcome.rows))
        for counts in self.known.values():
            counts.pop(export.id, None)
        self._add(fingerprint, export.id, outcome.set_aside, load_id)
        load = {"load_id": load_id, "recorded_at": moment(recorded_at), "loaded_by": by}
        record = {**load, **_load_values(outcome, export, fingerprint), "attempt": self.attempts[fingerprint]}
        self.accepted.append(Kept(record, _notes(outcome), rows))
        return replace(result, load_id=load_id, recorded_at=recorded_at)

    def write_records(self) -> None:
        """Write the loads accepted so far: into the archive, and their rows, notes, hashes and records into the database."""
        if not self.accepted:
            return
        archived = self._archive()
        for export_id, tables in self.rows.items():
            insert_rows(self.cursor, catalogue.exports()[export_id], pa.concat_tables(tables))
        self.rows.clear()
        for name in NOTES:
            notes = [{"load_id": load.load_id, **note} for load in self.accepted for note in load.notes[name]]
            insert_records(self.cursor, name, notes)
        among = {str(load.record["export"]) for load in self.accepted}
        among |= {name for name in NOTES if any(load.notes[name] for load in self.accepted)}
        hashes = content.hashes(self.cursor, [load.load_id for load in self.accepted], among)
        records = [{**load.record, "rows_hash": hashes[load.load_id]} for load in self.accepted]
        insert_records(self.cursor, "loads", records)
        if archived:
            archived.result()
        self.confirmable += [plain(record) for record in records]
        self.accepted.clear()

    def _archive(self) -> Future[None] | None:
        if self.store.files is None:
            return None
        loads = [replace(load, record=plain(load.record)) for load in self.accepted]
        return ARCHIVING.submit(archive.write, self.store.files.archive, loads)


@contextmanager
def previewing(store: Store, confirm: bool = False) -> Iterator[Accepting]:
    """What accepting sheets would do; nothing is stored."""
    with store.cursor() as cursor:
        yield Accepting(cursor, confirm, store)


@contextmanager
def accepting(store: Store, confirm: bool = False, lasting: bool = True) -> Iterator[Accepting]:
    """One transaction for the sheets of one call: all that are accepted are kept, or none.

    lasting: as of `writing`. The caller confirms before anything is said to be loaded (`settle`). Raises LoadFailedError
    when it could not be written.
    """
    with writing(store, lasting) as cursor:
        work = Accepting(cursor, confirm, store)
        yield work
        work.write_records()
        store.unconfirmed += [("load", record) for record in work.confirmable]


def identity(outcome: SheetOutcome) -> str:
    """What makes a load the same load: content of the sheet, export, area and days."""
    coverage = outcome.coverage
    if coverage is None:
        raise ValueError("a sheet without coverage has no identity")
    parts = (outcome.content_hash, outcome.export_id, f"{coverage.area.level}:{coverage.area.key}")
    days = (coverage.start.isoformat(), coverage.end.isoformat())
    return hashlib.sha256("|".join([*map(str, parts), *days]).encode()).hexdigest()


def _stream(outcome: SheetOutcome) -> memoryview:
    return memoryview(b"") if outcome.rows is None else archive.stream(outcome.rows)


def _fingerprint(outcome: SheetOutcome, rows: memoryview) -> Fingerprint:
    """The result hash differs when the same sheet gives other rows, because the lists have changed since."""
    digest = hashlib.sha256(repr(outcome.set_aside_rows).encode())
    digest.update(rows)
    return Fingerprint(identity(outcome), digest.hexdigest())


def _notes(outcome: SheetOutcome) -> dict[str, list[dict[str, Any]]]:
    """What is noted of a load beside its rows, by table."""
    return {
        "set_aside": [
            {"source_row": row, "key": key, "code": code, **plain(of._asdict())}
            for (row, key, code), of in zip(outcome.set_aside_rows, outcome.set_aside_of, strict=True)
        ],
        "problems": [
            {"code": problem.code, "severity": problem.severity, "cell": problem.cell, "message": problem.message}
            for problem in outcome.problems
        ],
        "dropped": [{"message": message} for message in outcome.dropped],
    }


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
