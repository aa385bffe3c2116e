"""Holds, as people set and lift them: what a purge goes around, why, and until when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from metrics import catalogue
from metrics.notes import name_faults, plain, words_faults
from metrics.store.connection import Store
from metrics.store.entering import keep
from metrics.store.entries import HOLD
from metrics.store.holding import DAYS, EVERYTHING, PERSON, REFERENCE, SCOPES, Hold, holds_at
from metrics.store.snapshot import moment
from metrics.terms import say_date, say_days

__all__ = ["DAYS", "EVERYTHING", "PERSON", "REFERENCE", "SCOPES", "Hold", "hold", "holds", "lift", "said"]

SCOPE_WORDS: Mapping[str, str] = {
    PERSON: "A person",
    REFERENCE: "A record",
    DAYS: "Days of an export",
    EVERYTHING: "Everything",
}


def hold(
    store: Store,
    scope: str,
    reason: str,
    by: str,
    at: dt.datetime,
    key: str = "",
    export: str = "",
    days: tuple[dt.date, dt.date] | None = None,
    until: dt.date | None = None,
) -> int:
    """Keep something from every purge, and give the hold's number. key: a collar number or a reference. until: its last day.

    Raises ValueError with one plain sentence; LoadFailedError where it could not be written.
    """
    reason, by, key = plain(reason), plain(by), plain(key)
    faults = words_faults(reason, "why it is held") + name_faults(by) + _faults(scope, key, export, days)
    if until is not None and until < at.date():
        faults.append("The last day of the hold lies in the past.")
    for fault in faults:
        raise ValueError(fault)
    start, end = days if scope == DAYS and days else (None, None)
    values: dict[str, Any] = {
        "scope": scope, "export": export if scope == DAYS else None, "from_day": start, "to_day": end,
        "key": key if scope in (PERSON, REFERENCE) else None, "reason": reason, "until": until, "ends": None,
    }  # fmt: skip
    return keep(store, HOLD, [values], at, by)[0]


def _faults(scope: str, key: str, export: str, days: tuple[dt.date, dt.date] | None) -> list[str]:
    if scope not in SCOPES:
        return ["Choose what is held."]
    if scope in (PERSON, REFERENCE) and not key:
        return ["Give the collar number." if scope == PERSON else "Give the record's reference."]
    found = catalogue.exports().get(export)
    if scope == DAYS and (found is None or found.is_list):
        return ["Choose the export whose days are held."]
    if scope == DAYS and (days is None or days[0] > days[1]):
        return ["Give the first and the last day, in order."]
    return []


def lift(store: Store, number: int, reason: str, by: str, at: dt.datetime) -> None:
    """End a hold: the next purge may take what it kept. Raises as `hold`."""
    reason, by = plain(reason), plain(by)
    for fault in words_faults(reason, "why it is lifted") + name_faults(by):
        raise ValueError(fault)
    found = {one.number: one for one in holds(store, at)}.get(number)
    if found is None:
        raise ValueError("There is no such hold, or it has ended already.")
    values = {
        "scope": found.scope,
        "export": found.export or None,
        "key": found.key or None,
        "reason": reason,
        "ends": number,
    }
    keep(store, HOLD, [values], at, by)


def holds(store: Store, at: dt.datetime) -> tuple[Hold, ...]:
    """The holds that stand at a moment, the earliest first."""
    with store.cursor() as cursor:
        return holds_at(cursor, moment(at))


def said(one: Hold) -> str:
    """What is held, and until when: Officer 0101, until 1 March 2027."""
    what = {
        PERSON: f"Rows and entries that name collar number {one.key}",
        REFERENCE: f"The record {one.key}, and entries that name it",
        EVERYTHING: "Everything",
    }.get(one.scope)
    if what is None and one.start and one.end:
        what = f"{catalogue.exports()[one.export].sheet} of {say_days(one.start, one.end)}"
    return f"{what}, {f'until {say_date(one.until)}' if one.until else 'until it is lifted'}"
