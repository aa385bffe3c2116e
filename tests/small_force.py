"""A force small enough to count on one hand: two beats, two constables, one PCSO. All of them invented.

Rows are given by what matters; defaults fill the rest; they go in through the production intake, as CSV files.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import pandas as pd

from metrics import catalogue
from metrics.calculate import figures
from metrics.loading import Choice, Read, load, read
from metrics.question import Ask
from metrics.store.append import LoadResult
from metrics.store.connection import Store
from metrics.terms import LONDON, WHOLE_FORCE, Area, Role
from tests import shared_copies

MONDAY, SUNDAY = dt.date(2026, 6, 1), dt.date(2026, 6, 7)
WEEK = (MONDAY, SUNDAY)
NEXT_MONDAY = dt.datetime(2026, 6, 8, 9, tzinfo=LONDON)

BEATS = [
    {"LPA": "North", "Sector": "Corby", "Beat": "A1", "Beat Name": "Alpha"},
    {"LPA": "North", "Sector": "Corby", "Beat": "A2", "Beat Name": "Beta"},
    {"LPA": "West", "Sector": "Daventry", "Beat": "B1", "Beat Name": "Gamma"},
]
OFFICERS = [
    {"Collar No": "0101", "Surname": "Exampleby", "Role": "PC", "Beat": "A1", "Supervisor Collar No": "0901"},
    {"Collar No": "0102", "Surname": "Sampleson", "Role": "PC", "Beat": "A2", "Supervisor Collar No": "0901"},
    {"Collar No": "0103", "Surname": "Testwick", "Role": "PC", "Beat": "B1"},
    {"Collar No": "0201", "Surname": "Mockridge", "Role": "PCSO", "Beat": "A1", "Supervisor Collar No": "0901"},
    {"Collar No": "0901", "Surname": "Dummerly", "Role": "PS", "Beat": "A1"},
]
DEFAULTS: dict[str, dict[str, Any]] = {
    "Officers": {"Forename": "Inventa", "FTE": 1, "Start Date": "2025-01-06"},
    "Stop Searches": {"Outcome": "NFA"},
    "Duties": {"State": "On beat"},
    "Intelligence": {"Source": "Community"},
    "Engagements": {"Activity": "Street surgery"},
    "Watch Schemes": {"Scheme Type": "Speed Watch"},
    "Problem Plans": {"Title": "Nuisance bikes", "Beat": "A1", "Stage": "Response"},
    "Referrals": {"Agency": "Housing"},
    "Targets": {
        "Role": "All",
        "Per": "week",
        "Type": "Ambition",
        "From": "2026-01-01",
        "Set By": "0901",
        "Rationale": "test",
    },
    "Places": {"Place Name": "Market square", "Place Type": "Hotspot", "Beat": "A1"},
}


def csv_bytes(sheet: str, rows: Iterable[dict[str, Any]]) -> bytes:
    """A CSV file of an export: every declared heading, rows completed from the defaults."""
    export = next(export for export in catalogue.exports().values() if export.sheet == sheet)
    out = io.StringIO()
    writer = csv.DictWriter(out, [column.heading for column in export.columns])
    writer.writeheader()
    for row in rows:
        writer.writerow({**DEFAULTS.get(sheet, {}), **row})
    return out.getvalue().encode()


@lru_cache(maxsize=500)
def sheets(name: str, content: bytes) -> tuple[Read, ...]:
    """A file as the production reader has it, read once in a process: starting its guarded child takes longer than a test."""
    return tuple(read([(name, content)]))


class SmallForce:
    """A store with the small force's lists, and the ways a test speaks to it."""

    def __init__(self, path: Path | None = None, lists: bool = True) -> None:
        """path: None is in memory, or, where all of a run's stores are shared ones, a shared store of its own."""
        self.clock = NEXT_MONDAY
        if path is None and shared_copies.wanted():
            self.store = Store.open(shared_copies.copy_of("with_lists" if lists else "empty", partial(_make, lists)))
            self.clock += dt.timedelta(minutes=2 if lists else 0)
            return
        self.store = Store.open(path)
        if lists:
            self.load("Beats", BEATS)
            self.load("Officers", OFFICERS)

    def load(
        self,
        sheet: str,
        rows: Iterable[dict[str, Any]],
        area: Area | None = WHOLE_FORCE,
        days: tuple[dt.date, dt.date] | None = WEEK,
        at: dt.datetime | None = None,
        confirm: bool = False,
    ) -> LoadResult:
        """Load rows of one export, a minute after the last load."""
        self.clock = at or self.clock + dt.timedelta(minutes=1)
        found = sheets(f"{sheet.lower()}.csv", csv_bytes(sheet, rows))
        results = load(self.store, found, self.clock, "test", every=Choice(area, days), confirm=confirm)
        return results[0]

    def load_all_empty(self, except_for: Iterable[str] = ()) -> None:
        """State for every weekly export not named that nothing happened in the week."""
        for export in catalogue.exports().values():
            if export.replaces == "days" and export.sheet not in except_for:
                self.load(export.sheet, [])

    def figures(
        self,
        kpi: str,
        by: str = "officer",
        days: tuple[dt.date, dt.date] = WEEK,
        role: Role | None = None,
        known_at: dt.datetime | None = None,
    ) -> pd.DataFrame:
        """The KPI's figures for one period, by key."""
        return figures(self.store, Ask((kpi,), by, (days,), role, known_at)).set_index("key")

    def value(self, kpi: str, key: str, days: tuple[dt.date, dt.date] = WEEK, **asked: Any) -> float | None:
        """One value: of a person by collar number, of a beat, sector or LPA by name, or of "Force"."""
        frame = self.figures(kpi, self.level(key), days, **asked)
        value = frame.value[key]
        return None if pd.isna(value) else float(value)

    @staticmethod
    def level(key: str) -> str:
        """Which level a key of the small force is on."""
        levels = {"Force": "force", "North": "lpa", "West": "lpa", "Corby": "sector", "Daventry": "sector"}
        return levels.get(key, "officer" if key.isdigit() else "beat")


def _make(lists: bool, path: Path) -> None:
    """The store of a small force at a path."""
    SmallForce(path, lists).store.close()
