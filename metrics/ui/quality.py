"""The Data quality page's parts: gaps by export and by team, rows set aside and who fixes them, blanks and late rows."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from metrics.catalogue import exports
from metrics.charts.words import percent
from metrics.frames import rows_of
from metrics.publishers import SOURCE
from metrics.terms import say_date
from metrics.ui import areas, coverage, data, show, source_total
from metrics.ui.safe import html
from metrics.ui.selection import Selection

MOST_WEEKS = 12
MOST_MONTHS = 24
"""Months of publishing forces that are shown at once; more are one click away."""


def exports_by_week(view: Selection) -> None:
    """What is loaded and missing, export by export."""
    level = areas.part_level(view)
    found, parts = data.coverage(MOST_WEEKS, view, level), areas.PARTS[level]
    show.heading("What is loaded", f"the last {MOST_WEEKS} weeks, {view.known_words}")
    show.lede(coverage.summary(found, data.lists_loaded(view.known_at), max(found["week_start"]), parts))
    show.block(coverage.strip(found, parts=parts))


def teams_by_week(view: Selection) -> None:
    """What is loaded and missing, team by team."""
    if areas.is_of_several(view):
        return
    beats = areas.beats(view)
    names = dict(zip(beats["key"], beats["name"], strict=True))
    teams = data.coverage(MOST_WEEKS, view, "beat")
    teams = coverage.by_team(teams[teams["area"].isin(names)], names)
    lacking = teams[teams["state"] != "loaded"]["label"].nunique()
    show.heading("Team by team", f"{lacking} of {len(names)} teams lack something")
    show.block(coverage.strip(teams, "Team", "exports"))


def set_aside(view: Selection) -> None:
    """Rows set aside by the loads of the view's weeks, why, and who puts them right."""
    frame, aside = data.quality(view.start, view.known_at)
    frame, aside = frame[~frame["export"].map(_is_published)], [one for one in aside if not _is_published(one.export)]
    rows, out = int(frame["rows"].sum()), int(frame["set_aside"].sum())
    show.heading("Rows set aside", f"loads since {say_date(view.start)}")
    share = f" ({percent(out, rows + out)})" if rows + out else ""
    show.lede(f"{out:,} of {rows + out:,} rows were set aside{share}.")
    if not aside:
        return
    table = pd.DataFrame(
        [
            {
                "Export": exports()[one.export].sheet,
                "Why": one.code.replace("_", " ").capitalize(),
                "Put right by": one.fixed_by,
                "Week of loading": say_date(one.week),
                "Rows": one.number,
            }
            for one in sorted(aside, key=lambda one: (one.export, one.code, one.week))
        ]
    )
    show.block(show.table_html(table, "Rows set aside, by export, reason and week of loading", cards=False))


def _is_published(export: str) -> bool:
    return exports()[export].is_published


def source_totals(view: Selection) -> None:
    """What the source systems count, beside ours."""
    source_total.compared(view)


def blanks(view: Selection) -> None:
    """Where a blank hides an answer that a figure needs, week by week, and rows that came late."""
    found = data.blanks(view)
    show.heading("Blanks where an answer matters, and late rows", f"{say_date(view.start)} to {say_date(view.end)}")
    if found.empty:
        show.lede("Nothing is loaded for these days.")
        return
    lines = []
    for (export, heading), mine in found.groupby(["export", "heading"], sort=False):
        last = mine.iloc[-1]
        rows, blank = int(mine["rows"].sum()), int(mine["blank"].sum())
        lines.append(
            {
                "Export": exports()[str(export)].sheet,
                "Heading": heading,
                "Blank": f"{blank:,} of {rows:,}, {percent(blank, rows)}",
                "Latest week": f"{int(last['blank']):,} of {int(last['rows']):,}, {_week(last['week'])}",
                "Late rows": f"{int(mine['late'].sum()):,}",
                "Put right by": exports()[str(export)].sender or "whoever sends the export",
            }
        )
    show.table(pd.DataFrame(lines), "Blank cells and late rows by heading")


def published(view: Selection) -> None:
    """What other forces published, by force and month: how much of it is loaded, and blank outcomes."""
    found = data.published_by_month(view.known_at)
    show.heading("Published by other sources", "for comparison, in no figure of ours")
    if found.empty:
        show.lede("No file of data.police.uk is loaded. Drop stop and search files on Uploads as they are published.")
        return
    rows, blank = int(found["searches"].sum()), int(found["blank_outcomes"].sum())
    show.lede(f"{rows:,} searches are loaded; the outcome is blank in {blank:,} ({percent(blank, rows)}).")
    aside = sum(one.number for one in data.quality(view.start, view.known_at)[1] if _is_published(one.export))
    if aside:
        show.lede(
            f"Set aside by loads since {say_date(view.start)}: {aside:,} published row{'' if aside == 1 else 's'}."
        )
    table = pd.DataFrame([_month(row) for row in rows_of(found)])
    caption = "Searches by publishing force and month"
    if len(table) <= MOST_MONTHS:
        show.table(table, caption, cards=False)
    else:
        show.opened(caption, "published", len(table), len(table), lambda: table)
    show.block(f'<p class="muted bb-small">Source: {html(SOURCE)}.</p>')


def _month(row: dict[str, Any]) -> dict[str, Any]:
    first, last = (pd.Timestamp(row[name]).date() for name in ("first_day", "last_day"))
    days = (last - first).days + 1
    return {
        "Published by": row["publisher"],
        "Month": f"{first:%B %Y}" + (f", {row['covered']} of {days} days" if row["covered"] < days else ""),
        "Outcome blank": f"{row['blank_outcomes']:,}, {percent(row['blank_outcomes'], row['searches'])}",
        "Loads": f"{row['loads']:,}",
        "Rows": f"{row['searches']:,}",
    }


def _week(week: dt.date) -> str:
    return f"week of {say_date(week)}"
