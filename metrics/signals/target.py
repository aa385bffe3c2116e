"""Against the target: is an area's count further from its target than luck carries it?"""

from __future__ import annotations

import numpy as np

from metrics.signals.counts import limits, tails
from metrics.signals.verdict import Cells, Numbers, Verdict, cells, code, either_side, nothing
from metrics.terms import TARGET_WORDS

SIDE = 0.05
"""The chance, on each side, at which a count is called below or above its target."""
LEAST_TARGET = 3
"""The smallest target that a count can be called below: at 2.99 even 0 comes by luck 1 time in 20."""


def against_target(count: Numbers, target: Numbers, ranges: bool = True) -> Verdict:
    """A verdict on each count against the area's target of the period; nothing is said where there is none.

    ranges: low and high too.
    """
    y, aim = cells(count, target)
    at_most, at_least = tails(y, aim)
    found = code(at_most <= SIDE, at_least <= SIDE, aim < LEAST_TARGET, np.isnan(y + aim))
    low, high = limits(aim, SIDE) if ranges else nothing(aim)
    return Verdict(TARGET_WORDS, found, aim, low, high, either_side(at_most, at_least))


def chance_met(target: Numbers, ratio: Numbers = 1.0) -> Cells:
    """The chance that a target is met by work whose true rate is `ratio` of it; at 1, luck alone decides."""
    aim, true = cells(target, ratio)
    return tails(np.ceil(aim), true * aim)[1]


def weeks_needed(weekly_target: Numbers) -> Cells:
    """How many weeks must be taken together before a weekly target can be judged; infinite for a target of 0."""
    (aim,) = cells(weekly_target)
    with np.errstate(divide="ignore"):
        return np.ceil(LEAST_TARGET / aim)
