"""Actions due, on This week: of a sergeant's team what is due and by whom; of an area how many, never what and never who.

What was agreed in a one-to-one is between the two who agreed it. What was agreed in a meeting is the team's or the area's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from metrics.actions import DUE_SOON_DAYS, Action, due_by, of
from metrics.frames import rows_of
from metrics.notes import PEOPLE, Key, key_of
from metrics.one_to_one.cover import Cover, by_team, cover
from metrics.question import area_key
from metrics.terms import TEAM, Area
from metrics.ui import actions, areas, data, drawings, routes, search_reviews, show
from metrics.ui.safe import html
from metrics.ui.selection import Selection

MOST = 5
"""Actions that the page shows at once; the others are a click away."""
WITHIN = f"due within {DUE_SOON_DAYS} days, or overdue"
MEETING = "agreed in a meeting of this area itself"
MEETINGS = "Actions from meetings of the areas and teams in it"
NOBODY = "No supervisor named"


def of_week(view: Selection) -> None:
    """This week: the actions due of a team or an area, and how many one-to-ones are held and due."""
    show.heading("Actions due", WITHIN)
    if areas.is_of_several(view):
        show.lede("Choose a force to see its actions and one-to-ones.")
        return
    known, day = data.actions(view.known_at), actions.today(view)
    led = _led(view)
    names = _people(view) if view.area.level == TEAM and known else {}
    shared = [one for one in of(known, key_of(None, view.area)) if one.agreed_in == "meeting"]
    theirs = of(known, *names) if names else []
    _list(due_by([*theirs, *shared], day), view, names)
    everybody = [collar for collars in led.values() for collar in collars]
    told = cover(everybody, data.one_to_ones(view.known_at), known, day)
    show.lede(sentence(told))
    overdue = search_reviews.overdue_words(view)
    if overdue:
        show.lede(overdue)
        show.link(routes.REVIEWS, "Review them", view.params(kpi=None, opened=False))
    if view.area.level != TEAM:
        within = [one for one in of(known, *areas.within(view)) if one.agreed_in == "meeting" and one.is_open]
        if within:
            show.lede(f"{MEETINGS}: {len(within):,} open, {sum(one.is_overdue(day) for one in within):,} overdue.")
        _by_team(view, led)


def _list(due: Sequence[Action], view: Selection, names: dict[Key, str]) -> None:
    """The first actions due, and the others when somebody asks."""
    if not due:
        show.lede(f"No action {'of this team' if view.area.level == TEAM else MEETING} is {WITHIN}.")
        return
    day = actions.today(view)
    show.block(actions.lines(due[:MOST], day, names))
    if len(due) > MOST:
        box = st.expander(f"{len(due) - MOST:,} more", key="actions-due", on_change="rerun", type="compact")
        if box.open:
            with box:
                show.block(actions.lines(due[MOST:], day, names))


def sentence(told: Cover) -> str:
    """How many one-to-ones are held and due, and how many actions are open."""
    return (
        f"One-to-ones: {told.held:,} of {told.people:,} people had one in the last 6 weeks; {told.due:,} due within "
        f"{DUE_SOON_DAYS} days, {told.overdue:,} overdue. "
        f"Actions from them: {told.open:,} open, {told.actions_overdue:,} overdue."
    )


def _people(view: Selection) -> dict[Key, str]:
    """The team's people, each with a link to the one-to-one."""
    return {
        (PEOPLE, person["collar"]): _link(view, person["collar"], str(person["name"] or person["collar"]))
        for person in rows_of(drawings.members(view))
    }


def _link(view: Selection, collar: str, name: str) -> str:
    address = urlencode(view.params(officer=collar, kpi=None, opened=False, ref=None))
    return f'<a href="one_to_one?{html(address)}" target="_self">{html(name)}</a>: '


def _led(view: Selection) -> dict[str, list[str]]:
    """The people of the view's area on its last day by the name of the team that they are in, alphabetical."""
    people = drawings.members(replace(view, period="dates", start=view.end))
    called = data.team_names(view.known_at)
    found: dict[str, list[str]] = {}
    for collar, supervisor in zip(people["collar"], people["supervisor"], strict=True):
        key = str(area_key(Area(TEAM, str(supervisor))))
        found.setdefault(called.get(key, NOBODY), []).append(collar)
    return dict(sorted(found.items(), key=lambda team: (team[0] == NOBODY, team[0])))


def _by_team(view: Selection, led: dict[str, list[str]]) -> None:
    """Coverage for whoever leads sergeants: numbers only, teams in the order of their names."""
    box = st.expander("One-to-ones by team", key="one-to-ones", on_change="rerun", type="compact")
    if not box.open:
        return
    found = by_team(led, data.one_to_ones(view.known_at), data.actions(view.known_at), actions.today(view))
    rows = [(name, *vars(told).values()) for name, told in found]
    columns = ["Team", "People", "Held in 6 weeks", "Due", "Overdue", "Open actions", "Overdue actions"]
    with box:
        show.table(pd.DataFrame(rows, columns=columns))
        show.lede(
            "Overdue: the next one was due before, or none was ever held. What was said stays with those who said it."
        )


__all__ = ["of_week", "sentence"]
