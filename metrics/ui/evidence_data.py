"""Reads of the evidence: the sets of questions, what is said on them, and what is shown."""

from __future__ import annotations

import datetime as dt
from typing import cast

from metrics.peel.binder import Answer, Exhibit
from metrics.peel.framework import Question, QuestionSet
from metrics.peel.packs import Made
from metrics.peel.sets import Version
from metrics.ui.data import read


def question_versions(known_at: dt.datetime | None = None) -> tuple[Version, ...]:
    """Every set of framework questions, with who kept it and when."""
    return cast("tuple[Version, ...]", read("question_sets", known_at=known_at))


def question_sets(known_at: dt.datetime | None = None) -> tuple[QuestionSet, ...]:
    """Every set of framework questions as it stands."""
    return tuple(version.held for version in question_versions(known_at))


def gone_questions(known_at: dt.datetime | None = None) -> dict[str, Question]:
    """Questions that no set has any more, by their id among all sets."""
    return cast("dict[str, Question]", read("gone_questions", known_at=known_at))


def answers(known_at: dt.datetime | None = None) -> dict[str, Answer]:
    """What is said on each framework question."""
    return cast("dict[str, Answer]", read("answers", known_at=known_at))


def exhibits(known_at: dt.datetime | None = None) -> tuple[Exhibit, ...]:
    """The figures and charts in the binder, in the order in which they were put in."""
    return cast("tuple[Exhibit, ...]", read("exhibits", known_at=known_at))


def packs() -> tuple[Made, ...]:
    """Every pack that was made, the latest first."""
    return cast("tuple[Made, ...]", read("packs"))
