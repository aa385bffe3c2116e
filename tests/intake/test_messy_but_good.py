"""Files as forces really send them: none of it changes a figure."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pyarrow as pa
import pytest

from metrics.catalogue import exports
from metrics.intake import SheetOutcome
from metrics.intake.headings import names_of, normal
from metrics.intake.template import template_workbook
from metrics.terms import Area
from tests.intake.books import Grid, book, csv_text, grid, lists, met, of, outcome, outcomes, with_lists

ROWS: list[dict[str, Any]] = [{}, {"Collar No": "0103", "Beat": "W01"}, {"Offence": "Theft; from shop"}]
GOOD = grid("Arrests", ROWS)
NOT_CONTENT = ["source_row"]


def table(found: SheetOutcome) -> pa.Table:
    assert found.rows is not None
    return found.rows.drop_columns(NOT_CONTENT)


def expected() -> pa.Table:
    return table(of("Arrests", outcomes(("week.xlsx", with_lists({"Arrests": GOOD})))))


def sent(cells: Grid, sheet: str = "Arrests") -> SheetOutcome:
    return of(sheet, outcomes(("week.xlsx", with_lists({sheet: cells}))))


def shuffled_columns(cells: Grid) -> Grid:
    order = list(range(len(cells[0])))
    random.Random(3).shuffle(order)
    return [[row[i] for i in order] for row in cells]


MESSES: dict[str, Grid] = {
    "title rows": [["Arrests by officer"], [], ["Printed on 16/06/2026"], *GOOD],
    "a column to the left": [[None, *row] for row in GOOD],
    "other order": shuffled_columns(GOOD),
    "other case": [[str(h).upper() for h in GOOD[0]], *GOOD[1:]],
    "line breaks and hard spaces": [[str(h).replace(" ", "\u00a0\n") for h in GOOD[0]], *GOOD[1:]],
    "underscores": [[str(h).replace(" ", "_") for h in GOOD[0]], *GOOD[1:]],
    "stars": [[f"{h} *" for h in GOOD[0]], *GOOD[1:]],
    "synonyms": [["Custody Reference", "Arrest Date", "Shoulder Number", *GOOD[0][3:]], *GOOD[1:]],
    "blank rows": [GOOD[0], [], GOOD[1], [None] * 7, *GOOD[2:], [], []],
    "spaces in cells": [GOOD[0], *[[f" {c} " if isinstance(c, str) else c for c in row] for row in GOOD[1:]]],
}


@pytest.mark.parametrize("mess", MESSES)
def test_layout_does_not_matter(mess: str) -> None:
    found = sent(MESSES[mess])
    assert found.problems == ()
    assert table(found).equals(expected())


def test_any_sheet_name_will_do() -> None:
    assert table(sent(GOOD, "Sheet1")).equals(expected())


def test_a_file_per_sheet_in_any_order_is_the_same_as_one_workbook() -> None:
    files = [(f"{name}.xlsx", book({name: cells})) for name, cells in {"Arrests": GOOD, **lists()}.items()]
    found = outcomes(*files)
    assert [one.export_id for one in found] == ["beats", "officers", "places", "arrests"]
    assert table(found[-1]).equals(expected())


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv_in_each_dialect(mark: str, encoding: str) -> None:
    cells = [*GOOD, ["R9", dt.datetime(2026, 6, 11, 9), "0101", None, "N01", "Café damage", "Charged"]]
    text = csv_text(cells, mark).encode(encoding)
    found = outcomes(("lists.xlsx", book(lists())), ("arrests.csv", text))[-1]
    assert found.problems == ()
    wanted = table(sent(cells))
    assert table(found).equals(wanted)


def test_totals_rows_are_left_out_and_named() -> None:
    total: list[Any] = ["Total", None, None, None, None, 3, None]
    grand: list[Any] = [None, "Grand total", None, None, None, 3, None]
    found = sent([*GOOD, total, grand])
    assert met(found) == [("totals_row", "A5"), ("totals_row", "A6")]
    assert table(found).equals(expected())


def test_a_record_whose_first_cell_begins_with_total_is_a_record() -> None:
    found = sent([["Offence", *GOOD[0][:5]], ["Total loss fraud", *GOOD[1][:5]]])
    assert (found.accepted, met(found)) == (1, [])


def test_extra_columns_are_named_and_nothing_else_changes() -> None:
    found = sent([[*row, extra] for row, extra in zip(GOOD, ["Shift", "Late", "Early", "Late"], strict=True)])
    assert met(found) == [("extra_columns", "")]
    assert table(found).equals(expected())


def test_row_numbers_are_the_sheets_own() -> None:
    found = sent(MESSES["title rows"])
    assert found.rows is not None and found.rows["source_row"].to_pylist() == [5, 6, 7]


def test_numbers_become_the_text_that_was_meant() -> None:
    found = sent([GOOD[0], [1234.0, *GOOD[1][1:]]])
    assert found.rows is not None and found.rows["custody_ref"].to_pylist() == ["1234"]


def test_collar_number_with_point_zero() -> None:
    people = grid("Officers", [{"Collar No": "1234"}])
    given = book(
        {**lists(), "Officers": people, "Arrests": grid("Arrests", [{"Collar No": 1234.0}, {"Collar No": "1234.0"}])}
    )
    found = of("Arrests", outcomes(("week.xlsx", given)))
    assert found.rows is not None and found.rows["collar_no"].to_pylist() == ["1234", "1234"]


def test_identical_rows_count_once() -> None:
    found = sent([GOOD[0], GOOD[1], GOOD[1], GOOD[2]])
    assert (found.accepted, found.identical, found.set_aside) == (2, 1, 0)


def test_three_rows_of_one_key_two_of_them_identical_are_all_set_aside() -> None:
    other = [GOOD[1][0], *GOOD[2][1:]]
    found = sent([GOOD[0], GOOD[1], GOOD[1], other])
    assert (found.accepted, found.set_aside, found.identical) == (0, 2, 1)


def test_the_same_content_has_the_same_hash_whatever_the_file() -> None:
    text = csv_text([["Custody Ref", "Arrested At", "Collar No"], ["R1", "10/06/2026", "0101"]])
    sheet = book({"Any": [["Custody Ref", "Arrested At", "Collar No"], ["R1", "10/06/2026", "0101"], [None]]})
    one, two = outcomes(("a.csv", text.encode()), ("b.xlsx", sheet))
    assert one.content_hash == two.content_hash
    assert one.file_hash != two.file_hash


def test_the_template_reads_back_whole() -> None:
    found = outcomes(("template.xlsx", template_workbook(examples=True)))
    assert [one.export_id for one in found] == [one.id for one in exports().values() if not one.is_published]
    assert {one.status for one in found} == {"acceptable"}
    assert all(one.accepted == 1 and one.set_aside == 0 for one in found)


def test_no_synonym_means_two_headings() -> None:
    for export in exports().values():
        seen: dict[str, str] = {}
        for column in export.columns:
            for name in (column.heading, *column.synonyms):
                assert seen.setdefault(normal(name), column.heading) == column.heading, (export.sheet, name)
        assert len(names_of(export)) == len(seen)


def test_a_sheet_that_lacks_a_heading_is_refused_and_the_one_beside_it_is_not() -> None:
    lame = grid("Warrants", [{}], without=["Executed On", "Warrant Ref"])
    found = outcomes(("week.xlsx", with_lists({"Warrants": lame, "Arrests": GOOD})))
    assert of("Warrants", found).status == "refused"
    assert "Warrant Ref and Executed On are missing" in of("Warrants", found).problems[0].message
    assert table(of("Arrests", found)).equals(expected())


@pytest.mark.parametrize(
    "headings",
    [
        ["Asset No", "Make", "Model", "Serviced On", "Service Due", "Depot"],
        ["Complaint Ref", "Lodged On", "Lodged By", "Closed On", "Finding"],
        ["Collar No", "Radio No", "Issued On", "Returned On"],
        ["Date", "Officer", "Comment"],
    ],
)
def test_sheets_of_others_are_ignored(headings: list[Any]) -> None:
    found = of("Other", outcomes(("week.xlsx", with_lists({"Other": [headings, ["x"] * len(headings)]}))))
    assert found.status == "ignored"


def test_whose_rows_they_are_and_who_is_credited() -> None:
    found = outcome("Arrests", [{"Assisting Collar Nos": "0103, 0101"}], area=Area("lpa", "North"))
    assert found.rows is not None
    [row] = found.rows.to_pylist()
    assert (row["team_level"], row["team"], row["role"]) == ("beat", "N01", "PC")
    assert row["named_collars"] == ["0101", "0103"]
    assert row["named_teams"] == ["beat:N01", "beat:W01"]


def test_leave_and_sickness_become_absence_and_it_is_said() -> None:
    found = outcome("Duties", [{"State": "annual leave"}, {"State": "Sick"}, {"State": "Rest day"}])
    assert found.rows is not None
    assert found.rows["state"].to_pylist() == ["Absence", "Absence", "Rest day"]
    assert found.dropped == ("Leave, sickness and other absence (2 rows) were stored as Absence.",)


def test_an_unknown_state_is_kept_as_not_known() -> None:
    found = outcome("Duties", [{"State": "Drone flying"}])
    assert found.rows is not None and found.rows["state"].to_pylist() == ["State not known"]


def test_a_location_is_only_kept_as_a_keyed_hash_and_a_reason_not_at_all() -> None:
    found = outcome("Incidents", [{"Location": "1 High Street"}, {"Location": "1  high street"}])
    assert found.rows is not None
    one, two = found.rows["location"].to_pylist()
    assert one == two and len(one) == 64
    assert found.dropped == ("Location was kept only as a keyed hash, enough to count repeats.",)
    assert "reason" not in table(outcome("Referrals", [{}])).column_names


def test_a_blank_outcome_is_unknown_and_kept() -> None:
    found = outcome("Stop Searches", [{"Outcome": None}])
    assert (found.accepted, met(found)) == (1, [])
