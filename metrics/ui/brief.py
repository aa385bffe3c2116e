"""The weekly brief in the app: as a file to send, and on a page of its own to print."""

from __future__ import annotations

import streamlit as st

from metrics import loading
from metrics.brief.mail import as_html, as_sheet, paper
from metrics.ui import brief_data, routes, show
from metrics.ui.selection import Selection

ALONE = "@media print{.bb-print,.bb-footer,.st-key-bar,.st-key-links-brief{display:none!important}}"
"""On paper nothing but the brief: it has its own title, marking and purpose."""


def offer(view: Selection) -> None:
    """The week that the view ends with as a brief: a file for an email, and the page to print."""
    with show.links("brief"):
        _download(view)
        show.link(routes.BRIEF, "Open the brief to print", view.params(opened=False, officer=None))


def page(view: Selection) -> None:
    """The brief as it prints, on white paper in either theme."""
    with show.links("brief"):
        _download(view)
    sheet = as_sheet(brief_data.brief(view), loading.now().date(), alone=False)
    st.html(f"<style>{paper(sheet)}{ALONE}</style>")
    st.html(f'<div class="bb-paper" tabindex="0" role="region" aria-label="The brief">{sheet}</div>')


def _download(view: Selection) -> None:
    end = brief_data.week_of(view).end
    show.download(
        "This week as a brief for email (HTML)",
        lambda: as_html(brief_data.brief(view), loading.now().date()),
        f"brief-{view.area.key.lower().replace(' ', '-')}-{end}.html",
        "text/html",
        key="brief",
    )


__all__ = ["offer", "page"]
