"""What an OSARA plan can be looked at by: the KPIs of its beat, and the incidents of one type that happened on the beat."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np

from metrics import history as weekly
from metrics.catalogue import kpis
from metrics.charts.words import within
from metrics.history import History
from metrics.kpi import Kpi
from metrics.question import Asked
from metrics.store.connection import Store
from metrics.store.schema import sql
from metrics.store.snapshot import snapshot
from metrics.terms import FORCE

ATTENDED = "incidents_attended"
"""What a plan is looked at by until somebody chooses: most plans are to lessen calls."""
NOT_A_MEASURE = ("abstraction", "citizens_schemes", "new_watch_schemes")
"""KPIs that no problem on a beat would move: what takes the hours away, and schemes, of which there are one or two a year."""
ON_BEAT = "on_beat"
MOST_TYPES = 40
"""Types of incident that are offered, the most frequent; beyond that a type is a free text."""


def offered(store: Store, known_at: dt.datetime | None = None) -> dict[str, Kpi]:
    """By id what can be chosen: what happens week by week, then the types of incident that are known, alphabetical."""
    found = [kpi for kpi in kpis().values() if not kpi.is_stock and not kpi.part_of and kpi.id not in NOT_A_MEASURE]
    text = "select type from incidents where type is not null group by type order by count(*) desc, type limit $most"
    types = sorted(name for (name,) in store.rows(text, snapshot(store, known_at), most=MOST_TYPES))
    return {kpi.id: kpi for kpi in (*found, *map(on_beat, types))}


def on_beat(kind: str) -> Kpi:
    """Incidents of a type by the beat on which they happened, whoever attended; read against the hours of the beat's team."""
    return replace(
        kpis()[ATTENDED],
        id=f"{ON_BEAT}:{kind}",
        label=f"Incidents on the beat: {within(kind)}",
        question="How many incidents of this type happened on the beat?",
        meaning="Different incidents of one type that constables of any team attended, by the beat where they happened.",
    )


def asked(measure: str) -> Asked:
    """The measure as a question. KeyError where there is none."""
    kind, _, name = measure.partition(":")
    return Asked(measure, on_beat(name) if kind == ON_BEAT else kpis()[measure], None)


def weeks_of(store: Store, measure: str, known_at: dt.datetime | None = None) -> History:
    """The weeks of every beat by a measure; of a KPI those of every area."""
    known = weekly.of_areas(store, known_at)
    kind, _, name = measure.partition(":")
    return _on_beats(store, known, asked(measure), name, known_at) if kind == ON_BEAT else known


def _on_beats(store: Store, known: History, one: Asked, kind: str, known_at: dt.datetime | None) -> History:
    """A week counts where every team's incidents are loaded: any of them may have attended."""
    keys = tuple(key for key in known.keys if weekly.level_of(key) == "beat")
    row = known.names[ATTENDED]
    at = np.ix_([row], [known.places[key] for key in keys])
    of = {name: each[at] for name, each in known.of.items()}
    number = np.zeros_like(of["value"])
    places = {key: place for place, key in enumerate(keys)}
    weeks = {start: place for place, (start, _) in enumerate(known.weeks)}
    values = {"type": kind, "roles": list(one.roles)}
    for key, monday, count in store.rows(sql("incidents_on_beats"), snapshot(store, known_at), **values):
        if key in places and monday in weeks:
            number[0, places[key], weeks[monday]] = count
    whole = ~np.isnan(known.value[row, known.places[f"force:{FORCE}"]])
    return History(
        (one,), keys, known.weeks, of | {"value": number, "loaded_days": np.where(whole, of["unit_days"], 0)}
    )
