"""Shares of a whole: Wilson's interval, and the exact tails and interval of a binomial."""

from __future__ import annotations

import numpy as np
from scipy.special import betainc, betaincinv, ndtri

from metrics.signals.verdict import Cells, Numbers, cells


def wilson(part: Numbers, whole: Numbers, confidence: float = 0.95) -> tuple[Cells, Cells]:
    """The interval of each part out of its whole, as shares between 0 and 1; NaN where the whole is 0.

    Source: Wilson 1927; 5 of 20 gives 11% to 47%.
    """
    x, n = np.asarray(part, dtype=float), np.asarray(whole, dtype=float)
    n = np.where(n > 0, n, np.nan)
    z = float(ndtri((1 + confidence) / 2))
    share, spread = x / n, z * z / n
    centre = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * np.sqrt((share * (1 - share) + spread / 4) / n)
    return np.maximum(0.0, centre - half), np.minimum(1.0, centre + half)


def binomial_tails(part: Numbers, whole: Numbers, share: Numbers) -> tuple[Cells, Cells]:
    """The chance of at most, and of at least, this part of the whole, each case having the given share for its chance."""
    k, n, p = cells(part, whole, share)
    inside = np.clip(k, 0, n)
    at_most = np.where(k >= n, 1.0, betainc(np.maximum(n - inside, 1), inside + 1, 1 - p))
    at_least = np.where(k <= 0, 1.0, betainc(np.maximum(inside, 1), n - inside + 1, p))
    unknown = 0 * (k + n + p)
    return np.where(k < 0, 0.0, at_most) + unknown, np.where(k > n, 0.0, at_least) + unknown


def clopper_pearson(part: Numbers, whole: Numbers, confidence: float = 0.95) -> tuple[Cells, Cells]:
    """The exact interval of each share: 0 to 1 where there is no case. Source: Clopper and Pearson 1934."""
    k, n = cells(part, whole)
    side = (1 - confidence) / 2
    low = np.where(k <= 0, 0.0, betaincinv(np.maximum(k, 1), n - k + 1, side))
    high = np.where(k >= n, 1.0, betaincinv(k + 1, np.maximum(n - k, 1), 1 - side))
    return low + 0 * (k + n), high + 0 * (k + n)
