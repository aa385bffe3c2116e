"""Rare events by days and quarters, and shares with their intervals: nothing is said that the numbers cannot bear."""

from __future__ import annotations

import datetime as dt

import pytest

from metrics.catalogue import kpis
from metrics.charts.axis import period_labels
from metrics.charts.drawing import Drawing
from metrics.charts.rare import rare
from metrics.charts.shares import shares

NOTHING = float("nan")
WARRANTS = kpis()["warrants"]
QUARTERS = [
    (dt.date(2026, 4, 1), dt.date(2026, 6, 30), NOTHING, NOTHING, NOTHING, ""),
    (dt.date(2026, 7, 1), dt.date(2026, 9, 30), 2.0, 0.2, 7.2, ""),
    (dt.date(2026, 10, 1), dt.date(2026, 12, 31), 1.0, 0.03, 5.6, "so far"),
]
DAYS = [dt.date(2026, 10, 23), dt.date(2026, 7, 7), dt.date(2026, 7, 7), dt.date(2027, 1, 1), dt.date(2025, 1, 1)]
UNTIL = dt.date(2026, 11, 15)


def strip(missing: list[tuple[dt.date, dt.date]] | None = None, days: list[dt.date] = DAYS) -> Drawing:
    return rare(WARRANTS, "Corby 2", days, UNTIL, QUARTERS, missing or [])


def test_days_since_the_last_event_up_to_the_day_of_the_figures() -> None:
    drawn = strip()
    assert drawn.data["heads"]["head"].tolist() == ["23 days since the last"]
    assert drawn.data["since"]["sentence"].tolist() == ["23 days since the last warrant, 23 October 2026."]


def test_days_not_loaded_since_are_said_and_hatched() -> None:
    drawn = strip([(dt.date(2026, 11, 2), dt.date(2026, 11, 8))])
    assert drawn.alt.startswith("Corby 2: 23 days since the last warrant, 23 October 2026, as far as is loaded.")
    assert drawn.data["gaps"]["sentence"].tolist() == ["2 to 8 November 2026: not loaded."]
    assert "as far as" not in strip([(dt.date(2026, 10, 1), dt.date(2026, 10, 7))]).alt


def test_a_tick_for_each_day_within_the_quarters_and_a_number_where_there_are_more() -> None:
    ticks = strip().data["days"]
    assert ticks["number"].tolist() == [2, 1]
    assert ticks["sentence"].tolist() == ["7 July 2026: 2 warrants.", "23 October 2026: 1 warrant."]
    whole = (dt.date(2026, 12, 31) - dt.date(2026, 4, 1)).days + 1
    assert ticks["place"].tolist()[0] == pytest.approx(((dt.date(2026, 7, 7) - dt.date(2026, 4, 1)).days + 0.5) / whole)


def test_quarters_have_whiskers_and_the_one_that_runs_is_hollow() -> None:
    periods = strip().data["periods"]
    assert periods["partial"].tolist() == [False, False, True]
    assert periods["missing"].tolist() == [True, False, False]
    assert (periods["high_part"] * 8).fillna(-1).round(3).tolist() == [-1, 7.2, 5.6]
    assert periods["sentence"].tolist() == [
        "1 April to 30 June 2026: Corby 2: not loaded.",
        "1 July to 30 September 2026: Corby 2: 2 warrants (a steady rate of 0.2 to 7.2 a quarter would fit).",
        "1 October to 31 December 2026: Corby 2: 1 warrant (a steady rate of under 0.1 to 5.6 in these days would fit), so far.",
    ]
    table = strip().table()
    assert table["Figure"].tolist() == ["–", "2", "1"]
    assert table["State"].tolist() == ["Not loaded", "", "so far"]
    assert table["On"].tolist() == ["", "7 July 2026 and 7 July 2026", "23 October 2026"]


def test_no_event_and_no_quarter() -> None:
    drawn = rare(WARRANTS, "Corby 2", [], UNTIL, [])
    assert drawn.alt == "Corby 2: No warrants recorded up to 15 November 2026."
    assert all(drawn.arrow.values())


MONTHS = [(dt.date(2026, month, 1), dt.date(2026, month, 28 if month == 2 else 30)) for month in (2, 4, 6, 9)]
ROWS = [
    (*MONTHS[0], 18.0, 40.0, 0.31, 0.6),
    (*MONTHS[1], 5.0, 19.0, 0.12, 0.49),
    (*MONTHS[2], NOTHING, NOTHING, NOTHING, NOTHING),
    (*MONTHS[3], 5.0, 20.0, 0.11, 0.47),
]


def test_a_share_has_its_interval_and_its_n_and_none_where_there_are_too_few() -> None:
    drawn = shares("with a positive outcome", "Corby 2: stop-searches", ROWS)
    periods = drawn.data["periods"]
    assert periods["part"].fillna(-1).tolist() == [0.45, -1, -1, 0.25]
    assert periods["low_part"].fillna(-1).tolist() == [0.31, -1, -1, 0.11]
    assert periods["count"].tolist() == ["40", "19", "–", "20"]
    assert periods["words"].tolist() == ["", "too few for a rate", "not loaded", ""]
    assert periods["sentence"].tolist() == [
        "1 to 28 February 2026: Corby 2: stop-searches: with a positive outcome 18 of 40, 45% (31% to 60%).",
        "1 to 30 April 2026: Corby 2: stop-searches: with a positive outcome 5 of 19, too few for a rate.",
        "1 to 30 June 2026: Corby 2: stop-searches: with a positive outcome not loaded.",
        "1 to 30 September 2026: Corby 2: stop-searches: with a positive outcome 5 of 20, 25% (11% to 47%).",
    ]
    assert drawn.alt == (
        "Corby 2: stop-searches: with a positive outcome, over 4 periods. 1 to 30 September 2026: 5 of 20, 25% (11% to 47%). "
        "1 to 28 February 2026: 18 of 40, 45% (31% to 60%). 1 of 4 have fewer than 20 cases: too few for a rate. "
        "1 of 4 not loaded."
    )
    table = drawn.table()
    assert table["Share"].tolist() == ["45%", "too few for a rate", "–", "25%"]
    assert table["95% interval"].tolist() == ["31% to 60%", "–", "–", "11% to 47%"]


def test_no_period_at_all() -> None:
    assert all(shares("with a positive outcome", "Corby 2", []).arrow.values())


def test_periods_are_named_in_few_letters_with_their_year_where_it_changes() -> None:
    spans = [(dt.date(2025, 10, 1), dt.date(2025, 12, 31)), (dt.date(2026, 1, 1), dt.date(2026, 1, 31))]
    assert period_labels([*spans, (dt.date(2026, 2, 2), dt.date(2026, 2, 8))]) == [
        ("Oct–Dec", "2025"),
        ("Jan", "2026"),
        ("2 Feb", ""),
    ]
