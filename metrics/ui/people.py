"""The Officer page's parts: whom it shows, links to records, intelligence by source, the other role's work as context."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from metrics.charts.drawing import Drawing
from metrics.charts.figures import say_person
from metrics.charts.words import known
from metrics.frames import rows_of
from metrics.terms import KPI_ROLES, TEAM, Area, Role, say_date
from metrics.ui import data, drawings, looks, routes, show, stores, viewer
from metrics.ui.opening import opener
from metrics.ui.selection import Selection


@dataclass(frozen=True)
class Person:
    """One person as posted in the period. team: of the latest posting in it."""

    collar: str
    name: str
    role: Role
    title: str
    posting: str
    team: Area
    student: bool


def chosen(view: Selection) -> Person | None:
    """The person of the address: as posted in the period, else as last posted. None where there is none.

    Whoever is given them looks at them: it is logged, and a reason asked, before even their name is shown.
    """
    if not view.officer:
        return None
    person = _found(view, str(view.officer))
    if person is None:
        looks.refused(stores.store(), viewer.scope(), view.officer)
    else:
        alone = frozenset({person.collar})
        looks.look(stores.store(), viewer.scope(), alone, alone, view.days)
    return person


def _found(view: Selection, collar: str) -> Person | None:
    for found in (data.posted(view), data.people(view.known_at)):
        mine = rows_of(found[found["collar"] == collar])
        if mine:
            last = mine[-1]
            title = f"{last['role']} {last['surname']}, {last['forename']} ({last['collar']})"
            return Person(
                last["collar"], say_person(last), last["role"], title, _posting(view, last, mine),
                Area(last["team_level"], last["team"]), last["student"] is True,
            )  # fmt: skip
    return None


def _posting(view: Selection, last: dict[str, Any], postings: list[dict[str, Any]]) -> str:
    areas = data.areas(view.known_at)
    names = dict(zip(zip(areas["level"], areas["key"], strict=True), areas["name"], strict=True))
    teams = dict.fromkeys(names.get((row["team_level"], row["team"]), str(row["team"])) for row in postings)
    words = [" then ".join(map(str, teams))]
    if known(last["fte"]) and float(last["fte"]) != 1:
        words.append(f"{float(last['fte']):.2g} of full time")
    if last["student"] is True:
        words.append("student officer")
    if known(last["supervisor"]):
        people = data.people(view.known_at)
        over = rows_of(people[people["collar"] == last["supervisor"]])
        led = data.team_names(view.known_at).get(f"{TEAM}:{last['supervisor']}", "").removeprefix("Team of ")
        words.append(f"supervisor {say_person(over[0]) if over else led or last['supervisor']}")
    if known(last["posted_to"]) and last["posted_to"] < view.end:
        words.append(f"posting ended {say_date(last['posted_to'])}")
    return ", ".join(words)


def offer(view: Selection, page: str = routes.OFFICER) -> None:
    """Nobody chosen: one box with everybody of the view's area, and where else to look. page: which opens for whom is chosen."""
    if view.officer:
        show.note(f"Nobody with collar number {view.officer} is on the Officers list as known.")
    people = data.members(view)
    people = people[people["role"].isin(KPI_ROLES)].drop_duplicates("collar")
    show.lede(f"{len(people):,} people in this view. Choose one, or use the search box at the side.")
    names = {
        person["collar"]: f"{say_person(person)} ({person['collar']}), {person['role']}, {person['team']}"
        for person in rows_of(people)
    }
    collar = st.selectbox(
        "Person", list(names), index=None, format_func=names.__getitem__, placeholder="Choose a person", key="person"
    )
    if collar:
        st.switch_page(page, query_params=view.params(officer=collar, opened=False))


def sources(view: Selection, collar: str, name: str, role: Role) -> None:
    """Intelligence by its four sources, one click away."""
    box = st.expander("Intelligence by source", key="sources", on_change="rerun", type="compact")
    if box.open:
        with box:
            opened = opener(view, "officer")
            addresses = [opened.address({"key": collar, "kpi": kpi.id}) for kpi in drawings.sources_of(role)]
            show.block(show.table_html(drawings.by_source(view, collar, name, role), opens=addresses))


def context(drawing: Drawing, role: Role, view: Selection) -> None:
    """Work of the other role, as context: no fair share, no fault."""
    box = st.expander(
        f"Other recorded work: measures of {'PCSOs' if role == 'PC' else 'constables'}, shown as context without a fair share",
        key="context", on_change="rerun", type="compact",
    )  # fmt: skip
    if box.open:
        with box:
            show.chart(drawing, "officer-context", on_pick=opener(view, "officer"))


def hours_link(view: Selection) -> None:
    """Where the hours come from, one click away."""
    show.link(routes.OFFICER, "Where these hours come from", view.params(kpi=drawings.ABSTRACTION, opened=True))
