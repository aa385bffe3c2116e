"""The rules that tell a signal from noise on an XmR chart, point by point."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

from metrics.signals.verdict import Cells, Numbers, cells
from metrics.signals.xmr import Limits

RUN = 7
"""Points on one side of the mean, or rising or falling, that make a signal (statistics.md)."""
NEAR = 2 / 3
"""How far to a limit two of three points must lie."""
Signs = npt.NDArray[np.int8]
"""1 above or rising, -1 below or falling, 0 no signal."""


@dataclass(frozen=True, eq=False)
class Signals:
    """What each point is part of."""

    outside: Signs
    one_side: Signs
    trend: Signs
    two_of_three: Signs


def signals(values: Numbers, limits: Limits) -> Signals:
    """The signals of each series (last axis: points); no run crosses into a new baseline."""
    (y,) = cells(values)
    parts = [_baseline(*each) for each in zip(*(_split(a, limits) for a in (y, limits.mean, limits.high)), strict=True)]
    return Signals(*(np.concatenate(each, axis=-1) for each in zip(*parts, strict=True)))


def _split(values: Cells, limits: Limits) -> list[Cells]:
    return np.split(values, limits.starts[1:], axis=-1)


def _baseline(y: Cells, mean: Cells, high: Cells) -> tuple[Signs, Signs, Signs, Signs]:
    side, away, reach = _signs(y - mean), np.abs(y - mean), high - mean
    outside = np.where(away > reach, side, 0).astype(np.int8)
    near = away > NEAR * reach
    runs = members(run_ends(side, RUN), RUN)
    steps = np.concatenate([np.zeros_like(side[..., :1]), _signs(np.diff(y, axis=-1))], axis=-1)
    return outside, runs, members(run_ends(steps, RUN - 1), RUN), two_of_three(near & (outside == 0), side)


def _signs(values: Cells) -> Signs:
    return np.nan_to_num(np.sign(values)).astype(np.int8)


def run_ends(signs: Signs, length: int) -> Signs:
    """The sign at each point that ends `length` points of one sign in a row, else 0."""
    ends = np.zeros_like(signs)
    if signs.shape[-1] >= length:
        totals = sliding_window_view(signs, length, axis=-1).sum(axis=-1)
        ends[..., length - 1 :] = np.sign(totals) * (np.abs(totals) == length)
    return ends


def members(ends: Signs, length: int) -> Signs:
    """The sign at each point of the `length` that lead up to an end, itself among them."""
    found = ends.copy()
    for ahead in range(1, min(length, ends.shape[-1])):
        later = ends[..., ahead:]
        found[..., :-ahead] = np.where(later != 0, later, found[..., :-ahead])
    return found


def two_of_three(near: npt.NDArray[np.bool_], side: Signs) -> Signs:
    """The side of each point that is near a limit, with another near among three in a row on that side of the mean.

    near: beyond two thirds of the way to a limit, but not outside: what is outside is a signal of its own.
    """
    found = np.zeros_like(side)
    if side.shape[-1] < 3:
        return found
    same = run_ends(side, 3)[..., 2:]
    two = (sliding_window_view(near, 3, axis=-1).sum(axis=-1) >= 2) & (same != 0)
    for place in range(3):
        part = found[..., place : place + two.shape[-1]]
        part[...] = np.where(two, same, part)
    return found * near
