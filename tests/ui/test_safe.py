"""Text from a cell stays text: in our own markup, and where Streamlit reads Markdown."""

from __future__ import annotations

import pytest

from metrics.ui.safe import css, html, label

PAYLOADS = [
    "![x](https://example.org/a.png)",
    "<img src=x onerror=alert(1)>",
    "[link](javascript:alert(1))",
    '"><script>alert(1)</script>',
    ":material/home: :red[text] $x^2$",
    "`code` **bold** ~~gone~~",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_markup_survives(payload: str) -> None:
    assert "<" not in html(payload)
    assert '"' not in html(payload)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_every_sign_of_markdown_is_escaped(payload: str) -> None:
    shown = label(payload)
    for place, sign in enumerate(shown):
        if sign in "[]()<>*`$:~!" and sign != "\\":
            assert shown[place - 1] == "\\"


@pytest.mark.parametrize("payload", [*PAYLOADS, '"; } body { display: none', "a\\", "</style><script>", "line\nbreak"])
def test_in_a_css_string_every_sign_with_a_meaning_is_a_number(payload: str) -> None:
    shown = css(payload)
    assert not set(shown) & set("\"'<>{};@/*\n&")
    assert css("Corby 2 · é") == "Corby 2 \\b7  \\e9 "
