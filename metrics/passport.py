"""Where a figure comes from: its definition, its parts, the loads it rests on, its records, and what is missing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd

from metrics import asides, catalogue, parts
from metrics.calculate import figures
from metrics.deletions import Deleted, deletions
from metrics.frames import rows_of
from metrics.kpi import Kpi
from metrics.question import DAY, Ask, area_key, ask_known, asked_kpi, kpi_values
from metrics.rows_behind import records
from metrics.store.connection import Store
from metrics.store.schema import sql
from metrics.store.snapshot import bit, moment, snapshot
from metrics.targets import Rationale, level_of, rationale_of
from metrics.terms import WHOLE_FORCE, Area, Role, say_days


@dataclass(frozen=True)
class LoadUsed:
    """A load that speaks of the figure's teams and days.

    hash: SHA-256 of the file. loaded_at: UTC. team_days: on how many team days of the period it is the statement that
    counts (0: replaced there by a later load). used: how many of its rows the figure counts. is_list: it is the standing list.
    """

    export: str
    load_id: int
    file: str
    hash: str
    sheet: str
    loaded_at: dt.datetime
    loaded_by: str
    area: str
    start: dt.date | None
    end: dt.date | None
    rows: int
    set_aside: int
    team_days: int
    used: int
    is_list: bool

    @property
    def counts(self) -> bool:
        """True where the figure rests on it."""
        return self.is_list or self.team_days > 0 or self.used > 0


@dataclass(frozen=True)
class Passport:
    """One figure and all that stands behind it. value, hours and target are None where they are not known.

    missing: what is not loaded, in words. collar, area: whose figure it is. coverage: one row per export and team: name, days,
    loaded (how many), missing (the other days, in words). set_aside: rows set aside that could change it, each reference
    once; asides: those rows (see `metrics.asides.listed`). loads: of the KPI's export and of Duties, the latest first.
    records: the rows counted, with file, sheet and row (see `metrics.rows_behind.records`). rationales: why the area, its beats
    or the person's have a target on a power. deleted: rows of these exports and days that were deleted under a rule.
    """

    kpi: Kpi
    role: Role | None
    period: tuple[dt.date, dt.date]
    known_at: dt.datetime | None
    value: float | None
    hours: float | None
    target: float | None
    verdict: str
    missing: str
    collar: str | None
    area: Area | None
    coverage: pd.DataFrame
    set_aside: int
    asides: pd.DataFrame
    loads: tuple[LoadUsed, ...]
    records: pd.DataFrame
    rationales: tuple[Rationale, ...] = ()
    deleted: tuple[Deleted, ...] = ()

    @property
    def why(self) -> tuple[str, ...]:
        """Why there is the target that is shown, in words: only where it is one on a power."""
        return () if self.target is None else tuple(one.words for one in self.rationales)


def passport(
    store: Store,
    kpi: str,
    start: dt.date,
    end: dt.date,
    collar: str | None = None,
    area: Area | None = None,
    role: Role | None = None,
    known_at: dt.datetime | None = None,
) -> Passport:
    """The passport of one figure: of a person (`collar`) or of an area. KeyError for an unknown KPI (`id` or `id:role`)."""
    asked = asked_kpi(kpi, role)
    by = "officer" if collar else area.level if area else "force"
    ask = Ask((kpi,), by, ((start, end),), role, known_at, area, collars=(collar,) if collar else ())
    key = collar or (area.key if area else "Force")
    found = [row for row in rows_of(figures(store, ask)) if row["key"] == key]
    figure = found[0] if found else {}
    counted = records(store, asked.kpi.id, start, end, collar, area, asked.role, known_at)
    catalog = snapshot(store, known_at)
    aside = asides.listed(store, catalog, by, parts.spine(store, ask).values | kpi_values([asked]))
    teams = _teams(store, catalog, start, end, collar, area)
    exports = dict.fromkeys([asked.kpi.export, "duties"])
    of = list(map(level_of, teams)) if collar else [area or WHOLE_FORCE]
    used = counted.groupby("load_id").size().to_dict()
    loads = [
        load
        for export in exports
        for load in _loads(store, export, teams, start, end, known_at, used if export == asked.kpi.export else {})
    ]
    return Passport(
        asked.kpi, asked.role, (start, end), known_at,
        _number(figure.get("value")), _number(figure.get("exposure_hours")), _number(figure.get("target")),
        str(figure.get("verdict") or ""), str(figure.get("missing") or ""), collar, area,
        _coverage(store, catalog, list(exports), teams, start, end), int(figure.get("set_aside") or 0), aside,
        tuple(loads), counted, rationale_of(store, kpi, start, end, of, role, known_at, person=bool(collar)),
        deletions(store, exports, start, end),
    )  # fmt: skip


def loads_behind(
    store: Store,
    export: str,
    start: dt.date,
    end: dt.date,
    collar: str | None = None,
    area: Area | None = None,
    known_at: dt.datetime | None = None,
) -> list[LoadUsed]:
    """The loads of an export that figures rest on, the latest first.

    used: how many rows of the teams and days a load holds, of which a figure may count some only. Rows of an export whose files
    replace what they repeat are of no team: all that are known are counted.
    """
    catalog = snapshot(store, known_at)
    teams = _teams(store, catalog, start, end, collar, area)
    if catalogue.exports()[export].replaces == "repeated":
        text = f"select load_id, count(*) from {export}_known_at($t) group by load_id"
        held: dict[int, int] = dict(store.rows(text, t=moment(known_at)))
    else:
        held = _held(store, catalog, export, teams, start, end)
    found = _loads(store, export, teams, start, end, known_at, held)
    return [load for load in found if load.counts]


def _held(store: Store, catalog: str, export: str, teams: list[str], start: dt.date, end: dt.date) -> dict[int, int]:
    """How many rows of some teams and days each load holds; of a list, whose rows are of all days, none are counted."""
    if catalogue.exports()[export].is_list:
        return {}
    text = f"""
select load_id, count(*) from {export}
where not waiting and day between $start and $end and list_contains($teams::varchar[], team) group by load_id
"""
    return dict(store.rows(text, catalog, teams=teams, start=start, end=end))


def _coverage(
    store: Store, catalog: str, exports: list[str], teams: list[str], start: dt.date, end: dt.date
) -> pd.DataFrame:
    """Which days of which team are stated by a load, export by export."""
    lists = [catalogue.exports()[export].is_list for export in exports]
    values = {"exports": exports, "bits": [bit(export) for export in exports], "is_list": lists, "teams": teams}
    rows = store.rows(sql("passport_coverage"), catalog, **values, start=start, end=end)
    found = [(export, name, days, loaded, _runs(missing or [])) for export, _, days, loaded, missing, name in rows]
    return pd.DataFrame(found, columns=["export", "name", "days", "loaded", "missing"])


def _runs(days: list[dt.date]) -> str:
    """Days in words, those that follow each other together: 1 to 3 June 2026; 7 June 2026."""
    runs: list[list[dt.date]] = []
    for day in days:
        if runs and day - runs[-1][1] == DAY:
            runs[-1][1] = day
        else:
            runs.append([day, day])
    return "; ".join(say_days(first, last) for first, last in runs)


def _number(value: object) -> float | None:
    return None if value is None or pd.isna(value) else float(value)  # type: ignore[arg-type]


def _teams(
    store: Store, catalog: str, start: dt.date, end: dt.date, collar: str | None, area: Area | None
) -> list[str]:
    """The teams that the figure is of: the person's or the sergeant's people's on those days, or those in the area."""
    if collar:
        text = "select distinct team from stints where collar = $collar and from_day <= $end and to_day >= $start"
    else:
        led = "select team from led where led = $area and from_day <= $end and to_day >= $start"
        text = f"select team from containment where area = coalesce($area, 'force:Force') union {led}"
    values = {"collar": collar, "area": area_key(area), "start": start, "end": end}
    return [str(team) for team in ask_known(store, catalog, text, values).team]


def _loads(
    store: Store,
    export: str,
    teams: list[str],
    start: dt.date,
    end: dt.date,
    known_at: dt.datetime | None,
    used: dict[int, int],
) -> list[LoadUsed]:
    values: dict[str, Any] = {"export": export, "teams": teams, "start": start, "end": end, "t": moment(known_at)}
    found = []
    for load_id, file, file_hash, sheet, at, by, area, first, last, rows, aside, days, listed in store.rows(
        sql("passport_loads"), **values
    ):
        where = area.partition(":")[2]
        found.append(
            LoadUsed(
                export,
                load_id,
                file,
                file_hash,
                sheet,
                at,
                by,
                where,
                first,
                last,
                rows,
                aside,
                days,
                int(used.get(load_id, 0)),
                listed,
            )
        )
    return found
