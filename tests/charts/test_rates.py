"""People beside their role: a rate, what luck leaves of it, and nothing that judges or orders them."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from metrics.catalogue import kpis
from metrics.charts.drawing import Drawing
from metrics.charts.figures import Line
from metrics.charts.rates import rates

NOTHING = float("nan")
ARRESTS, PPN = kpis()["arrests"], kpis()["ppn_submissions"]
LINES = [Line("1", "Adeyemi, T"), Line("2", "Brook, L"), Line("3", "Clarke, S"), Line("4", "Dunmore, P")]
FOUND = {
    ("arrests", "1"): (1.9, 1.2, 2.8, 312.0, 9.0),
    ("arrests", "2"): (2.0, 1.2, 3.1, 148.0, 3.0),
    ("arrests", "3"): (NOTHING, NOTHING, NOTHING, 0.0, 0.0),
    ("arrests", "4"): (NOTHING, NOTHING, NOTHING, NOTHING, NOTHING),
}


def drawn(common: float = 1.9) -> Drawing:
    return rates([ARRESTS], LINES, FOUND, {"arrests": common}, role="PC", team="Corby 2")


def test_a_mark_says_count_hours_rate_luck_and_the_role() -> None:
    assert drawn().data["cells"]["sentence"].tolist() == [
        "Adeyemi, T has done 9 arrests in 312 available hours: 1.9 per 100, after allowing for luck 1.2 to 2.8; "
        "constables of the force 1.9.",
        "Brook, L has done 3 arrests in 148 available hours: 2.0 per 100, after allowing for luck 1.2 to 3.1; "
        "constables of the force 1.9.",
        "Clarke, S has done 0 arrests in 0 available hours: too few hours.",
        "Dunmore, P: Arrests: not loaded.",
    ]


def test_dots_intervals_and_the_role_share_one_scale_from_nought() -> None:
    cells = drawn().data["cells"]
    parts = cells[["part", "low_part", "high_part", "share_part"]] * 3.1
    assert parts.round(3).head(2).to_numpy().tolist() == [[1.9, 1.2, 2.8, 1.9], [2.0, 1.2, 3.1, 1.9]]
    assert parts.tail(2).isna().all(axis=None)
    assert cells["text"].tolist() == ["1.9", "2.0", "too few hours", "not loaded"]
    assert cells["key"].tolist() == ["1", "2", "3", "4"], "in the order given, which is the alphabet's"


def test_where_the_role_has_no_rate_nobody_has_one() -> None:
    found = {("arrests", "1"): (NOTHING, NOTHING, NOTHING, 312.0, 1.0)}
    drawing = rates([ARRESTS], LINES[:1], found, {}, role="PC", team="Corby 2")
    assert drawing.data["cells"]["text"].tolist() == ["too few for a rate"]
    assert drawing.data["heads"]["beside"].tolist() == [""]
    assert drawing.alt.endswith("No rate can be told yet.")


def test_powers_look_like_everything_else() -> None:
    as_power, as_none = (
        rates([replace(ARRESTS, power=power)], LINES, FOUND, {"arrests": 1.9}, role="PC", team="Corby 2")
        for power in (True, False)
    )
    assert as_power.spec == as_none.spec
    assert as_power.alt == as_none.alt
    for name, frame in as_power.data.items():
        pd.testing.assert_frame_equal(frame, as_none.data[name])


def test_the_finding_names_nobody_and_the_table_has_everybody() -> None:
    drawing = drawn()
    assert drawing.alt == (
        "Corby 2: rates per 100 hours of 4 PCs in alphabetical order, each drawn towards the rate of constables of the "
        "force by as much as luck could explain, with a 90% interval. Rates: arrests 1.9 to 2.0 (constables of the force 1.9)."
    )
    table = drawing.table()
    assert table["Who"].tolist() == [line.name for line in LINES]
    assert table["Per 100 hours"].tolist() == ["1.9", "2.0", "too few hours", "not loaded"]
    assert table["After allowing for luck"].tolist() == ["1.2 to 2.8", "1.2 to 3.1", "–", "–"]
    assert drawing.opens()[1, 2] == {"key": "2", "kpi": "arrests"}
    assert table.columns[2] == "Figure"


def test_each_kpi_stands_in_a_panel_under_its_principle_with_a_scale_of_its_own() -> None:
    found = FOUND | {("ppn_submissions", "1"): (0.05, 0.01, 0.2, 312.0, 1.0)}
    lines = [Line("team", "Corby 2", heading=True), *LINES]
    drawing = rates([ARRESTS, PPN], lines, found, {"arrests": 1.9}, role="PCSO", team="Corby 2")
    cells = drawing.data["cells"]
    assert cells.groupby(["group", "panel"]).size().tolist() == [5, 5]
    assert cells.groupby(["group", "panel"])["high_part"].max().tolist() == [1.0, 1.0]
    assert cells[cells["heading"]]["text"].tolist() == ["", ""]
    assert "0.05" in cells["text"].tolist()
    assert len(drawing.table()) == 8
