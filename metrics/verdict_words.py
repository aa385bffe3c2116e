"""What a verdict opens to: count, hours, expected range, dates, the rule in words, and how often luck alone goes as far."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan

import numpy as np

from metrics.judge import Tone, tone
from metrics.kpi import Kpi
from metrics.parts import Amounts
from metrics.question import Period
from metrics.signals.target import LEAST_TARGET
from metrics.signals.unusual import BASE_EVENTS, BASE_WEEKS, Unusual
from metrics.signals.verdict import HIGH, LOW, SURELY, TOO_EARLY, UNSAID, Verdict
from metrics.terms import MARKS, TOO_SMALL_FOR_QUIET, say_date, say_days, say_number
from metrics.verdict_questions import QUESTIONS, Question, answer, least_of
from metrics.verdicts import Judged, Row


@dataclass(frozen=True)
class Told:
    """One verdict of one figure, ready to print. days: those judged. facts: pairs of a name and a value; rule: in words; why:
    it is too early.
    """

    question: Question
    title: str
    word: str
    mark: str
    tone: Tone
    days: Period
    facts: tuple[tuple[str, str], ...]
    rule: str
    luck: str = ""
    why: str = ""

    @property
    def stands_out(self) -> bool:
        """True where it is a flag: a question that a person may close with a reason."""
        return self.mark in "▲▼" and bool(self.mark)


def told(found: Judged, name: str, key: str, only: Question | None = None, ranges: bool = True) -> list[Told]:
    """Every question (or one) that is asked of one area's KPI, with its answer; none where nothing is known. ranges: what luck
    alone would give too, which takes most of the time."""
    row, place = found.rows.get(name), found.place.get(key)
    if row is None or place is None:
        return []
    asked = [only] if only else list(QUESTIONS)
    found_of = {question: int(row.verdicts[question].code[place]) for question in asked}
    upward = row.asked.kpi.direction != "fewer"
    return [
        _told(row, place, question, answer(row.given.at(place), row.kind, upward, question, ranges), coded)
        for question, coded in found_of.items()
        if coded != UNSAID
    ]


def word_of(row: Row, place: int, question: Question) -> tuple[str, Tone]:
    """The word of one verdict and how it is coloured."""
    verdict = row.verdicts[question]
    side = {LOW: -1, HIGH: 1}.get(int(verdict.code[place]), 0)
    return str(verdict.word[place]), tone(row.asked.kpi.direction, side)


def _told(row: Row, place: int, question: Question, verdict: Verdict, coded: int) -> Told:
    word, colour = word_of(row, place, question)
    early = coded == TOO_EARLY
    return Told(
        question, QUESTIONS[question], word, MARKS.get(word, ""), colour, _days(row, question),
        tuple(_facts(row, place, question, verdict, early)), _rule(row, question),
        "" if early else luck_words(verdict), _why(row, place, question, verdict) if early else _quiet(verdict),
    )  # fmt: skip


def _days(row: Row, question: Question) -> Period:
    """The days judged."""
    return {"changed": row.recent, "year": row.this_year}.get(question) or row.days


def _facts(row: Row, place: int, question: Question, verdict: Verdict, early: bool) -> list[tuple[str, str]]:
    kpi, given = row.asked.kpi, row.given.at(place)
    now = {"changed": given.recent, "year": given.this_year}.get(question)
    count, hours = (float(given.count), float(given.hours)) if now is None else (_sum(now, 0), _sum(now, 1))
    found = [
        ("Counted", kpi.counted(_said(kpi, count))),
        (f"{kpi.exposure.capitalize()} hours", _said(kpi, hours)),
        ("Days judged", say_days(*_days(row, question))),
    ]
    if question == "target":
        found.append(("Target of these days", _said(kpi, float(given.target), 1)))
    else:
        found += _against(row, place, question)
    if not early and not isnan(float(verdict.expected)) and row.kind != "stock":
        found.append(("Expected", _amount(kpi, row, float(verdict.expected), hours)))
        if not isnan(float(verdict.low)):
            words = {"target": "Luck alone at the target", "unusual": "Usual range"}.get(question, "If nothing changed")
            found.append((words, _range(kpi, row, verdict, hours)))
    return found


def _against(row: Row, place: int, question: Question) -> list[tuple[str, str]]:
    """The days and the rate that it is judged against."""
    kpi, given = row.asked.kpi, row.given.at(place)
    past, days = {
        "unusual": (given.past, row.base), "changed": (given.before, row.before), "year": (given.last_year, row.last_year),
    }[question]  # fmt: skip
    if days is None:
        return [("Against", "no earlier week is loaded")]
    weeks = weeks_known(past)
    counted, hours = _sum(past, 0), _sum(past, 1)
    words = f"{say_days(*days)}: {kpi.counted(_said(kpi, counted))} in {say_number(hours)} hours of {weeks} weeks"
    return [("Against", words)]


def weeks_known(weeks: Amounts) -> int:
    """Of how many weeks figure and hours are known."""
    return int((~np.isnan(weeks[0]) & (weeks[1] > 0)).sum()) if weeks.size else 0


def _sum(weeks: Amounts, part: int) -> float:
    """Of the weeks whose figure and hours are known."""
    if not weeks.size:
        return 0.0
    known = ~np.isnan(weeks[0]) & (weeks[1] > 0)
    return float(np.where(known, weeks[part], 0).sum())


def _said(kpi: Kpi, amount: float, digits: int = 0) -> str:
    if isnan(amount):
        return "–"
    return say_number(amount, digits if not amount.is_integer() else 0)


def _amount(kpi: Kpi, row: Row, expected: float, hours: float) -> str:
    if row.kind == "hours":
        return f"{expected:.0%} of {say_number(hours)} hours: {say_number(expected * hours)}"
    return say_number(expected, 1)


def _range(kpi: Kpi, row: Row, verdict: Verdict, hours: float) -> str:
    low, high = float(verdict.low), float(verdict.high)
    if row.kind == "hours":
        return f"{max(low, 0):.0%} to {min(high, 1):.0%}"
    return f"{say_number(low)} to {say_number(high)}"


def luck_words(verdict: Verdict) -> str:
    """By luck alone about 1 time in N."""
    if isnan(float(verdict.probability)):
        return ""
    number = float(verdict.one_in)
    if number < 1.5:
        return "By luck alone most times as far from what is expected."
    if number >= SURELY:
        return "By luck alone less than 1 time in 1,000,000 as far from what is expected."
    rounded = round(number) if number < 100 else int(float(f"{number:.2g}"))
    return f"By luck alone about 1 time in {rounded:,} as far from what is expected."


def _quiet(verdict: Verdict) -> str:
    if isinstance(verdict, Unusual) and bool(verdict.too_small):
        return f"So few are expected that even none would lie in the usual range: {TOO_SMALL_FOR_QUIET}."
    return ""


_COUNTS, _WEEKS = "luck alone would share the events so unevenly", "weeks that vary as these do would differ so much"
_YEARS = "The last 12 months against the 12 before"
SAME_WEEKS = (
    "Less than two years are loaded: the last 12 settled weeks against the same weeks of the year before, those known of "
    "both"
)
RULES: dict[tuple[str, Question], str] = {
    (
        "count",
        "target",
    ): "Below or above target where luck alone, at work exactly on target, would go so far at most 1 time in "
    "20 on that side (exact Poisson).",
    (
        "count",
        "unusual",
    ): "Unusual where luck alone, at the rate of the weeks before and for the hours worked, would go so far "
    "at most 1 time in 1,000 on that side.",
    (
        "count",
        "changed",
    ): "The last 12 settled weeks against the 40 before, hour for hour: running higher or lower where "
    f"{_COUNTS} less than 1 time in 100.",
    ("count", "year"): f"{_YEARS}, hour for hour: running higher or lower where {_COUNTS} less than 1 time in 100.",
    (
        "hours",
        "target",
    ): "Consistently met or missed where the target lies beyond the limits between which its weeks vary "
    "(XmR); else hit and miss.",
    (
        "hours",
        "unusual",
    ): "Unusual where the share lies beyond the limits that the weeks before set by how far they move from "
    "one to the next (XmR).",
    (
        "hours",
        "changed",
    ): "The last 12 settled weeks against the 40 before, in blocks of four: running higher or lower where "
    f"{_WEEKS} less than 1 time in 100.",
    (
        "hours",
        "year",
    ): f"{_YEARS}, in blocks of four weeks: running higher or lower where {_WEEKS} less than 1 time in 100.",
    (
        "stock",
        "target",
    ): "What stands open on the last day is compared with the target itself: it is no matter of luck.",
}
"""By the kind of figure (a count, hours, what stands open) and the question."""


def _rule(row: Row, question: Question) -> str:
    words = RULES.get((row.kind, question), "")
    if question == "year" and row.same_weeks:
        words = words.replace(_YEARS, SAME_WEEKS)
    if row.shifted:
        words += (
            f" None of the days shown is settled, so the latest settled ones are judged, to {say_date(row.days[1])}."
        )
    return words


def _why(row: Row, place: int, question: Question, verdict: Verdict) -> str:
    """What there is too little of."""
    given = row.given.at(place)
    if question == "target":
        if row.kind == "hours":
            return "Fewer than 13 weeks are known."
        return (
            f"The target of these days is {say_number(float(given.target), 1)}: below {LEAST_TARGET} no count, not even 0, can "
            "be told from luck. Look at a longer period."
        )
    if question == "unusual":
        return (
            f"{say_number(float(given.past_count))} in {say_number(float(given.past_weeks))} weeks before: at least "
            f"{BASE_EVENTS} in {BASE_WEEKS} weeks say what is usual."
        )
    if question == "year" and row.kind == "hours":
        return "Too few blocks of four weeks are known of both years."
    if question == "year":
        return f"{weeks_known(given.last_year)} of the weeks a year before are known: at least {least_of(given)[0]} are needed."
    return "Fewer than 3 are expected, or too few weeks are known."
