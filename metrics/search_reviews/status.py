"""How far the reviews of drawn stop-searches have come: counts of draws, never of a person. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from metrics.intervals import FEW, wilson
from metrics.notes import Key
from metrics.search_reviews.reviews import Drawn, Reasonable

LOOK_BACK = dt.timedelta(weeks=26)
"""Draws of the last six months are counted: long enough for a share, short enough to be about now."""


@dataclass(frozen=True)
class Status:
    """Of some draws on a day how many records were drawn, and what became of them. overdue: not done, and due before the day."""

    drawn: int
    reviewed: int
    skipped: int
    overdue: int
    answers: dict[Reasonable, int]

    @property
    def waiting(self) -> int:
        """Records not reviewed and not skipped."""
        return self.drawn - self.reviewed - self.skipped


def status(found: Iterable[Drawn], day: dt.date) -> Status:
    """Where the reviews of some draws stand on a day."""
    known = list(found)
    answers: dict[Reasonable, int] = {"yes": 0, "no": 0, "cannot tell": 0}
    for one in known:
        for ref in one.draw.refs:
            latest = one.latest(ref)
            if latest is not None and latest.reasonable is not None:
                answers[latest.reasonable] += 1
    return Status(
        sum(len(one.draw.refs) for one in known),
        sum(one.count("reviewed") for one in known),
        sum(one.count("skipped") for one in known),
        sum(one.count("not yet") for one in known if one.is_overdue(day)),
        answers,
    )


def recent(found: Iterable[Drawn], day: dt.date) -> list[Drawn]:
    """The draws made within six months before a day."""
    return [one for one in found if one.draw.made_on > day - LOOK_BACK]


def within(found: Iterable[Drawn], keys: Iterable[Key]) -> list[Drawn]:
    """The draws of some areas and teams, the latest first."""
    chosen = set(keys)
    return [one for one in reversed(list(found)) if (one.draw.area.level, one.draw.area.key) in chosen]


def words(told: Status) -> str:
    """12 of 15 drawn in the last six months are reviewed, 1 skipped, 2 overdue; grounds reasonable in 11 of 12."""
    first = f"{told.reviewed:,} of {told.drawn:,} searches drawn in the last six months {_are(told.reviewed)} reviewed"
    return f"{first}, {told.skipped:,} skipped, {told.overdue:,} overdue{_grounds(told)}."


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _grounds(told: Status) -> str:
    """Of those reviewed; with what the record leaves open, and from FEW on the interval."""
    if not told.reviewed:
        return ""
    yes, no, unclear = told.answers.values()
    interval = ""
    if told.reviewed >= FEW:
        low, high = wilson(yes, told.reviewed)
        interval = f" ({low:.0%} to {high:.0%})"
    against = f", not reasonable in {no:,}" if no else ""
    left = f", not to be told from the record in {unclear:,}" if unclear else ""
    return f"; grounds reasonable in {yes:,} of {told.reviewed:,}{interval}{against}{left}"
