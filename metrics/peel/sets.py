"""The sets of questions as they stand: those that Beatboard starts with, and every version that the force has kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
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
    found = {held.key: Version(held) for held in STARTING_SETS}
    for row in entered(store, QUESTION_SET):
        if row["recorded_at"] <= moment(known_at):
            held = from_text(row["content"])
            before = found.get(held.key)
            number = before.number + 1 if before else 1
            found[held.key] = Version(held, number, row["recorded_by"], row["recorded_at"])
    return tuple(found.values())


def question_of(known: Iterable[Version], key: str) -> tuple[QuestionSet, Question] | None:
    """The set and question of an id among all sets; None where there is none (any more)."""
    for version in known:
        for mine, question in version.held.keyed():
            if mine == key:
                return version.held, question
    return None
