"""What is loaded and what is missing: exports by weeks, with the missing named, and late records that wait."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from metrics.catalogue import exports
from metrics.charts.words import listed, week_label
from metrics.coverage_words import of_areas, summary
from metrics.frames import rows_of
from metrics.terms import say_days
from metrics.ui.safe import html

LATEST_SHOWN = 3
MOST_FILLED = 0.7
"""A cell with anything missing is filled no higher, so that the gap is seen."""


def by_team(coverage: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """The same with a line per team instead of per export: what is missing of a team are exports."""
    lines = coverage.assign(export=coverage["area"], label=coverage["area"].map(names), area=coverage["label"])
    return lines.sort_values(["label", "week_start"], kind="stable")


def strip(coverage: pd.DataFrame, line: str = "Export", parts: str = "sectors") -> str:
    """A line per export, a cell per week: full, filled to the part loaded, or hatched; words for the gaps at the right."""
    of_lines: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows_of(coverage):
        of_lines.setdefault((row["export"], row["label"]), []).append(row)
    weeks = sorted({row["week_start"] for mine in of_lines.values() for row in mine})
    senders = {export.id: export.sender for export in exports().values()}
    head = "".join(
        f'<th scope="col" class="w"><span{"" if (len(weeks) - 1 - number) % 3 == 0 else " class=bb-hide"}>'
        f"{html(week_label(week))}</span></th>"
        for number, week in enumerate(weeks)
    )
    body = []
    for (export, name), mine in of_lines.items():
        found: dict[dt.date, list[tuple[str, str]]] = {week: [] for week in weeks}
        for row in mine:
            found[row["week_start"]].append((row["area"], row["state"]))
        cells = "".join(_cell(found[week], week, parts) for week in weeks)
        late = sum(row["late_waiting"] for row in mine)
        words = html(_gaps(found, weeks[-LATEST_SHOWN:], senders.get(export, ""), late, parts))
        body.append(f'<tr><th scope="row">{html(name)}</th>{cells}<td class="bb-words">{words}</td></tr>')
    caption = f"Exports loaded by week: {html(line.lower())} by {html(line.lower())}"
    return (
        f'<div class="bb-table-box" role="region" tabindex="0" aria-label="{caption}">'
        f'<table class="bb-table bb-strip"><caption class="bb-hide">{caption}</caption>'
        f'<thead><tr><th scope="col">{html(line)}</th>{head}'
        f'<th scope="col">Missing in the last {LATEST_SHOWN} weeks</th></tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table></div>"
    )


def _missing(mine: list[tuple[str, str]]) -> list[str]:
    return [area for area, state in mine if state != "loaded"]


def _cell(mine: list[tuple[str, str]], week: dt.date, parts: str) -> str:
    states = [state for _, state in mine]
    loaded, of = states.count("loaded"), len(states)
    part = (loaded + 0.5 * states.count("partly")) / of if of else 0
    kind = "" if loaded == of and of else "missing" if part == 0 else "partly"
    words = f"{week_label(week)}: " + (
        "loaded" if not kind else f"{loaded} of {of} {parts} loaded; missing {listed(_missing(mine))}"
    )
    style = f' style="--part:{min(part, MOST_FILLED):.0%}"' if kind == "partly" else ""
    said = f'<span class="bb-hide">{html(words)}</span>'
    return f'<td class="w" title="{html(words)}"><span class="bb-cell {kind}"{style}></span>{said}</td>'


def _gaps(found: dict[dt.date, list[tuple[str, str]]], weeks: list[dt.date], sender: str, late: int, parts: str) -> str:
    told = [
        f"{of_areas(_missing(found[week]), len(found[week]), parts)}, {say_days(week, week + dt.timedelta(days=6))}"
        for week in weeks
        if _missing(found[week])
    ]
    words = "; ".join(told)
    if words and sender:
        words += f". Usually sent by: {sender}"
    if late:
        words += f"{'. ' if words else ''}{late:,} late record{'' if late == 1 else 's'} waiting for the week's file"
    return words


__all__ = ["by_team", "strip", "summary"]
