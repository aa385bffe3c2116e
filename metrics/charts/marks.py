"""What happened to a figure rather than in it: definition changes, rebases and notes, as pins with words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from metrics.terms import say_date


@dataclass(frozen=True)
class Mark:
    """A pin on a day. kind: what it is, in small letters ("definition change", "rebase", "note"). kpi: None for all KPIs."""

    day: dt.date
    kind: str
    words: str
    kpi: str | None = None

    @property
    def sentence(self) -> str:
        """12 June 2026, note: station closed for repairs."""
        return f"{say_date(self.day)}, {self.kind}: {self.words.strip().rstrip('.')}."


def pins(marks: Iterable[Mark], weeks: Sequence[tuple[dt.date, dt.date]], kpi: str) -> dict[int, str]:
    """Number of a week -> the sentences of the marks in it that concern the KPI, earliest first; others are left out.

    weeks: first and last day of each.
    """
    found: dict[int, list[str]] = {}
    for mark in sorted(marks, key=lambda mark: mark.day):
        if mark.kpi in (None, kpi):
            for number in [number for number, (start, end) in enumerate(weeks) if start <= mark.day <= end]:
                found.setdefault(number, []).append(mark.sentence)
    return {number: " ".join(sentences) for number, sentences in found.items()}
