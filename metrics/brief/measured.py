"""Every KPI of the week against its target and the weeks before, with its verdict: of areas and teams, never of one person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from metrics import by_role
from metrics.brief.week import Week
from metrics.calculate import figures
from metrics.catalogue import whole_kpis
from metrics.charts.words import cell_text, cell_words, known, say_share
from metrics.frames import rows_of
from metrics.judge import Tone
from metrics.judged_figures import Spoken
from metrics.kpi import Kpi
from metrics.question import Ask, Period
from metrics.rebases import rebases
from metrics.store.connection import Store
from metrics.terms import MARKS, week_end
from metrics.together import force_of
from metrics.verdicts import Judged, judged

WEEKS_BEFORE = 12
Weeks = list[dict[str, Any]]


@dataclass(frozen=True)
class Measure:
    """A KPI's week. value, target: None where none is known. said: the value in words.

    average: of the weeks_known of the 12 weeks before that are loaded whole. word, mark, tone: the verdict on the days judged,
    which are the latest settled ones. judged_said: the figure of those days where they are an earlier week.
    """

    kpi: str
    label: str
    value: float | None
    said: str
    target: float | None
    average: float | None
    weeks_known: int
    word: str
    mark: str
    tone: Tone
    judged: Period | None
    judged_said: str

    @property
    def target_words(self) -> str:
        """The target of the week; a dash where there is none."""
        return say_share(self.target)


def measures(store: Store, week: Week) -> tuple[Measure, ...]:
    """All KPIs, by role where targets are set by role; none where the area is not known at that moment."""
    chosen = whole_kpis()
    asked = tuple(kpi.id for kpi in by_role.apart(chosen))
    frame = figures(store, Ask(asked, week.area.level, _weeks(week), None, week.known_at, week.area))
    mine = frame[frame["key"] == week.area.key]
    shown = by_role.shown(chosen, mine)
    since = rebases(store, week.known_at)
    names = [kpi.id for kpi in shown]
    within = force_of(store, week.area, week.known_at)
    found = judged(store, names, (week.area.level,), week.days, None, week.known_at, since, within)
    return tuple(_measures(shown, mine, found, week))


def _weeks(week: Week) -> tuple[Period, ...]:
    """The weeks before, and the week."""
    return tuple(
        (day.date(), week_end(day.date()))
        for day in pd.date_range(end=week.days[0], periods=WEEKS_BEFORE + 1, freq="7D")
    )


def _measures(shown: list[Kpi], mine: pd.DataFrame, found: Judged, week: Week) -> Iterator[Measure]:
    weeks: dict[str, Weeks] = {}
    for row in rows_of(mine):
        weeks.setdefault(row["kpi"], []).append(row)
    for kpi in shown if weeks else ():
        *before, now = weeks[kpi.id]
        whole = [float(row["value"]) for row in before if known(row["value"]) and not row["missing"]]
        of, record = found.rows.get(kpi.id), now["verdict"]
        days = of.days if of and not record else None
        then = next((row for row in before if (row["period_start"], row["period_end"]) == days), None)
        tone: Tone = "quiet"
        word = record
        if of:
            word, tone = Spoken(found, kpi.id).of(week.key, record)
        yield Measure(
            kpi.id, kpi.label, _number(now["value"]), cell_words(kpi, now), _number(now["target"]),
            sum(whole) / len(whole) if whole else None, len(whole), word, MARKS.get(word, ""),
            tone, days,
            cell_text(kpi, then) if then else "",
        )  # fmt: skip


def _number(value: Any) -> float | None:
    return float(value) if known(value) else None
