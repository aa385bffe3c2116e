"""Sets that Beatboard starts with and people edit (questions of a framework, editions of a plan): every version is kept.

A set is known by its name and edition. Another edition is another set beside it; the latest version of each stands.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, Literal, Protocol, TypeVar, get_args

from metrics.notes import name_faults, plain
from metrics.store.connection import Store
from metrics.store.entering import entered, keep
from metrics.store.entries import EntryKind
from metrics.store.snapshot import moment

Status = Literal["current", "superseded", "not verified"]
STATUSES: tuple[Status, ...] = get_args(Status)


class Held(Protocol):
    """What can be kept: a set with a name, an edition, and the state in which that edition stands."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def edition(self) -> str:
        """Which edition it is."""

    @property
    def status(self) -> Status:
        """Whether that edition is current, superseded or not verified."""


H = TypeVar("H", bound=Held)


def key_of(held: Held) -> str:
    """What tells a set from others."""
    return f"{held.name}, {held.edition}"


def named_faults(held: Held) -> list[str]:
    """What is wrong with a set's name, edition and status, a plain sentence each."""
    told = [] if held.name and held.edition else ["Give the set a name and an edition."]
    if held.status not in STATUSES:
        told.append(f"“{held.status}” is no status: write current, superseded or not verified.")
    return told


@dataclass(frozen=True)
class Version(Generic[H]):
    """A set as it was kept. by, at (UTC): who kept it and when; of a set that Beatboard starts with, nobody."""

    held: H
    number: int = 1
    by: str = ""
    at: dt.datetime | None = None


@dataclass(frozen=True)
class KeptSets(Generic[H]):
    """The sets of one kind. entry: as what they are kept; start: those of the beginning; faults: what is wrong with one."""

    entry: EntryKind
    start: tuple[H, ...]
    as_text: Callable[[H], str]
    from_text: Callable[[str], H]
    faults: Callable[[H], list[str]]

    def keep(self, store: Store, held: H, by: str, at: dt.datetime) -> None:
        """Keep another version of a set, or a new one.

        Raises ValueError with one plain sentence for what cannot be kept, and LoadFailedError where it could not be written.
        """
        by = plain(by)
        for fault in [*self.faults(held), *name_faults(by)]:
            raise ValueError(fault)
        if any(one.held == held for one in self.stand(store)):
            raise ValueError("This is the set as it stands: nothing is changed.")
        row = {"name": held.name, "edition": held.edition, "content": self.as_text(held)}
        keep(store, self.entry, [row], at, by)

    def stand(self, store: Store, known_at: dt.datetime | None = None) -> tuple[Version[H], ...]:
        """The sets as known at a moment: those of the start in their order, then others as they came."""
        return tuple({key_of(version.held): version for version in self.versions(store, known_at)}.values())

    def versions(self, store: Store, known_at: dt.datetime | None = None) -> Iterator[Version[H]]:
        """Every version of every set by a moment, in the order in which they came."""
        numbers: Counter[str] = Counter()
        for held in self.start:
            numbers[key_of(held)] += 1
            yield Version(held)
        for row in entered(store, self.entry):
            if row["recorded_at"] <= moment(known_at):
                held = self.from_text(row["content"])
                numbers[key_of(held)] += 1
                yield Version(held, numbers[key_of(held)], row["recorded_by"], row["recorded_at"])
