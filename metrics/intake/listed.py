"""Cells that refer to a list: areas, beats, places, KPIs and states, written as the list writes them."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from typing import Any

from metrics.export import Column
from metrics.intake.gather import Memo
from metrics.intake.lead import Checking
from metrics.intake.parse import told_once
from metrics.terms import ABSENCE, STATE_NOT_KNOWN, STORED_AS_ABSENCE, Area

NEED_RATIONALE = frozenset({"arrests", "stop_searches", "positive_stop_searches"})
"""KPIs whose volume may be a target only with a written rationale (product.md, Targets)."""

Lookup = Callable[[str], Any]


def look_up(check: Checking, column: Column) -> list[Any] | None:
    """The column's values as its list writes them; None where the values stand as they are."""
    values = check.read.values.get(column.heading)
    if values is None or column.refers not in LOOKUPS:
        return None
    code, make = LOOKUPS[column.refers]
    find = make(check)
    memo = Memo(lambda text: None if text is None else find(text))
    found = list(map(memo.__getitem__, values))
    unknown = {text for text, value in memo.items() if value is None and text is not None}
    if unknown:
        note_unknown(check, column, code, [(i, text) for i, text in enumerate(values) if text in unknown])
    return (
        [STATE_NOT_KNOWN if v is None and t is not None else v for v, t in zip(found, values, strict=True)]
        if (column.refers == "state")
        else found
    )


def note_unknown(check: Checking, column: Column, code: str, unknown: list[tuple[int, str]]) -> None:
    """Set the rows aside, or warn once about each value, as the column says.

    Rows set aside already are not warned about.
    """
    if column.unknown == "set_aside":
        for i, text in unknown:
            check.meet(NOTHING_ELSE.get(code, code), i, column.heading, heading=column.heading, value=text[:40])
        return
    for i, text, more in told_once((i, text) for i, text in unknown if i not in check.aside):
        check.meet(code, i, column.heading, "warning", heading=column.heading, value=text[:40], more=more)


def beat_lookup(check: Checking) -> Lookup:
    """A beat's code."""
    codes = {beat.casefold(): beat for beat in check.references.beats}
    return lambda text: codes.get(text.casefold())


def place_lookup(check: Checking) -> Lookup:
    """A place's code."""
    codes = {place.casefold(): place for place in check.references.places}
    return lambda text: codes.get(text.casefold())


def kpi_lookup(check: Checking) -> Lookup:
    """A KPI's id."""
    ids = {kpi.casefold(): kpi for kpi in check.references.kpis}
    return lambda text: ids.get(text.casefold())


def area_lookup(check: Checking) -> Lookup:
    """A beat, sector, LPA or the force."""
    return check.references.resolve


def state_lookup(check: Checking) -> Lookup:
    """A state; leave, sickness and other absence are one."""

    def find(text: str) -> str | None:
        state = check.references.states.get(" ".join(text.split()).casefold())
        if state is None:
            return None
        return ABSENCE if state.name in STORED_AS_ABSENCE else state.name

    return find


LOOKUPS: dict[str, tuple[str, Callable[[Checking], Lookup]]] = {
    "beat": ("unknown_beat", beat_lookup),
    "place": ("unknown_place", place_lookup),
    "kpi": ("unknown_kpi", kpi_lookup),
    "area": ("unknown_area", area_lookup),
    "state": ("unknown_state", state_lookup),
}


NOTHING_ELSE = {"unknown_beat": "beat_not_listed"}
"""What is said instead where a row is about nothing but what is not listed, and is set aside."""


def areas_of(values: list[Any]) -> tuple[list[str | None], list[str | None]]:
    """Levels and keys of a column of areas."""
    areas: list[Area | None] = values
    return [area.level if area else None for area in areas], [area.key if area else None for area in areas]


def note_rationale(check: Checking) -> None:
    """Warn about a volume target on powers that gives no reason."""
    values = check.read.values
    reasons = values.get("Rationale") or [None] * len(check.read.rows)
    for i, (kpi, kind, reason) in enumerate(zip(values["KPI"], values["Type"], reasons, strict=True)):
        if (kpi or "").casefold() in NEED_RATIONALE and kind != "Monitored" and not reason and i not in check.aside:
            check.meet("needs_rationale", i, "Rationale", value=kpi)


def keyed_hash(secret: bytes) -> Callable[[str | None], str | None]:
    """A hash that only the holder of the secret can repeat; spaces and case do not count."""

    def hashed(text: str | None) -> str | None:
        if text is None:
            return None
        return hmac.new(secret, " ".join(text.split()).casefold().encode(), hashlib.sha256).hexdigest()

    return hashed


def dropped(check: Checking) -> list[str]:
    """Sentences that name what was not stored as it was sent."""
    said = []
    for column in check.read.export.columns:
        values = check.read.values.get(column.heading, [])
        if column.stored == "dropped" and any(values):
            said.append(f"{column.heading} was dropped before storage: no figure needs it.")
        if column.stored == "hashed" and any(values):
            said.append(f"{column.heading} was kept only as a keyed hash, enough to count repeats.")
        if column.refers == "state":
            said += absences_dropped(check, values)
    return said


def absences_dropped(check: Checking, values: list[Any]) -> list[str]:
    """What was said about leave and sickness is not kept."""
    wanted = {name.casefold() for name in STORED_AS_ABSENCE}
    count = sum(1 for value in values if value is not None and value.casefold() in wanted)
    if not count:
        return []
    return [
        f"Leave, sickness and other absence ({count:,} {'row' if count == 1 else 'rows'}) were stored as {ABSENCE}."
    ]
