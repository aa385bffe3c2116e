"""Figures with the one word that stands on each: of its record, else its target's verdict, else whether it is unusual."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

import pandas as pd

from metrics.calculate import figures
from metrics.judge import Tone, tone
from metrics.question import Ask, Period
from metrics.rebases import rebases
from metrics.signals.verdict import HIGH, LOW
from metrics.store.connection import Store
from metrics.together import force_of
from metrics.verdicts import Judged, judged, judged_people


def with_verdicts(store: Store, ask: Ask) -> pd.DataFrame:
    """The figures of a question as `calculate.figures` gives them, verdict filled in where its days are settled."""
    found = figures(store, ask)
    by_start = {days[0]: of for days, of in _judged(store, ask)}
    return worded(found, by_start)


def _judged(store: Store, ask: Ask) -> Iterator[tuple[Period, Judged]]:
    if ask.of_people:
        yield from zip(ask.periods, judged_people(store, ask.declared, ask.periods, ask.known_at), strict=True)
        return
    since, within = rebases(store, ask.known_at), force_of(store, ask.within, ask.known_at)
    for days in ask.periods:
        yield days, judged(store, ask.kpis, ask.by.split("+"), days, ask.role, ask.known_at, since, within)


def worded(frame: pd.DataFrame, by_start: Mapping[dt.date, Judged]) -> pd.DataFrame:
    """Figures with their words. by_start: the verdicts of each period, by its first day.

    A figure none of whose days is settled has none yet: it is provisional.
    """
    cells = zip(*(frame[name] for name in ("kpi", "by", "key", "period_start", "verdict")), strict=True)
    return frame.assign(
        verdict=[
            _word(by_start.get(start), name, key if by == "officer" else f"{by}:{key}", record)
            for name, by, key, start, record in cells
        ]
    )


def tone_of(found: Judged, name: str, key: str, record: str) -> Tone:
    """How the word of a figure is coloured. key: the area's (level:key); record: what is the matter with its record."""
    _, coded = found.headline(name, key)
    side = {LOW: -1, HIGH: 1}.get(coded, 0) if not record else 0
    return tone(found.rows[name].asked.kpi.direction, side)


def _word(of: Judged | None, name: str, key: str, record: str) -> str:
    if of is None or name not in of.rows or of.rows[name].shifted:
        return record
    return of.said(name, key, record)
