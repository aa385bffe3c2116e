"""The named contact of each beat on a day: whether they are posted there, since when, or where they went."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Literal, NamedTuple

from metrics.question import DAY
from metrics.store.connection import Store
from metrics.store.schema import sql
from metrics.store.snapshot import snapshot

ContactState = Literal["current", "left", "moved", "never here", "not listed", "none named", "not stated"]


class Contact(NamedTuple):
    """A beat's named contact on a day. name: surname and initial, or the collar number. since: the first day on which they were
    no longer posted to the beat, where they left the force's lists or moved to another post.

    current: posted to the beat, or to an area that holds it. not stated: the Beats list names no contact of any beat. not
    listed: no such collar number is on the Officers list.
    """

    state: ContactState
    name: str = ""
    since: dt.date | None = None


class Named(NamedTuple):
    """A beat and its contact. here_since: the first day of the unbroken posting of a current contact; None of any other."""

    beat: str
    name: str
    sector: str
    contact: Contact
    here_since: dt.date | None

    @property
    def is_named(self) -> bool:
        """True where the Beats list names somebody."""
        return self.contact.state not in ("none named", "not stated")


def named_contacts(
    store: Store, day: dt.date, known_at: dt.datetime | None = None, beats: Sequence[str] | None = None
) -> tuple[Named, ...]:
    """Every beat of the force, or some, with its named contact, in list order."""
    asked = {"day": day, "beats": None if beats is None else list(beats)}
    return tuple(
        Named(beat, name, sector, _contact(any_named, *rest), here_since)
        for any_named, beat, name, sector, *rest, here_since in store.rows(
            sql("named_contacts"), snapshot(store, known_at), **asked
        )
    )


def _contact(
    any_named: bool, collar: str | None, listed: bool, surname: str | None, forename: str | None, here: bool,
    posted_to: str | None, last_here: dt.date | None,
) -> Contact:  # fmt: skip
    if collar is None:
        return Contact("none named" if any_named else "not stated")
    name = f"{surname}, {forename[0]}" if surname and forename else collar
    if here:
        return Contact("current", name)
    if not listed:
        return Contact("not listed", name)
    if last_here is None:
        return Contact("never here", name)
    return Contact("moved" if posted_to else "left", name, last_here + DAY)
