"""The sets of questions as they stand: those that Beatboard starts with, and every version that the force has kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from metrics import kept_sets
from metrics.kept_sets import KeptSets
from metrics.peel.framework import Question, QuestionSet, as_text, faults, from_text
from metrics.peel.starting_sets import STARTING_SETS
from metrics.store.connection import Store
from metrics.store.entries import QUESTION_SET

KEPT = KeptSets(QUESTION_SET, STARTING_SETS, as_text, from_text, faults)
Version = kept_sets.Version[QuestionSet]
keep_set, sets = KEPT.keep, KEPT.stand


def gone(store: Store, known_at: dt.datetime | None = None) -> dict[str, Question]:
    """Questions that an earlier version of a set had and that the set, as known at a moment, no longer has; by their id among
    all sets. What was filed under one stays filed."""
    versions = list(KEPT.versions(store, known_at))
    stand = {key for held in {one.held.key: one.held for one in versions}.values() for key, _ in held.keyed()}
    return {key: question for one in versions for key, question in one.held.keyed() if key not in stand}


def question_of(known: Iterable[Version], key: str) -> tuple[QuestionSet, Question] | None:
    """The set and question of an id among all sets; None where there is none (any more)."""
    for version in known:
        for mine, question in version.held.keyed():
            if mine == key:
                return version.held, question
    return None
