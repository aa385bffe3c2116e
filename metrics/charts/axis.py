"""Axes drawn by hand: a round top, labels that do not overlap, and few words under many weeks."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence

from metrics.charts.words import week_label

ROUND = (1.0, 1.2, 1.6, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
"""Tops of an axis, times a power of ten."""
FEW_WEEKS = 20


def nice_top(amounts: Iterable[float], least: float = 2.0) -> float:
    """The lowest round number with a whole half, at least `least`, that no amount exceeds."""
    most = max(amounts, default=0.0)
    if most <= least:
        return least
    unit = 10.0 ** math.floor(math.log10(most))
    return next(unit * step for step in ROUND if unit * step >= most and (unit * step / 2).is_integer())


def spread_labels(places: Sequence[float], gap: float) -> list[float]:
    """Heights of labels, lowest first, each at least `gap` over the one before, and pressed down where they reach over 1."""
    found: list[float] = []
    for place in places:
        found.append(max(place, found[-1] + gap) if found else place)
    ceiling = max([1.0, *places])
    for number in reversed(range(len(found))):
        found[number] = min(found[number], ceiling)
        ceiling = found[number] - gap
    return found


def week_labels(starts: Sequence[dt.date]) -> list[tuple[str, bool]]:
    """Of each week the words under it, "" for most, and whether they stand even where room is tight.

    Up to FEW_WEEKS every fourth week has its day, counted from the last; more have the month's name at its first week, and
    the year in January.
    """
    last = len(starts) - 1
    if len(starts) <= FEW_WEEKS:
        return [(week_label(day) if (last - n) % 4 == 0 else "", True) for n, day in enumerate(starts)]
    found = [(_month(day), day.month % 3 == 1) if day.day <= 7 else ("", False) for day in starts]
    if not any(label for label, _ in found[:6]):
        found[0] = (f"{starts[0]:%b %Y}", True)
    return found


def _month(day: dt.date) -> str:
    return f"{day:%Y}" if day.month == 1 else f"{day:%b}"


def period_labels(spans: Sequence[tuple[dt.date, dt.date]]) -> list[tuple[str, str]]:
    """What stands under each period: its days in few letters, and its year at the first and where it changes."""
    years = [start.year for start, _ in spans]
    return [
        (_period(*span), f"{year}" if number == 0 or years[number - 1] != year else "")
        for number, (span, year) in enumerate(zip(spans, years, strict=True))
    ]


def _period(start: dt.date, end: dt.date) -> str:
    """9 Nov for a week, Nov for a month, Oct–Dec for a quarter."""
    if start.day != 1:
        return week_label(start)
    return f"{start:%b}" if (start.year, start.month) == (end.year, end.month) else f"{start:%b}–{end:%b}"
