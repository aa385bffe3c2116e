"""People see their week before their supervisors do: the last day of which supervisors see people's figures."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from metrics.store.connection import Store
from metrics.store.schema import sql
from metrics.store.snapshot import moment


def people_until(store: Store, now: dt.datetime, days: int) -> dt.date | None:
    """The last Sunday of which a weekly file loaded at least so many days ago speaks; None where nobody is ahead of anybody.

    Where nothing has been loaded for so long, the first day there is: supervisors see nobody's figures yet.
    """
    if days <= 0:
        return None
    return _until(store, store.version, (now - dt.timedelta(days=days)).replace(minute=0, second=0, microsecond=0))


@lru_cache(maxsize=16)
def _until(store: Store, _version: int, before: dt.datetime) -> dt.date:
    found: dt.date | None = store.rows(sql("loaded_until"), before=moment(before))[0][0]
    return found - dt.timedelta(days=(found.weekday() + 1) % 7) if found else dt.date.min


def opens_at(store: Store, day: dt.date, days: int) -> dt.datetime | None:
    """When supervisors may see people's week that ends on a Sunday: the hour, in UTC, after so many days of its first file.

    None where no file speaks of it yet.
    """
    first: dt.datetime | None = store.rows(sql("first_known"), day=day)[0][0]
    if first is None:
        return None
    opens = first + dt.timedelta(days=days)
    return opens.replace(minute=0, second=0, microsecond=0) + dt.timedelta(
        hours=bool(opens.minute or opens.second or opens.microsecond)
    )
