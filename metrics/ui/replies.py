"""Right of reply in the side panel: the person whose figure it is writes an answer to it, and takes it back."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from metrics import loading
from metrics import replies as entered
from metrics.notes import MOST_LETTERS, PEOPLE, REPLY, About, Note
from metrics.passport import Passport
from metrics.ui import ending, entering, note_words, show, stores, viewer
from metrics.ui.selection import Selection


def report(found: Passport, name: str, noted: Sequence[Note], view: Selection) -> None:
    """The forms of whoever the figure is of; nothing for anybody else. noted: what bears on the figure."""
    own = viewer.own_collar()
    if not found.collar or own not in (None, found.collar):
        return
    _form(found, name, own)
    mine = [note for note in noted if note.kind == REPLY and note.about.key == found.collar]
    ended = ending.form(
        "Take a reply back" if own is None else "Take your reply back",
        {note.number: note_words.short(note, view) for note in mine},
        what="Reply",
        effect="It is then shown only as known before.",
        button="Take it back",
        key="reply-back",
    )
    if ended:
        entering.keep(lambda: entered.take_back(stores.store(), ended.key, ended.by, loading.now(), own))


def _form(found: Passport, name: str, own: str | None) -> None:
    turn = entering.turn()
    title = "Reply to this figure" if own else f"Reply to this figure, as {name}"
    box = st.expander(title, key=f"reply-add-{turn}", on_change="rerun", type="compact")
    if not box.open:
        return
    with box, st.form(f"reply-form-{turn}", border=False):
        words = st.text_area("Your reply", max_chars=MOST_LETTERS, key=f"reply-words-{turn}", height=96)
        show.lede("It stands wherever this figure is shown, in files too, and only you can take it back.")
        by = entering.your_name(f"reply-by-{turn}")
        if st.form_submit_button("Keep this reply", type="primary", key=f"reply-keep-{turn}"):
            start, end = found.period
            about = About(PEOPLE, str(found.collar), found.kpi.id, found.role, start, end)
            entering.keep(lambda: entered.reply(stores.store(), about, words, by, loading.now(), own, name))
