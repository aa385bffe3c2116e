"""Draws of stop-searches for review: for whom, from which searches, by which seed; each is kept, and can be made again.

The seed is random and kept with the draw, so nobody can know beforehand what it will draw; seed and moment together give the
same records to whoever draws again.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from metrics.catalogue import exports
from metrics.lots import drawn
from metrics.notes import name_faults, plain, words_faults
from metrics.question import DAY, Period, area_key, scoped
from metrics.store.connection import Store
from metrics.store.entering import enter, entered
from metrics.store.entries import SEARCH_DRAW
from metrics.store.schema import sql
from metrics.store.snapshot import moment
from metrics.store.writing import settle, writing
from metrics.terms import NOT_LOADED, PARTLY_LOADED, TEAM, Area, local, month_end, month_start, say_date, say_days

Whom = Literal["sergeant", "inspector", "panel"]


PANEL: Whom = "panel"


class For(NamedTuple):
    """For whom is drawn: the words, of which levels of area, and how many unless another number is chosen."""

    words: str
    levels: tuple[str, ...]
    number: int


WHOM: dict[Whom, For] = {
    "sergeant": For("Sergeant", (TEAM, "beat"), 4),
    "inspector": For("Inspector's dip sample", ("sector",), 3),
    "panel": For("Community scrutiny panel", ("force", "lpa", "sector"), 10),
}
"""Three a month is the inspector's dip sample (issue 6). A sergeant's four are one for each week of a month; ten are what a
meeting of a panel reads in an hour, at six minutes each (both are our reading, and another number is kept with the draw)."""
MOST = 50
"""Records in one draw: more would be an audit and no dip sample."""
DUE = dt.timedelta(days=28)
"""A draw is to be reviewed within four weeks of being made: so a month's draw is done before that of the month after is made."""


@dataclass(frozen=True)
class Draw:
    """A draw as it was made. at: UTC; what it was drawn from is what was known then.

    wanted: how many were to be drawn; population: of how many searches. days_loaded: on how many of its days the searches of
    all teams were loaded. refs: in the order of their lots. reason: of a further draw of searches drawn from before; else "".
    """

    number: int
    whom: Whom
    area: Area
    start: dt.date
    end: dt.date
    seed: str
    wanted: int
    population: int
    days_loaded: int
    refs: tuple[str, ...]
    reason: str
    by: str
    at: dt.datetime

    @property
    def made_on(self) -> dt.date:
        """The day on which it was made, on our clocks."""
        return local(self.at).date()

    @property
    def due(self) -> dt.date:
        """The last day on which it is reviewed on time."""
        return self.made_on + DUE

    @property
    def days(self) -> int:
        """How many days it was drawn from."""
        return (self.end - self.start).days + 1

    @property
    def days_words(self) -> str:
        """September 2026, or 1 to 20 September 2026."""
        whole = self.start == month_start(self.start) and self.end == month_end(self.start)
        return f"{self.start:%B %Y}" if whole else say_days(self.start, self.end)

    @property
    def loaded_words(self) -> str:
        """Partly loaded, where searches of some of its days were not loaded when it was made; nothing where all were."""
        if self.days_loaded == self.days:
            return ""
        return f"{PARTLY_LOADED} when it was drawn: all searches of {self.days_loaded:,} of {self.days:,} days"

    def draws_from(self, whom: Whom, area: Area, days: Period) -> bool:
        """True where it is for the same, and of searches of the same area and some of the same days."""
        return (self.whom, self.area) == (whom, area) and self.start <= days[1] and self.end >= days[0]


class Candidate(NamedTuple):
    """A search that can be drawn. sector: where it happened, else of the officer's team; the rest as the export has it."""

    ref: str
    sector: str | None
    ethnicity: str | None
    gender: str | None
    age: str | None


def population(store: Store, area: Area, days: Period, at: dt.datetime | None = None) -> tuple[Candidate, ...]:
    """The searches of an area's or sergeant's team's officers on some days, as known at a moment, by reference."""
    text = scoped(sql("search_population"), area.level, team="searched.team", led="searched.led")
    rows = store.rows(text, keys=[area_key(area)], start=days[0], end=days[1], t=moment(at))
    return tuple(Candidate(*row) for row in rows)


def days_loaded(store: Store, area: Area, days: Period, at: dt.datetime | None = None) -> int:
    """On how many of some days the searches of every team of an area were loaded, as known at a moment."""
    text = scoped(sql("search_days_loaded"), area.level, team="stint.team", led="stint.led")
    return int(store.rows(text, keys=[area_key(area)], start=days[0], end=days[1], t=moment(at))[0][0])


def make(
    store: Store, whom: Whom, area: Area, days: Period, number: int, seed: str, reason: str, by: str, at: dt.datetime
) -> int:
    """Draw, keep the draw, and give its number. seed: random, and new for each draw.

    A further draw of the same days needs a reason, and draws from the searches not drawn before: both stand. Raises ValueError
    with one plain sentence for what cannot be drawn, and LoadFailedError where it could not be written.
    """
    reason, by = plain(reason), plain(by)
    for fault in [*_question_faults(whom, area, days, number, local(moment(at)).date()), *name_faults(by)]:
        raise ValueError(fault)
    with writing(
        store
    ) as cursor:  # what was drawn before is looked up in here, so that of two at once one is the further draw
        before = [one for one in draws(store) if one.draws_from(whom, area, days)]
        for fault in _reason_faults(before, reason):
            raise ValueError(fault)
        refs, loaded = _left(store, area, days, before, at), days_loaded(store, area, days, at)
        for fault in _nothing_faults(refs, loaded, days, again=bool(before)):
            raise ValueError(fault)
        kept = {
            "whom": whom, "level": area.level, "key": area.key, "from_day": days[0], "to_day": days[1], "seed": seed,
            "wanted": number, "population": len(refs), "days_loaded": loaded,
            "refs": json.dumps(drawn(refs, seed, number)), "reason": reason if before else "",
        }  # fmt: skip
        made = enter(store, cursor, SEARCH_DRAW, [kept], at, by)[0]
    settle(store)
    return made


def _nothing_faults(refs: Sequence[str], loaded: int, days: Period, again: bool) -> list[str]:
    if not loaded:
        sender = exports()["stop_searches"].sender
        return [
            f"{NOT_LOADED}: Stop Searches of {say_days(*days)}. {sender} sends them; load them on Uploads, then draw."
        ]
    what = "Every search of these days has been drawn" if again else "No stop-search of these days is known"
    return [] if refs else [f"{what}: there is nothing to draw."]


def _left(store: Store, area: Area, days: Period, before: Iterable[Draw], at: dt.datetime) -> list[str]:
    """The references that can be drawn: those of the days, without what was drawn before."""
    gone = {ref for one in before for ref in one.refs}
    return [one.ref for one in population(store, area, days, at) if one.ref not in gone]


def _question_faults(whom: Whom, area: Area, days: Period, number: int, today: dt.date) -> list[str]:
    if whom not in WHOM:
        return ["Choose for whom is drawn."]
    if area.level not in WHOM[whom].levels:
        levels = " or ".join({TEAM: "sergeant's team", "lpa": "LPA"}.get(one, one) for one in WHOM[whom].levels)
        return [f"{WHOM[whom].words}: this is drawn of a {levels}."]
    if days[0] > days[1]:
        return ["The first day lies after the last."]
    if days[1] >= today:
        return [f"These days are not over yet: draw from {say_date(days[1] + DAY)} on."]
    return [] if 1 <= number <= MOST else [f"Draw between 1 and {MOST} searches."]


def _reason_faults(before: Sequence[Draw], reason: str) -> list[str]:
    if not before:
        return []
    last = before[-1]
    faults = words_faults(reason, "why you draw again")
    told = f"These days were drawn from already, on {say_date(last.made_on)} by {last.by} (draw {last.number:,}). Both stand."
    return [f"{told} {faults[0]}"] if faults else []


def draws(store: Store, known_at: dt.datetime | None = None) -> tuple[Draw, ...]:
    """Every draw, as known at a moment, in the order in which they were made."""
    return tuple(_draw(row) for row in entered(store, SEARCH_DRAW) if row["recorded_at"] <= moment(known_at))


def _draw(row: dict[str, Any]) -> Draw:
    return Draw(
        row["entry_id"], row["whom"], Area(row["level"], row["key"]), row["from_day"], row["to_day"], row["seed"], row["wanted"],
        row["population"], row["days_loaded"], tuple(json.loads(row["refs"])), row["reason"], row["recorded_by"],
        row["recorded_at"],
    )  # fmt: skip


def comes_out_again(store: Store, number: int) -> bool:
    """True where a draw, made again with its seed from what was known at its moment, draws the same records of as many.

    It does not where rows were deleted under a rule of retention since. Raises ValueError where there is no such draw.
    """
    known = {one.number: one for one in draws(store)}
    if number not in known:
        raise ValueError("There is no such draw.")
    one = known[number]
    days = one.start, one.end
    before = [old for old in known.values() if old.number < number and old.draws_from(one.whom, one.area, days)]
    refs = _left(store, one.area, days, before, one.at.replace(tzinfo=dt.UTC))
    return (drawn(refs, one.seed, one.wanted), len(refs)) == (one.refs, one.population)
