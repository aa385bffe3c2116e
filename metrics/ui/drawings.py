"""From a view to its drawings: which figures a page asks for, and the chart that shows them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

import pandas as pd

from metrics import catalogue
from metrics.catalogue import kpis
from metrics.charts import figures as panels
from metrics.charts import officer, rates, week
from metrics.charts.drawing import Drawing
from metrics.charts.figures import Line, by_key, say_person
from metrics.charts.marks import Mark
from metrics.frames import rows_of
from metrics.kpi import Kpi, Shown
from metrics.people import Stint
from metrics.rates import RoleRates
from metrics.terms import KPI_ROLES, Role
from metrics.ui import areas, by_role, coverage, data, judging, looks, stores, verdict_data, viewer
from metrics.ui.remembering import Question, remembering
from metrics.ui.selection import Selection

P = ParamSpec("P")
R = TypeVar("R")

ABSTRACTION = "abstraction"
"""The KPI that stands for hours: it rests on Duties, is read against rostered hours, and is shown with their reasons."""
whole_kpis = catalogue.whole_kpis
"""The KPIs that have a panel of their own."""
LINE_WEEKS = 12
"""Weeks in the small line of a cell."""
COMPACT = {"gutter": 150, "least": 76, "numbers": "under", "line": 22, "head": 54}
TEAM_AT_MOST = 90
"""People whom the Team page draws at once; above it the page offers the teams below."""


_drawn = remembering(300)


def remembered(make: Callable[P, R]) -> Callable[P, R]:
    """Draw once per view, data version, new baselines and what whoever looks may see. A drawing is never changed, so those who
    see the same share it, and it is not copied. What was read for it names people: whoever is given it later looks at them
    too."""

    @wraps(make)
    def ask(*args: P.args, **kwargs: P.kwargs) -> R:
        store = stores.store()
        plain = [
            replace(arg, opened=False, kpi=None, ref=None, then=None, week=None) if isinstance(arg, Selection) else arg
            for arg in args
        ]
        asked = (*plain, *sorted(kwargs.items()))
        whose, drawn = viewer.scope(), f"{make.__module__}.{make.__name__}"
        words = f"{whose.seen_as} {drawn} {store.path} {store.version} {verdict_data.rebases()!r} {asked!r}"

        def draw() -> tuple[R, frozenset[str], frozenset[str]]:
            with looks.drawing() as (named, alone):
                made = make(*args, **kwargs)
            return made, frozenset(named), frozenset(alone)

        made, named, alone = _drawn(Question(words, draw))
        looks.look(store, whose, named, alone)
        return cast(R, made)

    return ask


@remembered
def team(view: Selection, role: Role, name: str) -> Drawing:
    """Everybody of one role: a panel per KPI of that role, with hours and abstraction beside each name."""
    chosen, everybody = whole_kpis(role), members(view)
    people = everybody[everybody["role"] == role]
    everyone, who = tuple(everybody["collar"]), tuple(people["collar"])
    figures = judging.with_luck(_team_figures(view, everyone)[role])
    hours = data.hours("officer", (view.days,), view, collars=everyone)
    hours = hours[hours["key"].isin(who)]
    lines = panels.person_lines(people, hours)
    alt = panels.team_alt(role, name, lines, hours, chosen, figures)
    beside = _team_beside(view, everyone)
    return panels.draw(
        panels.principles(chosen), lines, figures, alt, person=True, beside=beside, role=role,
        corner="name", corner_note="available, abstracted", layout={"gutter": 196, "least": 205},
    )  # fmt: skip


@remembered
def _team_figures(view: Selection, collars: tuple[str, ...]) -> dict[Role, pd.DataFrame]:
    """The figures of both roles, asked for at once: each of what was done in that role."""
    asked = {role: [by_role.of_role(kpi, role) for kpi in whole_kpis(role)] for role in KPI_ROLES}
    found = data.figures(
        [kpi for kpis in asked.values() for kpi in kpis], "officer", (view.days,), view, collars=collars
    )
    names, roles = found["kpi"].str.partition(":")[0], found["kpi"].str.partition(":")[2]
    return {role: found.assign(kpi=names)[roles == role] for role in KPI_ROLES}


@remembered
def _team_beside(view: Selection, collars: tuple[str, ...]) -> dict[str, list[Shown]]:
    """What stands beside the figures of both roles, asked for at once and apart."""
    return data.beside(whole_kpis(), "officer", view, collars=collars, roles_apart=True)


@remembered
def team_rates(view: Selection, role: Role, name: str) -> Drawing:
    """Everybody of one role: each person's rate with the interval that luck leaves, beside the rate of all of that role."""
    chosen = [kpi for kpi in whole_kpis(role) if kpi.unit == "count" and not kpi.is_stock]
    everybody = members(view)
    people = everybody[everybody["role"] == role]
    found = verdict_data.rates([by_role.of_role(kpi, role) for kpi in chosen], people["collar"].tolist(), view)
    told = {
        (kpi.id, key): (one.rate, one.low, one.high, one.hours, one.count)
        for kpi in chosen
        for key, one in _rates_of(found, kpi, role).people.items()
    }
    common = {kpi.id: _rates_of(found, kpi, role).role_rate for kpi in chosen}
    lines = [Line(person["collar"], say_person(person)) for person in rows_of(people)]
    return rates.rates(chosen, lines, told, common, role=role, team=name)


def _rates_of(found: dict[str, RoleRates], kpi: Kpi, role: Role) -> RoleRates:
    return found[by_role.of_role(kpi, role).id]


class Ahead:
    """What a page will need further down, asked for while it shows what stands above."""

    _threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="beatboard-ahead")

    def __init__(self, *asks: Callable[[], object]) -> None:
        """Begin."""
        self._begun = [self._threads.submit(viewer.as_asked(ask)) for ask in asks]

    def wait(self, meanwhile: Callable[[], R]) -> R:
        """What this thread asks for itself meanwhile, once all is there. What failed is asked anew by whoever needs it."""
        found = meanwhile()
        wait(self._begun)
        return found


def team_ahead(view: Selection) -> Ahead:
    """The figures of a team's people, and what stands beside them."""
    everyone = tuple(members(view)["collar"])
    return Ahead(lambda: _team_beside(view, everyone), lambda: _team_figures(view, everyone))


def week_ahead(view: Selection) -> Ahead:
    """The hours of the week: of everybody, and by state; of several forces by state only."""
    people = [] if areas.is_of_several(view) else [lambda: _hours_of_people(view)]
    return Ahead(*people, lambda: _states_of_sectors(view))


def _hours_of_people(view: Selection) -> pd.DataFrame:
    return data.hours("officer", (view.days,), view)


def _states_of_sectors(view: Selection) -> pd.DataFrame:
    return data.hours_by_state(_whole_and_parts(view), view)


@remembered
def team_recorded(view: Selection) -> list[tuple[Kpi, dict[str, Any]]]:
    """What the area's or the sergeant's team recorded, each event once."""
    shown, found = by_role.figures(whole_kpis(view.role), view.area.level, (view.days,), view)
    own = found[(found["key"] == view.area.key) & found["kpi"].isin([kpi.id for kpi in shown])]
    mine = by_key(judging.with_verdicts(own, shown, view.area.level, view))
    return [(kpi, mine[kpi.id, view.area.key]) for kpi in shown if (kpi.id, view.area.key) in mine]


@remembered
def names(known_at: dt.datetime | None) -> dict[str, str]:
    """Everybody's name by collar number, as in their latest posting."""
    return names_of(data.everyone(known_at))


def names_of(people: Iterable[Stint]) -> dict[str, str]:
    """The names of some people by collar number."""
    return {one.collar: say_person(one._asdict()) for one in people}


@remembered
def members(view: Selection) -> pd.DataFrame:
    """The people with KPIs of the view's area or team, each once, alphabetical."""
    found = data.members(view)
    return found[found["role"].isin(KPI_ROLES)].drop_duplicates("collar", keep="last")


def force_and_sectors(view: Selection) -> list[tuple[str, str]]:
    """Key and name of the force and of the view's sectors; of several forces of all, and of each."""
    return [(area.key, name) for area, name in areas.whole_and_parts(view)]


def _whole_and_parts(view: Selection) -> str:
    """Their levels."""
    return f"{data.together(view).level}+{areas.part_level(view)}"


@remembered
def _sector_weeks(view: Selection) -> tuple[list[Kpi], pd.DataFrame]:
    """Force and sectors over the last weeks: the KPIs as they are shown (by role where targets are), and their figures."""
    chosen, weeks = whole_kpis(view.role), view.weeks(back=LINE_WEEKS)
    asked = by_role.apart(chosen, view.role)
    found = data.figures(asked, _whole_and_parts(view), weeks, view, role=view.role, everywhere=True)
    return by_role.shown(chosen, found[found["by"] == areas.part_level(view)]), found


def week_figures(view: Selection) -> pd.DataFrame:
    """The figures of the week that `totals` shows, force and sectors."""
    whole = areas.together(view)
    shown, found = _sector_weeks(whole)
    keys = [key for key, _ in force_and_sectors(whole)]
    last = found["period_start"].max()
    mine = found["kpi"].isin([kpi.id for kpi in shown]) & found["key"].isin(keys) & (found["period_start"] == last)
    return judging.with_verdicts(found[mine], shown, _whole_and_parts(whole), view)


def team_figures(view: Selection) -> pd.DataFrame:
    """The figures of the Team page: each person's in each role, then what the team recorded."""
    everyone = tuple(members(view)["collar"])
    of_people = [
        frame.assign(kpi=frame["kpi"] + f":{role}")
        for role, frame in _team_figures(view, everyone).items()
        if view.role in (None, role)
    ]
    return pd.concat([*of_people, pd.DataFrame([figure for _, figure in team_recorded(view)])], ignore_index=True)


def officer_figures(view: Selection, collar: str, chosen: list[Kpi]) -> pd.DataFrame:
    """One person's figures, of the whole period and then week by week."""
    weeks = [
        data.figures(chosen, "officer", periods, view, collars=(collar,)) for periods in ((view.days,), view.weeks())
    ]
    return pd.concat(weeks, ignore_index=True)


def beat_figures(view: Selection, kpi: Kpi | None) -> pd.DataFrame:
    """The figures of the Beats page in the order shown."""
    asked, level = [kpi] if kpi else whole_kpis(view.role), areas.listed(view)
    chosen, found = by_role.figures(asked, level, (view.days,), view, everywhere=True)
    keys = [line.key for line in beat_lines(view)]
    shown = found[found["kpi"].isin([one.id for one in chosen]) & found["key"].isin(keys)]
    return judging.with_verdicts(shown, chosen, level, view)


@remembered
def totals(view: Selection) -> Drawing:
    """Force and sectors, this week and the weeks before, against target."""
    shown, figures = _sector_weeks(areas.together(view))
    latest = figures["period_start"] == view.start
    last = judging.with_verdicts(figures[latest], shown, _whole_and_parts(view), view, latest=True)
    return week.totals(shown, force_and_sectors(view), pd.concat([figures[~latest], last]))


@remembered
def since_last_week(view: Selection) -> list[tuple[Kpi, dict[str, object] | None, dict[str, object] | None]]:
    """Each KPI's figure of the week and of the week before, for the view's area."""
    level, whole = view.area.level, areas.together(view)
    if level in _whole_and_parts(whole).split("+"):
        shown, figures = _sector_weeks(whole)
    else:
        shown, figures = by_role.figures(whole_kpis(view.role), level, view.weeks(back=2), view)
    figures = figures[(figures["by"] == level) & (figures["key"] == view.area.key)]
    found: dict[str, list[dict[str, object] | None]] = {}
    for figure in rows_of(figures):
        found.setdefault(figure["kpi"], [None, None]).append(figure)
    last_two = ((kpi, found.get(kpi.id, [None, None])[-2:]) for kpi in shown)
    return [(kpi, now, before) for kpi, (before, now) in last_two]


@remembered
def where_hours_went(view: Selection) -> Drawing:
    """Rostered hours of the force and each sector: neighbourhood, abstracted by reason, other duties."""
    _, figures = _sector_weeks(areas.together(view))
    hours = figures[(figures["kpi"] == ABSTRACTION) & (figures["period_start"] == view.start)]
    asides = dict(zip(hours["key"], hours["set_aside"], strict=True))
    return week.where_hours_went(_states_of_sectors(view), force_and_sectors(view), asides)


@remembered
def who_was_away(view: Selection) -> tuple[pd.DataFrame, pd.DataFrame, int] | None:
    """People absent on every posted day, people with more than half their hours abstracted, and how many were posted; None of
    several forces at once."""
    if areas.is_of_several(view):
        return None
    hours = _hours_of_people(view)
    known = hours[hours["rostered"].notna() & (hours["covered_days"] > 0)]
    absent = known[(known["rostered"] == 0) & (known["absent_days"] > 0)]
    away = known[(known["rostered"] > 0) & (known["abstraction"] > known["rostered"] / 2)]
    return absent, away, len(known)


@remembered
def coverage_strip(view: Selection, weeks: int) -> tuple[str, str]:
    """What is loaded and missing: in one sentence, and as a strip of exports by weeks."""
    level = areas.part_level(view)
    found, parts = data.coverage(weeks, view, level), areas.PARTS[level]
    summary = coverage.summary(found, data.lists_loaded(view.known_at), view.start, parts)
    return summary, coverage.strip(found, parts=parts)


@remembered
def beat_lines(view: Selection) -> list[Line]:
    """The beats of the view in list order, each sector's name above them; of several forces the forces."""
    if areas.is_of_several(view):
        return [Line(area.key, name) for area, name in areas.forces(view)]
    found, lines = rows_of(areas.beats(view)), []
    for sector, name in areas.sectors(view):
        lines.append(Line(f"sector:{sector}", name, heading=True))
        lines += [Line(beat["key"], beat["name"]) for beat in found if beat["sector"] == sector]
    return lines


@remembered
def beats(view: Selection, kpi: Kpi | None) -> list[Drawing]:
    """Beats against targets: all KPIs compact, in two drawings that fit a sheet each; or one KPI wide."""
    lines = beat_lines(view)
    asked, level = [kpi] if kpi else whole_kpis(view.role), areas.listed(view)
    chosen, figures = by_role.figures(asked, level, (view.days,), view, everywhere=True)
    figures = judging.with_verdicts(figures[figures["kpi"].isin([one.id for one in chosen])], chosen, level, view)
    everywhere = areas.together(view)
    beside = {one.id: beside_beats(one, everywhere) for one in chosen} if kpi else {}
    layout, one = {"gutter": 190, "least": 320} if kpi else COMPACT, areas.LISTED[level]
    keys = [line.key for line in lines if not line.heading]
    shown = figures[figures["key"].isin(keys)]
    return [
        panels.draw(
            [group], lines, figures,
            panels.beats_alt(group[1], shown, judging.how_many(group[1], level, keys, view), one),
            person=False, beside=beside, corner=one,
            tick="tick: target" if kpi else "", layout={**layout, "titles": kpi is None},
        )
        for group in _beat_groups(chosen, whole=kpi is None)
    ]  # fmt: skip


def beside_beats(kpi: Kpi, view: Selection) -> list[Shown]:
    """What stands beside a KPI's figures of all beats; of one that stands for a role, of that role."""
    plain, role = by_role.parse(kpi.id)
    found = data.beside([plain] if plain else [], areas.listed(view), view, role=role or view.role)
    return found.get(plain.id if plain else "", [])


def _beat_groups(chosen: list[Kpi], whole: bool) -> list[tuple[str, list[Kpi]]]:
    """The principles in two drawings, so that each panel has room for its numbers."""
    groups = panels.principles(chosen)
    if not whole or len(groups) < 2:
        return [("", [kpi for _, members in groups for kpi in members])]
    (first, crime), rest = groups[0], groups[1:]
    return [(first, crime), ("; ".join(name for name, _ in rest), [kpi for _, members in rest for kpi in members])]


@remembered
def officer_hours(view: Selection, collar: str, name: str) -> Drawing:
    """One person's hours week by week."""
    return officer.hours_strip(data.hours("officer", view.weeks(), view, collars=(collar,)), name)


@remembered
def officer_kpis(
    view: Selection, collar: str, name: str, role: Role, context: bool = False, marks: tuple[Mark, ...] = ()
) -> Drawing | None:
    """One person's KPIs week by week: those of the role; or as context those of the other role only."""
    own = whole_kpis(role)
    other = [kpi for kpi in whole_kpis() if kpi.id not in {mine.id for mine in own}]
    chosen = other if context else own
    weekly = data.figures(chosen, "officer", view.weeks(), view, collars=(collar,))
    if context:  # a measure of the other role has figures only for weeks in which this person held that role
        chosen = [kpi for kpi in chosen if kpi.id in set(weekly["kpi"])]
    if not chosen:
        return None
    total = data.figures(chosen, "officer", (view.days,), view, collars=(collar,))
    beside = data.beside(chosen, "officer", view, collars=(collar,))
    known = verdict_data.people_by_week([kpi for kpi in chosen if not kpi.is_stock], view, (collar,))
    bands = judging.bands_of(chosen, known, collar, view)
    settled = verdict_data.settled(chosen, view.known_at)
    groups = panels.principles(chosen)
    return officer.kpi_weeks(groups, collar, name, weekly, total, beside, context, bands, settled, marks)


def sources_of(role: Role) -> list[Kpi]:
    """The KPIs that are a part of another one: intelligence by its source."""
    return [kpi for kpi in kpis().values() if kpi.part_of and role in kpi.roles]


def by_source(view: Selection, collar: str, name: str, role: Role) -> pd.DataFrame:
    """Intelligence by source as a table, a row per KPI in the order of `sources_of`."""
    chosen = sources_of(role)
    figures = data.figures(chosen, "officer", (view.days,), view, collars=(collar,))
    beside = data.beside(chosen, "officer", view, collars=(collar,))
    found = panels.table(chosen, [Line(collar, name)], panels.by_key(figures), panels.pairs_of(beside), person=True)
    return found.drop(columns=["Who", "Missing"])
