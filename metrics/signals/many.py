"""Many verdicts at once: a list that keeps false discoveries few, and how many luck alone would give."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metrics.signals.verdict import Cells, Flags, Numbers, Verdict, cells

DISCOVERY = 0.10
"""Of what is listed as changed, at most this share is luck on average (statistics.md, Many cells)."""


@dataclass(frozen=True, eq=False)
class Listed:
    """What stands out of many. adjusted: the least rate at which each would be listed. by_luck: how many of the listed
    luck alone accounts for, at most, on average."""

    listed: Flags
    adjusted: Cells
    by_luck: float


def stand_out(probability: Numbers, rate: float = DISCOVERY) -> Listed:
    """The cells that stand out, at a false discovery rate; NaN is no test. Source: Benjamini and Hochberg 1995."""
    (p,) = cells(probability)
    flat = p.ravel()
    order = np.argsort(flat, kind="stable")  # NaN last
    tests = int((~np.isnan(flat)).sum())
    scaled = flat[order][:tests] * tests / np.arange(1, tests + 1)
    adjusted = np.full(flat.shape, np.nan)
    adjusted[order[:tests]] = np.minimum(1, np.minimum.accumulate(scaled[::-1])[::-1])
    listed = adjusted <= rate
    return Listed(listed.reshape(p.shape), adjusted.reshape(p.shape), rate * int(listed.sum()))


def by_luck(verdict: Verdict, side: float) -> float:
    """How many of the cells judged luck alone would call low, or high, at most: the number to print beside many verdicts."""
    return side * int(verdict.judged.sum())
