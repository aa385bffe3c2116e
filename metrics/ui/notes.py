"""Notes wherever their figures are: short lines on pages, and in the side panel all of them and the way to add one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import streamlit as st

from metrics import loading
from metrics import notes as entered
from metrics.catalogue import kpis
from metrics.charts.marks import Mark
from metrics.flags import Closed, Flag, close_flag, reopen_flag, stands_out
from metrics.kpi import Kpi
from metrics.notes import KINDS, MOST_LETTERS, PEOPLE, REPLY, About, Key, Note
from metrics.passport import Passport
from metrics.terms import WHOLE_FORCE, say_moment
from metrics.ui import areas, data, drawings, ending, entering, note_words, replies, show, stores, viewer
from metrics.ui.safe import html
from metrics.ui.selection import Period, Selection

MOST_LINES = 3
"""Notes that a page shows at once; of more, their number, and all of them one click away."""


def of_week(view: Selection) -> None:
    """This week: notes on the force and the sectors shown, and on the view's area."""
    keys = [(area.level, area.key) for area, _ in areas.whole_and_parts(view)]
    line(bearing(view, [*keys, entered.key_of(None, view.area)]), view)


def of_team(view: Selection, collars: Iterable[str]) -> None:
    """Team: notes on its people, on the team, and on the areas that hold them."""
    line(bearing(view, [*((PEOPLE, collar) for collar in collars), entered.key_of(None, view.area)]), view)


def of_officer(view: Selection, collar: str) -> None:
    """Officer: notes on one person and on their areas while they were there."""
    line(bearing(view, [(PEOPLE, collar)]), view)


def of_beats(view: Selection, kpi: Kpi | None) -> None:
    """Beats: notes on the beats shown and on the areas that hold them."""
    level = areas.listed(view)
    beats = [(level, one.key) for one in drawings.beat_lines(view) if not one.heading]
    line(bearing(view, [*beats, entered.key_of(None, view.area)], kpi.id if kpi else None), view)


def bearing(view: Selection, keys: Sequence[Key], kpi: str | None = None, role: str | None = None) -> list[Note]:
    """The notes that bear on figures of these areas or people on the view's days, as known at its moment."""
    known = data.notes(view.known_at)
    if not known:
        return []
    where = [place for places in data.places(keys, view).values() for place in places]
    return entered.notes_about(known, where, *view.days, kpi, role or view.role)


def marks(view: Selection, key: Key, kpi: str | None = None) -> tuple[Mark, ...]:
    """The notes that bear on a person's or an area's weeks and begin on a day, for a chart: give them to the drawing as an
    argument, so that it is drawn anew with another note."""
    told = [
        Mark(note.about.start, note.kind.lower(), note.words, note.about.kpi)
        for note in bearing(view, [key], kpi)
        if note.about.start
    ]
    redefined = [
        Mark(one.reviewed, "definition change", f"{one.label}, version {one.version}", one.id)
        for one in kpis().values()
        if one.version > 1
    ]
    return (*told, *redefined)


def line(found: Sequence[Note], view: Selection) -> None:
    """Notes as quiet lines; of many, how many there are, opened by a click, and on paper all of them."""
    if not found:
        return
    rows = note_words.rows(found, view)
    if len(found) <= MOST_LINES:
        show.block(rows)
        return
    box = st.expander(f"{len(found):,} notes", key="notes", on_change="rerun", type="compact")
    with box:
        if box.open:
            show.block(rows)
    if not box.open:
        show.block(f'<div class="bb-print">{rows}</div>')


def report(found: Passport, name: str, view: Selection) -> None:
    """In the side panel: the notes that bear on this figure, and the way to add one and to take one back."""
    key = entered.key_of(found.collar, found.area)
    mine = bearing(view, [key], found.kpi.id, found.role)
    show.heading("Notes", "kept with a name and time; they change no figure")
    if mine:
        show.block(note_words.rows(mine, view))
    else:
        show.lede("No note bears on this figure.")
    if view.known_at is None:
        replies.report(found, name, mine, view)
        _form(found, name, key)
        _take_back([note for note in mine if note.kind != REPLY and _may_take_back(note)], view)


def _may_take_back(note: Note) -> bool:
    """On a desk anybody; who is signed in their own, and whoever looks after the data everybody's."""
    return viewer.own_collar() is None or viewer.may("correct_data") or note.by == viewer.own_name()


class Choice(NamedTuple):
    """What a note may be on, in words, before its days are chosen."""

    words: str
    level: str
    key: str
    kpi: str | None
    role: str | None


def choices(found: Passport, name: str, key: Key) -> list[Choice]:
    """What a note entered beside a figure may be on: the figure, all of the person's or area's, the KPI, or everybody's."""
    kpi, role = found.kpi, found.role
    label = f"{kpi.label}, {role}s" if role else kpi.label
    everywhere = (WHOLE_FORCE.level, WHOLE_FORCE.key)
    offered = [
        Choice(f"This figure: {label} of {name}", *key, kpi.id, role),
        Choice(f"Every figure of {name}", *key, None, None),
    ]
    if viewer.may("see_areas"):
        offered += [
            Choice(f"{kpi.label} everywhere", *everywhere, kpi.id, None),
            Choice("Every figure of the force on these days", *everywhere, None, None),
        ]
    return list({(one.level, one.key, one.kpi, one.role): one for one in reversed(offered)}.values())[::-1]


def _form(found: Passport, name: str, key: Key) -> None:
    """A form: what is typed is not lost while the page runs."""
    turn = entering.turn()
    box = st.expander("Add a note", key=f"note-add-{turn}", on_change="rerun", type="compact")
    if not box.open:
        return
    with box, st.form(f"note-form-{turn}", border=False):
        kinds = list(KINDS)
        kind = st.selectbox("Kind", kinds, format_func=lambda one: f"{one}: {KINDS[one]}", key=f"note-kind-{turn}")
        words = st.text_area("Note", max_chars=MOST_LETTERS, key=f"note-words-{turn}", height=96)
        offered = choices(found, name, key)
        on = st.selectbox(
            "About", range(len(offered)), format_func=lambda at: offered[at].words, key=f"note-about-{turn}"
        )
        first, last = found.period
        with st.container(horizontal=True, gap="small"):
            start = st.date_input("From", first, format="DD/MM/YYYY", key=f"note-from-{turn}", width=180)
            end = st.date_input("To", last, format="DD/MM/YYYY", key=f"note-to-{turn}", width=180)
        show.lede("A week is its Monday to its Sunday. Without a day the note has no beginning or no end.")
        by = entering.your_name(f"note-by-{turn}")
        if st.form_submit_button("Keep this note", type="primary", key=f"note-keep-{turn}"):
            one = offered[on]
            about = About(one.level, one.key, one.kpi, one.role, start, end)
            entering.keep(lambda: entered.enter_note(stores.store(), about, kind, words, by, loading.now()))


def _take_back(mine: Sequence[Note], view: Selection) -> None:
    ended = ending.form(
        "Take a note back",
        {note.number: note_words.short(note, view) for note in mine},
        what="Note",
        effect="It is then shown only as known before.",
        button="Take it back",
        key="note-back",
    )
    if ended:
        entering.keep(lambda: entered.take_back(stores.store(), ended.key, ended.by, loading.now()))


def flag_of(found: Passport, question: str, word: str, days: Period | None = None) -> Flag:
    """The flag that a verdict on a figure is, of the days judged."""
    start, end = days or found.period
    return Flag(found.kpi.id, *entered.key_of(found.collar, found.area), found.role, question, word, start, end)


def flag(found: Passport, question: str, word: str, view: Selection, days: Period | None = None) -> None:
    """A verdict that stands out: who closed it and why, or the way to close it. Nothing for any other word.

    question: one of `metrics.flags.FLAGS`. word: the verdict's word. days: those judged, if not all of the figure's.
    """
    if not stands_out(question, word):
        return
    asked = flag_of(found, question, word, days)
    told = data.closed_flags(view.known_at).get(asked)
    if told is not None:
        show.block(f'<p class="bb-note">{html(closed_words(told))}</p>')
    if view.known_at is None and viewer.may("see_areas") and (asked.level, asked.key) != (PEOPLE, viewer.own_collar()):
        _close(asked, told)


def closed_words(told: Closed) -> str:
    """Unusually high: closed by A. Analyst on 12 June 2026 09:00: the fair was policed."""
    return f"{told.flag.word}: closed by {told.by} on {say_moment(told.at)}: {told.reason}"


def _close(asked: Flag, told: Closed | None) -> None:
    title = f"Open this flag again: {asked.word}" if told else f"Close this flag, with a reason: {asked.word}"
    at = f"{asked.question}-{entering.turn()}"
    box = st.expander(title, key=f"flag-{at}", on_change="rerun", type="compact")
    if not box.open:
        return
    with box, st.form(f"flag-form-{at}", border=False):
        reason = "" if told else st.text_area("Reason", max_chars=MOST_LETTERS, key=f"flag-reason-{at}", height=72)
        by = entering.your_name(f"flag-by-{at}")
        if st.form_submit_button("Open it again" if told else "Close this flag", type="primary", key=f"flag-go-{at}"):
            store, now = stores.store(), loading.now()
            entering.keep(
                lambda: reopen_flag(store, asked, by, now) if told else close_flag(store, asked, reason, by, now)
            )


__all__ = [
    "bearing", "choices", "closed_words", "flag", "flag_of", "line", "marks", "of_beats", "of_officer", "of_team",
    "of_week", "report",
]  # fmt: skip
