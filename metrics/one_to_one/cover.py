"""How many one-to-ones are held and due, and how many actions are open, by sergeant's team: numbers, no names and no words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from metrics.actions import DUE_SOON_DAYS, Action, of
from metrics.notes import PEOPLE
from metrics.one_to_one.kept import EVERY, OneToOne


@dataclass(frozen=True)
class Cover:
    """The one-to-ones of some people on a day.

    held: of how many people one was held within EVERY. due: the next one is due within a week. overdue: it was due before,
    or none was ever held. open, actions_overdue: their actions from one-to-ones.
    """

    people: int
    held: int
    due: int
    overdue: int
    open: int
    actions_overdue: int


def cover(collars: Sequence[str], known: Iterable[OneToOne], actions: Iterable[Action], day: dt.date) -> Cover:
    """The cover of some people on a day."""
    latest = latest_of(known)
    last = [latest[collar] for collar in collars if collar in latest]
    theirs = [one for one in of(actions, *((PEOPLE, collar) for collar in collars)) if one.is_open]
    soon = day + dt.timedelta(days=DUE_SOON_DAYS)
    return Cover(
        len(collars),
        sum(one.held_on > day - EVERY for one in last),
        sum(day <= one.next_due <= soon for one in last),
        sum(one.next_due < day for one in last) + len(collars) - len(last),
        len(theirs),
        sum(one.is_overdue(day) for one in theirs),
    )


def latest_of(known: Iterable[OneToOne]) -> dict[str, OneToOne]:
    """Each person's latest one-to-one, by collar number."""
    return {one.collar: one for one in sorted(known, key=lambda one: (one.held_on, one.number))}


def by_team(
    led: Mapping[str, Sequence[str]], known: Iterable[OneToOne], actions: Sequence[Action], day: dt.date
) -> list[tuple[str, Cover]]:
    """The cover of each team's people, in the order given. led: collar numbers by the team's name."""
    latest = tuple(latest_of(known).values())
    return [(name, cover(collars, latest, actions, day)) for name, collars in led.items()]
