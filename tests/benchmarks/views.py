"""The pages that are measured, each with an address: of the sample force, or of any store by names that are found in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from metrics.crime import year_to
from metrics.guarantee import months_after
from metrics.store.connection import Store
from metrics.store.snapshot import snapshot

LAST_SUNDAY = dt.date(2026, 11, 15)
"""The last day of the sample force, and of every invented force of another size."""
Address = dict[str, str]


def ends_with(week: dt.date) -> Address:
    """The address of a period that ends with a week."""
    return {"to": week.isoformat()}


@dataclass(frozen=True)
class View:
    """A page with an address. of: what of the address goes with a week."""

    name: str
    page: str
    address: Address = field(default_factory=dict)
    of: Callable[[dt.date], Address] = ends_with

    @property
    def of_force(self) -> bool:
        """True where it shows the whole force."""
        return not {"area", "officer"} & set(self.address) and self.of is ends_with


@dataclass(frozen=True)
class Names:
    """What the addresses name: a beat, sectors (the first is looked at) and their LPA, a constable, a sergeant and a plan."""

    beat: str
    sectors: tuple[str, ...]
    officer: str
    sergeant: str
    plan: str
    lpa: str = ""


SAMPLE = Names(
    "COR2",
    ("Corby", "Kettering", "East Northamptonshire", "Wellingborough", "Northampton Town Centre", "Northampton Suburban",
     "Daventry", "South Northamptonshire"),
    "9349", "6462", "OS0222",
)  # fmt: skip


def names_in(store: Store) -> Names:
    """Names of a store, always the same: of the first sector the second beat, and who was there to the end."""
    catalog = snapshot(store)
    sectors = [key for (key,) in store.rows("select key from areas where level = 'sector' order by position", catalog)]
    beats = store.rows(
        "select key from areas where sector = $s and level = 'beat' order by position", catalog, s=sectors[0]
    )
    beat = beats[min(1, len(beats) - 1)][0]
    there = (
        "select collar, supervisor from stints where team = $t and role = 'PC' and supervisor is not null and "
        "to_day > $day order by from_day, collar limit 1"
    )
    ((officer, sergeant),) = store.rows(there, catalog, t=f"beat:{beat}", day=LAST_SUNDAY)
    plans = store.rows(
        "select plan_ref from problem_plans where beat = $b order by opened_on desc limit 1", catalog, b=beat
    )
    ((lpa,),) = store.rows("select lpa from areas where level = 'sector' and key = $s", catalog, s=sectors[0])
    return Names(beat, tuple(sectors), officer, sergeant, plans[0][0] if plans else "", lpa)


def nation_views(names: Names) -> tuple[View, ...]:
    """Every page of a whole force, of a store in which each force is an LPA: of all forces, then of one."""
    whole = [view for view in views(names) if view.of_force]
    one = [
        replace(view, name=f"{view.name}, one force", address={**view.address, "area": f"lpa:{names.lpa}"})
        for view in whole
    ]
    return (*whole, *one)


def views(names: Names) -> tuple[View, ...]:
    """Every page that is measured."""
    sector = f"sector:{names.sectors[0]}"
    twelve = {"period": "12weeks"}

    def year_of_a_sector(week: dt.date) -> Address:
        """Where a page counts by months: for each week another sector or another 12 months."""
        back = (LAST_SUNDAY - week).days // 7
        start, end = year_to(months_after(LAST_SUNDAY, -1 - back // len(names.sectors)))
        days = {"period": "dates", "from": start.isoformat(), "to": end.isoformat()}
        return {"area": f"sector:{names.sectors[back % len(names.sectors)]}", **days}

    return (
        View("Team, a beat", "team", {"area": f"beat:{names.beat}", **twelve}),
        View("Team, a sector", "team", {"area": sector, **twelve}),
        View("Beats, all KPIs", "beats", twelve),
        View("Beats, one KPI", "beats", {**twelve, "kpi": "stop_searches"}),
        View("Time in place, a sector", "time_in_place", {"area": sector, **twelve}),
        View("Problem solving, one plan", "problem_solving", {"area": sector, **twelve, "ref": names.plan}),
        View("One-to-one of a constable", "one_to_one", {"officer": names.officer, **twelve}),
        View("This week", "this_week"),
        View("County, one KPI", "county", {"kpi": "arrests", **twelve}),
        View("Stop and search, the force", "stop_and_search", twelve),
        View("Stop and search, a sector", "stop_and_search", {"area": sector, **twelve}),
        View("Neighbourhood guarantee", "neighbourhood_guarantee", twelve),
        View("Public accountability, a sector", "public_accountability", of=year_of_a_sector),
        View("Plan priorities, the force", "plan_priorities", twelve),
        View("Plan priorities, a sergeant's team", "plan_priorities", {"area": f"team:{names.sergeant}", **twelve}),
        View("What residents said, the force", "what_residents_said", twelve),
        View("What residents said, a sector", "what_residents_said", {"area": sector, **twelve}),
    )
