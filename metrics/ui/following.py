"""A field that follows the address and keeps the focus.

A field whose key changes with its value is a new field to the browser: whoever chose with the keyboard would be thrown back to
the top of the page. So the key stays, and the value is put into the field whenever the address has become another.
"""

from __future__ import annotations

import streamlit as st

_NEVER = object()


def following(page: str, name: str, now: object) -> str:
    """The key of a field that shows `now` once the address says something new, and else what was chosen in it.

    page: whose field it is: with another page Streamlit makes another field, which begins with its first option. now: the
    value that the address gives it; never None for a drop-down, which takes None for nothing chosen.
    """
    key = f"view-{page}-{name}"
    seen = f"{key}-in-address"
    if key not in st.session_state or st.session_state.get(seen, _NEVER) != now:
        st.session_state[key] = now
    st.session_state[seen] = now
    return key
