"""Headings matched by hand: how a source is told, what is guessed, and that a matched sheet gives the rows it would have."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.catalogue import exports
from metrics.intake import SheetOutcome, check_sheet, read_files
from metrics.intake.guessing import faults_of, matching_of
from metrics.intake.headings import normal
from metrics.intake.matching import Known, Matching, source_of
from metrics.intake.offer import Offer
from metrics.intake.parse import ReadSheet
from metrics.intake.reader import Sheet
from metrics.intake.source_lines import SourceLine, lines_offered
from metrics.terms import WHOLE_FORCE
from tests.intake.books import TODAY, Grid, book, csv_text, export_of, grid
from tests.intake.test_properties import DAY, KNOWN, QUICK, numbered
from tests.warm_reader import READER

EXTRACT: Grid = [
    ["Custody extract for the week", None, None, None, None],
    ["Run by Invented System 4", None, None, None, None],
    ["Ref number", "When detained", "Arresting officer", "Offence type", "Ward"],
    ["C/1", "09/11/2026 10:00", "0101", "Theft", "N01"],
    ["C/2", "10/11/2026 11:30", "0101", "Affray", "N01"],
]
CHOSEN = {
    "Custody Ref": "refno",
    "Arrested At": "whendetained",
    "Collar No": "arrestingofficer",
    "Offence": "offencetype",
}


def read(cells: Grid, known: Known | None = None, name: str = "extract.csv") -> ReadSheet | SheetOutcome:
    return read_files([(name, csv_text(cells).encode())], reader=READER, by_hand=known)[0]


def head(cells: Grid) -> Sheet:
    found = read(cells).head
    assert found is not None
    return found


def chosen(cells: Grid, columns: dict[str, str], export: str = "arrests", line: int = 0) -> dict[str, Matching]:
    """What is known once somebody has made this choice."""
    matching = matching_of(lines_offered(head(cells), "x.csv")[line], exports()[export], columns)
    return {matching.source: matching}


def matched(cells: Grid, columns: dict[str, str] = CHOSEN) -> ReadSheet:
    found = read(cells, chosen(EXTRACT, columns), "another name 2.csv")
    assert isinstance(found, ReadSheet)
    return found


def messages(found: ReadSheet) -> list[str]:
    return [met.message for _, _, met in found.problems]


# ------------------------------------------------------------------------------------------------------ the source
def test_a_source_is_its_headings_in_any_order_and_nothing_else() -> None:
    assert source_of(["refno", "ward"]) == source_of(["ward", "", "refno"])
    assert source_of(["refno", "ward"]) != source_of(["refno"])
    assert source_of(["refno", "ward"]) != source_of(["refno", "ward", "beat"])


def test_a_heading_that_stands_twice_is_told_apart_by_its_place_so_the_order_counts() -> None:
    assert source_of(["date", "ward", "date#2"]) != source_of(["ward", "date", "date#2"])
    line = lines_offered(head([["Ref", "Happened", "Happened"], ["C1", "Monday", "Tuesday"]]), "")[0]
    assert list(line.texts) == ["ref", "happened", "happened#2"]
    assert line.samples["happened#2"] == ("Tuesday",)


def test_the_same_source_is_recognised_whatever_its_file_titles_and_order() -> None:
    again = [["An other title"], [], *([row[i] for i in (4, 2, 0, 3, 1)] for row in EXTRACT[2:])]
    found = matched(again)
    assert (found.export.id, found.header, found.values["Custody Ref"]) == ("arrests", 2, ["C/1", "C/2"])
    assert found.values["Collar No"] == ["0101", "0101"]


@pytest.mark.parametrize("change", ["Ref numbr", "Reference", ""])
def test_other_headings_are_another_source(change: str) -> None:
    other = [*EXTRACT[:2], [change or None, *EXTRACT[2][1:]], *EXTRACT[3:]]
    assert isinstance(read(other, chosen(EXTRACT, CHOSEN)), SheetOutcome)


def test_a_choice_of_an_export_that_is_gone_is_passed_over() -> None:
    [(source, made)] = chosen(EXTRACT, CHOSEN).items()
    assert isinstance(read(EXTRACT, {source: Matching(source, "gone", made.columns)}), SheetOutcome)


def test_a_choice_that_lacks_a_needed_heading_refuses_the_sheet_and_can_be_made_again() -> None:
    less = {heading: name for heading, name in CHOSEN.items() if heading != "Arrested At"}
    found = read(EXTRACT, chosen(EXTRACT, less))
    assert isinstance(found, SheetOutcome) and found.head is not None
    assert (found.status, found.problems[0].code) == ("refused", "missing_heading")


# ------------------------------------------------------------------------------------------------- what is said of it
def test_a_matched_sheet_says_so_and_by_whom() -> None:
    assert messages(matched(EXTRACT))[0] == (
        "Read with the headings matched by hand for this load: “Ref number” as Custody Ref, “When detained” as Arrested At, "
        "“Offence type” as Offence; match them again on the Uploads page if that is not right."
    )
    [(source, made)] = chosen(EXTRACT, CHOSEN).items()
    stored = Matching(source, made.export_id, made.columns, number=3, by="A Sample", at=dt.datetime(2026, 6, 15, 9))
    found = read(EXTRACT, {source: stored})
    assert isinstance(found, ReadSheet) and found.matching == stored
    assert messages(found)[0].startswith("Read with the headings matched by A Sample on 15 June 2026: “Ref number” as")


def test_what_would_have_been_read_by_its_own_heading_and_is_not_is_said() -> None:
    cells: Grid = [
        ["Custody Ref", "Arrested At", "Collar No", "Beat", "Ward"],
        ["C1", "09/11/2026", "0101", "x", "N01"],
    ]
    found = read(cells, chosen(cells, {**own(cells, 3), "Beat": "ward"}))
    assert isinstance(found, ReadSheet)
    assert found.values["Beat"] == ["N01"]
    assert "matched by hand for this load: “Ward” as Beat;" in messages(found)[0]
    without = read(cells, chosen(cells, own(cells, 3)))
    assert isinstance(without, ReadSheet) and "Beat" not in without.values
    assert "for this load: without Beat;" in messages(without)[0]


def own(cells: Grid, count: int) -> dict[str, str]:
    return {heading: normal(heading) for heading in cells[0][:count]}


def test_values_that_cannot_be_read_are_problems_at_their_cells_as_always() -> None:
    broken = [*EXTRACT[:4], ["C/2", "soon", "0101", None, "N01"], [None, "10/11/2026", "0101", None, "N01"]]
    found = matched(broken)
    assert [(met.code, met.cell) for _, _, met in found.problems if met.cell] == [
        ("blank_cell", "A6"),
        ("not_a_date", "B5"),
    ]
    outcome = check_sheet(found, KNOWN, area=WHOLE_FORCE, days=None, today=TODAY, secret=b"s")
    assert (outcome.accepted, outcome.set_aside) == (1, 2)


def test_nothing_is_kept_of_a_sheet_that_is_recognised_whole() -> None:
    found = read(grid("Arrests", [{}]))
    assert isinstance(found, ReadSheet) and (found.head, found.matching) == (None, None)


# ------------------------------------------------------------------------------------------------------ what is offered
def test_the_headings_row_the_export_and_the_columns_are_guessed() -> None:
    offer = Offer(read(EXTRACT), {})
    assert [line.words for line in offer.lines] == [
        "Row 3: Ref number, When detained, Arresting officer, Offence type, Ward"
    ]
    assert offer.likeliest(0).id == "arrests"
    start = offer.start(0, exports()["arrests"])
    assert {heading: start.get(heading) for heading in CHOSEN} == CHOSEN
    assert offer.lines[0].samples["refno"] == ("C/1", "C/2")


def test_a_sheet_that_lacks_a_needed_heading_is_offered_as_what_it_was_meant_to_be() -> None:
    cells = grid("PPNs", [{}, {}])
    cells[0] = ["Sent at" if heading == "Submitted At" else heading for heading in cells[0]]
    sheet = read(cells)
    assert isinstance(sheet, SheetOutcome) and sheet.problems[0].code == "missing_heading"
    offer = Offer(sheet, {})
    start = offer.start(0, offer.likeliest(0))
    assert offer.likeliest(0).id == "ppns"
    assert start["Submitted At"] == "sentat"
    assert start["Incident At"] == "incidentat", "a heading of ours is never given to another column"


def test_a_further_column_of_a_recognised_sheet_can_be_matched() -> None:
    cells = grid("Arrests", [{}, {}], without=["Offence"])
    cells = [[*cells[0], "Offence alleged"], *([*row, "Theft"] for row in cells[1:])]
    sheet = read(cells)
    assert isinstance(sheet, ReadSheet) and "Offence" not in sheet.values
    offer = Offer(sheet, {})
    now, start = offer.read_now(0, sheet.export), offer.start(0, sheet.export)
    assert start == {**now, "Offence": "offencealleged"}
    matching = matching_of(offer.lines[0], sheet.export, start)
    again = read(cells, {matching.source: matching})
    assert isinstance(again, ReadSheet)
    assert again.values == {**sheet.values, "Offence": ["Theft", "Theft"]}
    assert Offer(again, {matching.source: matching}).start(0, sheet.export) == start, "and changed again"


def test_what_was_matched_before_is_guessed_first_where_a_source_has_one_heading_more() -> None:
    odd = {"Custody Ref": "ward", "Arrested At": "whendetained", "Collar No": "arrestingofficer"}
    more = [*EXTRACT[:2], *([*row, value] for row, value in zip(EXTRACT[2:], ("Shift", "Early", "Late"), strict=True))]
    known = chosen(EXTRACT, odd)
    assert isinstance(read(more, known), SheetOutcome)
    assert Offer(read(more), known).start(0, exports()["arrests"])["Custody Ref"] == "ward"


def test_headings_over_two_rows_are_offered_together() -> None:
    cells: Grid = [
        ["Weekly extract", None, None, None],
        ["Record", None, "Officer in the case", None],
        ["Name", "Made", "Name", "Digits"],
        ["C1", dt.datetime(2026, 11, 9, 10), "Exampleby", "0101"],
    ]
    [out, _] = read_files([("e.xlsx", book({"Sheet1": cells}))], reader=READER)
    words = [line.words for line in Offer(out, {}).lines]
    assert words[0] == "Row 3: Name, Made, Name, Digits"
    assert "Rows 2 to 3: Record Name, Made, Officer in the case Name, Digits" in words
    line = Offer(out, {}).lines[words.index("Rows 2 to 3: Record Name, Made, Officer in the case Name, Digits")]
    names = list(line.texts)
    matching = matching_of(
        line, exports()["arrests"], {"Custody Ref": names[0], "Arrested At": names[1], "Collar No": names[3]}
    )
    [found] = read_files([("e.xlsx", book({"Other": cells}))], reader=READER, by_hand={matching.source: matching})
    assert isinstance(found, ReadSheet)
    assert (found.header, found.values["Custody Ref"], found.values["Collar No"]) == (2, ["C1"], ["0101"])


@pytest.mark.parametrize("cells", [[["1", "2"], ["3", "4"]], [["Alone"], ["x"]], [["Alpha", "Beta"]]])
def test_a_sheet_without_a_row_of_words_offers_none(cells: Grid) -> None:
    assert Offer(read(cells), {}).lines == []


@pytest.mark.parametrize("sheet", [export.sheet for export in exports().values()])
def test_the_guess_for_headings_that_are_ours_is_ours(sheet: str) -> None:
    out = SheetOutcome("x", "", "x", "ignored", head=Sheet("x", False, *columns(grid(sheet, [{}, {}]))))
    offer = Offer(out, {})
    export = export_of(sheet)
    assert offer.likeliest(0) == export
    assert offer.start(0, export) == {column.heading: normal(column.heading) for column in export.columns}


def columns(cells: Grid) -> tuple[list[list[str]], list[str]]:
    texts = [["" if value is None else str(value) for value in column] for column in zip(*cells, strict=True)]
    return texts, ["".join("s" if text else "e" for text in column) for column in texts]


# ------------------------------------------------------------------------------------------------ what cannot be used
def line() -> SourceLine:
    return lines_offered(head(EXTRACT), "")[0]


def test_needed_headings_that_nobody_chose_are_named() -> None:
    said = faults_of(exports()["arrests"], {"Collar No": "arrestingofficer"}, line().texts)
    assert said == ["Arrests needs Custody Ref and Arrested At: choose the column of each."]
    assert faults_of(exports()["arrests"], CHOSEN, line().texts) == []


def test_two_headings_cannot_share_a_column() -> None:
    said = faults_of(exports()["arrests"], {**CHOSEN, "Result": "offencetype"}, line().texts)
    assert said == ["“Offence type” is chosen for Offence and Result: a column can be only one of them."]


# -------------------------------------------------------------------------------------------------------- properties
ENGAGEMENT = st.fixed_dictionaries(
    {
        "Engaged On": DAY,
        "Activity": st.text("abc xyz", min_size=1, max_size=8).map(lambda text: f"A{text}"),
        "Attendees": st.none() | st.integers(0, 10_000),
        "Collar No": st.sampled_from(["0101", "0199"]),
    }
)
FOREIGN = st.text("bdfghjklmpqvwxz", min_size=4, max_size=9)


@QUICK
@given(
    rows=st.lists(ENGAGEMENT, min_size=1, max_size=8),
    names=st.lists(FOREIGN, min_size=10, max_size=10, unique=True),
    chance=st.randoms(use_true_random=False),
)
def test_a_matched_sheet_gives_exactly_the_rows_of_the_sheet_with_our_headings(
    rows: list[dict[str, Any]], names: list[str], chance: random.Random
) -> None:
    ours = grid("Engagements", numbered(rows, "Return No"))
    order = list(range(len(ours[0])))
    chance.shuffle(order)
    theirs = [[names[i] for i in order], *([row[i] for i in order] for row in ours[1:])]
    matching = Matching(source_of(theirs[0]), "engagements", {names[i]: heading for i, heading in enumerate(ours[0])})
    expected, found = outcome_of(ours, None), outcome_of(theirs, {matching.source: matching})
    assert found.rows == expected.rows
    assert found.set_aside_rows == expected.set_aside_rows
    assert sorted(p.code for p in found.problems) == sorted(["matched_headings", *(p.code for p in expected.problems)])


def outcome_of(cells: Grid, known: Known | None) -> SheetOutcome:
    sheet = read(cells, known, "e.csv")
    assert isinstance(sheet, ReadSheet)
    return check_sheet(sheet, KNOWN, area=WHOLE_FORCE, days=None, today=TODAY, secret=b"s")
