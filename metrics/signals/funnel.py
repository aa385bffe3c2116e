"""Is this beat different from the others? Observed over expected, in a funnel that widens as less is expected."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaincc, ndtr, ndtri

from metrics.signals.counts import tails
from metrics.signals.verdict import Cells, Codes, Flags, Numbers, Verdict, cells, code, either_side, smallest
from metrics.terms import SPREAD_WORDS

OUTER, INNER = 0.998, 0.95
"""What the limits that give the word hold of units that do not differ, and what the faint line holds."""
LEAST_UNITS, LEAST_EXPECTED = 10, 5
"""Fewer units, or units with less expected, do not show a usual spread (statistics.md)."""
TRIM = 0.1
"""The share of units at each end whose distance is cut back before the spread is measured. Source: Spiegelhalter 2005."""

FAR = 1e6
"""A distance that no unit has."""


@dataclass(frozen=True, eq=False)
class Funnel(Verdict):
    """Limits are counts, not whole: over `expected` they are the funnel's lines.

    inner_low, inner_high: the faint line. tau2: how far the units differ beyond luck, as variance of the square root of
    observed over expected; one number a funnel.
    """

    inner_low: Cells
    inner_high: Cells
    tau2: Cells


def standardised(counts: Numbers, hours: Numbers) -> Cells:
    """What each unit would have if all units had the same rate in each stratum (role and shift kind) of their hours.

    counts, hours: by unit (last axis but one) and stratum (last). The expected sum to the observed.
    """
    y, h = cells(counts, hours)
    total = h.sum(axis=-2, keepdims=True)
    rates = y.sum(axis=-2, keepdims=True) / np.where(total > 0, total, np.inf)
    return np.asarray((rates * h).sum(axis=-1))


def funnel(observed: Numbers, expected: Numbers) -> Funnel:
    """A verdict on each unit (last axis) among the others of its row."""
    y, mean = cells(observed, expected)
    fits = (mean >= LEAST_EXPECTED) & ~np.isnan(y)
    enough = fits.sum(axis=-1, keepdims=True) >= LEAST_UNITS
    tau2 = overdispersion(y, mean, fits & enough)
    low, high = predictive_limits(mean, tau2, OUTER)
    found = code(y < low, y > high, ~(fits & enough), np.isnan(y + mean))
    inner = predictive_limits(mean, tau2, INNER)
    return Funnel(SPREAD_WORDS, found, mean, low, high, _probability(y, mean, tau2), *inner, tau2[..., 0])


def predictive_limits(expected: Numbers, tau2: Numbers, share: float) -> tuple[Cells, Cells]:
    """The counts between which this share of units lies that differ by luck and the usual spread alone.

    Without overdispersion the interpolated exact quantiles of the Poisson; with it the square root's normal limits where
    they are wider. Source: Spiegelhalter 2005, A.1.1 and A.3.
    """
    mean, extra = cells(expected, tau2)
    root, reach = np.sqrt(mean), float(ndtri((1 + share) / 2)) * np.sqrt(0.25 + mean * extra)
    low, high = np.maximum(root - reach, 0) ** 2, (root + reach) ** 2
    exact_low, exact_high = (interpolated_quantile(mean, p) for p in ((1 - share) / 2, (1 + share) / 2))
    wide = extra > 0
    return (
        np.where(wide, np.minimum(low, exact_low), exact_low),
        np.where(wide, np.maximum(high, exact_high), exact_high),
    )


def interpolated_quantile(expected: Numbers, p: float) -> Cells:
    """The Poisson quantile made continuous: r - (P(X <= r) - p) / P(X = r), at least 0. Source: Spiegelhalter 2005, A.1.1."""
    (mean,) = cells(expected)
    z = float(ndtri(p))
    near = mean + z * np.sqrt(mean) + (z**2 - 1) / 6  # Cornish and Fisher: less than 2 off, for any mean
    whole = smallest(lambda k: gammaincc(k + 1, mean) >= p, np.maximum(near, 0) + 3, near - 3)
    reached, before = gammaincc(whole + 1, mean), tails(whole - 1, mean)[0]
    return np.asarray(np.maximum(whole - (reached - p) / (reached - before), 0))


def _distance(y: Cells, mean: Cells) -> Cells:
    """How many standard deviations of luck the square root of each count lies from the expected one's."""
    return np.asarray(2 * (np.sqrt(y) - np.sqrt(mean)))


def overdispersion(y: Cells, mean: Cells, fits: Flags, trim: float = TRIM) -> Cells:
    """tau2 of the units that fit (0 where none do), from winsorised distances, never below 0. Source: Spiegelhalter 2005."""
    n = fits.sum(axis=-1, keepdims=True)
    if not y.shape[-1]:
        return np.zeros(n.shape)
    z = np.sort(np.where(fits, _distance(y, mean), FAR), axis=-1)  # what does not fit comes last
    z = np.clip(z, _quantile(z, n, trim), _quantile(z, n, 1 - trim))
    beyond = np.where(np.arange(z.shape[-1]) < n, z**2, 0).sum(axis=-1, keepdims=True) - (n - 1)
    weight = np.where(fits, 4 * mean, 0)
    total = np.maximum(weight.sum(axis=-1, keepdims=True), 1e-9)  # nothing fits: 0 of nearly nothing
    spare = total - (weight**2).sum(axis=-1, keepdims=True) / total
    return np.where(n > 1, np.maximum(beyond / np.where(n > 1, spare, 1), 0), 0.0)


def _quantile(ordered: Cells, n: Codes, p: float) -> Cells:
    """The quantile of the first n of each row, as R and numpy interpolate it."""
    place = np.maximum(n - 1, 0) * p
    before, after = (
        np.take_along_axis(ordered, at.astype(np.intp), axis=-1) for at in (np.floor(place), np.ceil(place))
    )
    return np.asarray(before + (after - before) * (place % 1))


def _probability(y: Cells, mean: Cells, tau2: Cells) -> Cells:
    """Two-sided, by whichever of the two limits is the wider: exact Poisson, or normal of the square root."""
    exact = either_side(*tails(y, mean))
    spread = 2 * ndtr(-np.abs(_distance(y, mean)) / np.sqrt(1 + 4 * mean * tau2))
    return np.where(tau2 > 0, np.maximum(exact, spread), exact)
