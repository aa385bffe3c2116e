"""How fresh the evidence on a question is: none, stale or current, part by part."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Literal, NamedTuple

from metrics.actions import Action
from metrics.peel.binder import Answer, Exhibit, Said
from metrics.terms import local

Freshness = Literal["none", "stale", "current"]
STALE_DAYS = 90
"""Older than this, evidence is stale: an inspection asks what is, not what was."""
PARTS = ("Figures and charts", "Narrative", "Case example", "Known gap", "References", "Owner and review")


class Part(NamedTuple):
    """One part of the evidence on a question. day: what its age counts from; None where there is none."""

    name: str
    freshness: Freshness
    day: dt.date | None
    words: str


def freshness_of(day: dt.date | None, today: dt.date) -> Freshness:
    """Of evidence that speaks of a day."""
    if day is None:
        return "none"
    return "stale" if (today - day).days > STALE_DAYS else "current"


def parts(answer: Answer | None, exhibits: Iterable[Exhibit], today: dt.date) -> list[Part]:
    """The parts of the evidence on one question, in the order of PARTS.

    Figures are as old as the last day they speak of, words as the day on which they were entered, an owner's care as the review
    that is due.
    """
    said, entered = (answer.said, local(answer.at).date()) if answer else (Said(), None)
    shown = list(exhibits)
    last = max((one.frozen.end for one in shown), default=None)
    figures = Part(PARTS[0], freshness_of(last, today), last, f"{len(shown)}")
    texts = (said.narrative, said.case_example, said.known_gap, "\n".join(said.documents))
    words = [
        Part(name, freshness_of(entered if text else None, today), entered if text else None, "")
        for name, text in zip(PARTS[1:5], texts, strict=True)
    ]
    return [figures, *words, _review(said, today)]


def _review(said: Said, today: dt.date) -> Part:
    """None without an owner and a day; stale once the day has passed."""
    if not said.owner or said.review_on is None:
        return Part(PARTS[5], "none", None, "")
    return Part(PARTS[5], "current" if said.review_on >= today else "stale", said.review_on, said.owner)


def overall(found: Iterable[Part]) -> Freshness:
    """Of the evidence as a whole: that of its figures or of its narrative, whichever is fresher."""
    told = [part.freshness for part in found if part.name in PARTS[:2]]
    return next((one for one in ("current", "stale") if one in told), "none")


def can_be_closed(actions: Iterable[Action]) -> bool:
    """True for an area for improvement of which every action is done with proof, and at least one was agreed."""
    found = list(actions)
    return (
        bool(found)
        and all(one.state in ("done", "dropped") for one in found)
        and any(one.state == "done" for one in found)
    )
