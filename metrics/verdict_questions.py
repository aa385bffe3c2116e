"""The four questions that a verdict answers, asked of arrays of figures. Pure: what the figures are is for `verdicts` to know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any, Literal

import numpy as np

from metrics.parts import Amounts
from metrics.signals.changed import changed
from metrics.signals.hours import changed_share, target_share, unusual_share
from metrics.signals.target import against_target
from metrics.signals.unusual import unusual
from metrics.signals.verdict import HIGH, LOW, TOO_EARLY, UNSAID, WITHIN, Verdict
from metrics.terms import TARGET_WORDS, UNUSUAL_WORDS

Question = Literal["target", "unusual", "changed", "year"]
QUESTIONS: dict[Question, str] = {
    "target": "Against the target",
    "unusual": "Against its own usual range",
    "changed": "Has it changed?",
    "year": "Against the year before",
}
BASE = 52
"""Weeks before a period that say what is usual."""
YEAR = 52
LEAST_RECENT, LEAST_BEFORE, LEAST_YEAR = 6, 12, 40
"""Of the weeks compared, how many must be known."""
Kind = Literal["count", "hours", "stock"]


@dataclass(frozen=True, eq=False)
class Given:
    """What the cells of some KPIs are judged by; NaN where it is not known. Shares have the weeks on their last axis."""

    count: Amounts
    hours: Amounts
    target: Amounts
    past_count: Amounts
    past_hours: Amounts
    past_weeks: Amounts
    phi: Amounts
    recent: Amounts
    before: Amounts
    this_year: Amounts
    last_year: Amounts
    window: Amounts
    past: Amounts

    def at(self, *place: int) -> Given:
        """The same of some of the cells."""
        return Given(*(getattr(self, each.name)[place] for each in fields(self)))


def answer(
    given: Given, kind: Kind, upward: Sequence[bool] | bool, question: Question, ranges: bool = False
) -> Verdict:
    """One question's verdict on some cells. upward: of each KPI, whether its target is met by at least its amount."""
    if kind == "stock":
        return _compared(given) if question == "target" else _unsaid(given.count)
    if kind == "hours":
        return _of_hours(given, np.asarray(upward), question)
    if question == "target":
        return against_target(given.count, given.target, ranges=ranges)
    if question == "unusual":
        return unusual(
            given.count, given.hours, given.past_count, given.past_hours, given.past_weeks, given.phi, ranges=ranges
        )
    if question == "changed":
        return _compared_weeks(given.recent, given.before, given.phi, (LEAST_RECENT, LEAST_BEFORE), ranges)
    return _compared_weeks(given.this_year, given.last_year, given.phi, least_of(given), ranges)


class Answers:
    """The verdicts of some KPIs, each question answered for all of their cells when it is first asked."""

    def __init__(self, given: Given, kind: Kind, upward: tuple[bool, ...]) -> None:
        """As of `answer`."""
        self.given, self.kind, self.upward = given, kind, upward
        self._found: dict[Question, Verdict] = {}

    def __getitem__(self, question: Question) -> Verdict:
        """The verdicts of a question."""
        if question not in self._found:
            self._found[question] = answer(self.given, self.kind, self.upward, question)
        return self._found[question]

    def __getstate__(self) -> tuple[Given, Kind, tuple[bool, ...]]:
        """What has been answered is no part of it."""
        return self.given, self.kind, self.upward

    def __setstate__(self, state: tuple[Given, Kind, tuple[bool, ...]]) -> None:
        """Nothing answered yet."""
        self.__init__(*state)  # type: ignore[misc]


@dataclass(frozen=True, eq=False)
class RowAnswers:
    """The verdicts of one KPI of several."""

    answers: Answers
    number: int

    def __getstate__(self) -> dict[str, object]:
        """What has been answered is no part of it."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    def __getitem__(self, question: Question) -> Verdict:
        """The verdicts of a question, area by area."""
        if question not in self._found:
            self._found[question] = taken(self.answers[question], self.number)
        return self._found[question]

    def words(self, question: Question) -> list[str]:
        """The word of a question, area by area; "" where nothing is said."""
        if question not in self._words:
            self._words[question] = self[question].word.tolist()
        return self._words[question]

    @cached_property
    def _found(self) -> dict[Question, Verdict]:
        return {}

    @cached_property
    def _words(self) -> dict[Question, list[str]]:
        return {}


def least_of(given: Given) -> tuple[int, int]:
    """How many weeks of either year must be known."""
    least = LEAST_YEAR if given.this_year.shape[-1] == YEAR else LEAST_RECENT
    return least, least


def _compared_weeks(now: Amounts, past: Amounts, phi: Amounts, least: tuple[int, int], ranges: bool) -> Verdict:
    (y, h, n), (past_y, past_h, past_n) = (sums(weeks[..., 0, :], weeks[..., 1, :]) for weeks in (now, past))
    found = changed(y, h, past_y, past_h, phi, ranges=ranges)
    return early(found, (n < least[0]) | (past_n < least[1]), n > 0)


def early(verdict: Verdict, few: Any, known: Any) -> Verdict:
    """The same verdict: too early to say where few weeks are known, nothing said where none of those judged is."""
    code = np.where(few | (verdict.code == UNSAID), TOO_EARLY, verdict.code)
    return replace(verdict, code=np.where(known, code, UNSAID))


def _of_hours(given: Given, upward: Any, question: Question) -> Verdict:
    if question == "changed":
        return changed_share(_share(given.recent), _share(given.before))
    if question == "year":
        this_year, last_year = _share(given.this_year), _share(given.last_year)
        few = (~np.isnan(last_year)).sum(axis=-1) < least_of(given)[0]
        return early(changed_share(this_year, last_year), few, ~np.isnan(this_year).all(axis=-1))
    window, past, worked = _share(given.window), _share(given.past), np.where(given.hours > 0, given.hours, np.nan)
    if question == "target":
        aim = given.target / worked
        rising = np.broadcast_to(upward.reshape(upward.shape + (1,) * (aim.ndim - upward.ndim)), aim.shape)
        return target_share(aim, np.concatenate([past, window], axis=-1)[..., -BASE:], rising)
    weeks = np.maximum(1, (~np.isnan(window)).sum(axis=-1))
    return unusual_share(given.count / worked, weeks, past)


def _share(weeks: Amounts) -> Amounts:
    value, hours = weeks[..., 0, :], weeks[..., 1, :]
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(value / np.where(hours > 0, hours, np.nan))


def padded(weeks: Amounts, first: int, last: int) -> Amounts:
    """Weeks from one to before another; NaN for those before the first that is known."""
    known = weeks[..., max(0, first) : max(0, last)]
    missing = np.full((*weeks.shape[:-1], last - first - known.shape[-1]), np.nan)
    return np.concatenate([missing, known], axis=-1)


def _compared(given: Given) -> Verdict:
    """What stands open is no matter of luck: it is below its target, at it or above it."""
    below, above = given.count < given.target, given.count > given.target
    found = np.select([np.isnan(given.count + given.target), below, above], [UNSAID, LOW, HIGH], WITHIN)
    blank = np.full_like(given.count, np.nan)
    return Verdict(TARGET_WORDS, found, given.target, blank, blank, blank)


def _unsaid(like: Amounts) -> Verdict:
    blank = np.full_like(like, np.nan)
    return Verdict(UNUSUAL_WORDS, np.full(like.shape, UNSAID), blank, blank, blank, blank)


def sums(value: Amounts, hours: Amounts) -> tuple[Amounts, Amounts, Amounts]:
    """Of the weeks (last axis) that are known: the sums, and how many there are."""
    known = ~np.isnan(value) & (hours > 0)
    return tuple(np.where(known, each, 0).sum(axis=-1) for each in (value, hours, np.ones_like(value)))


def taken(verdict: Verdict, *place: int) -> Verdict:
    """A verdict of some of the cells."""
    changes = {each.name: getattr(verdict, each.name)[place] for each in fields(verdict) if each.name != "words"}
    return replace(verdict, **changes)
