"""A trend says which weeks lie outside, which are missing or provisional, and by what its limits are set."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from metrics.catalogue import kpis
from metrics.charts.axis import nice_top, spread_labels, week_labels
from metrics.charts.marks import Mark
from metrics.charts.trend import Trend, Xmr, trend

NOTHING = float("nan")
FIRST = dt.date(2026, 3, 2)
WEEKS = [(FIRST + dt.timedelta(weeks=n), FIRST + dt.timedelta(weeks=n, days=6)) for n in range(6)]
SHOWN = Trend(
    kpi=kpis()["arrests"],
    name="Corby 2",
    weeks=WEEKS,
    values=[4, 12, NOTHING, NOTHING, 0, 20],
    hours=[100, 110, NOTHING, NOTHING, 90, 100],
    lows=[NOTHING, 1, 1, 1, 1, 1],
    highs=[NOTHING, 9, 9, 9, 9, 9],
    expected=[NOTHING, 4, 4, 4, 4, 4],
    target=[5, 5, 5, 5, 5, 5.5],
    last_year=[3, 3, NOTHING, 3, 3, 3],
    words=["Too early to say", "Unusually high", "Not loaded", "Not loaded", "Unusually low", ""],
    settled_to=WEEKS[4][1],
    key="C2",
)


def test_points_outside_are_marked_unless_it_is_too_soon_to_tell() -> None:
    assert trend(SHOWN).data["weeks"]["outside"].tolist() == [0, 1, 0, 0, -1, 0]
    worded = replace(SHOWN, words=["", "Partly loaded", "", "", "", ""])
    assert trend(worded).data["weeks"]["outside"].tolist() == [0, 0, 0, 0, -1, 0]


def test_missing_weeks_are_one_named_box_and_never_joined() -> None:
    drawn = trend(SHOWN)
    assert drawn.data["gaps"][["start", "stop", "label"]].values.tolist() == [[2, 4, "not loaded"]]
    assert drawn.data["gaps"]["sentence"].tolist() == ["16 to 29 March 2026: Not loaded."]
    weeks = drawn.data["weeks"]
    assert weeks["run"][1] != weeks["run"][4]
    assert weeks["part"].isna().tolist() == [False, False, True, True, False, False]
    assert weeks["hours_part"].isna().tolist() == [False, False, True, True, False, False]


def test_the_last_week_is_hollow_and_said_to_be_provisional() -> None:
    weeks = trend(SHOWN).data["weeks"]
    assert weeks["provisional"].tolist() == [False] * 5 + [True]
    assert weeks["sentence"][5].endswith("Provisional: more may still be recorded.")


def test_a_point_says_hours_range_target_last_year_and_word() -> None:
    assert trend(SHOWN).data["weeks"]["sentence"][1] == (
        "9 to 15 March 2026: Corby 2 recorded 12 arrests in 110 available hours. Target 5. "
        "Usual range 1 to 9 for these hours. The same week last year: 3. Unusually high."
    )


def test_the_finding() -> None:
    assert trend(SHOWN).alt == (
        "Corby 2: arrests over 6 weeks to 12 April 2026. The last settled week: 30 March to 5 April 2026: Corby 2 recorded "
        "0 arrests in 90 available hours. Target 5. Usual range 1 to 9 for these hours. The same week last year: 3. "
        "Unusually low. 2 of 6 weeks lie outside the usual range: ▲ 9 March 2026 and ▼ 30 March 2026. "
        "No figure for 16 to 29 March 2026. 1 week is provisional. "
        "The band is what luck alone would give in each week's hours."
    )


def test_the_table_has_a_row_a_week_and_its_cells_open_the_figure() -> None:
    drawn = trend(
        replace(SHOWN, marks=[Mark(WEEKS[1][0], "rebase", "new recording system"), Mark(FIRST, "x", "y", "z")])
    )
    table = drawn.table()
    assert table["Figure"].tolist() == ["4", "12", "–", "–", "0", "20"]
    assert table["Usual range"].tolist() == ["–", "1 to 9", "1 to 9", "1 to 9", "1 to 9", "1 to 9"]
    assert table["Note"].tolist() == ["", "9 March 2026, rebase: new recording system.", "", "", "", ""]
    assert table["State"].tolist()[-2:] == ["Unusually low", "Provisional"]
    assert drawn.opens()[4, 1] == {"key": "C2", "kpi": "arrests", "week_start": "2026-03-30"}
    assert table.columns[1] == "Figure"


def test_the_table_has_no_column_of_dashes() -> None:
    bare = replace(SHOWN, target=[NOTHING] * 6, last_year=[NOTHING] * 6)
    assert list(trend(bare).table()) == ["Week", "Figure", "Hours", "Usual range", "State"]
    assert list(trend(SHOWN).table()) == ["Week", "Figure", "Hours", "Usual range", "Target", "Last year", "State"]


def test_where_xmr_fits_its_limits_stand_in_place_of_the_band() -> None:
    six = [1.0] * 6
    xmr = Xmr([8.0] * 6, [-2.0] * 6, [18.0] * 6, ["", "7 on one side of the mean", "", "", "", ""])
    drawn = trend(replace(SHOWN, xmr=xmr, words=[""] * 6, settled_to=None))
    weeks = drawn.data["weeks"]
    assert weeks["high_part"].isna().all()
    assert weeks["expected_part"].isna().all()
    assert weeks["lower_part"].isna().all(), "a limit below nought is none"
    assert (weeks["upper_part"] * 20).tolist() == [18.0 * one for one in six]
    assert weeks["outside"].tolist() == [0, 0, 0, 0, 0, 1]
    assert weeks["signal"].tolist() == [False, True, False, False, False, False]
    assert "Limits 0 to 18. The same week last year: 3. 7 on one side of the mean." in weeks["sentence"][1]
    assert drawn.alt.endswith("Limits from the weeks themselves (XmR), mean 8.")
    assert "Limits (XmR)" in drawn.table()
    assert set(drawn.data["ends"]["label"]) == {"target 5.5", "last year", "mean 8", "upper limit", "lower limit"}


def test_a_trend_of_nothing_is_drawn() -> None:
    none = [NOTHING] * 6
    empty = Trend(SHOWN.kpi, "Corby 2", WEEKS, none, none, none, none, none, none, none, [""] * 6)
    drawn = trend(empty)
    assert all(drawn.arrow.values())
    assert drawn.alt == "Corby 2: arrests over 6 weeks to 12 April 2026. No figure for 2 March to 12 April 2026."


@pytest.mark.parametrize(
    ("most", "top"),
    [(0, 2), (1, 2), (3, 4), (4.5, 6), (7, 8), (9, 10), (12, 12), (13, 16), (21, 30), (41, 50), (99, 100), (101, 120)],
)
def test_an_axis_ends_at_a_round_number(most: float, top: float) -> None:
    assert nice_top([most]) == top


def test_labels_at_the_lines_ends_do_not_overlap() -> None:
    assert spread_labels([0.5, 0.5, 0.55], 0.1) == pytest.approx([0.5, 0.6, 0.7])
    assert spread_labels([0.95, 1.0], 0.1) == pytest.approx([0.9, 1.0])
    assert spread_labels([], 0.1) == []


def test_many_weeks_have_months_and_few_have_days_under_them() -> None:
    many = week_labels([dt.date(2025, 9, 29) + dt.timedelta(weeks=n) for n in range(60)])
    assert [label for label, _ in many if label][:5] == ["Oct", "Nov", "Dec", "2026", "Feb"]
    few = week_labels([start for start, _ in WEEKS])
    assert [label for label, _ in few] == ["", "9 Mar", "", "", "", "6 Apr"]
