"""The store is looked after: what was confirmed is never lost, what is damaged is noticed, and backups come back."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from metrics.__main__ import main
from metrics.loading import Choice, load, now, withdraw
from metrics.store.connection import LoadFailedError, Store, StoreUnavailableError
from metrics.store.files import StoreFiles
from metrics.store.ledger import Ledger
from metrics.store.verifying import verify
from metrics.terms import WHOLE_FORCE
from tests.assurance import store as proofs
from tests.assurance.damage import closed_well, outcome, with_a_log
from tests.assurance.weeks import begin, content_of, days_of, give, pool


@pytest.fixture
def files(tmp_path: Path) -> StoreFiles:
    """A closed store of two lists, three weeks and a withdrawal."""
    files = StoreFiles(tmp_path / "s.duckdb")
    store = begin(files.path)
    for number in range(3):
        give(store, number)
    withdraw(store, 4, now(), "inspector", "wrong week")
    store.close()
    return files


@pytest.fixture
def content(files: StoreFiles) -> dict[str, list[str]]:
    """All that the store holds."""
    return read(files)[0]


def read(files: StoreFiles) -> tuple[dict[str, list[str]], tuple[str, ...]]:
    """All that a store holds, and what was noticed when it was opened."""
    store = Store.open(files.path)
    try:
        return content_of(store), store.noticed
    finally:
        store.close()


def beside(files: StoreFiles, words: str) -> list[Path]:
    return list(files.path.parent.glob(f"*.{words}-*"))


# --------------------------------------------------------------------------------------------------- at the start
@pytest.mark.file_engine
def test_a_store_that_was_closed_well_has_nothing_to_say(files: StoreFiles, content: dict[str, list[str]]) -> None:
    assert read(files) == (content, ())
    assert files.is_sealed()


def test_a_store_in_memory_has_no_files() -> None:
    store = begin(None)
    give(store, 0)
    assert (store.files, store.ledger, verify(store).wrong) == (None, None, [])
    store.close()


@pytest.mark.file_engine
@pytest.mark.parametrize("gone", ["database", "database and seal"])
def test_a_database_that_is_gone_is_rebuilt(files: StoreFiles, content: dict[str, list[str]], gone: str) -> None:
    files.path.unlink()
    if gone != "database":
        files.seal.unlink()
    found, noticed = read(files)
    assert found == content
    assert "was not there. It was rebuilt from the archive: all 11 confirmed loads" in noticed[0]


@pytest.mark.file_engine
def test_an_older_database_put_back_is_given_what_it_lacks(tmp_path: Path) -> None:
    files = StoreFiles(tmp_path / "s.duckdb")
    store = begin(files.path)
    give(store, 0)
    store.close()
    shutil.copy(files.path, tmp_path / "older")
    store = Store.open(files.path)
    give(store, 1)
    withdraw(store, 3, now(), "inspector", "")
    content = content_of(store)
    store.close()
    shutil.copy(tmp_path / "older", files.path)
    found, noticed = read(files)
    assert found == content
    assert noticed[0].startswith("4 loads or withdrawals confirmed earlier had gone from the database")
    assert read(files) == (content, ()), "it is said once"


@pytest.mark.file_engine
def test_words_swapped_under_a_right_checksum_are_noticed(files: StoreFiles, content: dict[str, list[str]]) -> None:
    """As DuckDB itself would not: the rows are changed through it, so every checksum fits."""
    with duckdb.connect(str(files.path)) as connection:
        connection.execute("update ppns set collar_no = '0102' where collar_no = '0101'")
    found, noticed = read(files)
    assert found == content
    assert "holds rows that are not those that were confirmed" in noticed[0]
    assert len(beside(files, "damaged")) >= 1, "the damaged one is kept"


@pytest.mark.file_engine
def test_a_record_changed_in_the_database_is_noticed(files: StoreFiles, content: dict[str, list[str]]) -> None:
    with duckdb.connect(str(files.path)) as connection:
        connection.execute("update loads set area = 'sector:Corby' where load_id = 3")
    found, noticed = read(files)
    assert found == content
    assert "is not what was confirmed" in noticed[0]


def test_what_was_stored_and_not_confirmed_is_confirmed_at_the_next_start(tmp_path: Path) -> None:
    files = StoreFiles(tmp_path / "s.duckdb")
    store = begin(files.path)
    load(store, pool()[0], now(), "test", every=Choice(WHOLE_FORCE, days_of(0)), checkpoint=False)
    content = content_of(store)
    store.close()
    found, noticed = read(files)
    assert found == content
    assert noticed == (
        "3 loads or withdrawals had been stored whole but not confirmed when the program stopped. It counts now.",
    )
    assert len(Ledger.read(files.ledger).entries) == 5


def test_half_a_line_of_the_ledger_is_of_a_kill_and_is_completed(
    files: StoreFiles, content: dict[str, list[str]]
) -> None:
    text = files.ledger.read_bytes()
    files.ledger.write_bytes(text[:-30])
    found, noticed = read(files)
    assert (found, len(noticed)) == (content, 1)
    assert files.ledger.read_bytes() == text


@pytest.mark.parametrize("line", [0, 5, 11])
def test_a_changed_line_of_the_ledger_is_noticed(files: StoreFiles, content: dict[str, list[str]], line: int) -> None:
    lines = files.ledger.read_bytes().splitlines(keepends=True)
    lines[line] = lines[line].replace(b"inspector", b"inspectro").replace(b"assurance", b"assurrance")
    files.ledger.write_bytes(b"".join(lines))
    found, noticed = read(files)
    assert found == content
    assert noticed[0].startswith(f"Line {line + 1} of the ledger was damaged or changed.")
    assert not Ledger.read(files.ledger).broken


def test_a_line_taken_out_of_the_ledger_is_noticed(files: StoreFiles, content: dict[str, list[str]]) -> None:
    lines = files.ledger.read_bytes().splitlines(keepends=True)
    files.ledger.write_bytes(b"".join(lines[:4] + lines[5:]))
    assert verify_at(files) == ["Line 5 of the ledger"]
    found, noticed = read(files)
    assert (found, len(noticed)) == (content, 1)


def verify_at(files: StoreFiles) -> list[str]:
    """The first words of what a ledger's own check finds."""
    return [f"Line {number} of the ledger" for number in Ledger.read(files.ledger).broken]


@pytest.mark.file_engine
def test_database_and_ledger_both_damaged_is_refused_with_a_sentence(files: StoreFiles) -> None:
    files.path.write_bytes(b"not a database" * 1000)
    lines = files.ledger.read_bytes().splitlines(keepends=True)
    files.ledger.write_bytes(b"".join(lines[1:]))
    with pytest.raises(
        StoreUnavailableError, match=r"is damaged or is not a Beatboard store\. Restore it from a backup"
    ):
        Store.open(files.path)
    assert files.path.read_bytes().startswith(b"not a database"), "nothing is changed"


@pytest.mark.file_engine
def test_an_archive_that_lacks_files_is_completed(files: StoreFiles, content: dict[str, list[str]]) -> None:
    for path in sorted(files.archive.glob("*.loads"))[1:3]:
        path.unlink()
    found, noticed = read(files)
    assert (found, noticed) == (content, ("The archive lacked 6 loads. It was completed from the database.",))
    files.path.unlink()
    assert read(files)[0] == content


@pytest.mark.file_engine
def test_the_key_of_hashed_locations_survives_a_rebuild(files: StoreFiles) -> None:
    key = meta(files)
    files.path.unlink()
    read(files)
    assert meta(files) == key


def meta(files: StoreFiles) -> str:
    store = Store.open(files.path)
    try:
        return str(store.rows("select value from meta where name = 'secret'")[0][0])
    finally:
        store.close()


@pytest.mark.file_engine
def test_a_store_of_the_first_version_is_brought_up_to_date(files: StoreFiles, content: dict[str, list[str]]) -> None:
    with duckdb.connect(str(files.path)) as connection:
        connection.execute("delete from withdrawals")
        connection.execute("create table old as select * exclude (attempt, rows_hash) from loads")
        connection.execute("drop table loads")
        connection.execute("drop table withdrawals")
        connection.execute("alter table old rename to loads")
        connection.execute("delete from meta where name = 'layout'")
        connection.execute("update meta set value = '1' where name = 'schema_version'")
    files.ledger.unlink()
    shutil.rmtree(files.archive)
    found, noticed = read(files)
    assert {**found, "withdrawals": content["withdrawals"]} == content
    assert noticed == ()
    files.path.unlink()
    assert read(files)[0] == found


# ---------------------------------------------------------------------------------------------------- while it runs
@pytest.mark.file_engine
def test_a_ledger_that_cannot_be_written_confirms_nothing_and_the_next_load_does(tmp_path: Path) -> None:
    files = StoreFiles(tmp_path / "s.duckdb")
    store = begin(files.path)
    files.ledger.rename(tmp_path / "ledger")
    files.ledger.symlink_to("/dev/full")
    with pytest.raises(LoadFailedError, match=r"stored, but the disk is full and it could not be confirmed"):
        give(store, 0)
    files.ledger.unlink()
    (tmp_path / "ledger").rename(files.ledger)
    give(store, 1)
    assert verify(store).wrong == []
    assert len(Ledger.read(files.ledger).entries) == 8
    store.close()


def test_an_archive_that_cannot_be_written_stores_nothing(tmp_path: Path) -> None:
    files = StoreFiles(tmp_path / "s.duckdb")
    store = begin(files.path)
    before = content_of(store)
    files.archive.rename(tmp_path / "elsewhere")
    files.archive.write_text("a file where the folder should be")
    with pytest.raises(LoadFailedError, match="Nothing was stored"):
        give(store, 0)
    assert content_of(store) == before
    files.archive.unlink()
    (tmp_path / "elsewhere").rename(files.archive)
    assert [result.status for result in give(store, 0)] == ["accepted"] * 3
    assert verify(store).wrong == []
    store.close()


# ------------------------------------------------------------------------------------------------- the heavy proofs
@pytest.fixture(autouse=True, scope="module")
def _children() -> Iterator[None]:
    os.environ["BEATBOARD_ASSURANCE_CHILDREN"] = "1"
    yield
    del os.environ["BEATBOARD_ASSURANCE_CHILDREN"]


def test_kills_lose_nothing(tmp_path: Path) -> None:
    assert ": 0 lost of" in (said := proofs.kills(tmp_path / "k", 4, seed=7))
    assert "0 partial, 0 failed starts" in said


def test_many_threads_have_one_winner(tmp_path: Path) -> None:
    assert proofs.threads(tmp_path / "t", 2).endswith("2 rounds: one winner in 2.")


@pytest.mark.file_engine
def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    said = proofs.full_disks(tmp_path / "f", (2_000, 2_000_000))
    assert said.endswith("1 loads failed and said so, 1 confirmed, 0 partial, 2 of 2 work after.")


@pytest.mark.file_engine
def test_damage_is_never_shown_as_a_number(tmp_path: Path) -> None:
    chance, found = random.Random(11), Counter[str]()
    for target, patient in (("path", closed_well(tmp_path)), ("wal", with_a_log(tmp_path))):
        for kind in ("flip", "cut", "swap", "wipe"):
            found[outcome(patient, tmp_path / "patient", kind, target, chance)] += 1
    assert found.keys() <= {"put right and said", "no effect", "no change"}
    assert found["put right and said"] >= 5


# -------------------------------------------------------------------------------------------------- command line
def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main([str(argument) for argument in arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_verify_says_what_was_looked_at(files: StoreFiles, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "verify", "--store", files.path)
    assert code == 0
    assert out.strip() == (
        "11 loads, 1 withdrawals, 12 lines of the ledger and 11 archived loads were checked: all is well."
    )
    code, out, _ = run(capsys, "verify", "--store", files.path, "--json")
    assert (code, json.loads(out)["wrong"], json.loads(out)["archived"]) == (0, [], 11)


def test_verify_finds_a_damaged_archive(files: StoreFiles, capsys: pytest.CaptureFixture[str]) -> None:
    path = sorted(files.archive.glob("*.loads"))[0]
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    code, out, _ = run(capsys, "verify", "--store", files.path)
    assert code == 1
    assert f"{path.name} of the archive is not what was written." in out
    path.unlink()
    assert run(capsys, "verify", "--store", files.path)[0] == 1, "what was put right is said once"
    assert run(capsys, "verify", "--store", files.path)[0] == 0


@pytest.mark.file_engine
def test_verify_finds_what_changed_under_an_open_store(files: StoreFiles) -> None:
    store = Store.open(files.path)
    with store.cursor() as cursor:
        duties = store.rows("select min(load_id) from duties")[0][0]
        cursor.execute("update duties set state = 'Court' where load_id = $load_id", {"load_id": duties})
        cursor.execute("insert into arrests (load_id, source_row) values (99, 2)")
        cursor.execute("update loads set days_to = date '1999-01-01', area = 'beat:Z9' where load_id = 6")
    wrong = " ".join(verify(store).wrong)
    store.close()
    for words in (
        f"The rows of load {duties} are not those that were stored.",
        "The table arrests has rows that belong to no load.",
        "The days that load 6 covers are not in order.",
        "Load 6 covers beat:Z9, which no Beats list has.",
        "The database has load 6 otherwise than the ledger, or not.",
    ):
        assert words in wrong
    assert "archive" not in wrong.replace("from the archive", ""), "nothing is wrong with the archive"


@pytest.mark.file_engine
def test_a_store_that_cannot_be_opened_is_exit_code_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "s.duckdb").write_bytes(b"not a database" * 1000)
    for command in (("verify",), ("backup", "--to", tmp_path / "b"), ("withdraw", "1")):
        code, _, err = run(capsys, *command, "--store", tmp_path / "s.duckdb")
        assert (code, err.count("\n")) == (3, 1)


@pytest.mark.file_engine
def test_backup_and_restore(
    files: StoreFiles, content: dict[str, list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = files.path.parent / "backup"
    assert run(capsys, "backup", "--store", files.path, "--to", folder)[0] == 0
    code, _, err = run(capsys, "backup", "--store", files.path, "--to", folder)
    assert (code, "is not empty" in err) == (2, True)
    code, _, err = run(capsys, "restore", folder, "--store", files.path)
    assert (code, "use --replace" in err) == (2, True)
    assert run(capsys, "withdraw", "5", "--store", files.path, "--reason", "after the backup")[0] == 0
    assert run(capsys, "restore", folder, "--store", files.path, "--replace")[0] == 0
    assert read(files) == (content, ())
    assert len(beside(files, "replaced")) == 4, "the store that was there is kept: database, ledger, archive, seal"
    elsewhere = StoreFiles(files.path.parent / "new" / "s.duckdb")
    assert run(capsys, "restore", folder, "--store", elsewhere.path)[0] == 0
    assert read(elsewhere) == (content, ())


@pytest.mark.parametrize("name", ["store.duckdb", "store.duckdb.ledger", "manifest.json"])
def test_a_damaged_backup_is_refused(files: StoreFiles, capsys: pytest.CaptureFixture[str], name: str) -> None:
    folder = files.path.parent / "backup"
    run(capsys, "backup", "--store", files.path, "--to", folder)
    path = folder / name
    path.write_bytes(path.read_bytes()[:-10])
    code, _, err = run(capsys, "restore", folder, "--store", files.path.parent / "new.duckdb")
    assert (code, "missing or damaged" in err) == (2, True)
    assert not (files.path.parent / "new.duckdb").exists()


@pytest.mark.file_engine
def test_rebuild(files: StoreFiles, content: dict[str, list[str]], capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "rebuild", "--store", files.path)
    assert (code, "is rebuilt: 11 loads" in out) == (0, True)
    assert read(files) == (content, ())
    assert len(beside(files, "replaced")) == 2
    shutil.rmtree(files.archive)
    code, _, err = run(capsys, "rebuild", "--store", files.path)
    assert (code, "cannot be rebuilt, the archive lacks load 1, 2, 3, 4, 5: restore a backup" in err) == (2, True)


def test_withdraw_says_what_it_cannot(files: StoreFiles, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "withdraw", "4", "--store", files.path)[0] == 2
    assert run(capsys, "withdraw", "5", "--store", files.path)[1] == "Load 5 is withdrawn.\n"


@pytest.mark.file_engine
def test_a_load_says_on_standard_error_what_was_put_right(
    files: StoreFiles, capsys: pytest.CaptureFixture[str]
) -> None:
    files.path.unlink()
    code, out, err = run(capsys, "figures", "--kpi", "arrests", "--store", files.path)
    assert (code, out.splitlines()[0][:3], "rebuilt from the archive" in err) == (0, "kpi", True)


@pytest.mark.file_engine
def test_a_database_copied_alone_gets_a_ledger_and_an_archive_of_its_own(
    files: StoreFiles, content: dict[str, list[str]], tmp_path: Path
) -> None:
    copy = StoreFiles(tmp_path / "copy" / "s.duckdb")
    copy.path.parent.mkdir()
    shutil.copy(files.path, copy.path)
    assert read(copy) == (content, ())
    copy.path.unlink()
    assert read(copy)[0] == content
