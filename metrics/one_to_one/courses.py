"""The courses of one person, as the Training export has them, in lines for the sheet of a one-to-one."""

from __future__ import annotations

import datetime as dt

from metrics.store.connection import Store
from metrics.store.schema import sql
from metrics.store.snapshot import snapshot
from metrics.terms import say_date


def courses(store: Store, collar: str, day: dt.date, known_at: dt.datetime | None = None) -> tuple[str, ...]:
    """A line for each course that a person completed by a day, by its name; none where none is known."""
    rows = store.rows(sql("courses_of"), snapshot(store, known_at), collar=collar, day=day)
    return tuple(line(course, completed, expires, day) for course, completed, expires in rows)


def line(course: str, completed: dt.date, expires: dt.date | None, day: dt.date) -> str:
    """Problem solving: completed on 8 January 2024, valid to 8 January 2027."""
    if expires is None:
        until = ""
    elif expires < day:
        until = f", ran out on {say_date(expires)}"
    else:
        until = f", valid to {say_date(expires)}"
    return f"{course}: completed on {say_date(completed)}{until}"
