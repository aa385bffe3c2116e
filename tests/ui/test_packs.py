"""Packs: every number on screen, to the cell; the same binder the same bytes; what changed; without people for the public."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from metrics import actions, settings
from metrics.loading import now
from metrics.pack.contents import Exhibit, Pack, Table
from metrics.pack.proof import prove, prove_document
from metrics.pack.sheets import names_of_tables
from metrics.peel import binder, release
from metrics.peel.binder import Said
from metrics.peel.sets import keep_set
from metrics.peel.starting_sets import FRAMEWORK
from metrics.store.disposing import dispose
from metrics.store.files import StoreFiles
from metrics.terms import MARKING
from metrics.ui import evidence, evidence_data, exhibits, pack_making, packing, stores
from metrics.ui.exhibits import FIGURE
from metrics.ui.pack_making import Written
from metrics.ui.pack_tables import value
from metrics.ui.selection import of_address
from tests.ui.conftest import Open, close_store, text_of
from tests.ui.test_exhibits import FIGURES, TO, VIEWS

QUESTIONS = [FRAMEWORK.of(one) for one in FRAMEWORK.questions]
Put = tuple[int, str, dict[str, str]]
"""Number of the exhibit, what it is, and the address of its view."""


@pytest.fixture(scope="module")
def binder_home(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Put]]:
    """The sample force with a binder that holds everything that any page has to add, under ten questions."""
    home = tmp_path_factory.mktemp("binder")
    StoreFiles(sample_home / "sample.duckdb").copy_to(StoreFiles(home / "sample.duckdb"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BEATBOARD_HOME", str(home))
        settings.choose("sample")
        yield list(filled())
        close_store()


def filled() -> Iterator[Put]:
    """Everything put in: each exhibit of a page once, and once more as it was known before."""
    held: set[tuple[str, bool]] = set()
    for place, (page, address) in enumerate(VIEWS):
        view = of_address({**TO, **address})
        for name, title in exhibits.offered(page, view).items():
            if (name, "known" in address) in held:
                continue
            held.add((name, "known" in address))
            yield evidence.add(view, name, title, QUESTIONS[place % 10], "", "inspector"), name, {**TO, **address}
    view = of_address({"area": "force:Force", **TO})
    yield evidence.add(view, "loaded", "Loaded", QUESTIONS[0], "", "inspector"), "loaded", view.params()
    for place, address in enumerate(FIGURES):
        view = of_address({**TO, **address, "open": "1"})
        yield (
            evidence.add(view, FIGURE, "Figure", QUESTIONS[place], "", "inspector"),
            FIGURE,
            {**TO, **address, "open": "1"},
        )
    binder.say(
        stores.store(), QUESTIONS[0], Said("Told.", "An example.", "A gap.", "Insp", documents=("Log",)), "insp", now()
    )


@pytest.fixture(scope="module")
def full(binder_home: list[Put]) -> Written:
    """The full pack of it."""
    assert binder_home
    return made("full")


def made(audience: Any, known_at: dt.datetime | None = None) -> Written:
    """A pack of the framework."""
    return pack_making.make(FRAMEWORK.key, audience, known_at, "inspector", lambda share, words: None)


def cells(written: Written, exhibit: Exhibit, number: int) -> list[tuple[Any, ...]]:
    """A table of the workbook as a spreadsheet program has it, without its headings."""
    content = next(content for name, content in written.files.items() if name.endswith(".xlsx"))
    name = names_of_tables(written.pack)[exhibit.id, number]
    rows = openpyxl.load_workbook(io.BytesIO(content))[name].iter_rows(values_only=True)
    return list(rows)[1:]


def test_every_number_of_the_pack_is_the_number_on_screen_at_that_moment(binder_home: list[Put], full: Written) -> None:
    found = {one.title: one for one in full.pack.exhibits()}
    kept = {one.number: one for one in binder.exhibits(stores.store())}
    assert len(found) == len(kept) == len(binder_home) > 30
    compared = 0
    for number, name, address in binder_home:
        one, shown = found[kept[number].title], exhibits.shown(name, of_address(address))
        assert shown is not None
        assert one.stands.startswith(
            ("Worked out anew from the store, as known at its moment: the same", "It shows people")
        )
        tables = [table for table in (one.totals, *one.tables) if table.rows]
        on_screen = [
            [tuple(map(value, row)) for row in sheet.frame.itertuples(index=False, name=None)] for sheet in shown.sheets
        ]
        assert [list(table.rows) for table in tables] == on_screen, one.title
        for place, rows in enumerate(on_screen, 0 if one.totals.rows else 1):
            written = cells(full, one, place)
            assert written == [row for row in rows if any(cell is not None for cell in row)], one.title
            compared += sum(map(len, rows))
    assert compared > 10_000


def test_an_exhibit_names_the_loads_of_what_it_rests_on_and_no_others(full: Written) -> None:
    of_load = {source.load: source.export for source in full.pack.sources}
    rest = {
        "Recorded crime, 12 months against 12": {"Crime Figures"},
        "National crime and policing measures": {"Published Measures"},
        "What groups of residents said, 2023/24": set(),
        "What came of the searches": {"Stop Searches"},
        "Where the hours went": {"Duties"},
    }
    for words, exports in rest.items():
        found = [one for one in full.pack.exhibits() if one.title.startswith(words)]
        assert found, words
        assert {of_load[load] for one in found for load in one.loads} == exports


def test_the_document_has_the_same_tables_and_every_picture_says_what_it_shows(full: Written) -> None:
    content = next(content for name, content in full.files.items() if name.endswith(".docx"))
    document = docx.Document(io.BytesIO(content))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    drawn = [one for one in full.pack.exhibits() if one.picture]
    assert len(document.inline_shapes) == len(drawn) > 25
    for one in full.pack.exhibits():
        assert f"{one.id}. {one.title}" in text
    figures = next(one for one in full.pack.exhibits() if one.title.startswith("Figure, Corby"))
    printed = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    for what, told in figures.totals.rows:
        assert [what, "–" if told is None else f"{told:,}" if isinstance(told, int) else str(told)] in printed


def test_the_same_binder_gives_the_same_bytes_and_a_moment_before_gives_the_pack_of_before(full: Written) -> None:
    assert dict(made("full").files) == dict(full.files)
    before = now()
    number = evidence.add(
        of_address({"area": "beat:COR2", **TO}), "recorded", "Recorded", QUESTIONS[1], "", "inspector"
    )
    later = made("full")
    assert dict(later.files) != dict(full.files)
    assert later.pack.before.startswith("the pack of ")
    assert [words for words in later.pack.changed if "was added." in words] == [
        f"{FRAMEWORK.questions[1].title}: “Recorded, Corby Rural · 12 weeks to 15 November 2026” was added."
    ]
    assert dict(made("full", before).files) == dict(full.files)
    binder.take_out(stores.store(), number, "inspector", now())
    assert len(list(made("full").pack.exhibits())) == len(list(full.pack.exhibits()))


def test_what_is_offered_is_proven_and_kept_with_its_hashes(full: Written) -> None:
    for name, content in full.files.items():
        if name.endswith(".docx"):
            assert prove_document(content, MARKING) == []
        if name.endswith(".xlsx"):
            assert prove(content, MARKING) == []
    first = evidence_data.packs()[-1]
    assert set(first.files) == set(full.files)
    assert first.by == "inspector"
    assert first.known_at == full.pack.known_at


def test_the_public_summary_names_nobody_and_shows_whole_quarters_only(binder_home: list[Put]) -> None:
    assert binder_home
    binder.say(stores.store(), QUESTIONS[2], Said("PC Quillcrumb (9349) led it; three residents came."), "insp", now())
    summary = made("public")
    assert any("1 name" in words or "names" in words for words in summary.read_again)
    pack = summary.pack
    assert not any(one.people or one.picture or one.added for one in pack.exhibits())
    assert {one.owner for one in (*pack.questions, *pack.improvements)} == {""}
    tables = [table for one in pack.exhibits() for table in one.tables]
    assert {table.headings[2:] for table in tables} <= {
        ("Oct to Dec 2025", "Jan to Mar 2026", "Apr to Jun 2026", "Jul to Sep 2026", "All 4 quarters"), ("Jul to Sep 2026",),
    }  # fmt: skip
    printed = [cell for table in tables for row in table.rows for cell in row[2:]]
    assert "c" in printed
    assert not [cell for cell in printed if cell in (1, 2, 3, 4)]
    assert "Quillcrumb" not in "".join(text for text in all_words(pack))


def all_words(pack: Pack) -> Iterator[str]:
    """What the summary says of its questions."""
    for question in pack.questions:
        yield from (question.narrative, question.case_example, question.known_gap, *question.documents)


def test_a_released_count_is_the_figure_of_its_area_and_quarter(binder_home: list[Put]) -> None:
    assert binder_home
    found = release.tables(stores.store(), ["arrests", "problem_plans", "time_in_place"])
    rows = {row[0]: row for row in found["arrests"].rows}
    view = of_address(
        {
            "area": "sector:Corby",
            "period": "dates",
            "from": "2026-07-01",
            "to": "2026-09-30",
            "kpi": "arrests",
            "open": "1",
        }
    )
    shown = exhibits.shown(FIGURE, view)
    assert shown is not None
    assert shown.sheets[0].frame["Value"][0] == f"{rows['Corby'][-2]} arrests"
    assert found["problem_plans"].headings[2:] == ("Jul to Sep 2026",)
    assert found["time_in_place"].title == "Time in dedicated places, hours"


def test_after_a_lawful_deletion_the_totals_stay_and_the_pack_says_which_rows_went(
    sample_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    StoreFiles(sample_home / "sample.duckdb").copy_to(StoreFiles(tmp_path / "sample.duckdb"))
    monkeypatch.setenv("BEATBOARD_HOME", str(tmp_path))
    close_store()
    settings.choose("sample")
    view = of_address({"area": "sector:Corby", "kpi": "arrests", "period": "4weeks", "to": "2025-11-30", "open": "1"})
    evidence.add(view, FIGURE, "Arrests", QUESTIONS[4], "", "inspector")
    (before,) = made("full").pack.exhibits()
    dispose(stores.store(), ["arrests"], dt.date(2025, 12, 31), "Retention schedule 4.2", "analyst", "inspector", now())
    (after,) = made("full").pack.exhibits()
    assert after.totals == before.totals
    assert after.finding == before.finding
    assert "rows of Arrests of days to 31 December 2025 were deleted on" in after.stands
    assert "under: Retention schedule 4.2. The totals kept stand." in after.stands
    close_store()


@pytest.mark.parametrize("state", ["empty", "sample", "half-loaded"], indirect=True)
def test_the_page_stands_and_an_empty_binder_makes_a_pack(open_page: Open, state: str) -> None:
    app = open_page("peel_evidence")
    assert not app.exception
    text = text_of(app)
    assert "Of 10 questions 10 have no evidence" in text
    assert "No action is agreed yet on any of 11 findings." in text
    pack = packing.gather(FRAMEWORK.key, None, lambda share, words: None)
    assert [question.id for question in pack.questions][:2] == ["1", "2"]
    assert list(pack.exhibits()) == []
    assert any("No figure or chart yet on" in words for words in pack.missing)
    assert any("invented" in words for words in pack.missing) is (state == "sample")


@pytest.mark.parametrize("state", ["empty"], indirect=True)
def test_the_tracker_counts_actions_and_a_question_shows_them(open_page: Open) -> None:
    key = evidence.questions()
    finding = next(name for name in key if name.endswith(": evaluation"))
    number = actions.agree(
        stores.store(),
        ("question", finding),
        "PEEL evidence",
        "Assess <all>",
        "Insp",
        dt.date(2026, 1, 1),
        "insp",
        now(),
    )
    app: AppTest = open_page("peel_evidence")
    assert "1 of 11 findings have actions: 0 of 1 actions done with proof, 1 overdue. 0 can be closed." in text_of(app)
    assert "Assess &lt;all&gt;" in text_of(open_page("peel_evidence", question=finding))
    actions.end(stores.store(), number, "done", "Register", "insp", now())
    assert "1 can be closed." in text_of(open_page("peel_evidence"))
    assert "There is no such question" in text_of(open_page("peel_evidence", question="none"))


@pytest.mark.parametrize("state", ["empty"], indirect=True)
def test_what_is_filed_under_a_question_that_its_set_drops_is_named_and_opens(open_page: Open) -> None:
    gone, stays = QUESTIONS[1], QUESTIONS[0]
    title = FRAMEWORK.questions[1].title
    assert "no longer has" not in text_of(open_page("peel_evidence"))
    binder.say(stores.store(), gone, Said(narrative="Kept words"), "lead", now())
    view = of_address({"area": "force:Force", **TO})
    frozen = binder.Frozen((), (), (), view.end, False, "Nothing.")
    number = binder.add(stores.store(), gone, "loaded", view.params(), now(), "Loaded then", "", frozen, "lead", now())
    keep_set(stores.store(), replace(FRAMEWORK, questions=(FRAMEWORK.questions[0],)), "lead", now())
    app = open_page("peel_evidence")
    assert not app.exception
    assert re.search(rf"Filed under questions that their set no longer has: <a [^>]*>{title}</a>", text_of(app))
    app = open_page("peel_evidence", question=gone)
    assert not app.exception
    assert all(words in text_of(app) for words in ("Kept words", "Loaded then", "in no pack until it is moved"))
    binder.change(stores.store(), number, "Loaded then", "", stays, "lead", now())
    assert "Loaded then" in text_of(open_page("peel_evidence", question=stays))
    assert "Loaded then" not in text_of(open_page("peel_evidence", question=gone))


def test_a_table_is_what_it_was_kept_as(full: Written) -> None:
    assert all(isinstance(one.totals, Table) for one in full.pack.exhibits())
    assert {one.people for one in full.pack.exhibits() if not one.totals.rows} == {True}
