"""Forms of the sampling for review: to draw searches by lot, and to review one or to skip it with a reason."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Iterator

import streamlit as st

from metrics import loading
from metrics.notes import MOST_LETTERS
from metrics.question import DAY, Period
from metrics.search_reviews import draws, reviews
from metrics.search_reviews.draws import MOST, PANEL, WHOM, Whom
from metrics.search_reviews.reviews import ANSWERS, Drawn, Findings
from metrics.terms import month_end, month_start, say_days
from metrics.ui import entering, show, stores, viewer
from metrics.ui.selection import Selection

GoTo = Callable[[int], object]
MONTHS = 12
REVIEWED, SKIPPED = "Reviewed", "Skipped"
ABOUT_PRACTICE = (
    "Write what practice can learn of it: how the grounds were formed and recorded, how the person was treated, what went well. "
    "No names of members of the public, and nothing that points to one. Everything is kept with your name."
)


def draw(view: Selection, name: str, go_to: GoTo) -> None:
    """A form to draw searches of the view's area or team. go_to: shows what was drawn, by its number."""
    offered = [whom for whom, of in WHOM.items() if view.area.level in of.levels]
    at = f"draw-{view.area}-{entering.turn()}"
    box = st.expander(f"Draw searches of {name} for review", key=at, on_change="rerun", type="compact")
    if not box.open:
        return
    with box:
        whom = st.selectbox("For", offered, format_func=lambda one: WHOM[one].words, key=f"{at}-for", width=320)
        with st.form(f"{at}-form", border=False):
            _draw_fields(view, whom, at, go_to)


def _draw_fields(view: Selection, whom: Whom, at: str, go_to: GoTo) -> None:
    days = {_days_words(one, view): one for one in _periods(view)}
    with st.container(horizontal=True, gap="small"):
        chosen = st.selectbox("Searches of", list(days), key=f"{at}-days", width=320)
        number = st.number_input("How many", 1, MOST, WHOM[whom].number, key=f"{at}-number-{whom}", width=140)
    reason = st.text_input("Why you draw again, where these days were drawn from before", key=f"{at}-reason")
    by = entering.your_name(f"{at}-by")
    show.lede("The computer draws, by lot. The draw is kept with your name and stands, whatever comes out.")
    if st.form_submit_button("Draw", type="primary", key=f"{at}-go"):

        def make() -> None:
            if not viewer.holds(view.area, days[chosen]):
                raise ValueError(
                    "Searches are drawn by whoever is responsible for all of the area's people on these days."
                )
            seed, period = secrets.token_hex(8), days[chosen]
            made = draws.make(stores.store(), whom, view.area, period, int(number), seed, reason, by, loading.now())
            go_to(made)

        entering.keep(make)


def _periods(view: Selection) -> Iterator[Period]:
    """The last months that are over, the latest first, and the view's own days."""
    last = month_start(loading.now().date()) - DAY
    for _ in range(MONTHS):
        yield month_start(last), last
        last = month_start(last) - DAY
    if view.days != (month_start(view.start), month_end(view.start)):
        yield view.days


def _days_words(days: Period, view: Selection) -> str:
    if days == view.days:
        return f"The days of this view: {say_days(*days)}"
    return f"{days[0]:%B %Y}"


def review(one: Drawn) -> None:
    """A form to review a search of a draw, or to skip it; what is there already stays as an earlier version."""
    draw = one.draw
    at = f"review-{draw.number}-{entering.turn()}"
    box = st.expander("Review a search, or skip it", key=at, on_change="rerun", type="compact")
    if not box.open:
        return
    left = [ref for ref in draw.refs if one.state(ref) == "not yet"]
    names = {ref: _name(one, number, ref) for number, ref in enumerate(draw.refs, 1)}
    with box, st.form(f"{at}-form", border=False):
        ref = st.selectbox(
            "Search",
            list(names),
            draw.refs.index(left[0]) if left else 0,
            format_func=names.__getitem__,
            key=f"{at}-ref",
            width=320,
        )
        what = st.radio("It is", [REVIEWED, SKIPPED], key=f"{at}-what", horizontal=True)
        findings = _findings(at)
        reason = st.text_input("Why it is skipped", max_chars=MOST_LETTERS, key=f"{at}-skip")
        by = entering.your_name(f"{at}-by", label="Your name, as the reviewer")
        if st.form_submit_button("Keep this", type="primary", key=f"{at}-go"):
            entering.keep(lambda: _keep(draw.number, ref, what, findings, reason, by))


def _name(one: Drawn, number: int, ref: str) -> str:
    """No. 2, SS26-005382 (not yet); of the panel's without the reference."""
    own = f"No. {number}" if one.draw.whom == PANEL else f"No. {number}, {ref}"
    return f"{own} ({one.state(ref)})"


def _findings(at: str) -> Findings:
    with st.container(horizontal=True, gap="medium"):
        reasonable = st.radio(
            "Were the grounds reasonable?", list(ANSWERS), None, format_func=ANSWERS.__getitem__, key=f"{at}-reasonable",
            horizontal=True,
        )  # fmt: skip
        video = st.radio("Was the body-worn video viewed?", ["Yes", "No"], None, key=f"{at}-video", horizontal=True)
        day = st.date_input("Reviewed on", loading.now().date(), format="DD/MM/YYYY", key=f"{at}-day", width=160)
    learning = st.text_area("What practice can learn of it", max_chars=MOST_LETTERS, key=f"{at}-learning", height=90)
    show.note(ABOUT_PRACTICE)
    on = day if isinstance(day, dt.date) else None
    return Findings(on, reasonable, learning, None if video is None else video == "Yes")


def _keep(number: int, ref: str, what: str, findings: Findings, reason: str, by: str) -> None:
    store, now = stores.store(), loading.now()
    if what == SKIPPED:
        reviews.skip(store, number, ref, reason, by, now)
    else:
        reviews.review(store, number, ref, findings, by, now)
