"""A small portion of the heavy runs about files, with the same seeds."""

from __future__ import annotations

import pytest

from tests.assurance import files

KINDS = (
    "far cells, two spaces",
    "one long text, many times",
    "OpenDocument, many rows",
    "zip of bombs",
    "one endless line",
)


def test_a_hostile_file_neither_crashes_nor_hangs_nor_swells_the_process() -> None:
    tally, grown, _ = files.hostile(KINDS)
    assert (tally.count, tally.wrong) == (len(KINDS), [])
    assert grown < files.MOST_MEGABYTES
    assert tally.worst_ms < files.MOST_SECONDS * 1000


def test_there_are_forty_kinds_and_more() -> None:
    assert len({**files.REFUSED, **files.READ}) >= 60


def test_a_bit_turned_over_is_never_silently_another_figure() -> None:
    tally = files.flips(400, seed=7)
    assert (tally.count, tally.wrong) == (400, [])
    assert 200 < tally.refused < 400  # else either nothing was hit, or nothing harmless was left


def test_random_changes_end_in_data_or_in_a_sentence() -> None:
    tally, _ = files.mutations(400, seed=7)
    assert (tally.count, tally.wrong) == (400, [])
    assert 100 < tally.refused < 400


@pytest.mark.skipif(not files.real_files(), reason="the files of ../shared/real are not here")
def test_real_files_end_in_data_or_in_a_sentence() -> None:
    tally, grown = files.real(largest=120_000)
    assert tally.wrong == []
    assert grown < files.MOST_MEGABYTES


def test_a_change_that_is_read_as_something_else_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    good = files.good_workbooks()["small.xlsx"]
    monkeypatch.setattr(files, "good_workbooks", lambda: {"a.csv": b"Custody Ref,Beat\nR1,N01\n"})
    assert files.flips(60, seed=1).wrong
    monkeypatch.setattr(files, "good_workbooks", lambda: {"a.xlsx": good})
    assert not files.flips(60, seed=1).wrong
