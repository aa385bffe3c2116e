"""The drop folder: each file loaded once and moved with its report; half-copied ones, two at once, and faults."""

from __future__ import annotations

import fcntl
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import pytest

from metrics import dropping
from metrics.__main__ import main
from metrics.dropping import LOCK, DropFolder, FolderBusyError
from metrics.loading import load, now, read
from metrics.store.append import LoadResult
from metrics.store.connection import Store, StoreUnavailableError
from tests.small_force import BEATS, OFFICERS, csv_bytes

PPNS = [{"PPN Ref": "P1", "Submitted At": "2026-06-02 10:00", "Collar No": "0101"}]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the small force's lists and a week of PPNs in it."""
    path = tmp_path / "in"
    path.mkdir()
    (path / "beats.csv").write_bytes(csv_bytes("Beats", BEATS))
    (path / "officers.csv").write_bytes(csv_bytes("Officers", OFFICERS))
    (path / "ppns.csv").write_bytes(csv_bytes("PPNs", PPNS))
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name.split("_", 1)[-1] for path in folder.iterdir() if path.is_file() and path.name != LOCK)


def drop(folder: Path, store: Path) -> int:
    return main(["drop", str(folder), "--store", str(store), "--settled", "0.1"])


def test_each_file_is_loaded_and_moved_with_its_report(folder: Path, tmp_path: Path) -> None:
    (folder / "letter.csv").write_text("Dear all,\nnothing here\n")
    assert drop(folder, tmp_path / "s.duckdb") == 1
    assert names(folder) == []
    assert names(folder / "done") == [
        "beats.csv", "beats.csv.report.txt", "officers.csv", "officers.csv.report.txt", "ppns.csv", "ppns.csv.report.txt",
    ]  # fmt: skip
    assert names(folder / "refused") == ["letter.csv", "letter.csv.report.txt"]
    report = next((folder / "done").glob("*ppns.csv.report.txt")).read_text()
    assert report.startswith("Loaded, ") and "ppns.csv" in report and "accepted, 1 rows" in report
    store = Store.open(tmp_path / "s.duckdb")
    assert store.rows("select count(*) from loads") == [(3,)]
    store.close()


def test_a_file_that_lies_there_again_is_unchanged(folder: Path, tmp_path: Path) -> None:
    assert drop(folder, tmp_path / "s.duckdb") == 0
    (folder / "ppns.csv").write_bytes(csv_bytes("PPNs", PPNS))
    assert drop(folder, tmp_path / "s.duckdb") == 0
    assert len(list((folder / "done").glob("*ppns*.csv"))) == 2
    store = Store.open(tmp_path / "s.duckdb")
    assert store.rows("select count(*) from loads") == [(3,)]
    store.close()


def nothing(_: Sequence[tuple[str, bytes]]) -> Sequence[LoadResult]:
    raise AssertionError("there was nothing to load")


def test_what_is_not_whole_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.csv.part", "b.tmp", ".hidden.csv", "~$book.xlsx"):
        (tmp_path / name).write_text("half")
    (tmp_path / "link.csv").symlink_to("/etc/hostname")
    (tmp_path / "folder").mkdir()
    growing = tmp_path / "growing.csv"
    growing.write_text("one")
    found, clock = DropFolder(tmp_path, 60.0, 1000), 0.0
    monkeypatch.setattr(dropping, "time", SimpleNamespace(monotonic=lambda: clock))
    for part in range(3):
        assert found.ready() == []
        clock += 59
        assert found.take(nothing) == []
        clock += 59
        growing.write_text(f"part {part}" + " of many" * part)
    assert found.ready() == []
    clock += 60
    assert found.ready() == [growing]
    growing.write_text("it goes on")
    assert found.take(nothing) == []
    assert len(names(tmp_path)) == 6


def test_too_large_is_refused_unread(tmp_path: Path) -> None:
    (tmp_path / "large.csv").write_bytes(b"x" * 1001)
    (taken,) = DropFolder(tmp_path, 0.0, 1000).take(nothing)
    assert not taken.done and "larger than" in taken.report.read_text()


def test_where_the_store_cannot_be_written_nothing_is_moved(folder: Path) -> None:
    def full(_: Sequence[tuple[str, bytes]]) -> Sequence[LoadResult]:
        raise StoreUnavailableError("The disk is full.")

    with pytest.raises(StoreUnavailableError):
        DropFolder(folder, 0.0, 10_000_000).take(full)
    assert names(folder) == ["beats.csv", "officers.csv", "ppns.csv"]


def test_two_at_once_load_each_file_once(folder: Path, tmp_path: Path) -> None:
    store = Store.open(tmp_path / "s.duckdb")
    begun, seen = threading.Barrier(2), []

    def one() -> None:
        mine = DropFolder(folder, 0.0, 10_000_000)
        begun.wait()
        with suppress(FolderBusyError):
            seen.extend(taken.name for taken in mine.take(lambda files: load(store, read(files), now(), "test")))

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(seen) == ["beats.csv", "officers.csv", "ppns.csv"]
    assert store.rows("select count(*) from loads") == [(3,)]
    store.close()


def test_a_folder_that_another_holds_is_left_to_it(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (folder / LOCK).open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert drop(folder, tmp_path / "s.duckdb") == 2
    assert "leave it to that one" in capsys.readouterr().err
    assert names(folder) == ["beats.csv", "officers.csv", "ppns.csv"]
