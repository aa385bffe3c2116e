"""A set of inspection questions as data: its name and edition, and which of our measures speak to each question."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from metrics import catalogue
from metrics.kept_sets import Status, key_of, named_faults

Kind = Literal["question", "improvement", "strength"]
KINDS: dict[Kind, str] = {
    "question": "Question of the framework",
    "improvement": "Area for improvement",
    "strength": "Strength to be kept measured",
}
TO_BE_VERIFIED = "Wording to be verified by the force's PEEL lead"
MOST_LETTERS = 2_000
MOST_QUESTIONS = 200


@dataclass(frozen=True)
class Question:
    """One question or finding. id: unique in its set. characteristics: what good looks like, a line each, in our words.

    kpis: ids of the KPIs that speak to it. records: what else does (exports, registers), in words. source: where it is from.
    """

    id: str
    title: str
    kind: Kind = "question"
    characteristics: tuple[str, ...] = ()
    kpis: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    source: str = ""
    graded: bool = True


@dataclass(frozen=True)
class QuestionSet:
    """A versioned set. name and edition tell it from others. wording: who stands for the words. note: what is not known of it."""

    name: str
    edition: str
    status: Status
    wording: str
    questions: tuple[Question, ...]
    note: str = ""

    @property
    def key(self) -> str:
        """What tells it from other sets."""
        return key_of(self)

    def of(self, question: Question) -> str:
        """A question's id among all sets, as entries keep it."""
        return f"{self.key}: {question.id}"

    def keyed(self) -> Iterator[tuple[str, Question]]:
        """Every question with its id among all sets, in order."""
        yield from ((self.of(question), question) for question in self.questions)


def as_text(found: QuestionSet) -> str:
    """The whole set as a JSON object."""
    return json.dumps(asdict(found), ensure_ascii=False, sort_keys=True)


def from_text(text: str) -> QuestionSet:
    """The set that `as_text` wrote."""
    plain = json.loads(text)
    return QuestionSet(**plain | {"questions": tuple(map(_question, plain["questions"]))})


def _question(plain: Mapping[str, Any]) -> Question:
    lists = {name: tuple(plain[name]) for name in ("characteristics", "kpis", "records")}
    return Question(**dict(plain) | lists)


def faults(found: QuestionSet) -> list[str]:
    """What is wrong with a set, a plain sentence each; none where it can be kept."""
    told = named_faults(found)
    if not found.questions:
        told.append("The set has no question.")
    if len(found.questions) > MOST_QUESTIONS:
        told.append(f"A set holds at most {MOST_QUESTIONS} questions.")
    ids = [question.id for question in found.questions]
    told += [
        f"The question {one} stands twice: give each an id of its own."
        for one in dict.fromkeys(ids)
        if ids.count(one) > 1
    ]
    return told + [fault for question in found.questions for fault in _faults(question)]


def _faults(question: Question) -> list[str]:
    told = []
    if not question.id or not question.title:
        told.append(f"A question needs an id and a title: see “{question.id or question.title}”.")
    if question.kind not in KINDS:
        told.append(f"{question.id}: “{question.kind}” is no kind: write question, improvement or strength.")
    unknown = [kpi for kpi in question.kpis if kpi not in catalogue.kpis()]
    if unknown:
        told.append(f"{question.id}: there is no KPI called {', '.join(unknown)}.")
    if max(map(len, (question.title, question.source, *question.characteristics, *question.records))) > MOST_LETTERS:
        told.append(f"{question.id}: write less: at most {MOST_LETTERS:,} letters in a cell.")
    return told
