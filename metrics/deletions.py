"""What was deleted under a rule, as figures and packs say it: which rows, when, by whom and under which rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from metrics import catalogue
from metrics.store.connection import Store
from metrics.store.schema import sql
from metrics.terms import say_date, say_moment


class Deleted(NamedTuple):
    """One deletion as far as it touches some exports and days. rows: of those loads. at: UTC."""

    export: str
    through: dt.date
    rows: int
    rule: str
    by: str
    agreed_by: str
    at: dt.datetime

    @property
    def words(self) -> str:
        """1,234 rows of Duties up to 31 December 2020 were deleted ..."""
        rows, were = (f"{self.rows:,} rows", "were") if self.rows != 1 else ("1 row", "was")
        return (
            f"{rows} of {catalogue.exports()[self.export].sheet} of days to {say_date(self.through)} {were} deleted on "
            f"{say_moment(self.at)} by {self.by}, agreed by {self.agreed_by}, under: {self.rule}."
        )


def deletions(store: Store, exports: Iterable[str], start: dt.date, end: dt.date) -> tuple[Deleted, ...]:
    """The deletions that took rows of these exports from loads that speak of some days, the latest first."""
    rows = store.rows(sql("deletions"), exports=list(exports), start=start, end=end)
    return tuple(Deleted(*row) for row in rows)
