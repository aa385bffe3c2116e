"""What may leave the force: names found as people write them, counts by whole quarters, and a pack without people."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from metrics.pack.contents import ActionLine, Exhibit, Pack, Picture, Question, Source, Table
from metrics.pack.document import document
from metrics.pack.names import Names, Person
from metrics.pack.public import own_words, public
from metrics.pack.released import Counts, released
from metrics.pack.texts import names_in
from tests.pack.random_packs import picture

PEOPLE = (
    Person("Quillbrook", "Lee", "4417"), Person("May", "Ann", "2017"), Person("Corley", "Jo", "9350"),
    Person("O'Dunn", "Siân", "77"),
    Person("De Varrow", "Mia", "9351"), Person("Page", "Al", "9352"), Person("Quillbrook-Penn", "Tia", "9353"),
)  # fmt: skip
NAMES = Names(PEOPLE, ["Corley"])
OUT = "[name left out]"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("PC Quillbrook went.", f"PC {OUT} went."),
        ("Lee Quillbrook; Quillbrook, Lee; L Quillbrook; Quillbrook, L.", f"{OUT}; {OUT}; {OUT}; {OUT}"),
        ("QUILLBROOK's and Quillbrook’s", f"{OUT}'s and {OUT}’s"),
        ("quillbrook, Quillbrooks", "quillbrook, Quillbrooks"),  # not the name as it is written, nor the whole word
        ("Tia Quillbrook-Penn", OUT),  # the longer name first
        ("from 31 May 2026, 3 May to May 4", "from 31 May 2026, 3 May to May 4"),  # days
        ("May saw it; Ann May; PC May", f"{OUT} saw it; {OUT}; PC {OUT}"),
        # a place, unless a rank or a first name is there
        ("in Corley; PC Corley; Jo Corley", f"in Corley; PC {OUT}; {OUT}"),
        ("O'Dunn, O’Dunn and O'DUNN", f"{OUT}, {OUT} and {OUT}"),
        ("Mia De  Varrow, DE VARROW", f"{OUT}, {OUT}"),
        ("4417 (4417) PC4417 collar 4417", f"{OUT} ({OUT}) PC{OUT} collar {OUT}"),
        ("14417, 1,4417, 4417.5, 4417/2", "14417, 1,4417, 4417.5, 4417/2"),  # other numbers
        ("in 2017, 77 times; PC 2017, PS 77", f"in 2017, 77 times; PC {OUT}, PS {OUT}"),  # years, and too short alone
        ("Nobody is named here.", "Nobody is named here."),
    ],
)
def test_names_as_people_write_them(text: str, masked: str) -> None:
    assert NAMES.masked(text)[0] == masked
    assert NAMES.masked(text)[1] == masked.count(OUT)
    assert NAMES.found(masked) == []
    assert len(NAMES.found(text)) == masked.count(OUT)


def test_our_own_words_are_no_names_unless_a_rank_or_a_first_name_says_so() -> None:
    own = frozenset({"Page"})
    assert NAMES.found("Page 1 of 2", own) == []
    assert NAMES.found("Page 1 of 2") == ["Page"]
    assert NAMES.found("PC Page and Al Page", own) == ["Page", "Al Page"]


# ----------------------------------------------------------------------------------------------------------------- counts
PARENTS = {"Force": None, "A": "Force", "B": "Force"}
FIRST, SECOND = dt.date(2026, 4, 1), dt.date(2026, 7, 1)
LABELS = {"searches": "Searches", "positive": "Positive searches"}


def counts(kpi: str, **areas: tuple[int | None, int | None]) -> Counts:
    """A KPI's counts: the first quarter and the second of each area."""
    return {
        kpi: {
            (area, day): value for area, pair in areas.items() for day, value in zip((FIRST, SECOND), pair, strict=True)
        }
    }


def test_a_table_of_whole_quarters() -> None:
    """3 in B is small; without 30 in A it would follow from 33; without other cells of both rows from the totals of the rows."""
    given = counts("searches", Force=(33, 40), A=(30, 20), B=(3, 20))
    table = released(given, LABELS, PARENTS, dt.date(2026, 9, 30))["searches"]
    assert table.headings == ("Area", "Part of", "Apr to Jun 2026", "Jul to Sep 2026", "All 2 quarters")
    assert table.rows[0] == ("Force", None, 33, 40, 73)
    assert table.rows[2][2] == "c"
    assert [value == "c" for value in table.rows[1][2:]].count(True) == 2
    assert table.note == "c: 1 to 4, or left out so that no such number can be worked out."


def test_nothing_small_and_nothing_is_left_out() -> None:
    given = counts("searches", Force=(30, 20), A=(30, 20), B=(0, 0))
    assert released(given, LABELS, PARENTS, dt.date(2026, 9, 30))["searches"].rows[2] == ("B", "Force", 0, 0, 0)


def test_what_is_not_loaded_is_empty_and_never_0() -> None:
    given = counts("searches", Force=(None, 40), A=(30, 20), B=(None, 20))
    table = released(given, LABELS, PARENTS, dt.date(2026, 9, 30))["searches"]
    assert table.rows == (("Force", None, None, 40, None), ("A", "Force", 30, 20, 50), ("B", "Force", None, 20, None))
    assert "not loaded" in table.note


def test_a_few_that_are_not_among_the_others_may_not_follow() -> None:
    """20 searches, 18 positive: 2 were not, and anybody can subtract."""
    given = {
        **counts("searches", Force=(50, 50), A=(30, 30), B=(20, 20)),
        **counts("positive", Force=(30, 30), A=(12, 15), B=(18, 15)),
    }
    apart = released(given, LABELS, PARENTS, dt.date(2026, 9, 30))
    assert not any("c" in row for table in apart.values() for row in table.rows)
    together = released(given, LABELS, PARENTS, dt.date(2026, 9, 30), within=(("positive", "searches"),))
    assert "c" in (together["searches"].rows[2][2], together["positive"].rows[2][2])


@pytest.mark.parametrize(
    ("last_day", "day", "words"),
    [
        (dt.date(2026, 9, 29), SECOND, "is not over"),
        (dt.date(2026, 12, 31), dt.date(2026, 8, 1), "is not the first day"),
    ],
)
def test_only_whole_quarters(last_day: dt.date, day: dt.date, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        released({"searches": {("Force", day): 5}}, LABELS, {"Force": None}, last_day)


def test_more_positive_than_searched_is_refused() -> None:
    given = {**counts("searches", Force=(5, 5)), **counts("positive", Force=(6, 5))}
    with pytest.raises(ValueError, match="one of the two is wrong"):
        released(given, LABELS, {"Force": None}, dt.date(2026, 9, 30), within=(("positive", "searches"),))


# ------------------------------------------------------------------------------------------------------------- the pack
def exhibit(name: str, people: bool) -> Exhibit:
    totals = Table("Totals", ("Figure", "Value"), (("Searches", 3),))
    return Exhibit(
        name, "Searches in Corley", "PC Quillbrook · 12 weeks", "Added by Al Page", "Reviewed by PS 77.", "3 searches.",
        Picture(picture(), "3 searches"), totals, (totals,), "3 today", ("searches",), (501,), people,
    )  # fmt: skip


QUESTION = Question(
    "Q1", "Powers", ("The force understands.",), "Framework", "Lee Quillbrook led it.\nIt took 3 weeks.", "",
    "None that May knows.", "Al Page", None, ("Minutes, O’Dunn",), "current",
    (exhibit("E1", False), exhibit("E2", True), exhibit("E3", False)),
    (ActionLine("Ask Quillbrook, L", "Tia Quillbrook-Penn", None, "open", "By 9353."),),
)  # fmt: skip
PACK = Pack(
    "Evidence", "Northshire Police", "full", dt.datetime(2026, 11, 27, 9, tzinfo=dt.UTC), "OFFICIAL", "Set", (QUESTION,), (), (),
    (Source(501, "Searches", "Quillbrook week 1.xlsx", "S", "0", "now", "Al Page", "Force", FIRST, SECOND, 3),),
    "before", ("Q1: 3 were 4",), ("Warrants: 2 rows set aside by PC May",),
)  # fmt: skip


def test_a_public_pack_is_without_people_and_small_numbers() -> None:
    given = counts("searches", Force=(33, 40), A=(30, 20), B=(3, 20))
    tables = released(given, LABELS, PARENTS, dt.date(2026, 9, 30))
    found = public(PACK, NAMES, tables)
    question = found.pack.questions[0]
    assert [one.id for one in question.exhibits] == ["E1", "E3"]
    first, second = question.exhibits
    assert (first.picture, first.finding, first.added, first.stands) == (None, "", "", "")
    assert first.words == f"Reviewed by PS {OUT}."
    assert (first.totals.headings, first.totals.rows) == (("Figure", "Jul to Sep 2026"), (("Searches", 40),))
    assert (first.tables, second.tables) == ((tables["searches"],), ())  # a table stands once
    assert (first.title, second.title) == (
        "Searches",
        "Searches",
    )  # not what was shown to the force: of Corley, 12 weeks
    assert second.totals.note.endswith("By area: see E1.")
    assert (question.owner, question.actions[0].owner) == ("", "")
    assert question.narrative == f"{OUT} led it.\nIt took 3 weeks."
    assert question.actions[0].words == f"Ask {OUT}"
    assert question.actions[0].proof == f"By {OUT}."
    source = found.pack.sources[0]
    assert (source.load, source.loaded_by, source.rows, source.file) == (1, "", None, f"{OUT} week 1.xlsx")
    assert first.loads == (1,)
    assert (found.pack.changed, found.pack.before) == ((), "")
    assert "Exhibits that show people are left out: E2." in found.pack.missing
    assert "Q1, narrative: 1 name left out. Word it again." in found.masked
    assert "Q1, actions: 2 names left out. Word it again." in found.masked
    assert set(found.look_at) == {
        f"{where}: tells a number from 1 to 4. Read whether it may be released."
        for where in ("What is missing", "Q1, narrative")
    }


def test_our_own_words_are_found_and_what_people_wrote_is_not_taken_for_them() -> None:
    pack = public(PACK, NAMES, {}).pack
    own = own_words(replace(pack, questions=(replace(pack.questions[0], narrative="Zebedee wrote this."),)))
    assert own >= {"Narrative", "Question", "Sources"}
    assert "Zebedee" not in own
    files = {"pack.docx": document(replace(pack, missing=("PC Page was away.",)))}
    assert names_in(files, NAMES, own_words(pack)) == ["Page stands in pack.docx."]
