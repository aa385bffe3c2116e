"""People, those who supervise them, and areas, as known at a moment."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from metrics.question import area_key, ask_known
from metrics.store.connection import Store
from metrics.store.schema import sql
from metrics.store.snapshot import snapshot
from metrics.terms import Area


def members(
    store: Store,
    start: dt.date,
    end: dt.date,
    area: Area | None = None,
    supervisor: str | None = None,
    known_at: dt.datetime | None = None,
) -> pd.DataFrame:
    """People posted to the area, or under the supervisor, on a day of the period; alphabetical."""
    values = {"start": start, "end": end, "area": area_key(area), "supervisor": supervisor}
    frame = ask_known(store, snapshot(store, known_at), sql("members"), values)
    return _split_team(frame)


def people(store: Store, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """Everyone ever posted, as in their latest posting; alphabetical."""
    return _split_team(ask_known(store, snapshot(store, known_at), "select * from everybody", {}))


def supervisors(store: Store, start: dt.date, end: dt.date, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """One row per person who supervises somebody on a day of the period: collar, name, members."""
    frame = ask_known(store, snapshot(store, known_at), sql("supervisors"), {"start": start, "end": end})
    return _split_team(frame)


def areas(store: Store, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """Every area in list order: level, key, name, sector, lpa."""
    frame = ask_known(
        store,
        snapshot(store, known_at),
        "select * from areas order by position, list_position(['force', 'lpa', 'sector', 'beat'], level)",
        {},
    )
    return frame.drop(columns=["area", "position"])


def _split_team(frame: pd.DataFrame) -> pd.DataFrame:
    parts = [(team.split(":", 1) if isinstance(team, str) else (None, None)) for team in frame.team]
    return frame.assign(team_level=[level for level, _ in parts], team=[team for _, team in parts])
