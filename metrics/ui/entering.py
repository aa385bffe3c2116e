"""What forms share: an entry is kept and the page shown with it, or one sentence says what stands in the way."""

from __future__ import annotations

import getpass
from collections.abc import Callable

import streamlit as st

from metrics.notes import MOST_LETTERS_OF_A_NAME
from metrics.store.connection import StoreUnavailableError
from metrics.ui import show, viewer

TURN = "entered-here"


def turn() -> int:
    """How often this session has entered something: with each entry the forms begin anew, closed and empty. Entries of others
    change nothing in a form that somebody is filling in."""
    return int(st.session_state.get(TURN, 0))


def your_name(key: str, name: str = "", label: str = "Your name, kept with it") -> str:
    """The field for the name of whoever enters something; who is signed in has one already. name: what stands in it; "" is the
    name on this computer."""
    own = viewer.own_name()
    if own:
        show.lede(f"It is kept with your name: {own}.")
        return own
    return st.text_input(label, name or getpass.getuser(), max_chars=MOST_LETTERS_OF_A_NAME, width=240, key=key)


def or_own(by: str) -> str:
    """A name that was typed; where there is none, the name on this computer."""
    return by.strip() or getpass.getuser()


def keep(enter: Callable[[], object]) -> None:
    """Enter something, and show the page with it; or one sentence of what stands in the way."""
    try:
        enter()
    except (ValueError, StoreUnavailableError) as error:
        show.problem(str(error))
        return
    st.session_state[TURN] = turn() + 1
    st.rerun()
