"""Figures of areas with their verdicts, as charts and lists show them; and the weeks in which each was to be expected."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from metrics import settled
from metrics.bands import band
from metrics.charts.words import listed
from metrics.history import History
from metrics.judged_figures import Spoken
from metrics.kpi import Kpi
from metrics.question import asked_kpi
from metrics.signals.counts import limits
from metrics.signals.target import SIDE
from metrics.terms import ASSURANCE_WORDS, TARGET_WORDS, TOO_EARLY_TO_SAY
from metrics.ui import stores, verdict_data
from metrics.ui.selection import DAY, Period, Selection
from metrics.verdicts import areas_held


def with_verdicts(
    figures: pd.DataFrame, kpis: Sequence[Kpi], by: str, view: Selection, latest: bool = False
) -> pd.DataFrame:
    """Figures of areas over the view's days with `verdict`, `tone` and, where not all of these days are judged, `judged_days`.

    A figure of which no day is settled has no verdict, as it is provisional; latest: it has that of the latest settled days.
    """
    found = verdict_data.judged(kpis, by, view)
    words: list[str] = []
    tones: list[str] = []
    days: list[Period | None] = []
    spoken: dict[str, Spoken] = {}
    for name, level, key, record in zip(*(figures[name] for name in ("kpi", "by", "key", "verdict")), strict=True):
        row = found.rows.get(name)
        if row is None or (row.shifted and not latest):
            words.append(record)
            tones.append("quiet")
            days.append(None)
            continue
        if name not in spoken:
            spoken[name] = Spoken(found, name)
        word, tone = spoken[name].of(f"{level}:{key}", record)
        words.append(word)
        tones.append(tone)
        days.append(None if row.days == view.days else row.days)
    return figures.assign(verdict=words, tone=tones, judged_days=pd.Series(days, index=figures.index, dtype=object))


def with_luck(figures: pd.DataFrame) -> pd.DataFrame:
    """People's figures with `luck_low` and `luck_high`: from where to where luck alone carries work exactly at the fair share."""
    counts = np.array([asked_kpi(name).kpi.unit == "count" for name in figures["kpi"]], dtype=bool)
    shares = np.where(counts, figures["target"].to_numpy(dtype=float), np.nan)
    low, high = limits(shares, SIDE)
    return figures.assign(luck_low=low, luck_high=high)


def provisional(kpis: Sequence[Kpi], view: Selection) -> str:
    """What of the view's days is provisional, and to which day verdicts speak; nothing where all is settled."""
    return settled.provisional(verdict_data.settled(kpis, view.known_at).values(), view.end)


def how_many(chosen: Sequence[Kpi], by: str, keys: Sequence[str], view: Selection) -> str:
    """How many of the verdicts against targets lie on which side, and how many luck alone would put there.

    keys: of the areas shown, without their level.
    """
    found = verdict_data.judged(chosen, by, view)
    places = [found.place[f"{by}:{key}"] for key in keys if f"{by}:{key}" in found.place]
    rows = [row for row in found.rows.values() if not row.shifted]
    counts = dict.fromkeys((*TARGET_WORDS, *ASSURANCE_WORDS, TOO_EARLY_TO_SAY), 0)
    for row in rows:
        for word in row.verdicts["target"].word[places]:
            if word:
                counts[str(word)] += 1
    told = [f"{number:,} {word.lower()}" for word, number in counts.items() if number]
    if not told:
        return "No verdict against a target yet."
    judged = sum(counts[word] for word in TARGET_WORDS)
    luck = f" By luck alone up to {round(SIDE * judged):,} would stand below and as many above." if judged else ""
    return f"Against targets: {listed(told)}.{luck}"


def rebased(kpi: Kpi, view: Selection, key: str) -> dt.date | None:
    """From which day on a new baseline holds for a KPI of an area (level:key) or person; None where none does."""
    store, found = stores.store(), None
    for rebase in verdict_data.rebases(view.known_at):
        if rebase.day <= view.end and rebase.concerns(kpi.id) and key in areas_held(store, view.known_at, rebase):
            found = rebase.day
    return found


def bands_of(
    kpis: Sequence[Kpi], known: History, key: str, view: Selection
) -> dict[tuple[str, dt.date], tuple[float, float]]:
    """The usual range of each of the view's weeks of some KPIs of one area or person, by KPI and Monday; those without one are
    left out."""
    return {
        (kpi.id, start): (float(low), float(high))
        for kpi in kpis
        for (start, _), low, high in _weeks(known, kpi, key, view)
        if not np.isnan(low)
    }


def _weeks(known: History, kpi: Kpi, key: str, view: Selection) -> Iterator[tuple[Period, float, float]]:
    if kpi.id not in known.names or key not in known.places:
        return
    shown = slice(known.until(view.start - DAY), known.until(view.end) + 1)
    found = band(known, kpi.id, key, rebased(kpi, view, key), shown)
    yield from zip(known.weeks[shown], found.low, found.high, strict=True)
