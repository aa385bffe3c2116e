"""A person's rate beside their role's: drawn towards it by as much as luck could explain, with an interval and no word."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaincinv, ndtr

from metrics.signals.verdict import Cells, Flags, Numbers, cells

PER_HOURS = 100
CONFIDENCE = 0.90
"""Of the interval of a person's rate (statistics.md, Officers)."""
LEAST_PEOPLE, LEAST_EVENTS = 5, 8
"""With fewer people in a role their spread is not known at all; with fewer events the role's rate is not."""


@dataclass(frozen=True, eq=False)
class Shrunk:
    """Rates per PER_HOURS available hours. role_rate: of the role. NaN: too few people or events, or no hours."""

    rate: Cells
    low: Cells
    high: Cells
    role_rate: Cells


def shrink(count: Numbers, hours: Numbers) -> Shrunk:
    """Each person's rate (last axis: the people of one role), shrunk towards their role's.

    Rates of a role vary as a gamma about its mean, counts as Poisson about their rate. The variance between people comes
    from moments, never below 0, and then everybody has the role's rate (Marshall 1991). The interval also carries that the
    variance is not known for sure: it takes its mean over what is possible, so it never closes to a point.
    """
    y, h = cells(count, hours)
    known = ~np.isnan(y) & (h > 0)
    y, h = np.where(known, y, 0), np.where(known, h, 0) / PER_HOURS
    enough = (known.sum(axis=-1, keepdims=True) >= LEAST_PEOPLE) & (y.sum(axis=-1, keepdims=True) >= LEAST_EVENTS)
    mean, between, wider = _spread(y, h, known & enough)
    rate, _ = _posterior(y, h, mean, between)
    other, variance = _posterior(y, h, mean, wider)
    variance = variance + (other - rate) ** 2
    shape, scale = rate**2 / variance, variance / rate
    low, high = (gammaincinv(shape, p) * scale for p in ((1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2))
    rate, low, high = (np.where(known & enough, each, np.nan) for each in (rate, low, high))
    return Shrunk(rate, low, high, mean[..., 0])


def _posterior(y: Cells, h: Cells, mean: Cells, between: Cells) -> tuple[Cells, Cells]:
    """Mean and variance of a person's rate, given the role's mean and variance: those of a gamma."""
    weight = between / (between + mean / np.where(h > 0, h, 1))
    centre = mean + weight * (y / np.where(h > 0, h, 1) - mean)
    return centre, weight * centre / np.where(h > 0, h, 1)


def _spread(y: Cells, h: Cells, fits: Flags) -> tuple[Cells, Cells, Cells]:
    """The role's rate; the variance between its people, at least 0; and the mean of what that variance may be."""
    number = np.where(fits.any(axis=-1, keepdims=True), fits.sum(axis=-1, keepdims=True), np.nan)
    hours = h.sum(axis=-1, keepdims=True)
    mean = y.sum(axis=-1, keepdims=True) / np.where(number > 0, hours, np.nan)
    own = y / np.where(h > 0, h, 1)
    seen = (h * (own - mean) ** 2).sum(axis=-1, keepdims=True) / hours
    luck = mean / (hours / number)
    between = seen - luck
    error = np.sqrt(2 / (number - 1)) * np.maximum(seen, luck)
    z = between / error
    density = np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)
    return mean, np.maximum(between, 0), between + error * density / ndtr(z)
