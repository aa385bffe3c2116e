"""The Stop and search page: the ladder first, one cut in the address, fairness where it may stand, and what is missing."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from metrics import settings
from metrics.fairness import ATTRIBUTES
from metrics.ui import gate, stop_search, stop_search_fairness
from tests.small_force import SmallForce
from tests.test_stop_and_search import ROWS
from tests.ui.conftest import Open, text_of

PAGE = "stop_and_search"
SMALL = {"period": "week", "to": "2026-06-07"}


def alts(app: AppTest) -> list[str]:
    return [element.proto.alt for element in app.get("vega_lite_chart")]


def cells(app: AppTest, chart: int) -> list[dict[str, Any]]:
    """The lines of the panels of one chart."""
    datasets = app.get("vega_lite_chart")[chart].proto.datasets
    return list(pa.ipc.open_stream(next(d for d in datasets if d.name == "cells").data.data).read_all().to_pylist())


@pytest.mark.parametrize("state", ["sample"], indirect=True)
def test_the_force_has_the_ladder_one_cut_the_groups_and_the_residents(open_page: Open) -> None:
    app = open_page(PAGE)
    assert not app.exception
    ladder, cut, groups, residents = alts(app)
    words = text_of(app)
    assert (
        words.index("people searched")
        < words.index("The three rates")
        < words.index("Fairness")
        < words.index("residents")
    )
    assert "by sector" in cut and "A prompt to look, not proof" in groups and "North Northamptonshire" in residents
    assert "drugs, possession only" in ladder
    names = [row["name"] for row in cells(app, 1) if row["panel"] == 0]
    assert names[:2] == ["Corby", "Kettering"], "in list order"
    for said in (stop_search_fairness.WHY_NOT_PROOF, stop_search_fairness.CAVEATS, stop_search_fairness.INVENTED):
        assert said.replace("'", "&#x27;") in words
    assert "Over 16 November 2025 to 15 November 2026" in words and "no self-defined ethnicity stated" in words
    headings = [row["name"] for row in cells(app, 2) if row["heading"] and row["panel"] == 0]
    assert headings == [attribute.label for attribute in ATTRIBUTES]
    assert all(row["part"] is None or row["part"] != row["part"] for row in cells(app, 2) if " of " in row["text"])


@pytest.mark.parametrize("state", ["sample"], indirect=True)
def test_the_cut_is_in_the_address_and_lines_are_never_in_the_order_of_a_figure(open_page: Open) -> None:
    app = open_page(PAGE, area="sector:Corby", kpi="object")
    shown = [row for row in cells(app, 1) if row["panel"] == 0]
    names = [row["name"] for row in shown]
    assert names == sorted(names) and "Stolen goods" in names
    assert "Searches are not set against residents for a sector" in text_of(app)
    app.session_state["fields"] = True
    app = app.run()
    assert "Grounds Reasonable" in text_of(app) and len(alts(app)) == 4
    assert any("fields are filled in everywhere" in alt for alt in alts(app))


@pytest.mark.parametrize("state", ["sample"], indirect=True)
@pytest.mark.parametrize(
    ("view", "charts", "said"),
    [
        (
            {"area": "beat:COR2"},
            2,
            ["not shown for a beat, nor ever for an officer", "not set against residents for a beat"],
        ),
        ({"area": "team:1370"}, 2, ["for a sergeant&#x27;s team, nor ever for an officer"]),
        ({"area": "lpa:North", "to": "2026-08-16"}, 3, ["12 months to 16 August 2026 are not wholly loaded"]),
    ],
)
def test_what_is_refused_says_why(open_page: Open, view: dict[str, str], charts: int, said: list[str]) -> None:
    app = open_page(PAGE, **view)
    assert not app.exception
    assert len(alts(app)) == charts
    assert all(words in text_of(app) for words in said)


@pytest.fixture
def searched(state: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The half-loaded store with the searches of `test_stop_and_search`, one object of them written to do harm."""
    monkeypatch.setattr(gate, "require", lambda: None)
    small = SmallForce(settings.store_path("own"), lists=False)
    at = {"Searched At": "2026-06-03 15:00", "Collar No": "0101"}
    rows = [{"Search Ref": f"S{n}", **at, **row} for n, row in enumerate(ROWS)]
    rows[4]["Object Of Search"] = "<b>*Stolen*</b>"
    small.load("Stop Searches", rows, at=small.clock + dt.timedelta(hours=1))
    small.store.close()


@pytest.mark.usefixtures("searched")
@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
def test_few_searches_have_counts_and_no_rate_and_nothing_of_a_cell_is_markup(open_page: Open) -> None:
    app = open_page(PAGE, kpi="object", **SMALL)
    assert not app.exception
    words = text_of(app)
    assert "7 people searched" in words and "3 of 7 (too few for a rate)" in words and "%)" not in alts(app)[0]
    assert "1 more, by officers who are not constables, the KPI does not count." in words
    assert {row["text"] for row in cells(app, 0) if row["panel"] == 0} == {"7", "3", "2", "1"}
    app.session_state["cut-table"] = True
    assert "&lt;b&gt;*Stolen*&lt;/b&gt;" in text_of(app.run())
    assert "No two groups have 20 searches" in words
    pcsos = text_of(open_page(PAGE, role="PCSO", **SMALL))
    assert "shown whichever roles are chosen" in pcsos


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
def test_what_is_not_loaded_is_said_with_who_sends_it_and_a_way_to_uploads(open_page: Open) -> None:
    app = open_page(PAGE, **SMALL)
    assert alts(app) == []
    words = text_of(app)
    assert (
        "Stop Searches are not loaded for Force on these days" in words and "Stop and search lead sends them" in words
    )
    assert "Go to Uploads" in [button.label for button in app.button]


def test_every_cut_of_the_page_has_its_words() -> None:
    assert set(stop_search.FIRST.values()) <= set(stop_search.BY)
    assert set(stop_search.FIRST) == {"force", "lpa", "sector", "beat", "team"}
