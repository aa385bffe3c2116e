"""Reading the look-up log: who looked at one person, all looks of some days, and whether the log is whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from metrics.access import anchors
from metrics.access.look_checks import Proved
from metrics.access.lookups import LOOK, lines_of, log_of, parts
from metrics.people import Stint, everyone, stints
from metrics.question import Period
from metrics.store.chain import Line
from metrics.store.connection import Store
from metrics.store.snapshot import snapshot
from metrics.terms import LONDON


@dataclass(frozen=True)
class Looked:
    """One line of the log. at: with offset, on our clocks. name: of whoever looked, as the Officers list has it, else as they
    signed in. The rest as of `lookups.Look`."""

    number: int
    at: dt.datetime
    who: str
    name: str
    own: str
    access: str
    role: str
    whom: tuple[str, ...]
    what: str
    days: Period | None
    why: str
    outcome: str
    opened: bool


@dataclass(frozen=True)
class State:
    """Whether the log is whole. anchored: the number of the last anchor in the store, None where there is none, and when it was
    kept. outside: how many anchors the file has that the configuration names."""

    proved: Proved
    anchored: int | None
    anchored_at: dt.datetime | None
    outside: int


def at_person(store: Store, collar: str) -> tuple[Looked, ...]:
    """Every look at one person that the log still has, the latest first."""
    mark = f'"{collar}"'.encode()
    return tuple(one for one in reversed(list(_read(store, mark))) if collar in one.whom)


def in_days(store: Store, start: dt.date, end: dt.date) -> tuple[Looked, ...]:
    """Every look of some days (on our clocks), the latest first."""
    return tuple(one for one in reversed(list(_read(store, since=start))) if start <= one.at.date() <= end)


def postings(store: Store) -> tuple[Stint, ...]:
    """Everybody's postings, as known now."""
    return tuple(stints(store, snapshot(store)))


def state(store: Store) -> State:
    """Look at every line, and at every anchor."""
    proved, outside = anchors.proved(store)
    last = anchors.in_store(store)[-1:]
    return State(proved, last[0].number if last else None, anchors.last_at(store), outside)


def _read(store: Store, mark: bytes = b"", since: dt.date | None = None) -> Iterator[Looked]:
    if store.path is None:
        return
    names = {one.collar: f"{one.role} {one.name}" for one in everyone(store) if one.name}
    folder = log_of(store.path).folder
    first = f"{since - dt.timedelta(days=1):%Y-%m}" if since else ""
    for part in parts(folder):
        if part.stem >= first:
            yield from (_looked(line, names) for line in lines_of(part, mark) if line["kind"] == LOOK)


def _looked(line: Line, names: dict[str, str]) -> Looked:
    days = tuple(dt.date.fromisoformat(day) for day in line["days"])
    return Looked(
        line["n"], dt.datetime.fromisoformat(line["at"]).astimezone(LONDON), line["who"],
        names.get(line["own"]) or line["shown"], line["own"], line["access"], line["role"], tuple(line["whom"]), line["what"],
        (days[0], days[1]) if days else None, line["why"], line["outcome"], line["opened"],
    )  # fmt: skip
