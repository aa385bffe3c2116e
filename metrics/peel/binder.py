"""The binder: what the force says on each question, and the figures and charts it has put beside it. Kept for ever.

An exhibit keeps the exact view, the moment as of which it is known, and the totals as they stood: nothing that comes in later
changes it, and when rows are deleted by law the totals stay.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from metrics.notes import MOST_LETTERS_OF_A_NAME, name_faults, plain
from metrics.store.connection import Store
from metrics.store.entering import entered, keep
from metrics.store.entries import ANSWER, EXHIBIT
from metrics.store.snapshot import moment

MOST_LETTERS = 4_000
"""Of a narrative, a case example or a gap."""
MOST_TITLE = 200


@dataclass(frozen=True)
class Said:
    """What is said on a question. documents: references to what is kept elsewhere. owner: who answers for it. review_on: the day
    by which they look at it again."""

    narrative: str = ""
    case_example: str = ""
    known_gap: str = ""
    owner: str = ""
    review_on: dt.date | None = None
    documents: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What is said on a question as it was entered. at: UTC."""

    question: str
    said: Said
    number: int
    by: str
    at: dt.datetime


@dataclass(frozen=True)
class Frozen:
    """The totals of an exhibit as they stood: headings and rows of a table without people. kpis: ids of what is counted.

    end: the last day that the figures speak of. people: True where the exhibit itself shows people. finding: what it said in
    words; nothing where it shows people.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str | float | int | None, ...], ...]
    kpis: tuple[str, ...]
    end: dt.date
    people: bool
    finding: str = ""

    def as_text(self) -> str:
        """As the entry keeps it."""
        kept = {"headings": self.headings, "rows": self.rows, "kpis": self.kpis, "end": self.end.isoformat()}
        told = {"people": self.people, "finding": self.finding}
        return json.dumps(kept | told, ensure_ascii=False, sort_keys=True)


def frozen_from(text: str) -> Frozen:
    """What `Frozen.as_text` wrote."""
    kept = json.loads(text)
    return Frozen(
        tuple(kept["headings"]), tuple(map(tuple, kept["rows"])), tuple(kept["kpis"]), dt.date.fromisoformat(kept["end"]),
        kept["people"], kept["finding"],
    )  # fmt: skip


@dataclass(frozen=True)
class Exhibit:
    """A figure or chart in the binder. number: of its first entry, by which it is known; entry: of its latest.

    exhibit: what is drawn. address: the view, as the address has it. known_at: UTC, aware. words: what it is to show. by, at
    (UTC): who put it in first, and when.
    """

    number: int
    entry: int
    question: str
    exhibit: str
    address: Mapping[str, str]
    known_at: dt.datetime
    title: str
    words: str
    frozen: Frozen
    by: str
    at: dt.datetime


def say(store: Store, question: str, said: Said, by: str, at: dt.datetime) -> int:
    """Keep what is said on a question, in the place of what was said before, and give the entry's number.

    Raises ValueError with one plain sentence for what cannot be kept, and LoadFailedError where it could not be written.
    """
    by = plain(by)
    said = _tidy(said)
    before = answers(store).get(question)
    if said == (before.said if before else Said()):
        raise ValueError("Nothing is changed.")
    for fault in [*_faults(said), *name_faults(by)]:
        raise ValueError(fault)
    columns = {
        "question": question, "narrative": said.narrative, "case_example": said.case_example, "known_gap": said.known_gap,
        "owner": said.owner, "review_on": said.review_on, "documents": "\n".join(said.documents),
    }  # fmt: skip
    return keep(store, ANSWER, [columns], at, by)[0]


def _tidy(said: Said) -> Said:
    lines = tuple(filter(None, map(plain, said.documents)))
    narrative, example, gap = (paragraphs(text) for text in (said.narrative, said.case_example, said.known_gap))
    return Said(narrative, example, gap, plain(said.owner), said.review_on, lines)


def paragraphs(text: str) -> str:
    """What was typed, its paragraphs kept, without signs that cannot be seen."""
    return "\n".join(filter(None, map(plain, text.splitlines())))


def _faults(said: Said) -> list[str]:
    named = {"narrative": said.narrative, "case example": said.case_example, "known gap": said.known_gap}
    named["references"] = "\n".join(said.documents)
    found = [
        f"Write less: the {name} has {len(text):,} letters, and at most {MOST_LETTERS:,} are kept."
        for name, text in named.items()
        if len(text) > MOST_LETTERS
    ]
    return found + (["Give a shorter name of the owner."] if len(said.owner) > MOST_LETTERS_OF_A_NAME else [])


def answers(store: Store, known_at: dt.datetime | None = None) -> dict[str, Answer]:
    """What is said on each question, as known at a moment."""
    found = {}
    for row in entered(store, ANSWER):
        if row["recorded_at"] <= moment(known_at):
            said = Said(
                row["narrative"] or "", row["case_example"] or "", row["known_gap"] or "", row["owner"] or "", row["review_on"],
                tuple(filter(None, (row["documents"] or "").splitlines())),
            )  # fmt: skip
            found[row["question"]] = Answer(
                row["question"], said, row["entry_id"], row["recorded_by"], row["recorded_at"]
            )
    return found


def add(
    store: Store,
    question: str,
    exhibit: str,
    address: Mapping[str, str],
    known_at: dt.datetime,
    title: str,
    words: str,
    frozen: Frozen,
    by: str,
    at: dt.datetime,
) -> int:
    """Put a figure or chart into the binder and give its number. known_at: aware. Raises as `say` does."""
    title, words, by = plain(title), paragraphs(words), plain(by)
    for fault in [*_words_faults(title, words), *name_faults(by)]:
        raise ValueError(fault)
    columns = _columns(question, exhibit, address, known_at, title, words, frozen.as_text(), None)
    return keep(store, EXHIBIT, [columns], at, by)[0]


def change(store: Store, number: int, title: str, words: str, question: str, by: str, at: dt.datetime) -> None:
    """Give an exhibit another title, other words, or put it under another question; its view and totals stay. Raises as `say`."""
    title, words, by = plain(title), paragraphs(words), plain(by)
    before = _standing(store, number)
    faults = [*_words_faults(title, words), *name_faults(by)]
    if (title, words, question) == (before.title, before.words, before.question):
        faults.append("Nothing is changed.")
    for fault in faults:
        raise ValueError(fault)
    _again(store, before, question, title, words, before.frozen.as_text(), by, at)


def take_out(store: Store, number: int, by: str, at: dt.datetime) -> None:
    """Take an exhibit out: from now on it stands only in the binder as known before. Raises as `say` does."""
    by = plain(by)
    for fault in name_faults(by):
        raise ValueError(fault)
    before = _standing(store, number)
    _again(store, before, before.question, before.title, before.words, "", by, at)


def _again(
    store: Store, before: Exhibit, question: str, title: str, words: str, frozen: str, by: str, at: dt.datetime
) -> None:
    columns = _columns(question, before.exhibit, before.address, before.known_at, title, words, frozen, before.entry)
    keep(store, EXHIBIT, [columns], at, by)


def _columns(
    question: str,
    exhibit: str,
    address: Mapping[str, str],
    known_at: dt.datetime,
    title: str,
    words: str,
    frozen: str,
    ends: int | None,
) -> dict[str, Any]:
    return {
        "question": question, "exhibit": exhibit, "address": json.dumps(dict(address), ensure_ascii=False, sort_keys=True),
        "known_at": moment(known_at), "title": title, "words": words, "frozen": frozen, "ends": ends,
    }  # fmt: skip


def _words_faults(title: str, words: str) -> list[str]:
    if not title:
        return ["Give it a title."]
    if len(title) > MOST_TITLE:
        return [f"Give a shorter title: at most {MOST_TITLE} letters."]
    return [f"Write less: at most {MOST_LETTERS:,} letters are kept."] if len(words) > MOST_LETTERS else []


def _standing(store: Store, number: int) -> Exhibit:
    for exhibit in exhibits(store):
        if exhibit.number == number:
            return exhibit
    raise ValueError("That is no longer in the binder: somebody has taken it out.")


def exhibits(store: Store, known_at: dt.datetime | None = None) -> tuple[Exhibit, ...]:
    """The figures and charts in the binder as known at a moment, in the order in which they were put in."""
    found: dict[int, Exhibit] = {}
    first_of: dict[int, int] = {}
    for row in entered(store, EXHIBIT):
        if row["recorded_at"] > moment(known_at):
            continue
        first = first_of.get(row["ends"], row["entry_id"])
        first_of[row["entry_id"]] = first
        before = found.pop(first, None) if not row["frozen"] else found.get(first)
        if row["frozen"]:
            by, at = (before.by, before.at) if before else (row["recorded_by"], row["recorded_at"])
            found[first] = Exhibit(
                first, row["entry_id"], row["question"], row["exhibit"], json.loads(row["address"]),
                row["known_at"].replace(tzinfo=dt.UTC), row["title"], row["words"] or "", frozen_from(row["frozen"]), by, at,
            )  # fmt: skip
    return tuple(found.values())


def of_question(known: Sequence[Exhibit], question: str) -> list[Exhibit]:
    """The exhibits of one question, in order."""
    return [one for one in known if one.question == question]
