"""Overlaps of unlike duty segments of one officer: their time counts once, and the sender is told."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from metrics.intake.lead import Checking

SHOWN = 20
"""Overlaps that are named one by one; the last of them says how many more there are."""


def note_overlaps(check: Checking, states: list[Any]) -> None:
    """Warn of each segment that begins before an earlier one of the same officer, of another state, has ended."""
    read = check.read
    collars = read.values["Collar No"]
    begun, ended = (_microseconds(read.instants[name]) for name in ("start_utc", "end_utc"))
    found: list[tuple[int, int]] = []
    longest = None
    for i in _of_officers_with_overlaps(collars, begun, ended, check.aside):
        if longest is None or collars[i] != collars[longest]:
            longest = i
            continue
        if begun[i] < ended[longest] and states[i] != states[longest]:
            found.append((i, longest))
        if ended[i] > ended[longest]:
            longest = i
    for place, (i, other) in enumerate(found[:SHOWN]):
        more = len(found) - SHOWN if place == SHOWN - 1 else 0
        check.meet(
            "overlapping_segments", i, "Start", more=more,
            state=states[i], other=states[other], row=read.rows[other], collar=collars[i],
        )  # fmt: skip


def _microseconds(moments: pa.Array) -> np.ndarray:
    """Moments as numbers; where there is none, 0: such a row is set aside."""
    return np.asarray(moments.cast(pa.int64()).fill_null(0))


def _of_officers_with_overlaps(
    collars: list[Any], begun: np.ndarray, ended: np.ndarray, aside: dict[int, str]
) -> list[int]:
    """The rows, by officer and start, of those officers of whom any segment begins before the last has ended: hardly any."""
    numbers: dict[Any, int] = {}
    officers = np.array([numbers.setdefault(collar, len(numbers)) for collar in collars], dtype=np.int64)
    rows = np.lexsort((begun, officers))
    if aside:
        rows = rows[~np.isin(rows, list(aside))]
    before, after = rows[:-1], rows[1:]
    met = after[(officers[before] == officers[after]) & (begun[after] < ended[before])]
    chosen = rows[np.isin(officers[rows], officers[met])].tolist() if len(met) else []
    return sorted(chosen, key=lambda i: (collars[i], begun[i], i))
