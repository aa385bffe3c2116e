"""Rare events, such as warrants: days since the last, and totals of quarters with their intervals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from metrics.signals.counts import garwood
from metrics.signals.verdict import Cells

Days = npt.NDArray[np.datetime64]


@dataclass(frozen=True, eq=False)
class Totals:
    """Counts of quarters, each with the exact 95% interval of the mean behind it."""

    count: Cells
    low: Cells
    high: Cells


def days_since(last: Days, today: np.datetime64) -> Cells:
    """Whole days from each last event to today; NaN where there was none (NaT)."""
    gone = (today.astype("datetime64[D]") - last.astype("datetime64[D]")).astype(float)
    return np.where(np.isnat(last), np.nan, gone)


def quarter_totals(events: Days, starts: Days) -> Totals:
    """Events of each quarter from its first day to the next one's; the last of `starts` ends the last quarter."""
    place = np.searchsorted(starts.astype("datetime64[D]"), events.astype("datetime64[D]"), side="right") - 1
    inside = place[(place >= 0) & (place < len(starts) - 1)]
    count = np.bincount(inside, minlength=len(starts) - 1).astype(float)
    return Totals(count, *garwood(count))
