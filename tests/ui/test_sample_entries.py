"""What the invented force has entered by hand stands: a newcomer finds a binder, actions and one-to-ones, and can make a pack."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from metrics import sample, settings
from metrics.notes import notes
from metrics.search_reviews.draws import comes_out_again
from metrics.search_reviews.reviews import reviewed
from metrics.search_reviews.status import status
from metrics.store.files import StoreFiles
from metrics.ui import data, evidence_data, pack_making, packing, stores
from tests.ui.conftest import close_store


@pytest.fixture(scope="module")
def home(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home as `make run` leaves it."""
    home = tmp_path_factory.mktemp("entered")
    StoreFiles(sample_home / "sample.duckdb").copy_to(StoreFiles(home / "sample.duckdb"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BEATBOARD_HOME", str(home))
        settings.choose("sample")
        sample.ensure_entries(lambda share, words: None)
        yield home
        close_store()


def test_everything_is_filed_where_a_page_shows_it(home: Path) -> None:
    assert home.exists()
    known = {key for held in evidence_data.question_sets() for key, _ in held.keyed()}
    exhibits, answers = evidence_data.exhibits(), evidence_data.answers()
    assert len(exhibits) >= 10
    assert {one.question for one in exhibits} | set(answers) <= known
    areas = {(row["level"], row["key"]) for row in data.areas().to_dict("records")}
    people = {("officer", collar) for collar in data.people()["collar"]}
    actions, held = data.actions(), data.one_to_ones()
    assert {one.key for one in actions} <= {("question", key) for key in known} | areas | people
    assert [one.closed_at is not None for one in held] == [True, False, False]
    assert all(note.key in areas for note in notes(stores.store()))
    assert not evidence_data.gone_questions()


def test_searches_are_drawn_reviewed_skipped_and_overdue(home: Path) -> None:
    assert home.exists()
    found = reviewed(stores.store())
    assert {one.draw.whom for one in found} == {"sergeant", "inspector", "panel"}
    assert [one.draw.reason != "" for one in found].count(True) == 1
    told = status(found, dt.date(2026, 11, 17))
    assert (told.drawn, told.reviewed, told.skipped, told.overdue, told.waiting) == (18, 13, 2, 2, 3)
    assert all(comes_out_again(stores.store(), one.draw.number) for one in found)


def test_each_exhibit_says_the_same_anew_and_the_pack_is_proven(home: Path) -> None:
    assert home.exists()
    key = evidence_data.question_sets()[0].key
    written = pack_making.make(key, "full", None, "inspector", lambda share, words: None)
    found = [one.stands for one in written.pack.exhibits()]
    assert len(found) == len(evidence_data.exhibits())
    assert set(found) == {packing.SAME}
    assert len(written.files) == 3


def test_it_is_entered_once(home: Path) -> None:
    before = (home / "sample.duckdb").stat().st_mtime_ns
    sample.ensure_entries(lambda share, words: pytest.fail(words))
    assert (home / "sample.duckdb").stat().st_mtime_ns == before
