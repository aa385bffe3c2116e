"""Broad groups for what leaves the force about a search: every answer is one of a few words of ours, never the source's. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from metrics.ethnicity import GROUPS, group_of
from metrics.kpis.stop_searches import NO_FURTHER_ACTION

NOT_RECORDED, NOT_STATED, LEFT_OUT = "not recorded", "not stated", "left out"
Rules = Sequence[tuple[str, str]]
"""A pattern and the group of a text in which it is found; the first that is found decides."""

POWERS: Rules = (
    (r"section 60\b", "Section 60"), (r"misuse of drugs|section 23\b", "Drugs, section 23"),
    (r"police and criminal evidence|\bpace\b|section 1\b", "PACE, section 1"),
)  # fmt: skip
OBJECTS: Rules = (
    (r"drug|psychoactive", "Drugs"), (r"weapon|firearm|blade|knife|knives|gun|firework", "Weapons"),
    (r"stolen", "Stolen goods"), (r"theft|burgl|going equipped|damage|tools", "Articles for theft or damage"),
    (r"evidence", "Evidence of an offence"),
)  # fmt: skip
OUTCOMES: Rules = (
    (r"arrest", "Arrest"), (r"summons|charge", "Charge or summons"),
    (r"resolution|caution|warning|penalty", "Community resolution, caution, warning or penalty"),
)  # fmt: skip
GENDERS: Rules = ((r"^f|^w", "Female"), (r"^m", "Male"), (r"unknown|not", NOT_STATED))
PARTS = ("night", "morning", "afternoon", "evening")
"""Parts of the day, of six hours each from midnight."""


def group(text: str | None, rules: Rules, other: str = "Something else") -> str:
    """The group of a text; `other` where no pattern is found, and not recorded for a blank."""
    plain = " ".join((text or "").lower().split())
    if not plain:
        return NOT_RECORDED
    return next((name for pattern, name in rules if re.search(pattern, plain)), other)


def outcome(text: str | None) -> str:
    """The group of an outcome; no further action as the KPI has it."""
    plain = " ".join((text or "").lower().split())
    return "No further action" if plain in NO_FURTHER_ACTION else group(text, OUTCOMES, "Another action")


def ethnicity(text: str | None) -> str:
    """One of the census's five groups, or in lower case why it is none: not stated, not recognised, not recorded."""
    found = group_of(text)
    return found if found in GROUPS else found.lower()


def gender(text: str | None) -> str:
    """Female, Male, Other, not stated, or not recorded."""
    return group(text, GENDERS, "Other")


def age(text: str | None) -> str:
    """Under 18, 18 to 24, 25 to 34, 35 or over; not recorded where it says no number."""
    number = re.search(r"\d+", text or "")
    if number is None:
        return NOT_RECORDED
    years = int(number[0])
    if "under" in str(text).lower():
        years -= 1
    elif "over" in str(text).lower():
        years += 1
    return next(
        (words for most, words in ((17, "Under 18"), (24, "18 to 24"), (34, "25 to 34")) if years <= most), "35 or over"
    )


def when(at: dt.datetime) -> str:
    """September 2026, evening: neither a day nor an hour."""
    return f"{at:%B %Y}, {PARTS[at.hour // 6]}"


def yes_no(value: bool | None) -> str:
    """Yes, no, or not recorded."""
    return NOT_RECORDED if value is None else "yes" if value else "no"
