"""Counts of areas by complete calendar quarter, ready to leave the force: small ones suppressed, and none that gives one away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from metrics import catalogue
from metrics.calculate import figures
from metrics.frames import rows_of
from metrics.kpi import Kpi
from metrics.pack.contents import Table
from metrics.pack.names import Names, Person
from metrics.pack.released import released
from metrics.people import areas, people
from metrics.question import Ask
from metrics.settled import settled_for
from metrics.store.connection import Store
from metrics.terms import FORCE, LEVELS, period_bounds, quarter_start

QUARTERS = 4
DAY = dt.timedelta(days=1)
WITHIN = (("positive_stop_searches", "stop_searches"),)
"""A KPI that counts some of another's cases: how many are not among them must not follow either."""
Days = tuple[dt.date, dt.date]


def tables(store: Store, kpis: Sequence[str], known_at: dt.datetime | None = None) -> dict[str, Table]:
    """A table of each KPI that can be released: force, LPAs, sectors and beats by the last complete and settled quarters.

    Of a stock only the end of the last quarter: what is open at four quarters' ends is no sum. None where no quarter is settled.
    """
    chosen = [catalogue.kpis()[kpi] for kpi in _with_parts(kpis)]
    quarters = list(_quarters(_settled(store, chosen, known_at)))
    if not quarters:
        return {}
    places = _places(areas(store, known_at))
    parents = dict(places.values())
    flows, stocks = ([kpi for kpi in chosen if kpi.is_stock is stock] for stock in (False, True))
    found: dict[str, Table] = {}
    for some, days in ((flows, quarters), (stocks, quarters[-1:])):
        if some:
            counts = _counts(store, some, days, {key: name for key, (name, _) in places.items()}, known_at)
            labels = {kpi.id: _label(kpi) for kpi in some}
            within = [pair for pair in WITHIN if set(pair) <= labels.keys()]
            found |= released(counts, labels, parents, days[-1][1], _sums(some), within)
    return {kpi: table for kpi, table in found.items() if kpi in kpis}


def _with_parts(kpis: Sequence[str]) -> list[str]:
    """The KPIs with all that stands in a sum with them: what is left out of one decides on the others."""
    known = catalogue.kpis()
    wholes = {known[kpi].part_of or kpi for kpi in kpis if kpi in known}
    wholes |= {one for pair in WITHIN if wholes & set(pair) for one in pair}
    return [kpi.id for kpi in known.values() if kpi.id in wholes or kpi.part_of in wholes]


def _sums(kpis: Sequence[Kpi]) -> dict[str, list[str]]:
    sums: dict[str, list[str]] = {}
    for kpi in kpis:
        if kpi.part_of:
            sums.setdefault(kpi.part_of, []).append(kpi.id)
    return sums


def _settled(store: Store, kpis: Sequence[Kpi], known_at: dt.datetime | None) -> dt.date | None:
    """The day to which all of them are settled; None where one of them is not at all."""
    days = settled_for(store, tuple(kpi.id for kpi in kpis), known_at)
    return min(days.values()) if len(days) == len(kpis) and days else None


def _quarters(last: dt.date | None) -> Iterator[Days]:
    """The last complete quarters up to a day, the earliest first."""
    if last is None:
        return
    end = last if period_bounds(last, "quarter")[1] == last else quarter_start(last) - DAY
    found = []
    for _ in range(QUARTERS):
        found.append(period_bounds(end, "quarter"))
        end = found[-1][0] - DAY
    yield from reversed(found)


def _places(known: pd.DataFrame) -> dict[tuple[str, str], tuple[str, str | None]]:
    """Level and key of each area -> its name, told from others of that name, and the name of the area that it is part of."""
    rows = sorted(rows_of(known), key=lambda row: LEVELS.index(row["level"]))
    names = [row["name"] for row in rows]
    named = {
        (row["level"], row["key"]): row["name"] if names.count(row["name"]) == 1 else f"{row['name']} ({row['level']})"
        for row in rows
    }
    above = {"force": "", "lpa": "force", "sector": "lpa", "beat": "sector"}
    return {
        (row["level"], row["key"]): (
            named[row["level"], row["key"]],
            named.get((above[row["level"]], FORCE if row["level"] == "lpa" else row[above[row["level"]]] or ""))
            if row["level"] != "force"
            else None,
        )
        for row in rows
    }


def _counts(
    store: Store,
    kpis: Sequence[Kpi],
    quarters: Sequence[Days],
    names: Mapping[tuple[str, str], str],
    known_at: dt.datetime | None,
) -> dict[str, dict[tuple[str, dt.date], int | None]]:
    """KPI -> area and quarter -> count, hours to the whole hour; None where not all of it is loaded."""
    ask = Ask(tuple(kpi.id for kpi in kpis), "+".join(LEVELS), tuple(quarters), known_at=known_at)
    found: dict[str, dict[tuple[str, dt.date], int | None]] = {kpi.id: {} for kpi in kpis}
    for row in rows_of(figures(store, ask)):
        whole = not row["missing"] and not pd.isna(row["value"])
        name = names[row["by"], row["key"]]
        found[row["kpi"]][name, row["period_start"]] = round(row["value"]) if whole else None
    return found


def _label(kpi: Kpi) -> str:
    return f"{kpi.label}, hours" if kpi.unit == "hours" else kpi.label


def names_of(store: Store, known_at: dt.datetime | None = None) -> Names:
    """Everybody of the force whose name may not leave it."""
    rows = rows_of(people(store, known_at))
    everyone = [Person(str(row["surname"]), str(row["forename"]), str(row["collar"])) for row in rows]
    return Names(everyone, [str(row["name"]) for row in rows_of(areas(store, known_at))])
