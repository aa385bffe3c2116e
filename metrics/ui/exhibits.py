"""What can be put into the evidence: every figure and chart of the pages, each made anew from a view alone.

A page and the evidence ask for the same drawing of the same view, so a number in a pack is the number on screen.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import pandas as pd

from metrics.catalogue import kpis
from metrics.charts import target_year
from metrics.charts.drawing import Drawing
from metrics.charts.words import cell_words, days, figure_sentence, figure_words, say_hours, say_share, say_verdict
from metrics.coverage_words import summary
from metrics.frames import rows_of
from metrics.kpi import Kpi
from metrics.notes import PEOPLE, key_of
from metrics.plan_measures import ATTENDED
from metrics.question import WEEK
from metrics.terms import KPI_ROLES, WHOLE_FORCE, Area, Role, say_days, week_end
from metrics.ui import (
    abstraction,
    areas,
    by_role,
    community,
    data,
    drawings,
    funnels,
    notes,
    people,
    plan,
    problem_data,
    problem_solving,
    quality,
    routes,
    targets,
    time_in_place,
    trends,
    verdict_data,
)
from metrics.ui import target_year as targets_shown
from metrics.ui.selection import Period, Selection
from metrics.verdict_words import told

FIGURE = "figure"
"""The exhibit of one figure, as its side panel shows it."""


class Sheet(NamedTuple):
    """A table of an exhibit. plot: how a spreadsheet draws it (bar, line or "") and of which columns, the first being names."""

    title: str
    frame: pd.DataFrame
    plot: str = ""
    columns: tuple[str, ...] = ()
    unit: str = ""


class Shown(NamedTuple):
    """An exhibit as it is shown: the finding in words, its tables (the first are its totals), and the drawing if there is one."""

    finding: str
    sheets: tuple[Sheet, ...]
    drawing: Drawing | None


@dataclass(frozen=True)
class Kind:
    """One kind of exhibit. show: from a view and an option to what is shown; None where there is nothing to show.

    options: by option the title, for a view. kpis: ids of what is counted. people: True where single people are shown.
    """

    page: str
    options: Callable[[Selection], dict[str, str]]
    show: Callable[[Selection, str], Shown | None]
    kpis: Callable[[Selection, str], Sequence[str]]
    people: bool = False
    week_only: bool = False


def _whole(view: Selection, _: str = "") -> list[str]:
    return [kpi.id for kpi in drawings.whole_kpis(view.role)]


def _of(*ids: str) -> Callable[[Selection, str], list[str]]:
    return lambda view, option: list(ids)


def _drawn(
    drawing: Drawing | None, title: str, plot: str = "", columns: tuple[str, ...] = (), unit: str = ""
) -> Shown | None:
    """A drawing with its own table."""
    if drawing is None:
        return None
    return Shown(drawing.alt, (Sheet(title, drawing.table(), plot, columns, unit),), drawing)


def _titled(words: str) -> Callable[[Selection], dict[str, str]]:
    return lambda view: {"": words}


def _roles(words: str) -> Callable[[Selection], dict[str, str]]:
    def options(view: Selection) -> dict[str, str]:
        there = set(drawings.members(view)["role"])
        return {role: f"{words}, {role}s" for role in KPI_ROLES if role in there and view.role in (None, role)}

    return options


def _team(view: Selection, option: str) -> Shown | None:
    role: Role = "PC" if option == "PC" else "PCSO"
    return _drawn(drawings.team(view, role, areas.name_of(view)), f"{role}s")


def _rates(view: Selection, option: str) -> Shown | None:
    role: Role = "PC" if option == "PC" else "PCSO"
    return _drawn(drawings.team_rates(view, role, areas.name_of(view)), f"Rates, {role}s")


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
    drawn = drawings.beats(view, kpi)
    number = int(option or 0)
    if number >= len(drawn):
        return None
    return _drawn(drawn[number], "Beats", "bar" if kpi else "", ("Area", "Figure"), kpi.unit_word if kpi else "")


def _beat_kpis(view: Selection, _: str) -> list[str]:
    return [str(view.kpi).partition(":")[0]] if view.kpi else _whole(view)


def _funnel_options(view: Selection) -> dict[str, str]:
    kpi = kpis().get(view.kpi or "")
    return {"": f"{kpi.label}: each beat and what was expected"} if kpi and funnels.compared(view, kpi)[0] else {}


def _funnel(view: Selection, _: str) -> Shown | None:
    kpi = kpis().get(view.kpi or "")
    return _drawn(funnels.compared(view, kpi)[0], "Funnel") if kpi else None


def _person(view: Selection) -> people.Person | None:
    return people.chosen(view)


def _officer_hours(view: Selection, _: str) -> Shown | None:
    person = _person(view)
    return _drawn(drawings.officer_hours(view, person.collar, person.name), "Hours") if person else None


def _officer_kpis(view: Selection, _: str) -> Shown | None:
    person = _person(view)
    if person is None:
        return None
    marks = notes.marks(view, (PEOPLE, person.collar))
    return _drawn(drawings.officer_kpis(view, person.collar, person.name, person.role, marks=marks), "KPIs")


def _clock_options(view: Selection) -> dict[str, str]:
    kind = view.kpi if view.kpi in time_in_place.KINDS else time_in_place.FIRST
    return {str(kind): f"Hours of the week: {time_in_place.KINDS[str(kind)][2]}"}


def _clock(view: Selection, option: str) -> Shown | None:
    return _drawn(time_in_place.hours_of_the_week(view, option, areas.name_of(view)), "Hours of the week")


def _clock_kpis(view: Selection, option: str) -> list[str]:
    return [option if option in kpis() else drawings.ABSTRACTION]


def _figure_options(view: Selection) -> dict[str, str]:
    kpi, role = by_role.parse(view.kpi)
    return {"": f"{kpi.label}, {role}s" if role else kpi.label} if kpi else {}


def _figure(view: Selection, _: str) -> Shown | None:
    """One figure of an area or person, with its hours, target, verdicts, companions; of an area also its weeks."""
    kpi, one_role = by_role.parse(view.kpi)
    if kpi is None:
        return None
    at = replace(view.of_opened, role=one_role or view.role)
    by, collars = ("officer", (view.officer,)) if view.officer else (view.area.level, ())
    more = {"collars": collars} if collars else {"role": at.role}
    key = view.officer or view.area.key
    name = _name(view)
    mine = [row for row in rows_of(data.figures([kpi], by, (at.days,), at, **more)) if row["key"] == key]
    if not mine:
        return None
    beside = [one for one in data.beside([kpi], by, at, **more).get(kpi.id, []) if one.key == key]
    facts = [
        ("Figure", kpi.counted(figure_words(kpi, mine[0]))),
        (kpi.hours_words.capitalize(), say_hours(mine[0]["exposure_hours"])),
        ("Fair share" if view.officer else "Target", say_share(mine[0]["target"])),
        *((shown.label, shown.text) for shown in beside),
        *(() if view.officer else _verdicts(kpi, at)),
    ]
    table = Sheet("Figure", pd.DataFrame(facts, columns=["What", "Value"]))
    words = figure_sentence(kpi, mine[0], name, bool(view.officer))
    drawing = None if view.officer else _over_time(kpi, at, name)
    weeks = () if drawing is None else (Sheet("Weeks", drawing.table(), "line", ("Week", "Figure"), kpi.unit_word),)
    return Shown(words, (table, *weeks), drawing)


def _name(view: Selection) -> str:
    person = _person(view) if view.officer else None
    return person.name if person else areas.name_of(view)


def _own(kpi: Kpi, view: Selection) -> Kpi:
    return by_role.of_role(kpi, view.role) if view.role and len(kpi.roles) > 1 else kpi


def _verdicts(kpi: Kpi, view: Selection) -> list[tuple[str, str]]:
    own = _own(kpi, view)
    judged = verdict_data.judged([own], view.area.level, view)
    answers = told(judged, own.id, f"{view.area.level}:{view.area.key}")
    return [
        (answer.title, " ".join(filter(None, (f"{answer.mark} {answer.word}, {say_days(*answer.days)}.", answer.luck))))
        for answer in answers
    ]


def _over_time(kpi: Kpi, view: Selection, name: str) -> Drawing | None:
    back = replace(view, period="dates", start=view.end - trends.WEEKS * WEEK)
    return trends.over_time(view, kpi, _own(kpi, view), name, notes.marks(back, key_of(None, view.area), kpi.id))


def _figure_kpis(view: Selection, _: str) -> list[str]:
    return [str(view.kpi).partition(":")[0]]


def _target(view: Selection, option: str) -> Shown | None:
    found = [line.shown for line in targets.standing(view) if targets_shown.name_of(line.kpi.id, line.role) == option]
    if not found or found[0] is None:
        return None
    target = replace(found[0], area=view.area)
    preview = data.previewed(target, view.known_at)
    if preview is None or not preview.pasts:
        return None
    kpi, name = kpis()[target.kpi], areas.name_of(view)
    return _drawn(target_year.drawing(preview, kpi, name), "The last year")


def _target_options(view: Selection) -> dict[str, str]:
    lines = [line for line in targets.standing(view) if line.shown]
    keys = {targets_shown.name_of(line.kpi.id, line.role): line for line in lines}
    wanted = view.kpi if view.kpi in keys else next(iter(keys), None)
    return {wanted: f"{keys[wanted].kpi.label}: what its target would have said"} if wanted else {}


def _schemes(view: Selection, _: str) -> Shown | None:
    known = any(one.counted for one in problem_data.schemes(view))
    return _drawn(community.schemes_picture(view, areas.name_of(view)), "Schemes") if known else None


def _engagement(view: Selection, _: str) -> Shown | None:
    known = any(one.returns for one in problem_data.engagement(view))
    return _drawn(community.engagement_picture(view, areas.name_of(view)), "Engagement") if known else None


def _response_options(view: Selection) -> dict[str, str]:
    measure = plan.measured(view)
    if measure is None:
        return {}
    return {measure: f"{view.ref}, before and after the response: {problem_data.offered(view)[measure].label}"}


def _around_response(view: Selection, option: str) -> Shown | None:
    return _drawn(plan.around_response(view, option), "Weeks", "line", ("Week", "Figure"), "a week")


def _measure_kpis(view: Selection, option: str) -> list[str]:
    return [option if option in kpis() else ATTENDED]


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
        lambda view, _: _drawn(drawings.totals(view.of("week")), "Week"), _whole, week_only=True,
    ),
    "week-hours": Kind(
        routes.THIS_WEEK, _titled("Where the hours went"),
        lambda view, _: _drawn(drawings.where_hours_went(view.of("week")), "Hours"), _of("abstraction"), week_only=True,
    ),
    "recorded": Kind(routes.TEAM, _titled("What the team recorded"), _recorded, _whole),
    "team": Kind(routes.TEAM, _roles("Everybody of the team"), _team, _whole, people=True),
    "rates": Kind(routes.TEAM, _roles("Rates per 100 available hours"), _rates, _whole, people=True),
    "officer-hours": Kind(routes.OFFICER, _titled("Hours week by week"), _officer_hours, _of("abstraction"), people=True),
    "officer-kpis": Kind(routes.OFFICER, _titled("KPIs week by week"), _officer_kpis, _whole, people=True),
    "beats": Kind(routes.BEATS, _beat_options, _beats, _beat_kpis),
    "funnel": Kind(routes.BEATS, _funnel_options, _funnel, _beat_kpis),
    "clock": Kind(routes.TIME_IN_PLACE, _clock_options, _clock, _clock_kpis),
    "places": Kind(
        routes.TIME_IN_PLACE, _titled("Planned and delivered, by dedicated place"),
        lambda view, _: _drawn(time_in_place.places(view, areas.name_of(view)), "Places"), _of("time_in_place"),
    ),
    "outside": Kind(
        routes.TIME_IN_PLACE, _titled("Outside the station"),
        lambda view, _: _drawn(time_in_place.outside(view, areas.name_of(view)), "Outside"), _of("time_outside_station"),
    ),
    "abstraction": Kind(
        routes.TIME_IN_PLACE, _titled("Abstraction by reason and week"),
        lambda view, _: _drawn(abstraction.by_reason(view, areas.name_of(view)), "Abstraction"), _of("abstraction"),
    ),
    "plans": Kind(
        routes.PROBLEM_SOLVING, _titled("OSARA plans by stage and age"),
        lambda view, _: _drawn(problem_solving.picture(view, areas.name_of(view)), "Plans"), _of("problem_plans"),
    ),
    "schemes": Kind(
        routes.PROBLEM_SOLVING, _titled("Watch and Citizens in Policing schemes"), _schemes,
        _of("new_watch_schemes", "citizens_schemes"),
    ),
    "engagement": Kind(routes.PROBLEM_SOLVING, _titled("Engagement by kind"), _engagement, _of("engagement_returns")),
    "response": Kind(routes.PROBLEM_SOLVING, _response_options, _around_response, _measure_kpis),
    "target": Kind(routes.TARGETS, _target_options, _target, lambda view, option: [option.partition(":")[0]]),
    "loaded": Kind(routes.QUALITY, _titled("What is loaded, by export and week"), _loaded, _whole),
    FIGURE: Kind("", _figure_options, _figure, _figure_kpis),
}  # fmt: skip
"""Every kind of exhibit, in the order in which a page offers them. That of a figure is offered in the side panel."""


def offered(page: str, view: Selection) -> dict[str, str]:
    """What a page's view has to put into the evidence: id of the exhibit -> title."""
    return {
        f"{name}:{option}" if option else name: title
        for name, kind in KINDS.items()
        if kind.page == page
        for option, title in kind.options(view).items()
    }


def kind_of(exhibit: str) -> tuple[Kind, str]:
    """The kind and the option of an exhibit's id. KeyError where there is no such kind (any more)."""
    name, _, option = exhibit.partition(":")
    return KINDS[name], option


def shown(exhibit: str, view: Selection) -> Shown | None:
    """An exhibit of a view; None where there is nothing to show, or no such kind any more."""
    if exhibit.partition(":")[0] not in KINDS:
        return None
    kind, option = kind_of(exhibit)
    return kind.show(view, option)


def shows_people(exhibit: str, view: Selection) -> bool:
    """True where single people are shown."""
    return kind_of(exhibit)[0].people or bool(view.officer and exhibit == FIGURE)


def page_of(exhibit: str, view: Selection) -> str:
    """The page on which an exhibit is seen: a figure in the panel of the officer's page, or of the beats'."""
    return kind_of(exhibit)[0].page or (routes.OFFICER if view.officer else routes.BEATS)


def area_of(exhibit: str, view: Selection) -> Area:
    """The area whose records an exhibit rests on."""
    everywhere = exhibit == "week-totals" or exhibit.startswith("funnel") or kind_of(exhibit)[0].page == routes.BEATS
    return WHOLE_FORCE if everywhere else view.area


def in_words(exhibit: str, view: Selection) -> str:
    """Whose figures, of which days, as known when: Corby · 12 weeks to 15 November 2026."""
    whose = (
        "Force and sectors"
        if exhibit == "week-totals"
        else _name(view)
        if shows_people(exhibit, view)
        else areas.name_of(view)
    )
    return f"{whose} · {_at(exhibit, view).period_words}"


def _at(exhibit: str, view: Selection) -> Selection:
    """The view with the days that an exhibit is of: a figure's own, or those of the week."""
    if exhibit == FIGURE:
        return view.of_opened
    return view.of("week") if kind_of(exhibit)[0].week_only else view


def last_day(exhibit: str, view: Selection) -> dt.date:
    """The last day that an exhibit's figures speak of."""
    return _at(exhibit, view).end


def days_of(exhibit: str, view: Selection) -> Period:
    """First and last day of what an exhibit shows: beside an area's figure its weeks before."""
    start, end = _at(exhibit, view).days
    back = exhibit == FIGURE and not view.officer
    return (min(start, end - trends.WEEKS * WEEK) if back else start), end


__all__ = [
    "FIGURE",
    "KINDS",
    "Sheet",
    "Shown",
    "area_of",
    "days_of",
    "in_words",
    "kind_of",
    "last_day",
    "offered",
    "page_of",
    "shown",
    "shows_people",
]
