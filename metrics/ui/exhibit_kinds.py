"""Every kind of exhibit that a page has, each made anew from a view alone: what it shows, its titles there, its KPIs.

A page and the evidence ask for the same drawing of the same view, so a number in a pack is the number on screen.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from metrics.before_and_after import CAVEATS
from metrics.catalogue import kpis
from metrics.charts import target_year
from metrics.charts.words import cell_words, days, say_hours, say_share, say_verdict
from metrics.coverage_words import summary
from metrics.frames import rows_of
from metrics.notes import PEOPLE
from metrics.plan_measures import ATTENDED
from metrics.terms import KPI_ROLES, Role, week_end
from metrics.ui import (
    abstraction,
    areas,
    by_role,
    community,
    county_exhibits,
    data,
    drawings,
    exhibit_figure,
    funnels,
    notes,
    people,
    plan,
    problem_data,
    problem_solving,
    public_exhibits,
    quality,
    routes,
    search_exhibits,
    targets,
    time_in_place,
)
from metrics.ui import target_year as targets_shown
from metrics.ui.exhibit_kind import Kind, of, of_area, titled
from metrics.ui.selection import Selection
from metrics.ui.shown import Sheet, Shown, drawn

FIGURE = "figure"
"""The exhibit of one figure, as its side panel shows it."""


def _whole(view: Selection, _: str = "") -> list[str]:
    return [kpi.id for kpi in drawings.whole_kpis(view.role)]


def _week(view: Selection) -> Selection:
    return view.of("week")


def _roles(words: str) -> Callable[[Selection], dict[str, str]]:
    def options(view: Selection) -> dict[str, str]:
        there = set(drawings.members(view)["role"])
        return {role: f"{words}, {role}s" for role in KPI_ROLES if role in there and view.role in (None, role)}

    return options


def _team(view: Selection, option: str) -> Shown | None:
    role: Role = "PC" if option == "PC" else "PCSO"
    return drawn(drawings.team(view, role, areas.name_of(view)), f"{role}s")


def _rates(view: Selection, option: str) -> Shown | None:
    role: Role = "PC" if option == "PC" else "PCSO"
    return drawn(drawings.team_rates(view, role, areas.name_of(view)), f"Rates, {role}s")


def _recorded(view: Selection, _: str) -> Shown | None:
    found = drawings.team_recorded(view)
    if not found:
        return None
    rows = [
        {
            "KPI": kpi.label, "Figure": cell_words(kpi, figure), "Hours": say_hours(figure["exposure_hours"]),
            "Target": say_share(figure["target"]), "Verdict": say_verdict(figure),
        }
        for kpi, figure in found
    ]  # fmt: skip
    name = areas.name_of(view)
    words = f"{name} recorded {len(found)} measures over {days(*view.days)}, each event once."
    return Shown(words, (Sheet("Recorded", pd.DataFrame(rows)),), None)


def _beat_options(view: Selection) -> dict[str, str]:
    kpi, _ = by_role.parse(view.kpi)
    if kpi:
        return {"": f"{kpi.label} by beat"}
    return {"0": "Beats against targets: fighting crime", "1": "Beats against targets: engagement and problem solving"}


def _beats(view: Selection, option: str) -> Shown | None:
    kpi = kpis().get(view.kpi or "")
    groups = drawings.beats(view, kpi)
    number = int(option or 0)
    if number >= len(groups):
        return None
    return drawn(groups[number], "Beats", "bar" if kpi else "", ("Area", "Figure"), kpi.unit_word if kpi else "")


def _beat_kpis(view: Selection, _: str) -> list[str]:
    return [str(view.kpi).partition(":")[0]] if view.kpi else _whole(view)


def _funnel_options(view: Selection) -> dict[str, str]:
    kpi = kpis().get(view.kpi or "")
    return {"": f"{kpi.label}: each beat and what was expected"} if kpi and funnels.compared(view, kpi)[0] else {}


def _funnel(view: Selection, _: str) -> Shown | None:
    kpi = kpis().get(view.kpi or "")
    return drawn(funnels.compared(view, kpi)[0], "Funnel") if kpi else None


def _officer_hours(view: Selection, _: str) -> Shown | None:
    person = people.chosen(view)
    return drawn(drawings.officer_hours(view, person.collar, person.name), "Hours") if person else None


def _officer_kpis(view: Selection, _: str) -> Shown | None:
    person = people.chosen(view)
    if person is None:
        return None
    marks = notes.marks(view, (PEOPLE, person.collar))
    return drawn(drawings.officer_kpis(view, person.collar, person.name, person.role, marks=marks), "KPIs")


def _clock_options(view: Selection) -> dict[str, str]:
    kind = view.kpi if view.kpi in time_in_place.KINDS else time_in_place.FIRST
    return {str(kind): f"Hours of the week: {time_in_place.KINDS[str(kind)][2]}"}


def _clock(view: Selection, option: str) -> Shown | None:
    return drawn(time_in_place.hours_of_the_week(view, option, areas.name_of(view)), "Hours of the week")


def _clock_kpis(view: Selection, option: str) -> list[str]:
    return [option if option in kpis() else drawings.ABSTRACTION]


def _target(view: Selection, option: str) -> Shown | None:
    found = [line.shown for line in targets.standing(view) if targets_shown.name_of(line.kpi.id, line.role) == option]
    if not found or found[0] is None:
        return None
    target = replace(found[0], area=view.area)
    preview = data.previewed(target, view.known_at)
    if preview is None or not preview.pasts:
        return None
    kpi, name = kpis()[target.kpi], areas.name_of(view)
    return drawn(target_year.drawing(preview, kpi, name), "The last year")


def _target_options(view: Selection) -> dict[str, str]:
    lines = [line for line in targets.standing(view) if line.shown]
    keys = {targets_shown.name_of(line.kpi.id, line.role): line for line in lines}
    wanted = view.kpi if view.kpi in keys else next(iter(keys), None)
    return {wanted: f"{keys[wanted].kpi.label}: what its target would have said"} if wanted else {}


def _schemes(view: Selection, _: str) -> Shown | None:
    known = any(one.counted for one in problem_data.schemes(view))
    return drawn(community.schemes_picture(view, areas.name_of(view)), "Schemes") if known else None


def _engagement(view: Selection, _: str) -> Shown | None:
    known = any(one.returns for one in problem_data.engagement(view))
    return drawn(community.engagement_picture(view, areas.name_of(view)), "Engagement") if known else None


def _response_options(view: Selection) -> dict[str, str]:
    measure = plan.measured(view)
    if measure is None:
        return {}
    return {measure: f"{view.ref}, before and after the response: {problem_data.offered(view)[measure].label}"}


def _around_response(view: Selection, option: str) -> Shown | None:
    """With what the comparison cannot say: it leaves the page with the picture."""
    found = drawn(plan.around_response(view, option), "Weeks", "line", ("Week", "Figure"), "a week")
    return found._replace(finding=" ".join((found.finding, *CAVEATS))) if found else None


def _measure_kpis(view: Selection, option: str) -> list[str]:
    return [option if option in kpis() else ATTENDED]


def _loaded(view: Selection, _: str) -> Shown | None:
    """Which sectors are wholly loaded, by export and week."""
    level = areas.part_level(view)
    found = data.coverage(quality.MOST_WEEKS, view, level)
    if found.empty:
        return None
    weeks = sorted(set(found["week_start"]))
    whole: dict[str, dict[dt.date, list[bool]]] = {}
    for row in rows_of(found):
        whole.setdefault(row["label"], {}).setdefault(row["week_start"], []).append(row["state"] == "loaded")
    rows = [
        {"Export": name} | {days(week, week_end(week)): f"{sum(of[week])} of {len(of[week])}" for week in weeks}
        for name, of in whole.items()
    ]
    words = summary(found, data.lists_loaded(view.known_at), weeks[-1], areas.PARTS[level])
    return Shown(f"{words}.", (Sheet("Sectors loaded", pd.DataFrame(rows)),), None)


KINDS: dict[str, Kind] = {
    **county_exhibits.KINDS,
    **search_exhibits.KINDS,
    **public_exhibits.KINDS,
    "week-totals": Kind(
        routes.THIS_WEEK, titled("Against target: force and sectors"),
        lambda view, _: drawn(drawings.totals(view.of("week")), "Week"), _whole, at=_week,
        everywhere=True, whose="Force and sectors",
    ),
    "week-hours": Kind(
        routes.THIS_WEEK, titled("Where the hours went"),
        lambda view, _: drawn(drawings.where_hours_went(view.of("week")), "Hours"), of("abstraction"), at=_week,
    ),
    "recorded": Kind(routes.TEAM, titled("What the team recorded"), _recorded, _whole),
    "team": Kind(routes.TEAM, _roles("Everybody of the team"), _team, _whole, people=True),
    "rates": Kind(routes.TEAM, _roles("Rates per 100 available hours"), _rates, _whole, people=True),
    "officer-hours": Kind(routes.OFFICER, titled("Hours week by week"), _officer_hours, of("abstraction"), people=True),
    "officer-kpis": Kind(routes.OFFICER, titled("KPIs week by week"), _officer_kpis, _whole, people=True),
    "beats": Kind(routes.BEATS, _beat_options, _beats, _beat_kpis, everywhere=True),
    "funnel": Kind(routes.BEATS, _funnel_options, _funnel, _beat_kpis, everywhere=True),
    "clock": Kind(routes.TIME_IN_PLACE, _clock_options, _clock, _clock_kpis),
    "places": Kind(
        routes.TIME_IN_PLACE, titled("Planned and delivered, by dedicated place"),
        of_area(time_in_place.places, "Places"), of("time_in_place"),
    ),
    "outside": Kind(
        routes.TIME_IN_PLACE, titled("Outside the station"),
        of_area(time_in_place.outside, "Outside"), of("time_outside_station"),
    ),
    "abstraction": Kind(
        routes.TIME_IN_PLACE, titled("Abstraction by reason and week"),
        of_area(abstraction.by_reason, "Abstraction"), of("abstraction"),
    ),
    "plans": Kind(
        routes.PROBLEM_SOLVING, titled("OSARA plans by stage and age"),
        of_area(problem_solving.picture, "Plans"), of("problem_plans"),
    ),
    "schemes": Kind(
        routes.PROBLEM_SOLVING, titled("Watch and Citizens in Policing schemes"), _schemes,
        of("new_watch_schemes", "citizens_schemes"),
    ),
    "engagement": Kind(routes.PROBLEM_SOLVING, titled("Engagement by kind"), _engagement, of("engagement_returns")),
    "response": Kind(routes.PROBLEM_SOLVING, _response_options, _around_response, _measure_kpis),
    "target": Kind(routes.TARGETS, _target_options, _target, lambda view, option: [option.partition(":")[0]]),
    "loaded": Kind(routes.QUALITY, titled("What is loaded, by export and week"), _loaded, _whole),
    FIGURE: Kind("", exhibit_figure.options, exhibit_figure.shown, exhibit_figure.kpis),
}  # fmt: skip
"""Every kind of exhibit, in the order in which a page offers them. That of a figure is offered in the side panel."""
