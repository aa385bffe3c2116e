"""A person's rate beside their role's: drawn towards it by as much as luck could explain, with an interval and no word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import gammaincinv

from metrics.signals.verdict import Cells, Flags, Numbers, cells

PER_HOURS = 100
CONFIDENCE = 0.90
"""Of the interval of a person's rate (statistics.md, Officers)."""
LEAST_PEOPLE, LEAST_EVENTS = 5, 8
"""With fewer people in a role their spread is not known at all; with fewer events the role's rate is not."""
POSSIBLE = np.arange(0.05, 1.5, 0.1)
"""How far true rates in a role may spread, as a share of their mean: all variances in this range are equally likely at first."""


@dataclass(frozen=True, eq=False)
class Shrunk:
    """Rates per PER_HOURS available hours. role_rate: of the role. NaN: too few people or events, or no hours."""

    rate: Cells
    low: Cells
    high: Cells
    role_rate: Cells


@dataclass(frozen=True)
class _Role:
    """Of each role, with its people on the last axis: how many; their mean rate; the variance seen, and what luck gives."""

    people: Cells
    mean: Cells
    seen: Cells
    luck: Cells


def shrink(count: Numbers, hours: Numbers, whose: Sequence[int] | None = None) -> Shrunk:
    """Each person's rate (last axis: the people of one role), shrunk towards their role's. whose: places of those whose rates are
    wanted, where not everybody's; the role's is always of all.

    Rates of a role vary as a gamma about its mean, counts as Poisson about their rate. The variance between people comes
    from moments, never below 0, and then everybody has the role's rate (Marshall 1991).
    """
    y, h = cells(count, hours)
    known = ~np.isnan(y) & (h > 0)
    y, h = np.where(known, y, 0), np.where(known, h, 1) / PER_HOURS
    enough = (known.sum(axis=-1, keepdims=True) >= LEAST_PEOPLE) & (y.sum(axis=-1, keepdims=True) >= LEAST_EVENTS)
    role = _role(y, h, known, enough)
    if whose is not None:
        mine = list(whose)
        y, h, known = y[..., mine], h[..., mine], known[..., mine]
    rate, _ = _person(y, h, role, np.maximum(role.seen - role.luck, 0))
    low, high = _interval(y, h, role)
    shown = (known & enough, rate, np.minimum(low, rate), np.maximum(high, rate))
    rate, low, high = (np.where(shown[0], each, np.nan) for each in shown[1:])
    return Shrunk(rate, low, high, role.mean[..., 0])


def _role(y: Cells, h: Cells, known: Flags, enough: Flags) -> _Role:
    people = np.where(enough, known.sum(axis=-1, keepdims=True), np.nan)
    hours = np.where(enough, np.where(known, h, 0).sum(axis=-1, keepdims=True), np.nan)
    mean = y.sum(axis=-1, keepdims=True) / hours
    seen = np.where(known, h * (y / h - mean) ** 2, 0).sum(axis=-1, keepdims=True) / hours
    return _Role(people, mean, seen, mean * people / hours)


def _person(y: Cells, h: Cells, role: _Role, between: Cells) -> tuple[Cells, Cells]:
    """Mean and variance of a person's rate, if that is the variance between people: a gamma's, and the role's own error."""
    own = between / (between + role.mean / h)
    centre = role.mean + own * (y / h - role.mean)
    return centre, own * centre / h + (1 - own) ** 2 * (between + role.luck) / role.people


def _interval(y: Cells, h: Cells, role: _Role) -> tuple[Cells, Cells]:
    """The interval over all variances that are possible, each as likely as what is seen makes it; as of one gamma.

    The variance of a few people is not known for sure: with one best value an interval of 90% held 81% at worst.
    """
    weights, means, variances = [], [], []
    degrees = role.people - 1
    for spread in POSSIBLE:
        between = (spread * role.mean) ** 2
        total = between + role.luck
        weights.append(np.log(spread) - degrees / 2 * (np.log(total) + role.seen * role.people / degrees / total))
        mean, variance = _person(y, h, role, between)
        means.append(mean)
        variances.append(variance)
    weight = np.exp(np.array(weights) - np.max(weights, axis=0))
    weight /= weight.sum(axis=0)
    centre = (weight * means).sum(axis=0)
    variance = (weight * (np.array(variances) + (np.array(means) - centre) ** 2)).sum(axis=0)
    sides = (1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2
    low, high = (gammaincinv(centre**2 / variance, side) * variance / centre for side in sides)
    return low, high
