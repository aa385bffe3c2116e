"""Published searches by publishing force, as known at a moment: for comparing, never for counting.

Nothing here is of our own areas: no figure, coverage or last week of ours knows these rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Literal, NamedTuple

import pandas as pd

from metrics.publishers import SOURCE
from metrics.question import Period
from metrics.stop_and_search import EXPRESSIONS, Rate
from metrics.store.connection import Store
from metrics.store.schema import sql
from metrics.store.snapshot import moment
from metrics.terms import month_end

__all__ = ["SOURCE", "Outcomes", "outcomes", "publishers", "runs", "searches"]

PERSONS = ("person search", "person and vehicle search")
"""What the Type of a published row says where a person was searched, in any case."""
MOST_MONTHS = 12
_COUNTS = ("searches", "positive", "positive_unknown", "linked", "linked_unknown")


class Outcomes(NamedTuple):
    """What came of the people searched whom one force published, over its latest whole months.

    months: their first days, the earliest first; none where no month is whole. others: rows that are of no person.
    """

    publisher: str
    months: tuple[dt.date, ...]
    others: int
    searches: int
    positive: int
    positive_unknown: int
    linked: int
    linked_unknown: int

    def rate(self, rung: Literal["positive", "linked"]) -> Rate:
        """The share of the people searched that came to this."""
        return Rate(getattr(self, rung), self.searches, getattr(self, f"{rung}_unknown"))


def searches(store: Store, per: Literal["week", "month"], known_at: dt.datetime | None = None) -> pd.DataFrame:
    """One row per publishing force and period that is covered, wholly or in part, ordered by both.

    publisher; first_day and last_day of the whole period; covered: how many of its days a load states; searches known on
    them, nought where a load covers them and has none; blank_outcomes among them; loads that cover them; loaded_at of the
    latest (UTC). A period that nothing covers has no row: missing is not zero.
    """
    return store.frame(sql("published_searches"), per=per, t=moment(known_at))


def publishers(store: Store, known_at: dt.datetime | None = None) -> tuple[str, ...]:
    """The forces of whose published searches anything is loaded, alphabetical. Cheap: no row is read."""
    return tuple(name for (name,) in store.rows(sql("published_publishers"), t=moment(known_at)))


def outcomes(store: Store, until: dt.date, known_at: dt.datetime | None = None) -> tuple[Outcomes, ...]:
    """Of each publishing force, alphabetical, its latest 12 whole months (or as many as are loaded) that end by a day."""
    months = _whole_months(searches(store, "month", known_at), until)
    text = sql("published_rates").replace("{counts}", ", ".join(f"{EXPRESSIONS[name]} as {name}" for name in _COUNTS))
    pairs = [(publisher, month) for publisher, mine in months.items() for month in mine]
    rows = store.rows(
        text, t=moment(known_at), publishers=[publisher for publisher, _ in pairs], months=[month for _, month in pairs],
        persons=list(PERSONS),
    )  # fmt: skip
    found = {(publisher, person): counts for publisher, person, *counts in rows}
    nobody = [0] * len(_COUNTS)
    return tuple(
        Outcomes(publisher, mine, found.get((publisher, False), nobody)[0], *found.get((publisher, True), nobody))
        for publisher, mine in months.items()
    )


def _whole_months(covered: pd.DataFrame, until: dt.date) -> dict[str, tuple[dt.date, ...]]:
    """By publisher the latest months of which every day is covered, and which end by a day; none is an empty tuple."""
    months: dict[str, tuple[dt.date, ...]] = {}
    for row in covered.itertuples():
        first = row.first_day.date()
        whole = row.covered == month_end(first).day and month_end(first) <= until
        months[row.publisher] = (*months.get(row.publisher, ()), *([first] if whole else []))
    return {publisher: mine[-MOST_MONTHS:] for publisher, mine in months.items()}


def runs(months: Iterable[dt.date]) -> tuple[Period, ...]:
    """The days of some months, given by their first days in order, with months that follow each other as one."""
    found: list[Period] = []
    for first in months:
        start = found.pop()[0] if found and found[-1][1] + dt.timedelta(days=1) == first else first
        found.append((start, month_end(first)))
    return tuple(found)
