"""“Add to evidence”, on any page and in the side panel: what is shown goes into the binder with its exact view and moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from metrics import loading
from metrics.frames import rows_of
from metrics.peel import binder
from metrics.peel.binder import Frozen
from metrics.ui import entering, evidence_data, exhibits, routes, show, stores, viewer
from metrics.ui.exhibits import FIGURE
from metrics.ui.selection import Selection
from metrics.ui.shown import Shown

KEPT = "evidence-kept"
"""The title of what this session has put into the evidence last, until it is said."""


def offer(view: Selection, page: str) -> None:
    """What the page shows can be put into the evidence, one exhibit at a time, by those who gather it."""
    if viewer.may("gather_evidence"):
        _offer(view, exhibits.offered(page, view) if _is_asked(page) else {}, page)


def offer_figure(view: Selection) -> None:
    """The same, for the figure that the side panel shows."""
    if viewer.may("gather_evidence"):
        _offer(view, {FIGURE: next(iter(exhibits.KINDS[FIGURE].options(view).values()), "")}, FIGURE)


def _is_asked(page: str) -> bool:
    """What a page has to offer is worked out once somebody asks."""
    return bool(st.session_state.get(_key(page)))


def _key(page: str) -> str:
    return f"evidence-{page.removeprefix('pages/').removesuffix('.py')}-{entering.turn()}"


def _offer(view: Selection, offered: Mapping[str, str], page: str) -> None:
    key = _key(page)
    kept = st.session_state.pop(KEPT, "")
    if kept:
        show.note(f"“{kept}” is in the evidence, as it stands now.")
        show.link(routes.PEEL, "Open PEEL evidence", {})
    box = st.expander("Add to evidence", key=key, on_change="rerun", type="compact")
    if not box.open:
        return
    with box:
        if offered:
            _form(view, offered, key)
        else:
            show.lede("There is nothing to add from this view.")


def _form(view: Selection, offered: Mapping[str, str], key: str) -> None:
    titles = questions()
    with st.form(f"{key}-form", border=False):
        chosen = st.selectbox("What", list(offered), format_func=offered.__getitem__, key=f"{key}-what")
        question = st.selectbox(
            "For which question", list(titles), index=None, format_func=titles.__getitem__, key=f"{key}-question",
            placeholder="Choose a question or an area for improvement", filter_mode="contains",
        )  # fmt: skip
        words = st.text_area("What it shows, in your words (may be empty)", key=f"{key}-words", height=72)
        by = entering.your_name(f"{key}-by")
        show.lede("The view and the moment are kept: what comes in later does not change it.")
        if st.form_submit_button("Add it", type="primary", key=f"{key}-go"):
            if question is None:
                show.note("Choose the question that it speaks to.")
            else:
                entering.keep(lambda: _add(view, chosen, offered[chosen], question, words, by))


def questions() -> dict[str, str]:
    """Every question by its id among all sets, those of current sets first."""
    sets = sorted(evidence_data.question_sets(), key=lambda held: held.status != "current")
    return {key: f"{question.title} ({held.key})" for held in sets for key, question in held.keyed()}


def _add(view: Selection, exhibit: str, title: str, question: str, words: str, by: str) -> None:
    add(view, exhibit, title, question, words, by)
    st.session_state[KEPT] = title


def add(
    view: Selection, exhibit: str, title: str, question: str, words: str, by: str, at: dt.datetime | None = None
) -> int:
    """Put an exhibit of a view into the evidence, as known at the view's moment or `at` (None: now), and give its number.

    Raises ValueError with one plain sentence where there is nothing to add, and as `binder.add` does.
    """
    at = at or loading.now()
    then = f", {view.known_words}" if view.known_at else ""
    view = replace(view, known_at=view.known_at or at, then=None, opened=exhibit == FIGURE)
    shown = exhibits.shown(exhibit, view)
    if shown is None or all(sheet.frame.empty for sheet in shown.sheets):
        raise ValueError("There is nothing to add from this view: its figures are not loaded.")
    known_at = view.known_at or at
    whole = f"{title}, {exhibits.in_words(exhibit, view)}{then}"
    return binder.add(
        stores.store(),
        question,
        exhibit,
        view.params(known_at=None),
        known_at,
        whole,
        words,
        frozen(shown, exhibit, view),
        by,
        at,
    )


def frozen(shown: Shown, exhibit: str, view: Selection) -> Frozen:
    """What is kept of an exhibit's totals: its first table, and of an exhibit that shows people nothing."""
    people = exhibits.shows_people(exhibit, view)
    frame = shown.sheets[0].frame
    headings = () if people else tuple(map(str, frame.columns))
    rows = () if people else tuple(tuple(map(str, row.values())) for row in rows_of(frame))
    kind, option = exhibits.kind_of(exhibit)
    finding = "" if people else shown.finding
    return Frozen(headings, rows, tuple(kind.kpis(view, option)), exhibits.last_day(exhibit, view), people, finding)


__all__ = ["add", "frozen", "offer", "offer_figure", "questions"]
