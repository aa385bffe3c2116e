"""What of the week is not loaded, set aside or late, who sends it or puts it right, and what is provisional."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pandas as pd

from metrics import asides, coverage, parts
from metrics.brief.week import Week, beats_of
from metrics.catalogue import exports, whole_kpis
from metrics.coverage_words import gaps_by_export, of_areas, summary
from metrics.frames import rows_of
from metrics.people import areas
from metrics.quality import fixed_by
from metrics.question import Ask, asked_kpi, kpi_values
from metrics.settled import provisional, settled_for
from metrics.store.connection import Store
from metrics.store.snapshot import snapshot

SENDERS_NOT_NAMED = "whoever sends it"


@dataclass(frozen=True)
class Missing:
    """An export that is not loaded whole. where: of which areas, in words; sender: who usually sends it."""

    export: str
    where: str
    sender: str


@dataclass(frozen=True)
class Aside:
    """Rows set aside that could change the week's figures. why: in words; fixed_by: who puts them right."""

    export: str
    why: str
    rows: int
    fixed_by: str


@dataclass(frozen=True)
class Gaps:
    """summary: what is loaded and missing, in one line. late: records that wait for their week's file. provisional: to which day
    figures are settled, in words; "" where all is."""

    summary: str
    missing: tuple[Missing, ...]
    late: int
    asides: tuple[Aside, ...]
    provisional: str


def gaps(store: Store, week: Week) -> Gaps:
    """The gaps of a week."""
    of = "sector" if week.area.level in ("force", "lpa") else "beat"
    loaded = _coverage(store, week, of)
    senders = {export.sheet: export.sender or SENDERS_NOT_NAMED for export in exports().values()}
    lacking, number = gaps_by_export(loaded, week.days[0])
    missing = [
        Missing(sheet, of_areas(names, number, f"{of}s"), senders[sheet]) for sheet, names in lacking.items() if names
    ]
    lists = coverage.lists_loaded(store, week.known_at)
    missing += [Missing(sheet, "the list", senders[sheet]) for sheet in lists[lists["through"].isna()]["label"]]
    said = summary(loaded, lists, week.days[0], f"{of}s") if number else "No beat lies here of which files are loaded"
    days = settled_for(store, tuple(kpi.id for kpi in whole_kpis()), week.known_at)
    late = int(loaded["late_waiting"].sum()) if number else 0
    return Gaps(said, tuple(missing), late, _asides(store, week), provisional(days.values(), week.end))


def _coverage(store: Store, week: Week, of: str) -> pd.DataFrame:
    """The week's coverage of the area's sectors or beats, by name."""
    found = coverage.coverage(store, 1, week.known_at, of, until=week.end)
    if of == "beat":
        names = beats_of(store, week)
    else:
        known = areas(store, week.known_at)
        inside = (known["level"] == of) & (week.area.level == "force" or known["lpa"] == week.area.key)
        names = dict(zip(known[inside]["key"], known[inside]["name"], strict=True))
    mine = found[found["area"].isin(names)]
    return mine.assign(area=mine["area"].map(names))


def _asides(store: Store, week: Week) -> tuple[Aside, ...]:
    """By export and reason, in this order."""
    catalog = snapshot(store, week.known_at)
    kpis = [kpi.id for kpi in whole_kpis()]
    spine = parts.spine(store, Ask(tuple(kpis), week.area.level, (week.days,), None, week.known_at, week.area))
    values = spine.values | kpi_values([asked_kpi(kpi) for kpi in kpis])
    found = asides.listed(store, catalog, week.area.level, values)
    counted = Counter((row["export"], row["code"]) for row in rows_of(found))
    return tuple(
        Aside(exports()[export].sheet, code.replace("_", " ").capitalize(), number, fixed_by(export, code))
        for (export, code), number in sorted(counted.items())
    )
