"""A set of questions taken away as a spreadsheet, edited there, and given back; every version is kept."""

from __future__ import annotations

import streamlit as st

from metrics import loading
from metrics.peel.sets import Version, keep_set
from metrics.peel.spreadsheet import read_set, set_workbook
from metrics.terms import say_moment
from metrics.ui import data, entering, packing, show
from metrics.ui.peel import Asked


def note(asked: Asked) -> None:
    """Which set this is, and who stands for its words."""
    show.note(packing.framework_words(asked.held, asked.version.number))


def offer(asked: Asked) -> None:
    """The set as a spreadsheet; and the way to give one back."""
    held = asked.held
    show.heading("The questions themselves", "edit them in a spreadsheet; every version is kept")
    show.lede(_version(asked.version))
    st.download_button(
        "This set as a spreadsheet", lambda: set_workbook(held), f"questions-{held.edition}.xlsx", show.XLSX, key="set-out",
        on_click="ignore", type="tertiary",
    )  # fmt: skip
    if asked.known_at is None:
        _give_back()


def _version(version: Version) -> str:
    count = f"{len(version.held.questions):,} question{'' if len(version.held.questions) == 1 else 's'}"
    if version.at is None:
        return f"{count}, as Beatboard starts with them."
    return f"{count}, version {version.number}, kept by {version.by} on {say_moment(version.at)}."


def _give_back() -> None:
    at = entering.turn()
    box = st.expander(
        "Give back an edited set, or another edition", key=f"set-in-{at}", on_change="rerun", type="compact"
    )
    if not box.open:
        return
    with box, st.form(f"set-form-{at}", border=False):
        file = st.file_uploader("A spreadsheet as it was exported here (.xlsx, .ods or .csv)", key=f"set-file-{at}")
        by = entering.your_name(f"set-by-{at}")
        show.lede("Another edition stands beside this one. Marked “current”, it is the one that the page opens with.")
        if st.form_submit_button("Keep this set", type="primary", key=f"set-go-{at}"):
            if file is None:
                show.note("Choose a file first.")
            else:
                name, content = file.name, file.getvalue()
                entering.keep(lambda: keep_set(data.store(), read_set(name, content), by, loading.now()))
