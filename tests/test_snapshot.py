"""What is known at a moment is laid out whole or not at all."""

from __future__ import annotations

import datetime as dt

import duckdb
import pytest

from metrics.store import snapshot as snapshots
from metrics.store.snapshot import snapshot
from tests.small_force import SmallForce
from tests.test_credit_and_hours import duty


def catalogs(force: SmallForce) -> set[str]:
    """The snapshots that are there."""
    names = force.store.rows("select database_name from duckdb_databases()")
    return {name for (name,) in names if name.startswith("known_")}


def test_a_snapshot_that_cannot_be_made_leaves_nothing_behind_and_is_made_when_it_can(
    force: SmallForce, monkeypatch: pytest.MonkeyPatch
) -> None:
    force.load("Duties", [duty("D1", "2026-06-02 08:00", "2026-06-02 12:00", "On beat", "0201")])
    before = catalogs(force)

    def fails(_: object) -> None:
        raise duckdb.OutOfMemoryException("no room")

    with monkeypatch.context() as patch:
        patch.setattr(snapshots._Tables, "hours", fails)
        with pytest.raises(duckdb.OutOfMemoryException):
            snapshot(force.store)
    assert catalogs(force) <= before
    name = snapshot(force.store)
    assert force.store.rows("select sum(available) from hours_day", name) == [(4.0,)]


def test_moments_between_which_nothing_came_in_share_a_snapshot(force: SmallForce) -> None:
    lists = force.clock
    force.load("Duties", [duty("D1", "2026-06-02 08:00", "2026-06-02 12:00", "On beat", "0201")])
    now, before = snapshot(force.store), snapshot(force.store, lists)
    assert snapshot(force.store, force.clock) == snapshot(force.store, force.clock + dt.timedelta(days=9)) == now
    assert snapshot(force.store, force.clock - dt.timedelta(seconds=1)) == before != now
    nothing = snapshot(force.store, dt.datetime(2020, 1, 1))
    assert nothing not in (now, before)
    assert force.store.rows("select count(*) from stints", nothing) == [(0,)]


def test_a_snapshot_of_a_large_store_is_compressed_and_says_the_same(
    force: SmallForce, monkeypatch: pytest.MonkeyPatch
) -> None:
    force.load("Duties", [duty("D1", "2026-06-02 08:00", "2026-06-02 12:20", "On beat", "0201")])
    plain = tables_of(force, snapshot(force.store))
    force.store.snapshots.clear()
    monkeypatch.setattr(snapshots, "COMPRESSED_FROM", 1)
    compressed = snapshot(force.store)
    text = "select options['compress'] from duckdb_databases() where database_name = $name"
    assert force.store.rows(text, name=compressed) == [("true",)]
    assert tables_of(force, compressed) == plain


def tables_of(force: SmallForce, catalog: str) -> dict[str, list[tuple[object, ...]]]:
    """Every table of a snapshot; rows that are sorted by nothing in an order of their own."""
    text = "select table_name from duckdb_tables() where database_name = $name order by table_name"
    names = [name for (name,) in force.store.rows(text, name=catalog)]
    return {name: force.store.rows(f"from {name} order by all", catalog) for name in names}


def test_a_version_that_is_held_back_is_laid_out_before_it_is_told_of(force: SmallForce) -> None:
    force.load("Duties", [duty("D1", "2026-06-02 08:00", "2026-06-02 12:00", "On beat", "0201")])
    before, version = snapshot(force.store), force.store.version
    with force.store.holding():
        force.load("Duties", [duty("D1", "2026-06-02 08:00", "2026-06-02 13:00", "On beat", "0201")])
        coming = snapshots.prepare(force.store)
        assert force.store.version == version
        assert snapshot(force.store) == before != coming
        snapshot(force.store, force.clock - dt.timedelta(days=400))  # as known earlier: what is to come stays
        assert hours_of(force, before) == 4.0
    assert force.store.version > version
    assert snapshot(force.store) == coming
    assert hours_of(force, coming) == 5.0
    assert hours_of(force, before) == 4.0, "who is in the middle of a page goes on with what it asked"


def test_no_more_snapshots_are_kept_than_there_is_room_for(force: SmallForce) -> None:
    for number in range(2 * snapshots.KEPT):
        with force.store.holding():
            force.load("Duties", [duty(f"D{number}", "2026-06-02 08:00", "2026-06-02 12:00", "On beat", "0201")])
            snapshots.prepare(force.store)
        assert len(force.store.snapshots) <= snapshots.KEPT


def hours_of(force: SmallForce, catalog: str) -> float:
    """The hours worked, as a snapshot knows them."""
    return float(force.store.rows("select sum(available) from hours_day", catalog)[0][0])
