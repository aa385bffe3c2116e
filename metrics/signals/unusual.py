"""Is this week or period unusual? A count against the rate of the weeks before, for the hours worked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metrics.signals.counts import limits, tails
from metrics.signals.verdict import TOO_EARLY, Cells, Flags, Numbers, Verdict, cells, code, either_side, nothing
from metrics.terms import UNUSUAL_WORDS

SIDE = 0.001
"""The chance, on each side, at which a figure is called unusual: over a year of weeks about one false call in ten charts."""
BASE_WEEKS, BASE_EVENTS = 12, 8
"""The least baseline that tells a rate (statistics.md)."""


@dataclass(frozen=True, eq=False)
class Unusual(Verdict):
    """too_small: even a count of 0 would lie in the usual range, so a quiet week cannot be told."""

    too_small: Flags


def unusual(
    count: Numbers,
    hours: Numbers,
    past_count: Numbers,
    past_hours: Numbers,
    past_weeks: Numbers,
    phi: Numbers = 1.0,
    ranges: bool = True,
) -> Unusual:
    """A verdict on each count, against what the weeks before would give in its hours.

    past_count, past_hours, past_weeks: of the baseline. phi: its weekly dispersion (`counts.dispersion`). ranges: low
    and high too. Without hours nothing is said: a count without hours is a matter of the record.
    """
    y, h, past_y, past_h, weeks, spread = cells(count, hours, past_count, past_hours, past_weeks, phi)
    expected = rate(past_y, past_h) * h
    at_most, at_least = tails(y, expected, spread)
    low, high = limits(expected, SIDE, spread) if ranges else nothing(expected)
    too_early = (weeks < BASE_WEEKS) | (past_y < BASE_EVENTS) | ~(past_h > 0)
    found = code(at_most <= SIDE, at_least <= SIDE, too_early, np.isnan(y + past_y + past_h + weeks) | ~(h > 0))
    too_small = (found < TOO_EARLY) & (tails(0.0, expected, spread)[0] > SIDE)
    return Unusual(UNUSUAL_WORDS, found, expected, low, high, either_side(at_most, at_least), too_small)


def rate(count: Cells, hours: Cells) -> Cells:
    """Events an hour; NaN where there are no hours."""
    return count / np.where(hours > 0, hours, np.nan)
