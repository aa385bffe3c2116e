"""Every page, from dashboard.py, over an empty store, the sample force, and a half-loaded store."""

from __future__ import annotations

import html
import json
from typing import Any

import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from metrics import settings, terms
from metrics.catalogue import exports, kpis
from metrics.ui.teaching import LESSONS
from tests.small_force import SmallForce
from tests.ui.conftest import Open, text_of

PAGES = (
    "this_week",
    "meeting",
    "brief",
    "team",
    "officer",
    "beats",
    "time_in_place",
    "problem_solving",
    "peel_evidence",
    "uploads",
    "definitions",
    "start",
    "record",
    "challenges",
    "moments",
    "targets",
    "data_quality",
    "one_to_one",
    "county",
    "stop_and_search",
    "search_reviews",
    "neighbourhood_guarantee",
    "public_accountability",
    "plan_priorities",
    "what_residents_said",
    "retention",
)
STAND_WITH_NOTHING_LOADED = ("peel_evidence", "uploads", "definitions", "start", "retention")
"""Pages with something to do or to read before anything is loaded."""
MOST_CHARTS = 4


def charts(app: AppTest) -> list[str]:
    """The alternative text of each chart drawn."""
    return [element.proto.alt for element in app.get("vega_lite_chart")]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_stands_in_every_state(open_page: Open, page: str) -> None:
    app = open_page(page)
    assert not app.exception
    assert terms.PURPOSE in text_of(app)
    assert len(charts(app)) <= MOST_CHARTS
    assert all(alt.endswith(".") and len(alt) > 20 for alt in charts(app))


@pytest.mark.parametrize("page", [page for page in PAGES if page not in STAND_WITH_NOTHING_LOADED])
@pytest.mark.parametrize("state", ["empty"], indirect=True)
def test_with_nothing_loaded_a_page_says_what_is_missing_and_where_to_go(open_page: Open, page: str) -> None:
    app = open_page(page)
    words = html.unescape(text_of(app))
    assert "Nothing is loaded yet" in words
    assert [button.label for button in app.main.button] == ["Go to Uploads"]
    lesson = LESSONS[f"pages/{page}.py"]
    assert f"This page will show {lesson.shows}." in words
    for name in lesson.needs:
        assert exports()[name].sheet in words
        assert exports()[name].sender in words


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
def test_what_is_not_loaded_is_said_and_never_shown_as_nought(open_page: Open) -> None:
    app = open_page("team", area="beat:A1", period="week", to="2026-06-07")
    drawn = chart_data(app)
    assert "not loaded" in drawn["PPN submissions"]
    assert drawn["Arrests"] == {"1"}
    notes = {row["note"] for row in cells_of(app)}
    assert notes == {"hours not loaded"}


@pytest.mark.parametrize("state", ["priority_area_team"], indirect=True)
def test_the_priority_area_teams_sheet_shows_the_blueprints_results(open_page: Open) -> None:
    """The blueprint's results page, 13 July to 31 December 2020."""
    text = text_of(open_page("team", **{"period": "dates", "from": "2020-07-13", "to": "2020-12-31"}))
    published = {"Warrants": 36, "Arrests": 152, "Stop-searches": 110, "Incidents attended": 511}
    published |= {"Intelligence reports": 555, "Referrals": 83}
    for label, figure in published.items():
        assert f'<span class="grow">{label}</span><span class="n">{figure}</span>' in text
    assert "every person and record is invented" in text


def cells_of(app: AppTest) -> list[dict[str, Any]]:
    """The rows behind the panels of all charts of the page."""
    found = []
    for element in app.get("vega_lite_chart"):
        for dataset in element.proto.datasets:
            if dataset.name == "cells":
                found += pa.ipc.open_stream(dataset.data.data).read_all().to_pylist()
    return found


def chart_data(app: AppTest) -> dict[str, set[str]]:
    """KPI label -> texts printed beside its bars, over all charts of the page."""
    found: dict[str, set[str]] = {}
    for row in cells_of(app):
        found.setdefault(kpis()[row["kpi"]].label, set()).add(row["text"])
    return found


@pytest.mark.parametrize("state", ["sample"], indirect=True)
def test_a_pcso_has_no_panel_of_powers_and_a_constable_none_of_watch_schemes(open_page: Open) -> None:
    app = open_page("team", area="beat:COR2")
    specs = app.get("vega_lite_chart")
    assert len(specs) == 2
    heads = [str(spec.proto.datasets[1].data.data) for spec in specs]
    assert "Arrests" in heads[0]
    assert "New watch schemes" not in heads[0]
    assert "Arrests" not in heads[1]
    assert "Stop-searches" not in heads[1]
    assert "New watch schemes" in heads[1]


@pytest.mark.parametrize("state", ["sample"], indirect=True)
def test_people_stand_in_alphabetical_order_whatever_their_figures(open_page: Open) -> None:
    app = open_page("team", area="sector:Corby")
    for element in app.get("vega_lite_chart"):
        cells = next(d for d in element.proto.datasets if d.name == "cells")
        rows = pa.ipc.open_stream(cells.data.data).read_all().to_pylist()
        names = [row["name"] for row in rows if (row["group"], row["panel"]) == (0, 0)]
        assert names == sorted(names)


@pytest.mark.parametrize("state", ["sample"], indirect=True)
def test_the_team_page_says_that_constables_have_no_engagement_measure(open_page: Open) -> None:
    assert "names no engagement measure for constables" in text_of(open_page("team", area="beat:COR2"))


@pytest.mark.parametrize("state", ["sample"], indirect=True)
def test_the_address_is_spelt_out_and_gives_the_same_view(open_page: Open) -> None:
    app = open_page("team", area="beat:COR2", period="4weeks")
    address = {name: value[0] if isinstance(value, list) else value for name, value in app.query_params.items()}
    assert address == {"area": "beat:COR2", "period": "4weeks", "to": "2026-11-15"}
    again = open_page("team", **address)
    assert charts(again) == charts(app)


@pytest.mark.parametrize("state", ["sample"], indirect=True)
def test_an_unknown_area_or_person_is_said_plainly(open_page: Open) -> None:
    assert "There is no area called ZZ9" in text_of(open_page("beats", area="beat:ZZ9"))
    assert "Nobody with collar number 99999" in text_of(open_page("officer", officer="99999"))


@pytest.mark.parametrize("state", ["sample"], indirect=True)
def test_specs_carry_no_data_of_their_own(open_page: Open) -> None:
    for element in open_page("this_week").get("vega_lite_chart"):
        assert "datasets" not in json.loads(element.proto.spec)


@pytest.mark.parametrize("state", ["sample", "half-loaded"], indirect=True)
def test_then_and_now_names_both_moments_and_what_was_learnt_between_them(open_page: Open) -> None:
    words = text_of(open_page("moments", then="2026-06-08T08:00"))
    assert "Known on 8 June 2026 at 08:00, and known now" in words
    assert "differ" in words


@pytest.mark.parametrize("state", ["empty"], indirect=True)
def test_lists_alone_are_something_but_no_weekly_export(open_page: Open) -> None:
    SmallForce(settings.store_path("own")).store.close()
    app = open_page("team")
    assert "No weekly export is loaded yet" in text_of(app)
    assert "Nothing is loaded yet" not in text_of(app)
