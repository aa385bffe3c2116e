"""What is asked before people are shown: to accept the purpose, and to say why one named officer is opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from metrics import configuration, loading, terms
from metrics.access import purpose, reasons
from metrics.access.lookups import CannotLogError, log_of
from metrics.access.reasons import ReasonNeededError
from metrics.access.sieve import NotYoursError
from metrics.ui import show, stores, viewer
from metrics.ui.safe import html


@contextmanager
def answering() -> Iterator[None]:
    """A page's run: where it may not show what was asked for, one sentence says so, or what is to be said first is asked."""
    try:
        yield
    except NotYoursError as error:
        show.block(f"<h2>This is not open to you</h2><p>{html(str(error))}</p>")
    except ReasonNeededError as error:
        reason(error.collars)
    except CannotLogError as error:
        show.block(f"<h2>Nothing about people is shown</h2><p>{html(str(error))}</p>")


def the_purpose() -> None:
    """The purpose and what is logged, to be accepted once in these words."""
    paragraphs = "".join(f"<p>{html(words)}</p>" for words in purpose.LOGGED)
    show.block(
        f"<h1>Before you begin</h1><h2>What Beatboard is for</h2><p>{html(terms.PURPOSE)}</p><h2>What is written down</h2>"
        f'{paragraphs}<p class="muted">Version {html(purpose.VERSION)}. That you accept it is kept with your name and the '
        "moment.</p>"
    )
    if st.button("I have read this and accept it", type="primary", key="accept-purpose"):
        try:
            purpose.accept(log_of(stores.chosen_path()), viewer.scope(), loading.now())
        except CannotLogError as error:
            show.note(str(error))
            return
        st.rerun()


def reason(collars: tuple[str, ...]) -> None:
    """Why somebody looks at officers whom they neither are nor supervise; until it is said nothing of them is shown."""
    wanted = configuration.current().look_ups
    whom = (
        f"the officer with collar number {collars[0]}" if len(collars) == 1 else f"collar numbers {', '.join(collars)}"
    )
    until = "today" if wanted.reason_days <= 1 else f"{wanted.reason_days:,} days"
    show.heading("Why do you look?")
    show.lede(
        f"You are not the line supervisor of {whom} on these days. Your reason is kept in the look-up log, where they can "
        f"read it, and holds for {until}."
    )
    with st.form("reason", border=False):
        kind = st.selectbox(
            "Reason", list(wanted.reasons), None, placeholder="Choose a reason", key="reason-kind", width=400
        )
        words = st.text_input(
            f"In your own words (at least {wanted.reason_letters} letters)", max_chars=reasons.MOST_LETTERS, key="reason-words"
        )  # fmt: skip
        if not st.form_submit_button("Keep the reason and open", type="primary", key="reason-go"):
            return
    try:
        path, who = str(stores.chosen_path()), viewer.scope().who
        reasons.given.give(path, who, collars, str(kind), words, loading.now(), wanted)
    except ValueError as error:
        show.note(str(error))
        return
    st.rerun()
