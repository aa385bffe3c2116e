"""The page on what residents said: finding, picture, the five asks with figures or with what is missing, and the quiet parts."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from metrics import settings
from metrics.charts import themes
from metrics.perception.coding import coding
from metrics.terms import WHOLE_FORCE, Area
from metrics.ui import residents, residents_asks, residents_data
from metrics.ui.residents_asks import said
from metrics.ui.selection import Selection
from tests.small_force import SmallForce
from tests.ui.conftest import Open, text_of

PAGE = "what_residents_said"
SMALL = {"period": "week", "to": "2026-06-07"}


def alts(app: AppTest) -> list[str]:
    return [element.proto.alt for element in app.get("vega_lite_chart")]


@pytest.mark.parametrize("state", ["sample"], indirect=True)
def test_the_finding_comes_first_then_one_picture_and_the_five_asks(open_page: Open) -> None:
    app = open_page(PAGE, area="sector:Corby")
    assert not app.exception
    words = text_of(app)
    assert alts(app) == [
        "3 groups of residents met in Corby: 25 people, 17 January to 6 February 2024. Seeing officers was a concern of all 3 "
        "and seeing them in the right place of 2."
    ]
    assert "5 of 10 on average across all groups (187 residents" in words and "a mean for 3 of 22 groups" in words
    asked = [ask.words for ask in residents_asks.ASKS]
    assert [words.index(f'<th scope="row">{ask}</th>') for ask in asked] == sorted(
        words.index(f'<th scope="row">{ask}</th>') for ask in asked
    )
    for figure in (
        r"\d+% of [\d,]+ rostered hours were outside the station", r"5 of 5 beats have a named contact",
        r"feedback is recorded for \d+ \(\d+%\)", r"between 6pm and 6am, and \d+% on Saturdays",
        r"At 15 of 15 dedicated places a foot patrol was last recorded",
    ):  # fmt: skip
        assert re.search(figure, words), figure


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
def test_what_is_not_loaded_is_said_and_a_sector_outside_the_list_stands_apart(open_page: Open) -> None:
    app = open_page(PAGE, **SMALL)
    assert not app.exception
    words = text_of(app)
    assert words.count("Not loaded: Duties") == 2 and "Not loaded: Engagements" in words
    assert "The list of Places is not loaded" in words
    assert "22 groups of residents met across the county" in alts(app)[0]
    view = Selection("week", dt.date(2026, 6, 1), dt.date(2026, 6, 7))
    assert [(block.heading, len(block.groups)) for block in residents.blocks(view)] == [
        ("Corby", 3), ("Daventry", 3), (residents.UNLISTED, 16),
    ]  # fmt: skip
    assert len(residents_data.groups(view)) == 22


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
def test_places_never_walked_are_named_and_a_contact_posted_elsewhere_is_said(open_page: Open) -> None:
    small = SmallForce(settings.store_path("own"), lists=False)
    small.clock += dt.timedelta(hours=1)
    small.load("Places", [{"Place Code": f"H{n}", "Place Name": name} for n, name in ((1, "Market"), (2, "Park <b>"))])
    rows: list[dict[str, Any]] = [{"Duty Ref": "D1", "Collar No": "0201", "State": "Foot patrol", "Place Code": "H1"}]
    small.load("Duties", [rows[0] | {"Start": "2026-06-05 10:00", "End": "2026-06-05 12:00"}])
    small.store.close()
    app = open_page(PAGE, area="beat:A1", **SMALL)
    assert not app.exception
    words = text_of(app)
    assert "At 1 of 2 dedicated places a foot patrol was last recorded 2 days before 7 June 2026" in words
    assert "none since 1 June 2026, where our records begin: Park &lt;b&gt;" in words
    assert "100% of 2 rostered hours were outside the station; 2 hours on foot or cycle patrol" in words
    assert "no group names Alpha" in words and "The Beats list names no contact" in words


@pytest.mark.parametrize("state", ["sample"], indirect=True)
@pytest.mark.parametrize(("route", "area"), [("team", "beat:COR2"), ("beats", "sector:Corby")])
def test_beside_a_team_and_beats_it_is_closed_and_reads_nothing(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, route: str, area: str
) -> None:
    asked: list[Selection] = []
    monkeypatch.setattr(residents_asks, "answers", lambda view: asked.append(view) or [])
    app = open_page(route, area=area, kpi="arrests" if route == "beats" else "")
    assert not app.exception
    assert "What residents asked for, and what our records say" in [box.label for box in app.expander]
    assert asked == []


def test_what_one_voice_said_is_counted_apart_and_marked() -> None:
    groups = {group.section: group for group in coding().groups}
    assert said([groups["6.2"]], "feedback") == "One voice only."
    assert said([groups["6.1"], groups["6.2"], groups["6.3"]], "feedback") == (
        "Mixed in 1, one voice only in 1 and silent in 1 of 3 groups."
    )
    assert said([groups["5.3"]], "right_place") == "Concern. Named: the streets and shops of the town itself."
    assert said([], "feedback") == "No group."
    cell = coding().cells["6.2", "feedback"]
    assert (
        themes.sentence(groups["6.2"], cell)
        == "Corby West, 9 residents, 17 January 2024: being told back: positive, of one voice alone."
    )


def test_the_picture_has_a_mark_for_what_was_said_none_for_silence_and_a_table_with_the_word() -> None:
    groups = tuple(group for group in coding().groups if group.section in ("6.1", "6.2"))
    drawing = themes.draw([themes.Block("Corby", groups)], coding(), "Two groups.")
    cells = drawing.data["cells"]
    assert list(drawing.data["rows"]["name"].unique()) == ["Corby", "Corby Central", "Corby West"]
    asked = cells[cells["panel"] == 0]
    assert list(zip(asked["row"], asked["part"].round(1), asked["look"], strict=True)) == [
        (1, 0.1, "concern"), (1, 0.3, "mixed"), (2, 0.1, "concern"), (2, 0.3, "mixed"), (2, 0.5, "positive"),
        (2, 0.9, "concern"),
    ]  # fmt: skip
    assert asked["size"].nsmallest(1).index == asked.index[asked["look"] == "positive"], "one voice is drawn small"
    table: pd.DataFrame = drawing.table()
    assert list(table["Being told back"]) == ["silent", "positive, one voice"]
    assert next(iter(table["Confidence, as stated"])).startswith("scores ran from 2 to 10")


def test_the_table_of_every_theme_has_27_rows_with_the_asks_first() -> None:
    table = themes.by_theme([themes.Block("All", coding().groups)], coding())
    assert table.shape == (27, 23)
    assert list(table["Theme"][:5]) == [themes.LABELS[theme] for theme in themes.ASKED]
    silver = dict(zip(table["Theme"], table["Silverstone"], strict=True))
    assert silver["Safe by day"] == "silent" and silver["Antisocial behaviour"].endswith(", one voice")
    assert silver["In the right place"] == "mixed (the villages and farms)"


@pytest.mark.parametrize("state", ["sample"], indirect=True)
def test_views_of_a_team_and_of_the_force_say_whose_groups_they_are(state: str) -> None:
    start, end = dt.date(2026, 8, 24), dt.date(2026, 11, 15)
    force = residents.answer(Selection("12weeks", start, end, WHOLE_FORCE), "Force")
    assert force.startswith(
        "22 groups of residents met across the county: 187 people, 12 December 2023 to 22 February 2024."
    )
    desborough = residents.answer(Selection("12weeks", start, end, Area("beat", "KET5")), "Desborough")
    assert desborough.startswith("1 group of residents names places of Desborough: 9 people, 13 February 2024.")
    team = residents.answer(Selection("12weeks", start, end, Area("team", "1370")), "Team of X")
    assert re.match(r"\d+ groups? of residents names? places of Team of X", team)
    assert sum(len(block.groups) for block in residents.blocks(Selection("12weeks", start, end))) == 22
