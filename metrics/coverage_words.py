"""What is loaded and missing of a week, in one sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import pandas as pd

from metrics.charts.words import listed
from metrics.frames import rows_of

NAMED = 3


def gaps_by_export(coverage: pd.DataFrame, week: dt.date) -> tuple[dict[str, list[str]], int]:
    """By export, in its order, the areas that are not loaded whole; and how many areas there are."""
    rows = rows_of(coverage)
    mine = [row for row in rows if row["week_start"] == week]
    gaps: dict[str, list[str]] = {row["label"]: [] for row in rows}
    for row in mine:
        if row["state"] != "loaded":
            gaps[row["label"]].append(row["area"])
    return gaps, len({row["area"] for row in mine})


def summary(coverage: pd.DataFrame, lists: pd.DataFrame, week: dt.date, parts: str = "sectors") -> str:
    """Weekly exports 7 of 9, lists 6 of 6, missing: Engagements (Daventry). coverage, lists: as `metrics.coverage` has them."""
    gaps, areas = gaps_by_export(coverage, week)
    told = [f"{name} ({of_areas(missing, areas, parts)})" for name, missing in gaps.items() if missing]
    whole = sum(not missing for missing in gaps.values())
    loaded = int(lists["through"].notna().sum())
    missing = told + [f"{name} (list)" for name in lists[lists["through"].isna()]["label"]]
    tail = f" · missing: {', '.join(missing)}" if missing else " · nothing missing"
    return f"Weekly exports {whole} of {len(gaps)} · lists {loaded} of {len(lists)}{tail}"


def of_areas(names: Iterable[str], of: int, parts: str = "sectors") -> str:
    """Corby and Daventry; all; or 5 of 8 sectors."""
    found = list(dict.fromkeys(names))
    if len(found) == of:
        return "all"
    return listed(found) if len(found) <= NAMED else f"{len(found)} of {of} {parts}"
