"""What each format brings of its own: text files in every dialect, zips, macros, the 1904 calendar."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from metrics.intake import SheetOutcome
from tests.intake.books import book, csv_text, grid, lists, met, outcomes, with_lists, with_part
from tests.intake.writers import ods, zipped

ARRESTS = grid("Arrests", [{}, {"Offence": "Café damage"}])
TEXT = csv_text(ARRESTS)
LISTS = ("lists.xlsx", book(lists()))


def of_text(data: bytes, name: str = "arrests.csv") -> SheetOutcome:
    return next(one for one in outcomes(LISTS, (name, data)) if one.file == name)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_text_in_every_dialect_with_and_without_its_mark(encoding: str, mark: str) -> None:
    found = of_text(csv_text(ARRESTS, mark).encode(encoding))
    assert (found.accepted, met(found)) == (2, [])
    assert found.rows is not None and found.rows["offence"].to_pylist() == ["Example", "Café damage"]


@pytest.mark.parametrize("newline", ["\n", "\r", "\r\n"])
def test_line_breaks_of_every_system_and_within_quotes(newline: str) -> None:
    text = TEXT.replace("\r\n", newline).replace("Café damage", f'"Café{newline}damage"')
    found = of_text(text.encode())
    assert found.accepted == 2
    assert found.rows is not None and found.rows["offence"].to_pylist()[1] == f"Café{newline}damage"


@pytest.mark.parametrize("first", ["sep=;\r\n", '"sep=;"\n', "SEP=;\n"])
def test_the_line_that_names_the_delimiter_is_obeyed_and_counts_as_a_row(first: str) -> None:
    found = of_text((first + csv_text(ARRESTS, ";")).encode())
    assert met(found) == []
    assert found.rows is not None and found.rows["source_row"].to_pylist() == [3, 4]


def test_a_quotation_mark_that_is_never_closed_swallows_no_rows() -> None:
    found = of_text(TEXT.replace("Example", '"Example', 1).encode())
    assert (found.status, met(found)) == ("refused", [("damaged", "")])
    assert "quotation mark" in found.problems[0].message


def test_a_lost_character_is_an_error_at_its_cell_and_never_a_shorter_text() -> None:
    found = of_text(TEXT.replace("R1", "R\x001").encode())
    assert met(found) == [("error_cell", "A2")]
    undefined = TEXT.encode("cp1252").replace(b"R2", b"R\x812")
    assert met(of_text(undefined)) == [("error_cell", "A3")]


def test_hard_spaces_in_cells_are_spaces() -> None:
    found = of_text(TEXT.replace("10/06/2026 14:30:00", "10/06/2026\u00a014:30:00\u00a0").encode())
    assert (found.accepted, met(found)) == (2, [])


def test_a_zip_of_files_is_its_files_each_named_within_it() -> None:
    data = zipped({"a/lists.xlsx": book(lists()), "a/arrests.csv": TEXT, "__MACOSX/a": "x", "a/.DS_Store": "x"})
    found = outcomes(("week.zip", data))
    assert [one.file for one in found] == [*["week.zip/a/lists.xlsx"] * 3, "week.zip/a/arrests.csv"]
    assert [one.accepted for one in found] == [3, 4, 1, 2]


def test_of_a_zip_what_is_damaged_is_refused_by_name_and_the_rest_is_read() -> None:
    data = zipped({"bad.xlsx": book(lists())[:900], "arrests.csv": TEXT, "plan.pdf": "%PDF-1.4"})
    found = {one.file: one for one in outcomes(LISTS, ("week.zip", data))}
    assert met(found["week.zip/bad.xlsx"]) == [("damaged", "")]
    assert (found["week.zip/plan.pdf"].status, met(found["week.zip/plan.pdf"])) == (
        "ignored",
        [("left_out_of_zip", "")],
    )
    assert found["week.zip/arrests.csv"].accepted == 2


def test_a_zip_beside_other_files_keeps_each_answer_with_its_file() -> None:
    packed = zipped({"one.xlsx": book({"Arrests": ARRESTS}), "two.xlsx": book({"Warrants": grid("Warrants", [{}])})})
    found = outcomes(("empty.csv", b""), ("week.zip", packed), LISTS, ("last.csv", TEXT.encode()))
    assert {(one.file, one.export_id) for one in found} == {
        ("empty.csv", None),
        ("week.zip/one.xlsx", "arrests"),
        ("week.zip/two.xlsx", "warrants"),
        *(("lists.xlsx", export) for export in ("beats", "officers", "places")),
        ("last.csv", "arrests"),
    }


def test_macros_are_not_run_and_it_is_said_once_and_in_a_plain_workbook_they_are_refused() -> None:
    data = with_part(with_lists({"Arrests": ARRESTS}), "xl/vbaProject.bin")
    found = outcomes(("week.xlsm", data))
    assert [one.accepted for one in found] == [3, 4, 1, 2]
    assert [code for one in found for code, _ in met(one)] == ["macros_not_run"]
    [refused] = outcomes(("week.xlsx", data))
    assert met(refused) == [("unsafe", "")]


def test_dates_of_the_1904_calendar_are_the_same_days() -> None:
    made = Workbook()
    made.epoch = CALENDAR_MAC_1904
    sheet = made.worksheets[0]
    for row in ARRESTS:
        sheet.append(row)
    stream = io.BytesIO()
    made.save(stream)
    found = of_text(stream.getvalue(), "mac.xlsx")
    assert found.rows is not None
    assert found.rows["arrested_at"].to_pylist() == [dt.datetime(2026, 6, 10, 14, 30)] * 2


def test_a_formula_without_a_saved_result_is_no_blank_in_an_opendocument_file() -> None:
    cells = grid("Arrests", [{}, {"Collar No": ("=", "A1")}])
    found = next(one for one in outcomes(("w.ods", ods({**lists(), "Arrests": cells}))) if one.export_id == "arrests")
    assert met(found) == [("error_cell", "C3")]


def test_repeated_blank_rows_and_cells_of_an_opendocument_file_move_no_mark() -> None:
    data = ods({**lists(), "Arrests": grid("Arrests", [{}, {"Beat": "#REF!"}])})
    blank = b'<table:table-cell table:number-columns-repeated="9"/>'
    again = b'<table:table-row table:number-rows-repeated="7">' + blank + b"</table:table-row>"
    content = content_of(data)
    at = content.rindex(b'<table:table-row><table:table-cell office:value-type="string"><text:p>R2')
    moved = with_part(data, "content.xml", content[:at] + again + content[at:])
    found = next(one for one in outcomes(("w.ods", moved)) if one.export_id == "arrests")
    assert met(found) == [("error_cell", "E10")]


def content_of(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return parts.read("content.xml")
