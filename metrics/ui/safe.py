"""The one place where text from a cell becomes text on a page. Everything that came from a file goes through here."""

from __future__ import annotations

import html as _html
import re

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~:$])")
_ADDRESS = re.compile(r"(https?|www)(?=[:.])", re.IGNORECASE)
_JOINER = "\u2060"
"""Is not seen and breaks no line. Between "https" and "://" it keeps Streamlit from making a link of an address in a cell."""


def html(text: object) -> str:
    """Text for st.html: no markup of its own survives, quotes included."""
    return _html.escape(str(text), quote=True)


def label(text: object) -> str:
    """Text for labels, headings and captions, which Streamlit reads as Markdown: shown to the letter."""
    return _MARKDOWN.sub(r"\\\1", _ADDRESS.sub(rf"\1{_JOINER}", str(text).replace("\n", " ")))


def css(text: object) -> str:
    """Text for a CSS string in double quotes: every sign but plain letters, figures and spaces is written as its number."""
    plain = str(text).replace("\x00", "")
    return "".join(
        sign if sign.isascii() and (sign.isalnum() or sign == " ") else f"\\{ord(sign):x} " for sign in plain
    )
