"""The guide of a first visit: shown until it is closed, of each person and store by itself, and again when asked for."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qsl, urlsplit

import pytest

from metrics import guide_seen, settings
from tests.ui.conftest import Open, text_of

pytestmark = pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
TITLE = "New here? Five things to know"


def test_it_stands_until_it_is_closed_and_comes_again_when_asked_for(open_page: Open) -> None:
    app = open_page("this_week")
    assert TITLE in text_of(app)
    app.button(key="guide-close").click().run()
    assert TITLE not in text_of(app)
    app = open_page("this_week")
    assert TITLE not in text_of(app), "it is remembered"
    app.button(key="guide-again").click().run()
    assert TITLE in text_of(app)


def test_each_of_the_five_has_a_link_to_a_page(open_page: Open) -> None:
    words = text_of(open_page("this_week"))
    items = re.findall(r"<li><h3>.*?</li>", words[words.index(TITLE) :])
    assert len(items) == 5
    for item in items:
        [link] = re.findall(r'href="([^"]*)"', item)
        page, asked = urlsplit(html.unescape(link)).path, dict(parse_qsl(urlsplit(html.unescape(link)).query))
        app = open_page(page or "this_week", **asked)
        assert not app.exception


def test_it_is_remembered_by_person_and_store_without_a_name(open_page: Open) -> None:
    guide_seen.see("brook@example.org", "own")
    assert guide_seen.is_seen("brook@example.org", "own")
    assert not guide_seen.is_seen("brook@example.org", "sample")
    assert not guide_seen.is_seen("adeyemi@example.org", "own")
    kept = (settings.home() / "guide_seen.json").read_text("utf-8")
    assert "brook" not in kept
    (settings.home() / "guide_seen.json").write_text("{", "utf-8")
    assert not guide_seen.is_seen("brook@example.org", "own"), "what cannot be read is asked again"
