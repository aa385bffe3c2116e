"""Verdicts of areas and sergeants' teams: against the target, the own usual range, the weeks and the year before.

All cells of a page are judged in one pass over the weeks that every area is known by (`history`). Only settled days are judged
(`settled`): of a period its settled days; where none of it is settled, the latest settled weeks of the same length.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache

import numpy as np

from metrics import history as weekly
from metrics import teams
from metrics.amounts import wholly
from metrics.history import History, amounts
from metrics.judge import headline
from metrics.parts import Amounts, Spine
from metrics.question import DAY, Ask, Asked, Period, asked_kpi
from metrics.rebases import Rebase
from metrics.settled import settled, settled_to
from metrics.signals.changed import PAST_WEEKS, RECENT_WEEKS
from metrics.signals.counts import dispersion
from metrics.store.connection import Store
from metrics.store.snapshot import snapshot
from metrics.terms import Area, Role
from metrics.verdict_questions import BASE, LEAST_YEAR, YEAR, Answers, Given, Kind, Question, RowAnswers, padded, sums


@dataclass(frozen=True, eq=False)
class Row:
    """One KPI's verdicts, by area in the order of `Judged.keys`.

    days: what was judged. shifted: none of the days asked for is settled, so earlier ones are judged. base: the weeks that say
    what is usual; recent, before, this_year, last_year: those compared. same_weeks: the last year is not known for long enough,
    so the last 12 weeks are compared with the same weeks of it.
    """

    asked: Asked
    kind: Kind
    days: Period
    shifted: bool
    settled: dt.date
    base: Period | None
    recent: Period | None
    before: Period | None
    this_year: Period | None
    last_year: Period | None
    same_weeks: bool
    given: Given
    verdicts: RowAnswers


@dataclass(frozen=True, eq=False)
class Judged:
    """The verdicts of some KPIs and areas (level:key)."""

    keys: tuple[str, ...]
    rows: dict[str, Row]

    def __getstate__(self) -> dict[str, object]:
        """What is worked out from it, when first asked for, is no part of it."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    @cached_property
    def place(self) -> dict[str, int]:
        """Where each area stands."""
        return {key: number for number, key in enumerate(self.keys)}

    def word(self, name: str, key: str, question: Question) -> str:
        """The word of one cell; "" where nothing is said."""
        row, place = self.rows.get(name), self.place.get(key)
        return "" if row is None or place is None else row.verdicts.words(question)[place]

    def said(self, name: str, key: str, record: str) -> str:
        """The one word of a figure. record: what is the matter with its record; a person has no target that is judged."""
        target = self.word(name, key, "target") if weekly.level_of(key) else ""
        return headline(record, target, self.word(name, key, "unusual"))


def judged(
    store: Store,
    names: Sequence[str],
    levels: Sequence[str],
    days: Period,
    role: Role | None = None,
    known_at: dt.datetime | None = None,
    rebases: tuple[Rebase, ...] = (),
    within: Area | None = None,
) -> Judged:
    """The verdicts of all areas of some levels, or of all sergeants' teams, on the figures of some days. names, role: KPIs as
    `question.Ask` has them.

    rebases: days from which an area's figures are compared with later ones only. within: sectors, beats and sergeants' teams of
    one force among several are judged among each other (`together`).
    """
    asked = Ask(tuple(names), "+".join(levels), (days,), role).declared
    known = weekly.of_levels(store, levels, known_at, within)
    place = sorted(number for level in set(levels) for number in known.levels.get(level, ()))
    return _judged(store, known, place, asked, days, known_at, rebases)


def judged_people(
    store: Store, asked: Sequence[Asked], days: Sequence[Period], known_at: dt.datetime | None = None
) -> Iterator[Judged]:
    """By period whether each person's figure is unusual for that person: for the command line, which is asked for it.

    No page says a word of a person (statistics.md, Officers).
    """
    known = weekly.of_people(store, tuple(map(weekly.stands_as, asked)), (), known_at)
    for period in days:
        yield _judged(store, known, list(range(len(known.keys))), asked, period, known_at)


def _judged(
    store: Store,
    known: History,
    place: list[int],
    asked: Sequence[Asked],
    days: Period,
    known_at: dt.datetime | None,
    rebases: tuple[Rebase, ...] = (),
) -> Judged:
    last = settled(store, store.version, known_at)
    keys = tuple(known.keys[number] for number in place)
    groups: dict[tuple[Period, bool, dt.date, Kind], list[Asked]] = {}
    for one in asked:
        until = settled_to(one, last)
        if known.weeks and until is not None:
            window, shifted = _window(days, until)
            groups.setdefault((window, shifted, until, _kind(one)), []).append(one)
    rows: dict[str, Row] = {}
    for (window, shifted, until, kind), ones in groups.items():
        group = _Group(store, known, place, tuple(ones), kind, window, known_at, rebases)
        rows |= {row.asked.name: row for row in group.rows(shifted, until)}
    return Judged(keys, {one.name: rows[one.name] for one in asked if one.name in rows})


def _kind(one: Asked) -> Kind:
    return "stock" if one.kpi.is_stock else "hours" if one.kpi.unit == "hours" else "count"


def _window(days: Period, until: dt.date) -> tuple[Period, bool]:
    """The days judged of those asked for, and whether earlier ones had to be taken."""
    start, end = days
    if start <= until:
        return (start, min(end, until)), False
    weeks = max(1, round(((end - start).days + 1) / 7))
    return (until - (7 * weeks - 1) * DAY, until), True


@dataclass(frozen=True, eq=False)
class _Group:
    """KPIs of one kind that are judged on the same days."""

    store: Store
    known: History
    place: list[int]
    asked: tuple[Asked, ...]
    kind: Kind
    days: Period
    known_at: dt.datetime | None
    rebases: tuple[Rebase, ...] = ()

    def rows(self, shifted: bool, until: dt.date) -> Iterator[Row]:
        """The rows of these KPIs. shifted, until: as of `Row`."""
        given = self.given()
        answers = Answers(given, self.kind, tuple(one.kpi.direction != "fewer" for one in self.asked))
        first, last = self.known.until(self.days[0] - DAY), self.known.until(self.days[1])
        year = self._year(last)
        same_weeks = year < YEAR
        # Of the same weeks only those are judged whose week a year before is known.
        this_year = max(last - year, YEAR) if same_weeks else last - year
        spans = (
            self._span(first - BASE, first), self._span(last - RECENT_WEEKS, last),
            self._span(last - RECENT_WEEKS - PAST_WEEKS, last - RECENT_WEEKS),
            self._span(this_year, last), self._span(last - YEAR - year, last - YEAR),
        )  # fmt: skip
        for number, one in enumerate(self.asked):
            yield Row(
                one, self.kind, self.days, shifted, until, *spans, same_weeks, given.at(number), RowAnswers(answers, number),
            )  # fmt: skip

    def _year(self, last: int) -> int:
        """How many weeks are compared with the same ones of the year before: a year's, where enough of the last is known."""
        return YEAR if last - YEAR >= LEAST_YEAR else RECENT_WEEKS

    def _span(self, first: int, last: int) -> Period | None:
        """From the first day of a week to the last of the one before another."""
        first = max(0, first)
        return (self.known.weeks[first][0], self.known.weeks[last - 1][1]) if last > first else None

    @cached_property
    def _weeks(self) -> tuple[Amounts, Amounts, Amounts]:
        """Values, hours and targets of these KPIs and areas, week by week."""
        at = np.ix_([self.known.names[weekly.stands_as(one)] for one in self.asked], self.place)
        return self.known.value[at], self.known.hours[at], self.known.target[at]

    @cached_property
    def _comparable(self) -> tuple[Amounts, Amounts]:
        """Values and hours of weeks that may be compared with later ones: none before a new baseline."""
        value, hours, _ = self._weeks
        if not self.rebases:
            return value, hours
        value, hours = value.copy(), hours.copy()
        for rebase in self.rebases:
            kpis = [number for number, one in enumerate(self.asked) if rebase.concerns(one.kpi.id)]
            held = areas_held(self.store, self.known_at, rebase)
            places = [number for number, place in enumerate(self.place) if self.known.keys[place] in held]
            at = np.ix_(kpis, places, range(self.known.until(rebase.day - DAY)))
            value[at] = hours[at] = np.nan
        return value, hours

    def _cut(self, weeks: Amounts, first: int, last: int) -> Amounts:
        return weeks[..., max(0, first) : max(0, last)]

    def _years(self, last: int) -> tuple[Amounts, Amounts]:
        """Values and hours of the weeks compared and of the same weeks a year before; of pairs only where both are known."""
        value, hours = self._comparable
        number = self._year(last)
        now, past = (
            np.stack([padded(each, end - number, end) for each in (value, hours)], axis=-2)
            for end in (last, last - YEAR)
        )
        if number == YEAR:
            return now, past
        known = ~(np.isnan(now) | np.isnan(past)).any(axis=-2, keepdims=True)
        return np.where(known, now, np.nan), np.where(known, past, np.nan)

    def given(self) -> Given:
        """What these cells are judged by."""
        value, hours = self._comparable
        first, last = self.known.until(self.days[0] - DAY), self.known.until(self.days[1])
        count, worked, target = self._of_days(first, last)
        past_value, past_hours = (self._cut(each, first - BASE, first) for each in (value, hours))
        past_count, past_worked, past_weeks = sums(past_value, past_hours)

        def pair(start: int, end: int) -> Amounts:
            return np.stack([self._cut(value, start, end), self._cut(hours, start, end)], axis=-2)

        return Given(
            count, worked, target, past_count, past_worked, past_weeks,
            self._dispersion(past_value, past_hours) if self.kind == "count" else np.ones_like(count),
            pair(last - RECENT_WEEKS, last), pair(last - RECENT_WEEKS - PAST_WEEKS, last - RECENT_WEEKS), *self._years(last),
            pair(first, last), pair(first - BASE, first),
        )  # fmt: skip

    def _of_days(self, first: int, last: int) -> tuple[Amounts, Amounts, Amounts]:
        """Count, hours and target of the days judged: added up from whole weeks where they are such, else asked for."""
        value, hours, target = self._weeks
        if self.known.span(self.days):
            if self.kind == "stock":
                return value[..., last - 1], hours[..., first:last].sum(axis=-1), target[..., last - 1]
            return tuple(each[..., first:last].sum(axis=-1) for each in (value, hours, target))
        keys = tuple(self.known.keys[number] for number in self.place)
        return _asked_for(self.store, tuple(map(weekly.stands_as, self.asked)), keys, self.days, self.known_at)

    def _dispersion(self, value: Amounts, hours: Amounts) -> Amounts:
        """Of the areas of one level together (DECISIONS.md V5); of people each by itself."""
        levels = np.array([weekly.level_of(self.known.keys[number]) for number in self.place])
        found = np.ones(value.shape[:2])
        for level in dict.fromkeys(levels.tolist()):
            mine = levels == level
            found[:, mine] = dispersion(value[:, mine], hours[:, mine], together=bool(level))
        return found


@lru_cache(maxsize=64)
def areas_held(store: Store, known_at: dt.datetime | None, rebase: Rebase) -> frozenset[str]:
    """The area of a new baseline, the beats in it and the sergeants' teams posted there only; or the person."""
    if rebase.of_person:
        return frozenset([rebase.key])
    area = f"{rebase.level}:{rebase.key}"
    catalog = snapshot(store, known_at)
    inside = {team for (team,) in store.rows("select team from containment where area = $area", catalog, area=area)}
    days = rebase.day, dt.date.max
    led = {key: set(teams.posted_to(store, key, days, known_at)) for key in teams.names(store, known_at)}
    return frozenset([area, *inside, *(key for key, to in led.items() if to and to <= inside)])


@lru_cache(maxsize=64)
def _asked_for(
    store: Store, names: tuple[str, ...], keys: tuple[str, ...], days: Period, known_at: dt.datetime | None
) -> tuple[Amounts, Amounts, Amounts]:
    by = (weekly.level_of(keys[0]) or "officer") if keys else "force"
    spine = Spine(store, snapshot(store, known_at), by, keys, (days,))
    of = amounts(spine, [asked_kpi(name) for name in names])
    whole, timed = (wholly(of, loaded) for loaded in ("loaded_days", "hours_days"))
    return np.where(whole, of["value"], np.nan), np.where(timed, of["exposure_hours"], np.nan), of["target"]
