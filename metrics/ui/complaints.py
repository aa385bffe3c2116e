"""Where somebody complains about how their data is handled: a link on their own page and in the footer, set by the force.

DPA 2018 s.164A: a route that can be used electronically; a complaint is acknowledged in 30 days.
"""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from metrics import configuration
from metrics.ui import show
from metrics.ui.safe import html, label

NOT_SET = (
    "No complaints route is set here: whoever looks after Beatboard writes it into the configuration file as complaints_url, "
    "under [access]."
)
ACKNOWLEDGED = "A complaint about how your data is handled is acknowledged within 30 days."


def route() -> str:
    """Where a complaint is made: https or mailto; "" where none is set, or what is set is no such address."""
    url = configuration.current().access.complaints_url.strip()
    return url if urlsplit(url).scheme in ("https", "mailto") else ""


def words() -> str:
    """What stands on the link."""
    return configuration.current().access.complaints_words.strip() or "Complain about how your data is handled"


def link() -> None:
    """The complaints route as a link, where one is set."""
    if route():
        st.link_button(label(words()), route(), type="tertiary")


def said() -> None:
    """What becomes of a complaint, or where the route is set."""
    show.aside(ACKNOWLEDGED if route() else NOT_SET)


def in_footer() -> str:
    """The complaints route as a piece of the footer, where one is set."""
    return f' <a href="{html(route())}">{html(words())}</a>' if route() else ""
