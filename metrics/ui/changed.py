"""What differs between two states of knowledge, for the eye: rows by export and week, old and new values, figures moved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from metrics.catalogue import exports, kpis
from metrics.changes import KINDS, Changes, texts
from metrics.charts.words import figure_words, known
from metrics.frames import rows_of
from metrics.terms import Area, say_date, say_days
from metrics.ui import show
from metrics.ui.selection import Selection

WORDS = {"unchanged": "sent again unchanged"}
ROWS_SHOWN = 200
DIFFERING = ("changed", "gone", "new")
"""Kinds of rows that make a difference, those that say most first."""
FIGURES_SHOWN = 60


def summary(changes: Changes) -> str:
    """12 rows new, 3 changed, 1 gone, 40 unchanged; 5 of them late; 30 figures move."""
    found = changes.counts
    parts = [f"{int(found[kind].sum()):,} {WORDS.get(kind, kind)}" for kind in KINDS if found[kind].sum()]
    if not parts:
        return "No row differs."
    late = int(found["late"].sum())
    words = "Rows: " + ", ".join(parts) + (f"; {late:,} of them late" if late else "")
    moved = len(changes.figures)
    if not moved + changes.same:
        return f"{words}. There are no weeks’ figures to compare."
    return f"{words}. {moved:,} of {moved + changes.same:,} figures of the force, sectors or area differ."


def by_week(changes: Changes, aside: Mapping[str, int] | None = None) -> pd.DataFrame:
    """Rows by export, week and sector. aside: rows set aside by export, which no week can be told of."""
    rows = [
        {
            "Export": exports()[row["export"]].sheet,
            "Week": say_date(row["week"]) if known(row["week"]) else "the list",
            "Area": row["sector"] if known(row["sector"]) else "",
            **{kind.capitalize(): int(row[kind]) for kind in KINDS},
            "Late": int(row["late"]),
        }
        for row in rows_of(changes.counts)
    ]
    rows += [
        {"Export": exports()[export].sheet, "Week": "all", "Area": "", "Set aside": count}
        for export, count in (aside or {}).items()
        if count
    ]
    return pd.DataFrame(rows)


def values(changes: Changes) -> pd.DataFrame:
    """Rows that are changed (each value old and new), gone or new, in this order."""
    differing = pd.concat([changes.rows[changes.rows["change"] == kind] for kind in DIFFERING])
    return pd.DataFrame(
        [
            {
                "Export": exports()[row["export"]].sheet,
                "Reference": row["key"],
                "Day": say_date(row["day"]) if known(row["day"]) else "",
                "Change": "; ".join(
                    f"{heading}: {_plain(old)} → {_plain(new)}" for heading, old, new in texts(row["changes"])
                )
                or row["change"] + (", late" if row["late"] and row["change"] == "new" else ""),
            }
            for row in rows_of(differing.head(ROWS_SHOWN))
        ]
    )


def _plain(text: str) -> str:
    """A stored value as people write it: yes and no, and days in words."""
    try:
        return say_date(dt.date.fromisoformat(text))
    except ValueError:
        return {"true": "yes", "false": "no"}.get(text, text)


def addresses(changes: Changes, view: Selection) -> list[str]:
    """Where each figure that moves is open, as known at the view's moment."""
    plain = replace(view, then=None, ref=None, officer=None, opened=True, period="dates")
    return [f"beats?{urlencode(_at(plain, row).params())}" for row in rows_of(changes.figures.head(FIGURES_SHOWN))]


def _at(view: Selection, row: dict[str, Any]) -> Selection:
    area = Area(row["by"], row["key"])
    return replace(view, area=area, kpi=row["kpi"], start=row["period_start"], end=row["period_end"])


def figures(changes: Changes, before: str, after: str) -> pd.DataFrame:
    """Figures that move, under the names of the two states."""
    return pd.DataFrame(
        [
            {
                "KPI": kpis()[row["kpi"]].label,
                "Area": row["name"],
                "Days": say_days(row["period_start"], row["period_end"]),
                before: _said(row["kpi"], row["before"], row["said_before"], row["aside_before"]),
                after: _said(row["kpi"], row["after"], row["said_after"], row["aside_after"]),
            }
            for row in rows_of(changes.figures.head(FIGURES_SHOWN))
        ]
    )


def _said(kpi: str, value: object, verdict: object, aside: object) -> str:
    figure = {"value": value, "set_aside": aside if known(aside) else 0}
    words = figure_words(kpis()[kpi], figure) if known(value) else ""
    return ", ".join(part for part in (words, str(verdict) if known(verdict) and verdict else "") if part) or "–"


def report(
    changes: Changes,
    before: str,
    after: str,
    aside: Mapping[str, int] | None = None,
    expanded: bool = False,
    view: Selection | None = None,
) -> None:
    """All of it: a sentence, and three tables, one click away or (the first two) opened.

    view: of a moment that is known: each figure then opens to where it comes from.
    """
    show.lede(summary(changes))
    moved, differing = len(changes.figures), int(changes.rows["change"].isin(DIFFERING).sum())
    show.opened(
        "Figures that differ",
        "figures",
        moved,
        FIGURES_SHOWN,
        lambda: figures(changes, before, after),
        expanded=expanded,
        opens=lambda: addresses(changes, view) if view else [],
    )
    show.opened(
        "Rows changed (old and new value), gone or new",
        "values",
        differing,
        ROWS_SHOWN,
        lambda: values(changes),
        expanded=expanded,
    )
    weeks = by_week(changes, aside)
    show.opened("Rows by export, week and area", "weeks", len(weeks), len(weeks), lambda: weeks)
