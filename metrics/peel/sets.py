"""The sets of questions as they stand: those that Beatboard starts with, and every version that the force has kept."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from metrics.notes import name_faults, plain
from metrics.peel.framework import Question, QuestionSet, as_text, faults, from_text
from metrics.peel.starting_sets import STARTING_SETS
from metrics.store.connection import Store
from metrics.store.entering import entered, keep
from metrics.store.entries import QUESTION_SET
from metrics.store.snapshot import moment


@dataclass(frozen=True)
class Version:
    """A set as it was kept. by, at (UTC): who kept it and when; of a set that Beatboard starts with, nobody."""

    held: QuestionSet
    number: int = 1
    by: str = ""
    at: dt.datetime | None = None


def keep_set(store: Store, held: QuestionSet, by: str, at: dt.datetime) -> None:
    """Keep another version of a set, or a new one.

    Raises ValueError with one plain sentence for what cannot be kept, and LoadFailedError where it could not be written.
    """
    by = plain(by)
    for fault in [*faults(held), *name_faults(by)]:
        raise ValueError(fault)
    if any(one.held == held for one in sets(store)):
        raise ValueError("This is the set as it stands: nothing is changed.")
    keep(store, QUESTION_SET, [{"name": held.name, "edition": held.edition, "content": as_text(held)}], at, by)


def sets(store: Store, known_at: dt.datetime | None = None) -> tuple[Version, ...]:
    """The sets as known at a moment: those of the start in their order, then others as they came."""
    return tuple({version.held.key: version for version in _versions(store, known_at)}.values())


def gone(store: Store, known_at: dt.datetime | None = None) -> dict[str, Question]:
    """Questions that an earlier version of a set had and that the set, as known at a moment, no longer has; by their id among
    all sets. What was filed under one stays filed."""
    versions = list(_versions(store, known_at))
    stand = {key for held in {one.held.key: one.held for one in versions}.values() for key, _ in held.keyed()}
    return {key: question for one in versions for key, question in one.held.keyed() if key not in stand}


def _versions(store: Store, known_at: dt.datetime | None) -> Iterator[Version]:
    """Every version of every set by a moment, in the order in which they came."""
    numbers: Counter[str] = Counter()
    for held in STARTING_SETS:
        numbers[held.key] += 1
        yield Version(held)
    for row in entered(store, QUESTION_SET):
        if row["recorded_at"] <= moment(known_at):
            held = from_text(row["content"])
            numbers[held.key] += 1
            yield Version(held, numbers[held.key], row["recorded_by"], row["recorded_at"])


def question_of(known: Iterable[Version], key: str) -> tuple[QuestionSet, Question] | None:
    """The set and question of an id among all sets; None where there is none (any more)."""
    for version in known:
        for mine, question in version.held.keyed():
            if mine == key:
                return version.held, question
    return None
