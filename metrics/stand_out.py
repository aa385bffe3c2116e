"""What changed more than luck: of all beats and KPIs the few that stand out, with how many of them luck alone would give.

Controlled at a false discovery rate (statistics.md, Many cells): of what is listed, one in ten is luck on average.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cached_property, partial
from typing import Literal

import numpy as np

from metrics.judge import Tone
from metrics.question import Period
from metrics.rebases import Rebase
from metrics.signals.many import stand_out
from metrics.store.connection import Store
from metrics.terms import Area, say_date
from metrics.verdict_questions import Given, Question, sums
from metrics.verdict_words import Told, told, word_of
from metrics.verdicts import Judged, judged

Asked = Literal["unusual", "changed"]
HOURS_FAR = 0.25
"""Hours that differ by more from the usual are named before a figure is called a change."""


@dataclass(frozen=True, eq=False)
class Change:
    """One figure that stands out. name: the KPI; key: the area's (level:key). word, tone: of its verdict. hours_ratio: its hours
    over a usual week's. tell: works out `told`."""

    name: str
    key: str
    word: str
    tone: Tone
    hours_ratio: float
    tell: Callable[[], Told]

    def __getstate__(self) -> dict[str, object]:
        """What is worked out from it, when first asked for, is no part of it."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    @cached_property
    def told(self) -> Told:
        """What is said of it. Without the range, which takes long and stands in no list; of a hundred few are shown."""
        return self.tell()


@dataclass(frozen=True)
class Changes:
    """What stands out of how many figures judged, and how many of them luck alone would give, on average at most."""

    changes: tuple[Change, ...]
    judged: int
    by_luck: float
    days: Period | None


def changed(
    store: Store,
    names: Sequence[str],
    level: str,
    days: Period,
    question: Asked,
    known_at: dt.datetime | None = None,
    rebases: tuple[Rebase, ...] = (),
    within: Area | None = None,
) -> Changes:
    """What stands out among all areas of a level, or those within an area: figures unusual in these days, or running higher or
    lower up to them."""
    found = judged(store, names, (level,), days, known_at=known_at, rebases=rebases, within=within)
    if not found.rows or not found.keys:
        return Changes((), 0, 0.0, None)
    tested = np.stack([row.verdicts[question].tested for row in found.rows.values()])
    listed = stand_out(tested)
    row = next(iter(found.rows.values()))
    shown = row.days if question == "unusual" else row.recent
    return Changes(
        tuple(_changes(found, listed.listed, question)), int((~np.isnan(tested)).sum()), listed.by_luck, shown
    )


def summary(found: Changes, when: str) -> str:
    """3 of 216 figures stand out in the week to 8 November; fewer than 1 of them by luck."""
    listed = len(found.changes)
    to = say_date(found.days[1]) if found.days else ""
    luck = "fewer than 1 of them is luck" if found.by_luck < 1 else f"about {found.by_luck:.0f} of them are luck"
    number = "None" if not listed else f"{listed:,}"
    tail = f"; on average {luck}" if listed else ""
    return f"{number} of {found.judged:,} figures stand{'s' if listed == 1 else ''} out in {when} {to}{tail}."


def _changes(found: Judged, listed: np.ndarray, question: Question) -> Iterator[Change]:
    """In the order of KPIs and of the list of areas, never by size."""
    names = list(found.rows)
    for number, place in np.argwhere(listed).tolist():
        name, key = names[number], found.keys[place]
        row = found.rows[name]
        word, tone = word_of(row, place, question)
        ratio = _hours_ratio(row.given.at(place), question)
        yield Change(name, key, word, tone, ratio, partial(_told, found, name, key, question))


def _told(found: Judged, name: str, key: str, question: Question) -> Told:
    (answer,) = told(found, name, key, question, ranges=False)
    return answer


def _hours_ratio(given: Given, question: Question) -> float:
    """A week's hours in what is judged, over a week's in what it is compared with."""
    now, past = (given.window, given.past) if question == "unusual" else (given.recent, given.before)
    (_, hours, weeks), (_, past_hours, past_weeks) = (sums(each[0], each[1]) for each in (now, past))
    usual = past_hours * weeks / past_weeks if past_weeks else 0.0
    return float(hours / usual) if usual else float("nan")
