"""“31 (+2 set aside)” stands wherever a figure does: a small store in which rows of PPNs were set aside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from metrics import settings
from metrics.catalogue import kpis
from metrics.source_totals import totals
from metrics.ui import gate, stores
from tests.small_force import MONDAY, SmallForce
from tests.ui.conftest import Open, close_store, text_of
from tests.ui.test_pages import cells_of, chart_data, charts

LABEL = kpis()["ppn_submissions"].label
ADDRESS = {"period": "week", "to": "2026-06-07"}


def with_asides(path: Path) -> None:
    """A week with every export, in which one notice has an unknown officer and one of 0101's lacks its time."""
    small = SmallForce(path)
    small.load_all_empty(except_for=["PPNs", "Duties"])
    notice = {"Submitted At": f"{MONDAY} 10:00", "Collar No": "0101"}
    rows = [{"PPN Ref": "P1"}, {"PPN Ref": "P2", "Collar No": "0999"}, {"PPN Ref": "P3", "Submitted At": ""}]
    small.load("PPNs", [{**notice, **row} for row in rows])
    duty = {"Collar No": "0101", "Start": f"{MONDAY} 08:00", "End": f"{MONDAY} 16:00"}
    small.load("Duties", [{"Duty Ref": "1", **duty}, {"Duty Ref": "2", **duty, "Collar No": "0998"}])
    small.store.close()


@pytest.fixture(params=["asides"])
def state(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A BEATBOARD_HOME whose own store has rows set aside."""
    monkeypatch.setenv("BEATBOARD_HOME", str(tmp_path))
    settings.choose("own")
    with_asides(settings.store_path("own"))
    yield str(request.param)
    close_store()


def bodies(app: AppTest) -> str:
    """Words and alternative texts."""
    return text_of(app) + "\n".join(charts(app))


def test_this_week_says_it_in_the_totals_the_finding_the_table_and_since_the_week_before(open_page: Open) -> None:
    app = open_page("this_week", to="2026-06-07")
    totals = {row["aside"] for row in cells_of(app) if row["kpi"] == "ppn_submissions"}
    assert totals == {"+2 aside", "+1 aside"}  # 0101's sector could gain both, the other sector one
    assert "PPN submissions 1 (+2 set aside)" in charts(app)[0]
    assert '<span class="n">1 (+2 set aside)</span>' in text_of(app)


def test_team_says_it_beside_the_bar_and_in_what_the_team_recorded(open_page: Open) -> None:
    app = open_page("team", area="beat:A1", **ADDRESS)
    assert "1 +1 aside" in chart_data(app)[LABEL]
    assert "1 (+2 set aside)" in text_of(app)
    assert "they read “+n aside”" in bodies(app)


def test_officer_marks_the_week_and_the_total(open_page: Open) -> None:
    app = open_page("officer", officer="0101", **ADDRESS)
    assert "PPN submissions 1 (+1 set aside)" in bodies(app)


def test_hours_say_it_too(open_page: Open) -> None:
    assert "1 row of Duties set aside could change these hours" in bodies(open_page("this_week", to="2026-06-07"))
    team = bodies(open_page("team", area="beat:A1", **ADDRESS))
    assert "set aside could change these hours" not in team, "0998 is nobody of this team"


def test_beats_says_it_compact_and_for_one_kpi(open_page: Open) -> None:
    assert chart_data(open_page("beats", **ADDRESS))[LABEL] - {""} == {"1 +2 aside", "0 +1 aside"}
    wide = open_page("beats", kpi="ppn_submissions", **ADDRESS)
    assert chart_data(wide)[LABEL] - {""} == {"1 +2 aside", "0 +1 aside"}


def test_the_side_panel_names_the_rows_and_who_puts_them_right(open_page: Open) -> None:
    app = open_page("team", area="beat:A1", officer="0101", kpi="ppn_submissions", open="1", **ADDRESS)
    words = text_of(app)
    assert "<dd>1 (+1 set aside)</dd>" in words
    assert "1 row set aside could change this figure." in words
    assert [box.label for box in app.expander if box.label.startswith("Rows set aside")] == [
        "Rows set aside that could change it: 1"
    ]


def test_the_record_of_a_reference_that_was_set_aside_says_what_it_could_change(open_page: Open) -> None:
    words = text_of(open_page("record", ref="p3"))
    assert "It could change PPN submissions of Alpha" in words
    assert "Put right by" in words
    assert "of any team that its file covers" in text_of(open_page("record", ref="P2"))


def test_a_total_of_the_source_system_entered_in_the_panel_stands_there_and_on_data_quality(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {"area": "beat:A1", "kpi": "ppn_submissions", "open": "1", **ADDRESS}
    # AppTest runs a page alone first, and sent back into the frame a click is lost: so it stands without its frame.
    monkeypatch.setattr(gate, "require", lambda: None)
    app = open_page("beats", **asked)
    app.session_state["source-total"] = True
    app.run()
    app.number_input(key="source-total-number").set_value(5)
    app.text_input(key="source-total-note").input("the PPN system's own list, 9 June")
    app.text_input(key="source-total-by").input("analyst")
    app.session_state["source-total"] = True  # AppTest knows no expander: its state would be lost with the run
    app.button(key="source-total-keep").click().run()
    assert not app.exception
    assert [total.total for total in totals(stores.store())] == [5]
    words = text_of(open_page("beats", **asked))
    assert "The source system counts 5, we count 1: a difference of 4." in words
    assert "Rows below could explain 2; 2 of it remains unexplained." in words
    assert "Entered by analyst" in words
    quality = text_of(open_page("data_quality", **ADDRESS))
    for said in ("PPN submissions", "A1", "1 to 7 June 2026", "+4", "+2", "by analyst"):
        assert said in quality
    assert "kpi=ppn_submissions" in quality


def test_data_quality_says_how_to_enter_one_where_there_is_none(open_page: Open) -> None:
    assert "None is entered" in text_of(open_page("data_quality", **ADDRESS))
