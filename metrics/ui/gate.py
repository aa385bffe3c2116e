"""A page does nothing outside the frame.

Streamlit also finds pages/ by itself: until a server has called st.navigation once, opening /team runs pages/team.py
alone. So the frame says when it is around a page. A page that is alone does nothing but call st.navigation, after which
the server ignores pages/ for good, and run again: now inside the frame.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from metrics.ui import routes

_here = threading.local()


@contextmanager
def around() -> Iterator[None]:
    """The frame, while it runs a page."""
    _here.framed = True
    try:
        yield
    finally:
        _here.framed = False


def require() -> None:
    """Send a page that runs without its frame back into it."""
    if not getattr(_here, "framed", False):
        st.navigation(routes.everything(), position="hidden")
        st.rerun()
