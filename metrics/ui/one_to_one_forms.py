"""Forms of a one-to-one: it is held, each side writes its own words, and each side acknowledges what stands."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from metrics import loading
from metrics.one_to_one import kept
from metrics.one_to_one.kept import EVERY, MOST_LETTERS, OneToOne, Side
from metrics.one_to_one.sheet import Sheet
from metrics.ui import entering, show, stores, viewer

GoTo = Callable[[int], object]
MINE = {"officer": "Write your own words", "supervisor": "Write your notes"}
"""Of whoever is signed in: there is only one side that they have."""
WRITE = {"officer": "Write the officer's own words", "supervisor": "Write the supervisor's notes"}
SEEN = {"officer": "Acknowledge, as the officer", "supervisor": "Acknowledge, as the supervisor"}
SEEN_BY_ME = "Acknowledge this one-to-one"


def hold(collar: str, sheet: Callable[[], Sheet], go_to: GoTo) -> None:
    """A form to keep that it was held, for whoever supervises the person. sheet: as it is then. go_to: shows what was kept, by
    its number."""
    today = loading.now().date()
    if "supervisor" not in viewer.sides(collar, today):
        return
    at = f"hold-{entering.turn()}"
    box = st.expander("Hold this one-to-one: keep the sheet as it stands", key=at, on_change="rerun", type="compact")
    if not box.open:
        return
    with box, st.form(f"{at}-form", border=False):
        with st.container(horizontal=True, gap="small"):
            day = st.date_input("Held on", today, format="DD/MM/YYYY", key=f"{at}-day", width=180)
            due = st.date_input("Next one due", today + EVERY, format="DD/MM/YYYY", key=f"{at}-due", width=180)
        by = entering.your_name(f"{at}-by", label="Your name, as the supervisor")
        show.lede("The figures are kept as they stand now. Then both of you add your words, and both acknowledge them.")
        if st.form_submit_button("Keep it as held", type="primary", key=f"{at}-keep"):
            entering.keep(
                lambda: go_to(
                    kept.hold(stores.store(), sheet(), day, due, by, loading.now(), viewer.sides(collar, day or today))
                )
            )


def words(one: OneToOne, side: Side, name: str) -> None:
    """A form for a new version of a side's words, for whoever has that side. name: of the officer."""
    sides = viewer.sides(one.collar, one.held_on)
    if side not in sides:
        return
    at = f"words-{side}-{entering.turn()}"
    stands = one.words(side)
    anew = " anew: the earlier version is kept too" if stands else ""
    title = f"{(WRITE if viewer.own_collar() is None else MINE)[side]}{anew}"
    box = st.expander(title, key=at, on_change="rerun", type="compact")
    if not box.open:
        return
    with box, st.form(f"{at}-form", border=False):
        text = st.text_area(
            "Words", stands.words if stands else "", max_chars=MOST_LETTERS, key=f"{at}-text", height=140
        )
        by = entering.your_name(f"{at}-by", _default(one, side, name))
        if st.form_submit_button("Keep these words", type="primary", key=f"{at}-keep"):
            entering.keep(lambda: kept.say(stores.store(), one.number, side, text, by, loading.now(), sides))


def acknowledge(one: OneToOne, side: Side, name: str) -> None:
    """A form with which a side acknowledges what it sees. Where somebody adds to it meanwhile, the form begins anew, so that
    nobody acknowledges what they have not been shown."""
    sides = viewer.sides(one.collar, one.held_on)
    if one.state(side) == "acknowledged" or side not in sides:
        return
    at = f"seen-{side}-{one.stands[:12]}"
    box = st.expander(
        SEEN[side] if viewer.own_collar() is None else SEEN_BY_ME, key=at, on_change="rerun", type="compact"
    )
    if not box.open:
        return
    with box, st.form(f"{at}-form", border=False):
        by = entering.your_name(f"{at}-by", _default(one, side, name))
        show.lede("You acknowledge that you have read it and that this was said; not that you agree with it.")
        if st.form_submit_button("I have read this", type="primary", key=f"{at}-keep"):
            entering.keep(
                lambda: kept.acknowledge(stores.store(), one.number, side, one.stands, by, loading.now(), sides)
            )


def _default(one: OneToOne, side: Side, name: str) -> str:
    return one.writer(side) or name
