"""The way in and out, where people sign in; on a desk the line that says that nobody does."""

from __future__ import annotations

import streamlit as st

from metrics import configuration, terms
from metrics.access.identity import NOBODY, Identity, NotSignedInError
from metrics.ui import show
from metrics.ui.identity import NOT_GUARDED, known
from metrics.ui.safe import html


def ask() -> None:
    """What stands where there is nobody: why, what Beatboard is for, and the way in."""
    try:
        known()
    except NotSignedInError as error:
        why = str(error)
    else:
        return
    if "is_logged_in" not in st.user.to_dict():
        show.block(f"<h1>Beatboard is closed</h1><p>{html(NOT_GUARDED if why == NOBODY else why)}</p>")
        return
    show.block(f"<h1>Sign in to Beatboard</h1><p>{html(why)}</p><p>{html(terms.PURPOSE)}</p>")
    if st.button("Sign in", type="primary", key="sign-in"):
        st.login()


def banner(who: Identity) -> None:
    """On a desk the quiet line over every page that says how one works here; nothing where people sign in."""
    if who.how == "desk":
        asks = configuration.current().look_ups.ask_reasons
        logged = f"every look at people is logged{'' if asks else ', and no reason is asked'}"
        words = f"On this desk: no sign-in, you act as the analyst (operating system’s user {who.shown}); {logged}"
        show.block(f'<p class="bb-desk bb-screen">{html(words)}</p>')


def side(who: Identity) -> None:
    """In the side, where people sign in: who has, and the way out."""
    if who.how == "desk":
        return
    st.html(f'<p class="bb bb-group" style="margin-top:1rem">Signed in as {html(who.shown)}</p>')
    if st.button("Sign out", type="tertiary", key="sign-out"):
        st.logout()
