"""What numbers miss: notes on a figure, person, area or days, kept for ever, and which of them bear on a figure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from metrics import catalogue
from metrics.people import Stint, stints
from metrics.question import area_key
from metrics.store.connection import Store
from metrics.store.entering import entered, keep
from metrics.store.entries import NOTE
from metrics.store.snapshot import moment, snapshot
from metrics.teams import posted_to
from metrics.terms import LEVELS, TEAM, Area

KINDS: dict[str, str] = {
    "Context": "what helps to read the figure",
    "Event": "something that happened, a fair or a murder inquiry, say",
    "Data fault": "the records are wrong or late",
    "Uncounted work": "work that no KPI counts",
    "Definition change": "from a day on something else is counted",
    "Rebase": "from a day on a new baseline is right, and why",
}
"""The kinds of note and what each is for. The last two mark a day on charts; neither changes a figure."""
REPLY = "Reply"
"""The kind of a note with which a person answers a figure of their own (`metrics.replies`): nobody else's form offers it."""
NEED_A_DAY = ("Definition change", "Rebase")
PEOPLE = "officer"
"""The level of a person: the key is then a collar number."""
MOST_LETTERS = 500
MOST_LETTERS_OF_A_NAME = 100
Key = tuple[str, str]
"""Level and key: of an area, or a person's."""


class Place(NamedTuple):
    """Where a figure lies from one day to another: the area or person itself, or an area that holds it."""

    level: str
    key: str
    start: dt.date
    end: dt.date


@dataclass(frozen=True)
class About:
    """What a note is on. kpi, role: None for all. start, end: None where it begins or ends with no day."""

    level: str
    key: str
    kpi: str | None = None
    role: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None


@dataclass(frozen=True)
class Note:
    """A note as somebody entered it. at: UTC."""

    number: int
    about: About
    kind: str
    words: str
    by: str
    at: dt.datetime

    @property
    def key(self) -> Key:
        """Whose note it is."""
        return self.about.level, self.about.key


def enter_note(
    store: Store, about: About, kind: str, words: str, by: str, at: dt.datetime, ends: int | None = None
) -> int:
    """Keep a note and give its number. ends: the note whose place it takes.

    Raises ValueError with one plain sentence for what cannot be kept, and LoadFailedError where it could not be written.
    """
    words, by = plain(words), plain(by)
    for fault in [*note_faults(about, words, by), *_kind_faults(about, kind)]:
        raise ValueError(fault)
    if ends is not None:
        _nobodys_reply(standing(store, ends))
    return keep(store, NOTE, [note_columns(about) | {"kind": kind, "words": words, "ends": ends}], at, by)[0]


def take_back(store: Store, number: int, by: str, at: dt.datetime) -> None:
    """End a note: from now on it is shown only as known before. Raises as `enter_note` does."""
    by = plain(by)
    for fault in name_faults(by):
        raise ValueError(fault)
    note = standing(store, number)
    _nobodys_reply(note)
    keep_ended(store, note, by, at)


def keep_ended(store: Store, note: Note, by: str, at: dt.datetime) -> None:
    """Keep that a note is ended."""
    keep(store, NOTE, [note_columns(note.about) | {"kind": None, "words": None, "ends": note.number}], at, by)


def _nobodys_reply(note: Note) -> None:
    if note.kind == REPLY:
        raise ValueError("A reply is the person's own: nobody but they can take it back or change it.")


def note_columns(about: About) -> dict[str, object]:
    """What a note is on, as an entry holds it."""
    return {
        "kpi": about.kpi, "level": about.level, "key": about.key, "role": about.role,
        "from_day": about.start, "to_day": about.end,
    }  # fmt: skip


def plain(text: str) -> str:
    """What was typed, in one line, without signs that cannot be seen."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def name_faults(by: str) -> list[str]:
    """What is wrong with the name of whoever enters something."""
    if not by:
        return ["Give your name: it is kept with it."]
    return ["Give a shorter name: at most 100 letters."] if len(by) > MOST_LETTERS_OF_A_NAME else []


def words_faults(words: str, what: str) -> list[str]:
    """What is wrong with the words of a note or a reason."""
    if not words:
        return [f"Write {what}: it is kept with your name."]
    return (
        [f"Write less: {len(words):,} letters, and at most {MOST_LETTERS} are kept."]
        if len(words) > MOST_LETTERS
        else []
    )


def _kind_faults(about: About, kind: str) -> list[str]:
    if kind not in KINDS:
        return ["Choose the kind of the note."]
    return ["Give the day from which it holds."] if kind in NEED_A_DAY and about.start is None else []


def note_faults(about: About, words: str, by: str) -> list[str]:
    """What is wrong with a note, whatever its kind."""
    found = words_faults(words, "the note") + name_faults(by)
    if about.level not in (PEOPLE, TEAM, *LEVELS) or not about.key:
        found.append("Say whom or which area the note is on.")
    if about.kpi is not None and about.kpi not in catalogue.kpis():
        found.append("There is no such KPI.")
    if about.start and about.end and about.start > about.end:
        found.append("The first day of the note lies after its last day.")
    return found


def standing(store: Store, number: int) -> Note:
    """The note of a number. Raises ValueError where it no longer stands."""
    for note in notes(store):
        if note.number == number:
            return note
    raise ValueError("That note is no longer there: somebody has taken it back or changed it.")


def notes(store: Store, known_at: dt.datetime | None = None) -> tuple[Note, ...]:
    """The notes that stand, as known at a moment, the latest first."""
    known = [row for row in entered(store, NOTE) if row["recorded_at"] <= moment(known_at)]
    ended = {row["ends"] for row in known}
    return tuple(
        Note(
            row["entry_id"],
            About(row["level"], row["key"], row["kpi"], row["role"], row["from_day"], row["to_day"]),
            row["kind"], row["words"], row["recorded_by"], row["recorded_at"],
        )
        for row in reversed(known)
        if row["words"] is not None and row["entry_id"] not in ended
    )  # fmt: skip


def places(
    store: Store, keys: Sequence[Key], start: dt.date, end: dt.date, known_at: dt.datetime | None = None
) -> dict[Key, tuple[Place, ...]]:
    """Where figures of areas, sergeants' teams or people lie on days: themselves, and what holds them.

    A person is in the areas of a team, and in the supervisor's team, on the days of that posting; a sergeant's team in the areas
    that hold all of its people.
    """
    catalog = snapshot(store, known_at)
    held: dict[str, list[Key]] = {}
    for team, area in store.rows("select team, area from containment order by team, area", catalog):
        level, _, key = area.partition(":")
        held.setdefault(team, []).append((level, key))
    posted: dict[str, list[tuple[Stint, dt.date, dt.date]]] = {}
    for stint in stints(store, catalog) if any(level == PEOPLE for level, _ in keys) else ():
        if stint.from_day <= end and stint.to_day >= start:
            posted.setdefault(stint.collar, []).append((stint, max(stint.from_day, start), min(stint.to_day, end)))
    found: dict[Key, tuple[Place, ...]] = {}
    for level, key in keys:
        if level == PEOPLE:
            lying = list(_of_person(posted.get(key, ()), held))
        else:
            to = posted_to(store, f"{TEAM}:{key}", (start, end), known_at) if level == TEAM else [f"{level}:{key}"]
            of_all = [held.get(team, []) for team in to]
            lying = [Place(*area, start, end) for area in (of_all or [[]])[0] if all(area in of for of in of_all)]
        found[level, key] = tuple(dict.fromkeys([Place(level, key, start, end), *lying]))
    return found


def _of_person(posted: Iterable[tuple[Stint, dt.date, dt.date]], held: Mapping[str, Sequence[Key]]) -> Iterable[Place]:
    for stint, first, last in posted:
        yield from (Place(*area, first, last) for area in held.get(stint.team, ()))
        if stint.supervisor is not None:
            yield Place(TEAM, stint.supervisor, first, last)


def notes_about(
    known: Iterable[Note],
    where: Iterable[Place],
    start: dt.date,
    end: dt.date,
    kpi: str | None = None,
    role: str | None = None,
) -> list[Note]:
    """The notes that bear on figures of days in places, in the order given. kpi, role: None for figures of every one."""
    chosen = list(where)
    return [note for note in known if _bears(note.about, chosen, start, end, kpi, role)]


def _bears(
    about: About, where: Sequence[Place], start: dt.date, end: dt.date, kpi: str | None, role: str | None
) -> bool:
    if (kpi and about.kpi not in (None, kpi)) or (role and about.role not in (None, role)):
        return False
    return any(
        (about.level, about.key) == (place.level, place.key)
        and (about.start or start) <= min(place.end, end)
        and (about.end or end) >= max(place.start, start)
        for place in where
    )


def key_of(collar: str | None, area: Area | None) -> Key:
    """Level and key of whoever a figure is of: a person, a sergeant's team, an area, or the force."""
    level, _, key = ("", "", "") if collar else (area_key(area) or "force:Force").partition(":")
    return (PEOPLE, collar) if collar else (level, key)
