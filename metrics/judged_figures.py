"""Figures with the one word that stands on each: of its record, else its target's verdict, else whether it is unusual."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from metrics.calculate import figures
from metrics.judge import Tone, headline, tone
from metrics.question import Ask, Period
from metrics.rebases import rebases
from metrics.signals.verdict import HIGH, LOW, UNSAID
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


class Spoken:
    """The one word of each area's figure of a KPI, and how it is coloured: worked out once for all of its areas."""

    def __init__(self, found: Judged, name: str) -> None:
        """name: of a KPI that is among those judged."""
        row = found.rows[name]
        target, usual = row.verdicts["target"], row.verdicts["unusual"]
        coded = np.where(target.code != UNSAID, target.code, usual.code).tolist()
        self.place, self.target, self.usual = found.place, row.verdicts.words("target"), row.verdicts.words("unusual")
        self.tones = [tone(row.asked.kpi.direction, {LOW: -1, HIGH: 1}.get(code, 0)) for code in coded]

    def of(self, key: str, record: str) -> tuple[str, Tone]:
        """Of one area (level:key). record: what is the matter with the record of its figure."""
        place = self.place.get(key)
        if record or place is None:
            return record, "quiet"
        return headline(record, self.target[place], self.usual[place]), self.tones[place]


def _word(of: Judged | None, name: str, key: str, record: str) -> str:
    if of is None or name not in of.rows or of.rows[name].shifted:
        return record
    return of.said(name, key, record)
