"""Everything held on a person, as one file: one click on one's own page; of somebody who has left, with a reason that is kept."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from metrics import loading
from metrics.notes import MOST_LETTERS
from metrics.subject import asking
from metrics.terms import LONDON
from metrics.ui import entering, show, stores, viewer
from metrics.ui.people import Person
from metrics.ui.safe import label

TITLE = "Everything held on you, as one file"


def own(person: Person) -> None:
    """One click for whoever it is about."""
    if _right(person.collar) == "own":
        _button(TITLE, person.collar, "", viewer.scope().shown)


def of_other(collar: str, name: str) -> bool:
    """A reason first, for whoever looks after the data; False, and nothing, where they may not make it."""
    if _right(collar) != "other":
        return False
    at = f"subject-{collar}-{entering.turn()}"
    box = st.expander(label(f"Everything held on {name}, as one file"), key=at, on_change="rerun", type="compact")
    if not box.open:
        return True
    with box:
        show.lede("For a request by somebody who cannot make it on their own page. That it was made, and why, is kept.")
        reason = st.text_input("Why it is made (kept with it)", key=f"{at}-why", max_chars=MOST_LETTERS)
        by = entering.your_name(f"{at}-by")
        if reason.strip():
            _button("Make the file", collar, reason, by)
    return True


def _right(collar: str) -> asking.Right:
    return asking.right(viewer.scope(), stores.store(), collar, loading.now().astimezone(LONDON).date())


def _button(words: str, collar: str, reason: str, by: str) -> None:
    show.download(
        words, _made(collar, reason, by), f"held-on-{collar}.zip", "application/zip", f"subject-file-{collar}", [collar]
    )


def _made(collar: str, reason: str, by: str) -> Callable[[], bytes]:
    """The work of the click: who may is asked once more, of whoever clicked."""

    def make() -> bytes:
        return asking.asked(stores.store(), viewer.scope(), collar, reason, by, loading.now()).content

    return make
