"""Small counts in what leaves the force: left out, and others with them, so that none can be worked out from the rest.

The rule (statistics.md): counts of 1 to 4 are left out, and so many more that no such count follows from totals and parts.
Both are marked with one sign, so that nobody can tell which is which. Zeros are always shown: they never need leaving out,
because twice every count fits the same totals and leaves zeros as they are. So a reader knows of a cell left out that it is a
whole number of at least 1, and is taken to know it here.

What is promised is proven cell by cell: for each cell left out there is another table of whole numbers that has the same cells
shown, the same totals, and another number there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import coo_array, csc_array, hstack
from scipy.sparse.csgraph import connected_components

THRESHOLD = 5
"""Counts from 1 to one less are small."""
AT_ONCE = 6
"""How many small cells are seen to in one go: more is quicker and leaves out more."""
NEAR = 0.02
"""How near to the cheapest is near enough: the last hundredth takes as long as all before."""
Equation = tuple[int, Sequence[int]]
"""The place of a total among the cells, and the places of its parts."""
Counts = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Steps = npt.NDArray[np.int64]
"""By how much another table, which fits what is shown as well, differs in each cell."""


def suppress(
    values: Sequence[int] | Counts,
    equations: Sequence[Equation],
    threshold: int = THRESHOLD,
    printed: Sequence[bool] | Mask | None = None,
) -> Mask:
    """Which cells are left out: every small one, and the smallest others found that keep them from being worked out.

    values: counts of all cells. equations: which are totals of which. An equation may miss by an amount that has no cell (an
    incident that two areas attended counts once in the whole): the reader is taken to know how much. printed: False for a cell
    that is never shown and yet must not follow where it is small (searches that were not positive); never part of the answer.
    """
    counts = np.asarray(values, dtype=np.int64)
    if (counts < 0).any():
        raise ValueError("A count below 0 cannot be released.")
    shows: Mask = np.full(counts.shape, True) if printed is None else np.asarray(printed, dtype=bool)
    matrix, hidden = _matrix(len(counts), equations), np.full(counts.shape, False)
    small = (counts > 0) & (counts < threshold)
    for cells in _apart(matrix):
        if small[cells].any():
            hidden[cells] = _protect(_of(matrix, cells), counts[cells], small[cells], shows[cells])
    left_out: Mask = hidden & shows
    return left_out


def audit(
    values: Sequence[int] | Counts, shown: Sequence[bool] | Mask, equations: Sequence[Equation], least: int = 1
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """The least and the most that each cell can be, for who knows the cells shown, the equations and that the rest is whole.

    least: what such a reader knows of every cell not shown. The cells shown are what they are; without a bound: infinity.
    """
    counts, known = np.asarray(values, dtype=np.int64), np.asarray(shown, dtype=bool)
    matrix, low, high = _matrix(len(counts), equations), counts.astype(float), counts.astype(float)
    unknown = np.flatnonzero(~known)
    for some in _apart(matrix[:, unknown]):
        cells = unknown[some]
        part = _of(matrix, cells)
        for place, cell in enumerate(cells):
            low[cell] = np.ceil(_edge(part, counts[cells], least, place, 1) - 1e-6)
            high[cell] = np.floor(_edge(part, counts[cells], least, place, -1) + 1e-6)
    return low, high


def _edge(part: csc_array, counts: Counts, least: int, place: int, sign: int) -> float:
    aim = np.zeros(len(counts))
    aim[place] = sign
    equal = {"A_eq": part, "b_eq": part @ counts} if part.shape[0] else {}
    found = linprog(aim, bounds=(least, None), **equal)
    return float(sign * found.fun) if found.status == 0 else float(-sign * np.inf)


def _matrix(cells: int, equations: Sequence[Equation]) -> csc_array:
    """A line an equation: 1 for the total, -1 for each part."""
    lines = [(line, cell, -1.0) for line, (_, parts) in enumerate(equations) for cell in parts]
    lines += [(line, total, 1.0) for line, (total, _) in enumerate(equations)]
    rows, columns, signs = zip(*lines, strict=True) if lines else ((), (), ())
    return csc_array(coo_array((signs, (rows, columns)), shape=(len(equations), cells)))


def _apart(matrix: csc_array) -> Iterator[Counts]:
    """The cells in groups that no equation joins."""
    number, labels = connected_components(abs(matrix.T) @ abs(matrix), directed=False)
    order = np.argsort(labels, kind="stable")
    yield from np.split(order, np.cumsum(np.bincount(labels, minlength=number))[:-1]) if number else ()


def _of(matrix: csc_array, cells: Counts) -> csc_array:
    """The equations that speak of these cells, and these cells alone."""
    part = matrix[:, cells]
    return csc_array(part[np.unique(part.indices), :])


def _protect(matrix: csc_array, counts: Counts, small: Mask, shows: Mask) -> Mask:
    """The cells to leave out: the small ones, and those in which the other tables that prove it differ, smallest first."""
    least = np.where(shows, 1, 0)
    free: Mask = small | ~shows
    proven: Mask = np.full(counts.shape, False)
    while (open_ := small & ~proven).any():
        step = _another(matrix, counts, least, free, open_)
        if not step[open_].any():
            step = _cheapest(matrix, counts, least, free, _strangers(matrix, counts, open_))
        free, proven = free | (step != 0), proven | (step != 0)
    left_out: Mask = small | proven
    return left_out


def _another(matrix: csc_array, counts: Counts, least: Counts, free: Mask, wanted: Mask) -> Steps:
    """A step of at most 1 in the cells that are free, to a table as good, that moves many of those wanted; 0 where none does.

    Weights that no two cells share: if no step goes up along them and none down, no step moves any of the cells wanted.
    """
    cells = np.flatnonzero(free)
    weights = np.where(wanted, 1 + np.arange(len(counts)) * 0.6180339887 % 1, 0.0)[cells]
    bounds = Bounds(np.maximum(-1, np.minimum(0, least - counts))[cells], 1)
    step = np.zeros(len(counts), dtype=np.int64)
    for sign in (-1, 1):
        found = milp(sign * weights, constraints=_balanced(matrix[:, cells]), bounds=bounds, integrality=1)
        step[cells] = np.rint(found.x).astype(np.int64)
        if step[wanted].any():
            break
    return step


def _strangers(matrix: csc_array, counts: Counts, wanted: Mask) -> Counts:
    """The smallest of the cells wanted, and a few further ones, no equation holding two: they can be seen to at once."""
    cells = np.flatnonzero(wanted)
    taken, chosen = np.full(matrix.shape[0], False), list[int]()
    for cell in cells[np.argsort(counts[cells], kind="stable")]:
        lines = matrix.indices[matrix.indptr[cell] : matrix.indptr[cell + 1]]
        if len(chosen) < AT_ONCE and not taken[lines].any():
            taken[lines] = True
            chosen.append(int(cell))
    return np.array(chosen)


def _cheapest(matrix: csc_array, counts: Counts, least: Counts, free: Mask, wanted: Counts) -> Steps:
    """A step to a table as good, with more in the cells wanted, that needs the smallest further cells left out."""
    cells = np.flatnonzero((counts > 0) | free)
    places = np.searchsorted(cells, wanted)
    both = hstack([matrix[:, cells], -matrix[:, cells]], format="csc")
    costs = np.tile(np.where(free, 1e-3, counts)[cells], 2)
    low, high = np.zeros(2 * len(cells)), np.concatenate([np.full(len(cells), np.inf), (counts - least)[cells]])
    low[places], high[len(cells) + places] = 1, 0
    bounds = Bounds(low, np.maximum(high, 0))
    found = milp(costs, constraints=_balanced(both), bounds=bounds, integrality=1, options={"mip_rel_gap": NEAR})
    if found.x is None and len(wanted) > 1:
        return _cheapest(matrix, counts, least, free, wanted[:1])
    if found.x is None:
        raise ValueError("A small count cannot be kept from being worked out, whatever else is left out.")
    step, moved = np.zeros(len(counts), dtype=np.int64), np.rint(found.x).astype(np.int64)
    step[cells] = moved[: len(cells)] - moved[len(cells) :]
    return step


def _balanced(matrix: csc_array) -> LinearConstraint:
    return LinearConstraint(matrix, 0, 0)
