"""Who works which shift on which day: rotating patterns, part-time hours, leave, sickness and other absence."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from sample_data.people import NOT_POSTED, People
from sample_data.weeks import BANK_HOLIDAYS, Span

NOTHING, EARLY, LATE, NIGHT, REST, LEAVE, SICK, OTHER = range(8)
_LETTERS = {"E": EARLY, "L": LATE, "N": NIGHT, "R": REST}
PATTERNS = {
    "PC": "EEEEERRLLLRRNNNRRRLLL",
    "PCSO": "EEEEERRLLLRRLL",
    "PS": "EEEEERRLLLLRRE",
}
"""Days from a Monday; every pattern rests after its nights."""

LEAVE_WEEKS = 4
SINGLE_LEAVE_DAYS = 8
SICK_SPELLS_PER_YEAR = 1.5
LONG_SICKNESS_SHARE = 0.05
OTHER_ABSENCE_RATE = 0.004
BANK_HOLIDAY_OFF = 0.35


def roster(rng: np.random.Generator, people: People) -> np.ndarray:
    """Person x day: the kind of shift or absence."""
    kinds = np.zeros(people.team.shape, dtype=np.int8)
    week_weights = _leave_weights(people.span)
    for person, role in enumerate(people.roles):
        if role in PATTERNS:
            worked = _pattern(rng, PATTERNS[role], person, float(people.fte[person]), people.span)
            kinds[person] = _with_absences(rng, worked, week_weights, people.span)
    kinds[(kinds == EARLY) & _bank_holidays(people.span) & (rng.random(kinds.shape) < BANK_HOLIDAY_OFF)] = REST
    kinds[people.team == NOT_POSTED] = NOTHING
    for person, last_day in people.last_days():
        if kinds[person, last_day] == NIGHT:
            kinds[person, last_day] = REST
    return kinds


def _pattern(rng: np.random.Generator, letters: str, person: int, fte: float, span: Span) -> np.ndarray:
    """The rotating pattern; colleagues start it in different weeks, part-timers rest on some of its shifts."""
    cycle = np.array([_LETTERS[letter] for letter in letters], dtype=np.int8)
    if fte < 1:
        shifts = np.flatnonzero(cycle != REST)
        rests = rng.permutation(shifts)[: round(len(shifts) * (1 - fte))]
        cycle[rests] = REST
    weeks = len(cycle) // 7
    return np.roll(np.resize(cycle, span.days + len(cycle)), -7 * (person % weeks))[: span.days]


def _with_absences(rng: np.random.Generator, worked: np.ndarray, weights: np.ndarray, span: Span) -> np.ndarray:
    """Replace shifts by leave, sickness and other absence; rest days stay rest days."""
    away = np.zeros(span.days, dtype=np.int8)
    years = span.days / 365
    leave_weeks = rng.choice(len(weights), max(1, round(LEAVE_WEEKS * years)), replace=False, p=weights)
    for week in leave_weeks:
        away[7 * week : 7 * week + 7] = LEAVE
    away[rng.integers(0, span.days, round(SINGLE_LEAVE_DAYS * years))] = LEAVE
    away[rng.random(span.days) < OTHER_ABSENCE_RATE] = OTHER
    for _ in range(rng.poisson(SICK_SPELLS_PER_YEAR * years)):
        first = int(rng.integers(0, span.days))
        length = int(rng.integers(28, 60) if rng.random() < LONG_SICKNESS_SHARE else 1 + rng.geometric(0.3))
        away[first : first + length] = SICK
    on_shift = worked <= NIGHT
    return np.where(on_shift & (away > 0), away, worked)


def _leave_weights(span: Span) -> np.ndarray:
    """How likely each week is to be taken as leave: more in August and at Christmas."""
    mondays = [span.date_of(7 * week) for week in range(span.days // 7)]
    weights = np.array([_leave_weight(monday) for monday in mondays])
    return np.asarray(weights / weights.sum())


def _leave_weight(monday: date) -> float:
    middle = monday + timedelta(days=3)
    if middle.month == 8 or (middle.month == 7 and middle.day > 22):
        return 3.0
    if (middle.month == 12 and middle.day >= 21) or (middle.month == 1 and middle.day <= 2):
        return 3.0
    return 1.6 if middle.month in (4, 5, 7) else 1.0


def _bank_holidays(span: Span) -> np.ndarray:
    return np.array([day in BANK_HOLIDAYS for day in span.all_days()])
