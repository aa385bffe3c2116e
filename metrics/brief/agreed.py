"""What was agreed in meetings and is due; of what was agreed with one person only how much, since that is between two people."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from metrics.actions import Action, AgreedIn, actions, due_by, of
from metrics.brief.week import Week, people_of
from metrics.notes import PEOPLE, key_of
from metrics.store.connection import Store

MEETING: AgreedIn = "meeting"
ONE_TO_ONE: AgreedIn = "one-to-one"


@dataclass(frozen=True)
class Due:
    """An action agreed in a meeting. overdue: it was due before the week's end."""

    words: str
    owner: str
    due: dt.date
    overdue: bool


@dataclass(frozen=True)
class Agreed:
    """due: the earliest first. private: how many actions of one-to-ones are due. left_out: neither is for whoever looks."""

    due: tuple[Due, ...]
    private: int
    left_out: bool = False


def in_meetings(known: tuple[Action, ...], week: Week) -> list[Action]:
    """What was agreed in meetings of the area or team, in the order in which it was agreed."""
    return [one for one in of(known, key_of(None, week.area)) if one.agreed_in == MEETING]


def agreed(store: Store, week: Week) -> Agreed:
    """What is due within seven days of the week's end, or overdue then."""
    known = actions(store, week.known_at)
    mine = [(PEOPLE, one.collar) for one in people_of(store, week)] if known else []
    private = [one for one in of(known, *mine) if one.agreed_in == ONE_TO_ONE]
    due = due_by(in_meetings(known, week), week.end)
    return Agreed(
        tuple(Due(one.words, one.owner, one.due, one.is_overdue(week.end)) for one in due if one.due),
        len(due_by(private, week.end)),
    )
