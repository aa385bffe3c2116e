"""Sheets as people lay them out: what is understood is loaded, and every row and column that is not is named."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

import pyarrow as pa
import pytest

from metrics.intake import SheetOutcome
from metrics.intake.headings import without_note
from tests.intake.books import Grid, book, grid, lists, met, outcomes, with_lists
from tests.intake.writers import ods, xls, xlsb

ARRESTS = grid("Arrests", [{}, {"Collar No": "0103", "Beat": "W01"}, {"Offence": "Theft; from shop"}])
HEADINGS, *ROWS = ARRESTS
WARRANTS = grid("Warrants", [{"Executed On": dt.date(2026, 6, 10)}])
SEARCHES = grid("Stop Searches", [{"Grounds Reviewed By": "0103"}, {}])
AT = SEARCHES[0].index("Grounds Reviewed By")


def sent(cells: Grid, sheet: str = "Arrests") -> list[SheetOutcome]:
    return [one for one in outcomes(("week.xlsx", with_lists({sheet: cells}))) if one.sheet == sheet]


def table(found: SheetOutcome) -> pa.Table:
    assert found.rows is not None
    return found.rows.drop_columns(["source_row"])


def stacked(*lines: dict[int, str], width: int = len(SEARCHES[0])) -> Grid:
    return [[line.get(x) for x in range(width)] for line in lines]


TOP = {x: h for x, h in enumerate(SEARCHES[0]) if x not in (AT, AT + 1)}
HEADINGS_OVER_ROWS: dict[str, Grid] = {
    "a merged heading above two": stacked({**TOP, AT: "Grounds Reviewed"}, {AT: "By", AT + 1: "On"}),
    "stacked words": stacked(
        {**TOP, 0: "Search", AT: "Grounds", AT + 1: "Grounds"}, {0: "Ref", AT: "Reviewed By", AT + 1: "Reviewed On"}
    ),
    "a needed heading in two rows": stacked(
        {**TOP, 0: "Search", 1: "Searched", AT: "Grounds Reviewed"}, {0: "Ref", 1: "At", AT: "By", AT + 1: "On"}
    ),
    "three rows": stacked(
        {**TOP, AT: "Grounds", 2: "Collar"}, {AT: "Reviewed", 2: "No"}, {AT: "By", AT + 1: "On", 2: "*"}
    ),
    "below titles": [["Searches"], [], *stacked({**TOP, AT: "Grounds Reviewed"}, {AT: "By", AT + 1: "On"})],
}  # fmt: skip


@pytest.mark.parametrize("kind", HEADINGS_OVER_ROWS)
def test_headings_over_two_and_three_rows_are_read_together(kind: str) -> None:
    [whole] = sent(SEARCHES, "Stop Searches")
    [found] = sent([*HEADINGS_OVER_ROWS[kind], *SEARCHES[1:]], "Stop Searches")
    assert found.problems == ()
    assert table(found).equals(table(whole))


def test_a_merged_heading_changes_what_the_heading_below_it_means() -> None:
    top = ["Custody Ref", "Arrested At", "Supervisor", None]
    below = [None, None, "Name", "Collar No"]
    [found] = sent([top, below, ["R1", dt.datetime(2026, 6, 10), "A. Boss", "0101"]])
    assert (found.status, met(found)) == ("refused", [("missing_heading", "")])


def test_a_merged_heading_above_one_row_of_headings_does_too_and_a_mere_group_does_not() -> None:
    over = [None, None, "Supervisor", None]
    below = ["Custody Ref", "Arrested At", "Collar No", "Rank"]
    [found] = sent([over, below, ["R1", dt.datetime(2026, 6, 10), "0101", "PS"]])
    assert (found.status, met(found)) == ("refused", [("missing_heading", "")])
    details = ["Details of the arrest", None, "Who and where", None, None]
    assert sent([details, *ARRESTS])[0].problems == ()


MARKED = [
    "Custody Ref¹",
    "Arrested At 1",
    "Collar No*",
    "Assisting\nCollar Nos [note 2]",
    " Beat\u00a0†",
    "Offence (1)",
    "Result  ",
]


def test_footnote_marks_line_breaks_and_units_in_headings_do_not_matter() -> None:
    [found] = sent([MARKED, *ROWS])
    assert found.problems == ()
    assert table(found).equals(table(sent(ARRESTS)[0]))
    [timed] = sent([*grid("Engagements", [])], "Engagements")
    headings = [f"{h} (minutes)" if h == "Duration Minutes" else h for h in grid("Engagements", [])[0]]
    assert [p.code for p in sent([headings], "Engagements")[0].problems] == [p.code for p in timed.problems]


@pytest.mark.parametrize("marks", [("Offence 1", "Offence 2"), ("Offence", "Offence 2")])
def test_a_number_that_tells_two_headings_apart_is_no_footnote(marks: tuple[str, str]) -> None:
    headings = [*[marks[0] if h == "Offence" else h for h in HEADINGS], marks[1]]
    [found] = sent([headings, *[[*row, "Second"] for row in ROWS]])
    assert met(found) == [("extra_columns", "")]
    assert found.rows is not None and "Second" not in found.rows["offence"].to_pylist()


@pytest.mark.parametrize("text", ["1" * 79 + "x", " " * 79 + "x", "(1" * 39 + "x", "*" * 79 + "x", "1 " * 39 + "x"])
def test_no_heading_however_odd_takes_long_to_read(text: str) -> None:
    began = time.perf_counter()
    assert without_note(text) == ""
    assert time.perf_counter() - began < 0.1


def test_spacer_columns_and_rows_do_not_matter() -> None:
    spaced = [[cell for value in row for cell in (value, None)] for row in ARRESTS]
    [found] = sent([[], *[line for row in spaced for line in (row, [])]])
    assert found.problems == ()
    assert table(found).equals(table(sent(ARRESTS)[0]))


def test_groups_subtotals_totals_page_breaks_and_notes_are_named_and_no_row_is_lost() -> None:
    cells: Grid = [
        ["Arrests of the week"], HEADINGS, ["Corby"], ROWS[0], ["Subtotal", None, None, None, None, 1], ["Daventry"],
        ["Arrests of the week"], HEADINGS, *ROWS[1:], ["Subtotal", None, None, None, None, 2],
        ["Total", None, None, None, None, 3], [], ["1. Without voluntary attendance."], ["*", "May still change."],
        ["Source: custody system"],
    ]  # fmt: skip
    [found] = sent(cells)
    assert met(found) == [
        ("group_row", "A3"),
        ("totals_row", "A5"),
        ("repeated_headings", "A8"),
        ("totals_row", "A11"),
        ("totals_row", "A12"),
        ("footnote", "A14"),
    ]
    assert "rows 3, 6 and 7;" in found.problems[0].message
    assert "rows 14, 15 and 16;" in found.problems[-1].message
    assert table(found).equals(table(sent(ARRESTS)[0]))


@pytest.mark.parametrize("alone", [["R77"], [None, dt.datetime(2026, 6, 10)], [None, None, None, None, None, 5]])
def test_a_row_that_may_be_a_record_is_set_aside_and_not_called_a_note(alone: list[Any]) -> None:
    for cells in ([*ARRESTS, alone], [HEADINGS, alone, *ROWS]):
        [found] = sent(cells)
        assert (found.accepted, found.set_aside) == (3, 1)


def test_a_unit_row_is_left_out_and_a_record_below_the_headings_never() -> None:
    units = ["(ref)", "dd/mm/yyyy hh:mm", "No.", None, "code", "text", None]
    [found] = sent([HEADINGS, units, *ROWS])
    assert met(found) == [("unit_row", "A2")]
    assert table(found).equals(table(sent(ARRESTS)[0]))
    named = grid(
        "Beats",
        [{"LPA": "Text", "Sector": "Name", "Beat": "N01", "Beat Name": "Code", "Named Contact Collar No": None}],
    )
    assert sent([named[0], [*named[1][:4], None, None, None]], "Beats")[0].accepted == 1


@pytest.mark.parametrize("gap", [[], [[]], [[], ["Warrants of the week"], []]])
def test_a_table_below_another_is_read_by_itself_at_its_own_rows(gap: Grid) -> None:
    first, second = sent([*ARRESTS, *gap, *WARRANTS])
    assert (first.export_id, second.export_id) == ("arrests", "warrants")
    assert first.problems == second.problems == ()
    assert table(first).equals(table(sent(ARRESTS)[0]))
    assert table(second).equals(table(sent(WARRANTS)[0]))
    assert second.rows is not None
    assert second.rows["source_row"].to_pylist() == [len(ARRESTS) + len(gap) + 2]


def test_a_table_beside_another_is_read_by_itself_at_its_own_columns() -> None:
    blank = [None] * len(WARRANTS[0])
    beside = [[*a, None, *w] for a, w in zip(ARRESTS, [*WARRANTS, blank, blank], strict=True)]
    first, second = sent([["Arrests and warrants of the week"], *beside])
    assert [one.export_id for one in (first, second)] == ["arrests", "warrants"]
    assert table(first).equals(table(sent(ARRESTS)[0]))
    assert table(second).equals(table(sent(WARRANTS)[0]))
    beside[1][len(HEADINGS) + 4] = "9999"
    assert met(sent(beside)[1])[0] == ("unknown_collar_number", "L2")


def test_each_table_speaks_of_the_days_that_its_own_title_states() -> None:
    below = [["Week commencing 1 June 2026"], *ARRESTS, [], ["Week commencing 8 June 2026"], *WARRANTS]
    _, second = sent(below)
    assert second.coverage is not None and second.coverage.start == dt.date(2026, 6, 8)


@pytest.mark.parametrize("side", ["below", "beside"])
def test_the_same_export_twice_with_other_columns_is_refused_rather_than_half_loaded(side: str) -> None:
    other = grid("Arrests", [{"Custody Ref": "R8"}, {"Custody Ref": "R9"}, {"Custody Ref": "R10"}])
    turned = [[None, *row] for row in other]
    together = [*ARRESTS, [], *turned] if side == "below" else [[*a, *t] for a, t in zip(ARRESTS, turned, strict=True)]
    [found] = sent(together)
    assert (found.status, [code for code, _ in met(found)]) == ("refused", ["table_twice"])


def test_the_same_export_twice_with_the_same_columns_is_one_table() -> None:
    [found] = sent([*ARRESTS[:2], [], ["Daventry"], HEADINGS, *ROWS[1:]])
    assert found.accepted == 3


HIDING = {"week.xlsx": book, "week.ods": ods, "week.xlsb": xlsb, "week.xls": xls}


@pytest.mark.parametrize("name", HIDING)
def test_errors_and_hidden_rows_and_sheets_are_named_in_every_format(name: str) -> None:
    cells = grid("Arrests", [{}, {"Arrested At": "#REF!"}, {}])
    sheets = {"Off": WARRANTS, **lists(), "Arrests": cells}
    found = outcomes((name, HIDING[name](sheets, hidden=["Off"], hidden_rows=[4])))
    arrests = next(one for one in found if one.export_id == "arrests")
    assert [(code, cell) for code, cell in met(arrests) if code != "old_format"] == [
        ("hidden_rows", ""),
        ("error_cell", "B3"),
    ]
    assert (arrests.accepted, arrests.set_aside) == (2, 1)
    assert next(one for one in found if one.sheet == "Off").problems[0].code == "hidden_sheet"
