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
