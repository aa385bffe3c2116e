"""The guide of a first visit, on This week: five things, each with its link; and what the keyboard does, at the side."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

import streamlit as st

from metrics import guide_seen, settings
from metrics.ui import routes, show, viewer
from metrics.ui.safe import html
from metrics.ui.selection import Selection

OPEN = "guide-open"
KEYS: tuple[tuple[str, str], ...] = (
    ("Tab, Shift and Tab", "to the next or the last link, button or field"),
    ("Enter", "follow a link, press a button, fold a part open or shut"),
    ("Space", "press a button, fold open, tick a box"),
    ("Arrow keys", "choose in a list; move in a table that scrolls"),
    ("Letters", "in a list: only what contains them is left"),
    ("Esc", "close the panel or a list; the focus goes back to where it was"),
    ("Left and right arrow", "in a team meeting: the step before, the next"),
)
"""What the keyboard does here. No letter alone does anything of ours."""


class Step(NamedTuple):
    """One thing of the guide: what it is about, in two sentences, and where its link goes."""

    title: str
    words: str
    link: str
    page: str
    params: dict[str, str]


def steps(view: Selection) -> list[Step]:
    """The five, in the order in which somebody meets them."""
    plain = view.params(opened=False, ref=None, kpi=None)
    return [
        Step(
            "What came in",
            "The first line says which exports of the week are loaded and which are missing. Nothing missing is shown as 0.",
            "Uploads", routes.UPLOADS, plain,
        ),
        Step(
            "Your team",
            "Everybody in alphabetical order, with each measure of their role. Nobody stands above another.",
            "Team", routes.TEAM, plain,
        ),
        Step(
            "Why hours come first",
            "Six arrests in 40 hours and six in 400 are not the same: each figure stands with the hours that were left for it.",
            "Where the hours went", routes.TIME_IN_PLACE, plain,
        ),
        Step(
            "What a verdict says",
            "Whether a difference is more than luck: a question to look into, never a finding. Of a person none is said.",
            "The words", routes.DEFINITIONS, {"about": "verdicts"},
        ),
        Step(
            "Where a figure comes from",
            "Each figure opens to its definition, hours, file, sheet and row: click it, or take the table or links beside it.",
            "Open one", routes.THIS_WEEK, view.params(opened=True, kpi="arrests", ref=None),
        ),
    ]  # fmt: skip


def first_visit(view: Selection) -> None:
    """The guide, until whoever is here closes it; then only when it is asked for."""
    if not st.session_state.get(OPEN) and guide_seen.is_seen(viewer.scope().who, _store()):
        return
    cells = "".join(_cell(step) for step in steps(view))
    with st.container(key="guide"):
        show.block(
            f'<section aria-label="Guide"><h2>New here? Five things to know</h2><ol class="bb-guide">{cells}</ol></section>'
        )
        st.button("Close the guide", key="guide-close", on_click=_close)


def _cell(step: Step) -> str:
    page = routes.linked(step.page).url_path
    link = f'<a href="{html(page)}?{html(urlencode(step.params))}" target="_self">{html(step.link)}</a>'
    return f"<li><h3>{html(step.title)}</h3><p>{html(step.words)}</p><p>{link}</p></li>"


def _close() -> None:
    st.session_state[OPEN] = False
    guide_seen.see(viewer.scope().who, _store())


def _open() -> None:
    st.session_state[OPEN] = True


def _store() -> str:
    return settings.chosen() or "sample"


def at_the_side() -> None:
    """Guide and keyboard, at the foot of the side."""
    if st.button("Guide", type="tertiary", key="guide-again", on_click=_open):
        st.switch_page(routes.THIS_WEEK)
    rows = "".join(f"<div><dt>{html(keys)}</dt><dd>{html(words)}</dd></div>" for keys, words in KEYS)
    st.html(f'<details class="bb bb-keys"><summary>Keyboard</summary><dl>{rows}</dl></details>')


__all__ = ["at_the_side", "first_visit", "steps"]
