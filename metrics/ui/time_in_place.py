"""The Time in place page's parts: the hours of the week, places, time outside the station, and abstraction."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from metrics.catalogue import kpis
from metrics.charts import heat, place_and_state
from metrics.charts import places as place_lines
from metrics.charts.drawing import Drawing
from metrics.charts.words import days, hours_aside, listed, percent, say_hours
from metrics.ui import data, drawings, effect, routes, selection, show, verdict_data
from metrics.ui.selection import Selection

KINDS = {
    "time_in_place": ("in_place", "In dedicated places", "in dedicated places"),
    "time_outside_station": ("outside", "Outside the station", "outside the station"),
    "abstraction": ("abstraction", "Abstracted", "abstracted"),
    "available": ("available", "All available", "available"),
}
"""What the heat map can show, as it is in the address (a KPI where there is one): column, choice, words in a sentence."""
FIRST = "time_in_place"
NOT_RECORDED = "not recorded"
LINES_AT_MOST = 12
"""Lines of a table that stands open on the page."""


@dataclass(frozen=True)
class KnownHours:
    """The view's hours of the whole period, and the weeks that are missing or partly loaded, in words by first day."""

    in_place: float
    outside: float
    abstraction: float
    available: float
    rostered: float
    set_aside: int
    gaps: dict[dt.date, str]
    missing: tuple[str, ...]
    known: bool


@drawings.remembered
def known_hours(view: Selection) -> KnownHours:
    """Hours of the period's weeks added up, and what of them is not loaded."""
    weeks = view.weeks()
    weekly = data.hours(view.area.level, weeks, view, role=view.role)
    sums = weekly[["in_place", "outside", "abstraction", "available", "rostered"]].sum()
    gaps, missing = {}, []
    for start, end in weeks:
        mine = weekly[weekly["period_start"] == start]
        posted, covered = mine["posted_days"].sum(), mine["covered_days"].sum()
        if covered < posted or not posted:
            gaps[start] = f" Duties {'partly' if covered else 'not'} loaded."
            missing.append(f"{days(start, end)}{' (part of it)' if covered else ''}")
    return KnownHours(
        **{str(name): float(amount) for name, amount in sums.items()}, set_aside=_set_aside(view, weekly), gaps=gaps,
        missing=tuple(missing), known=bool(weekly["covered_days"].sum() > 0),
    )  # fmt: skip


def _set_aside(view: Selection, weekly: pd.DataFrame) -> int:
    """Rows set aside that could change the period's hours: each once, so not those of its weeks added up."""
    if not weekly["set_aside"].sum():
        return 0
    return int(data.hours(view.area.level, (view.days,), view, role=view.role)["set_aside"].sum())


def begin(view: Selection) -> KnownHours:
    """The hours of the view; what the page shows of them is asked for meanwhile."""
    data.spent(view)
    return known_hours(view)


def missing(hours: KnownHours) -> str:
    """Which weeks are not in a sum; nothing where all are."""
    if not hours.missing:
        return ""
    few = hours.missing if len(hours.missing) <= 3 else (f"{len(hours.missing)} weeks, the first {hours.missing[0]}",)
    return f" Without what is not loaded of Duties: {listed(list(few))}."


def answer(view: Selection, name: str) -> str:
    """Where the hours went, and what a change of hours did, in two sentences."""
    hours = known_hours(view)
    if not hours.known:
        return (
            f"{name}: Duties are not loaded for {days(*view.days)}, so where the hours went is not known. They come from the "
            "duty management team."
        )
    words = (
        f"{name}: {say_hours(hours.in_place)} hours in dedicated places, "
        f"{percent(hours.in_place, hours.available)} of {say_hours(hours.available)} available hours; "
        f"{say_hours(hours.abstraction)} hours abstracted, {percent(hours.abstraction, hours.rostered)} of "
        f"{say_hours(hours.rostered)} rostered."
    )
    return f"{words} {effect.in_words(verdict_data.effect(view))}"


def choose_kind(view: Selection) -> str:
    """Which hours the heat map shows: those of the address; a change goes into the address."""
    now = view.kpi if view.kpi in KINDS else FIRST
    chosen = st.segmented_control(
        "Which hours",
        list(KINDS),
        default=now,
        format_func=lambda kind: KINDS[kind][1],
        key=f"clock-{now}",
        label_visibility="collapsed",
    )
    if chosen and chosen != now:
        selection.go(replace(view, kpi=chosen, opened=False))
    return str(now)


@drawings.remembered
def hours_of_the_week(view: Selection, kind: str, name: str) -> Drawing:
    """The hours of the week of one kind."""
    return over_the_week(view, kind, name, data.spent(view).clock)


def over_the_week(view: Selection, kind: str, name: str, clock: pd.DataFrame) -> Drawing:
    """The same from hours that are read already. clock: as `data.clock` gives them."""
    field, _, words = KINDS[kind]
    hours = known_hours(view)
    most = heat.busiest(clock, field)
    alt = (
        f"{name}: {say_hours(clock[field].sum())} hours {words}, {days(*view.days)}, spread over the hours that each duty covers"
        f"{f'; most on {most}' if most else ''}.{missing(hours)}{hours_aside(hours.set_aside)}"
    )
    return heat.week(clock, field, alt)


def hours_links(view: Selection, name: str) -> None:
    """Where these hours come from, one click away."""
    with show.links("hours"):
        st.html('<span class="bb muted">Where these hours come from:</span>', width="content")
        for kpi in KINDS:
            if kpi in kpis():
                show.link(routes.TIME_IN_PLACE, kpis()[kpi].label, view.params(kpi=kpi, opened=True))


@drawings.remembered
def places(view: Selection, name: str) -> Drawing | None:
    """Planned and delivered by place; None where there is no dedicated place."""
    found = data.spent(view).places
    return place_lines.draw(found, view.end, name) if len(found) else None


def no_places(view: Selection, name: str) -> str:
    """Why there is nothing to show."""
    lists = data.lists_loaded(view.known_at)
    if lists[lists["label"] == "Places"]["through"].isna().all():
        return "The list of Places is not loaded. It comes from tasking and coordination and says which places are dedicated."
    return f"{name} has no dedicated place (hotspot or vulnerable location) on these days."


@drawings.remembered
def outside(view: Selection, name: str) -> Drawing:
    """Time outside the station by role and state."""
    hours = known_hours(view)
    return place_and_state.draw(data.spent(view).spread, name, f"{missing(hours)}{hours_aside(hours.set_aside)}")
