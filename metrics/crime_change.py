"""12 months of crime against 12 others: difference, percent, and whether it is more than luck.

Of all crimes of both periods the later ones are Binomial(all, 1/2) if nothing changed (statistics.md). Crimes come in bunches,
so where both periods are known month by month, the test goes by how far the months scatter.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from metrics import crime
from metrics.crime import ALL_CRIME, Counted, Figure, Place
from metrics.question import Period
from metrics.signals.changed import LEVEL, changed
from metrics.signals.counts import OVERDISPERSED, pearson
from metrics.store.connection import Store

LEAST_BASE = 10
"""No percent change on a base under this (statistics.md)."""


class Luck(NamedTuple):
    """What luck makes of a difference. low, high: the ratio's exact 95% interval as a change in percent.

    dispersion: what the months say, 1 where luck may be all; None where the test takes crimes to come singly, since the months
    of both periods are not known.
    """

    word: str
    probability: float
    low: float
    high: float
    dispersion: float | None


@dataclass(frozen=True)
class Line:
    """One category: 12 months and those that they are compared with. victims: of All Crime, beside it."""

    category: str
    now: Figure
    before: Figure
    counted: Counted = "count"
    luck: Luck | None = None

    @property
    def name(self) -> str:
        """What the line is called."""
        return self.category if self.counted == "count" else f"Victims of {self.category.lower()}"

    @property
    def difference(self) -> int | None:
        """More (or fewer) than before; None where either is not known."""
        if self.now.count is None or self.before.count is None:
            return None
        return self.now.count - self.before.count

    @property
    def percent(self) -> float | None:
        """The difference in percent of before; None on a base under LEAST_BASE."""
        if self.difference is None or self.before.count is None or self.before.count < LEAST_BASE:
            return None
        return 100 * self.difference / self.before.count

    @property
    def word(self) -> str:
        """The verdict, or what is not loaded."""
        words = [figure.word for figure in (self.now, self.before) if figure.word]
        return self.luck.word if self.luck else words[0] if words else ""


class Compared(NamedTuple):
    """Every category of a place in two periods of 12 months."""

    place: Place
    now: Period
    before: Period
    lines: tuple[Line, ...]

    @property
    def is_loaded(self) -> bool:
        """True where anything is known of the period."""
        return any(line.now.rows for line in self.lines)


def compare(
    store: Store, name: str, now: Period, before: Period, known_at: dt.datetime | None = None
) -> Compared | None:
    """The categories of a place (by its name, or level:key) in two periods; None where no such place has figures."""
    place = next((one for one in crime.places(store, known_at) if name in (one.name, key_of(one))), None)
    if place is None:
        return None
    rows = crime.rows_known(store, place, (now, before), known_at)
    lines = []
    for category in crime.categories(rows):
        lines.append(_line(place, category, now, before, rows, "count"))
        if category == ALL_CRIME:
            victims = _line(place, category, now, before, rows, "victims")
            lines += [victims] if victims.now.rows else []
    return Compared(place, now, before, tuple(lines))


def key_of(place: Place) -> str:
    """level:key of an area of the Beats list, else the place's name."""
    return f"{place.area.level}:{place.area.key}" if place.area else place.name


def _line(place: Place, category: str, now: Period, before: Period, rows: crime.Rows, counted: Counted) -> Line:
    later, earlier = (crime.figure(place, category, days, rows, counted) for days in (now, before))
    return Line(category, later, earlier, counted, luck_of(later, earlier))


def luck_of(now: Figure, before: Figure) -> Luck | None:
    """Whether two figures differ by more than luck; None where either is not known."""
    if now.count is None or before.count is None:
        return None
    phi = dispersion(now, before)
    found = changed(now.count, 1, before.count, 1, phi or 1.0)
    change = [100 * (float(ratio) - 1) for ratio in (found.ratio_low, found.ratio_high)]
    return Luck(str(found.word), float(found.probability), change[0], change[1], phi)


def dispersion(now: Figure, before: Figure) -> float | None:
    """Variance over mean of the months, 1 unless above OVERDISPERSED; None where the months of both are not known.

    Months are compared with the same calendar month of the other period (Pearson's chi-squared of the table of 12 months by 2
    periods, over its 11 degrees of freedom), so that neither the season nor the difference itself counts as scatter.
    """
    if not now.months or not before.months:
        return None
    table = np.array([_by_month(now), _by_month(before)], dtype=float)
    whole = float(pearson(table, table.sum(axis=0)).sum())
    return whole if whole > OVERDISPERSED else 1.0


def _by_month(figure: Figure) -> list[int]:
    """The counts from January to December."""
    first = figure.days[0].month - 1
    return [figure.months[(month - first) % 12] for month in range(12)]


def expected_by_luck(lines: tuple[Line, ...]) -> float:
    """How many of the judged lines would be called a change if nothing had changed."""
    return LEVEL * sum(line.luck is not None for line in lines)
