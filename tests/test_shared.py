"""A store shared by several servers: the same promises, and the same tests, on PostgreSQL. All of them run so with
BEATBOARD_TEST_ENGINE=shared; here are those that two servers need, and some of the others."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import duckdb
import psycopg
import pytest

from metrics.actions import agree
from metrics.loading import now, withdraw
from metrics.retention import purging
from metrics.setting_target import save
from metrics.store import engine
from metrics.store.backing_up import back_up, copy_store, restore
from metrics.store.compacting import compact
from metrics.store.connection import LoadFailedError, Store, StoreUnavailableError
from metrics.store.disposing import dispose
from metrics.store.engine import Engine
from metrics.store.files import StoreFiles
from metrics.store.ledger import Ledger
from metrics.store.schema import table_names
from metrics.store.verifying import verify
from metrics.targets import listed
from tests import postgres
from tests.assurance.weeks import begin, content_of, days_of, give, looked, same_at_once
from tests.postgres import Cluster
from tests.test_locked_down import FORBIDDEN, REFUSED
from tests.test_retention import LATE, LATER, MARK, build
from tests.test_setting_targets import MONDAY, wanted

pytestmark = pytest.mark.skipif(bool(postgres.lacking()), reason=postgres.lacking() or "everything is there")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with postgres.cluster() as running:
        yield running


@pytest.fixture(autouse=True, scope="module")
def shared(cluster: Cluster) -> Iterator[None]:
    """Every store is a shared one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(engine.CATALOG, cluster.catalog)
        yield


@pytest.fixture(scope="module")
def servers(shared: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    """Two servers over one store, each with a copy, a connection and a lock of its own, as two processes have."""
    path = tmp_path_factory.mktemp("shared") / "s.duckdb"
    one, other = begin(path), Store.open(path)
    yield one, other
    one.close()
    other.close()


def test_what_one_server_stores_the_other_sees(servers: tuple[Store, Store]) -> None:
    one, other = servers
    before = other.version
    give(one, 0)
    assert other.version == before, "not before it has looked"
    assert looked(other).version == before + 3
    assert content_of(other) == content_of(one)
    withdraw(other, 4, now(), "inspector", "wrong week")
    taken = dispose(one, ["duties"], days_of(0)[0], "a rule", "one", "another", now())
    assert len(taken) == 1
    looked(other)
    assert looked(one).version == other.version
    assert content_of(other) == content_of(one)


def test_the_same_file_at_two_servers_counts_once(servers: tuple[Store, Store]) -> None:
    before = Ledger.read(StoreFiles(servers[0].path).ledger).lines
    assert Counter(same_at_once(servers, 1, 6)) == {"accepted": 1, "unchanged": 5}
    assert Ledger.read(StoreFiles(servers[0].path).ledger).lines == before + 1


def test_what_a_killed_server_left_the_next_one_confirms(servers: tuple[Store, Store]) -> None:
    one, other = servers
    files = StoreFiles(one.path)
    give(one, 2)
    confirmed = files.ledger.read_bytes()
    files.ledger.write_bytes(
        confirmed[: confirmed[:-1].rindex(b"\n") + 20]
    )  # as if killed while it wrote the last line
    give(other, 3)
    assert not Ledger.read(files.ledger).broken
    assert files.ledger.read_bytes().count(b"\n") == confirmed.count(b"\n") + 3
    assert "had been stored whole but not confirmed" in other.noticed[0]


def test_a_lock_that_was_lost_lets_nothing_in_twice(servers: tuple[Store, Store]) -> None:
    """PostgreSQL drops the connection that holds the lock while a load is on its way: another server loads the same."""
    one, other = servers
    base = one.base

    def lose() -> None:
        with psycopg.connect(base.reach, autocommit=True) as connection:  # type: ignore[attr-defined]
            held = "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted"
            assert connection.execute(held).fetchall() == [(True,)]
        assert [result.status for result in give(other, 4)] == ["accepted"] * 3

    commit, base.commit = base.commit, lambda cursor, added: (lose(), commit(cursor, added))[1]  # type: ignore[method-assign]
    with pytest.raises(LoadFailedError, match="another server wrote at the same moment"):
        give(one, 4)
    base.commit = commit  # type: ignore[method-assign]
    assert [result.status for result in give(one, 4)] == ["unchanged"] * 3
    assert content_of(one) == content_of(other)


def test_postgresql_that_is_gone_is_one_sentence_and_comes_back(servers: tuple[Store, Store], cluster: Cluster) -> None:
    one, other = servers
    cluster.stop()
    try:
        for attempt in (lambda: looked(one), lambda: give(one, 5), lambda: Store.open(one.path)):
            with pytest.raises(
                StoreUnavailableError, match=r"does not answer for the moment|cannot be reached"
            ) as said:
                attempt()
            assert "\n" not in str(said.value)
    finally:
        cluster.start()
    assert [result.status for result in give(one, 5)] == ["accepted"] * 3
    assert content_of(looked(other)) == content_of(one)


def test_from_a_file_to_shared_and_back(tmp_path: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("metrics.store.shared.INLINED_ROWS", 0)  # every row in a file of the folder
    chosen = Engine(cluster.catalog, tmp_path / "shared")
    monkeypatch.setattr(engine, "chosen", lambda: chosen)
    place, shared, back = (StoreFiles(tmp_path / name) for name in ("s.duckdb", "shared/own.duckdb", "back.duckdb"))
    store = begin(place.path)
    give(store, 0)
    content = content_of(store)
    store.close()
    assert copy_store(place, shared) == copy_store(shared, back) == 5
    assert (place.path.exists(), shared.path.exists(), back.path.exists()) == (True, False, True)
    store = Store.open(back.path)
    assert (content_of(store), store.noticed) == (content, ())
    store.close()
    (tmp_path / "mounted").symlink_to(tmp_path / "shared")
    chosen = Engine(cluster.catalog, tmp_path / "mounted")
    store = Store.open(tmp_path / "mounted" / "own.duckdb")
    assert content_of(store) == content, "another server has the folder at another place"
    store.close()


def test_backup_restore_and_compacting(servers: tuple[Store, Store], tmp_path: Path) -> None:
    one, other = servers
    content = content_of(looked(one))
    loads = back_up(one, tmp_path / "backup")
    give(other, 6)
    assert restore(tmp_path / "backup", StoreFiles(one.path), replace=True) == loads
    assert content_of(looked(other)) == content == content_of(looked(one))
    versions = one.version
    give(one, 7)
    assert one.version > versions, (
        "numbers go on from where they were: what was remembered of the other store is not asked"
    )
    content = content_of(one)
    assert compact(one) is not None
    assert content_of(looked(other)) == content
    give(other, 8)
    assert content_of(looked(one)) == content_of(other)


def test_rows_changed_in_the_engine_are_noticed(servers: tuple[Store, Store]) -> None:
    one, _ = servers
    give(one, 9)
    content = content_of(one)
    with one.cursor("lake") as cursor:
        cursor.execute("update ppns set collar_no = '0102' where collar_no = '0101'")
    assert any("The rows of load" in words for words in verify(one).wrong)
    store = Store.open(one.path)
    assert "holds rows that are not those that were confirmed" in store.noticed[0]
    assert content_of(store) == content
    store.close()
    assert verify(looked(one)).wrong == []
    assert content_of(one) == content


def test_the_connection_reaches_nothing_else(servers: tuple[Store, Store]) -> None:
    for text in (*FORBIDDEN, "set threads = 4"):
        with servers[0].cursor() as cursor, pytest.raises(duckdb.Error, match=REFUSED):
            cursor.execute(text)


def test_targets_set_at_two_servers_are_both_in_the_list(servers: tuple[Store, Store]) -> None:
    one, other = servers
    looked(one)
    for store, amount, first in ((one, 3.0, MONDAY), (other, 4.0, MONDAY + dt.timedelta(days=70))):
        assert save(store, wanted(amount=amount, first=first), "analyst", now()).status == "accepted"
    assert {target.amount for target in listed(other)} == {3.0, 4.0}, "the second had not looked when it made its list"


def test_a_purge_reaches_every_servers_copy_the_lake_its_history_and_what_is_made_of_it(tmp_path: Path) -> None:
    path = tmp_path / "own.duckdb"
    build(path).store.close()
    one, other = Store.open(path), Store.open(path)
    back_up(one, tmp_path / "backup")
    assert MARK in told_by(other) and MARK in told_by(one, "lake")
    purged = purging.approve(one, purging.propose(one, LATER, "Schedule 4", "analyst", LATE), "inspector", LATE)
    assert (purged.rows > 0, purged.faults) == (True, ())
    looked(other)
    for store in (one, other):
        assert content_of(store) == content_of(one)
        assert MARK not in told_by(store)
        assert verify(store).wrong == []
    assert MARK not in told_by(one, "lake")
    kept = [file for file in (tmp_path / "own.duckdb.rows").rglob("*") if file.is_file()]
    assert not [file for file in [*kept, StoreFiles(path).ledger] if MARK.encode() in file.read_bytes()]
    content = content_of(one)
    agree(other, ("officer", "0102"), "one_to_one", "Later", "x", LATER, "b", LATE)
    assert verify(looked(one)).wrong == []
    restore(tmp_path / "backup", StoreFiles(path), replace=True)
    assert MARK not in told_by(looked(one)) and MARK not in told_by(looked(other), "lake")
    assert verify(one).wrong == []
    assert content["arrests"] == content_of(other)["arrests"]
    one.close()
    other.close()


def told_by(store: Store, catalog: str = "store") -> str:
    """Everything that a catalog holds."""
    with store.cursor() as cursor:
        return repr([cursor.execute(f'from {catalog}."{name}"').fetchall() for name in table_names()])
