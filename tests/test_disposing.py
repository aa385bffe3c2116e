"""Rows deleted under a rule are gone from database, archive and every rebuilt store; figures say so and never show 0."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from metrics.deletions import deletions
from metrics.passport import passport
from metrics.store import archive, disposing, shortening
from metrics.store.backing_up import back_up, rebuild_store, restore
from metrics.store.connection import Store
from metrics.store.disposing import CannotDisposeError, dispose, planned
from metrics.store.files import StoreFiles
from metrics.store.verifying import verify
from metrics.terms import NOT_LOADED, Area
from tests.small_force import MONDAY, SUNDAY, SmallForce
from tests.test_credit_and_hours import duty

RULE = "Retention schedule 4.2, two years"
NEXT = SUNDAY + dt.timedelta(days=1)
A1 = Area("beat", "A1")


def loaded(path: Path) -> SmallForce:
    """Two weeks of arrests and duties; the second arrest is of the second week."""
    force = SmallForce(path)
    for ref, day in (("C1", "2026-06-02"), ("C2", "2026-06-09")):
        start = MONDAY if ref == "C1" else NEXT
        days = {"days": (start, start + dt.timedelta(days=6))}
        force.load("Arrests", [{"Custody Ref": ref, "Arrested At": f"{day} 10:00", "Collar No": "0101"}], **days)
        force.load("Duties", [duty(f"D{ref}", f"{day} 08:00", f"{day} 16:00", "On beat", "0101")], **days)
    return force


def figure(store: Store, start: dt.date) -> tuple[float | None, str]:
    """Arrests of A1 in the week from a Monday, and what is said of them."""
    found = passport(store, "arrests", start, start + dt.timedelta(days=6), area=A1)
    return found.value, found.verdict


def everything_in(folder: Path) -> list[str]:
    """Every custody reference that the archive holds."""
    refs: list[str] = []
    for path in archive.files(folder):
        for kept in archive.loads_in(path):
            if kept.record["export"] == "arrests":
                refs += pa.ipc.open_stream(pa.py_buffer(kept.rows)).read_all()["custody_ref"].to_pylist()
    return sorted(refs)


def gone(force: SmallForce) -> list[disposing.Planned]:
    """The first week deleted."""
    return dispose(force.store, ["arrests", "duties"], SUNDAY, RULE, "analyst", "inspector", force.clock)


def test_what_would_go_is_shown_first_and_nothing_is_touched(tmp_path: Path) -> None:
    force = loaded(tmp_path / "own.duckdb")
    shown = planned(force.store, ["arrests", "duties"], SUNDAY, force.clock)
    assert [(one.export, one.rows, one.end) for one in shown] == [("arrests", 1, SUNDAY), ("duties", 1, SUNDAY)]
    assert figure(force.store, MONDAY)[0] == 1
    assert gone(force) == shown
    force.store.close()


def test_deleted_days_read_not_loaded_at_every_moment_and_the_passport_says_why(tmp_path: Path) -> None:
    force = loaded(tmp_path / "own.duckdb")
    before = force.clock
    gone(force)
    assert figure(force.store, MONDAY) == (None, NOT_LOADED)
    assert figure(force.store, NEXT)[0] == 1
    found = passport(force.store, "arrests", MONDAY, SUNDAY, area=A1, known_at=before)
    assert found.value is None
    assert [(one.export, one.rows, one.rule, one.by, one.agreed_by) for one in found.deleted] == [
        ("arrests", 1, RULE, "analyst", "inspector"), ("duties", 1, RULE, "analyst", "inspector"),
    ]  # fmt: skip
    assert found.deleted[0].words.startswith("1 row of Arrests of days to 7 June 2026 was deleted on ")
    assert deletions(force.store, ["arrests"], NEXT, NEXT) == ()
    force.store.close()


@pytest.mark.parametrize(
    "how", ["closed", pytest.param("database gone", marks=pytest.mark.file_engine), "rebuilt", "restored"]
)
def test_they_are_gone_from_every_store_made_of_what_is_left(tmp_path: Path, how: str) -> None:
    path = tmp_path / "own.duckdb"
    force = loaded(path)
    gone(force)
    assert everything_in(StoreFiles(path).archive) == ["C2"]
    if how == "restored":
        back_up(force.store, tmp_path / "backup")
    force.store.close()
    if how == "database gone":
        path.unlink()
    elif how == "rebuilt":
        rebuild_store(StoreFiles(path))
    elif how == "restored":
        restore(tmp_path / "backup", StoreFiles(path), replace=True)
    again = Store.open(path)
    assert again.rows("select custody_ref from arrests") == [("C2",)]
    assert figure(again, MONDAY) == (None, NOT_LOADED)
    assert verify(again).wrong == []
    again.close()


@pytest.mark.parametrize("stopped", ["before the archive", "half way"])
def test_a_deletion_that_was_stopped_is_finished_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stopped: str
) -> None:
    path = tmp_path / "own.duckdb"
    force = loaded(path)
    done: list[Path] = []

    def stop(folder: Path, file: Path, *of: Any) -> None:
        if stopped == "half way" and not done:
            done.append(file)
            shorten(folder, file, *of)
        else:
            raise KeyboardInterrupt

    shorten = shortening._shorten
    with monkeypatch.context() as patch:
        patch.setattr(shortening, "_shorten", stop)
        with pytest.raises(KeyboardInterrupt):
            gone(force)
    force.store.close()
    assert "C1" in everything_in(StoreFiles(path).archive) or done
    again = Store.open(path)
    assert everything_in(StoreFiles(path).archive) == ["C2"]
    assert not (StoreFiles(path).archive / shortening.MARKER).exists()
    assert verify(again).wrong == []
    again.close()


def test_a_marker_without_a_deletion_takes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "own.duckdb"
    force = loaded(path)
    shortening.begin(StoreFiles(path).archive)
    force.store.close()
    again = Store.open(path)
    assert everything_in(StoreFiles(path).archive) == ["C1", "C2"]
    assert figure(again, MONDAY)[0] == 1
    again.close()


@pytest.mark.parametrize(
    ("exports", "rule", "by", "agreed_by", "words"),
    [
        (["arrests"], "", "a", "b", "under which rule"),
        (["arrests"], RULE, "a", "", "who has agreed"),
        (["arrests"], RULE, "A", "a", "second person"),
        (["officers"], RULE, "a", "b", "no weekly export"),
        (["nothing"], RULE, "a", "b", "no weekly export"),
        (["warrants"], RULE, "a", "b", "no row of these exports"),
    ],
)
def test_what_cannot_be_deleted_is_said(
    tmp_path: Path, exports: list[str], rule: str, by: str, agreed_by: str, words: str
) -> None:
    force = loaded(tmp_path / "own.duckdb")
    with pytest.raises(CannotDisposeError, match=words):
        dispose(force.store, exports, SUNDAY, rule, by, agreed_by, force.clock)
    assert everything_in(StoreFiles(tmp_path / "own.duckdb").archive) == ["C1", "C2"]
    force.store.close()


@pytest.mark.file_engine
def test_a_tampered_rest_is_noticed_after_a_deletion(tmp_path: Path) -> None:
    force = loaded(tmp_path / "own.duckdb")
    gone(force)
    with force.store.cursor() as cursor:
        cursor.execute("update arrests set custody_ref = 'C9'")
    assert any("are not those that were stored" in words for words in verify(force.store).wrong)
    force.store.close()
