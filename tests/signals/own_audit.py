"""What somebody can work out of numbers left out, written without a line of what is tested."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog
from scipy.sparse import csr_array

Counts = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Equations = Sequence[tuple[int, Sequence[int]]]


def could_be(
    values: Counts, hidden: Mask, equations: Equations, never_printed: Sequence[int] = ()
) -> dict[int, tuple[float, float]]:
    """Of each cell left out the least and the most whole number that fits all that is shown."""
    problem = _Problem(values, hidden, equations, never_printed)
    return {cell: (problem.end(cell, 1), problem.end(cell, -1)) for cell in np.flatnonzero(hidden).tolist()}


def derivable(values: Counts, hidden: Mask, equations: Equations, never_printed: Sequence[int] = ()) -> list[int]:
    """The cells left out that can be only one number: the one that they are."""
    problem = _Problem(values, hidden, equations, never_printed)
    cells = np.flatnonzero(hidden).tolist()
    return [cell for cell in cells if problem.end(cell, -1) == values[cell] == problem.end(cell, 1)]


class _Problem:
    """What a reader knows. A cell left out of a table is at least 1, as zeros are always shown; one of no table at least 0."""

    def __init__(self, values: Counts, hidden: Mask, equations: Equations, never_printed: Sequence[int]) -> None:
        self._least = np.where(np.isin(np.arange(len(values)), never_printed), 0.0, 1.0)[hidden]
        self._place = np.cumsum(hidden) - 1
        lines, gaps = np.zeros((len(equations), len(values))), []
        for line, (total, parts) in zip(lines, equations, strict=True):
            line[total] = 1
            for part in parts:
                line[part] -= 1
            gaps.append(values[total] - sum(values[part] for part in parts))
        known = lines[:, ~hidden] @ values[~hidden]
        some = (lines[:, hidden] != 0).any(axis=1)
        self._given = (
            {"A_eq": csr_array(lines[:, hidden][some]), "b_eq": (np.array(gaps) - known)[some]} if some.any() else {}
        )

    def end(self, cell: int, sign: int) -> float:
        """The least (1) or the most (-1) that a cell can be."""
        aim = np.zeros(len(self._least))
        aim[self._place[cell]] = sign
        found = linprog(aim, bounds=np.column_stack([self._least, np.full(len(aim), np.inf)]), **self._given)
        if found.status != 0:
            return -sign * np.inf
        return float(np.ceil(found.fun - 1e-6) if sign == 1 else np.floor(1e-6 - found.fun))
