"""What people entered by hand that is about somebody, was written by them, or hangs on something of theirs: a sheet a kind."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from metrics.notes import PEOPLE
from metrics.store.connection import Store
from metrics.store.entries import (
    CHALLENGE,
    CHALLENGE_SAID,
    ENTRIES,
    LESSON,
    ONE_TO_ONE,
    ONE_TO_ONE_SEEN,
    ONE_TO_ONE_WORDS,
    PLAN_MEASURE,
    PLAN_TIE,
    SEARCH_DRAW,
    SEARCH_REVIEW,
    EntryKind,
)
from metrics.store.naming import Found, rows_of_table
from metrics.subject.masking import NOT_THEIRS, Mask
from metrics.subject.parts import Part
from metrics.subject.person import Person
from metrics.subject.records import utc

JSON = ("sheet", "frozen", "manifest", "content", "address", "headings", "columns", "named", "row_key", "documents")
"""Columns that hold lists and objects as text."""
WHOLE = ("frozen", "manifest", "content")
"""Whole tables and lists, which are about others where all that is one's own is to have put them there."""
ABOUT: Mapping[str, str] = {
    "withdrawal": "Loads taken back under your name",
    "source_total": "Totals of the source system entered for you, or by you",
    "note": "Notes on you and replies, those taken back too, and notes by you",
    "flag_closed": "Flags on you that were closed or opened again, with the reason, and flags that you closed",
    "action": "Actions on you, that you own, or that you agreed, each change a row of its own",
    "one_to_one": "One-to-ones with you, each with its sheet as it stood, and those that you held",
    "one_to_one_words": "Every version of both sides' words in one-to-ones with you, and words that you wrote",
    "one_to_one_seen": "Who acknowledged a one-to-one with you, and when",
    "search_draw": "Draws for review with searches of yours in them",
    "search_review": "Reviews of searches of yours, and reviews by you",
    "access": "Roles given to you, or by you, or over your record",
    "challenge": "Records that you challenged, or that name you and somebody challenged",
    "challenge_said": "Every answer to these challenges and what was added",
    "subject_file": "Files like this one that were made before",
}
"""What stands on the sheet of a kind; of others their sentence in `metrics.store.entries`."""
NAMES, WRITTEN, OF_THEIRS = "names you", "written by you", "about something of yours"
WRITERS = ("recorded_by", "withdrawn_by", "agreed_by")
SAID = ("words", "reason", "stood", "should_be", "proof", "ref", "owner", "name", "title")
"""Columns of words, which are withheld where they are about somebody else."""


@dataclass(frozen=True)
class _Theirs:
    """What hangs on something of the person's: references of their searches, and by kind of entry a column and its values."""

    refs: frozenset[str]
    by_kind: Mapping[str, tuple[str, Sequence[Any]]]


def of_entries(store: Store, who: Person, mask: Mask, raw: Mapping[str, Sequence[Found]]) -> Iterator[Part]:
    """A sheet for each kind of entry that has any. raw: rows of exports that name the person, by export."""
    theirs = _theirs(store, who, raw)
    for kind in ENTRIES:
        found = rows_of_table(store, kind.table, kind.columns, who.collar, who.known_as, theirs.by_kind.get(kind.name))
        if not found:
            continue
        yield Part(
            _heading(kind.table)[:31],
            ABOUT.get(kind.name, f"Entries of the kind “{kind.words.removesuffix(' no.')}”"),
            ("Why it is here", *(_heading(name) for name in kind.columns)),
            [_row(row, who, mask, theirs, _why(kind, row, theirs, mask)) for row in found],
        )


def _heading(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _theirs(store: Store, who: Person, raw: Mapping[str, Sequence[Found]]) -> _Theirs:
    refs = sorted({str(row["search_ref"]) for row in raw.get("stop_searches", ())})
    plans = sorted({str(row["plan_ref"]) for row in raw.get("problem_plans", ())})
    held = _numbers(store, f"select entry_id from {ONE_TO_ONE.table} where collar = $collar", collar=who.collar)
    challenged = [row["entry_id"] for row in rows_of_table(store, CHALLENGE.table, CHALLENGE.columns, who.collar, ())]
    draws = _numbers(
        store,
        f"select entry_id from {SEARCH_DRAW.table} where len(list_intersect(refs::json::varchar[], $refs::varchar[])) > 0",
        refs=refs,
    )
    by_kind: dict[str, tuple[str, Sequence[Any]]] = {
        ONE_TO_ONE_WORDS.name: ("one_to_one", held),
        ONE_TO_ONE_SEEN.name: ("one_to_one", held),
        CHALLENGE_SAID.name: ("challenge", challenged),
        SEARCH_DRAW.name: ("entry_id", draws),
        SEARCH_REVIEW.name: ("search_ref", refs),
        **{kind.name: ("plan_ref", plans) for kind in (PLAN_MEASURE, LESSON, PLAN_TIE)},
    }
    return _Theirs(frozenset(refs), by_kind)


def _numbers(store: Store, text: str, **values: Any) -> list[int]:
    return sorted(number for (number,) in store.rows(text, **values))


def _why(kind: EntryKind, row: Found, theirs: _Theirs, mask: Mask) -> str:
    """Why a row is in the file: the first that holds, what was written by them alone last."""
    column, values = theirs.by_kind.get(kind.name, ("", ()))
    if column and row[column] in values:
        return OF_THEIRS
    texts = (value for name, value in row.items() if isinstance(value, str) and name not in WRITERS)
    return NAMES if any(map(mask.names, texts)) else WRITTEN


def _row(row: Found, who: Person, mask: Mask, theirs: _Theirs, why: str) -> tuple[Any, ...]:
    withheld: tuple[str, ...] = WHOLE if why == WRITTEN else ()
    if why != OF_THEIRS and _is_about_somebody_else(row, who):
        withheld = (*JSON, *SAID) if why == WRITTEN else JSON
    return (
        why,
        *(
            NOT_THEIRS if name in withheld and value else _cell(name, value, mask, theirs)
            for name, value in row.items()
        ),
    )


def _is_about_somebody_else(row: Found, who: Person) -> bool:
    """An entry that they wrote on another person: that and when they did is theirs to have, the words are the other's."""
    if row.get("level") == PEOPLE:
        return bool(row["key"] != who.collar)
    return bool(row.get("collar")) and row["collar"] != who.collar


def _cell(name: str, value: Any, mask: Mask, theirs: _Theirs) -> Any:
    if isinstance(value, dt.datetime):
        return utc(value)
    if not isinstance(value, str):
        return value
    if name == "refs":
        drawn: list[str] = json.loads(value)
        mine = [ref for ref in drawn if ref in theirs.refs]
        return "; ".join([*mine, f"{len(drawn) - len(mine):,} of other officers"])
    return mask.json(value) if name in JSON else mask.text(value)
