"""Entries that belong together, and which of them are past their period: all of a thread goes, or nothing of it."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from metrics.store.connection import Store
from metrics.store.entering import entered
from metrics.store.entries import EntryKind
from metrics.store.holding import Hold

Thread = tuple[Any, ...]


@dataclass(frozen=True)
class Member:
    """One kind of entry of a thread. same: the columns that tell threads apart; follows: or the column with the number of the
    entry whose place this one takes. days: columns of days on which something of it still happens. of: the kind of entry whose
    thread it belongs to, where `same` holds that one's number; None where its numbers are its own."""

    kind: EntryKind
    same: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    follows: str = ""
    of: EntryKind | None = None


class Past(NamedTuple):
    """Entries of one kind that are past their period: their numbers, and how many each hold keeps."""

    kind: str
    numbers: list[int]
    kept: Counter[int]


def past(store: Store, members: Sequence[Member], through: dt.date, holds: Sequence[Hold] = ()) -> list[Past]:
    """By kind of entry those whose whole thread was changed last, and happened last, by a day; and those that holds keep."""
    last: dict[Thread, dt.date] = {}
    mine: dict[Thread, list[tuple[str, int]]] = defaultdict(list)
    keeping: dict[Thread, set[int]] = defaultdict(set)
    for member in members:
        for thread, entry in _threads(store, member):
            days = [entry["recorded_at"].date(), *(entry[name] for name in member.days if entry[name])]
            last[thread] = max([last.get(thread, dt.date.min), *days])
            mine[thread].append((member.kind.name, entry["entry_id"]))
            keeping[thread] |= {hold.number for hold in holds if hold.keeps(entry)}
    found = {member.kind.name: Past(member.kind.name, [], Counter()) for member in members}
    for thread in (thread for thread, day in last.items() if day <= through):
        for name, number in mine[thread]:
            found[name].kept.update(keeping[thread])
            if not keeping[thread]:
                found[name].numbers.append(number)
    return list(found.values())


def _threads(store: Store, member: Member) -> list[tuple[Thread, Mapping[str, Any]]]:
    """Each entry with what tells its thread apart. Kinds meet in a thread only where one says that it is `of` the other."""
    rows = entered(store, member.kind)
    if member.follows:
        before = {row["entry_id"]: row[member.follows] for row in rows}
        return [((member.kind.name, _first(row["entry_id"], before)), row) for row in rows]
    of = (member.of or member.kind).name
    return [((of, *(row[name] for name in member.same)), row) for row in rows]


def _first(number: int, before: Mapping[int, int | None]) -> int:
    while (earlier := before.get(number)) is not None and earlier in before:
        number = earlier
    return number
