"""Shares of a whole: Wilson's interval, the difference of two, and the exact tails and interval of a binomial."""

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


def difference(part: Numbers, whole: Numbers, other_part: Numbers, other_whole: Numbers) -> tuple[Cells, Cells, Cells]:
    """Each share less the other share, and the difference's 95% interval; NaN where a whole is 0.

    Made of Wilson's intervals of the two, so it stays within -1 and 1. Source: Newcombe 1998, method 10; 56 of 70 less 48 of 80
    is 0.20 (0.0524 to 0.3339).
    """
    x, n, other_x, other_n = cells(part, whole, other_part, other_whole)
    with np.errstate(divide="ignore", invalid="ignore"):
        share, other = x / n, other_x / other_n
    (low, high), (other_low, other_high) = wilson(x, n), wilson(other_x, other_n)
    down = np.sqrt((share - low) ** 2 + (other_high - other) ** 2)
    up = np.sqrt((high - share) ** 2 + (other - other_low) ** 2)
    return share - other, share - other - down, share - other + up


def binomial_tails(part: Numbers, whole: Numbers, share: Numbers) -> tuple[Cells, Cells]:
    """The chance of at most, and of at least, this part of the whole, each case having the given share for its chance.

    Parts and wholes need not be whole numbers: the tails run smoothly between them.
    """
    k, n, p = cells(part, whole, share)
    inside = np.clip(k, 0, n)
    rest = n - inside
    at_most = np.where(rest > 0, betainc(np.where(rest > 0, rest, 1), inside + 1, 1 - p), 1.0)
    at_least = np.where(inside > 0, betainc(np.where(inside > 0, inside, 1), rest + 1, p), 1.0)
    unknown = 0 * (k + n + p)
    return np.where(k < 0, 0.0, at_most) + unknown, np.where(k > n, 0.0, at_least) + unknown


def clopper_pearson(part: Numbers, whole: Numbers, confidence: float = 0.95) -> tuple[Cells, Cells]:
    """The exact interval of each share: 0 to 1 where there is no case. Source: Clopper and Pearson 1934."""
    k, n = cells(part, whole)
    side = (1 - confidence) / 2
    rest = n - k
    low = np.where(k > 0, betaincinv(np.where(k > 0, k, 1), rest + 1, side), 0.0)
    high = np.where(rest > 0, betaincinv(k + 1, np.where(rest > 0, rest, 1), 1 - side), 1.0)
    return low + 0 * (k + n), high + 0 * (k + n)
