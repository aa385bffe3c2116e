"""What is asked of what is known: whose figures, of which days, and as known when; and the keys that a question is about.

Every answer is for one moment (`known_at`; None is now) and comes from that moment's snapshot.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from metrics import catalogue
from metrics.kpi import Kpi
from metrics.store.connection import Store
from metrics.store.credit import Scope
from metrics.store.schema import sql
from metrics.terms import KPI_ROLES, TEAM, Area, Role, week_start

DAY = dt.timedelta(days=1)
Period = tuple[dt.date, dt.date]
MOST_WEEKS = 157
"""Three years: 12 months against the 12 before, of a view that lies up to a year back."""
WEEK = dt.timedelta(days=7)
SINGLE = ThreadPoolExecutor(max_workers=4, thread_name_prefix="beatboard-query")
"""Runs single queries beside others, each with its own cursor. What runs here waits for nothing else."""


@dataclass(frozen=True)
class Asked:
    """One KPI of a question: the id as asked, its declaration, and the role (None: all its roles)."""

    name: str
    kpi: Kpi
    role: Role | None

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles whose work counts."""
        return tuple(role for role in self.kpi.roles if self.role in (None, role))


def asked_kpi(name: str, role: Role | None = None) -> Asked:
    """The KPI of an id or of `id:role`. KeyError where there is none."""
    plain, _, own = name.partition(":")
    return Asked(name, catalogue.kpis()[plain], next((known for known in KPI_ROLES if known == own), role))


@dataclass(frozen=True)
class Ask:
    """A question for figures. by: officer, team (sergeants' teams), or one or more of force, lpa, sector and beat, joined by +.
    `within` and `collars` narrow the keys.

    kpis: ids, or `id:role` for the figure of one role beside others; an id that does not apply to the role gives no rows.
    The answer carries each id as asked. role: of every id that names none. periods: first and last day, inclusive.
    """

    kpis: tuple[str, ...]
    by: str
    periods: tuple[Period, ...]
    role: Role | None = None
    known_at: dt.datetime | None = None
    within: Area | None = None
    collars: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Periods are told apart by their first day; two with the same one would be mixed up."""
        if len({start for start, _ in self.periods}) < len(self.periods):
            raise ValueError("two periods of one question begin on the same day: ask for them one after the other")

    @property
    def declared(self) -> list[Asked]:
        """The KPIs asked for that apply to the role asked for."""
        chosen = [asked_kpi(name, self.role) for name in self.kpis]
        return [asked for asked in chosen if asked.role is None or asked.role in asked.kpi.roles]

    @property
    def of_people(self) -> bool:
        """True where each key is a collar number, and not an area."""
        return self.by == "officer"

    @property
    def first(self) -> dt.date:
        """The first day of any period."""
        return min(start for start, _ in self.periods)

    @property
    def last(self) -> dt.date:
        """The last day of any period."""
        return max(end for _, end in self.periods)


def keys(store: Store, catalog: str, ask: Ask) -> tuple[str, ...]:
    """The collar numbers, or the areas (level:key), that a question is about."""
    if ask.of_people:
        return _collars(store, catalog, area_key(ask.within), ask.collars, ask.first, ask.last)
    return areas_of(store, catalog, area_key(ask.within), ask.by)


@lru_cache(maxsize=64)
def _collars(store: Store, catalog: str, *narrowed: Any) -> tuple[str, ...]:
    """A snapshot never changes, so whom an area held is asked once for all the questions of a page."""
    names = ("area", "collars", "first", "last")
    values = dict(zip(names, narrowed, strict=True))
    rows = store.rows(sql("keys_officer"), catalog, **values | {"collars": list(values["collars"])})
    return tuple(collar for (collar,) in rows)


@lru_cache(maxsize=64)
def areas_of(store: Store, catalog: str, area: str | None, by: str) -> tuple[str, ...]:
    """The areas of some levels (joined by +) or the teams within an area (level:key; None: the force), as level:key."""
    rows = store.rows(sql("keys_team" if by == TEAM else "keys_area"), catalog, area=area, levels=by.split("+"))
    return tuple(key for (key,) in rows)


def scope_of(by: str) -> Scope:
    """Whom the rows behind a figure are credited to: people, sergeants' teams, or areas."""
    return "officer" if by == "officer" else "team" if by == TEAM else "area"


MOST_NAMED = 1_500
"""Teams of areas that a query names one by one: more than any one force has."""


@lru_cache(maxsize=256)
def teams_named(store: Store, catalog: str, areas: tuple[str, ...]) -> dict[str, str]:
    """The teams within some areas (level:key), each by a name under which a query binds it; none where they are most of all.

    DuckDB does not read the blocks in which none of them is (29 ms of 23 million segments); in a join it reads all (620 ms).
    """
    text = (
        "select distinct team from containment where list_contains($areas::varchar[], area) "
        "and (select count(*) from areas) > 2 * (select count(distinct team) from containment "
        "where list_contains($areas::varchar[], area)) order by team"
    )
    found = [team for (team,) in store.rows(text, catalog, areas=list(areas))]
    return {f"team_{number}": team for number, team in enumerate(found)} if len(found) <= MOST_NAMED else {}


def scoped(
    text: str, by: str, collar: str = "collar", team: str = "team", led: str = "led", among: Collection[str] = ()
) -> str:
    """SQL with its `{chosen}`, the step that names the keys asked about, and `{join}`, which gives each row its `chosen.key`.

    collar, team, led: the columns that say whose a row is. among: as `teams_named` has them. `{led}`: who leads whom, where
    that is asked. `{scope}` becomes officer, team or area; `{day}` and `{period}` the steps of the spine's days and periods;
    `{found}` those that find the rows set aside.
    """
    for placeholder, name in (("{found}", "scope_asides"), ("{day}", "scope_day"), ("{period}", "scope_period")):
        text = text.replace(placeholder, sql(name).strip())
    scope = scope_of(by)
    mine = {"officer": f"chosen.key = {collar}", "team": f"chosen.key = {led}", "area": f"chosen.member = {team}"}
    if among and scope == "area":
        mine["area"] += f" and {team} in ({', '.join(f'${name}' for name in among)})"
    text = text.replace("{led}", "led" if scope == "team" else "(from led where false)")
    chosen = sql("scope_area" if scope == "area" else "scope_key").strip()
    return text.replace("{chosen}", chosen).replace("{join}", f"join chosen on {mine[scope]}").replace("{scope}", scope)


def of_area(store: Store, catalog: str, area: Area, text: str, **columns: str) -> tuple[str, dict[str, Any]]:
    """SQL about one area or sergeant's team, and the values that say which. columns: as of `scoped`."""
    key = str(area_key(area))
    among = {} if area.level == TEAM else teams_named(store, catalog, (key,))
    return scoped(text, area.level, **columns, among=among), {"keys": [key], **among}


def ask_known(store: Store, catalog: str, text: str, values: dict[str, Any]) -> pd.DataFrame:
    """The answer of a snapshot, days as dates."""
    frame = store.frame(text, catalog, **values)
    for name in frame.columns:
        if str(frame[name].dtype).startswith("datetime64"):
            frame[name] = frame[name].dt.date if not (frame[name].dt.normalize() != frame[name]).any() else frame[name]
    return frame


@lru_cache(maxsize=8)
def weeks_known(store: Store, catalog: str) -> tuple[Period, ...]:
    """The ISO weeks from the first covered day to the last, at most MOST_WEEKS."""
    ((first, last),) = store.rows("select min(day), max(day) from cover", catalog)
    return weeks_between(first, last)[-MOST_WEEKS:] if first else ()


def weeks_between(first: dt.date, last: dt.date) -> tuple[Period, ...]:
    """The ISO weeks that hold any of these days."""
    monday, number = week_start(first), (week_start(last) - week_start(first)).days // 7 + 1
    return tuple((monday + n * WEEK, monday + n * WEEK + 6 * DAY) for n in range(number))


def area_key(area: Area | None) -> str | None:
    """The stored form of an area: level:key."""
    return None if area is None else f"{area.level}:{area.key}"


def kpi_values(asked: Sequence[Asked]) -> dict[str, Any]:
    """The values that say of each KPI asked for what its declaration says."""
    kpis = [one.kpi for one in asked]
    return {
        "kpis": [one.name for one in asked],
        "counts": [kpi.id for kpi in kpis],
        "pc": ["PC" in one.roles for one in asked],
        "pcso": ["PCSO" in one.roles for one in asked],
        "stocks": [kpi.is_stock for kpi in kpis],
        "exports": [kpi.export for kpi in kpis],
        "credits": [kpi.credit for kpi in kpis],
        "variants": [_target_variant(one.kpi, one.role) for one in asked],
    }


def _target_variant(kpi: Kpi, role: Role | None) -> str:
    """Which roles' targets a figure is shown against: only where the roles are the same (DECISIONS.md F8)."""
    if len(kpi.roles) == 1:
        return f"{kpi.roles[0]}+All"
    return role or "All"
