"""Overlaps of unlike duty segments of one officer: their time counts once, and the sender is told."""

from __future__ import annotations

from typing import Any

from metrics.intake.lead import Checking

SHOWN = 20
"""Overlaps that are named one by one; the last of them says how many more there are."""


def note_overlaps(check: Checking, states: list[Any]) -> None:
    """Warn of each segment that begins before an earlier one of the same officer, of another state, has ended."""
    read = check.read
    collars, starts, ends = read.values["Collar No"], read.instants["start_utc"], read.instants["end_utc"]
    begun, ended = starts.cast("int64").to_pylist(), ends.cast("int64").to_pylist()
    placed = zip(collars, begun, range(len(read.rows)), strict=True)
    rows = [i for *_, i in sorted(row for row in placed if row[2] not in check.aside)]
    found: list[tuple[int, int]] = []
    longest = None
    for i in rows:
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
