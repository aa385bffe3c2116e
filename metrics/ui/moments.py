"""Two moments side by side: what Monday's meeting saw, what is known now, and the rows between them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import streamlit as st

from metrics import loading
from metrics.terms import LONDON, TEAM, say_date
from metrics.ui import changed, data, selection, show
from metrics.ui.selection import Selection

MEETING = dt.time(9, 0)
"""When the weekly meeting looks at the figures, unless another moment is chosen: Monday, nine o'clock."""


def meeting_after(day: dt.date) -> dt.datetime:
    """The Monday meeting after a day."""
    return dt.datetime.combine(day + dt.timedelta(days=7 - day.weekday()), MEETING, LONDON)


def earlier(view: Selection) -> dt.datetime:
    """The earlier moment: that of the address, else the meeting after the period, else a week before the later moment."""
    later = view.known_at or loading.now()
    meeting = meeting_after(view.end)
    return view.then or (meeting if meeting < later else later - dt.timedelta(days=7))


def side_by_side(view: Selection) -> None:
    """The earlier moment to choose, then what was learnt since."""
    then = earlier(view)
    chosen = _choose(then)
    if chosen != then:
        selection.go(replace(view, then=chosen))
    later = view.known_at or loading.now()
    if then >= later:
        show.note("The first moment lies after the second. Choose an earlier one, or a later “as known” in the bar.")
        return
    then_words, later_words = f"Known {_said(then)}", "Known now" if view.known_at is None else f"Known {_said(later)}"
    show.heading(f"{then_words}, and {later_words[0].lower()}{later_words[1:]}")
    changed.report(data.learnt(then, view), then_words, later_words, expanded=True, view=view)
    for words, known_at in ((then_words, then), (later_words, view.known_at)):
        show.link(
            "pages/team.py" if view.area.level in ("beat", "sector", TEAM) else "pages/this_week.py",
            f"Open the page as {words[0].lower()}{words[1:]}",
            view.params(known_at=known_at, then=None),
        )


def _said(moment: dt.datetime) -> str:
    local = moment.astimezone(LONDON)
    return f"on {say_date(local.date())} at {local:%H:%M}"


def _choose(then: dt.datetime) -> dt.datetime:
    local = then.astimezone(LONDON)
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="links-then"):
        day = st.date_input(
            "What was known on", local.date(), format="DD/MM/YYYY", key=f"then-day-{local:%Y%m%d}", width=180
        )
        at = st.time_input("at", local.time(), key=f"then-time-{local:%H%M}", width=120)
    found = dt.datetime.combine(day, at, LONDON)
    return then if found == local.replace(second=0, microsecond=0) else found
