"""Every fault workbook gives exactly its problem at its cell; nothing else is lost."""

from __future__ import annotations

import json
import os

import pytest

from metrics.problems import KINDS
from tests.intake.books import book, grid, lists, met, of, outcome, outcomes
from tests.intake.make_faults import EXPECTED, FOLDER, WITHOUT_FILE, FaultFile, faults, main, problems_of

FAULTS = faults()


@pytest.fixture(scope="module", autouse=True)
def golden() -> None:
    if os.environ.get("GOLDEN") == "write":
        main()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.code)
def test_each_workbook_gives_exactly_its_problem_at_its_cell(fault: FaultFile) -> None:
    problems = problems_of(fault, (FOLDER / fault.name).read_bytes())
    assert tuple((p.code, p.sheet, p.cell) for p in problems) == fault.found
    expected = json.loads(EXPECTED.read_text(encoding="utf-8"))[fault.code]["problems"]
    assert [p.as_dict() for p in problems] == expected


def test_every_kind_of_problem_has_its_workbook() -> None:
    assert {fault.code for fault in FAULTS} | set(WITHOUT_FILE) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.code)
def test_words_are_one_sentence_with_a_remedy(kind: object) -> None:
    words = KINDS[getattr(kind, "code")].words  # noqa: B009
    assert words.strip() == words
    assert ". " not in words.replace(".xlsx", "").replace(".csv", "")
    assert any(mark in words for mark in (":", ";"))


def test_a_fault_in_a_cell_the_row_can_do_without_is_a_warning_and_the_cell_stays_empty() -> None:
    found = outcome("Warrants", [{"Issued On": "soon"}])
    assert met(found) == [("not_a_date", "B2")]
    assert found.problems[0].severity == "warning"
    assert "counts without this cell" in found.problems[0].message
    assert found.rows is not None and found.rows["issued_on"].to_pylist() == [None]


@pytest.mark.parametrize(
    ("sheet", "heading"),
    [("Officers", "End Date"), ("Places", "End Date"), ("Targets", "To"), ("Watch Schemes", "Ended On")],
)
def test_a_bad_date_that_decides_how_long_something_holds_sets_the_row_aside(sheet: str, heading: str) -> None:
    given = {**lists(), sheet: grid(sheet, [{heading: "soon"}])}
    found = of(sheet, outcomes(("week.xlsx", book(given))))
    assert (found.accepted, found.set_aside) == (0, 1)


def test_accepted_rows_are_never_lost_because_others_are_set_aside() -> None:
    found = outcome("Arrests", [{}, {"Collar No": "9999"}, {}, {"Arrested At": "x"}])
    assert (found.accepted, found.set_aside) == (2, 2)
    assert found.rows is not None and found.rows["source_row"].to_pylist() == [2, 4]
    assert found.set_aside_rows == ((3, "R2", "unknown_collar_number"), (5, "R4", "not_a_date"))


def test_a_warning_that_comes_again_and_again_is_told_once_with_its_number() -> None:
    found = outcome("Arrests", [{"Beat": "X99"} for _ in range(30)])
    assert met(found) == [("unknown_beat", "E2")]
    assert "29 more cells" in found.problems[0].message


def test_every_row_set_aside_has_its_own_problem() -> None:
    found = outcome("Arrests", [{"Collar No": "9999"} for _ in range(30)])
    assert [p.cell for p in found.problems] == [f"C{row}" for row in range(2, 32)]


def test_a_lost_zero_is_named() -> None:
    found = outcome("Arrests", [{"Collar No": 101}])
    assert met(found) == [("unknown_collar_number", "C2")]
    assert "(0101 is: format the column as text)" in found.problems[0].message
