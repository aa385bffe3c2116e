"""Twenty minutes with the team: one step a screen, moved by one key, and all of it on two sheets of paper."""

from __future__ import annotations

import streamlit as st

from metrics.terms import TEAM, WHOLE_FORCE, Area
from metrics.ui import data, meeting_actions, routes, selection, show
from metrics.ui.meeting_steps import STEPS
from metrics.ui.safe import html, label
from metrics.ui.selection import Selection

FORWARD, BACK = ("Right", "PageDown"), ("Left", "PageUp")
"""The keys that move the steps: the arrows, and what a presenter's remote control sends."""


def is_of_nobody(view: Selection) -> bool:
    """True where the whole force is chosen: a meeting is of a team or an area."""
    return view.area == WHOLE_FORCE


def offer(view: Selection) -> None:
    """The sergeants' teams to choose from."""
    show.lede("Choose the team that meets. A sector or a beat can be chosen above.")
    found = data.teams_led(view)
    if not found:
        show.lede("The Officers list names no supervisor in this week: choose a sector or a beat above.")
    for key, (name, people) in found.items():
        show.link(routes.MEETING, f"{name} ({people:,} people)", view.params(area=Area(TEAM, key.partition(":")[2])))


def show_step(view: Selection) -> None:
    """The step that the address asks for, and the way to the others."""
    here = selection.step(len(STEPS))
    _moves(here)
    step = STEPS[here - 1]
    progress = f"{here} of {len(STEPS)} · about {step.minutes} minutes"
    show.block(
        f'<div class="bb-meeting bb-screen"><p class="muted bb-aside">{progress}</p><h2>{html(step.title)}</h2>'
        f"{step.body(view)}</div>"
    )
    if here == len(STEPS):
        meeting_actions.forms(view)


def _moves(here: int) -> None:
    """A button for each step, and the two that keys press."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="meeting-steps"):
        _move("Back", here - 1, BACK[0])
        for number, step in enumerate(STEPS, 1):
            st.button(
                label(f"{number}. {step.title}"), key=f"step-{number}", on_click=selection.set_step, args=(number,),
                type="secondary" if number == here else "tertiary",
            )  # fmt: skip
        _move("Next", here + 1, FORWARD[0])
    with st.container(key="meeting-keys"):  # not shown: a button has one key, and these have the others
        _move("Back by page", here - 1, BACK[1])
        _move("Next by page", here + 1, FORWARD[1])


def _move(words: str, to: int, key: str) -> None:
    """A button that a key presses. After the last step comes the first, so that it always answers."""
    step = (to - 1) % len(STEPS) + 1
    st.button(words, key=f"move-{key}", shortcut=key, on_click=selection.set_step, args=(step,))


def paper(view: Selection) -> None:
    """All steps, on paper only."""
    steps = "".join(
        f"<section><h2>{number}. {html(step.title)}</h2>{step.body(view)}</section>"
        for number, step in enumerate(STEPS, 1)
    )
    show.block(f'<div class="bb-print bb-sheets">{steps}</div>')


__all__ = ["is_of_nobody", "offer", "paper", "show_step"]
