"""Reviews of drawn stop-searches: reviewed, or skipped for a reason; every version is kept, and the latest holds."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, NamedTuple

from metrics.notes import name_faults, plain, words_faults
from metrics.people import stints
from metrics.search_reviews.draws import Draw, draws
from metrics.store.connection import Store
from metrics.store.entering import entered, keep
from metrics.store.entries import SEARCH_REVIEW
from metrics.store.schema import sql
from metrics.store.snapshot import moment, snapshot
from metrics.terms import local, say_date

Reasonable = Literal["yes", "no", "cannot tell"]
ANSWERS: dict[Reasonable, str] = {"yes": "Yes", "no": "No", "cannot tell": "Cannot tell from the record"}
"""Whether the grounds were reasonable."""
State = Literal["reviewed", "skipped", "not yet"]


class Review(NamedTuple):
    """One version of the review of a drawn search. at: UTC. skipped: why it was not reviewed; "" where it was.

    on: the day of the review; learning: what practice can learn of it; video: whether body-worn video was viewed.
    """

    on: dt.date | None
    reasonable: Reasonable | None
    learning: str
    video: bool | None
    skipped: str
    by: str
    at: dt.datetime


class Findings(NamedTuple):
    """What a reviewer says of a search."""

    on: dt.date | None
    reasonable: Reasonable | None
    learning: str
    video: bool | None


@dataclass(frozen=True)
class Drawn:
    """A draw with what became of each record. versions: by reference every version of its review, the latest first."""

    draw: Draw
    versions: dict[str, tuple[Review, ...]]

    def latest(self, ref: str) -> Review | None:
        """The review of a record that holds."""
        return self.versions[ref][0] if ref in self.versions else None

    def state(self, ref: str) -> State:
        """Whether a record is reviewed, skipped, or not yet either."""
        latest = self.latest(ref)
        return "not yet" if latest is None else "skipped" if latest.skipped else "reviewed"

    def count(self, state: State) -> int:
        """How many of its records are so."""
        return sum(self.state(ref) == state for ref in self.draw.refs)

    def is_overdue(self, day: dt.date) -> bool:
        """True where something is not done yet, and was to be done before a day."""
        return self.draw.due < day and self.count("not yet") > 0


def review(store: Store, number: int, ref: str, findings: Findings, by: str, at: dt.datetime) -> None:
    """Keep the review of a record of a draw.

    Where the grounds were not reasonable, or the record does not say, there is something to learn: it must be written. Raises
    ValueError with one plain sentence for what cannot be kept, and LoadFailedError where it could not be written.
    """
    learning, by = plain(findings.learning), plain(by)
    draw = _draw_of(store, number, ref)
    faults = [*_finding_faults(findings, draw, local(moment(at)).date()), *name_faults(by)]
    if findings.reasonable != "yes" or learning:
        faults += words_faults(learning, "what practice can learn of it")
    if not faults and by.casefold() in _searched_by(store, ref):
        faults.append("A search is reviewed by somebody else than who made it.")
    for fault in faults:
        raise ValueError(fault)
    told = {"reviewed_on": findings.on, "reasonable": findings.reasonable, "video_viewed": findings.video}
    _keep(store, number, ref, told | {"learning": learning, "skipped": ""}, by, at)


def skip(store: Store, number: int, ref: str, reason: str, by: str, at: dt.datetime) -> None:
    """Keep that a record of a draw is not reviewed, and why. Raises as `review` does."""
    reason, by = plain(reason), plain(by)
    _draw_of(store, number, ref)
    for fault in [*words_faults(reason, "why it is skipped"), *name_faults(by)]:
        raise ValueError(fault)
    told = {"reviewed_on": None, "reasonable": None, "video_viewed": None}
    _keep(store, number, ref, told | {"learning": "", "skipped": reason}, by, at)


def _keep(store: Store, number: int, ref: str, told: dict[str, object], by: str, at: dt.datetime) -> None:
    keep(store, SEARCH_REVIEW, [{"draw": number, "search_ref": ref, **told}], at, by)


def _draw_of(store: Store, number: int, ref: str) -> Draw:
    for one in draws(store):
        if one.number == number and ref in one.refs:
            return one
    raise ValueError("This search is not in the draw.")


def _finding_faults(findings: Findings, draw: Draw, today: dt.date) -> list[str]:
    found = []
    if findings.reasonable not in ANSWERS:
        found.append("Say whether the grounds were reasonable.")
    if findings.video is None:
        found.append("Say whether the body-worn video was viewed.")
    if findings.on is None or not draw.made_on <= findings.on <= today:
        found.append(f"Give the day of the review: from {say_date(draw.made_on)}, when it was drawn, to today.")
    return found


def _searched_by(store: Store, ref: str) -> set[str]:
    """What whoever made a search is called in the Officers list, and their collar number, in small letters."""
    catalog = snapshot(store)
    collars = {row[3] for row in store.rows(sql("searches_drawn"), catalog, refs=[ref])}
    names = {one.name.casefold() for one in stints(store, catalog) if one.collar in collars and one.name}
    return names | collars


def reviewed(store: Store, known_at: dt.datetime | None = None) -> tuple[Drawn, ...]:
    """Every draw with the reviews of its records, as known at a moment, in the order in which they were made."""
    versions: dict[int, dict[str, tuple[Review, ...]]] = {}
    for row in entered(store, SEARCH_REVIEW):
        if row["recorded_at"] > moment(known_at):
            continue
        of_draw = versions.setdefault(row["draw"], {})
        one = Review(
            row["reviewed_on"], row["reasonable"], row["learning"], row["video_viewed"], row["skipped"], row["recorded_by"],
            row["recorded_at"],
        )  # fmt: skip
        of_draw[row["search_ref"]] = (one, *of_draw.get(row["search_ref"], ()))
    return tuple(Drawn(one, versions.get(one.number, {})) for one in draws(store, known_at))
