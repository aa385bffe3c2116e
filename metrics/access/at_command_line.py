"""Looks at people from the command line: whoever may open the store's file, by the operating system's user."""

from __future__ import annotations

import getpass
from collections.abc import Iterable

from metrics.access.lookups import ANALYST, SHOWN, Look, log_of
from metrics.loading import now
from metrics.question import Period
from metrics.store.connection import Store


def look(store: Store, what: str, collars: Iterable[str], days: Period | None) -> None:
    """What is about to be printed names these people. Raises CannotLogError, and then it is not to be printed."""
    whom, user = tuple(sorted(set(collars))), getpass.getuser()
    if whom and store.path is not None:
        line = Look(user, f"{user}, command line", "", "analyst", ANALYST, whom, what, days, "", SHOWN, len(whom) == 1)
        log_of(store.path).add([line.line()], now())
