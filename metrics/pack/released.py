"""Counts as they may leave the force: areas by complete calendar quarter, no small number and none that gives one away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import numpy as np

from metrics.pack.contents import Table, Value
from metrics.signals.disclosure import THRESHOLD, suppress
from metrics.terms import period_bounds

LEFT_OUT = "c"
"""The one sign of a number left out, small or not."""
NOTE = f"{LEFT_OUT}: 1 to {THRESHOLD - 1}, or left out so that no such number can be worked out."
NOT_LOADED = "Some numbers are not loaded: their cells are empty, and so are the totals that need them."
Quarter = dt.date
"""Its first day."""
Counts = Mapping[str, Mapping[tuple[str, Quarter], int | None]]
"""KPI -> area and quarter -> count; None where it is not loaded. Of areas only: nobody's own counts are released."""
Cell = tuple[str, str, Quarter | None]
"""KPI, area, and quarter: None for all of them."""


def released(
    counts: Counts,
    labels: Mapping[str, str],
    parents: Mapping[str, str | None],
    last_day: dt.date,
    sums: Mapping[str, Sequence[str]] | None = None,
    within: Sequence[tuple[str, str]] = (),
) -> dict[str, Table]:
    """A table for each KPI, all of them seen to together, areas in the order of `parents` (area -> the area that it is part of).

    last_day: up to which days are known; a quarter that is not over raises ValueError. sums: a KPI that is the sum of others
    (intelligence_reports of its sources). within: a KPI that counts some of another's cases (positive_stop_searches of
    stop_searches): how many are not among them may not follow either, where they are few.
    """
    quarters = sorted({quarter for known in counts.values() for _, quarter in known})
    for quarter in quarters:
        _check(quarter, last_day)
    known = dict(_known(counts, parents, quarters))
    rest = dict(_rest(known, within))
    places = {cell: place for place, cell in enumerate([*known, *rest])}
    kinds = [*counts, *(f"{whole}-{part}" for part, whole in within)]
    equations = [
        (places[total], [places[part] for part in parts if part in places])
        for total, parts in _equations(kinds, parents, quarters, sums or {}, within)
        if total in places
    ]
    printed = np.arange(len(places)) < len(known)
    hidden = suppress([*known.values(), *rest.values()], equations, printed=printed)
    shown: dict[Cell, Value] = {
        cell: LEFT_OUT if out else count for (cell, count), out in zip(known.items(), hidden[: len(known)], strict=True)
    }
    return {kpi: _table(kpi, labels[kpi], parents, quarters, shown) for kpi in counts}


def _check(quarter: Quarter, last_day: dt.date) -> None:
    start, end = period_bounds(quarter, "quarter")
    if quarter != start:
        raise ValueError(
            f"{quarter:%d/%m/%Y} is not the first day of a calendar quarter: only whole quarters are released."
        )
    if end > last_day:
        raise ValueError(
            f"The quarter that begins on {quarter:%d/%m/%Y} is not over: only complete quarters are released."
        )


def _known(
    counts: Counts, parents: Mapping[str, str | None], quarters: Sequence[Quarter]
) -> Iterator[tuple[Cell, int]]:
    """Every cell that is known, and for each area all quarters together where all are known."""
    for kpi, area in product(counts, parents):
        row = [counts[kpi].get((area, quarter)) for quarter in quarters]
        found = [count for count in row if count is not None]
        yield from (
            ((kpi, area, quarter), count) for quarter, count in zip(quarters, row, strict=True) if count is not None
        )
        if len(found) == len(quarters) > 1:
            yield (kpi, area, None), sum(found)


def _rest(known: Mapping[Cell, int], within: Sequence[tuple[str, str]]) -> Iterator[tuple[Cell, int]]:
    """What is in the whole and not in the part, which nobody prints and anybody can subtract."""
    for part, whole in within:
        for (kpi, area, quarter), count in known.items():
            inside = known.get((part, area, quarter))
            if kpi == whole and inside is not None:
                if inside > count:
                    raise ValueError(f"There are more {part} than {whole} in {area}: one of the two is wrong.")
                yield (f"{whole}-{part}", area, quarter), count - inside


def _equations(
    kpis: Sequence[str],
    parents: Mapping[str, str | None],
    quarters: Sequence[Quarter],
    sums: Mapping[str, Sequence[str]],
    within: Sequence[tuple[str, str]],
) -> Iterator[tuple[Cell, list[Cell]]]:
    """Which cell is the total of which: areas of their parts, all quarters of each, a KPI of those that it is made of."""
    columns: list[Quarter | None] = [*quarters, None]
    inside: dict[str, list[str]] = {}
    for area, parent in parents.items():
        if parent is not None:
            inside.setdefault(parent, []).append(area)
    for kpi in kpis:
        yield from (
            ((kpi, area, column), [(kpi, one, column) for one in ones])
            for area, ones in inside.items()
            for column in columns
        )
        yield from (((kpi, area, None), [(kpi, area, quarter) for quarter in columns[:-1]]) for area in parents)
    made_of = [*sums.items(), *((whole, (part, f"{whole}-{part}")) for part, whole in within)]
    for whole, parts in made_of:
        yield from (
            ((whole, area, column), [(part, area, column) for part in parts])
            for area, column in product(parents, columns)
        )


def _table(
    kpi: str, label: str, parents: Mapping[str, str | None], quarters: Sequence[Quarter], shown: Mapping[Cell, Value]
) -> Table:
    columns = [*quarters, None] if len(quarters) > 1 else list(quarters)
    rows = tuple(
        (area, parent, *(shown.get((kpi, area, column)) for column in columns)) for area, parent in parents.items()
    )
    missing = any(value is None for row in rows for value in row[2:])
    headings = ("Area", "Part of", *(_heading(column, len(quarters)) for column in columns))
    return Table(label, headings, rows, f"{NOTE} {NOT_LOADED}" if missing else NOTE)


def _heading(quarter: Quarter | None, number: int) -> str:
    """Jul to Sep 2026."""
    if quarter is None:
        return f"All {number} quarters"
    start, end = period_bounds(quarter, "quarter")
    return f"{start:%b} to {end:%b %Y}"
