"""Files of data.police.uk are told from our own, and read as they are published: whose they are, which days, which rows."""

from __future__ import annotations

import datetime as dt

import pytest

from metrics.intake import SheetOutcome
from metrics.intake.published import propose_months, propose_publisher
from metrics.intake.values import as_day
from metrics.publishers import NOT_NAMED, publisher, stated_publisher
from metrics.terms import WHOLE_FORCE, Area
from tests.intake.books import book, grid, lists, met, of, outcomes, with_lists
from tests.published_files import APRIL, HEADINGS, april, published, search

WHOLE_APRIL = (dt.date(2019, 4, 1), dt.date(2019, 4, 30))
OURS = (*HEADINGS, "Search Ref", "Collar No")


def sent(name: str, data: bytes, **options: object) -> SheetOutcome:
    """The outcome of one file alone."""
    [found] = outcomes((name, data), **options)  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize("index", [False, True])
def test_a_published_file_is_recognised_and_loses_no_row(index: bool) -> None:
    found = sent(APRIL, published(april(), index))
    assert (found.export_id, found.status) == ("published_stop_searches", "acceptable")
    assert (found.accepted, found.set_aside, found.identical) == (6, 0, 0)
    assert met(found) == []
    assert found.dropped == (
        "Latitude was dropped before storage: no figure needs it.",
        "Longitude was dropped before storage: no figure needs it.",
    )


def test_a_column_that_is_headed_and_not_ours_is_named() -> None:
    found = sent(APRIL, published([{**row, "Force": "Gwent"} for row in april()], headings=[*HEADINGS, "Force"]))
    assert met(found) == [("extra_columns", "")]


def test_what_means_the_same_has_the_name_that_our_own_searches_have() -> None:
    found = sent(APRIL, published(april()))
    own = of("Stop Searches", outcomes(("own.xlsx", with_lists({"Stop Searches": grid("Stop Searches", [{}])}))))
    assert found.rows is not None and own.rows is not None
    ours = set(found.rows.column_names)
    assert ours - set(own.rows.column_names) == {"type", "part_of_a_policing_operation", "policing_operation"}
    assert {
        "searched_at",
        "outcome",
        "outcome_linked_to_object",
        "more_than_outer_clothing",
        "object_of_search",
    } <= ours


def test_times_are_local_and_true_false_reads_like_1_and_0() -> None:
    found = sent(APRIL, published(april()))
    assert found.rows is not None
    assert [at.isoformat() for at in found.rows["searched_at"].to_pylist()[:3]] == [
        "2019-04-01T00:00:00", "2019-04-07T23:59:00", "2019-04-08T00:00:00",
    ]  # fmt: skip
    assert found.rows["outcome_linked_to_object"].to_pylist() == [None, None, False, True, True, None]
    assert found.rows["more_than_outer_clothing"].to_pylist() == [False] * 5 + [True]
    numbers = [
        {heading: {"True": "1.0", "False": "0.0"}.get(cell, cell) for heading, cell in row.items()} for row in april()
    ]
    assert sent(APRIL, published(numbers)).rows == found.rows


def test_a_first_row_of_blanks_is_a_search_and_no_second_row_of_headings() -> None:
    bare = {"Type": "Vehicle search", "Date": "2019-04-02T10:00:00+00:00"}
    found = sent(APRIL, published([bare, *april()], index=True))
    assert (found.accepted, found.set_aside) == (7, 0)


def test_a_row_without_a_date_is_set_aside() -> None:
    found = sent(APRIL, published([*april(), search("")]))
    assert (found.accepted, met(found)) == (6, [("blank_cell", "B8")])


# ------------------------------------------------------------------------------------------ told from our own exports
@pytest.mark.parametrize("name", ["stop_searches.csv", APRIL])
def test_our_own_searches_under_headings_of_data_police_uk_stay_ours(name: str) -> None:
    rows = [{**search(f"2026-06-1{n}T10:00:00+00:00"), "Search Ref": f"S{n}", "Collar No": "0101"} for n in range(6)]
    found = outcomes(("lists.xlsx", book(lists())), (name, published(rows, headings=OURS)))[-1]
    assert (found.export_id, found.status, found.accepted) == ("stop_searches", "acceptable", 6)


@pytest.mark.parametrize(("lacks", "said"), [("Search Ref", "Search Ref"), ("Collar No", "Collar No")])
def test_our_own_searches_that_lack_a_heading_are_refused_and_never_published(lacks: str, said: str) -> None:
    rows = [{**search(f"2026-06-1{n}T10:00:00+00:00"), "Search Ref": f"S{n}", "Collar No": "0101"} for n in range(6)]
    found = sent("searches.csv", published(rows, headings=[heading for heading in OURS if heading != lacks]))
    assert (found.export_id, found.status) == ("stop_searches", "refused")
    assert f"the heading {said} is missing" in found.problems[0].message


def test_the_template_of_our_own_searches_is_ours_also_page_after_page() -> None:
    headings, *rows = grid("Stop Searches", [{}, {}])
    cells = [headings, rows[0], headings, rows[1]]
    found = of("Stop Searches", outcomes(("own.xlsx", with_lists({"Stop Searches": cells}))))
    assert (found.export_id, found.accepted) == ("stop_searches", 2)


@pytest.mark.parametrize("name", ["Stop and Search.csv", "stop_searches.csv", "Stop Searches 2019-04.csv"])
def test_a_published_file_under_the_name_of_our_export_is_still_published(name: str) -> None:
    assert sent(name, published(april())).export_id == "published_stop_searches"


def test_a_published_file_that_lacks_a_heading_is_named_with_what_is_missing() -> None:
    found = sent(APRIL, published(april(), headings=[heading for heading in HEADINGS if heading != "Outcome"]))
    assert (found.export_id, found.status) == ("published_stop_searches", "refused")
    assert "Outcome is missing" in found.problems[0].message


# -------------------------------------------------------------------------------------------------- whose, which days
@pytest.mark.parametrize(
    ("file", "force"),
    [
        (APRIL, "Dyfed-Powys"),
        ("police.zip/2019-04/2019-04-avon-and-somerset-stop-and-search.csv", "Avon and Somerset"),
        ("2019-04-btp-stop-and-search (1).csv", "British Transport Police"),
        ("welsh_forces_month_00.csv", "Welsh forces"),
        ("Stop and search South Wales April 2019.xlsx", "South Wales"),
        ("Copy of Devon & Cornwall Police stop & search.csv", "Devon and Cornwall"),
        ("stop_search_2019-04.csv", NOT_NAMED),
        ("Published Stop Searches.csv", NOT_NAMED),
    ],
)
def test_the_publishing_force_is_what_the_file_name_says(file: str, force: str) -> None:
    found, because = propose_publisher(file)
    assert found == Area("publisher", force)
    assert force in because or "does not say" in because


def test_one_force_has_one_name_however_it_is_written() -> None:
    assert {publisher(text).key for text in ("south-wales", "South Wales Police", " SOUTH  wales ")} == {"South Wales"}
    assert publisher("Welsh FORCES") == publisher("welsh_forces") == Area("publisher", "Welsh forces")
    assert stated_publisher("publisher:dyfed-powys") == Area("publisher", "Dyfed-Powys")
    assert [stated_publisher(text) for text in ("publisher:", "sector:Corby", "Dyfed-Powys")] == [None] * 3


def days(*each: tuple[int, int, int]) -> list[int]:
    return [as_day(dt.date(*day)) for day in each]


@pytest.mark.parametrize(
    ("file", "rows", "months"),
    [
        (APRIL, days((2019, 4, 3), (2019, 5, 1)), WHOLE_APRIL),
        (APRIL, days((2019, 5, 3), (2019, 5, 1), (2019, 4, 1)), (dt.date(2019, 4, 1), dt.date(2019, 5, 31))),
        (APRIL, [], WHOLE_APRIL),
        ("a.csv", days((2019, 4, 30)), WHOLE_APRIL),
        ("a.csv", days((2019, 12, 31), (2020, 2, 1)), (dt.date(2019, 12, 1), dt.date(2020, 2, 29))),
        ("a.csv", days((2019, 4, 1), (2019, 4, 2), (2091, 4, 1)), WHOLE_APRIL),
        ("a 2019-04-08 to 2019-04-09.csv", days((2019, 4, 8)), WHOLE_APRIL),
        ("a.csv", days((9999, 12, 31)), (dt.date(9999, 12, 1), dt.date(9999, 12, 31))),
    ],
)
def test_the_days_are_whole_months(file: str, rows: list[int], months: tuple[dt.date, dt.date]) -> None:
    found = propose_months([], file, rows)
    assert found is not None and found[0] == months


def test_nothing_says_which_days() -> None:
    assert propose_months([], "a.csv", []) is None
    found = sent("dyfed.csv", published([]))
    assert (found.status, met(found)) == ("refused", [("no_days", "")])


def test_a_file_of_no_rows_named_for_its_month_is_a_statement_of_zero() -> None:
    found = sent(APRIL, published([]))
    assert found.coverage is not None
    assert (found.accepted, found.coverage.start, found.coverage.end) == (0, *WHOLE_APRIL)


def test_a_row_outside_the_month_is_set_aside_and_never_late() -> None:
    found = sent(APRIL, published([*april(), search("2019-04-30T23:00:00+00:00")]))
    assert (found.accepted, met(found)) == (6, [("outside_days", "B8")])
    assert found.rows is not None and not any(found.rows["late"].to_pylist())


def test_an_area_of_ours_is_for_our_exports_and_a_publisher_for_published_ones() -> None:
    wales = Area("publisher", "South Wales")
    assert covered(sent(APRIL, published(april()), area=WHOLE_FORCE)) == Area("publisher", "Dyfed-Powys")
    assert covered(sent(APRIL, published(april()), area=wales)) == wales
    week = with_lists({"Arrests": grid("Arrests", [{}])})
    assert covered(of("Arrests", outcomes(("week.xlsx", week), area=wales))) == Area("beat", "N01")


def covered(found: SheetOutcome) -> Area:
    assert found.coverage is not None
    return found.coverage.area
