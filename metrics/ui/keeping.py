"""Keeping what somebody enters on a page, and beginning the forms anew after it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from metrics.store.connection import StoreUnavailableError
from metrics.ui import show
from metrics.ui.notes import TURN


def turn() -> int:
    """How often this session has entered something: part of a form's keys, so that it is closed and empty after an entry."""
    return int(st.session_state.get(TURN, 0))


def keep(enter: Callable[[], object]) -> None:
    """Enter something, and show the page with it; or one sentence of what stands in the way."""
    try:
        enter()
    except (ValueError, StoreUnavailableError) as error:
        show.note(str(error))
        return
    st.session_state[TURN] = turn() + 1
    st.rerun()
