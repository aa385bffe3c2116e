"""The proposed area and days, and late rows."""

from __future__ import annotations

import datetime as dt

import pytest

from metrics.intake.coverage import busy_weeks, propose_days, stated_days
from metrics.intake.values import as_day
from metrics.terms import WHOLE_FORCE, Area
from tests.intake.books import grid, met, of, outcome, outcomes, with_lists

MONDAY, SUNDAY = dt.date(2026, 11, 9), dt.date(2026, 11, 15)
JUNE_WEEK = (dt.date(2026, 6, 8), dt.date(2026, 6, 14))


@pytest.mark.parametrize(
    "line",
    [
        "Week commencing 9 November 2026",
        "Arrests, w/c 09/11/2026",
        "Week ending Sunday 15th November 2026",
        "W/E 15/11/2026",
        "9 to 15 November 2026",
        "9-15 November 2026",
        "Monday 9 November to Sunday 15 November 2026",
        "09/11/2026 - 15/11/2026",
        "2026-11-09 to 2026-11-15",
        "arrests 20261109 20261115",
        "Week 46 of 2026",
        "arrests 2026-W46",
        "From 9 Nov 2026 to 15 Nov 2026",
    ],
)
def test_days_in_words(line: str) -> None:
    assert stated_days(line) == (MONDAY, SUNDAY)


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("Recorded crime, November 2026", (dt.date(2026, 11, 1), dt.date(2026, 11, 30))),
        ("duties 2026-02", (dt.date(2026, 2, 1), dt.date(2026, 2, 28))),
        ("30 October to 5 November 2026", (dt.date(2026, 10, 30), dt.date(2026, 11, 5))),
        ("Printed on 16/11/2026", None),
        ("Arrests by officer", None),
        ("Page 3 of 46", None),
    ],
)
def test_other_days_in_words(line: str, days: tuple[dt.date, dt.date] | None) -> None:
    assert stated_days(line) == days


def test_a_title_that_the_rows_deny_is_not_believed() -> None:
    rows = [as_day(dt.date(2026, 6, 10))] * 3
    found = propose_days(["Week commencing 9 November 2026"], "arrests.xlsx", rows)
    assert found is not None and found[0] == JUNE_WEEK


def test_days_in_two_title_lines() -> None:
    titles = ["Arrests by officer", "From: 08/06/2026", "To: 14/06/2026", "Printed"]
    found = propose_days(titles, "arrests.xlsx", [])
    assert found is not None and found[0] == JUNE_WEEK


def test_two_late_rows_do_not_widen_the_days() -> None:
    week = [as_day(dt.date(2026, 6, 8 + i % 7)) for i in range(20)]
    assert busy_weeks([*week, *[as_day(dt.date(2026, 6, 3))] * 2]) == JUNE_WEEK


def test_a_mistyped_year_does_not_state_decades_of_zeros() -> None:
    days = [as_day(dt.date(2026, 6, 9)), as_day(dt.date(2026, 6, 10)), as_day(dt.date(2062, 6, 10))]
    assert busy_weeks(days) == JUNE_WEEK


def test_the_file_name_serves_where_no_title_does() -> None:
    found = of(
        "Arrests", outcomes(("arrests_2026-06-08_2026-06-14.xlsx", with_lists({"Arrests": grid("Arrests", [])})))
    )
    assert (found.status, found.accepted) == ("acceptable", 0)
    assert found.coverage is not None
    assert (found.coverage.area, found.coverage.start, found.coverage.end) == (WHOLE_FORCE, *JUNE_WEEK)


@pytest.mark.parametrize(
    ("collars", "area"),
    [(["0101"], Area("beat", "N01")), (["0101", "0104"], Area("sector", "Corby")), (["0101", "0103"], WHOLE_FORCE)],
)
def test_the_area_proposed_is_the_smallest_that_holds_every_team(collars: list[str], area: Area) -> None:
    found = outcome("Engagements", [{"Collar No": c, "Engaged On": dt.date(2026, 6, 12)} for c in collars])
    assert found.coverage is not None and found.coverage.area == area


def test_chosen_days_make_the_others_late() -> None:
    rows = [{"Engaged On": dt.date(2026, 6, 12)}, {"Engaged On": dt.date(2026, 6, 3)}]
    found = outcome("Engagements", rows, days=JUNE_WEEK)
    assert found.rows is not None and found.rows["late"].to_pylist() == [False, True]
    assert met(found) == [("late_rows", "")]


def test_lists_cover_everything_to_the_sunday_before_and_heed_no_choice() -> None:
    found = outcome("Targets", [{}], days=JUNE_WEEK, area=Area("lpa", "North"))
    assert found.coverage is not None
    assert (found.coverage.area, found.coverage.start, found.coverage.end) == (
        WHOLE_FORCE,
        dt.date.min,
        dt.date(2026, 6, 21),
    )
