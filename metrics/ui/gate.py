"""A page does nothing outside the frame.

Streamlit also finds pages/ by itself: until a server has called st.navigation once, opening /team runs pages/team.py
alone. So the frame says when it is around a page, and a page that is alone stops. (Addresses differ from file names, so
that no link of ours ever meets this.)
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

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
    """Stop a page that runs without its frame."""
    if not getattr(_here, "framed", False):
        st.html('<p>This page opens inside Beatboard. <a href="./" target="_self">Open Beatboard</a></p>')
        st.stop()
