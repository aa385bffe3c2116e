"""A field of the bar keeps its key when something is chosen in it, so that the focus stays, and follows the address."""

from __future__ import annotations

import pytest

from tests.ui.conftest import Open

pytestmark = pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
PERIOD = "view-Beats-period"


def test_a_choice_goes_into_the_address_and_the_address_into_the_field(open_page: Open) -> None:
    app = open_page("beats", period="4weeks")
    assert app.selectbox(key=PERIOD).value == "4weeks"
    app.selectbox(key=PERIOD).set_value("week").run()
    assert app.query_params["period"] == "week"
    assert app.selectbox(key=PERIOD).value == "week"
    app.query_params["period"] = "4weeks"  # the browser's way back
    app.run()
    assert app.selectbox(key=PERIOD).value == "4weeks"
    assert app.query_params["period"] == "4weeks"


def test_a_choice_of_area_is_followed_by_the_words_of_the_bar(open_page: Open) -> None:
    app = open_page("beats")
    app.selectbox(key="view-Beats-area").set_value("sector:Corby").run()
    assert app.query_params["area"] == "sector:Corby"
    assert any(box.label.startswith("Corby · ") for box in app.main.expander)
