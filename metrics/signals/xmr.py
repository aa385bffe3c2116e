"""XmR charts (individuals and moving range), only where they fit: hours, shares of 50 or more, totals averaging 10."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from metrics.signals.verdict import Cells, Codes, Flags, Numbers, cells, code

LIMIT, SCREEN = 2.66, 3.267
"""A limit in mean moving ranges, and from where on a moving range is left out of their mean. Source: Wheeler; NHS England."""
LEAST_POINTS, LEAST_CASES, LEAST_MEAN = 13, 50, 10
"""Below these the chart signals where nothing has changed (statistics.md, Why not the obvious)."""
Kind = Literal["hours", "share", "total"]


@dataclass(frozen=True, eq=False)
class Limits:
    """Mean and limits at each point; NaN limits where nothing moves. starts: the first point of each baseline."""

    mean: Cells
    low: Cells
    high: Cells
    starts: tuple[int, ...]


def fits(values: Numbers, kind: Kind, cases: Numbers = np.inf) -> Flags:
    """Whether an XmR chart may be drawn of each series (last axis: points). cases: of shares, how many each point is of."""
    y, n = cells(values, cases)
    known = ~np.isnan(y)
    points = known.sum(axis=-1)
    enough = points >= LEAST_POINTS
    if kind == "share":
        enough &= np.where(known, n, np.inf).min(axis=-1) >= LEAST_CASES
    if kind == "total":
        enough &= np.where(known, y, 0).sum(axis=-1) >= LEAST_MEAN * points
    return np.asarray(enough)


def limits(values: Numbers, rebases: Sequence[int] = (), fixed: int | None = None, screen: bool = True) -> Limits:
    """Mean and limits of each series (last axis: points).

    rebases: points at which a new baseline begins (a named person's decision). fixed: how many points of each baseline
    set its limits; all if not said. screen: leave out the largest moving ranges, once.
    """
    (y,) = cells(values)
    starts = (0, *sorted(set(rebases) - {0}))
    mean, reach = np.empty_like(y), np.empty_like(y)
    for start, end in zip(starts, (*starts[1:], y.shape[-1]), strict=True):
        base = y[..., start : end if fixed is None else min(start + fixed, end)]
        mean[..., start:end] = _mean(base)
        reach[..., start:end] = LIMIT * _moving_range(base, screen)
    return Limits(mean, mean - reach, mean + reach, starts)


def _moving_range(y: Cells, screen: bool) -> Cells:
    """The mean step from each point to the next; NaN where all are screened out."""
    steps = np.abs(np.diff(y, axis=-1))
    mean = _mean(steps)
    return _mean(np.where(steps < SCREEN * mean, steps, np.nan) if screen else steps)


def _mean(y: Cells) -> Cells:
    """The mean of what is known along the last axis, which stays; NaN where nothing is."""
    known = ~np.isnan(y)
    number = known.sum(axis=-1, keepdims=True)
    return np.asarray(np.where(known, y, 0).sum(axis=-1, keepdims=True) / np.where(number > 0, number, np.nan))


def assurance(low: Numbers, high: Numbers, target: Numbers, at_least: bool | Flags) -> Codes:
    """Whether the process meets its target: code for ASSURANCE_WORDS of each cell; nothing is said without a target.

    low, high: the latest limits. at_least: the target is met by a figure of at least, not at most, its amount. A target on
    a limit is hit and miss.
    """
    lower, upper, aim, upward = cells(low, high, target, np.asarray(at_least))
    up = upward > 0
    met = np.where(up, lower > aim, upper < aim)
    missed = np.where(up, upper < aim, lower > aim)
    return code(missed, met, np.isnan(lower + upper), np.isnan(aim))
