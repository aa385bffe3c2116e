"""Intervals that say how far chance alone may carry a figure. Pure."""

from __future__ import annotations

from math import sqrt

Z_95 = 1.959963984540054
"""Standard normal quantile of a two-sided 95% interval."""

FEW = 20
"""Below this many cases a share is too few for a rate of one person (statistics.md, Proportions)."""


def wilson(part: float, whole: float) -> tuple[float, float]:
    """The 95% Wilson interval of part out of whole, as shares between 0 and 1. whole must be above 0.

    Source: Wilson 1927; 5 of 20 gives 11% to 47%.
    """
    share, spread = part / whole, Z_95**2 / whole
    centre = (share + spread / 2) / (1 + spread)
    half = Z_95 / (1 + spread) * sqrt(share * (1 - share) / whole + spread / (4 * whole))
    return max(0.0, centre - half), min(1.0, centre + half)
