"""One-to-ones that were held: each with its sheet as it stood, both sides' words in every version, and who acknowledged what.

Nobody can edit another's words: a side's words are followed only by words of the same person. Once both sides have
acknowledged the same sheet it is closed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Literal, NamedTuple

from metrics.notes import PEOPLE, name_faults, plain
from metrics.one_to_one.sheet import Sheet, as_json
from metrics.store.connection import Store
from metrics.store.entering import entered, keep
from metrics.store.entries import ACTION, ONE_TO_ONE, ONE_TO_ONE_SEEN, ONE_TO_ONE_WORDS, EntryKind
from metrics.store.snapshot import moment
from metrics.terms import local, say_date

Side = Literal["officer", "supervisor"]
SIDES: tuple[Side, Side] = ("officer", "supervisor")
Sides = frozenset[Side]
BOTH: Sides = frozenset(SIDES)
"""On a desk, where nobody signs in, both sides sit before the same screen and give their names."""
State = Literal["not yet", "acknowledged", "acknowledged before the last change"]
EVERY = dt.timedelta(weeks=6)
"""How long after a one-to-one the next is due, unless another day was agreed."""
MOST_LETTERS = 4000
"""Of one version of one side's words."""
NOT_THEIR_SIDE = "This side is written by {} alone: nobody writes another's words."
WHOSE: dict[Side, str] = {"officer": "the officer", "supervisor": "whoever supervised them on that day"}
NOT_THEIRS = "A one-to-one is held by the person's supervisor on that day, or by whoever stands in for them."
OWN_NAME = "This is the officer's own name: a one-to-one is kept by the supervisor who held it."
CLOSED = "Both sides have acknowledged this sheet, so it is closed. Bring it to the next one-to-one, or add a note to a figure."


class Version(NamedTuple):
    """What one side wrote, as one version of it. at: UTC."""

    number: int
    side: Side
    words: str
    by: str
    at: dt.datetime


class Seen(NamedTuple):
    """That one side acknowledged what stood then. stood: its SHA-256."""

    side: Side
    stood: str
    by: str
    at: dt.datetime


class Agreed(NamedTuple):
    """An action as it was agreed at a one-to-one. number: by which `metrics.actions` knows it."""

    number: int
    words: str
    owner: str
    due: dt.date | None
    at: dt.datetime


@dataclass(frozen=True)
class OneToOne:
    """A one-to-one that was held. sheet: JSON, as kept. by: the supervisor, who held it. at: UTC.

    versions, agreed, seen: in the order in which they were entered.
    """

    number: int
    collar: str
    held_on: dt.date
    next_due: dt.date
    sheet: str = field(repr=False)
    by: str
    at: dt.datetime
    versions: tuple[Version, ...]
    agreed: tuple[Agreed, ...]
    seen: tuple[Seen, ...]

    def words(self, side: Side) -> Version | None:
        """A side's words that stand: its latest."""
        return next((one for one in reversed(self.versions) if one.side == side), None)

    def writer(self, side: Side) -> str | None:
        """Whose side it is: the supervisor's of whoever held it, the officer's of whoever wrote or acknowledged there first."""
        if side == "supervisor":
            return self.by
        wrote = [(one.at, one.by) for one in self.versions if one.side == side]
        acknowledged = [(one.at, one.by) for one in self.seen if one.side == side]
        return min(wrote + acknowledged, default=(None, None))[1]

    @property
    def stands(self) -> str:
        """SHA-256 of all that stands: the sheet, both sides' words, and what was agreed."""
        words = [(one.side, one.words, one.by) for side in SIDES if (one := self.words(side))]
        agreed = [(one.words, one.owner, str(one.due)) for one in self.agreed]
        return hashlib.sha256(json.dumps([self.number, self.sheet, words, agreed]).encode()).hexdigest()

    def state(self, side: Side) -> State:
        """Whether a side has acknowledged what stands."""
        mine = [one.stood for one in self.seen if one.side == side]
        if not mine:
            return "not yet"
        return "acknowledged" if mine[-1] == self.stands else "acknowledged before the last change"

    @property
    def closed_at(self) -> dt.datetime | None:
        """When both sides had acknowledged the same; None while it is open."""
        return closing(self.seen)


def closing(seen: Iterable[Seen]) -> dt.datetime | None:
    """When both sides had first acknowledged the same."""
    latest: dict[Side, str] = {}
    for one in seen:
        latest[one.side] = one.stood
        if len(latest) == len(SIDES) and len(set(latest.values())) == 1:
            return one.at
    return None


def hold(
    store: Store, sheet: Sheet, held_on: dt.date | None, next_due: dt.date | None, by: str, at: dt.datetime,
    sides: Sides = BOTH,
) -> int:  # fmt: skip
    """Keep that a one-to-one was held on this sheet, and give its number. sides: of whoever keeps it, on the day held.

    Raises ValueError with one plain sentence for what cannot be kept, and LoadFailedError where it could not be written.
    """
    by = plain(by)
    own = [OWN_NAME] if by.casefold() == sheet.name.casefold() else []
    own += [] if "supervisor" in sides else [NOT_THEIRS]
    for fault in [*name_faults(by), *own, *_day_faults(held_on, next_due, local(moment(at)).date())]:
        raise ValueError(fault)
    kept = {"collar": sheet.collar, "held_on": held_on, "next_due": next_due, "sheet": as_json(sheet)}
    return keep(store, ONE_TO_ONE, [kept], at, by)[0]


def _day_faults(held_on: dt.date | None, next_due: dt.date | None, today: dt.date) -> list[str]:
    if held_on is None:
        return ["Give the day on which it was held."]
    if held_on > today:
        return [f"It cannot have been held after today, {say_date(today)}: give the day on which it was held."]
    if next_due is None or next_due <= held_on:
        return ["Give the day on which the next one is due: a day after this one."]
    return []


def say(
    store: Store, number: int, side: Side, words: str, by: str, at: dt.datetime, sides: Sides = BOTH
) -> int:  # fmt: skip
    """Keep a new version of one side's words, and give its number. sides: of whoever writes. Raises as `hold` does."""
    words, by = _lines(words), plain(by)
    one = _open(store, number)
    faults = ["Write your words: they are kept with your name."] if not words else []
    if len(words) > MOST_LETTERS:
        faults.append(f"Write less: {len(words):,} letters, and at most {MOST_LETTERS:,} are kept.")
    for fault in [*faults, *name_faults(by), *_side_faults(one, side, by, sides)]:
        raise ValueError(fault)
    return keep(store, ONE_TO_ONE_WORDS, [{"one_to_one": number, "side": side, "words": words}], at, by)[0]


def acknowledge(
    store: Store, number: int, side: Side, stood: str, by: str, at: dt.datetime, sides: Sides = BOTH
) -> None:  # fmt: skip
    """Keep that one side acknowledges what stands. stood: what that side was shown (`OneToOne.stands`). Else as `say`."""
    by = plain(by)
    one = _open(store, number)
    faults = [*name_faults(by), *_side_faults(one, side, by, sides)]
    if stood != one.stands:
        faults.append("It has changed since you were shown it: read it again, then acknowledge it.")
    if one.state(side) == "acknowledged":
        faults.append("You have acknowledged this already, and nothing has changed since.")
    for fault in faults:
        raise ValueError(fault)
    keep(store, ONE_TO_ONE_SEEN, [{"one_to_one": number, "side": side, "stood": stood}], at, by)


def _lines(text: str) -> str:
    """What was typed, its lines kept, without signs that cannot be seen."""
    return "\n".join(line for line in map(plain, text.splitlines()) if line)


def _open(store: Store, number: int) -> OneToOne:
    for one in one_to_ones(store):
        if one.number == number:
            if one.closed_at:
                raise ValueError(CLOSED)
            return one
    raise ValueError("There is no such one-to-one.")


def _side_faults(one: OneToOne, side: Side, by: str, sides: Sides) -> list[str]:
    if side not in sides:
        return [NOT_THEIR_SIDE.format(WHOSE[side])]
    whose = one.writer(side)
    if whose is not None and whose.casefold() != by.casefold():
        return [f"This side is written by {whose}: nobody can change another's words. Write on your own side."]
    if side == "officer" and by.casefold() == one.by.casefold():
        return [f"{one.by} held this one-to-one. This side is the officer's own: give the officer's name."]
    return []


def one_to_ones(store: Store, known_at: dt.datetime | None = None) -> tuple[OneToOne, ...]:
    """Every one-to-one that was held, as known at a moment, in the order in which they were kept."""
    until = moment(known_at)
    held = _rows(store, ONE_TO_ONE, until)
    words, seen = (_by(_rows(store, kind, until), "one_to_one") for kind in (ONE_TO_ONE_WORDS, ONE_TO_ONE_SEEN))
    first = (row for row in _rows(store, ACTION, until) if row["level"] == PEOPLE and row["ends"] is None)
    agreed = _by((row for row in first if row["agreed_in"] == "one-to-one"), "key")
    next_held = {one["entry_id"]: after for mine in _by(held, "collar").values() for one, after in pairwise(mine)}
    found = []
    for row in held:
        acknowledged = tuple(map(_seen, seen.get(row["entry_id"], ())))
        ends = [after["recorded_at"]] if (after := next_held.get(row["entry_id"])) else []
        until_then = min([*ends, closing(acknowledged) or dt.datetime.max])
        found.append(
            OneToOne(
                row["entry_id"], row["collar"], row["held_on"], row["next_due"], row["sheet"], row["recorded_by"],
                row["recorded_at"], tuple(map(_version, words.get(row["entry_id"], ()))),
                _agreed(agreed.get(row["collar"], ()), row["recorded_at"], until_then), acknowledged,
            )
        )  # fmt: skip
    return tuple(found)


Row = dict[str, Any]


def _rows(store: Store, kind: EntryKind, until: dt.datetime) -> list[Row]:
    return [row for row in entered(store, kind) if row["recorded_at"] <= until]


def _version(row: Row) -> Version:
    return Version(row["entry_id"], row["side"], row["words"], row["recorded_by"], row["recorded_at"])


def _seen(row: Row) -> Seen:
    return Seen(row["side"], row["stood"], row["recorded_by"], row["recorded_at"])


def _agreed(rows: Iterable[Row], start: dt.datetime, until: dt.datetime) -> tuple[Agreed, ...]:
    """A person's actions agreed from when a one-to-one was held until it was closed, or the next one was held."""
    return tuple(
        Agreed(one["entry_id"], one["words"], one["owner"], one["due_on"], one["recorded_at"])
        for one in rows
        if start <= one["recorded_at"] < until
    )


def _by(rows: Iterable[Row], column: str) -> dict[Any, list[Row]]:
    """Rows by what one column holds."""
    found: dict[Any, list[Row]] = {}
    for row in rows:
        found.setdefault(row[column], []).append(row)
    return found


def on_collar(known: Iterable[OneToOne], collar: str) -> list[OneToOne]:
    """One person's one-to-ones, the latest first."""
    return sorted(
        (one for one in known if one.collar == collar), key=lambda one: (one.held_on, one.number), reverse=True
    )
