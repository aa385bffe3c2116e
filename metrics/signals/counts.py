"""Counts of events: exact intervals, tails and limits, and how far weeks vary beyond luck."""

from __future__ import annotations

import numpy as np
from scipy.special import betainc, gammainc, gammaincc, gammaincinv

from metrics.signals.verdict import Cells, Flags, Numbers, cells, smallest

OVERDISPERSED = 1.2
"""Above this dispersion of a year's weeks the negative binomial stands in for the Poisson (statistics.md): luck alone gives 1,
give or take 0.2."""


def garwood(count: Numbers, confidence: float = 0.95) -> tuple[Cells, Cells]:
    """The exact interval of the mean behind each count: low 0 where nothing was counted. Source: Garwood 1936."""
    (y,) = cells(count)
    side = (1 - confidence) / 2
    return np.where(y == 0, 0.0, gammaincinv(y, side)), np.asarray(gammaincinv(y + 1, 1 - side))


def tails(count: Numbers, expected: Numbers, phi: Numbers = 1.0) -> tuple[Cells, Cells]:
    """The chance of a count of at most, and of at least, what was counted.

    phi: variance over mean, as `dispersion` gives it. At 1 the Poisson is exact; above, the negative binomial of the same
    mean has that variance with size expected / (phi - 1).
    """
    y, mean, spread = cells(count, expected, phi)
    return _at_most(y, mean, spread), _at_least(y, mean, spread)


def _at_most(y: Cells, mean: Cells, phi: Cells) -> Cells:
    chance = np.asarray(np.where(y < 0, 0.0, gammaincc(np.maximum(y, 0) + 1, mean)))
    if (wide := _wide(mean, phi)).any():
        k = np.maximum(y[wide], -1) + 1  # betainc is 0 at k = 0
        size = mean[wide] / (phi[wide] - 1)
        chance[wide] = np.where(k > 0, betainc(size, np.maximum(k, 1), 1 / phi[wide]), 0)
    return chance


def _at_least(y: Cells, mean: Cells, phi: Cells) -> Cells:
    chance = np.asarray(np.where(y <= 0, 1.0, gammainc(np.maximum(y, 1), mean)) + 0 * mean)
    if (wide := _wide(mean, phi)).any():
        size = mean[wide] / (phi[wide] - 1)
        chance[wide] = np.where(y[wide] <= 0, 1.0, betainc(np.maximum(y[wide], 1), size, 1 - 1 / phi[wide]))
    return chance


def _wide(mean: Cells, phi: Cells) -> Flags:
    return np.asarray((phi > 1) & (mean > 0))


def limits(expected: Numbers, side: float, phi: Numbers = 1.0) -> tuple[Cells, Cells]:
    """The smallest and the largest count whose tails are above `side`: what lies between is no surprise."""
    mean, spread = cells(expected, phi)
    top = mean + 6 * np.sqrt(spread * mean) + 12 * np.maximum(spread, 1)  # far beyond a tail of .001
    low = smallest(lambda k: _at_most(k, mean, spread) > side, np.minimum(top, mean))
    high = smallest(lambda k: _at_least(k + 1, mean, spread) <= side, top)
    return low, high


def dispersion(counts: Numbers, hours: Numbers, together: bool = False) -> Cells:
    """The dispersion to judge by: variance over mean of weekly counts (last axis) against hours, 1 if luck may be all.

    together: the axis before the weeks holds the areas of one KPI, and none is taken to vary less than they do on average.
    A year tells one area's dispersion so loosely that among hundreds of cells some always look like luck alone
    (docs/SIMULATIONS.md); of many areas it tells the mean well, so that is believed from nearer 1.
    """
    own = pearson(counts, hours)
    phi = np.where(own > OVERDISPERSED, own, 1.0)
    if not together:
        return phi
    told = ~np.isnan(own)
    areas = np.maximum(told.sum(axis=-1, keepdims=True), 1)
    mean = np.where(told, own, 0).sum(axis=-1, keepdims=True) / areas
    return np.where(mean > 1 + (OVERDISPERSED - 1) / np.sqrt(areas), np.maximum(phi, mean), phi)


def pearson(counts: Numbers, hours: Numbers) -> Cells:
    """Pearson's chi-squared over its degrees of freedom, of weekly counts (last axis) against hours.

    Weeks without hours, or of which something is not known, are left out; NaN where nothing happened or one week is left.
    """
    y, h = cells(counts, hours)
    known = ~np.isnan(y) & (h > 0)
    y, h = np.where(known, y, 0), np.where(known, h, 0)
    degrees, total = known.sum(axis=-1) - 1, y.sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        expected = h * (total / h.sum(axis=-1))[..., None]
        chi2 = np.where(known, (y - expected) ** 2 / expected, 0).sum(axis=-1)
        return np.where((total > 0) & (degrees > 0), chi2 / degrees, np.nan)
