"""Faults go back in the sender's own workbook: marked, explained, listed, and nothing else changed."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook

from metrics.intake import SheetOutcome
from metrics.intake.reply import TITLE, faults_workbook, has_faults
from tests.intake.books import book, grid, lists, outcomes


def opened(data: bytes) -> Workbook:
    """A workbook as openpyxl sees it."""
    return openpyxl.load_workbook(io.BytesIO(data))


def outcomes_of(name: str, data: bytes) -> list[SheetOutcome]:
    """What the intake makes of one file beside the lists."""
    return [found for found in outcomes(("lists.xlsx", book(lists())), (name, data)) if found.file == name]


def arrests(**wrong: Any) -> bytes:
    """Three arrests, the second one with something wrong."""
    return book(
        {
            "Arrests": grid("Arrests", [{}, wrong, {}]),
            "Notes": [[("=", "SUM(1,2)"), "kept"], [dt.date(2026, 6, 1), 3.5]],
        }
    )


def test_each_faulty_cell_is_marked_and_explained_and_nothing_else_is_changed() -> None:
    data = arrests(**{"Arrested At": "yesterday"})
    outcomes = outcomes_of("week.xlsx", data)
    before, after = opened(data), opened(faults_workbook("week.xlsx", data, outcomes))
    assert after.sheetnames == [*before.sheetnames, TITLE]
    marked = []
    for sheet in before:
        for row in sheet.iter_rows():
            for cell in row:
                now = after[sheet.title][cell.coordinate]
                assert (now.value, now.data_type, now.number_format) == (cell.value, cell.data_type, cell.number_format)
                if now.comment:
                    marked.append((sheet.title, cell.coordinate, now.comment.text, now.fill.fgColor.rgb))
                else:
                    assert now.fill.patternType == cell.fill.patternType
    problems = [problem for outcome in outcomes for problem in outcome.problems if problem.cell]
    assert [(cell, words) for _, cell, words, _ in marked] == [(problem.cell, problem.message) for problem in problems]
    assert {fill for *_, fill in marked} == {"00FFD9A0"}
    listed = [[cell.value for cell in row] for row in after[TITLE].iter_rows(min_row=2)]
    assert [row[1:3] for row in listed if row[1]] == [[problem.cell, problem.message] for problem in problems]


def test_a_csv_file_comes_back_as_a_workbook_of_its_own_texts() -> None:
    data = b"Custody Ref,Arrested At,Collar No,Beat\n0012,yesterday,0101,N01\n=1+1,2026-06-10 14:30,0101,N01\n"
    after = opened(faults_workbook("arrests.csv", data, outcomes_of("arrests.csv", data)))
    sheet = after["arrests"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        ["0012", "yesterday", "0101", "N01"], ["=1+1", "2026-06-10 14:30", "0101", "N01"],
    ]  # fmt: skip
    assert sheet["A3"].data_type == "s"
    assert "yesterday" in sheet["B2"].comment.text


def test_a_file_without_faults_has_nothing_to_send_back() -> None:
    assert not has_faults([SheetOutcome("a.xlsx", "", "Arrests", "acceptable")])
    assert has_faults(outcomes_of("week.xlsx", arrests(**{"Arrested At": "yesterday"})))
