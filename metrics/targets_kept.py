"""Every change of the targets: what each load of the list, and each withdrawal of one, set, changed, ended or took out.

The list is replaced whole, and earlier loads stay in the store: so what changed is what differs between two of them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Literal

from metrics.question import area_key
from metrics.store.connection import Store
from metrics.store.snapshot import moment, snapshot
from metrics.targets import COLUMNS, Target, of_row
from metrics.teams import teams_in
from metrics.terms import Area

Kind = Literal["set", "changed", "ended", "taken out"]
Rows = dict[object, Target]


@dataclass(frozen=True)
class Change:
    """One target that differs: before (None: it is new) and after (None: it is no longer in the list)."""

    kind: Kind
    before: Target | None
    after: Target | None

    @property
    def target(self) -> Target:
        """The target as it is, or as it was."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True)
class Event:
    """A load of the Targets list, or its withdrawal, and what it changed. at: UTC. targets: how many stood after it."""

    load_id: int
    at: dt.datetime
    by: str
    file: str
    withdrawn: bool
    targets: int
    changes: tuple[Change, ...]


def kept(store: Store, within: Area | None = None, known_at: dt.datetime | None = None) -> list[Event]:
    """Every load and withdrawal of the Targets list up to a moment, the latest first; changes of an area and what lies in it."""
    rows = _rows_by_load(store, _teams(store, within, known_at))
    standing: set[int] = set()
    before: Rows = {}
    found = []
    for at, withdrawn, load_id, by, file in _events(store, known_at):
        (standing.discard if withdrawn else standing.add)(load_id)
        after = rows.get(max(standing, default=0), {})
        found.append(Event(load_id, at, by, file, withdrawn, len(after), _between(before, after)))
        before = after
    return found[::-1]


def _events(store: Store, known_at: dt.datetime | None) -> list[tuple[dt.datetime, bool, int, str, str]]:
    text = (
        "select recorded_at, false, load_id, loaded_by, file from loads where export = 'targets' and recorded_at <= $t "
        "union all select withdrawn_at, true, load_id, withdrawn_by, file from withdrawals join loads using (load_id) "
        "where export = 'targets' and withdrawn_at <= $t order by 1, 3"
    )
    return [(at, bool(gone), load, by, file) for at, gone, load, by, file in store.rows(text, t=moment(known_at))]


def _teams(store: Store, within: Area | None, known_at: dt.datetime | None) -> list[str] | None:
    if within is None or within.level == "force":
        return None
    return [*teams_in(store, snapshot(store, known_at), within), str(area_key(within))]


def _rows_by_load(store: Store, teams: list[str] | None) -> dict[int, Rows]:
    text = f"select load_id, {COLUMNS} from targets where $teams is null or list_contains($teams::varchar[], team)"
    found: dict[int, Rows] = {}
    for load_id, *row in store.rows(text, teams=teams):
        target = of_row(row)
        found.setdefault(load_id, {})[target.key] = target
    return found


def _between(before: Rows, after: Rows) -> tuple[Change, ...]:
    """What differs, in the order of the list; what was taken out comes last."""
    found = [
        Change(_kind(old := before.get(key), new), old, new) for key, new in after.items() if before.get(key) != new
    ]
    return (*found, *(Change("taken out", old, None) for key, old in before.items() if key not in after))


def _kind(old: Target | None, new: Target) -> Kind:
    if old is None:
        return "set"
    only_ends = replace(old, last=new.last) == new and new.last is not None
    return "ended" if only_ends else "changed"
