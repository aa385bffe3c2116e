"""The PEEL evidence page: which set of questions, as known when, and how far the evidence on it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from urllib.parse import urlencode

import streamlit as st

from metrics import loading
from metrics.charts.words import listed
from metrics.peel import binder, freshness
from metrics.peel.framework import Question, QuestionSet
from metrics.peel.freshness import Freshness, Part
from metrics.peel.sets import Version
from metrics.store.connection import StoreUnavailableError
from metrics.terms import LONDON, say_date
from metrics.ui import bar, evidence_data, frame, gate, packing, selection, sheet, stores
from metrics.ui.following import following

IN_WORDS: dict[Freshness, str] = {"current": "current", "stale": "only stale", "none": "no"}


@dataclass(frozen=True)
class Asked:
    """What the page shows: the version of a set, one question (its id among all sets) or none, as known when (None: now)."""

    version: Version
    question: str
    known_at: dt.datetime | None

    @property
    def held(self) -> QuestionSet:
        """The set."""
        return self.version.held

    @property
    def day(self) -> dt.date:
        """The day on which freshness is looked at."""
        return (self.known_at or loading.now()).astimezone(LONDON).date()

    def address(self, question: str = "") -> str:
        """The address of a question, or of the whole set."""
        return f"?{urlencode(self.params(question))}"

    def params(self, question: str = "") -> dict[str, str]:
        """The same, as its parts."""
        known = self.known_at.isoformat() if self.known_at else ""
        found = {"set": self.held.key, "question": question, "known": known}
        return {name: value for name, value in found.items() if value}

    @property
    def known_words(self) -> str:
        """As known now, or as known on a day."""
        return "as known now" if self.known_at is None else f"as known on {say_date(self.known_at.date())}"


def can_open(title: str) -> bool:
    """True where the store can be opened; else says why not."""
    gate.require()
    try:
        stores.store()
    except StoreUnavailableError as error:
        bar.head(title, "")
        frame.unavailable(error)
        return False
    return True


def choose(title: str) -> Asked:
    """The page's title; the set and the moment of the address, and the fields that change them."""
    asked = _asked()
    held = asked.held
    words = f"{held.key} · {held.status} · {asked.known_words}"
    with bar.line(title), bar.unfolded(words):
        changed = _controls(asked)
    sheet.head(title, words)
    if (changed.held.key, changed.known_at) != (held.key, asked.known_at):
        st.query_params.from_dict(changed.params())
        st.rerun()
    return asked


def _asked() -> Asked:
    known = selection.moment(st.query_params.get("known"))
    versions = evidence_data.question_versions(known)
    wanted = {version.held.key: version for version in versions}.get(st.query_params.get("set") or "")
    first = next((version for version in versions if version.held.status == "current"), versions[0])
    return Asked(wanted or first, st.query_params.get("question") or "", known)


def _controls(asked: Asked) -> Asked:
    versions = {version.held.key: version for version in evidence_data.question_versions(asked.known_at)}
    keys = list(versions)
    chosen = st.selectbox("Set of questions", keys, key=following("peel", "set", asked.held.key))
    now = asked.known_at.date() if asked.known_at else None
    day = st.date_input(
        "As known at the end of (empty: now)", None, format="DD/MM/YYYY", key=following("peel", "known", now)
    )
    moment = dt.datetime.combine(day, dt.time(23, 59), LONDON) if isinstance(day, dt.date) else None
    if (moment and moment.date()) == (asked.known_at and asked.known_at.date()):
        moment = asked.known_at
    return replace(asked, version=versions[chosen], known_at=moment)


def rows(asked: Asked) -> list[tuple[str, Question]]:
    """The questions of the set, with their ids among all sets."""
    return list(asked.held.keyed())


def set_of(question: str) -> str:
    """The name and edition of the set that a question's id among all sets begins with."""
    return question.rpartition(": ")[0]


def filed_elsewhere(asked: Asked) -> dict[str, Question]:
    """Questions that no set has any more and under which something is filed."""
    filed = {one.question for one in evidence_data.exhibits(asked.known_at)} | set(
        evidence_data.answers(asked.known_at)
    )
    return {
        key: question
        for key, question in evidence_data.gone_questions(asked.known_at).items()
        if key in filed or packing.actions_of(key, asked.known_at)
    }


def parts_of(asked: Asked, key: str) -> list[Part]:
    """How fresh each part of the evidence on a question is."""
    shown = binder.of_question(evidence_data.exhibits(asked.known_at), key)
    return freshness.parts(evidence_data.answers(asked.known_at).get(key), shown, asked.day)


def answer(asked: Asked) -> str:
    """How far the evidence is, in a sentence."""
    found = [freshness.overall(parts_of(asked, key)) for key, _ in rows(asked)]
    told = {words: sum(one == state for one in found) for state, words in IN_WORDS.items()}
    several = [
        f"{number:,} {'has' if number == 1 else 'have'} {words} evidence" for words, number in told.items() if number
    ]
    actions = [
        one for key, _ in [*rows(asked), *improvements(asked)] for one in packing.actions_of(key, asked.known_at)
    ]
    overdue = sum(one.is_overdue(asked.day) for one in actions)
    late = f" {overdue:,} {'action is' if overdue == 1 else 'actions are'} overdue." if overdue else ""
    number = len(found)
    return f"Of {number:,} question{'' if number == 1 else 's'} {listed(several)}, on {say_date(asked.day)}.{late}"


def improvements(asked: Asked) -> list[tuple[str, Question]]:
    """Areas for improvement and strengths of the other sets."""
    return packing.improvements(asked.held.key, asked.known_at)
