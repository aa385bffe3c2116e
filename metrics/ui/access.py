"""The Access page's parts: who can sign in and as what, one person, the access table, giving a role and taking it back."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple, cast

import pandas as pd
import streamlit as st

from metrics import configuration, loading
from metrics.access import table as access_table
from metrics.access.listed import Listed
from metrics.access.roles import GIVEN, ROLES, SAID, AccessRole
from metrics.access.table import EVERYTHING, LEVELS_OF, Grant
from metrics.frames import rows_of
from metrics.terms import LONDON, TEAM, say_date, say_number
from metrics.ui import data, ending, entering, show, stores, subject, viewer

MONTH = dt.timedelta(days=28)
"""How long cover lasts, unless another day is chosen."""
NOT_SERVED = (
    "On this desk nobody signs in, and you see everything. What you enter here holds once Beatboard is served to people who "
    "do."
)


class Known(NamedTuple):
    """Who is posted today, what the access table gives, and the areas by level."""

    people: tuple[Listed, ...]
    grants: tuple[Grant, ...]
    areas: pd.DataFrame
    today: dt.date


def known() -> Known:
    """What the page is about."""
    today = loading.now().astimezone(LONDON).date()
    people = cast("tuple[Listed, ...]", data.read("people_listed", day=today))
    return Known(people, cast("tuple[Grant, ...]", data.read("access_given")), data.areas(), today)


def answer(found: Known) -> str:
    """Of how many people who are posted how many can sign in, and how many roles the table gives."""
    able = sum(bool(one.sign_in) for one in found.people)
    given = sum(one.holds(found.today) for one in found.grants)
    words = (
        f"{able:,} of {len(found.people):,} people who are posted today can sign in, by the Officers list or the table."
    )
    words += f" The access table gives {given:,} role{'' if given == 1 else 's'} today."
    return words if configuration.current().served else f"{words} {NOT_SERVED}"


def look_up(found: Known) -> None:
    """One person: with which name they sign in, as what, and over what."""
    names = {one.collar: f"{one.name} ({one.collar}), {one.rank}" for one in found.people}
    collar = st.selectbox(
        "What may somebody see?", list(names), None, format_func=names.__getitem__, placeholder="Choose a person",
        key="access-who",
    )  # fmt: skip
    one = next((person for person in found.people if person.collar == collar), None)
    if one is None:
        return
    given = [grant for grant in found.grants if grant.who == one.sign_in and grant.holds(found.today)]
    show.lede(
        f"{one.name} is posted to {_place(found, one.team)} as {one.rank}: {SAID[one.role]}. "
        + (
            f"They sign in as {one.sign_in}."
            if one.sign_in
            else "Neither the Officers list nor the access table has a name of theirs: they cannot sign in."
        )
    )
    for grant in given:
        show.note(f"Also by the access table: {_said(found, grant)}.")


def _place(found: Known, team: str) -> str:
    level, _, key = team.partition(":")
    areas = found.areas
    names = areas.loc[(areas["level"] == level) & (areas["key"] == key), "name"]
    return str(names.iloc[0]) if len(names) else key


def _said(found: Known, grant: Grant) -> str:
    until = f"to {say_date(grant.until)}" if grant.until else "with no last day"
    over = _over(found, grant.level, grant.key)
    return f"{SAID[grant.role].partition(':')[0]}{over}, from {say_date(grant.since)} {until}: {grant.reason}"


def _over(found: Known, level: str, key: str) -> str:
    if level == TEAM:
        return f" of the team of {_name(found, key)}"
    if level == access_table.OWN:
        return f" with the record of {_name(found, key)}"
    return "" if level == "force" else f" of {_place(found, f'{level}:{key}')}"


def _name(found: Known, collar: str) -> str:
    return next((one.name for one in found.people if one.collar == collar), f"collar number {collar}")


def table(found: Known) -> None:
    """What the access table gives, with who gave it and why."""
    show.heading("Access table", "roles that no posting gives, and cover for somebody else")
    if not found.grants:
        show.lede("It is empty: everybody sees what their posting gives them.")
        return
    rows = [
        {
            "Signs in as": one.who,
            "Role": f"{SAID[one.role].partition(':')[0]}{_over(found, one.level, one.key)}",
            "From": say_date(one.since),
            "To": say_date(one.until) if one.until else "open",
            "Now": "holds"
            if one.holds(found.today)
            else "ended"
            if one.until and one.until < found.today
            else "to come",
            "Why": one.reason,
            "Given by": f"{one.by}, {say_date(one.at.date())}",
        }
        for one in found.grants
    ]
    show.table(pd.DataFrame(rows), "Roles given by hand")


def give(found: Known) -> None:
    """Give a role on some days."""
    box = st.expander(
        "Give a role, or cover for somebody", key=f"access-{entering.turn()}", on_change="rerun", type="compact"
    )
    if not box.open:
        return
    with box:
        role = st.selectbox("Role", list(GIVEN), format_func=SAID.__getitem__, key=f"access-role-{entering.turn()}")
        _form(found, role)


def _form(found: Known, role: AccessRole) -> None:
    turn, level = entering.turn(), LEVELS_OF[role][0]
    over = _choices(found, level)
    with st.form(f"access-form-{turn}", border=False):
        who = st.text_input("Name with which they sign in (their email)", key=f"access-name-{turn}", max_chars=200)
        key = EVERYTHING
        if over:
            key = st.selectbox("Over", list(over), format_func=over.__getitem__, key=f"access-over-{role}-{turn}")
        first = st.date_input("From", found.today, format="DD/MM/YYYY", key=f"access-from-{turn}", width=180)
        cover = role in ("sergeant", "inspector", "chief_inspector")
        last = st.date_input(
            "To (its last day)" if cover else "To (empty: open)", found.today + MONTH if cover else None,
            format="DD/MM/YYYY", key=f"access-to-{role}-{turn}", width=180,
        )  # fmt: skip
        reason = st.text_input("Why (kept with it)", key=f"access-why-{turn}", max_chars=200)
        by = entering.your_name(f"access-by-{turn}")
        if st.form_submit_button("Give it", type="primary", key=f"access-go-{turn}"):
            days = first, last if isinstance(last, dt.date) else None
            entering.keep(lambda: _give(who, role, level, str(key), days, reason, by))


def _give(
    who: str, role: AccessRole, level: str, key: str, days: tuple[dt.date, dt.date | None], reason: str, by: str
) -> None:
    if who.strip().casefold() == viewer.scope().who:
        raise ValueError("Nobody gives a role to themselves: ask another administrator.")
    access_table.give(stores.store(), who, role, level, key, days, reason, by, loading.now())


def _choices(found: Known, level: str) -> dict[str, str]:
    """What a role can be given over, by key; nothing where that is the whole force."""
    if level == TEAM:
        return {one.collar: f"Team of {one.name} ({one.collar})" for one in found.people if one.supervises}
    if level == access_table.OWN:
        return {one.collar: f"{one.name} ({one.collar})" for one in found.people}
    rows = rows_of(found.areas[found.areas["level"] == level]) if level != "force" else []
    return {row["key"]: row["name"] for row in rows}


def take_back(found: Known) -> None:
    """End a role that was given."""
    names = {one.number: f"{one.who}: {_said(found, one)}" for one in found.grants}
    ended = ending.form(
        "Take a role back", names, what="Which", effect="It ends at once; that it was given is kept.", button="Take it back",
        key="access-end", why="Why (kept with it)",
    )  # fmt: skip
    if ended is not None:
        entering.keep(lambda: access_table.take_back(stores.store(), ended.key, ended.reason, ended.by, loading.now()))


def held() -> None:
    """For a request by somebody who has left and cannot sign in: the file of everything that is held on them."""
    show.heading("Somebody who has left asks what is held on them")
    collar = st.text_input("Their collar number", key="access-left", max_chars=20, width=240).strip()
    if collar and not subject.of_other(collar, f"collar number {collar}"):
        show.note("They are posted today: they can make the file themselves, in one click on their own page.")


def roles() -> None:
    """What each role may see, and how many days people are ahead of their supervisors."""
    days = configuration.current().access.officers_first_days
    show.heading("What each role sees")
    show.table(pd.DataFrame([dict(zip(("Role", "Sees"), _halves(role), strict=True)) for role in ROLES]))
    show.lede(
        f"People see their own week {say_number(days)} days before their supervisors do. A sergeant and an inspector are told by "
        "the Officers list, as it is known now: a move holds from its day, at once."
    )


def _halves(role: AccessRole) -> tuple[str, str]:
    name, _, sees = SAID[role].partition(": ")
    return name, sees[0].upper() + sees[1:]
