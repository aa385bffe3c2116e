"""The Neighbourhood guarantee page: the answer, the strips, one beat in full, what is missing; and the strips on Team."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from metrics import settings
from metrics.charts import neighbourhood_strips
from metrics.charts.neighbourhood_strips import Strip
from metrics.guarantee_cells import HEADS, Cell
from metrics.ui import gate
from tests.small_force import BEATS, SmallForce
from tests.ui.conftest import Open, text_of
from tests.ui.test_problem_solving import alts, drawn

PAGE = "neighbourhood_guarantee"
SMALL = {"period": "week", "to": "2026-06-07"}


@pytest.mark.parametrize("state", ["sample"], indirect=True)
def test_the_answer_comes_first_then_a_strip_of_each_neighbourhood_in_list_order(open_page: Open) -> None:
    app = open_page(PAGE)
    assert not app.exception
    words = text_of(app)
    assert "33 of 36 neighbourhoods have a current named contact" in words
    assert "35 of 36 neighbourhoods have a next meeting dated" in words
    assert "rostered hours were abstracted" in words and "(version 1 of the definition, reviewed " in words
    (alt,) = alts(app)
    assert alt.startswith("Force on 15 November 2026: 33 of 36") and alt.endswith(".")
    cells, names = drawn(app, 0, "cells"), drawn(app, 0, "rows")
    assert len(cells) == 36 * len(HEADS) and len(names) == (36 + 8) * len(HEADS)
    keys = [cell["key"] for cell in cells if cell["panel"] == 0]
    assert keys[:6] == ["COR1", "COR2", "COR3", "COR4", "COR5", "KET1"], "nothing is sorted by a figure"
    assert [cell["key"] for cell in cells if cell["panel"] == 0 and cell["state"] != "kept"] == ["KET2", "NSU5", "SNO4"]
    assert {cell["text"] for cell in cells if cell["key"] == "ENO4" and cell["panel"] == 2} == {"none recorded"}
    assert not {cell["state"] for cell in cells if cell["panel"] == 5} - {"fact", "unknown"}
    app.session_state["asked"] = app.session_state["strips-table"] = True
    words = text_of(app.run())
    assert "an assumption for the force to confirm" in words and "There is no score and no order" in words
    assert words.count('href="?') == 36, "each neighbourhood opens, also with the keyboard"


@pytest.mark.parametrize("state", ["sample"], indirect=True)
def test_a_neighbourhood_is_shown_in_full_and_nobodys_training_by_name(open_page: Open) -> None:
    app = open_page(PAGE, area="beat:KET5")
    assert not app.exception
    words = text_of(app)
    assert len(drawn(app, 0, "cells")) == len(HEADS)
    for said in ("Fly-tipping in the lanes", "never reviewed; overdue by 26 days", "Public meetings", "counts only",
                 "Answers are known up to the load of 16 November 2026 08:20.", "Emergency first aid"):  # fmt: skip
        assert said in words
    training = words[words.index("counts only") :]
    assert " of 8</td>" in training and "Jumblegate" not in training
    assert "Not stated" not in words


@pytest.mark.parametrize("state", ["sample"], indirect=True)
def test_a_team_sees_the_strips_of_its_neighbourhoods(open_page: Open) -> None:
    words = text_of(open_page("team", area="beat:KET2"))
    strip = words[words.index("Neighbourhood guarantee") :]
    assert "left 17 Aug" in strip and 'href="neighbourhood_guarantee?' in strip and "area=beat%3AKET2" in strip


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
def test_what_is_not_loaded_is_named_with_who_sends_it(open_page: Open) -> None:
    app = open_page(PAGE, **SMALL)
    assert not app.exception
    words = text_of(app)
    assert "nothing that feeds the guarantee is known" in words
    assert "Not loaded: Local Priorities (neighbourhood sergeants), Queries (contact management), Meetings" in words
    assert {cell["text"] for cell in drawn(app, 0, "cells")} == {"not stated", "not loaded"}


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
def test_what_others_typed_is_text(open_page: Open, state: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "require", lambda: None)
    small = SmallForce(settings.store_path("own"), lists=False)
    later = small.clock + dt.timedelta(hours=1)
    small.load("Beats", [BEATS[0] | {"Named Contact Collar No": "0101"}, *BEATS[1:]], at=later)
    row = {"Beat": "A1", "Priority": "<b>Bikes</b> & *more*", "Set On": "2026-03-01", "What Was Done": "<i>Talked</i>"}
    small.load("Local Priorities", [row], days=None)
    small.load("Meetings", [{"Beat": "A2", "Meeting On": "2026-07-01", "Kind": "<u>Hall</u>"}], days=None)
    small.store.close()
    words = text_of(open_page(PAGE, **SMALL, area="beat:A1"))
    assert state == "half-loaded" and "<b>Bikes" not in words and "<i>Talked" not in words
    assert "&lt;b&gt;Bikes&lt;/b&gt; &amp; *more*" in words and "overdue by 6 days" in words
    assert "Exampleby, I. The named contact is current." in words
    assert "No meeting of this beat is recorded." in words and "No query about this beat is recorded." in words
    assert "<u>Hall" not in text_of(open_page(PAGE, **SMALL, area="beat:A2"))


def strip(key: str, cells: Sequence[Cell]) -> Strip:
    return Strip(key, f"Beat {key}", cells)


def test_a_mark_is_of_a_state_and_a_bar_of_a_share_and_the_table_says_the_same() -> None:
    kept, late = Cell("kept", "current", "S."), Cell("not kept", "1 of 2", "S.", 0.5, waiting=2)
    unknown, fact = Cell("unknown", "not loaded", "S."), Cell("fact", "10%", "S.", 0.1)
    found = neighbourhood_strips.draw(
        [Strip("s", "Sector"), strip("A1", [kept, unknown, late, kept, unknown, fact])], "Finding."
    )
    cells = found.data["cells"]
    assert cells["row"].tolist() == [1] * 6, "a sector's name takes a line of its own"
    assert cells["bar"].tolist() == [False, False, True, False, False, True]
    assert cells["waiting"].tolist() == ["", "", "2", "", "", ""]
    assert found.table().to_dict("records") == [
        {"Neighbourhood": "Beat A1", "Named contact": "current", "Local priorities": "not loaded", "Abstraction": "10%"}
        | {"Queries in 72 hours": "1 of 2, 2 wait", "Next beat meeting": "current", "Training held": "not loaded"}
    ]
    assert found.opens() == {(0, 0): {"key": "A1"}}
