"""The Plan priorities page: the answer first, editions with their state, ties, commitments, and the tracked measure."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from metrics import settings
from metrics.catalogue import whole_kpis
from metrics.charts import community_time as time_chart
from metrics.charts import priorities as chart
from metrics.charts.community_time import Block, Panel
from metrics.loading import now
from metrics.priorities.editions import keep_edition
from metrics.priorities.spreadsheet import edition_workbook
from metrics.priorities.starting_editions import PLAN_2021
from metrics.priorities.ties import ties_by_hand
from metrics.ui import gate, stores
from tests.small_force import SmallForce
from tests.ui.conftest import Open, text_of
from tests.ui.test_notes import box, field, send
from tests.ui.test_problem_solving import alts, drawn

PAGE = "plan_priorities"
SMALL = {"period": "week", "to": "2026-06-07"}


@pytest.fixture
def plans(state: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The half-loaded store with two plans and two returns, on pages that stand without their frame."""
    monkeypatch.setattr(gate, "require", lambda: None)
    small = SmallForce(settings.store_path("own"), lists=False)
    rows = [
        {"Plan Ref": "O1", "Collar No": "0101", "Opened On": "2026-03-02", "Title": "Burglary of <b>sheds</b>"},
        {"Plan Ref": "O2", "Collar No": "0102", "Opened On": "2026-05-04", "Beat": "A2", "Title": "Litter"},
    ]
    small.load("Problem Plans", rows, at=small.clock + dt.timedelta(hours=1))
    raised = [("E1", "Speeding"), ("E2", "")]
    small.load(
        "Engagements",
        [
            {"Return No": ref, "Engaged On": "2026-06-02", "Collar No": "0201", "Priority Raised": said} | {"Activity": "Stall"}
            for ref, said in raised
        ],
    )  # fmt: skip
    small.store.close()


@pytest.mark.parametrize("state", ["sample"], indirect=True)
def test_the_answer_comes_first_then_the_edition_with_its_state_and_two_pictures(open_page: Open) -> None:
    app = open_page(PAGE)
    assert not app.exception
    words = text_of(app)
    answer = "something was recorded towards three of the five priorities of the Police, Fire and Crime Plan 2021-26"
    state = "not verified as current"
    assert answer in words and "KPIs tied to no priority: 2 (stop-searches and positive stop-searches)." in words
    assert words.index(answer) < words.index(state) < words.index("Time in the community") < words.index("Commitments")
    assert "None of our KPIs speaks to “Effective justice” and “Modern services that are fit for the future”." in words
    assert "of the other 19 nothing we are given measures them" in words
    assert len(alts(app)) == 2
    assert "PCSOs: no clear change" in alts(app)[1] and "rostered hours in the community" in alts(app)[1]
    cells = drawn(app, 0, "cells")
    engaged = [cell["group"] for cell in cells if cell["kpi"].startswith("engagement_returns")]
    assert set(engaged) == {0, 1}, "tied to two priorities it stands under both"
    assert {cell["kpi"].partition(":")[0] for cell in cells} == PLAN_2021.tied_kpis
    notes = [head["note"] for head in drawn(app, 0, "heads")]
    assert [note.startswith(chart.NONE_TIED) for note in notes] == [False, False, False, True, True]


@pytest.mark.parametrize("state", ["sample"], indirect=True)
def test_commitments_say_whose_they_are_what_is_a_guess_and_what_nothing_measures(open_page: Open) -> None:
    app = open_page(PAGE, area="sector:Corby", role="PCSO")
    for key in (
        "open-commitments-response",
        "open-commitments-fire",
        "open-tied-plans",
        "open-tied-returns",
        "community-how",
    ):
        app.session_state[key] = True
    words = text_of(app.run())
    assert "Stop-searches and Positive stop-searches: of another role than the one chosen" in words
    row = words[words.index("R1. By 2023 a force of 1,500") :].split("</tr>")[0]
    assert ">Police<" in row and "nothing we are given measures this" in row
    assert "Police (a guess)" in words[words.index("R3. ") :].split("</tr>")[0]
    assert "the tracked measure on this page" in words[words.index("R4. ") :].split("</tr>")[0]
    assert words.count("Fire and Rescue</td>") + words.count("Fire and Rescue (a guess)</td>") == 12
    assert 'href="problem_solving?' in words and "by the map: word “burglar”" in words
    assert "It is not the KPI of time outside the station" in words and "first year loaded (47)" in words


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
def test_what_is_not_loaded_is_said_and_no_priority_gets_a_nought(open_page: Open) -> None:
    app = open_page(PAGE, **SMALL)
    assert not app.exception
    words = text_of(app)
    assert "The list of Problem Plans is not loaded for these days. The problem solving lead sends it." in words
    assert "Engagements are not loaded for these days. The neighbourhood coordinator sends them." in words
    assert "Not loaded: no week of Duties is wholly loaded for Force" in words
    assert {head["note"] for head in drawn(app, 0, "heads")} == {
        "OSARA plans open not loaded · engagement returns not loaded",
        "No KPI is tied to it · OSARA plans open not loaded · engagement returns not loaded",
    }
    known = {cell["kpi"]: cell["text"] for cell in drawn(app, 0, "cells")}
    assert known.pop("arrests") == "1" and set(known.values()) == {"not loaded"}


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
@pytest.mark.usefixtures("plans")
def test_a_plan_is_tied_by_its_words_and_by_hand_to_another_priority(open_page: Open) -> None:
    app = open_page(PAGE, **SMALL)
    words = text_of(app)
    assert "2 OSARA plans open on 7 June 2026: 1 tied by the map, 0 by hand; 1 to no priority." in words
    assert "towards two of the five priorities" in words
    assert "2 engagement returns in these days: 1 tied to no priority." in words
    app = box(app, "tie-0")
    app = send(app, "tie-go", "tie-0")
    assert "Choose a plan first." in text_of(app)
    field(app.selectbox, "tie-plan").set_value("O2")
    field(app.multiselect, "tie-to").set_value(["modern"])
    field(app.text_input, "tie-by").input("inspector")
    app = send(app, "tie-go", "tie-0")
    assert ties_by_hand(stores.store(), PLAN_2021.key)["O2"].priorities == ("modern",)
    app.session_state["open-tied-plans"] = True
    words = text_of(app.run())
    assert "1 tied by the map, 1 by hand; 0 to no priority." in words
    assert "by hand: inspector" in words
    assert "<b>sheds</b>" not in words and "Burglary of &lt;b&gt;sheds&lt;/b&gt;" in words
    assert "towards three of the five priorities" in words
    assert not open_page(PAGE, **SMALL, known="2026-06-08T10:30").text_input, (
        "nothing is entered in what was known then"
    )
    links = [link.proto.label for link in open_page("problem_solving", **SMALL, ref="O2").get("page_link")]
    assert r"Plan priority\: Modern services that are fit for the future" in links


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
@pytest.mark.usefixtures("plans")
def test_an_edition_given_back_stands_with_its_state_and_the_other_is_one_link_away(open_page: Open) -> None:
    first = open_page(PAGE, **SMALL)
    assert first.session_state is not None
    later = replace(
        PLAN_2021, edition="2024-29", status="current", priorities=PLAN_2021.priorities[:3], ties=PLAN_2021.ties[:1], note="",
        commitments=tuple(one for one in PLAN_2021.commitments if one.priority in ("prevention", "response", "vulnerable")),
    )  # fmt: skip
    assert len(edition_workbook(later)) > 5000
    keep_edition(stores.store(), later, "analyst", now())
    app: AppTest = open_page(PAGE, **SMALL)
    words = text_of(app)
    assert "the current edition" in words and "kept by analyst" in words
    assert f"KPIs tied to no priority: {len(whole_kpis()) - 1}" in words
    other = open_page(PAGE, **SMALL, ref=PLAN_2021.key)
    assert "not verified as current" in text_of(other)


def test_the_chart_of_time_stands_with_missing_weeks_and_says_so() -> None:
    day = dt.date(2026, 6, 1)
    spans = [(day + dt.timedelta(weeks=4 * n), day + dt.timedelta(weeks=4 * n, days=27)) for n in range(3)]
    nan = float("nan")
    blocks = (
        Block(*spans[0], (60.0, 100.0, 4.0), 4, False),
        Block(*spans[1], (nan, nan, nan), 0, False),
        Block(*spans[2], (30.0, 60.0, 3.0), 3, True),
    )
    drawing = time_chart.draw([Panel("PCs", "● No clear change", 0.6, blocks, (nan, nan, 0.55))], "Alpha.")
    dots = drawing.data["dots"]
    assert dots["missing"].tolist() == [False, True, False] and dots["run"].tolist() == [0, 1, 1]
    assert dots["provisional"].tolist() == [False, True, True]
    assert dots["part"].dropna().tolist() == pytest.approx([1.0, 0.5 / 0.6])
    table = drawing.table()
    assert table["State"].tolist() == ["", "Not loaded", "3 of 4 weeks known"]
    assert table["Share"].tolist() == ["60%", "–", "50%"]
    assert table["A week for each full-time post"].tolist() == ["15", "–", "10"]
    assert "15 for each full-time post and week" in dots["sentence"][0]
