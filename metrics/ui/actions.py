"""Agreed actions on pages: as lines, with forms to agree one, and to say that one is done, put off or dropped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import streamlit as st

from metrics import actions as agreed
from metrics import loading
from metrics.actions import Action, AgreedIn
from metrics.notes import MOST_LETTERS, PEOPLE, Key
from metrics.terms import local, say_date
from metrics.ui import entering, show, stores, viewer
from metrics.ui.safe import html
from metrics.ui.selection import Selection

FORTNIGHT = dt.timedelta(days=14)
"""Until when a new action is due, unless another day is chosen."""
DONE, PUT_OFF, DROPPED, OPEN_AGAIN = "Done", "Put off to another day", "Dropped", "Open again"
SHORT = 60
"""Letters of an action in a list to choose from."""


def today(view: Selection) -> dt.date:
    """The day on which actions are due or overdue: of the view's moment."""
    return (view.known_at or loading.now()).date()


def said(one: Action, day: dt.date | None = None) -> str:
    """Ask for the course (Brook, L): due 3 December 2026. Closed ones say what shows it, and overdue ones on a day say so."""
    whose = f"{one.words} ({one.owner})" if one.owner else one.words
    if not one.is_open:
        changed = f"{whose}: {one.state} on {say_date(local(one.changed_at).date())}"
        return f"{changed}. {one.proof}" if one.proof else f"{changed}."
    when = f"due {say_date(one.due)}" if one.due else "no day given"
    return f"{whose}: overdue, {when}." if day and one.is_overdue(day) else f"{whose}: {when}."


def lines(found: Sequence[Action], day: dt.date, before: Mapping[Key, str] | None = None) -> str:
    """Actions as lines of our own markup. before: what stands before an action, by whose it is, as markup (a link)."""
    viewer.looks_at(one.key[1] for one in found if one.key[0] == PEOPLE)
    return "".join(f'<p class="bb-line">{(before or {}).get(one.key, "")}{html(said(one, day))}</p>' for one in found)


def agree(key: Key, agreed_in: AgreedIn, owner: str, place: str, by: str = "", title: str = "Agree an action") -> None:
    """A form to agree a new action. key: whose it is. owner, by: who does and who keeps it, unless others are named. place:
    tells forms apart."""
    at = f"{place}-{entering.turn()}"
    box = st.expander(title, key=f"action-{at}", on_change="rerun", type="compact")
    if not box.open:
        return
    with box, st.form(f"action-form-{at}", border=False):
        words = st.text_area("What is agreed", max_chars=MOST_LETTERS, key=f"action-words-{at}", height=72)
        with st.container(horizontal=True, gap="small"):
            who = st.text_input("Who does it", value=owner, key=f"action-owner-{at}", width=240)
            due = st.date_input(
                "By when", loading.now().date() + FORTNIGHT, format="DD/MM/YYYY", key=f"action-due-{at}", width=180
            )
        by = entering.your_name(f"action-by-{at}", by)
        if st.form_submit_button("Keep this action", type="primary", key=f"action-keep-{at}"):
            entering.keep(lambda: agreed.agree(stores.store(), key, agreed_in, words, who, due, by, loading.now()))


def change(
    found: Sequence[Action], place: str, by: str = "", title: str = "An action is done, put off or dropped"
) -> None:
    """A form to end, put off or open again one of some actions; nothing where there is none. by, place: as of `agree`."""
    if not found:
        return
    at = f"{place}-{entering.turn()}"
    box = st.expander(title, key=f"change-{at}", on_change="rerun", type="compact")
    if not box.open:
        return
    by_number = {one.number: one for one in found}
    with box, st.form(f"change-form-{at}", border=False):
        number = st.selectbox(
            "Action", list(by_number), None, format_func=lambda one: _short(by_number[one]), placeholder="Choose which",
            key=f"change-which-{at}",
        )  # fmt: skip
        what = st.radio("It is", [DONE, PUT_OFF, DROPPED, OPEN_AGAIN], key=f"change-what-{at}", horizontal=True)
        proof = st.text_input("What shows that it is done, or why it is dropped", key=f"change-proof-{at}")
        due = st.date_input(
            "Put off to", loading.now().date() + FORTNIGHT, format="DD/MM/YYYY", key=f"change-due-{at}", width=180
        )
        by = entering.your_name(f"change-by-{at}", by)
        if st.form_submit_button("Keep this", type="primary", key=f"change-keep-{at}"):
            if number is None:
                show.note("Choose which action first.")
            else:
                entering.keep(lambda: _change(number, what, proof, due, by))


def _change(number: int, what: str, proof: str, due: dt.date | None, by: str) -> None:
    store, now = stores.store(), loading.now()
    if what == PUT_OFF:
        agreed.put_off(store, number, due, by, now)
    elif what == OPEN_AGAIN:
        agreed.end(store, number, "open", "", by, now)
    else:
        agreed.end(store, number, "done" if what == DONE else "dropped", proof, by, now)


def _short(one: Action) -> str:
    cut = one.words if len(one.words) <= SHORT else f"{one.words[:SHORT]}…"
    return f"{cut} ({one.owner})" if one.owner else cut


__all__ = ["agree", "change", "lines", "said", "today"]
