"""Challenges on pages: “this is wrong” beside a record, what came of it, and the list of those that wait, with its clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from metrics import challenges as kept
from metrics import configuration, loading
from metrics.access.sieve import ELSE
from metrics.catalogue import exports
from metrics.challenges import ADDED, ANSWERS, MOST_LETTERS_OF_A_VALUE, Challenge, Outcome
from metrics.notes import MOST_LETTERS
from metrics.records import Record, everybody_in
from metrics.terms import LONDON, say_date, say_moment
from metrics.ui import data, drawings, entering, routes, show, stores, viewer
from metrics.ui.safe import html
from metrics.ui.selection import Selection

WHOLE = "The record as a whole: it should not be there"
STATES: Mapping[Outcome | None, str] = {
    None: "waits for an answer",
    "more given": "waits for an answer",
    "more needed": "waits for more from whoever made it",
    "upheld": "upheld: the sender was asked to correct it",
    "not upheld": "not upheld: the record stands",
    "taken back": "taken back",
}
NONE = "No record is challenged and waits for an answer."
SHORT = 60
"""Letters of a challenge in a list to choose from."""


def days() -> int:
    """Working days in which a challenge is to be answered."""
    return configuration.current().access.challenge_working_days


def _today(view: Selection) -> dt.date:
    return (view.known_at or loading.now()).astimezone(LONDON).date()


# Beside a record


def of_record(view: Selection, record: Record, place: int) -> None:
    """Under a record: every challenge of it with what came of it, and the way to say that it is wrong."""
    mine = kept.of_record(data.challenges(view.known_at), record)
    if mine:
        show.heading("Challenged", "a challenge changes no figure; the record is put right where it comes from")
        show.block(_lines(mine, view))
    if view.known_at is None:
        _form(view, record, place)
        _add([one for one in mine if _is_mine(one)], f"record-{place}")


def _is_mine(one: Challenge) -> bool:
    """True for whoever made it; on a desk nobody is known to be anybody, and the name that is given decides."""
    own = viewer.own_collar()
    return one.outcome != "taken back" and (own is None or one.by.casefold() == viewer.own_name().casefold())


def _lines(found: Sequence[Challenge], view: Selection) -> str:
    since = data.challenged_since(found, view.known_at)
    return f'<ul class="bb-notes">{"".join(_line(one, since[one.number], view) for one in found)}</ul>'


def _line(one: Challenge, since: str, view: Selection) -> str:
    said = "".join(f"<br>{html(_said(each))}" for each in one.said)
    return (
        f"<li><b>{html(state(one, _today(view)))}</b> <span>{html(asked(one))}</span> "
        f'<span class="muted">{html(one.by)}, {html(say_moment(one.at))}</span>{said}<br>{html(since)}</li>'
    )


def _said(one: kept.Said) -> str:
    words = {"more given": "More was said", "taken back": "Taken back"}.get(one.outcome, one.outcome.capitalize())
    return f"{words}: {one.words} ({one.by}, {say_moment(one.at)})"


def _answered(one: kept.Said) -> str:
    """The last word, where its outcome stands beside it."""
    return f"{one.words} ({one.by}, {say_moment(one.at)})"


def asked(one: Challenge) -> str:
    """Result: Charged should be Bailed. Wrong outcome was typed."""
    if not one.heading:
        return f"It should not be there. {one.words}"
    return f"{one.heading}: {one.stood or 'blank'} should be {one.should_be}. {one.words}"


def state(one: Challenge, day: dt.date) -> str:
    """What stands of a challenge, with its clock while an answer is owed."""
    words = STATES[one.outcome]
    if not one.waits_for_answer:
        return f"{words[:1].upper()}{words[1:]}"
    due = one.due(days())
    return f"Overdue: an answer was due by {say_date(due)}" if due < day else f"An answer is due by {say_date(due)}"


def _whose(view: Selection, record: Record) -> dict[str, str]:
    """Whose record it may be said to be, by collar number: one's own, or of those named who may be seen."""
    own, named = viewer.own_collar(), [collar for collar in everybody_in(record) if collar != ELSE]
    if own and own in named:
        return {own: ""}
    names = drawings.names(view.known_at)
    return {collar: f"{names.get(collar, 'Collar number')} ({collar})" for collar in named} or {"": ""}


def _form(view: Selection, record: Record, place: int) -> None:
    at = f"wrong-{place}-{entering.turn()}"
    box = st.expander("This is wrong", view.opened, key=at, on_change="rerun", type="compact")
    if not box.open:
        return
    headings = [name for name, _ in record.fields]
    key, ref, export = kept.key_of(record), kept.reference_of(record), record.export
    with box, st.form(f"{at}-form", border=False):
        whose = _whose(view, record)
        collar = next(iter(whose))
        if len(whose) > 1:
            collar = st.selectbox("Whose record it is", list(whose), format_func=whose.__getitem__, key=f"{at}-whose")
        heading = st.selectbox(
            "What is wrong", ["", *headings], None, format_func=lambda one: one or WHOLE, key=f"{at}-heading",
            placeholder="Choose what is wrong",
        )  # fmt: skip
        should = st.text_input("What it should be", max_chars=MOST_LETTERS_OF_A_VALUE, key=f"{at}-should")
        words = st.text_area("Why, and how it can be checked", max_chars=MOST_LETTERS, key=f"{at}-words", height=72)
        show.lede(
            f"It goes to the analyst, who answers within {days():,} working days. It changes no figure: the record is put right "
            "where it comes from, and sent again."
        )
        by = entering.your_name(f"{at}-by")
        if st.form_submit_button("Send it to the analyst", type="primary", key=f"{at}-keep"):
            if heading is None:
                show.note("Choose what is wrong first.")
            else:
                entering.keep(
                    lambda: kept.challenge(
                        stores.store(), export, ref, key, heading, should, words, collar, by, loading.now()
                    )
                )


def _add(mine: Sequence[Challenge], place: str) -> None:
    """Whoever made a challenge says more, or takes it back."""
    if not mine:
        return
    at = f"add-{place}-{entering.turn()}"
    box = st.expander("Say more about a challenge, or take it back", key=at, on_change="rerun", type="compact")
    if not box.open:
        return
    with box, st.form(f"{at}-form", border=False):
        number = _which(mine, at)
        outcome = st.radio("What", list(ADDED), format_func=ADDED.__getitem__, key=f"{at}-what", horizontal=True)
        words = st.text_area("Words", max_chars=MOST_LETTERS, key=f"{at}-words", height=72)
        by = entering.your_name(f"{at}-by")
        if st.form_submit_button("Keep this", type="primary", key=f"{at}-keep"):
            who = viewer.own_collar()
            entering.keep(lambda: kept.add(stores.store(), number, outcome, words, by, loading.now(), who))


def _which(found: Sequence[Challenge], at: str) -> int:
    names = {one.number: _short(one) for one in found}
    return st.selectbox("Challenge", list(names), format_func=names.__getitem__, key=f"{at}-which")


def _short(one: Challenge) -> str:
    words = asked(one)
    cut = words if len(words) <= SHORT else f"{words[:SHORT]}…"
    return f"No. {one.number}, {exports()[one.export].sheet} {one.ref}: {cut}"


# The list


def _answers() -> bool:
    """Whoever looks after the data answers."""
    return viewer.may("correct_data")


def waiting(view: Selection) -> None:
    """Those that wait, the one that is due first at the top."""
    found = [one for one in data.challenges(view.known_at) if one.waits_for_answer or one.outcome == "more needed"]
    day = _today(view)
    late = sum(one.is_overdue(day, days()) for one in found)
    show.heading("Waiting", f"an answer is due within {days():,} working days")
    if not found:
        show.lede(NONE)
        return
    show.lede(f"{len(found):,} {'wait' if len(found) != 1 else 'waits'}, {late:,} overdue.")
    found.sort(key=lambda one: (not one.waits_for_answer, one.due(days()), one.number))
    _table(found, view, "Challenges that wait")
    if view.known_at is None:
        _add([one for one in found if _is_mine(one)], "list")


def answer(view: Selection) -> None:
    """What the page is for; for the analyst, the form that answers."""
    show.lede(
        "A record that somebody says is wrong is looked at by a person. “This is wrong” stands under every record, and every row "
        "behind a figure leads to its record."
    )
    found = [one for one in data.challenges(view.known_at) if one.outcome != "taken back"]
    if not found or not _answers() or view.known_at is not None:
        return
    at = f"answer-{entering.turn()}"
    box = st.expander("Answer a challenge", key=at, on_change="rerun", type="compact")
    if not box.open:
        return
    with box, st.form(f"{at}-form", border=False):
        number = _which(sorted(found, key=lambda one: (not one.waits_for_answer, one.due(days()))), at)
        outcome = st.radio("Outcome", list(ANSWERS), format_func=ANSWERS.__getitem__, key=f"{at}-outcome")
        words = st.text_area(
            "What you asked of whom, or why the record stands, or what is needed", max_chars=MOST_LETTERS,
            key=f"{at}-words", height=72,
        )  # fmt: skip
        by = entering.your_name(f"{at}-by")
        if st.form_submit_button("Keep this answer", type="primary", key=f"{at}-keep"):
            who = viewer.own_collar()
            entering.keep(lambda: kept.answer(stores.store(), number, outcome, words, by, loading.now(), who))


def settled(view: Selection) -> None:
    """Those that were answered, the latest first, with what later loads have made of the records."""
    found = [one for one in data.challenges(view.known_at) if one.outcome in ("upheld", "not upheld", "taken back")]
    if found:
        show.heading("Answered")
        _table(found, view, "Challenges that were answered")


def line(view: Selection) -> None:
    """Data quality: how many wait and how many are overdue, and the way there."""
    found = [one for one in data.challenges(view.known_at) if one.waits_for_answer]
    late = sum(one.is_overdue(_today(view), days()) for one in found)
    show.heading("Challenged records", "what people say is wrong about a record")
    show.lede(
        f"{len(found):,} {'waits' if len(found) == 1 else 'wait'} for an answer, {late:,} overdue." if found else NONE
    )
    show.link(routes.CHALLENGES, "Open the challenges", view.params(opened=False, kpi=None))


def of_person(view: Selection, collar: str) -> None:
    """A person's own challenges, on their page."""
    mine = [one for one in data.challenges(view.known_at) if one.collar == collar]
    if mine:
        show.heading("What you have challenged" if viewer.own_collar() == collar else "Challenged records")
        _table(mine, view, "Challenged records and what came of each")


def _table(found: Sequence[Challenge], view: Selection, caption: str) -> None:
    day, since = _today(view), data.challenged_since(found, view.known_at)
    names = drawings.names(view.known_at)
    rows = [
        {
            "Record": f"{exports()[one.export].sheet} {one.ref}",
            "Of": names.get(one.collar, one.collar),
            "What is wrong": asked(one),
            "Made": f"{one.by}, {say_date(one.at.date())}",
            "Now": ". ".join([state(one, day), *(_answered(each) for each in one.said[-1:])]),
            "The record since": since[one.number],
        }
        for one in found
    ]
    plain = replace(view, kpi=None, opened=False, officer=None)
    addresses = [routes.address(routes.RECORD, replace(plain, ref=one.ref).params()) for one in found]
    show.block(show.table_html(pd.DataFrame(rows), caption, opens=addresses))


__all__ = ["answer", "asked", "line", "of_person", "of_record", "settled", "state", "waiting"]
