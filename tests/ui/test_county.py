"""The County page: the verdicts of all beats where the county has them, and hours on duty beside the incidents attended."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from metrics import settings
from metrics.catalogue import kpis
from metrics.charts import tile_words, tiles
from metrics.charts.figures import Line
from metrics.charts.tile_places import NARROW, WIDE
from metrics.charts.tile_words import Told
from metrics.charts.tiles import Block
from metrics.county_layout import Place
from metrics.terms import CHECK_THE_RECORD, NOT_LOADED, PARTLY_LOADED, TOO_EARLY_TO_SAY
from metrics.ui import county, demand
from metrics.ui.opening import opener
from metrics.ui.selection import of_address
from tests.small_force import SmallForce
from tests.ui.conftest import Open, text_of
from tests.ui.test_charts import figure
from tests.ui.test_problem_solving import alts, drawn

PAGE = "county"
SMALL = {"period": "week", "to": "2026-06-07"}
TO = {"to": "2026-11-15"}


@pytest.mark.parametrize("state", ["sample"], indirect=True)
def test_the_answer_comes_first_and_all_beats_stand_in_list_order_at_their_sectors_place(open_page: Open) -> None:
    app = open_page(PAGE, **TO)
    assert not app.exception
    assert len(alts(app)) == 4
    rows = drawn(app, 0, "tiles")
    heads, beats = ([row for row in rows if row["head"] is head] for head in (True, False))
    assert [row["key"] for row in heads][:2] == ["Corby", "Kettering"] and len(heads) == 8 and len(beats) == 36
    assert [row["key"] for row in beats if row["column"] == heads[0]["column"]][:5] == [f"COR{n}" for n in range(1, 6)]
    assert {row["kpi"] for row in rows} == {"engagement_returns:PCSO"}
    words = text_of(app)
    flagged = sum(row["flagged"] for row in beats)
    assert f"{flagged} of 32 beats judged against the target are flagged" in words
    assert "by luck alone up to 2 would be below and as many above. Of the others: 4 partly loaded." in words
    assert {row["text"] for row in beats if row["word"] == PARTLY_LOADED} <= {f"{n}*" for n in range(200)}
    assert "Shown because none is chosen" in words and "A diagram, not a map" in words
    assert (
        words.index("are flagged") < words.index("A diagram, not a map") < words.index("Hours on duty against demand")
    )
    assert "An incident is attended only while somebody is on duty" in words


@pytest.mark.parametrize("state", ["sample"], indirect=True)
def test_a_power_is_never_coloured_its_area_is_outlined_and_a_figure_opens(open_page: Open) -> None:
    app = open_page(PAGE, **TO, kpi="arrests", area="sector:Corby", open="1")
    assert not app.exception
    rows = drawn(app, 0, "tiles")
    assert {row["tone"] for row in rows} == {"quiet"} and any(row["flagged"] for row in rows)
    assert {row["key"] for row in rows if row["mine"]} == {"Corby", *(f"COR{number}" for number in range(1, 6))}
    words = text_of(app)
    assert "Judged against the target where a beat has one, else against the beat’s own usual range." in words
    assert "of 6 beats judged against its own usual range are flagged; by luck alone fewer than 1 would be." in words
    assert "Why there is a target" in words and "Luck or difference" in words
    assert "Corby, 24 August to 15 November 2026:" in alts(app)[1]


@pytest.mark.parametrize("state", ["sample"], indirect=True)
def test_a_sergeants_team_has_its_own_hours_and_incidents_and_the_beats_page_leads_here(open_page: Open) -> None:
    app = open_page(PAGE, **TO, kpi="incidents_attended", area="team:1370", role="PC")
    assert not app.exception and len(alts(app)) == 4
    assert "incidents attended" in alts(app)[3] and alts(app)[3].startswith("Team of ")
    assert any("county" in str(link.proto) for link in open_page("beats", **TO).get("page_link"))


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
def test_what_is_not_loaded_is_a_dashed_tile_and_no_hours_are_compared(open_page: Open) -> None:
    app = open_page(PAGE, **SMALL, kpi="arrests")
    assert not app.exception
    beats = {row["key"]: row for row in drawn(app, 0, "tiles") if not row["head"]}
    assert {key: row["there"] for key, row in beats.items()} == {"A1": True, "A2": True, "B1": True}
    assert len(alts(app)) == 1
    words = text_of(app)
    assert "Not loaded: Incidents (from: control room) and Duties (from: duty management team)" in words
    app = open_page(PAGE, **SMALL, kpi="warrants")
    assert [row["text"] for row in drawn(app, 0, "tiles")] == ["not loaded"] * 5
    assert "no verdict on any of 3 beats: 3 not loaded." in text_of(app)
    assert "No beat is judged: a figure is, once its days are settled" in text_of(app)


@pytest.fixture
def unlike_lists(state: str) -> None:
    """The half-loaded store with another Beats list: a sector of no declared place, and what others typed in its names."""
    small = SmallForce(settings.store_path("own"), lists=False)
    rows = [
        {"LPA": "North", "Sector": "Corby", "Beat": "A1", "Beat Name": "Alpha <b>& more</b>"},
        {"LPA": "Countywide", "Sector": "Rural *crime* team", "Beat": "R1", "Beat Name": "Rural"},
        {"LPA": "Countywide", "Sector": "Other <i>team</i>", "Beat": "R2", "Beat Name": "Other"},
    ]
    small.load("Beats", rows, at=small.clock + dt.timedelta(hours=1), confirm=True)
    incidents = [
        {"Incident No": f"I{number}", "Attended At": "2026-06-02", "Collar No": "0101"} for number in range(30)
    ]
    small.load("Incidents", incidents, at=small.clock + dt.timedelta(hours=1), confirm=True)
    duty = {"Duty Ref": "D1", "Collar No": "0101", "Start": "2026-06-02 18:00", "End": "2026-06-03 02:00"}
    small.load("Duties", [duty], at=small.clock + dt.timedelta(hours=1), confirm=True)
    small.store.close()


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
@pytest.mark.usefixtures("unlike_lists")
def test_other_sectors_follow_below_and_days_without_a_time_are_named(open_page: Open) -> None:
    app = open_page(PAGE, **SMALL, kpi="arrests")
    assert not app.exception
    heads = {row["name"]: (row["column"], row["wide_top"]) for row in drawn(app, 0, "tiles") if row["head"]}
    high = WIDE.head + WIDE.tile + WIDE.gap
    assert heads == {"Corby": (0, 0), "Rural *crime* team": (0, high), "Other <i>team</i>": (0, 2 * high)}
    assert "30 of the incidents are stamped at midnight to the second" in text_of(app)
    assert "100% of 30 incidents attended came between 6pm and 2am (30; 95% interval 89% to 100%)" in alts(app)[1]
    assert "100% of 8 available hours lie there." in alts(app)[1]


BLOCKS = [
    Block(Line("sector:S", "Ess"), Place(0, 0), (Line("beat:A", "Alpha", "A"), Line("beat:B", "Beta", "B"))),
    Block(Line("sector:T", "Tee"), Place(0, 1), (Line("beat:S", "Gamma", "S"),)),
]
ARRESTS = kpis()["arrests"]


def grid(**figures: dict[str, Any]) -> Any:
    found = {(ARRESTS.id, key.replace("_", ":")): one for key, one in figures.items()}
    return tiles.draw(ARRESTS, BLOCKS, found, {}, frozenset(["beat:B"]), "Finding.")


def test_a_tile_says_its_figure_verdict_and_gap_and_a_beat_is_not_mixed_up_with_a_sector_of_its_name() -> None:
    drawing = grid(
        sector_S=figure("S", 31, 40, verdict="Below target"),
        beat_A=figure("A", 20, 20, verdict="Around target", set_aside=2),
        beat_B=figure("B", 3, verdict=CHECK_THE_RECORD),
        beat_S=figure("S", None, verdict=NOT_LOADED, missing="Arrests: nothing loaded"),
    )
    rows = drawing.data["tiles"].set_index(["level", "key"])
    assert rows["text"].to_dict() == {
        ("sector", "S"): "31", ("beat", "A"): "20", ("beat", "B"): "◆ 3", ("sector", "T"): "not loaded",
        ("beat", "S"): "not loaded",
    }  # fmt: skip
    assert rows["mark"].tolist() == ["▼", "●", "", "", ""]
    assert rows["flagged"].tolist() == [True, False, False, False, False]
    assert rows["aside"].tolist() == ["", "+2 aside", "", "", ""]
    assert rows["mine"].tolist() == [False, False, True, False, False]
    assert rows["sentence"]["sector", "S"] == (
        "Ess recorded 31 arrests in 100 available hours. Target 40. ▼ Below target."
    )
    heights = {param["name"]: param["expr"] for param in drawing.spec["params"] if "expr" in param}
    assert heights["tile_height"] == f"wide ? {WIDE.tile + 2 * tiles.LINE} : {NARROW.tile + tiles.LINE}"


def test_the_table_has_each_sector_then_its_beats_and_each_figure_opens() -> None:
    drawing = grid(beat_A=figure("A", 20))
    table = drawing.table()
    assert list(zip(table["Sector"], table["Area"], strict=True)) == [
        ("Ess", "The sector"), ("Ess", "Alpha"), ("Ess", "Beta"), ("Tee", "The sector"), ("Tee", "Gamma"),
    ]  # fmt: skip
    assert all(table.columns[column] == "Figure" for _, column in drawing.opens())
    assert drawing.opens()[3, 3] == {"level": "sector", "key": "T", "kpi": "arrests"}
    view = of_address({"kpi": "arrests", **TO})
    assert "area=sector%3AT" in opener(view, "beat").address(drawing.opens()[3, 3])
    assert "area=beat%3AS" in opener(view, "beat").address(drawing.opens()[4, 3])


COUNT, HOURS, STOCK = kpis()["arrests"], kpis()["time_in_place"], kpis()["problem_plans"]


@pytest.mark.parametrize(
    ("kpi", "told", "said"),
    [
        (COUNT, ["Below target"] * 3 + ["Around target"] * 37,
         "3 of 40 beats judged against the target are flagged, 3 below target; by luck alone up to 2 would be below and as many "
         "above. Below target: B0, B1 and B2."),
        (COUNT, ["Usual range"] * 35 + ["Unusually high"],
         "1 of 36 beats judged against its own usual range is flagged, 1 unusually high; by luck alone fewer than 1 would be. "
         "Unusually high: B35."),
        (HOURS, ["Hit and miss", "Consistently met"],
         "1 of 2 beats judged against the target is flagged, 1 consistently met; by luck alone hardly any would be. Consistently "
         "met: B1."),
        (STOCK, ["Below target"] * 5,
         "5 of 5 beats judged against the target are flagged, 5 below target; what stands open is no matter of luck."),
        (COUNT, ["Around target", TOO_EARLY_TO_SAY, NOT_LOADED, ""],
         "0 of 1 beats judged against the target are flagged; by luck alone fewer than 1 would be below and as many above. Of "
         "the others: 1 too early to say, 1 not loaded and 1 without a verdict."),
        (COUNT, [NOT_LOADED] * 2, "no verdict on any of 2 beats: 2 not loaded."),
    ],
)  # fmt: skip
def test_the_finding_counts_what_is_flagged_and_what_luck_would_flag(kpi: Any, told: list[str], said: str) -> None:
    found = tile_words.finding(kpi, "the week", [Told(f"B{number}", word) for number, word in enumerate(told)])
    assert found == f"{kpi.label}, the week: {said}"


def test_each_note_of_the_page_says_what_it_must() -> None:
    assert "not a map" in county.DIAGRAM and "order of the Beats list" in county.DIAGRAM
    assert "no export" in demand.BIAS and "no verdict" in demand.BIAS
