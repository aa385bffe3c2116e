"""The sheet of a one-to-one as plain values: what page and document show, and what is kept as it stood."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Measure:
    """One KPI of the person's role, in words. "" where there is none.

    done: figure and hours. share: fair share. rate: what luck leaves of the rate. team: the figure of the beat as a whole and
    its verdict. beside: what the figure is never shown without.
    """

    label: str
    done: str
    beside: str
    share: str = ""
    rate: str = ""
    team: str = ""


@dataclass(frozen=True)
class Drawn:
    """A stop-search drawn for a look at it together."""

    ref: str
    day: dt.date
    reviewed: bool


@dataclass(frozen=True)
class Sheet:
    """One person's sheet for a period, each text ready to print.

    name: Brook, L. title, posting: PC Brook, Lena (4417), Corby Rural. team: what the beat is called. student: a development
    view, without share, rate and team. known_at: UTC; None while it is not held. searches: how many there were in the period;
    None where the role has no such power. last_actions: as they stood. courses: completed, with until when each holds; none in
    sheets kept before there was such an export. replies: what the person has answered to figures of these days.
    """

    collar: str
    name: str
    title: str
    posting: str
    team: str
    student: bool
    start: dt.date
    end: dt.date
    known_at: dt.datetime | None
    prompts: tuple[str, ...]
    recognition: tuple[str, ...]
    context: tuple[tuple[str, str], ...]
    measures: tuple[Measure, ...]
    measures_note: str
    searches: int | None
    drawn: tuple[Drawn, ...]
    due: tuple[str, ...]
    last_actions: tuple[str, ...]
    courses: tuple[str, ...] = ()
    replies: tuple[str, ...] = ()


def as_json(sheet: Sheet) -> str:
    """The sheet as text, to be kept."""
    return json.dumps(dataclasses.asdict(sheet), default=lambda value: value.isoformat(), ensure_ascii=False)


def from_json(text: str) -> Sheet:
    """The sheet that `as_json` made into text."""
    kept: dict[str, Any] = json.loads(text)
    day, moment = dt.date.fromisoformat, dt.datetime.fromisoformat
    read = {
        "start": day(kept["start"]),
        "end": day(kept["end"]),
        "known_at": moment(kept["known_at"]) if kept["known_at"] else None,
        "context": tuple((name, value) for name, value in kept["context"]),
        "measures": tuple(Measure(**one) for one in kept["measures"]),
        "drawn": tuple(Drawn(**one | {"day": day(one["day"])}) for one in kept["drawn"]),
    }
    lists = {name: tuple(kept[name]) for name in ("prompts", "recognition", "due", "last_actions")}
    return Sheet(**kept | lists | read | {name: tuple(kept.get(name, ())) for name in ("courses", "replies")})
