"""Taking a load back: from then on it counts in nothing, and the history keeps both."""

from __future__ import annotations

import datetime as dt

from metrics.store.connection import Store
from metrics.store.entering import add
from metrics.store.entries import WITHDRAWAL
from metrics.store.snapshot import moment
from metrics.store.writing import settle, writing
from metrics.terms import local, say_date


class CannotWithdrawError(Exception):
    """There is no such load, or it was withdrawn already; str() is one plain sentence."""


def withdraw(store: Store, load_id: int, at: dt.datetime, by: str, reason: str) -> None:
    """Take a load back, confirmed before this returns. Figures are then what they would be without it.

    at: a time without an offset is local. Raises CannotWithdrawError, or LoadFailedError where it could not be written.
    """
    record = {"load_id": load_id, "withdrawn_at": moment(at), "withdrawn_by": by, "reason": reason.strip()}
    with writing(store) as cursor:
        text = "select withdrawn_at, withdrawn_by from loads left join withdrawals using (load_id) where load_id = $load_id"
        found = cursor.execute(text, {"load_id": load_id}).fetchall()
        if not found:
            raise CannotWithdrawError(f"There is no load {load_id}.")
        if found[0][0] is not None:
            raise CannotWithdrawError(_already(load_id, *found[0]))
        add(store, cursor, WITHDRAWAL, [record])
    settle(store)


def _already(load_id: int, at: dt.datetime, by: str) -> str:
    here = local(at)
    return f"Load {load_id} was withdrawn already, on {say_date(here.date())} at {here:%H:%M} by {by}."
