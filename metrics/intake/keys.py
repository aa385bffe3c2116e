"""Rows with the same key in one sheet: identical ones count once, differing ones are all set aside."""

from __future__ import annotations

from typing import Any

from metrics.intake.gather import Parsing
from metrics.intake.recognise import listed
from metrics.intake.values import Fault

ROWS_NAMED = 6
"""Rows that a sentence names before it says "others"."""


def keys_of(work: Parsing) -> list[Any]:
    """Each row's key; None where part of it is blank or faulty."""
    columns = []
    for heading in work.export.key:
        values = work.values[heading]
        folded = work.export.column(heading).refers in ("area", "kpi")
        columns.append([v.casefold() if isinstance(v, str) else v for v in values] if folded else values)
    if len(columns) == 1:
        return [None if isinstance(key, Fault) else key for key in columns[0]]
    return [
        None if None in key or any(isinstance(k, Fault) for k in key) else key for key in zip(*columns, strict=True)
    ]


def settle_keys(work: Parsing) -> int:
    """Rows with the same key: identical ones count once, others are all set aside. Returns how many were identical.

    Without a key, rows that look alike are different things.
    """
    if not work.export.key:
        return 0
    keys = keys_of(work)
    if len(set(keys)) == len(keys):
        return 0
    groups: dict[Any, list[int]] = {}
    for i, key in enumerate(keys):
        if key is not None:
            groups.setdefault(key, []).append(i)
    repeated = [(group, distinct_rows(work, group)) for group in groups.values() if len(group) > 1]
    spare = {i for group, kept in repeated for i in group if i not in kept}
    differing = [[work.rows[i] for i in kept] for _, kept in repeated if len(kept) > 1]
    if spare:
        drop(work, spare)
    note_differing(work, differing)
    return len(spare)


def distinct_rows(work: Parsing, group: list[int]) -> list[int]:
    """The first of each content among rows with the same key."""
    seen: dict[str, int] = {}
    for i in group:
        seen.setdefault(repr([values[i] for values in work.values.values()]), i)
    return list(seen.values())


def drop(work: Parsing, spare: set[int]) -> None:
    """Forget rows that say what another row says."""
    keep = [i for i in range(len(work.rows)) if i not in spare]
    work.rows = [work.rows[i] for i in keep]
    work.values = {heading: [values[i] for i in keep] for heading, values in work.values.items()}


def note_differing(work: Parsing, differing: list[list[int]]) -> None:
    """Set aside every row of each group that shares a reference and differs."""
    index = {y: i for i, y in enumerate(work.rows)} if differing else {}
    key = " and ".join(work.export.key)
    for group in differing:
        named = [str(y + 1) for y in group[:ROWS_NAMED]] + (["others"] if len(group) > ROWS_NAMED else [])
        for y in group:
            work.meet("same_reference", index[y], work.export.key[0], key=f"The same {key}", rows=listed(named))
