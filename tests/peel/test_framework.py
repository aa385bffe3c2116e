"""Sets of questions: what they start as, what can be kept, and the spreadsheet that people edit."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest

from metrics import catalogue
from metrics.loading import now
from metrics.peel.framework import TO_BE_VERIFIED, Question, QuestionSet, as_text, faults, from_text
from metrics.peel.sets import gone, keep_set, question_of, sets
from metrics.peel.spreadsheet import HEADINGS, read_set, set_workbook
from metrics.peel.starting_sets import FINDINGS, FRAMEWORK, NEXT, STARTING_SETS
from tests.small_force import SmallForce

SMALL = QuestionSet(
    "Own set", "2026", "current", "ours", (Question("one", "How are hours used?", kpis=("abstraction",)),)
)


def test_the_starting_sets_are_whole_and_name_only_kpis_that_there_are() -> None:
    assert [faults(held) for held in STARTING_SETS] == [[], [], []]
    assert len(FRAMEWORK.questions) == 10
    assert [one.id for one in FRAMEWORK.questions if not one.graded] == ["victims"]
    assert (FRAMEWORK.status, NEXT.status, FINDINGS.status) == ("current", "not verified", "superseded")
    assert FRAMEWORK.wording == NEXT.wording == TO_BE_VERIFIED
    assert len(NEXT.questions) == 1
    kinds = [one.kind for one in FINDINGS.questions]
    assert (kinds.count("improvement"), kinds.count("strength")) == (10, 1)
    assert all(one.source for one in FINDINGS.questions)
    assert {kpi for held in STARTING_SETS for one in held.questions for kpi in one.kpis} <= set(catalogue.kpis())


@pytest.mark.parametrize("held", STARTING_SETS, ids=lambda held: held.key)
def test_a_set_comes_back_from_its_text_and_from_its_spreadsheet_as_it_was(held: QuestionSet) -> None:
    assert from_text(as_text(held)) == held
    assert read_set("set.xlsx", set_workbook(held)) == held


def test_a_kept_version_stands_and_earlier_ones_are_known_before(force: SmallForce) -> None:
    before = now()
    changed = replace(FRAMEWORK, status="superseded")
    keep_set(force.store, changed, "lead", now())
    keep_set(force.store, SMALL, "lead", now())
    known = sets(force.store)
    assert [version.held.key for version in known] == [*(held.key for held in STARTING_SETS), SMALL.key]
    assert (known[0].held, known[0].number, known[0].by) == (changed, 2, "lead")
    assert sets(force.store, before)[0].held == FRAMEWORK
    assert question_of(known, SMALL.of(SMALL.questions[0])) == (SMALL, SMALL.questions[0])
    assert question_of(known, "no such question") is None
    with pytest.raises(ValueError, match="nothing is changed"):
        keep_set(force.store, SMALL, "lead", now())
    with pytest.raises(ValueError, match="Give your name"):
        keep_set(force.store, replace(SMALL, edition="2027"), " ", now())


def test_a_question_that_an_edited_set_drops_is_known_as_gone_until_it_stands_again(force: SmallForce) -> None:
    first, second = Question("one", "One?"), Question("two", "Two?")
    both, before = replace(SMALL, questions=(first, second)), now()
    assert gone(force.store) == {}
    keep_set(force.store, both, "lead", now())
    keep_set(force.store, replace(SMALL, questions=(first,)), "lead", now())
    assert gone(force.store) == {both.of(second): second}
    assert gone(force.store, before) == {}
    keep_set(force.store, replace(both, status="superseded"), "lead", now())
    assert gone(force.store) == {}


@pytest.mark.parametrize(
    ("held", "words"),
    [
        (replace(SMALL, name=""), "a name and an edition"),
        (replace(SMALL, status="valid"), "is no status"),  # type: ignore[arg-type]
        (replace(SMALL, questions=()), "no question"),
        (replace(SMALL, questions=SMALL.questions * 2), "stands twice"),
        (replace(SMALL, questions=(Question("one", ""),)), "an id and a title"),
        (replace(SMALL, questions=(Question("one", "Q", kpis=("arests",)),)), "no KPI called arests"),
        (replace(SMALL, questions=(Question("one", "Q", kind="finding"),)), "is no kind"),  # type: ignore[arg-type]
        (replace(SMALL, questions=(Question("one", "Q" * 2001),)), "write less"),
    ],
)
def test_what_is_wrong_with_a_set_is_said_in_one_sentence(force: SmallForce, held: QuestionSet, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        keep_set(force.store, held, "lead", now())
    assert len(sets(force.store)) == len(STARTING_SETS)


def edited(**cells: object) -> bytes:
    """The small set's spreadsheet with cells of its first question changed."""
    book = openpyxl.load_workbook(io.BytesIO(set_workbook(SMALL)))
    for head, value in cells.items():
        book["Questions"].cell(2, HEADINGS.index(head.replace("_", " ")) + 1).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_what_somebody_edits_in_the_spreadsheet_is_what_is_kept() -> None:
    given = edited(Question="=A1+1", Graded="No", KPIs="arrests, warrants", Characteristics="a\nb", Kind="improvement")
    book = openpyxl.load_workbook(io.BytesIO(given))
    book["Questions"]["F2"].data_type = "s"  # a person who types it as text
    out = io.BytesIO()
    book.save(out)
    (one,) = read_set("set.xlsx", out.getvalue()).questions
    assert one == Question("one", "=A1+1", "improvement", ("a", "b"), ("arrests", "warrants"), (), "", graded=False)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"Question": None}, "Row 2: Question ID and Question must both be filled in"),
        ({"Graded": "maybe"}, "Row 2: write yes or no under Graded"),
        ({"KPIs": "arests"}, "no KPI called arests"),
        ({"Status": "valid"}, "is no status"),
    ],
)
def test_a_wrong_cell_is_named(cells: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_set("set.xlsx", edited(**cells))


@pytest.mark.parametrize("data", [b"", b"no workbook", b"PK\x03\x04 cut", set_workbook(SMALL)[:900]])
def test_a_file_that_is_no_set_gets_one_plain_sentence(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        read_set("set.xlsx", data)


def test_rows_of_two_sets_in_one_file_are_refused() -> None:
    book = openpyxl.load_workbook(io.BytesIO(set_workbook(SMALL)))
    row = [cell.value for cell in book["Questions"][2]]
    book["Questions"].append([row[0], "2027", *row[2:4], "two", *row[5:]])
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(ValueError, match="Row 3: Edition is not the same"):
        read_set("set.xlsx", out.getvalue())
