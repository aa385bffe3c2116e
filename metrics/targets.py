"""Targets as the list has them: one target, those that stand for an area on a day, and the written reasons of powers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from metrics.catalogue import kpis
from metrics.intake.listed import NEED_RATIONALE
from metrics.kpi import Kpi
from metrics.question import Period, asked_kpi, kpi_values
from metrics.store.connection import Store
from metrics.store.schema import sql
from metrics.store.snapshot import snapshot
from metrics.teams import posted_to
from metrics.terms import FORCE, LEVELS, TEAM, WHOLE_FORCE, Area, Role, period_bounds

ALL = "All"
NEVER_A_TARGET = "stop_searches"
"""The KPI that is monitored and never a target (product.md, The KPIs)."""
MONITORED, EXPECTED_RANGE, MIXED = "Monitored", "Expected range", "Several types"
COLUMNS = 'team, kpi, role, target, per, type, "from", "to", set_by, rationale'


@dataclass(frozen=True)
class Target:
    """One row of the Targets list. amount: of the KPI's unit, for each `per`. last: None while it is open.

    Of the sum of an area's beats, `type` may be MIXED and `set_by` several people.
    """

    area: Area
    kpi: str
    role: str
    amount: float
    per: str
    type: str
    first: dt.date
    last: dt.date | None
    set_by: str
    rationale: str = ""

    @property
    def key(self) -> tuple[Area, str, str, dt.date]:
        """What makes it the same target: of two with the same, only one can stand."""
        return self.area, self.kpi, self.role, self.first

    @property
    def has_amount(self) -> bool:
        """False where it is monitored: then there is no target (DECISIONS.md F6)."""
        return self.type != MONITORED

    @property
    def needs_rationale(self) -> bool:
        """True for a volume target on arrests or searches: its reason is shown wherever it is."""
        return self.kpi in NEED_RATIONALE and self.has_amount

    def holds_on(self, day: dt.date) -> bool:
        """True on the days from its first to its last."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Standing:
    """What stands for an area, one KPI and one role ("All": both). own: its own target. of_beats: of each of its beats."""

    kpi: Kpi
    role: str
    own: Target | None
    of_beats: tuple[Target | None, ...] = ()

    @property
    def beats_with_one(self) -> int:
        """How many of its beats have an amount."""
        return sum(target is not None and target.has_amount for target in self.of_beats)

    @property
    def summed(self) -> Target | None:
        """The sum of its beats' targets if all of them have one: what an area without its own is shown against."""
        beats = [target for target in self.of_beats if target is not None and target.has_amount]
        return None if self.own or not beats or len(beats) < len(self.of_beats) else _sum(beats)

    @property
    def shown(self) -> Target | None:
        """Its own target, else the sum of its beats'."""
        return self.own or self.summed


def _sum(beats: Sequence[Target]) -> Target:
    """Several beats' targets as one; a week is what they have in common where their periods differ."""
    first, pers = beats[0], {target.per for target in beats}
    day = max(target.first for target in beats)
    amounts = (target.amount if len(pers) == 1 else weekly(target, day) for target in beats)
    return Target(
        WHOLE_FORCE, first.kpi, first.role, round(sum(amounts), 9), first.per if len(pers) == 1 else "week",
        _one(target.type for target in beats) or MIXED, day, None,
        "; ".join(dict.fromkeys(target.set_by for target in beats)),
        " ".join(dict.fromkeys(target.rationale for target in beats if target.rationale)),
    )  # fmt: skip


def _one(values: Iterable[str]) -> str:
    """The value, if all are the same."""
    found = set(values)
    return found.pop() if len(found) == 1 else ""


@lru_cache(maxsize=8192)
def days_of(per: str, day: dt.date) -> int:
    """How many days the period of a target has that holds `day`."""
    if per in ("week", "4 weeks"):
        return 7 if per == "week" else 28
    start, end = period_bounds(day, per)  # type: ignore[arg-type]
    return (end - start).days + 1


def weekly(target: Target, day: dt.date) -> float:
    """The amount of a week around `day`; a stock's level is the same in any period."""
    if kpis()[target.kpi].is_stock:
        return target.amount
    return 7 * target.amount / days_of(target.per, day)


def amount_over(target: Target, start: dt.date, end: dt.date) -> float:
    """The amount of a run of days, as if it were in force on all of them (product.md, For a period)."""
    if kpis()[target.kpi].is_stock:
        return target.amount
    days = (start + dt.timedelta(days=place) for place in range((end - start).days + 1))
    return round(sum(target.amount / days_of(target.per, day) for day in days), 9)


def listed(store: Store, known_at: dt.datetime | None = None) -> tuple[Target, ...]:
    """Every row of the list as known at a moment, in its order."""
    return _listed(store, snapshot(store, known_at))


@lru_cache(maxsize=8)
def _listed(store: Store, catalog: str) -> tuple[Target, ...]:
    return tuple(map(of_row, store.rows(f"select {COLUMNS} from targets order by source_row", catalog)))


def of_row(row: Sequence[Any]) -> Target:
    """A target of a row of COLUMNS."""
    team, kpi, role, amount, per, kind, first, last, by, rationale = row
    level, _, key = team.partition(":")
    return Target(
        Area(level, key), kpi.lower(), role, float(amount), per, kind, first, last, by or "", (rationale or "").strip()
    )


def roles_of(kpi: Kpi) -> tuple[str, ...]:
    """The roles for which a KPI can have a target: one where it is of one role, else both together and each."""
    return kpi.roles if len(kpi.roles) == 1 else (ALL, *kpi.roles)


def applying(targets: Iterable[Target], kpi: Kpi, role: str, day: dt.date) -> Target | None:
    """The one of an area's targets that applies on a day: the role's, else (of a KPI of one role) All's; the later From."""
    for wanted in dict.fromkeys((role, ALL) if len(kpi.roles) == 1 else (role,)):
        found = [one for one in targets if one.kpi == kpi.id and one.role == wanted and one.holds_on(day)]
        if found:
            return max(found, key=lambda one: one.first)
    return None


def standing(targets: Iterable[Target], area: Area, beats: Collection[str], day: dt.date) -> list[Standing]:
    """What stands for an area on a day, in KPI order; a KPI without any target stands once.

    beats: those that lie in the area, if it is more than one.
    """
    of: dict[tuple[Area, str], list[Target]] = {}
    for target in targets:
        of.setdefault((target.area, target.kpi), []).append(target)
    found: list[Standing] = []
    for kpi in kpis().values():
        lines = [
            Standing(
                kpi, role, applying(of.get((area, kpi.id), ()), kpi, role, day),
                tuple(applying(of.get((Area("beat", beat), kpi.id), ()), kpi, role, day) for beat in beats),
            )
            for role in roles_of(kpi)
        ]  # fmt: skip
        some = [line for line in lines if line.own or any(line.of_beats)]
        found += some or ([] if kpi.part_of else lines[:1])
    return found


@dataclass(frozen=True)
class Rationale:
    """Why there is a volume target on powers. areas: whose target it is, level:key."""

    text: str
    set_by: str
    type: str
    areas: tuple[str, ...]

    @property
    def words(self) -> str:
        """The reason, who set it, and where it holds."""
        keys = [area.partition(":")[2] for area in self.areas]
        where = "the force" if keys == [FORCE] else keys[0] if len(keys) == 1 else f"{len(keys):,} beats"
        reason = self.text or "No reason is written down, and one is needed."
        return f"Why there is a target ({self.type.lower()}, {where}, set by {self.set_by}): {reason}"


def rationale_of(
    store: Store,
    kpi: str,
    start: dt.date,
    end: dt.date,
    areas: Sequence[Area],
    role: Role | None = None,
    known_at: dt.datetime | None = None,
    person: bool = False,
) -> tuple[Rationale, ...]:
    """The written reasons of the volume targets on powers that a figure of these days is shown against.

    areas: of the figure; where one has no target of its own its beats' count, as those of a sergeant's people do. person: the
    figure is of a person of these teams, whose fair share comes from their role's target. Nothing for other KPIs.
    """
    asked = asked_kpi(kpi, role)
    if asked.kpi.id not in NEED_RATIONALE:
        return ()
    variant = kpi_values([asked])["variants"][0]
    variants = [f"{one}{'' if one == ALL else '+All'}" for one in asked.roles] if person else [variant]
    values = {"kpi": asked.kpi.id, "variants": variants, "start": start, "end": end, "person": person}
    keys = [key for area in areas for key in _whose(store, area, (start, end), known_at)]
    rows = store.rows(sql("rationales"), snapshot(store, known_at), **values, areas=keys)
    return tuple(Rationale(text or "", by or "", kind, tuple(teams)) for text, by, kind, teams in rows)


def _whose(store: Store, area: Area, days: Period, known_at: dt.datetime | None) -> Sequence[str]:
    """Whose targets a figure of an area is shown against: its own, or of a sergeant's team those of its people's beats."""
    key = f"{area.level}:{area.key}"
    return posted_to(store, key, days, known_at) if area.level == TEAM else [key]


def level_of(text: str) -> Area:
    """An area of its stored form level:key; the force where it is none of ours."""
    level, _, key = text.partition(":")
    return Area(level, key) if level in LEVELS and key else WHOLE_FORCE
