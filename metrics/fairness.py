"""Outcomes of searches by group of people, set beside each other as a prompt to look, and never as proof. Pure.

Infra-marginality (Simoiu, Corbett-Davies and Goel 2017): with one and the same threshold for searching everybody, groups whose
searches differ in the strength of their grounds have different hit rates; and with unlike thresholds they may have the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from metrics.ethnicity import GROUPS, NOT_RECORDED, REFERENCE, UNKNOWN, group_of
from metrics.signals import shares
from metrics.stop_and_search import Cut, Group, Rate, Rung, added
from metrics.terms import Level, Team, capital

LEVELS: tuple[Level | Team, ...] = ("force", "lpa", "sector")
"""Where searches are shown by group: below a sector a group has a handful."""
OUTCOMES: tuple[Rung, ...] = ("positive", "found")
OTHERS = "all others"


@dataclass(frozen=True)
class Attribute:
    """What people are told apart by. cut: of the searches; reference: the group that the others are set against; None: each
    against all others together."""

    cut: Cut
    label: str
    reference: str | None = None


ATTRIBUTES = (
    Attribute("self_defined", "Self-defined ethnicity", REFERENCE),
    Attribute("officer_defined", "Officer-defined ethnicity", REFERENCE),
    Attribute("age", "Age range"),
    Attribute("gender", "Gender"),
)


class Difference(NamedTuple):
    """One group's share less another's, with Newcombe's interval.

    low_most, high_most: the difference itself, were all that is not known of one group counted against it and of the other for
    it, and the other way round.
    """

    value: float
    low: float
    high: float
    low_most: float
    high_most: float

    @property
    def leaves_out_nought(self) -> bool:
        """True where luck alone would seldom give as much."""
        return self.low > 0 or self.high < 0


def groups(attribute: Attribute, found: Mapping[Cut, Sequence[Group]]) -> list[Group]:
    """The groups of an attribute in their own order, never by figure: the known ones, then those that are not.

    Ethnicity under the census's five groups (of which none is left out), age from the youngest, gender by the alphabet.
    """
    named = group_of if attribute.reference else _as_said
    by_name: dict[str, list[Group]] = {}
    for group in found[attribute.cut]:
        by_name.setdefault(named(group.value), []).append(group)
    order = _ethnic_order if attribute.reference else _age_order if attribute.cut == "age" else str.casefold
    names = sorted(by_name, key=order)
    unknown = [name for name in UNKNOWN if name in by_name]
    return [added(by_name[name], name, name) for name in [*(n for n in names if n not in unknown), *unknown]]


def _as_said(value: str) -> str:
    return capital(value) if value else NOT_RECORDED


def _ethnic_order(name: str) -> int:
    return [*GROUPS, *UNKNOWN].index(name)


def _age_order(name: str) -> tuple[float, str]:
    """under 10, 10-17, 18-24, over 34."""
    number = re.search(r"\d+", name)
    if number is None:
        return float("inf"), name
    words = name.casefold()
    beside = -0.5 if words.startswith("under") else 0.5 if words.startswith("over") or words.endswith("+") else 0.0
    return int(number[0]) + beside, name


def is_known(group: Group) -> bool:
    """True where the person's group was recorded and stated."""
    return group.name not in UNKNOWN


def differences(attribute: Attribute, all_: Iterable[Group], rung: Rung) -> dict[str, Difference | None]:
    """By group how far its share lies from that of the reference, or of all others; None where either has too few for a rate."""
    known = [group for group in all_ if is_known(group)]
    found: dict[str, Difference | None] = {}
    for group in known:
        rest = [other for other in known if _is_beside(attribute, group, other)]
        if group.name != attribute.reference:
            found[group.name] = difference(group.rate(rung), added(rest, OTHERS).rate(rung)) if rest else None
    return found


def _is_beside(attribute: Attribute, group: Group, other: Group) -> bool:
    return other.name == attribute.reference if attribute.reference else other.name != group.name


def difference(one: Rate, other: Rate) -> Difference | None:
    """How far one share lies from another; None where either has too few cases for a rate."""
    if not (one.enough and other.enough):
        return None
    value, low, high = map(float, shares.difference(one.part, one.whole, other.part, other.whole))
    return Difference(value, low, high, one.share - other.most, one.most - other.share)


def refused(level: str) -> str:
    """Why outcomes are not shown by group here; nothing where they are."""
    if level in LEVELS:
        return ""
    whose = "a sergeant's team" if level == "team" else "a beat"
    return (
        f"Outcomes by ethnicity, age and gender are not shown for {whose}, nor ever for an officer. Split by group, the searches "
        "of so few officers are a handful each: a share of a handful says more about chance than about fairness, and could point "
        "to single people. Choose the sector, the LPA or the force."
    )
