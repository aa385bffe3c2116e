"""One small workbook per kind of problem, with the cell where it must be found: `python -m tests.intake.make_faults`.

The workbooks are committed in sample_data/faults/, with expected.json: the problems that the intake reports for each.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from metrics.problems import Problem
from metrics.terms import Area
from tests.intake.books import book, duty_hours, grid, lists, outcomes, with_lists, with_part
from tests.intake.writers import compound, xls, zipped

FOLDER = Path(__file__).parents[2] / "sample_data" / "faults"
EXPECTED = FOLDER / "expected.json"
WITHOUT_FILE = {
    "could_not_read": "needs a child that dies: tested with a reader that has no time",
    "not_tried": "needs a child that dies of three files: tested in test_guard.py",
    "matched_headings": "needs a choice made by hand: tested in test_matching.py",
    "takes_away_more_than_half": "needs an earlier load: tested in test_coverage.py",
}
JUNE = dt.datetime(2026, 6, 10, 14, 30)


@dataclass(frozen=True)
class FaultFile:
    """A workbook and where its problems must be found: (code, sheet, cell)."""

    code: str
    data: bytes
    found: tuple[tuple[str, str, str], ...]
    ending: str = "xlsx"
    area: Area | None = None

    @property
    def name(self) -> str:
        """Its file name."""
        return f"{self.code}.{self.ending}"


def in_sheet(code: str, sheet: str, cell: str, *rows: dict[str, Any], area: Area | None = None) -> FaultFile:
    """A good row first, so that the fault stands in row 3, then the faulty ones."""
    data = with_lists({sheet: grid(sheet, [{}, *rows])})
    return FaultFile(code, data, ((code, sheet, cell),), area=area)


def of_file(code: str, data: bytes, ending: str = "xlsx") -> FaultFile:
    """A file that is refused whole."""
    return FaultFile(code, data, ((code, "", ""),), ending)


def file_faults() -> list[FaultFile]:
    """Faults of a whole file."""
    good = with_lists({"Arrests": grid("Arrests", [{}])})
    shopping = book({"Shopping": [["Item", "Price"], ["Tea", 3]]})
    far = (
        b'<worksheet><sheetData><row><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    nothing = (("not_ours", "Shopping", ""), ("nothing_recognised", "", ""))
    return [
        of_file("empty_file", b""),
        of_file("wrong_type", b"The arrests of this week\n", "txt"),
        of_file("old_or_protected", compound({"EncryptionInfo": b"x", "EncryptedPackage": b"x"})),
        of_file("damaged", good[: len(good) // 2]),
        of_file("unsafe", with_part(good, "xl/vbaProject.bin")),
        of_file("too_large", with_part(good, "xl/worksheets/sheet4.xml", far)),
        FaultFile("nothing_recognised", shopping, nothing),
        *file_notes(good),
    ]


def file_notes(good: bytes) -> list[FaultFile]:
    """What is said of a file that is read all the same."""
    sheets = {**lists(), "Arrests": grid("Arrests", [{}])}
    packed = zipped({"arrests.xlsx": good, "read me.txt": b"The arrests of this week\n"})
    return [
        FaultFile("old_format", xls(sheets), (("old_format", "", ""),), "xls"),
        FaultFile("macros_not_run", with_part(good, "xl/vbaProject.bin"), (("macros_not_run", "", ""),), "xlsm"),
        FaultFile("left_out_of_zip", packed, (("left_out_of_zip", "", ""),), "zip"),
    ]


def sheet_faults() -> list[FaultFile]:
    """Faults of a whole sheet."""
    arrests = grid("Arrests", [{}])
    headings, *rows = grid("Arrests", [{}, {}])
    totals = ["Total", None, None, None, None, 2, None]
    late = [{"Arrested At": dt.datetime(2026, 6, 8 + i, 9)} for i in range(6)] + [
        {"Arrested At": dt.datetime(2026, 5, 4)}
    ]

    def arrests_with(code: str, cells: list[list[Any]], cell: str = "", **options: Any) -> FaultFile:
        return FaultFile(code, with_lists({"Arrests": cells}, **options), ((code, "Arrests", cell),))

    return [
        FaultFile("not_ours", with_lists({"Arrests": arrests, "Notes": [["Read me"]]}), (("not_ours", "Notes", ""),)),
        FaultFile("empty_sheet", with_lists({"Arrests": arrests, "Sheet2": []}), (("empty_sheet", "Sheet2", ""),)),
        FaultFile(
            "hidden_sheet",
            with_lists({"Arrests": arrests, "Warrants": grid("Warrants", [{}])}, hidden=["Warrants"]),
            (("hidden_sheet", "Warrants", ""),),
        ),
        arrests_with("missing_heading", grid("Arrests", [{}], without=["Custody Ref"])),
        arrests_with("heading_twice", [[*headings, "Offence"], *([*row, "Other"] for row in rows)], "H1"),
        arrests_with("no_days", [headings]),
        FaultFile("no_rows", book({"Beats": grid("Beats", [])}), (("no_rows", "Beats", ""),)),
        arrests_with("extra_columns", [[*headings, "Shift"], *([*row, "Late"] for row in rows)]),
        arrests_with("hidden_rows", [headings, *rows], hidden_rows=[3]),
        arrests_with("totals_row", [headings, *rows, totals], "A4"),
        *layout_faults(),
        arrests_with("late_rows", grid("Arrests", late)),
    ]


def layout_faults() -> list[FaultFile]:
    """Rows that are no records, and a second table."""
    headings, *rows = grid("Arrests", [{}, {}])
    units: list[Any] = [None, "(dd/mm/yyyy)", "(number)", None, None, None, None]
    turned = [[None, *row] for row in grid("Arrests", [{"Custody Ref": "R8"}])]

    def arrests_with(code: str, cells: list[list[Any]], cell: str) -> FaultFile:
        return FaultFile(code, with_lists({"Arrests": cells}), ((code, "Arrests", cell),))

    return [
        arrests_with("unit_row", [headings, units, *rows], "B2"),
        arrests_with("repeated_headings", [headings, rows[0], headings, rows[1]], "A3"),
        arrests_with("group_row", [headings, ["Corby sector"], *rows], "A2"),
        arrests_with("footnote", [headings, *rows, [], ["* Figures of this week may still change."]], "A5"),
        arrests_with("table_twice", [headings, *rows, [], *turned], "A5"),
    ]


def cell_faults() -> list[FaultFile]:
    """Faults of one cell."""
    return [
        in_sheet("blank_cell", "Arrests", "C3", {"Collar No": None}),
        in_sheet("error_cell", "Arrests", "B3", {"Arrested At": "#REF!"}),
        in_sheet("not_a_date", "Arrests", "B3", {"Arrested At": "32/06/2026"}),
        in_sheet("became_a_date", "Duties", "A3", {"Duty Ref": dt.date(2026, 3, 1)}),
        in_sheet("not_a_number", "Targets", "D3", {"Target": "a few", "Role": "All"}),
        in_sheet("not_whole", "Crime Figures", "E3", {"Count": 2.5, "Category": "Theft"}),
        in_sheet("too_small", "Crime Figures", "E3", {"Count": -1, "Category": "Theft"}),
        in_sheet("not_yes_no", "PPNs", "H3", {"Returned For Quality": "perhaps"}),
        in_sheet("not_a_choice", "Intelligence", "E3", {"Source": "Hearsay"}),
    ]


def row_faults() -> list[FaultFile]:
    """Faults of a row against the lists and against other rows."""
    before = {"Collar No": "0104", "Arrested At": JUNE}
    night = {"Start": dt.datetime(2026, 6, 10, 17), "End": dt.datetime(2026, 6, 10, 8)}
    same = (("same_reference", "Arrests", "A2"), ("same_reference", "Arrests", "A3"))
    twice = with_lists({"Arrests": grid("Arrests", [{"Custody Ref": "R1"}, {"Custody Ref": "R1", "Offence": "Theft"}])})
    searches = grid("Published Stop Searches", [{}, {}, {"Date": dt.datetime(2026, 7, 1, 0, 30)}])
    july = with_lists({"Published": [["Stop and search, June 2026"], *searches]})
    return [
        FaultFile("outside_days", july, (("outside_days", "Published", "B5"),)),
        in_sheet("unknown_collar_number", "Arrests", "C3", {"Collar No": "9999"}),
        in_sheet("not_posted", "Arrests", "C3", before),
        in_sheet("pcso_power", "Arrests", "C3", {"Collar No": "0102"}),
        in_sheet("named_unknown", "Arrests", "D3", {"Assisting Collar Nos": "0103; 9999"}),
        in_sheet("named_not_posted", "Warrants", "E3", {"Other Collar Nos": "0104", "Executed On": JUNE.date()}),
        in_sheet("named_pcso", "Arrests", "D3", {"Assisting Collar Nos": "0102"}),
        in_sheet("unknown_beat", "Arrests", "E3", {"Beat": "X99"}),
        in_sheet("unknown_place", "Duties", "F3", {"Place Code": "PL9"}),
        in_sheet("unknown_state", "Duties", "E3", {"State": "Drone flying"}),
        in_sheet("beat_not_listed", "Meetings", "A3", {"Beat": "X99"}),
        in_sheet("unknown_area", "Targets", "A3", {"Area": "X99"}),
        in_sheet("unknown_kpi", "Targets", "B3", {"KPI": "smiles"}),
        in_sheet("end_before_start", "Duties", "D3", night),
        in_sheet("overlapping_segments", "Duties", "C3", {"State": "Court", **duty_hours(1)}),
        FaultFile("same_reference", twice, same),
        in_sheet("outside_area", "Arrests", "C3", {"Collar No": "0103"}, area=Area("lpa", "North")),
        in_sheet("needs_rationale", "Targets", "J3", {"KPI": "arrests"}),
    ]


def faults() -> list[FaultFile]:
    """Every fault workbook."""
    return [*file_faults(), *sheet_faults(), *cell_faults(), *row_faults()]


def problems_of(fault: FaultFile, data: bytes) -> list[Problem]:
    """What the intake says of it."""
    return [problem for one in outcomes((fault.name, data), area=fault.area) for problem in one.problems]


def main() -> None:
    """Write the workbooks and what is expected of them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    expected = {}
    for fault in faults():
        (FOLDER / fault.name).write_bytes(fault.data)
        given = f"{fault.area.level}:{fault.area.key}" if fault.area else None
        problems = [problem.as_dict() for problem in problems_of(fault, fault.data)]
        expected[fault.code] = {"file": fault.name, "area": given, "problems": problems}
    EXPECTED.write_text(json.dumps(expected, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
