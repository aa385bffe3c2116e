"""Published measures: what a public page stated, with its baseline, what it is compared with, and what is awaited."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from metrics.crime import folded
from metrics.store.connection import Store
from metrics.store.schema import sql
from metrics.store.snapshot import moment
from metrics.terms import NOT_LOADED

EXPORT = "published_measures"
NATIONAL = "National"
"""The area of a value for the whole country, as the page says it."""
BASELINE = dt.date(2019, 6, 30)
"""The national measures are compared with the 12 months that end here; others with the value before."""
OUTCOMES = "Positive outcome rate"
PLACE_AMONG_FORCES = "Positive outcome rate: place among forces"
CHANGE = "Change in {}"
"""The name of a stated change of a category of crime in percent."""


class Value(NamedTuple):
    """A published value as loaded. value: None where it is awaited or not available. source_row: its row in the sheet."""

    measure: str
    area: str
    start: dt.date | None
    end: dt.date
    value: float | None
    unit: str
    status: str
    source: str
    note: str | None
    load_id: int
    source_row: int


class National(NamedTuple):
    """One of the national crime and policing measures, and what is measured for it."""

    title: str
    measures: tuple[str, ...]


NATIONAL_MEASURES = (
    National("Reduce murder and homicide", ("Homicides", "Homicides per million population")),
    National("Reduce serious violence", ("Offences involving a sharp object", "Offences involving a firearm")),
    National("Improve victim satisfaction", ("Victim satisfaction", "Satisfaction of domestic abuse victims")),
    National("Disrupt drug supply and county lines", ("Referrals into drug treatment", "Drug-related homicides")),
    National("Reduce neighbourhood crime", ("Neighbourhood crimes",)),
    National("Tackle cyber crime", ("Confidence in the law enforcement response to cyber crime",)),
)
"""The six measures in the order of the page."""


class Standing(NamedTuple):
    """One measure of an area as last stated. others: other values that the same source or another states of the same days."""

    measure: str
    now: Value | None
    baseline: Value | None
    national: Value | None
    others: tuple[Value, ...]

    @property
    def state(self) -> str:
        """Published, Awaiting, Not available, or Not loaded."""
        return self.now.status if self.now else NOT_LOADED


def values(store: Store, known_at: dt.datetime | None = None) -> tuple[Value, ...]:
    """Every published value, in the order in which the files state them."""
    return tuple(Value(*row) for row in store.rows(sql("published_values"), t=moment(known_at)))


def standing(known: Sequence[Value], measure: str, areas: Iterable[str], end: dt.date) -> Standing:
    """A measure as last stated of any of some names of an area, of days that end by a day.

    What it is compared with is of the same source, so that what two sources state is never set side by side as one series.
    """
    names = {folded(area) for area in areas}
    mine = [one for one in known if one.measure == measure and folded(one.area) in names and one.end <= end]
    if not mine:
        return Standing(measure, None, None, None, ())
    now = max(mine, key=lambda one: (one.end, one.load_id, -one.source_row))
    same = [one for one in known if one.measure == measure and one.source == now.source]
    earlier = [one for one in same if folded(one.area) in names and one.end < now.end]
    baseline = max(earlier, key=lambda one: (one.end == BASELINE, one.end), default=None)
    national = next((one for one in same if folded(one.area) == folded(NATIONAL) and one.end == now.end), None)
    others = tuple(one for one in mine if one.end == now.end and one.value not in (None, now.value))
    return Standing(measure, now, baseline, national, others)


__all__ = [
    "BASELINE", "CHANGE", "EXPORT", "NATIONAL", "NATIONAL_MEASURES", "OUTCOMES", "PLACE_AMONG_FORCES", "National", "Standing",
    "Value", "standing", "values",
]  # fmt: skip
