"""A neighbourhood's strip in words: of each of six things a state, a few words, and the whole sentence. No score is made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

from metrics.charts.words import known, say_hours
from metrics.guarantee import COURSES, Guarantee, Meetings, Neighbourhood, Priority, Queries, Training
from metrics.intervals import FEW, wilson
from metrics.named_contacts import Contact
from metrics.terms import NOT_LOADED, PARTLY_LOADED, TOO_EARLY_TO_SAY, say_count, say_date

State = Literal["kept", "not kept", "unknown", "fact"]
Figure = Mapping[str, Any]

HEADS = (
    "Named contact", "Local priorities", "Queries in 72 hours", "Next beat meeting", "Training held", "Abstraction",
)  # fmt: skip
NOTES = (
    "on the day", "reviewed in 3 months", "answered, and waiting", "dated", "hold every course", "of rostered hours",
)  # fmt: skip
NONE_RECORDED = "none recorded"


class Cell(NamedTuple):
    """One thing about one neighbourhood. part: the share that it is, from 0 to 1; None where it is none. waiting: how many
    queries wait for longer than they should."""

    state: State
    words: str
    sentence: str
    part: float | None = None
    waiting: int = 0

    @property
    def in_full(self) -> str:
        """38 of 42, 2 wait."""
        return f"{self.words}, {say_count(self.waiting, 'waits', 'wait')}" if self.waiting else self.words


def cells(found: Neighbourhood, whole: Guarantee, day: dt.date, abstraction: Figure | None) -> tuple[Cell, ...]:
    """The six cells of a neighbourhood, in the order of HEADS. abstraction: the KPI's figure for the beat."""
    loaded = whole.loaded
    plain = (
        contact(found.contact, day),
        _or_missing("local_priorities" in loaded, "Local priorities", priorities(found.priorities)),
        _or_missing("queries" in loaded, "Queries", queries(found.queries)),
        _or_missing("meetings" in loaded, "Meetings", meeting(found.meetings, day)),
        _or_missing("training" in loaded, "Training", training(found.training)),
        taken(abstraction),
    )
    return tuple(cell._replace(sentence=f"{found.name}: {cell.sentence}") for cell in plain)


def _or_missing(is_loaded: bool, what: str, cell: Cell) -> Cell:
    return cell if is_loaded else Cell("unknown", NOT_LOADED.lower(), f"{what}: {NOT_LOADED}.")


def contact(found: Contact, day: dt.date) -> Cell:
    """Whether the named contact is posted to the beat, or to an area that holds it."""
    state, _, since = found
    if state == "current":
        return Cell("kept", "current", "the named contact is current.")
    if state == "not stated":
        return Cell("unknown", "not stated", "the Beats list names no contact of any beat.")
    if since is not None:
        done = "left" if state == "left" else "moved to another post"
        return Cell(
            "not kept",
            f"{state} {short(since, day)}",
            f"the named contact {done}: not posted here since {say_date(since)}.",
        )
    words, sentence = {
        "none named": ("none named", "the Beats list names no contact."),
        "never here": (
            "never posted here",
            "the named contact has not been posted here, as the Officers list is known.",
        ),
    }.get(state, ("not on the list", "the collar number of the named contact is not on the Officers list."))
    return Cell("not kept", words, sentence)


def standing(found: Sequence[Priority] | None) -> list[Priority]:
    """The priorities that are not closed on the day."""
    return [one for one in found or () if one.closed is None]


def priorities(found: Sequence[Priority] | None) -> Cell:
    """How many priorities stand, and whether each was set or reviewed within three months."""
    if found is None:
        return Cell("unknown", NONE_RECORDED, "no local priority is recorded.")
    stand = standing(found)
    if not stand:
        return Cell("not kept", "none stands", f"no local priority stands; {len(found):,} were closed.")
    late = [one for one in stand if one.state == "overdue"]
    if late:
        first = min(one.due for one in late)
        return Cell(
            "not kept", f"{len(late)} of {len(stand)} overdue",
            f"{len(late)} of {len(stand)} local priorities were not reviewed within 3 months; the longest overdue by "
            f"{say_count((late[0].day - first).days, 'day')}.",
        )  # fmt: skip
    if any(one.state == "not known" for one in stand):
        return Cell("unknown", "not known then", "only a later review is known of some priorities.")
    oldest = min(one.reviewed or one.set_on for one in stand)
    return Cell(
        "kept", f"all {len(stand)} in time" if len(stand) > 1 else "in time",
        f"{say_count(len(stand), 'local priority', 'local priorities')}, each set or reviewed within 3 months; the oldest on "
        f"{say_date(oldest)}.",
    )  # fmt: skip


def queries(found: Queries | None) -> Cell:
    """How many of the queries whose 72 hours are over were answered within them, and how many wait for longer."""
    if found is None:
        return Cell("unknown", NONE_RECORDED, "no query is recorded.")
    wait = (
        f" {say_count(found.waiting, 'query waits', 'queries wait')} for more than 72 hours." if found.waiting else ""
    )
    early = f" {found.early:,} received within the last 72 hours: too early to say." if found.early else ""
    if not found.over:
        words = TOO_EARLY_TO_SAY.lower() if found.received else "none received"
        state: State = "not kept" if found.waiting else "unknown"
        return Cell(
            state, words, f"no query in these days whose 72 hours are over.{wait}{early}", waiting=found.waiting
        )
    return Cell(
        "kept" if found.in_time == found.over and not found.waiting else "not kept",
        f"{found.in_time:,} of {found.over:,}",
        f"{say_answered(found.in_time, found.over)} answered within 72 hours.{wait}{early}",
        found.in_time / found.over,
        found.waiting,
    )


def meeting(found: Meetings | None, day: dt.date) -> Cell:
    """When the next meeting is, and when the last was."""
    if found is None:
        return Cell("unknown", NONE_RECORDED, "no meeting is recorded.")
    last = "none is recorded as held"
    if found.last is not None:
        came = "" if found.last.attendance is None else f" with {say_count(found.last.attendance, 'resident')}"
        last = f"the last was held on {say_date(found.last.on)}{came}"
    if found.next is None:
        return Cell("not kept", "none dated", f"no meeting after {say_date(day)} is dated; {last}.")
    return Cell(
        "kept",
        short(found.next.on, day),
        f"next meeting on {say_date(found.next.on)} ({found.next.kind.strip().lower()}); {last}.",
    )


def training(found: Training) -> Cell:
    """How many of those posted here hold every expected course."""
    if not found.people:
        return Cell("unknown", "nobody posted", "no constable or PCSO is posted here on the day.")
    if not found.recorded:
        return Cell("unknown", NONE_RECORDED, f"no course is recorded of the {found.people:,} people posted here.")
    by_course = "; ".join(f"{course.lower()} {found.holders[course]:,}" for course in COURSES)
    return Cell(
        "kept" if found.complete == found.people else "not kept",
        f"{found.complete:,} of {found.people:,}",
        f"{found.complete:,} of {found.people:,} people hold every expected course ({by_course}).",
        found.complete / found.people,
    )


def taken(figure: Figure | None) -> Cell:
    """The abstracted share of rostered hours: a fact, since no target of ours says how much is too much."""
    if figure is None or not known(figure["value"]) or not known(figure["exposure_hours"]):
        return Cell("unknown", NOT_LOADED.lower(), f"abstraction: {NOT_LOADED}.")
    hours, rostered = float(figure["value"]), float(figure["exposure_hours"])
    if not rostered:
        return Cell("unknown", "no hours", "no rostered hours.")
    partly = figure["verdict"] == PARTLY_LOADED
    return Cell(
        "fact", f"{hours / rostered:.0%}{' partly' if partly else ''}",
        f"{say_hours(hours)} of {say_hours(rostered)} rostered hours were abstracted, {hours / rostered:.0%}"
        f"{f'. {PARTLY_LOADED}' if partly else ''}.",
        hours / rostered,
    )  # fmt: skip


def say_answered(part: int, whole: int) -> str:
    """38 of 42 queries (90%, 78% to 96%); of few only the counts."""
    words = f"{part:,} of {say_count(whole, 'query', 'queries')}"
    if whole < FEW:
        return words
    low, high = wilson(part, whole)
    return f"{words} ({part / whole:.0%}, {low:.0%} to {high:.0%})"


def short(day: dt.date, seen_from: dt.date) -> str:
    """3 Sep; of another year 3 Sep 2025."""
    return f"{day.day} {day:%b}{'' if day.year == seen_from.year else f' {day.year}'}"
