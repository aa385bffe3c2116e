"""Notes and closed flags beside figures that leave Beatboard: the rows of a workbook's sheet of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pandas as pd

from metrics import catalogue, teams
from metrics.flags import Closed, closed_flags, closed_on
from metrics.frames import rows_of
from metrics.notes import PEOPLE, Key, Note, key_of, notes, notes_about, places
from metrics.passport import Passport
from metrics.people import areas, people
from metrics.question import asked_kpi
from metrics.store.connection import Store
from metrics.terms import FORCE, TEAM, Role

NOTE_HEADINGS = ("Kind", "Words", "KPI", "Of", "Key", "Role", "From", "To", "By", "When", "Flag")
"""From, To: empty where a note begins or ends with no day. Flag: the word of a verdict that was closed; Words are why."""
FLAG_CLOSED = "Flag closed"
Row = tuple[Any, ...]
Shown = tuple[str, str | None, dt.date, dt.date]
"""KPI, role (None for all), first and last day of a figure."""


Mine = Callable[[str, str], bool]


def everything(level: str, key: str) -> bool:
    """Every entry, whatever it stands on."""
    return True


def _open(known: Iterable[Note], mine: Mine) -> list[Note]:
    return [note for note in known if mine(note.about.level, note.about.key)]


def noted_on(store: Store, found: Passport, mine: Mine = everything) -> list[Row]:
    """The notes that bear on one figure and the flags closed on it, under NOTE_HEADINGS. mine: as of `noted_among`."""
    key, known_at, days = key_of(found.collar, found.area), found.known_at, found.period
    where = places(store, (key,), *days, known_at)[key]
    bearing = notes_about(_open(notes(store, known_at), mine), where, *days, found.kpi.id, found.role)
    closed = closed_on(closed_flags(store, known_at).values(), key, found.kpi.id, found.role, *days)
    return _rows(store, bearing, closed, known_at)


def noted_among(
    store: Store, figures: pd.DataFrame, role: Role | None, known_at: dt.datetime | None, mine: Mine = everything
) -> list[Row]:
    """The notes that bear on any of the figures, and the flags closed on one, each once, under NOTE_HEADINGS.

    figures: as `metrics.calculate.figures` gives them. role: of every figure whose KPI names none. mine: whether what stands on
    a person or area (level and key) is for whoever asks.
    """
    known, flags = _open(notes(store, known_at), mine), closed_flags(store, known_at)
    if figures.empty or not (known or flags):
        return []
    shown = _shown(figures, role)
    found = _bearing(store, known, shown, known_at)
    closed = [one for one in flags.values() if _is_on_any(one, shown)]
    return _rows(store, [note for note in known if note.number in found], closed, known_at)


def _shown(figures: pd.DataFrame, role: Role | None) -> dict[Key, set[Shown]]:
    """The figures of each area or person."""
    shown: dict[Key, set[Shown]] = {}
    for row in rows_of(figures[["by", "key", "kpi", "period_start", "period_end"]].drop_duplicates()):
        asked = asked_kpi(row["kpi"], role)
        figure = (asked.kpi.id, asked.role, row["period_start"], row["period_end"])
        shown.setdefault((row["by"], row["key"]), set()).add(figure)
    return shown


def _bearing(
    store: Store, known: Iterable[Note], shown: dict[Key, set[Shown]], known_at: dt.datetime | None
) -> set[int]:
    every = [figure for figures in shown.values() for figure in figures]
    first, last = min(start for *_, start, _ in every), max(end for *_, end in every)
    found: set[int] = set()
    for key, where in places(store, tuple(shown), first, last, known_at).items():
        here = {(place.level, place.key) for place in where}
        near = [note for note in known if note.key in here]
        for kpi, role, start, end in shown[key] if near else ():
            found |= {note.number for note in notes_about(near, where, start, end, kpi, role)}
    return found


def _is_on_any(one: Closed, shown: Mapping[Key, set[Shown]]) -> bool:
    key = one.flag.level, one.flag.key
    return any(closed_on((one,), key, *figure) for figure in shown.get(key, ()))


def _rows(store: Store, found: Iterable[Note], closed: Iterable[Closed], known_at: dt.datetime | None) -> list[Row]:
    names = _names(store, known_at)
    rows: list[Row] = []
    for note in found:
        on = note.about
        rows.append((
            note.kind, note.words, _label(on.kpi), names.get(note.key, on.key), on.key, on.role, on.start, on.end, note.by,
            note.at.replace(tzinfo=dt.UTC), None,
        ))  # fmt: skip
    for one in closed:
        flag = one.flag
        rows.append((
            FLAG_CLOSED, one.reason, _label(flag.kpi), names.get((flag.level, flag.key), flag.key), flag.key, flag.role,
            flag.start, flag.end, one.by, one.at.replace(tzinfo=dt.UTC), flag.word,
        ))  # fmt: skip
    return rows


def _label(kpi: str | None) -> str:
    declared = catalogue.kpis().get(kpi or "")
    return declared.label if declared else kpi or "every KPI"


def _names(store: Store, known_at: dt.datetime | None) -> dict[Key, str]:
    """What areas, sergeants' teams and people are called, as known."""
    named = {(row["level"], row["key"]): str(row["name"]) for row in rows_of(areas(store, known_at))}
    persons = {(PEOPLE, row["collar"]): row["name"] or row["collar"] for row in rows_of(people(store, known_at))}
    led = {(TEAM, key.partition(":")[2]): name for key, name in teams.names(store, known_at).items()}
    return {**named, **persons, **led, ("force", FORCE): FORCE}
