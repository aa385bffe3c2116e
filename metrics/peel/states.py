"""The binder from one moment to another: when it last changed, and what is different since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from metrics.actions import QUESTION, Action, actions
from metrics.peel.binder import Answer, Exhibit, answers, exhibits
from metrics.peel.framework import Question
from metrics.peel.sets import gone, sets
from metrics.store.connection import Store
from metrics.store.entering import entered, last_entered
from metrics.store.entries import ACTION, ANSWER, EXHIBIT, NOTE, PLAN_MEASURE, QUESTION_SET
from metrics.store.snapshot import last_change, moment
from metrics.terms import say_date

PARTS = {
    "narrative": "the narrative", "case_example": "the case example", "known_gap": "the known gap", "owner": "the owner",
    "review_on": "the review date", "documents": "the references",
}  # fmt: skip


def last_entry(store: Store, known_at: dt.datetime | None = None) -> dt.datetime | None:
    """The moment (UTC, aware) by which the binder last changed, as known at a moment; None while nothing is in it."""
    found = [
        row["recorded_at"]
        for kind in (EXHIBIT, ANSWER, QUESTION_SET, ACTION)
        for row in entered(store, kind)
        if row["recorded_at"] <= moment(known_at) and (kind is not ACTION or row["level"] == QUESTION)
    ]
    return max(found).replace(tzinfo=dt.UTC) if found else None


def as_known(store: Store, known_at: dt.datetime) -> dt.datetime | None:
    """A moment, or None (now) where nothing that any figure shows has come in since: the answers are then the pages' own."""
    noted = (last_entered(store, kind) for kind in (NOTE, PLAN_MEASURE))
    last = max([last_change(store), *(at for at in noted if at)])
    return None if last <= moment(known_at) else known_at


def changes(store: Store, before: dt.datetime, now: dt.datetime | None) -> tuple[str, ...]:
    """What is different in the binder between two moments, a line each; none where nothing is."""
    stand = {key: question for version in sets(store, now) for key, question in version.held.keyed()}
    named = gone(store, now) | stand
    return (
        *_sets(store, before, now),
        *_exhibits(
            {one.number: one for one in exhibits(store, before)},
            {one.number: one for one in exhibits(store, now)},
            named,
        ),
        *_answers(answers(store, before), answers(store, now), named),
        *_actions(_of_questions(actions(store, before)), _of_questions(actions(store, now)), named),
    )


def _sets(store: Store, before: dt.datetime, now: dt.datetime | None) -> Iterator[str]:
    earlier = {version.held.key: version for version in sets(store, before)}
    for version in sets(store, now):
        if version.number != (earlier[version.held.key].number if version.held.key in earlier else 0):
            yield f"{version.held.key}: the questions were changed (version {version.number})."


def _title(key: str, named: Mapping[str, Question]) -> str:
    return named[key].title if key in named else key


def _exhibits(
    before: Mapping[int, Exhibit], now: Mapping[int, Exhibit], named: Mapping[str, Question]
) -> Iterator[str]:
    for number, one in now.items():
        title, old = _title(one.question, named), before.get(number)
        if old is None:
            yield f"{title}: “{one.title}” was added."
        elif old.question != one.question:
            yield f"“{one.title}” now stands under {title}, and before under {_title(old.question, named)}."
        elif old.entry != one.entry:
            yield f"{title}: the words on “{one.title}” were changed."
    for number, old in before.items():
        if number not in now:
            yield f"{_title(old.question, named)}: “{old.title}” was taken out."


def _answers(before: Mapping[str, Answer], now: Mapping[str, Answer], named: Mapping[str, Question]) -> Iterator[str]:
    for key, one in now.items():
        old = before.get(key)
        differ = [
            words
            for part, words in PARTS.items()
            if getattr(one.said, part) != (getattr(old.said, part) if old else _NONE[part])
        ]
        if differ:
            yield f"{_title(key, named)}: {', '.join(differ)} {'was' if len(differ) == 1 else 'were'} changed."


_NONE: dict[str, object] = {"review_on": None, "documents": ()} | dict.fromkeys(
    ("narrative", "case_example", "known_gap", "owner"), ""
)


def _of_questions(found: tuple[Action, ...]) -> dict[int, Action]:
    return {one.number: one for one in found if one.key[0] == QUESTION}


def _actions(before: Mapping[int, Action], now: Mapping[int, Action], named: Mapping[str, Question]) -> Iterator[str]:
    for number, one in now.items():
        title, old = _title(one.key[1], named), before.get(number)
        if old is None:
            yield f"{title}: an action was agreed: {one.words}"
        if one.state != (old.state if old else "open"):
            yield f"{title}: an action is {one.state}: {one.words}"
        elif old is not None and old.due != one.due and one.due:
            yield f"{title}: an action is now due on {say_date(one.due)}: {one.words}"
