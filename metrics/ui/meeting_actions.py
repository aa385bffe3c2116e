"""What a meeting agreed: the open actions, and the ways to end one, put it off, or agree another."""

from __future__ import annotations

import datetime as dt
import getpass
from collections.abc import Callable

import streamlit as st

from metrics import actions as kept
from metrics import loading
from metrics.actions import Action
from metrics.brief.agreed import MEETING, in_meetings
from metrics.notes import MOST_LETTERS, key_of
from metrics.store.connection import StoreUnavailableError
from metrics.terms import say_date
from metrics.ui import brief_data, data, show
from metrics.ui.safe import html
from metrics.ui.selection import DAY, Selection

MOST = 7
SHORT = 80
"""Letters of an action in a list to choose from."""
TURN = "agreed-here"
DONE, PUT_OFF, DROPPED = "It is done", "Put it off", "Drop it"


def open_actions(view: Selection) -> list[Action]:
    """The open actions of the area's or team's meetings, the earliest due first."""
    found = in_meetings(data.actions(view.known_at), brief_data.week_of(view))
    return sorted((one for one in found if one.is_open), key=lambda one: (one.due or dt.date.max, one.number))


def rows(view: Selection) -> str:
    """The open actions as lines."""
    found, today = open_actions(view), loading.now().date()
    if not found:
        return "<p>No action of a meeting is open.</p>"
    more = f'<p class="muted bb-aside">{len(found) - MOST:,} more.</p>' if len(found) > MOST else ""
    return "".join(f"<p>{_words(one, today)}</p>" for one in found[:MOST]) + more


def _words(one: Action, today: dt.date) -> str:
    due = f"by {say_date(one.due)}" if one.due else ""
    late = ", overdue" if one.is_overdue(today) else ""
    return f'{html(one.words)} <span class="muted">{html(one.owner)}, {html(due)}{late}</span>'


def forms(view: Selection) -> None:
    """The two ways to change the list; nothing where the page shows what was known before."""
    if view.known_at is not None:
        return
    with st.container(key="meeting-forms"):
        agree(view)
        change(view)


def agree(view: Selection) -> None:
    """A form for a new action."""
    turn = _turn()
    box = st.expander("Agree an action", key=f"agree-{turn}", on_change="rerun", type="compact")
    if not box.open:
        return
    with box, st.form(f"agree-form-{turn}", border=False):
        words = st.text_input("Action", max_chars=MOST_LETTERS, key=f"agree-words-{turn}")
        with st.container(horizontal=True, gap="small"):
            owner = st.text_input("Who does it", key=f"agree-owner-{turn}", width=240)
            week_on = loading.now().date() + 7 * DAY
            due = st.date_input("By when", week_on, format="DD/MM/YYYY", key=f"agree-due-{turn}", width=180)
            by = st.text_input("Your name, kept with it", getpass.getuser(), key=f"agree-by-{turn}", width=240)
        if st.form_submit_button("Agree it", type="primary", key=f"agree-go-{turn}"):
            key = key_of(None, view.area)
            _keep(lambda: kept.agree(data.store(), key, MEETING, words, owner, due, by, loading.now()))


def change(view: Selection) -> None:
    """A form to end an open action or to put it off."""
    found = {one.number: one for one in open_actions(view)}
    if not found:
        return
    turn = _turn()
    box = st.expander("An action is done, put off or dropped", key=f"change-{turn}", on_change="rerun", type="compact")
    if not box.open:
        return
    with box, st.form(f"change-form-{turn}", border=False):
        number = st.selectbox(
            "Action", list(found), None, format_func=lambda one: found[one].words[:SHORT], placeholder="Choose which",
            key=f"change-which-{turn}",
        )  # fmt: skip
        what = st.radio("What of it", [DONE, PUT_OFF, DROPPED], horizontal=True, key=f"change-what-{turn}")
        words = st.text_input("What shows that it is done, or why it is dropped", key=f"change-words-{turn}")
        with st.container(horizontal=True, gap="small"):
            week_on = loading.now().date() + 7 * DAY
            due = st.date_input("Put off to", week_on, format="DD/MM/YYYY", key=f"change-due-{turn}", width=180)
            by = st.text_input("Your name, kept with it", getpass.getuser(), key=f"change-by-{turn}", width=240)
        if not st.form_submit_button("Keep it", type="primary", key=f"change-go-{turn}"):
            return
        if number is None:
            show.note("Choose which action first.")
        else:
            _keep(lambda: _change(number, str(what), words, due, by))


def _change(number: int, what: str, words: str, due: dt.date | None, by: str) -> None:
    store, now = data.store(), loading.now()
    if what == PUT_OFF:
        kept.put_off(store, number, due, by, now)
    else:
        kept.end(store, number, "done" if what == DONE else "dropped", words, by, now)


def _keep(enter: Callable[[], object]) -> None:
    """Enter something, and show the page with it; or one sentence of what stands in the way."""
    try:
        enter()
    except (ValueError, StoreUnavailableError) as error:
        show.note(str(error))
        return
    st.session_state[TURN] = _turn() + 1
    st.rerun()


def _turn() -> int:
    """How often this session has entered something here: with each entry the forms begin anew, closed and empty."""
    return int(st.session_state.get(TURN, 0))
