"""From a view and a person to the sheet of a one-to-one: which figures stand on it, each with what it is never shown without."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import isnan
from typing import Any

from metrics import recognition_words
from metrics.catalogue import kpis
from metrics.charts.figures import by_key
from metrics.charts.words import figure_words, known, say_hours, say_share, say_verdict
from metrics.frames import rows_of
from metrics.kpi import Kpi, Shown
from metrics.notes import PEOPLE, REPLY
from metrics.one_to_one import kept
from metrics.one_to_one.dip_sample import Search, draw
from metrics.one_to_one.due import LOOK_BACK, plan_lines, returns_line
from metrics.one_to_one.prompts import prompts
from metrics.one_to_one.sheet import Drawn, Measure, Sheet
from metrics.question import asked_kpi
from metrics.rates import LEAST_HOURS, RoleRates
from metrics.terms import NOT_LOADED, WHOLE_FORCE, Role, say_days, say_moment, say_number
from metrics.ui import actions, areas, by_role, data, drawings, looks, notes, problem_data, verdict_data, viewer
from metrics.ui.people import Person
from metrics.ui.selection import Selection

SEARCHES, PLANS, RETURNS, PLACES = "stop_searches", "problem_plans", "engagement_returns", "time_in_place"
TRAINING = "Training"
NO_KPI = "No KPI applies to this role."
STUDENT_NOTE = "A student officer's sheet is a development view: what was done, and compared with nothing."


def made(view: Selection, person: Person) -> Sheet:
    """One person's sheet over the view's days, as known at its moment."""
    at = replace(view, area=person.team, officer=None, role=None, ref=None)
    chosen = drawings.whole_kpis(person.role)
    of_others = (
        [] if person.student or not chosen else [lambda: _rates(at, person, chosen), lambda: _recorded(at, person)]
    )
    ahead = drawings.Ahead(*of_others)  # the longest reads, while those of the person are made
    figures = by_key(data.figures(chosen, "officer", (view.days,), view, collars=(person.collar,)))
    beside = ahead.wait(lambda: data.beside(chosen, "officer", view, collars=(person.collar,)))
    measures, note = _measures(at, person, chosen, figures, beside)
    searches = _searches(view, person) if any(kpi.id == SEARCHES for kpi in chosen) else None
    drawn = draw(searches or (), person.collar, *view.days)
    return Sheet(
        collar=person.collar, name=person.name, title=person.title, posting=person.posting, team=areas.name_of(at),
        student=person.student, start=view.start, end=view.end, known_at=view.known_at, prompts=prompts(person.student),
        recognition=tuple(_recognition(view, person, beside)), context=tuple(_context(view, person)), measures=measures,
        measures_note=note, searches=None if searches is None else len(searches), drawn=tuple(Drawn(*one) for one in drawn),
        due=tuple(_due(view, person, chosen)), last_actions=_last_actions(view, person),
        courses=data.courses(person.collar, view), replies=tuple(_replies(view, person)),
    )  # fmt: skip


def _measures(
    at: Selection,
    person: Person,
    chosen: Sequence[Kpi],
    figures: dict[tuple[str, str], dict[str, Any]],
    beside: dict[str, list[Shown]],
) -> tuple[tuple[Measure, ...], str]:
    """Each KPI of the role, and what is to be said of all; of a student officer only what was done."""
    done = [(kpi, _done(kpi, figures.get((kpi.id, person.collar))), beside.get(kpi.id, [])) for kpi in chosen]
    if person.student or not chosen:
        counts = tuple(Measure(kpi.label, words, _beside(shown, student=True)) for kpi, words, shown in done)
        return counts, STUDENT_NOTE if person.student else NO_KPI
    rates = _rates(at, person, chosen)
    teams = {kpi.id: figure for kpi, figure in _recorded(at, person)}
    found = tuple(
        Measure(
            kpi.label, words, _beside(shown), _share(figures.get((kpi.id, person.collar))),
            _rate(rates.get(f"{kpi.id}:{person.role}"), person.collar, person.role), _team(kpi, teams.get(kpi.id)),
        )
        for kpi, words, shown in done
    )  # fmt: skip
    days = {one.days for one in rates.values()}
    return found, f"Rates are of settled days: {say_days(*min(days))}." if days else ""


def _rates(at: Selection, person: Person, chosen: Sequence[Kpi]) -> dict[str, RoleRates]:
    """The person's rates, beside that of all of the role."""
    return verdict_data.rates([by_role.of_role(kpi, person.role) for kpi in chosen], (person.collar,), at)


def _recorded(at: Selection, person: Person) -> Sequence[tuple[Kpi, dict[str, Any]]]:
    """What the beat recorded as a whole; nothing for whose role opens no areas."""
    return drawings.team_recorded(replace(at, role=person.role)) if viewer.may("see_areas") else ()


def _done(kpi: Kpi, figure: dict[str, Any] | None) -> str:
    """4 arrests in 150 available hours; what is said of the record, where it is not whole."""
    if figure is None or not known(figure["value"]):
        return f"{NOT_LOADED}." if figure is None else f"{NOT_LOADED}. {figure['missing']}."
    words = kpi.counted(figure_words(kpi, figure))
    if known(figure["exposure_hours"]) and not kpi.is_stock:
        words += f" in {say_hours(figure['exposure_hours'])} {kpi.hours_words}"
    return ". ".join(filter(None, (words, figure["verdict"], figure["missing"])))


def _beside(shown: Sequence[Shown], student: bool = False) -> str:
    """The companions; of a student officer shares as counts, without a rate and its interval."""
    return "; ".join(f"{one.label}: {_count(one) if student and one.unit == 'share' else one.text}" for one in shown)


def _count(share: Shown) -> str:
    return f"{share.number * share.n:,.0f} of {share.n:,.0f}" if share.n else share.text


def _share(figure: dict[str, Any] | None) -> str:
    return say_share(figure["target"]) if figure is not None and known(figure["target"]) else ""


def _rate(found: RoleRates | None, collar: str, role: Role) -> str:
    """1.9 to 4.0 (all PCs 2.5): an interval without a word, since of one person no verdict is said."""
    mine = found.people.get(collar) if found else None
    if found is None or mine is None or isnan(mine.count):
        return ""
    if isnan(mine.low):
        return "too few hours" if mine.hours < LEAST_HOURS else "too little is known"
    return f"{say_number(mine.low, 1)} to {say_number(mine.high, 1)} (all {role}s {say_number(found.role_rate, 1)})"


def _team(kpi: Kpi, figure: dict[str, Any] | None) -> str:
    """31 of 34, ● Around target: of the beat as a whole. Whose role opens no areas has it not."""
    if not viewer.may("see_areas"):
        return ""
    if figure is None or not known(figure["value"]):
        return NOT_LOADED
    target = f" of {say_share(figure['target'])}" if known(figure["target"]) else ""
    return ", ".join(filter(None, (f"{figure_words(kpi, figure)}{target}", say_verdict(figure))))


def _recognition(view: Selection, person: Person, beside: dict[str, list[Shown]]) -> Iterator[str]:
    """What has grown, places covered, and notes of work that no KPI counts."""
    for one in verdict_data.improved((person.collar,), view).people:
        yield f"{asked_kpi(one.kpi).kpi.label}: {recognition_words.grown_words(one, compared=not person.student)}"
    places = next((one.text for one in beside.get(PLACES, []) if one.unit == "mix"), "")
    if places:
        yield f"Dedicated places covered (hours): {places}."
    for note in notes.bearing(view, [(PEOPLE, person.collar)]):
        if note.kind == recognition_words.UNCOUNTED:
            yield f"{note.kind}: {note.words} ({note.by})"


def _replies(view: Selection, person: Person) -> Iterator[str]:
    """What the person has answered to their own figures, on these days."""
    for note in notes.bearing(view, [(PEOPLE, person.collar)]):
        if note.kind == REPLY:
            kpi = kpis().get(note.about.kpi or "")
            yield f"{kpi.label if kpi else 'Figure'}: {note.words} ({note.by}, {say_moment(note.at)})"


def _context(view: Selection, person: Person) -> Iterator[tuple[str, str]]:
    """Posting and hours. Absence has no reason, and adjusted duties and tutoring are one: other duties."""
    yield "Posting", person.posting
    mine = rows_of(data.hours("officer", (view.days,), view, collars=(person.collar,)))
    if not mine or not known(mine[0]["rostered"]):
        yield "Hours", f"{NOT_LOADED}: Duties"
        return
    hours = mine[0]
    yield "Available", f"{say_hours(hours['available'])} hours"
    yield "Rostered", f"{say_hours(hours['rostered'])} hours"
    yield "Abstracted", f"{say_hours(hours['abstraction'])} hours"
    yield "Other duties", f"{say_hours(hours['not_deployable'])} hours"
    if person.student:
        states = rows_of(data.hours_by_state("officer", view, collars=(person.collar,)))
        yield TRAINING, f"{say_hours(sum(one['hours'] for one in states if one['state'] == TRAINING))} hours"
    yield "Absence", f"{say_number(hours['absent_days'])} {'day' if hours['absent_days'] == 1 else 'days'}"
    if hours["covered_days"] < hours["posted_days"]:
        yield "Duties loaded", f"{hours['covered_days']:,} of {hours['posted_days']:,} days"


def _searches(view: Selection, person: Person) -> list[Search]:
    rows = rows_of(data.records_of(SEARCHES, person.collar, view.days, view.known_at))
    return [Search(row["search_ref"], row["searched_at"].date(), _reviewed(row)) for row in rows]


def _reviewed(search: dict[str, Any]) -> bool:
    return known(search["grounds_reviewed_by"]) or known(search["grounds_reviewed_on"])


def _due(view: Selection, person: Person, chosen: Sequence[Kpi]) -> Iterator[str]:
    asked = {kpi.id: kpi for kpi in chosen}
    if PLANS in asked:
        everywhere = replace(view, area=WHOLE_FORCE)
        with looks.only(person.collar):
            mine = [plan for plan in problem_data.plans(everywhere) if plan.collar == person.collar]
        yield from plan_lines(mine) or ("No open problem plan is known.",)
    if person.role == "PCSO":
        back = view.end - LOOK_BACK, view.end
        rows = rows_of(data.records_of(RETURNS, person.collar, back, view.known_at))
        yield returns_line((row["engaged_on"] for row in rows), view.end)


def _last_actions(view: Selection, person: Person) -> tuple[str, ...]:
    """The person's actions that are open, or were closed since the last one-to-one."""
    last = kept.on_collar(data.one_to_ones(view.known_at), person.collar)
    since = last[0].at if last else None
    mine = [one for one in data.actions(view.known_at) if one.key == (PEOPLE, person.collar)]
    day = actions.today(view)
    return tuple(actions.said(one, day) for one in mine if one.is_open or since is None or one.changed_at >= since)


__all__ = ["made"]
