"""What a meeting agreed: the open actions, and the ways to end one, put it off, or agree another."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from metrics.actions import Action
from metrics.brief.agreed import MEETING, in_meetings
from metrics.notes import key_of
from metrics.terms import say_date
from metrics.ui import actions, brief_data, data
from metrics.ui.safe import html
from metrics.ui.selection import Selection

MOST = 7


def open_actions(view: Selection) -> list[Action]:
    """The open actions of the area's or team's meetings, the earliest due first."""
    found = in_meetings(data.actions(view.known_at), brief_data.week_of(view))
    return sorted((one for one in found if one.is_open), key=lambda one: (one.due or dt.date.max, one.number))


def rows(view: Selection) -> str:
    """The open actions as lines."""
    found, today = open_actions(view), actions.today(view)
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
        actions.agree(key_of(None, view.area), MEETING, "", "meeting")
        actions.change(open_actions(view), "meeting")
