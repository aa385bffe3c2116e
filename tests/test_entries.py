"""What people decide is kept as loads are: confirmed, given back after damage, rebuilt, backed up and compared."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from metrics.store.connection import LoadFailedError, Store
from metrics.store.entering import add, enter, entered, keep
from metrics.store.entries import (
    ENTRIES,
    FLAG_CLOSED,
    MATCHED_LOAD,
    MATCHING,
    NOTE,
    SOURCE_TOTAL,
    WITHDRAWAL,
    EntryKind,
)
from metrics.store.files import StoreFiles
from metrics.store.ledger import Ledger
from metrics.store.replaying import records
from metrics.store.trial import trying
from metrics.store.verifying import verify
from metrics.store.writing import settle, writing
from tests.assurance.weeks import begin, content_of, give
from tests.test_keeping import read, run

AT = dt.datetime(2026, 11, 16, 9, 0)
TOTAL: dict[str, Any] = {
    "kpi": "arrests", "level": "beat", "key": "A1", "role": None, "period_start": dt.date(2026, 11, 9),
    "period_end": dt.date(2026, 11, 15), "total": 41.5, "note": "the custody system’s own page",
}  # fmt: skip
CHOICE: dict[str, Any] = {"source": "abc", "headings": '["Ref"]', "export": "ppns", "columns": '{"ref": "PPN Ref"}'}

REMARK: dict[str, Any] = {
    "kpi": None, "level": "sector", "key": "Corby", "role": None, "from_day": dt.date(2026, 11, 9), "to_day": None,
    "kind": "Event", "words": "the fair’s “own” week", "ends": None,
}  # fmt: skip
CLOSED: dict[str, Any] = {
    "kpi": "arrests", "level": "officer", "key": "0101", "role": "PC", "question": "unusual", "word": "Unusually high",
    "period_start": dt.date(2026, 11, 9), "period_end": dt.date(2026, 11, 15), "reason": "looked at",
}  # fmt: skip


def enter_all(store: Store) -> None:
    """Two totals, a matching and a load that was read with it, a note and its end, and a flag closed."""
    keep(store, SOURCE_TOTAL, [TOTAL, {**TOTAL, "key": "A2", "total": 7}], AT, "analyst")
    keep(store, MATCHING, [CHOICE], AT, "sergeant")
    with writing(store) as cursor:
        add(store, cursor, MATCHED_LOAD, [{"load_id": 3, "matching": 1}])
    settle(store)
    keep(store, NOTE, [REMARK, {**REMARK, "kind": None, "words": None, "ends": 1}], AT, "sergeant")
    keep(store, FLAG_CLOSED, [CLOSED], AT, "inspector")


@pytest.fixture
def files(tmp_path: Path) -> StoreFiles:
    """A closed store of two lists, a week, and entries."""
    files = StoreFiles(tmp_path / "s.duckdb")
    store = begin(files.path)
    give(store, 0)
    enter_all(store)
    store.close()
    return files


@pytest.fixture
def content(files: StoreFiles) -> dict[str, list[str]]:
    """All that the store holds."""
    return read(files)[0]


@pytest.fixture
def opened(files: StoreFiles) -> Iterator[Store]:
    store = Store.open(files.path)
    yield store
    store.close()


def test_an_entry_is_read_back_as_it_was_entered(opened: Store) -> None:
    first, second = entered(opened, SOURCE_TOTAL)
    assert first == {"entry_id": 1, "recorded_at": AT, "recorded_by": "analyst", **TOTAL}
    assert (second["entry_id"], second["key"], second["total"]) == (2, "A2", 7.0)
    assert entered(opened, MATCHED_LOAD) == [{"load_id": 3, "matching": 1}]
    remark, end = entered(opened, NOTE)
    assert remark == {"entry_id": 1, "recorded_at": AT, "recorded_by": "sergeant", **REMARK}
    assert (end["entry_id"], end["words"], end["ends"]) == (2, None, 1)
    assert entered(opened, FLAG_CLOSED) == [{"entry_id": 1, "recorded_at": AT, "recorded_by": "inspector", **CLOSED}]
    assert verify(opened).wrong == []
    assert verify(opened).entries == 7


def test_an_entry_changes_no_figure_and_is_noticed_by_whoever_asks_for_entries(opened: Store) -> None:
    version, before = opened.version, opened.entered
    assert keep(opened, SOURCE_TOTAL, [TOTAL], AT, "analyst") == [3]
    assert (opened.version, opened.entered) == (version, before + 1)


def test_a_store_in_memory_keeps_entries_too() -> None:
    store = begin(None)
    enter_all(store)
    assert [entry["total"] for entry in entered(store, SOURCE_TOTAL)] == [41.5, 7.0]
    store.close()


def test_what_a_trial_enters_stays_in_the_trial(opened: Store) -> None:
    with trying(opened) as trial:
        assert keep(trial, SOURCE_TOTAL, [TOTAL], AT, "analyst") == [3]
        assert trial.entered == opened.entered + 1
    assert len(entered(opened, SOURCE_TOTAL)) == 2
    assert opened.unconfirmed == []


def test_a_transaction_that_is_given_up_keeps_none(opened: Store) -> None:
    with pytest.raises(RuntimeError), writing(opened) as cursor:
        enter(opened, cursor, SOURCE_TOTAL, [TOTAL], AT, "analyst")
        raise RuntimeError
    assert len(entered(opened, SOURCE_TOTAL)) == 2
    assert opened.unconfirmed == []


@pytest.mark.parametrize("kind", ENTRIES, ids=lambda kind: kind.name)
def test_every_kind_has_its_table_and_a_number(opened: Store, kind: EntryKind) -> None:
    columns = {row[0] for row in opened.rows(f"select column_name from (describe {kind.table})")}
    assert columns == set(kind.columns)
    assert kind.columns[kind.id] == "bigint primary key"


def test_a_backup_has_the_entries(
    files: StoreFiles, content: dict[str, list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, new = files.path.parent / "backup", StoreFiles(files.path.parent / "new" / "s.duckdb")
    assert run(capsys, "backup", "--store", files.path, "--to", folder)[0] == 0
    assert run(capsys, "restore", folder, "--store", new.path)[0] == 0
    assert read(new) == (content, ())


@pytest.mark.file_engine
def test_a_rebuilt_store_has_the_entries(
    files: StoreFiles, content: dict[str, list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "rebuild", "--store", files.path)[0] == 0
    assert read(files) == (content, ())
    files.path.unlink()
    assert read(files)[0] == content
    assert ", 7 other entries, 12 lines of the ledger" in run(capsys, "verify", "--store", files.path)[1]


@pytest.mark.file_engine
def test_entries_that_a_cut_log_lost_are_given_back(tmp_path: Path) -> None:
    files = StoreFiles(tmp_path / "s.duckdb")
    store = begin(files.path)
    store.close()
    shutil.copy(files.path, tmp_path / "older")
    store = Store.open(files.path)
    enter_all(store)
    content = content_of(store)
    store.close()
    shutil.copy(tmp_path / "older", files.path)
    found, noticed = read(files)
    assert found == content
    assert noticed[0].startswith("7 loads, withdrawals or entries confirmed earlier had gone from the database")
    assert read(files) == (content, ()), "it is said once"


@pytest.mark.file_engine
def test_an_entry_changed_in_the_database_is_noticed(files: StoreFiles, content: dict[str, list[str]]) -> None:
    with duckdb.connect(str(files.path)) as connection:
        connection.execute("update source_totals set total = 42 where entry_id = 1")
    found, noticed = read(files)
    assert found == content
    assert "is not what was confirmed" in noticed[0]


@pytest.mark.file_engine
def test_an_entry_changed_in_an_open_store_is_found_by_verify(opened: Store) -> None:
    with opened.cursor() as cursor:
        cursor.execute("update matchings set export = 'arrests'")
        cursor.execute("delete from source_totals where entry_id = 2")
        cursor.execute("insert into matched_loads values (4, 1)")
    wrong = " ".join(verify(opened).wrong)
    assert "The database has the matched headings no. 1 otherwise than the ledger" in wrong
    assert "The database has the source system's total no. 2 otherwise than the ledger, or not" in wrong
    assert "The ledger lacks the matched headings of load 4." in wrong


def test_a_changed_line_of_the_ledger_is_noticed(files: StoreFiles, content: dict[str, list[str]]) -> None:
    text = files.ledger.read_bytes()
    files.ledger.write_bytes(text.replace(b'"total":41.5', b'"total":14.5'))
    found, noticed = read(files)
    assert found == content
    assert "of the ledger was damaged or changed" in noticed[0]
    assert files.ledger.read_bytes().count(b'"total":41.5') == 1


@pytest.mark.file_engine
def test_an_entry_that_was_not_confirmed_is_confirmed_at_the_next_start(tmp_path: Path) -> None:
    files = StoreFiles(tmp_path / "s.duckdb")
    store = Store.open(files.path)
    with writing(store) as cursor:
        enter(store, cursor, SOURCE_TOTAL, [TOTAL], AT, "analyst")
    store.close()
    read(files)
    assert [entry["source_total"]["total"] for entry in Ledger.read(files.ledger).entries] == [41.5]
    files.path.unlink()
    store = Store.open(files.path)
    assert len(entered(store, SOURCE_TOTAL)) == 1, "a store of entries alone is rebuilt too"
    store.close()


@pytest.mark.file_engine
def test_a_ledger_that_cannot_be_written_says_so_and_the_next_entry_confirms_both(opened: Store) -> None:
    files = opened.files
    assert files
    kept = files.ledger.rename(files.path.parent / "ledger")
    files.ledger.symlink_to("/dev/full")
    with pytest.raises(LoadFailedError, match="could not be confirmed"):
        keep(opened, SOURCE_TOTAL, [TOTAL], AT, "analyst")
    files.ledger.unlink()
    kept.rename(files.ledger)
    keep(opened, SOURCE_TOTAL, [TOTAL], AT, "analyst")
    assert verify(opened).wrong == []


@pytest.mark.file_engine
def test_a_store_of_the_second_version_is_brought_up_to_date(tmp_path: Path) -> None:
    files = StoreFiles(tmp_path / "s.duckdb")
    store = begin(files.path)
    give(store, 0)
    with store.cursor() as cursor:
        hashes = {load_id: record["rows_hash"] for load_id, record in records(cursor).items()}
    store.close()
    with duckdb.connect(str(files.path)) as connection:
        for kind in ENTRIES:
            if kind is not WITHDRAWAL:
                connection.execute(f"drop table {kind.table}")
        connection.execute("update meta set value = '2' where name = 'schema_version'")
        connection.execute("delete from meta where name = 'layout'")
    store = Store.open(files.path)
    assert store.noticed == ()
    with store.cursor() as cursor:
        assert {load_id: record["rows_hash"] for load_id, record in records(cursor).items()} == hashes
    enter_all(store)
    assert verify(store).wrong == []
    store.close()


@pytest.mark.file_engine
def test_a_store_of_the_release_without_notes_opens_and_keeps_what_it_had(tmp_path: Path) -> None:
    files = StoreFiles(tmp_path / "s.duckdb")
    store = begin(files.path)
    keep(store, SOURCE_TOTAL, [TOTAL], AT, "analyst")
    store.close()
    with duckdb.connect(str(files.path)) as connection:
        for kind in (NOTE, FLAG_CLOSED):
            connection.execute(f"drop table {kind.table}")
        connection.execute("update meta set value = 'as the release made it' where name = 'layout'")
    store = Store.open(files.path)
    assert (store.noticed, len(entered(store, SOURCE_TOTAL)), entered(store, NOTE)) == ((), 1, [])
    keep(store, NOTE, [REMARK], AT, "analyst")
    assert verify(store).wrong == []
    store.close()


@pytest.mark.file_engine
@pytest.mark.parametrize(("kind", "change"), [(NOTE, "words = 'otherwise'"), (FLAG_CLOSED, "reason = 'otherwise'")])
def test_a_note_or_a_reason_changed_in_the_database_is_put_right(
    files: StoreFiles, content: dict[str, list[str]], kind: EntryKind, change: str
) -> None:
    with duckdb.connect(str(files.path)) as connection:
        connection.execute(f"update {kind.table} set {change}")
    found, noticed = read(files)
    assert found == content
    assert "is not what was confirmed" in noticed[0]
