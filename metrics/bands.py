"""The usual range of each week of a chart: what the weeks before it would give in its hours. It widens with fewer hours."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from metrics.history import History, level_of
from metrics.parts import Amounts
from metrics.signals import run_rules, xmr
from metrics.signals.counts import dispersion
from metrics.signals.hours import unusual_share
from metrics.signals.unusual import unusual
from metrics.signals.verdict import UNSAID, Verdict
from metrics.verdict_questions import BASE

ALL = slice(None)


@dataclass(frozen=True, eq=False)
class Band:
    """One KPI's weeks of one area or person, in the order of `History.weeks`; NaN where nothing is known.

    low, high: the usual range; word: its verdict ("" where nothing is said); of hours, in hours.
    """

    value: Amounts
    hours: Amounts
    target: Amounts
    expected: Amounts
    low: Amounts
    high: Amounts
    word: list[str]


def band(known: History, name: str, key: str, rebased: dt.date | None = None, weeks: slice = ALL) -> Band:
    """The band of one series. rebased: the day from which a new baseline holds, by a named person's decision. weeks: of the known
    ones those that are wanted; a band costs what is wanted, not what is known."""
    kpi, area = known.place(name, key)
    value, hours, target = (each[kpi, area, weeks] for each in (known.value, known.hours, known.target))
    one = known.asked[kpi].kpi
    if one.is_stock:
        blank = np.full_like(value, np.nan)
        return Band(value, hours, target, blank, blank, blank, [""] * len(value))
    past_value, past_hours = (_before(known, each[kpi, area], rebased, weeks) for each in (known.value, known.hours))
    if one.unit == "hours":
        found = _of_hours(value, hours, past_value, past_hours)
        scale = hours
    else:
        found = _of_counts((value, hours, past_value, past_hours), _dispersion(known, kpi, area, weeks))
        scale = np.ones_like(hours)
    said = (found.code != UNSAID) & ~np.isnan(found.expected) & found.judged
    expected, low, high = (np.where(said, each * scale, np.nan) for each in (found.expected, found.low, found.high))
    return Band(value, hours, target, expected, low, high, [str(word) for word in found.word])


def _before(known: History, series: Amounts, rebased: dt.date | None, weeks: slice) -> Amounts:
    """Of each wanted week the 52 before it (last axis); NaN where there is none, or where a new baseline leaves them out."""
    padded = np.concatenate([np.full(BASE, np.nan), series])
    found = sliding_window_view(padded, BASE)[: len(series)][weeks].copy()
    if rebased is not None:
        first = known.until(rebased)
        for row, week in enumerate(range(len(series))[weeks]):
            if week >= first:
                found[row, : min(max(0, first - (week - BASE)), BASE)] = np.nan
    return found


def _of_counts(series: tuple[Amounts, Amounts, Amounts, Amounts], spread: Amounts) -> Verdict:
    value, hours, past_value, past_hours = series
    there = ~np.isnan(past_value) & (past_hours > 0)
    count, worked, weeks = (np.where(there, each, 0).sum(axis=1) for each in (past_value, past_hours, there * 1.0))
    return unusual(value, hours, count, worked, weeks, spread)


def _dispersion(known: History, kpi: int, area: int, weeks: slice) -> Amounts:
    """Of each wanted week, that of the 52 before it, together with the areas of the same level."""
    level = level_of(known.keys[area])
    alike = known.levels[level] if level else (area,)
    first, last, _ = weeks.indices(len(known.weeks))
    return np.asarray(_dispersions(known, kpi, alike, first, last)[:, alike.index(area)])


@lru_cache(maxsize=32)
def _dispersions(known: History, kpi: int, alike: tuple[int, ...], first: int, last: int) -> Amounts:
    """The same of all areas that are alike: a page draws the bands of several."""
    pad = ((0, 0), (BASE, 0))
    values, hours = (
        np.moveaxis(sliding_window_view(np.pad(each[kpi, alike], pad, constant_values=np.nan), BASE, axis=1), 0, 1)
        for each in (known.value, known.hours)
    )
    return dispersion(values[first:last], hours[first:last], together=bool(level_of(known.keys[alike[0]])))


def _of_hours(value: Amounts, hours: Amounts, past_value: Amounts, past_hours: Amounts) -> Verdict:
    with np.errstate(invalid="ignore", divide="ignore"):
        now, past = (
            part / np.where(whole > 0, whole, np.nan) for part, whole in ((value, hours), (past_value, past_hours))
        )
    return unusual_share(now, 1, past)


FIXED = 26
"""Weeks of a baseline that set the limits of hours; fewer where there are no more, from 13."""


def unusual_hours(
    known: History, name: str, key: str, rebased: dt.date | None = None
) -> tuple[Amounts, Amounts, Amounts, list[str]]:
    """Mean and limits of an XmR chart of hours, in hours, and of which rule each week is part ("" of none).

    The weeks' shares set them, so that a week with fewer hours is not low for that. The baseline is fixed: the first weeks
    known, or the first of a new baseline. NaN where too few weeks are known.
    """
    kpi, area = known.place(name, key)
    hours = known.hours[kpi, area]
    with np.errstate(invalid="ignore", divide="ignore"):
        share = known.value[kpi, area] / np.where(hours > 0, hours, np.nan)
    if not xmr.fits(share, "hours"):
        nothing = np.full_like(share, np.nan)
        return nothing, nothing, nothing, [""] * len(share)
    starts = [known.until(rebased)] if rebased is not None and 0 < known.until(rebased) < len(share) else []
    limits = xmr.limits(share, starts, FIXED)
    found = run_rules.signals(share, limits)
    words = [_signal(found, week) for week in range(len(share))]
    return limits.mean * hours, np.maximum(limits.low, 0) * hours, np.minimum(limits.high, 1) * hours, words


RULES = (("one_side", "7 weeks or more on one side of the mean"), ("trend", "7 weeks or more rising or falling"),
         ("two_of_three", "2 of 3 weeks near one limit"))  # fmt: skip
"""The run rules and what they say; what is outside the limits has a word of its own."""


def _signal(found: run_rules.Signals, week: int) -> str:
    return "; ".join(words for name, words in RULES if getattr(found, name)[week])
