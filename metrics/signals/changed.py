"""Has it changed? The last weeks against the weeks before, or 12 months against the 12 before, hour for hour."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metrics.signals.ratios import rate_ratio
from metrics.signals.shares import binomial_tails
from metrics.signals.verdict import Cells, Numbers, Verdict, cells, code, nothing, smallest
from metrics.terms import CHANGED_WORDS

LEVEL = 0.01
"""Below this two-sided mid-p a change is called: 1 false call in 100 cells."""
LEAST_EXPECTED = 3
"""With fewer expected, no count tells a fall (statistics.md)."""
RECENT_WEEKS, PAST_WEEKS = 12, 40
"""What is compared week by week."""


@dataclass(frozen=True, eq=False)
class Changed(Verdict):
    """ratio: of the rates, recent over past, with its exact 95% interval (Clopper-Pearson); NaN where neither has any."""

    ratio: Cells
    ratio_low: Cells
    ratio_high: Cells


def changed(
    count: Numbers, hours: Numbers, past_count: Numbers, past_hours: Numbers, phi: Numbers = 1.0, ranges: bool = True
) -> Changed:
    """A verdict on each count against the count before it.

    Of all events, the recent ones are Binomial(all, recent hours / all hours) if the rate is one and the same: exact for
    whatever rate that is. expected, low and high are of the recent count, given all. phi: the weekly dispersion
    (`counts.dispersion`); above 1 events come in bunches, so that phi of them tell as much as one. ranges: low,
    high and the ratio's interval too, which take most of the time. Source: Przyborowski and Wilenski 1940; mid-p as in Gu
    and others 2008.
    """
    y, h, past_y, past_h, spread = cells(count, hours, past_count, past_hours, phi)
    known, bunch = (h > 0) & (past_h > 0), np.maximum(spread, 1)
    total, share = y + past_y, np.where(known, h, np.nan) / np.where(known, h + past_h, 1)
    at_most, at_least = _mid_tails(y / bunch, total / bunch, share)
    expected = total * share
    low, high = _range(total, share, bunch) if ranges else nothing(total)
    found = code(2 * at_most < LEVEL, 2 * at_least < LEVEL, expected < LEAST_EXPECTED, np.isnan(expected))
    probability = np.minimum(1, 2 * np.minimum(at_most, at_least))
    ratio = rate_ratio(y / bunch, h, past_y / bunch, past_h, ranges)
    return Changed(CHANGED_WORDS, found, expected, low, high, probability, *ratio)


def _mid_tails(count: Cells, total: Cells, share: Cells) -> tuple[Cells, Cells]:
    """The tails with half of the chance of the count itself."""
    at_most, at_least = binomial_tails(count, total, share)
    return (at_most + 1 - at_least) / 2, (at_least + 1 - at_most) / 2


def _range(total: Cells, share: Cells, bunch: Cells) -> tuple[Cells, Cells]:
    low = smallest(lambda k: 2 * _mid_tails(k / bunch, total / bunch, share)[0] >= LEVEL, total)
    high = smallest(lambda k: 2 * _mid_tails((k + 1) / bunch, total / bunch, share)[1] < LEVEL, total)
    return low, high
