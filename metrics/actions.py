"""Agreed actions: whose they are, by when, and what shows that they are done. Kept for ever; a change is a later entry.

One-to-ones, team meetings and the tracker of areas for improvement all agree actions here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from metrics.notes import MOST_LETTERS_OF_A_NAME, Key, name_faults, plain, words_faults
from metrics.store.connection import Store
from metrics.store.entering import entered, keep
from metrics.store.entries import ACTION
from metrics.store.snapshot import moment

AgreedIn = Literal["one-to-one", "meeting", "PEEL evidence"]
State = Literal["open", "done", "dropped"]
QUESTION = "question"
"""The level of an action on a framework question or an area for improvement: the key is its id."""
DUE_SOON_DAYS = 7


@dataclass(frozen=True)
class Action:
    """An action as it stands. key: whose it is. number: of its first entry, by which it is known; entry: of its latest.

    agreed_on, by: when it was first entered (UTC) and by whom. changed_at, changed_by: of the latest entry.
    """

    number: int
    entry: int
    key: Key
    agreed_in: AgreedIn
    words: str
    owner: str
    due: dt.date | None
    state: State
    proof: str
    at: dt.datetime
    by: str
    changed_at: dt.datetime
    changed_by: str

    @property
    def is_open(self) -> bool:
        """True until it is done or dropped."""
        return self.state == "open"

    def is_overdue(self, day: dt.date) -> bool:
        """True where it is open and was due before a day."""
        return self.is_open and self.due is not None and self.due < day


def agree(
    store: Store,
    key: Key,
    agreed_in: AgreedIn,
    words: str,
    owner: str,
    due: dt.date | None,
    by: str,
    at: dt.datetime,
) -> int:
    """Keep an action and give its number.

    Raises ValueError with one plain sentence for what cannot be kept, and LoadFailedError where it could not be written.
    """
    words, owner, by = plain(words), plain(owner), plain(by)
    for fault in [*words_faults(words, "the action"), *_owner_faults(owner), *_due_faults(due), *name_faults(by)]:
        raise ValueError(fault)
    return keep(store, ACTION, [_columns(key, agreed_in, words, owner, due, "open", "", None)], at, by)[0]


def end(store: Store, number: int, state: State, proof: str, by: str, at: dt.datetime) -> None:
    """Keep that an action is done or dropped, with what shows it or why; or (open) that it is open again.

    Raises as `agree` does.
    """
    proof, by = plain(proof), plain(by)
    before = _standing(store, number)
    what = "why it is dropped" if state == "dropped" else "what shows that it is done"
    faults = [] if state == "open" else words_faults(proof, what)
    if before.state == state:
        faults.append(f"This action is {state} already.")
    for fault in [*faults, *name_faults(by)]:
        raise ValueError(fault)
    changed = _columns(before.key, before.agreed_in, before.words, before.owner, before.due, state, proof, before.entry)
    keep(store, ACTION, [changed], at, by)


def put_off(store: Store, number: int, due: dt.date | None, by: str, at: dt.datetime) -> None:
    """Give an open action another day. Raises as `agree` does."""
    by = plain(by)
    before = _standing(store, number)
    faults = [] if before.is_open else ["This action is no longer open."]
    for fault in [*faults, *_due_faults(due), *name_faults(by)]:
        raise ValueError(fault)
    changed = _columns(before.key, before.agreed_in, before.words, before.owner, due, "open", "", before.entry)
    keep(store, ACTION, [changed], at, by)


def _columns(
    key: Key, agreed_in: str, words: str, owner: str, due: dt.date | None, state: str, proof: str, ends: int | None
) -> dict[str, object]:
    return {
        "level": key[0], "key": key[1], "agreed_in": agreed_in, "words": words, "owner": owner, "due_on": due, "state": state,
        "proof": proof, "ends": ends,
    }  # fmt: skip


def _owner_faults(owner: str) -> list[str]:
    if not owner:
        return ["Say who does it."]
    return ["Give a shorter name of who does it."] if len(owner) > MOST_LETTERS_OF_A_NAME else []


def _due_faults(due: dt.date | None) -> list[str]:
    return [] if due else ["Give the day by which it is to be done."]


def _standing(store: Store, number: int) -> Action:
    for action in actions(store):
        if action.number == number:
            return action
    raise ValueError("There is no such action.")


def actions(store: Store, known_at: dt.datetime | None = None) -> tuple[Action, ...]:
    """Every action as it stands, as known at a moment: in the order in which they were agreed."""
    found: dict[int, Action] = {}
    first_of: dict[int, int] = {}
    for row in entered(store, ACTION):
        if row["recorded_at"] > moment(known_at):
            continue
        first = first_of.get(row["ends"], row["entry_id"])
        first_of[row["entry_id"]] = first
        before = found.get(first)
        at, by = (before.at, before.by) if before else (row["recorded_at"], row["recorded_by"])
        found[first] = Action(
            first, row["entry_id"], (row["level"], row["key"]), row["agreed_in"], row["words"], row["owner"] or "", row["due_on"],
            row["state"], row["proof"] or "", at, by, row["recorded_at"], row["recorded_by"],
        )  # fmt: skip
    return tuple(found.values())


def due_by(known: Iterable[Action], day: dt.date) -> list[Action]:
    """The open actions due within a week of a day or overdue then, the earliest first."""
    last = day + dt.timedelta(days=DUE_SOON_DAYS)
    return sorted(
        (one for one in known if one.is_open and one.due and one.due <= last), key=lambda one: (one.due, one.number)
    )


def of(known: Iterable[Action], *keys: Key) -> list[Action]:
    """The actions of some people, areas or questions."""
    return [one for one in known if one.key in keys]
