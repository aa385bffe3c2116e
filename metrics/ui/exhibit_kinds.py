"""Every kind of exhibit that a page has, each made anew from a view alone: what it shows, its titles there, its KPIs.

A page and the evidence ask for the same drawing of the same view, so a number in a pack is the number on screen.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from metrics.before_and_after import CAVEATS
from metrics.catalogue import kpis
from metrics.census import SOURCE
from metrics.charts import target_year
from metrics.charts.drawing import Drawing
from metrics.charts.words import cell_words, days, say_hours, say_share, say_verdict
from metrics.coverage_words import summary
from metrics.disproportionality import twelve_months
from metrics.fairness import refused
from metrics.frames import rows_of
from metrics.notes import PEOPLE
from metrics.plan_measures import ATTENDED
from metrics.terms import KPI_ROLES, Role, week_end
from metrics.ui import (
    abstraction,
    areas,
    by_role,
    community,
    community_time,
    county,
    data,
    demand,
    drawings,
    exhibit_figure,
    funnels,
    guarantee,
    notes,
    people,
    plan,
    priorities,
    priority_data,
    problem_data,
    problem_solving,
    public_crime,
    public_march,
    public_measures,
    quality,
    residents,
    residents_asks,
    routes,
    search_reviews,
    stop_search,
    stop_search_fairness,
    targets,
    time_in_place,
)
from metrics.ui import target_year as targets_shown
from metrics.ui.selection import Selection
from metrics.ui.shown import Sheet, Shown, drawn

SEARCHES = ("stop_searches", "positive_stop_searches")
FIGURE = "figure"
"""The exhibit of one figure, as its side panel shows it."""


@dataclass(frozen=True)
class Kind:
    """One kind of exhibit. show: from a view and an option to what is shown; None where there is nothing to show.

    options: by option the title, for a view. kpis: ids of what is counted. people: True where single people are shown. at: the
    view with the days that are shown.
    """

    page: str
    options: Callable[[Selection], dict[str, str]]
    show: Callable[[Selection, str], Shown | None]
    kpis: Callable[[Selection, str], Sequence[str]]
    people: bool = False
    at: Callable[[Selection], Selection] = lambda view: view


def _whole(view: Selection, _: str = "") -> list[str]:
    return [kpi.id for kpi in drawings.whole_kpis(view.role)]


def _week(view: Selection) -> Selection:
    return view.of("week")


def _year(view: Selection) -> Selection:
    start, end = twelve_months(view.end)
    return replace(view, period="dates", start=start, end=end)


def _of(*ids: str) -> Callable[[Selection, str], list[str]]:
    return lambda view, option: list(ids)


def _of_area(draw: Callable[[Selection, str], Drawing | None], title: str) -> Callable[[Selection, str], Shown | None]:
    """What a drawing of a view and the name of its area shows."""
    return lambda view, _: drawn(draw(view, areas.name_of(view)), title)


def _public(show: Callable[[Selection], Shown | None]) -> Callable[[Selection, str], Shown | None]:
    """What the Public accountability page shows of a view, which has no options and rests on no KPI."""
    return lambda view, _: show(view)


def _titled(words: str) -> Callable[[Selection], dict[str, str]]:
    return lambda view: {"": words}


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


def _tiles(view: Selection, option: str) -> Shown | None:
    return drawn(county.grid(view, county.kpi_of(replace(view, kpi=option))), "Sectors and beats")


def _tile_options(view: Selection) -> dict[str, str]:
    kpi = county.kpi_of(view)
    return {kpi.id: f"{kpi.label}, laid out like the county"}


def _demand(draw: Callable[[Selection, str, str], Drawing]) -> Callable[[Selection, str], Shown | None]:
    """With how it is to be read: it leaves the page with the picture."""

    def show(view: Selection, option: str) -> Shown | None:
        if not demand.beside(view).is_known:
            return None
        found = drawn(draw(view, option, areas.name_of(view)), "Hours of the day")
        return found._replace(finding=f"{found.finding} {demand.BIAS}") if found else None

    return show


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


def _asks(view: Selection, _: str) -> Shown:
    """With what the groups are and are not: it leaves the page with the table."""
    finding = f"{residents.answer(view, areas.name_of(view))} {residents.SMALL_GROUPS}"
    return Shown(finding, (Sheet("Asked for", residents_asks.table(view)),), None)


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


def _edition_options(view: Selection) -> dict[str, str]:
    """The edition of the address; as an option, so that an exhibit stays with it."""
    held = priorities.chosen(view).held
    return {held.key: f"Plan priorities: {held.key} ({held.status})"}


def _priorities(view: Selection, option: str) -> Shown | None:
    found = priorities.tied(view, option)
    return drawn(priorities.picture(found, areas.name_of(view)), "Priorities")


def _priority_kpis(view: Selection, option: str) -> list[str]:
    known = {version.held.key: version.held for version in priority_data.editions(view)}
    return sorted(known[option].tied_kpis) if option in known else []


def _cut_options(view: Selection) -> dict[str, str]:
    by = stop_search.chosen_cut(view)
    return {by: f"The three rates of searches by {stop_search.BY[by][2]}"}


def _cut(view: Selection, option: str) -> Shown | None:
    return drawn(stop_search.cut_picture(view, option, areas.name_of(view)), "Rates")


def _groups(view: Selection, _: str) -> Shown | None:
    """With why it is no proof: it leaves the page with the picture."""
    found = drawn(stop_search_fairness.groups_picture(view, areas.name_of(view)), "Groups")
    return found._replace(finding=f"{found.finding} {stop_search_fairness.WHY_NOT_PROOF}") if found else None


def _residents(view: Selection, _: str) -> Shown | None:
    """With what the comparison cannot say, and whose census it is."""
    found = drawn(stop_search_fairness.residents_picture(view), "Residents")
    return found._replace(finding=f"{found.finding} {stop_search_fairness.caveats()} {SOURCE}.") if found else None


def _loaded(view: Selection, _: str) -> Shown | None:
    """Which sectors are wholly loaded, by export and week."""
    found = data.coverage(quality.MOST_WEEKS, view.known_at)
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
    words = summary(found, data.lists_loaded(view.known_at), weeks[-1])
    return Shown(f"{words}.", (Sheet("Sectors loaded", pd.DataFrame(rows)),), None)


KINDS: dict[str, Kind] = {
    "week-totals": Kind(
        routes.THIS_WEEK, _titled("Against target: force and sectors"),
        lambda view, _: drawn(drawings.totals(view.of("week")), "Week"), _whole, at=_week,
    ),
    "week-hours": Kind(
        routes.THIS_WEEK, _titled("Where the hours went"),
        lambda view, _: drawn(drawings.where_hours_went(view.of("week")), "Hours"), _of("abstraction"), at=_week,
    ),
    "recorded": Kind(routes.TEAM, _titled("What the team recorded"), _recorded, _whole),
    "team": Kind(routes.TEAM, _roles("Everybody of the team"), _team, _whole, people=True),
    "rates": Kind(routes.TEAM, _roles("Rates per 100 available hours"), _rates, _whole, people=True),
    "officer-hours": Kind(routes.OFFICER, _titled("Hours week by week"), _officer_hours, _of("abstraction"), people=True),
    "officer-kpis": Kind(routes.OFFICER, _titled("KPIs week by week"), _officer_kpis, _whole, people=True),
    "beats": Kind(routes.BEATS, _beat_options, _beats, _beat_kpis),
    "funnel": Kind(routes.BEATS, _funnel_options, _funnel, _beat_kpis),
    "tiles": Kind(routes.COUNTY, _tile_options, _tiles, lambda view, option: [option.partition(":")[0]]),
    "demand": Kind(
        routes.COUNTY, _titled("Hours on duty against demand"),
        _demand(lambda view, _, name: demand.by_band(view, name)), _of("incidents_attended", "abstraction"),
    ),
    "demand-week": Kind(
        routes.COUNTY, lambda view: dict(demand.WEEKS), _demand(demand.week),
        _of("incidents_attended", "abstraction"),
    ),
    "clock": Kind(routes.TIME_IN_PLACE, _clock_options, _clock, _clock_kpis),
    "places": Kind(
        routes.TIME_IN_PLACE, _titled("Planned and delivered, by dedicated place"),
        _of_area(time_in_place.places, "Places"), _of("time_in_place"),
    ),
    "outside": Kind(
        routes.TIME_IN_PLACE, _titled("Outside the station"),
        _of_area(time_in_place.outside, "Outside"), _of("time_outside_station"),
    ),
    "abstraction": Kind(
        routes.TIME_IN_PLACE, _titled("Abstraction by reason and week"),
        _of_area(abstraction.by_reason, "Abstraction"), _of("abstraction"),
    ),
    "plans": Kind(
        routes.PROBLEM_SOLVING, _titled("OSARA plans by stage and age"),
        _of_area(problem_solving.picture, "Plans"), _of("problem_plans"),
    ),
    "schemes": Kind(
        routes.PROBLEM_SOLVING, _titled("Watch and Citizens in Policing schemes"), _schemes,
        _of("new_watch_schemes", "citizens_schemes"),
    ),
    "engagement": Kind(routes.PROBLEM_SOLVING, _titled("Engagement by kind"), _engagement, _of("engagement_returns")),
    "response": Kind(routes.PROBLEM_SOLVING, _response_options, _around_response, _measure_kpis),
    "residents": Kind(
        routes.RESIDENTS, _titled("What groups of residents said, 2023/24"), _of_area(residents.picture, "Themes"), _of(),
    ),
    "asks": Kind(
        routes.RESIDENTS, _titled("What residents asked for, and our measures"), _asks,
        _of("time_outside_station", "engagement_returns"),
    ),
    "priorities": Kind(routes.PRIORITIES, _edition_options, _priorities, _priority_kpis),
    "community-time": Kind(
        routes.PRIORITIES, _titled(community_time.TITLE), _of_area(community_time.picture, "Time in the community"),
        _of("time_outside_station"),
    ),
    "crime": Kind(routes.PUBLIC, _titled("Recorded crime, 12 months against 12"), _public(public_crime.exhibit), _of()),
    "national-measures": Kind(
        routes.PUBLIC, _titled("National crime and policing measures"), _public(public_measures.exhibit), _of(),
    ),
    "march-2022": Kind(
        routes.PUBLIC, _titled("The page of March 2022, number by number"), _public(public_march.exhibit), _of(),
    ),
    "search-ladder": Kind(
        routes.STOP_SEARCH, _titled("What came of the searches"), _of_area(stop_search.ladder_picture, "Ladder"), _of(*SEARCHES)
    ),
    "search-rates": Kind(routes.STOP_SEARCH, _cut_options, _cut, _of(*SEARCHES)),
    "search-fields": Kind(
        routes.STOP_SEARCH, _titled("How complete the records of searches are"),
        _of_area(stop_search.completeness_picture, "Fields"), _of("stop_searches"),
    ),
    "search-groups": Kind(
        routes.STOP_SEARCH,
        lambda view: {} if refused(view.area.level) else {"": "Outcomes of searches by group: a prompt, not proof"},
        _groups, _of(*SEARCHES),
    ),
    "search-residents": Kind(
        routes.STOP_SEARCH,
        lambda view: {} if stop_search_fairness.why_not(view) else {"": "Searches and residents over 12 months"},
        _residents, _of("stop_searches"), at=_year,
    ),
    "guarantee": Kind(
        routes.GUARANTEE, _titled("Neighbourhood guarantee, by neighbourhood"),
        _of_area(guarantee.picture, "Neighbourhoods"), _of("abstraction"),
    ),
    "search-reviews": Kind(
        routes.STOP_SEARCH, _titled("Stop-searches drawn for review, and reviewed"), search_reviews.state, _of("stop_searches"),
    ),
    "target": Kind(routes.TARGETS, _target_options, _target, lambda view, option: [option.partition(":")[0]]),
    "loaded": Kind(routes.QUALITY, _titled("What is loaded, by export and week"), _loaded, _whole),
    FIGURE: Kind("", exhibit_figure.options, exhibit_figure.shown, exhibit_figure.kpis),
}  # fmt: skip
"""Every kind of exhibit, in the order in which a page offers them. That of a figure is offered in the side panel."""
