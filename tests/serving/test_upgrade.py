"""A store made by an earlier release is opened, verified, asked and loaded into by this one.

`store_of_1ce7208.tar.xz` was made by the code of that commit, once: the small force, a week of every export, a load taken back.
"""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

from metrics.access.table import grants
from metrics.store.backing_up import back_up, rebuild_store, restore
from metrics.store.connection import Store
from metrics.store.files import StoreFiles
from metrics.store.verifying import verify
from tests.small_force import SmallForce

KEPT = Path(__file__).parent / "store_of_1ce7208.tar.xz"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The old store's file, with its ledger and archive beside it."""
    with tarfile.open(KEPT) as kept:
        kept.extractall(tmp_path, filter="data")
    return tmp_path / "own.duckdb"


def figures(path: Path) -> dict[str, float | None]:
    small = SmallForce(path, lists=False)
    asked = {("arrests", "0101"), ("ppn_submissions", "0201"), ("ppn_submissions", "0102"), ("arrests", "A1")}
    found = {f"{kpi} {key}": small.value(kpi, key) for kpi, key in sorted(asked)}
    small.store.close()
    return found


THEN = {"arrests 0101": 3.0, "arrests A1": 3.0, "ppn_submissions 0102": 0.0, "ppn_submissions 0201": 1.0}
"""What the code of that commit answered."""


def test_it_opens_verifies_and_answers_as_it_did(old: Path) -> None:
    store = Store.open(old, must_exist=True)
    assert (store.noticed, verify(store).wrong) == ((), [])
    assert store.rows("select count(*) from loads") == [(12,)]
    assert grants(store) == (), "what was not known then is there, and empty"
    store.close()
    assert figures(old) == THEN
    assert figures(old) == THEN, "and again once it has been brought to today's layout"


def test_it_is_loaded_into_backed_up_and_comes_back(old: Path, tmp_path: Path) -> None:
    small = SmallForce(old, lists=False)
    row = {"Custody Ref": "C4", "Arrested At": "2026-06-04 10:00", "Collar No": "0102"}
    assert small.load("Arrests", [row], confirm=True).status == "accepted"
    assert back_up(small.store, tmp_path / "backup") == 13
    small.store.close()
    files = StoreFiles(tmp_path / "again.duckdb")
    assert restore(tmp_path / "backup", files) == 13
    assert figures(files.path) == {**THEN, "arrests 0101": 0.0, "arrests A1": 0.0}


def test_it_is_rebuilt_from_what_was_kept_beside_it(old: Path) -> None:
    old.unlink()
    assert rebuild_store(StoreFiles(old)) == 12
    assert figures(old) == THEN
