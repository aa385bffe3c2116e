"""Published searches by publishing force and local week or month, as known at a moment: for comparing, never for counting.

Nothing here is of our own areas: no figure, coverage or last week of ours knows these rows.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

import pandas as pd

from metrics.publishers import SOURCE
from metrics.store.connection import Store
from metrics.store.schema import sql
from metrics.store.snapshot import moment

__all__ = ["SOURCE", "searches"]


def searches(store: Store, per: Literal["week", "month"], known_at: dt.datetime | None = None) -> pd.DataFrame:
    """One row per publishing force and period that is covered, wholly or in part, ordered by both.

    publisher; first_day and last_day of the whole period; covered: how many of its days a load states; searches known on
    them, nought where a load covers them and has none; blank_outcomes among them; loads that cover them; loaded_at of the
    latest (UTC). A period that nothing covers has no row: missing is not zero.
    """
    return store.frame(sql("published_searches"), per=per, t=moment(known_at))
