"""What a verdict is: a code for each cell, which stands for a word, and what it opens to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from metrics.terms import TOO_EARLY_TO_SAY

Cells = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.intp]
Numbers = npt.ArrayLike
"""One number a cell, or one for all."""

LOW, WITHIN, HIGH, TOO_EARLY, UNSAID = range(5)
"""Codes of a cell. UNSAID: something is not known (not loaded, no target, no hours), so no word stands there."""

SURELY = 1_000_000
"""Beyond one time in a million the assumptions fail sooner than luck does: no larger number is said."""


@dataclass(frozen=True, eq=False)
class Verdict:
    """One verdict a cell.

    words: for low, within and high. expected: what luck varies around. low, high: the first and last figure that is still
    within; NaN where they were not asked for. probability: of a figure at least as far out, on either side, by luck alone.
    """

    words: tuple[str, str, str]
    code: Codes
    expected: Cells
    low: Cells
    high: Cells
    probability: Cells

    @property
    def word(self) -> npt.NDArray[np.str_]:
        """The word of each cell; "" where nothing is said."""
        return np.asarray(np.array([*self.words, TOO_EARLY_TO_SAY, ""])[self.code])

    @property
    def judged(self) -> Flags:
        """Which cells have a word that says more than that it is too early."""
        return np.asarray(self.code < TOO_EARLY)

    @property
    def tested(self) -> Cells:
        """The probability of each cell that is judged, else NaN: what `many.stand_out` takes."""
        return np.where(self.judged, self.probability, np.nan)

    @property
    def one_in(self) -> Cells:
        """N of "by luck alone about 1 time in N", at most SURELY."""
        return np.asarray(1 / np.maximum(self.probability, 1 / SURELY))


def cells(*given: Numbers) -> list[Cells]:
    """The arguments as arrays of one shape."""
    return [np.asarray(each, dtype=float) for each in np.broadcast_arrays(*given)]


def nothing(like: Cells) -> tuple[Cells, Cells]:
    """Limits that were not asked for."""
    return np.full_like(like, np.nan), np.full_like(like, np.nan)


def code(low: Flags, high: Flags, too_early: Flags, unsaid: Flags) -> Codes:
    """The code of each cell: what is not known comes first, then what is too early."""
    return np.asarray(np.select([unsaid, too_early, low, high], [UNSAID, TOO_EARLY, LOW, HIGH], WITHIN))


def either_side(at_most: Cells, at_least: Cells) -> Cells:
    """The two-sided probability: twice the smaller tail."""
    return np.asarray(np.minimum(1, 2 * np.minimum(at_most, at_least)))


def smallest(reached: Callable[[Cells], Flags], top: Cells, bottom: Numbers = 0.0) -> Cells:
    """The smallest whole number from bottom to top at which `reached` is true, by halving; NaN where top is not known.

    reached: false, then true as the number grows; taken as true at the top.
    """
    first, last = np.maximum(np.floor(bottom), 0) + 0 * top, np.ceil(top)
    while (open_ := first < last).any():
        middle = np.floor((first + last) / 2)
        there = reached(middle)
        first = np.where(open_ & ~there, middle + 1, first)
        last = np.where(open_ & there, middle, last)
    return last
