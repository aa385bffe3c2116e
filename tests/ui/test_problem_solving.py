"""The Problem solving page: the answer, the picture, one plan before and after, what people keep, and what is missing."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import openpyxl
import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from metrics import settings
from metrics.before_and_after import CAVEATS
from metrics.charts import osara
from metrics.plan_entries import lessons, measures
from metrics.problem_solving import STAGES, Plan
from metrics.terms import Area
from metrics.ui import gate, problem_solving, stores
from metrics.ui.selection import Selection
from tests.small_force import SUNDAY, SmallForce
from tests.ui.conftest import Open, text_of
from tests.ui.test_notes import box, field, send

PAGE = "problem_solving"
SMALL = {"period": "week", "to": "2026-06-07"}
CORBY = {"area": "sector:Corby"}


def alts(app: AppTest) -> list[str]:
    return [element.proto.alt for element in app.get("vega_lite_chart")]


def drawn(app: AppTest, chart: int, name: str) -> list[dict[str, Any]]:
    """The rows of one data set of a chart of the page."""
    datasets = app.get("vega_lite_chart")[chart].proto.datasets
    return list(pa.ipc.open_stream(next(d for d in datasets if d.name == name).data.data).read_all().to_pylist())


@pytest.fixture
def plans(state: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The half-loaded store with three plans, on pages that stand without their frame (see `test_notes.state`)."""
    monkeypatch.setattr(gate, "require", lambda: None)
    small = SmallForce(settings.store_path("own"), lists=False)
    rows = [
        {
            "Plan Ref": "O1",
            "Collar No": "0101",
            "Opened On": "2026-03-02",
            "Title": "Bikes <b>& more</b>",
            "Stage": "Response",
        }
        | {"Stage On": "2026-06-01", "Response On": "2026-06-01", "Assessment Due": "2026-06-05"},
        {"Plan Ref": "O2", "Collar No": "0102", "Opened On": "2026-05-04", "Beat": "A2", "Stage": "Scanning"},
        {"Plan Ref": "O3", "Collar No": "0101", "Opened On": "2026-02-02", "Stage": "Closed", "Stage On": "2026-06-03"}
        | {"Result": "*Moved*"},
        {"Plan Ref": "O4", "Collar No": "0201", "Opened On": "2026-05-04", "Stage": "Scanning"},
    ]
    small.load("Problem Plans", rows, at=small.clock + dt.timedelta(hours=1))
    small.store.close()


@pytest.mark.parametrize("state", ["sample"], indirect=True)
@pytest.mark.parametrize("view", [{}, CORBY, {"area": "beat:COR2"}, {"area": "team:1370", "role": "PCSO"}])
def test_the_answer_comes_first_and_three_pictures_follow(open_page: Open, view: dict[str, str]) -> None:
    app = open_page(PAGE, **view)
    assert not app.exception
    assert len(alts(app)) == 3
    words = text_of(app)
    assert "overdue for assessment" in words and "assessed on time:" in words
    assert words.index("overdue for assessment") < words.index("Watch and Citizens in Policing schemes")


@pytest.mark.parametrize("state", ["sample"], indirect=True)
def test_a_plan_of_the_address_is_compared_with_all_that_must_stand_beside(open_page: Open) -> None:
    app = open_page(PAGE, **CORBY, ref="OS0222", kpi="on_beat:Theft")
    assert len(alts(app)) == 4
    words = text_of(app)
    assert "theft around the response on 11 May 2026" in alts(app)[1]
    for said in (
        *CAVEATS,
        "Before and after: incidents on the beat: theft",
        "No clear change",
        "By luck alone",
        "The other beats of the sector over the same weeks",
    ):
        assert said.replace("'", "&#x27;") in words
    (response,) = drawn(app, 1, "response")
    assert response["label"] == "response 11 May 2026"
    steps = drawn(app, 1, "steps")
    assert {step["week"] for step in steps if step["carried"]} == {step["week"] for step in steps if step["week"] >= 33}
    assert "There is no plan OS0222 in this view" in text_of(open_page(PAGE, area="sector:Daventry", ref="OS0222"))


@pytest.mark.parametrize("state", ["sample"], indirect=True)
def test_the_register_opens_records_owners_and_beats_in_the_order_of_beats(open_page: Open) -> None:
    app = open_page(PAGE, **CORBY)
    app.session_state["register"] = True
    words = text_of(app.run())
    table = words[words.index("OSARA plans in the order of beats") :].split("</table>")[0]
    refs = [row.split("</a>")[0].split(">")[-1] for row in table.split('<th scope="row">')[1:]]
    shown = problem_solving.shown(
        Selection("12weeks", dt.date(2026, 8, 24), dt.date(2026, 11, 15), Area("sector", "Corby"))
    )
    assert refs == [plan.ref for plan in shown]
    assert [plan.beat for plan in shown] == sorted(plan.beat for plan in shown)
    assert table.count('href="record?') == table.count('href="officer?') == table.count('href="beats?') == len(refs)


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
def test_what_is_not_loaded_is_named_with_who_sends_it(open_page: Open) -> None:
    app = open_page(PAGE, **SMALL)
    assert not app.exception
    words = text_of(app)
    assert "The list of Problem Plans is not loaded. It comes from the problem solving lead." in words
    assert "The list of Watch Schemes is not loaded. Citizens in Policing coordinator sends it." in words
    assert "Engagements are not loaded for these days. Neighbourhood coordinator sends them." in words
    assert alts(app) == []


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
@pytest.mark.usefixtures("plans")
def test_what_others_typed_is_text_and_others_plans_are_told_apart(open_page: Open) -> None:
    app = open_page(PAGE, **SMALL, ref="O1")
    words = text_of(app)
    assert (
        "Force: 2 plans open on 7 June 2026: 1 overdue for assessment, 0 due within 28 days, 1 with no day set."
        in words
    )
    assert "1 more, of owners who are not constables, the KPI does not count." in words
    assert "<b>& more</b>" not in words and "Bikes &lt;b&gt;&amp; more&lt;/b&gt;" in words
    assert "overdue by 2 days" in words
    assert "Nothing of Alpha is settled yet" in words
    marks = drawn(app, 0, "plans")
    assert {(mark["ref"], mark["shape"], mark["alarm"], mark["hollow"]) for mark in marks} == {
        ("O1", "square", True, False), ("O2", "circle", False, True), ("O3", "circle", False, True),
    }  # fmt: skip
    assert "The list speaks to 7 June 2026 only." in text_of(open_page(PAGE, period="4weeks", to="2026-06-14"))
    assert "nothing of these days is loaded" in text_of(open_page(PAGE, period="week", to="2026-06-14"))


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
@pytest.mark.usefixtures("plans")
def test_a_measure_with_its_response_stays_with_the_plan(open_page: Open) -> None:
    app = open_page(PAGE, **SMALL, ref="O2", kpi="arrests")
    assert "no day on which the response began" in text_of(app)
    key = "measure-keep-O2-arrests-0"
    app = box(app, key)
    field(app.date_input, "measure-day").set_value(dt.date(2026, 5, 1))
    app = send(app, "measure-go", key)
    assert "The response lies before the day on which the plan was opened." in text_of(app)
    field(app.date_input, "measure-day").set_value(dt.date(2026, 5, 11))
    field(app.text_input, "measure-by").input("inspector")
    app = send(app, "measure-go", key)
    kept = measures(stores.store())["O2"]
    assert (kept.measure, kept.response, kept.by) == ("arrests", dt.date(2026, 5, 11), "inspector")
    again = open_page(PAGE, **SMALL, ref="O2")
    assert "The measure kept with this plan is arrests: chosen by inspector" in text_of(again)
    assert field(again.selectbox, "measure-O2").value == "arrests"
    assert "no day on which the response began" not in text_of(again)
    assert not open_page(PAGE, **SMALL, ref="O2", known="2026-06-08T10:30").text_input, (
        "nothing is entered in what was known then"
    )


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
@pytest.mark.usefixtures("plans")
def test_a_lesson_is_kept_shown_in_the_register_and_its_versions_stay(open_page: Open) -> None:
    app = box(open_page(PAGE, **SMALL, ref="O3"), "lesson-O3-0")
    app = send(app, "lesson-go", "lesson-O3-0")
    assert "Write what was learnt: it is kept with your name." in text_of(app)
    field(app.text_area, "lesson-words").input("Ask <i>early</i>")
    field(app.text_input, "lesson-by").input("sergeant")
    app = box(send(app, "lesson-go", "lesson-O3-0"), "lesson-O3-1")
    assert field(app.text_area, "lesson-words").value == "Ask <i>early</i>", "a change begins with what stands"
    field(app.text_area, "lesson-words").input("Ask earlier")
    app = send(app, "lesson-go", "lesson-O3-1")
    assert [one.words for one in lessons(stores.store())["O3"]] == ["Ask earlier", "Ask <i>early</i>"]
    for key in ("register", "open-learnt", "lessons-O3"):
        app.session_state[key] = True
    words = text_of(app.run())
    assert words.count("Ask earlier") == 3, "beside the plan, in the register, and in what was learnt"
    assert words.count("Ask &lt;i&gt;early&lt;/i&gt;") == 1
    assert "*Moved*" in words


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
@pytest.mark.usefixtures("plans")
def test_the_workbook_holds_values_only(open_page: Open) -> None:
    open_page(PAGE, **SMALL)
    view = Selection("week", dt.date(2026, 6, 1), SUNDAY)
    book = openpyxl.load_workbook(io.BytesIO(problem_solving.workbook(view, "Force")))
    assert book.sheetnames == ["About", "Plans", "Lessons", "Schemes", "Engagement", "Priorities raised", "Loads"]
    assert {row[0] for row in book["Loads"].iter_rows(min_row=2, values_only=True)} == {"Problem Plans"}
    rows = list(book["Plans"].iter_rows(min_row=2, values_only=True))
    assert [(row[0], row[1], row[3], row[5]) for row in rows] == [
        ("O1", "Bikes <b>& more</b>", "Exampleby, I", True), ("O3", "Nuisance bikes", "Exampleby, I", True),
        ("O4", "Nuisance bikes", "Mockridge, I", False), ("O2", "Nuisance bikes", "Sampleson, I", True),
    ]  # fmt: skip
    assert not [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"]


@pytest.mark.parametrize("state", ["sample"], indirect=True)
def test_residents_who_were_not_told_are_a_fact_and_nobody_is_blamed(open_page: Open) -> None:
    app = open_page(PAGE, area="sector:Corby", period="week")
    for key in ("open-feedback", "open-priorities", "open-schemes", "open-engagement"):
        app.session_state[key] = True
    words = text_of(app.run())
    assert "You said, we did" in words and "Days since" in words
    days = [
        row.split("</th>")[0] for row in words[words.index("Residents raised</th>") :].split('<th scope="row">')[1:]
    ]
    told = [dt.datetime.strptime(day, "%d %B %Y").date() for day in days if day[:1].isdigit()]
    assert told == sorted(told, reverse=True) and told


def plan(number: int, stage: str = "Response", days: int = 10) -> Plan:
    opened = SUNDAY - dt.timedelta(days=days + 5)
    since, closed = SUNDAY - dt.timedelta(days=days), SUNDAY if stage == "Closed" else None
    return Plan(
        f"O{number}", "Bikes", None, "0101", "PC", "A1", "Alpha", opened, stage, since, None, None, None, None, closed, SUNDAY
    )  # fmt: skip


def test_plans_of_the_same_days_stand_upon_each_other_and_rows_are_as_high_as_needed() -> None:
    found = osara.draw([plan(1), plan(2), plan(3, days=200), plan(4, "Closed", 0)], "Alpha")
    marks = found.data["plans"]
    first = marks[(marks["panel"] == 0) & marks["ref"].isin(["O1", "O2", "O3"])]
    assert first["stack"].tolist() == [0, 1, 0]
    assert marks["bin_part"].between(0, 1).all()
    rows = found.data["rows"]
    assert list(dict.fromkeys(rows["name"])) == [*STAGES[:5], "Closed"]
    assert (rows.groupby("panel")["row_foot"].diff().dropna() >= osara.LEAST_ROW).all()
    assert found.alt == (
        "Alpha on 7 June 2026: 3 plans open: 3 in response; 1 closed in these days. The longest has been open for 205 days."
    )
    assert found.opens()[0, 1] == {"ref": "O1"}
    assert found.table()["Stage"].tolist() == ["Response"] * 3 + ["Closed"]
