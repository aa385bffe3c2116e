"""The purge: what is due is shown first, one person proposes it, another approves exactly what was shown, and then it goes."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

from metrics import configuration
from metrics.access import log_retention
from metrics.access.lookups import CannotLogError
from metrics.notes import name_faults, plain
from metrics.retention.files import Found
from metrics.retention.kinds import Kind, kinds, periods
from metrics.store import archive, backups
from metrics.store.connection import Store
from metrics.store.disposing import CannotDisposeError, Order, Told, Went, dispose_of, hash_of, would_go
from metrics.store.entering import entered, keep
from metrics.store.entries import DISPOSED, PURGE
from metrics.store.holding import Hold, holds_at
from metrics.store.ledger import Ledger
from metrics.store.scrubbing import scrub
from metrics.store.shortening import begin
from metrics.store.snapshot import moment

DEFAULT_RULE = "Periods of retention as set"
Periods = Mapping[str, int]


@dataclass(frozen=True)
class Line:
    """What is due of one kind. through: the last day that is past its period. rows: of entries and files, how many of them.
    first, last: the days of what is due. days: that read Not loaded from then on. kept: rows that holds keep."""

    kind: Kind
    months: int
    through: dt.date
    rows: int = 0
    notes: int = 0
    days: int = 0
    first: dt.date | None = None
    last: dt.date | None = None
    kept: Mapping[int, int] = field(default_factory=dict)

    @property
    def is_due(self) -> bool:
        """Whether a purge would take anything."""
        return bool(self.rows or self.notes or self.days)


@dataclass(frozen=True)
class Due:
    """All that is past its period on a day. shown: the hash of exactly this."""

    day: dt.date
    lines: tuple[Line, ...]
    went: tuple[Went, ...]
    files: Mapping[str, Sequence[Found]]
    holds: tuple[Hold, ...]
    orders: tuple[Order, ...]
    shown: str

    @property
    def is_due(self) -> bool:
        """Whether a purge would take anything."""
        return any(line.is_due for line in self.lines)


class Proposal(NamedTuple):
    """A proposed purge. at: UTC. done_by, done_at: once it was approved."""

    number: int
    day: dt.date
    periods: Periods
    rule: str
    shown: str
    numbers: Mapping[str, int]
    by: str
    at: dt.datetime
    done_by: str
    done_at: dt.datetime | None


class Purged(NamedTuple):
    """What a purge took: rows and entries, files, backups made anew, and what could not be reached, in sentences."""

    rows: int
    files: int
    backups: int
    faults: tuple[str, ...]


def due(store: Store, day: dt.date, at: dt.datetime, months: Periods | None = None, show: bool = False) -> Due:
    """What is past its period on a day, around the holds that stand. months: by kind; None: as set. show: with the rows.

    Nothing is changed. Raises ConfigurationError where the settings name a kind that there is not.
    """
    kept_for = months or periods()
    with store.cursor() as cursor:
        holds = holds_at(cursor, moment(at))
    known = [kind for kind in kinds().values() if kind.name in kept_for]
    until = {kind.name: kind.through(day, kept_for[kind.name]) for kind in known}
    orders = tuple(
        order for kind in known if kind.what_would_go for order in kind.what_would_go(store, until[kind.name], holds)
    )
    everything = any(hold.scope == "everything" for hold in holds)
    files = {
        kind.name: () if everything else tuple(kind.files_past(store, until[kind.name], holds))
        for kind in known
        if kind.files_past
    }
    went = tuple(would_go(store, orders, at, show))
    lines = tuple(_line(kind, kept_for[kind.name], until[kind.name], went, files.get(kind.name, ())) for kind in known)
    named = [name for _, names in _named(files) for name in names]
    return Due(day, lines, went, files, holds, orders, hash_of(went, holds, named))


def _named(files: Mapping[str, Sequence[Found]]) -> list[tuple[str, list[str]]]:
    """By kind, what tells each file from another."""
    return [(kind, [f"{kind} {one.name} {one.size}" for one in found]) for kind, found in files.items()]


def _line(kind: Kind, months: int, through: dt.date, went: Sequence[Went], files: Sequence[Found]) -> Line:
    mine = [taken for name, taken in went if name == kind.name]
    days = [day for taken in mine for day in (taken.first, taken.last_day) if day] + [one.day for one in files]
    kept: dict[int, int] = {}
    for taken in mine:
        for hold, rows in taken.kept.items():
            kept[hold] = kept.get(hold, 0) + rows
    return Line(
        kind, months, through, sum(taken.rows for taken in mine) + len(files), sum(taken.notes for taken in mine),
        sum(taken.days for taken in mine), min(days, default=None), max(days, default=None), kept,
    )  # fmt: skip


def propose(store: Store, day: dt.date, rule: str, by: str, at: dt.datetime, shown: str | None = None) -> int:
    """Keep that somebody proposes to delete what is due on a day, and give the proposal's number. shown: the hash of what they
    saw. Raises ValueError with one plain sentence."""
    by, rule = plain(by), plain(rule)
    for fault in name_faults(by) + ([] if rule else ["Say under which rule it is deleted: it is kept."]):
        raise ValueError(fault)
    found = due(store, day, at)
    if not found.is_due:
        raise ValueError("Nothing is past its period, so there is nothing to propose.")
    if shown is not None and shown != found.shown:
        raise ValueError("What is due has changed since it was shown. Look at it again, then propose it.")
    numbers = {line.kind.name: line.rows for line in found.lines if line.is_due}
    values = {
        "day": day,
        "periods": json.dumps(dict(periods())),
        "rule": rule,
        "shown": found.shown,
        "numbers": json.dumps(numbers),
    }
    return keep(store, PURGE, [values], at, by)[0]


def proposals(store: Store) -> tuple[Proposal, ...]:
    """Every proposed purge, the latest first."""
    done = {row["purge"]: (row["recorded_by"], row["recorded_at"]) for row in entered(store, DISPOSED)}
    return tuple(
        Proposal(
            row["entry_id"], row["day"], json.loads(row["periods"]), row["rule"], row["shown"], json.loads(row["numbers"]),
            row["recorded_by"], row["recorded_at"], *done.get(row["entry_id"], ("", None)),
        )
        for row in reversed(entered(store, PURGE))
    )  # fmt: skip


def approve(store: Store, number: int, by: str, at: dt.datetime) -> Purged:
    """Delete exactly what a proposal showed, as the second person. Raises ValueError with one plain sentence, and then nothing
    has gone; LoadFailedError where it could not be written."""
    found = {one.number: one for one in proposals(store)}.get(number)
    by = plain(by)
    for fault in _faults(found, by) + _damages(store):
        raise ValueError(fault)
    assert found is not None
    shown = due(store, found.day, at, found.periods)
    if shown.shown != found.shown:
        raise ValueError("What would go is no longer what was proposed: data or a hold has changed. Propose it again.")
    told = Told(found.rule, found.by, by, at, found.number)
    try:
        went = dispose_of(store, shown.orders, told, found.shown, _named(shown.files))
    except CannotDisposeError as error:
        raise ValueError(str(error)) from None
    faults = _delete_files(store, shown, told)
    made, more = finish(store, scrubbed=True)
    return Purged(sum(one.rows for _, one in went), sum(map(len, shown.files.values())), made, (*faults, *more))


def _faults(found: Proposal | None, by: str) -> list[str]:
    if found is None:
        return ["There is no such proposal."]
    if found.done_at is not None:
        return ["This proposal was approved already, and what it showed is gone."]
    if by.casefold() == found.by.casefold():
        return ["A second person has to approve: whoever proposed it cannot."]
    return name_faults(by)


def _damages(store: Store) -> list[str]:
    """What has to be put right first: nothing can be taken out of a damaged file."""
    if store.files is None:
        return []
    if Ledger.read(store.files.ledger).broken or archive.damaged_files(store.files.archive):
        return [
            "The ledger or a file of the archive is damaged. Run `python -m metrics verify`, put it right, then approve."
        ]
    return []


def _delete_files(store: Store, shown: Due, told: Told) -> list[str]:
    faults = []
    for name, found in shown.files.items():
        try:
            kinds()[name].purge(store, found, told)
        except (OSError, CannotLogError) as error:
            why = str(getattr(error, "strerror", None) or error).rstrip(".")
            faults.append(f"{kinds()[name].title}: {why}. The next purge tries again.")
    return faults


def finish(store: Store, scrubbed: bool = False) -> tuple[int, list[str]]:
    """Take what earlier purges took out of whatever still has it: this store's files, and every backup in the folders that the
    settings name. Gives how many backups were made anew, and what could not be done."""
    if not scrubbed and store.files:
        begin(store.files.archive)
        scrub(store)
    copy_look_ups = partial(log_retention.copy_kept, log=store.files.look_ups) if store.files else shutil.copytree
    made, faults = 0, []
    for folder in map(Path, configuration.current().backup_folders):
        try:
            backups.keep_told(store, folder)
            made += backups.clean(store, folder, copy_look_ups)
        except Exception as error:
            faults.append(
                f"The backups in {folder} could not all be cleaned: {error} Run `python -m metrics purge --finish`."
            )
    return made, faults


def behind(store: Store) -> int:
    """How many backups still hold what a purge took."""
    return sum(backups.behind(store, Path(folder)) for folder in configuration.current().backup_folders)
