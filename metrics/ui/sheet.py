"""What every printed sheet says at its head and foot: the marking, what is shown, the date, and the page's number."""

from __future__ import annotations

import streamlit as st

from metrics import loading
from metrics.terms import MARKING, say_date
from metrics.ui.safe import css, html


def head(title: str, words: str = "") -> None:
    """Seen on paper only: a line under the title, and the margins of each sheet.

    A page margin takes its words from CSS alone, so they go through `safe.css`, which leaves no sign with a meaning.
    """
    shown = " · ".join(part for part in (title, words) if part)
    drawn = f"Beatboard · drawn {say_date(loading.now().date())}"
    margins = (
        f'@top-left {{ content: "{css(MARKING)}"; }} @top-right {{ content: "{css(shown)}"; }} '
        f'@bottom-left {{ content: "{css(drawn)}"; }}'
    )
    st.html(f"<style>@media print {{ @page {{ {margins} }} }}</style>")
    st.html(f'<p class="bb bb-print">{html(MARKING)} · {html(shown)} · {html(drawn)}</p>')
