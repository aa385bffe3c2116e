"""A record that somebody says is wrong: what should stand there, who answers by when, what came of it, and what a later load did.

A challenge changes no figure: the record is put right where it comes from, and sent again. All that was said is kept.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from metrics.catalogue import exports
from metrics.export import identifier
from metrics.notes import name_faults, plain, words_faults
from metrics.record_words import say_value, ways_to_write
from metrics.records import Record, everybody_in, found_by_reference, reference_heading
from metrics.store.connection import Store
from metrics.store.entering import entered, keep
from metrics.store.entries import CHALLENGE, CHALLENGE_SAID
from metrics.store.snapshot import moment
from metrics.terms import local, say_date

Outcome = Literal["upheld", "not upheld", "more needed", "more given", "taken back"]
ANSWERS: dict[Outcome, str] = {
    "upheld": "Upheld: the record is wrong, and the sender was asked to correct it",
    "not upheld": "Not upheld: the record stands",
    "more needed": "More is needed before it can be answered",
}
"""What an analyst answers."""
ADDED: dict[Outcome, str] = {"more given": "Say more", "taken back": "Take it back"}
"""What whoever wrote the challenge may add."""
MOST_LETTERS_OF_A_VALUE = 200
NOT_YOURS = "Only whoever wrote this challenge can add to it or take it back."
OWN = "Nobody answers a challenge of their own: ask another analyst."


class Said(NamedTuple):
    """An answer to a challenge, or what was added to it. who: collar number of its writer, "" where it is not known. at: UTC."""

    outcome: Outcome
    words: str
    by: str
    at: dt.datetime
    who: str


@dataclass(frozen=True)
class Challenge:
    """A challenge as it stands. collar: whose record it is, "" where it names nobody. key: the values of the record's key.

    heading: what is wrong, "" for the record as a whole. stood: what stood there. said: in the order in which it was said.
    at: UTC.
    """

    number: int
    collar: str
    export: str
    ref: str
    key: tuple[str, ...]
    day: dt.date | None
    named: tuple[str, ...]
    heading: str
    stood: str
    should_be: str
    words: str
    by: str
    at: dt.datetime
    said: tuple[Said, ...] = ()

    @property
    def outcome(self) -> Outcome | None:
        """What was said last; None before there is an answer."""
        return self.said[-1].outcome if self.said else None

    @property
    def waits_for_answer(self) -> bool:
        """True while the analyst owes an answer: then the clock runs."""
        return self.outcome in (None, "more given")

    def due(self, working_days: int) -> dt.date:
        """The day by which the analyst answers: from when it was made, or more was said."""
        since = self.said[-1].at if self.said and self.waits_for_answer else self.at
        return working_days_after(local(since).date(), working_days)

    def is_overdue(self, day: dt.date, working_days: int) -> bool:
        """True where the answer was due before a day."""
        return self.waits_for_answer and self.due(working_days) < day


def working_days_after(day: dt.date, number: int) -> dt.date:
    """So many working days after a day: Mondays to Fridays. Bank holidays are counted too: we have no list of them."""
    while number > 0:
        day += dt.timedelta(days=1)
        number -= day.weekday() < 5
    return day


def key_of(record: Record) -> tuple[str, ...]:
    """What tells a record from others with its reference: the values of its export's key."""
    export, values = exports()[record.export], dict(record.fields)
    return tuple(say_value(export, identifier(heading), values[heading]) for heading in export.key)


def challenge(
    store: Store, export: str, ref: str, key: tuple[str, ...], heading: str, should_be: str, words: str, collar: str, by: str,
    at: dt.datetime,
) -> int:  # fmt: skip
    """Keep that a record is said to be wrong, and give the challenge's number. collar: whose record it is.

    Raises ValueError with one plain sentence for what cannot be kept, and LoadFailedError where it could not be written.
    """
    should_be, words, by = plain(should_be), plain(words), plain(by)
    record = _standing(store, export, ref, key)
    if record is None:
        raise ValueError(f"The record {ref} is no longer there: a later load took it out.")
    for fault in _faults(record, heading, should_be, words, collar, by):
        raise ValueError(fault)
    kept = {
        "collar": collar, "export": export, "ref": ref, "row_key": json.dumps(key), "day": record.day,
        "named": json.dumps(everybody_in(record)), "heading": heading, "stood": value_of(record, heading), "should_be": should_be,
        "words": words,
    }  # fmt: skip
    return keep(store, CHALLENGE, [kept], at, by)[0]


def _faults(record: Record, heading: str, should_be: str, words: str, collar: str, by: str) -> list[str]:
    faults = words_faults(words, "what is wrong") + name_faults(by)
    if heading and heading not in dict(record.fields):
        faults.append("Choose which part of the record is wrong.")
    if heading and not should_be:
        faults.append(f"Say what should stand under {heading}.")
    if len(should_be) > MOST_LETTERS_OF_A_VALUE:
        faults.append(f"Write less under what it should be: at most {MOST_LETTERS_OF_A_VALUE} letters.")
    if heading and not faults and _reads(record, heading, should_be):
        faults.append(f"That is what stands under {heading} already.")
    if collar and collar not in everybody_in(record):
        faults.append("The record does not name that person.")
    return faults


def value_of(record: Record, heading: str) -> str:
    """What stands under a heading of a record, in words; "" for a blank, and for the record as a whole."""
    return say_value(exports()[record.export], identifier(heading), dict(record.fields).get(heading)) if heading else ""


def _reads(record: Record, heading: str, text: str) -> bool:
    ways = ways_to_write(exports()[record.export], identifier(heading), dict(record.fields).get(heading))
    return " ".join(text.casefold().split()) in ways


def answer(store: Store, number: int, outcome: Outcome, words: str, by: str, at: dt.datetime, who: str | None) -> None:
    """Keep an analyst's answer; a later one takes its place. who: the analyst's own collar number ("" for none; None on a desk).

    Raises as `challenge` does.
    """
    one = _known(store, number)
    asked = {"upheld": "what you asked of whom", "not upheld": "why the record stands", "more needed": "what is needed"}
    if outcome not in asked:
        raise ValueError("Choose the outcome.")
    faults = words_faults(plain(words), asked[outcome]) + name_faults(plain(by))
    if one.outcome == "taken back":
        faults.append("This challenge was taken back: there is nothing to answer.")
    if (who and who == one.collar) or plain(by).casefold() == one.by.casefold():
        faults.append(OWN)
    _say(store, number, outcome, words, by, at, who, faults)


def add(store: Store, number: int, outcome: Outcome, words: str, by: str, at: dt.datetime, who: str | None) -> None:
    """Keep what whoever wrote a challenge adds to it: more words, or that they take it back. Raises as `challenge` does."""
    one = _known(store, number)
    if outcome not in ADDED:
        raise ValueError("Choose whether you say more or take it back.")
    is_theirs = plain(by).casefold() == one.by.casefold() and who in (None, "", one.collar)
    faults = words_faults(plain(words), "what you add" if outcome == "more given" else "why you take it back")
    faults += name_faults(plain(by)) + ([] if is_theirs else [NOT_YOURS])
    if one.outcome == "taken back":
        faults.append("This challenge was taken back already.")
    _say(store, number, outcome, words, by, at, who, faults)


def _say(
    store: Store, number: int, outcome: Outcome, words: str, by: str, at: dt.datetime, who: str | None, faults: list[str]
) -> None:  # fmt: skip
    for fault in faults:
        raise ValueError(fault)
    kept = {"challenge": number, "outcome": outcome, "words": plain(words), "who": who or ""}
    keep(store, CHALLENGE_SAID, [kept], at, plain(by))


def _known(store: Store, number: int) -> Challenge:
    for one in challenges(store):
        if one.number == number:
            return one
    raise ValueError("There is no such challenge.")


def challenges(store: Store, known_at: dt.datetime | None = None) -> tuple[Challenge, ...]:
    """Every challenge, as known at a moment, the latest first."""
    until = moment(known_at)
    said: dict[int, list[Said]] = {}
    for row in entered(store, CHALLENGE_SAID):
        if row["recorded_at"] <= until:
            words = Said(row["outcome"], row["words"], row["recorded_by"], row["recorded_at"], row["who"])
            said.setdefault(row["challenge"], []).append(words)
    return tuple(
        Challenge(
            row["entry_id"], row["collar"], row["export"], row["ref"], tuple(json.loads(row["row_key"])), row["day"],
            tuple(json.loads(row["named"])), row["heading"], row["stood"], row["should_be"], row["words"], row["recorded_by"],
            row["recorded_at"], tuple(said.get(row["entry_id"], ())),
        )
        for row in reversed(entered(store, CHALLENGE))
        if row["recorded_at"] <= until
    )  # fmt: skip


def of_record(known: Iterable[Challenge], record: Record) -> list[Challenge]:
    """The challenges of one record."""
    key, ref = key_of(record), reference_of(record)
    return [one for one in known if (one.export, one.ref, one.key) == (record.export, ref, key)]


def reference_of(record: Record) -> str:
    """A record's own reference."""
    return str(dict(record.fields)[str(reference_heading(exports()[record.export]))])


def _standing(store: Store, export: str, ref: str, key: tuple[str, ...]) -> Record | None:
    found = found_by_reference(store, ref).records
    return next((one for one in found if one.export == export and key_of(one) == key), None)


def since(store: Store, found: Iterable[Challenge], known_at: dt.datetime | None = None) -> Mapping[int, str]:
    """By the number of each challenge, what later loads have made of its record, in a sentence."""
    wanted = {one.number for one in found}
    return {one.number: _since(store, one, known_at) for one in challenges(store) if one.number in wanted}


def _since(store: Store, one: Challenge, known_at: dt.datetime | None) -> str:
    found = found_by_reference(store, one.ref, known_at).records
    mine = [each for each in found if each.export == one.export]
    record = next((each for each in mine if key_of(each) == one.key), mine[0] if len(mine) == 1 else None)
    if record is None:
        return f"A later load took the record out{'' if one.heading else ', as asked'}."
    stands = value_of(record, one.heading)
    loaded = f"The load of {say_date(local(record.loaded_at).date())}"
    if not one.heading or stands == one.stood:
        return "The record stands as it did."
    of_people = exports()[one.export].column(one.heading).type in ("collar", "collars")
    now = "" if of_people else f": {one.heading} is {stands or 'blank'} now"
    return f"{loaded} changed it{' as asked' if _reads(record, one.heading, one.should_be) else ', and not as asked'}{now}."
