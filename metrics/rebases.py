"""New baselines: from which day on an area's figures of a KPI are no longer compared with the weeks before.

A named person decides it with a reason, as a note of kind Rebase or Definition change (statistics.md, XmR).
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from metrics.notes import NEED_A_DAY, PEOPLE, notes
from metrics.store.connection import Store


class Rebase(NamedTuple):
    """kpi: "" for all KPIs. level, key: of the area, or a person's. day: the first of the new baseline."""

    kpi: str
    level: str
    key: str
    day: dt.date

    @property
    def of_person(self) -> bool:
        """Whether it is about one person."""
        return self.level == PEOPLE

    def concerns(self, kpi: str) -> bool:
        """Whether it is about a KPI."""
        return self.kpi in ("", kpi)


def rebases(store: Store, known_at: dt.datetime | None = None) -> tuple[Rebase, ...]:
    """The new baselines known at a moment, by day."""
    found = [
        Rebase(note.about.kpi or "", *note.key, note.about.start)
        for note in notes(store, known_at)
        if note.kind in NEED_A_DAY and note.about.start
    ]
    return tuple(sorted(found, key=lambda one: one.day))
