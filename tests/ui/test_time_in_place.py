"""The Time in place page: what it says and draws over the sample force, and where something is not loaded."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from metrics import settings
from metrics.charts import heat, places, strips
from metrics.charts.words import say_hours
from metrics.terms import Area
from tests.small_force import MONDAY, NEXT_MONDAY, SUNDAY, WEEK, SmallForce
from tests.ui.conftest import Open, text_of

PAGE = "time_in_place"
SMALL = {"period": "week", "to": "2026-06-07"}


def drawn(app: AppTest, chart: int, name: str) -> list[dict[str, Any]]:
    """The rows of one data set of a chart of the page."""
    datasets = app.get("vega_lite_chart")[chart].proto.datasets
    return list(pa.ipc.open_stream(next(d for d in datasets if d.name == name).data.data).read_all().to_pylist())


def alts(app: AppTest) -> list[str]:
    return [element.proto.alt for element in app.get("vega_lite_chart")]


@pytest.mark.parametrize("state", ["sample"], indirect=True)
@pytest.mark.parametrize(
    "view", [{"area": "beat:COR2"}, {"area": "sector:Corby", "role": "PCSO"}, {}, {"area": "team:1370"}]
)
def test_the_answer_comes_first_and_four_pictures_follow(open_page: Open, view: dict[str, str]) -> None:
    app = open_page(PAGE, **view)
    assert not app.exception
    assert len(alts(app)) == 4
    words = text_of(app)
    assert "hours in dedicated places" in words
    assert "In the 12 settled weeks to 8 November 2026 available hours" in words
    assert "per 100 available hours: no clear change" in words


@pytest.mark.parametrize("state", ["sample"], indirect=True)
def test_the_choice_of_the_address_is_what_the_hours_of_the_week_show(open_page: Open) -> None:
    told = {kpi: alts(open_page(PAGE, area="beat:COR2", kpi=kpi))[0] for kpi in ("abstraction", "available", "nothing")}
    assert "hours abstracted" in told["abstraction"]
    assert "hours available" in told["available"]
    assert "hours in dedicated places" in told["nothing"]


@pytest.mark.parametrize("state", ["sample"], indirect=True)
def test_the_hours_open_to_where_they_come_from(open_page: Open) -> None:
    app = open_page(PAGE, area="beat:COR2", kpi="abstraction", open="1")
    assert "Where this figure comes from" in text_of(app)


@pytest.mark.parametrize("state", ["sample"], indirect=True)
def test_who_authorised_stands_by_name_in_alphabetical_order(open_page: Open) -> None:
    words = text_of(open_page(PAGE))
    table = words[words.index("Authorised by") :].split("</table>")[0]
    names = [row.split("</th>")[0] for row in table.split('<th scope="row">')[1:]]
    assert names == sorted(names, key=lambda name: (name == "not recorded", name.casefold()))
    assert not any(name.isdigit() for name in names)


@pytest.mark.parametrize("state", ["sample"], indirect=True)
def test_abstraction_over_time_is_told_apart_by_authoriser_and_by_beat_when_somebody_asks(open_page: Open) -> None:
    app = open_page(PAGE, area="sector:Corby")
    before = len(alts(app))
    for key in ("open-authorised-weeks", "open-beats-weeks"):
        app.session_state[key] = True
    app.run()
    assert not app.exception
    found = alts(app)
    assert len(found) == before + 2
    by_who, by_beat = (
        next(n for n, told in enumerate(found) if words in told) for words in ("who authorised", "beat's team")
    )
    sums = [
        sum(float(row["note"].replace(",", "")) for row in drawn(app, number, "rows")[:1])
        for number in (by_who, by_beat)
    ]
    assert sums[0] == pytest.approx(sums[1], abs=1)
    beats = [row["name"] for row in drawn(app, by_beat, "rows")][1:]
    assert len(beats) == 5 and all('<th scope="row">' in text_of(app) and name in text_of(app) for name in beats)


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
def test_without_duties_the_page_says_so_and_shows_no_hours(open_page: Open) -> None:
    app = open_page(PAGE, **SMALL)
    assert alts(app) == []
    assert "Duties are not loaded for 1 to 7 June 2026" in text_of(app)
    assert "The list of Places is not loaded" in text_of(app)
    assert "Nothing to compare yet" in text_of(app)


@pytest.fixture
def duties_of_one_beat(state: str) -> None:
    """The half-loaded store, with Places of two beats and one week's Duties of one of them; a row was set aside."""
    small = SmallForce(settings.store_path("own"), lists=False)
    small.clock = NEXT_MONDAY + dt.timedelta(hours=1)
    small.load("Places", [{"Place Code": "H1"}, {"Place Code": "H2", "Place Name": "Car <b>park</b>", "Beat": "A2"}])
    night = {"Duty Ref": "D1", "Collar No": "0201", "Start": "2026-06-02 22:00", "End": "2026-06-03 01:00"}
    rows = [
        {**night, "State": "Foot patrol", "Place Code": "H1"},
        {**night, "Duty Ref": "D2", "Collar No": "0101", "State": "Event", "Authorised By": "Control & <i>room</i>"},
        {**night, "Duty Ref": "D3", "End": "2026-06-02 21:00"},
    ]
    result = small.load("Duties", rows, area=Area("beat", "A1"), days=WEEK, confirm=True)
    assert result.outcome.set_aside == 1
    small.store.close()


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
@pytest.mark.usefixtures("duties_of_one_beat")
def test_what_is_partly_loaded_is_named_and_what_others_typed_is_text(open_page: Open) -> None:
    app = open_page(PAGE, **SMALL)
    assert not app.exception
    words = text_of(app)
    assert "3 hours in dedicated places, 100% of 3 available hours; 3 hours abstracted, 50% of 6 rostered" in words
    assert "Without what is not loaded of Duties: 1 to 7 June 2026 (part of it)." in words
    assert "1 row of Duties set aside could change these hours." in words
    assert "Control &amp; &lt;i&gt;room&lt;/i&gt;" in words
    cells = {(cell["day"], cell["hour"]): cell["ink"] for cell in drawn(app, 0, "cells")}
    assert {place for place, ink in cells.items() if ink} == {(1, 22), (1, 23), (2, 0)}
    delivered = [cell["text"] for cell in drawn(app, 1, "cells") if cell["panel"] == 0 and not cell["heading"]]
    assert delivered == ["3, no plan", "not loaded"]
    since = [cell["text"] for cell in drawn(app, 1, "cells") if cell["panel"] == 2 and not cell["heading"]]
    assert since == ["5", "–"]


def test_a_week_without_duties_is_hatched_and_its_row_says_not_loaded() -> None:

    weeks = [(MONDAY, SUNDAY), (MONDAY + dt.timedelta(weeks=1), SUNDAY + dt.timedelta(weeks=1))]
    found = strips.weekly(["Event"], {(MONDAY, "Event"): 3.0}, weeks, {weeks[1][0]: " Duties not loaded."}, "Finding.")
    assert found.data["weeks"]["missing"].tolist() == [False, True]
    assert list(found.table()["All"]) == ["3", "not loaded"]
    assert found.data["bars"]["row"].tolist() == [0, 1]


def test_all_is_also_of_what_has_no_line_of_its_own() -> None:
    found = strips.weekly(
        ["Alpha"], {(MONDAY, "Alpha"): 3.0, (MONDAY, "Beta"): 4.0}, [(MONDAY, SUNDAY)], {}, "Finding."
    )
    assert list(found.data["rows"]["note"]) == ["7", "3"]


def test_a_square_says_its_hours_and_the_table_adds_them_up() -> None:
    frame = pd.DataFrame(
        [{"weekday": d, "hour": h, "outside": 2.0 if (d, h) == (4, 18) else 0.0} for d in range(7) for h in range(24)]
    )
    found = heat.week(frame, "outside", "Finding.")
    cells = found.data["cells"]
    assert cells[cells["ink"] > 0]["sentence"].tolist() == ["Friday 6pm to 7pm: 2.0 hours."]
    assert found.table().iloc[-1].tolist() == ["All day", "0", "0", "0", "0", "2", "0", "0"]
    assert heat.busiest(frame, "outside") == "Friday 6pm to 7pm (2)"
    assert [heat.hour_of_day(hour) for hour in (0, 9, 12, 23, 24)] == ["midnight", "9am", "noon", "11pm", "midnight"]


def place(code: str, beat: str, **more: Any) -> dict[str, Any]:
    amounts = {"planned": 12.0, "delivered": 6.0, "by_others": 0.0, "on_foot": 6.0, "by_vehicle": 0.0}
    return {
        "place_code": code, "place_name": f"{beat}, {code}", "place_type": "Hotspot", "beat": beat, "beat_name": beat,
        "days": 7, "loaded_days": 7, "last_visit": SUNDAY, **amounts, **more,
    }  # fmt: skip


def test_many_places_are_drawn_by_beat_and_each_stands_in_the_table() -> None:
    many = pd.DataFrame([place(f"h{n}", f"Beat {n // 4}") for n in range(44)])
    shown = places.draw(many, SUNDAY, "Force")
    cells = shown.data["cells"]
    assert cells[cells["panel"] == 0]["text"].tolist() == ["24 of 48"] * 11
    assert len(shown.table()) == 44
    few = places.draw(many.head(8), SUNDAY, "Force").data["cells"]
    assert few[few["panel"] == 0]["name"].tolist() == [
        "Beat 0",
        "H0",
        "H1",
        "H2",
        "H3",
        "Beat 1",
        "H4",
        "H5",
        "H6",
        "H7",
    ]
    assert say_hours(few["part"].max()) == "1"


def test_a_place_with_no_visit_known_has_no_days_since() -> None:
    shown = places.draw(pd.DataFrame([place("h", "A1", last_visit=None)]), SUNDAY, "A1").data["cells"]
    assert shown["text"].tolist()[-1] == "no visit known"
    assert shown["sentence"].iloc[0].endswith("No visit is known.")
