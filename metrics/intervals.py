"""Intervals that say how far chance alone may carry one figure. Pure."""

from __future__ import annotations

from functools import lru_cache

from metrics.signals import shares

FEW = 20
"""Below this many cases a share is too few for a rate of one person (statistics.md, Proportions)."""


@lru_cache(maxsize=4096)
def wilson(part: float, whole: float) -> tuple[float, float]:
    """The 95% Wilson interval of part out of whole, as shares between 0 and 1. whole must be above 0.

    For who asks for one at a time: small numbers come again, and an array for each would cost 20 times as much.
    """
    low, high = shares.wilson(part, whole)
    return float(low), float(high)
