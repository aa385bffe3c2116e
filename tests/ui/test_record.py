"""The Record page and the search box that leads to it."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from metrics.ui import frame
from tests.ui.conftest import Open, text_of


def address(app: AppTest) -> dict[str, str]:
    return {name: value[0] if isinstance(value, list) else value for name, value in app.query_params.items()}


def links(app: AppTest) -> list[str]:
    """The labels of the links in the page itself, with no sign of Markdown."""
    return [link.proto.label.replace("\\", "") for link in app.main.get("page_link")]


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
def test_a_record_says_where_it_stands_whom_it_names_and_what_it_counts_towards(open_page: Open) -> None:
    app = open_page("record", ref="c1")
    text = text_of(app)
    assert "Arrests: C1" in text
    assert "Row 2 of sheet arrests in arrests.csv, loaded 8 June 2026 at 09:03 by test." in text
    assert "2 June 2026, 10:00" in text
    assert "Arrests: for Exampleby, I and the team of Alpha." in text
    assert links(app) == ["Exampleby, I (0101)", "Team of Alpha", "Arrests of Exampleby, I, week to 7 June 2026"]
    assert address(app)["ref"] == "c1"


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
def test_a_reference_that_nothing_has_is_said_in_one_sentence(open_page: Open) -> None:
    assert "Nothing that is loaded has the reference Z9, as known now." in text_of(open_page("record", ref="Z9"))
    earlier = text_of(open_page("record", ref="C1", known="2026-06-07T12:00"))
    assert "Nothing is loaded yet" in earlier or "has the reference C1, as known on 7 June 2026" in earlier
    assert "Type a reference into the search box" in text_of(open_page("record"))


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
@pytest.mark.parametrize("ref", ["<img src=x onerror=alert(1)>", "![x](https://example.org/a.png)"])
def test_what_was_typed_is_shown_to_the_letter(open_page: Open, ref: str) -> None:
    text = text_of(open_page("record", ref=ref))
    assert "<img" not in text
    assert "Nothing that is loaded has the reference" in text


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
@pytest.mark.parametrize(
    ("typed", "page", "asked"),
    [("c1", "Record", {"ref": "c1"}), ("0101", "Officer", {"officer": "0101"}), ("a1", "Team", {"area": "beat:A1"})],
)
def test_the_search_box_takes_a_reference_a_collar_number_and_a_beats_code(
    open_page: Open, typed: str, page: str, asked: dict[str, str]
) -> None:
    app = open_page("this_week")
    for _ in range(2):
        app.session_state[frame.ASKED_FOR] = typed  # AppTest cannot type into the box; the browser journey does
        app.run()
        assert not app.exception
        assert f">{page}</h1>" in text_of(app)
        assert asked.items() <= address(app).items()
