"""Searches per resident of each ethnic group against White residents, over 12 months, for the force and its councils only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from metrics.census import Residents, councils, together
from metrics.ethnicity import GROUPS, NOT_STATED, REFERENCE, UNKNOWN, group_of
from metrics.intervals import FEW
from metrics.question import DAY, Period
from metrics.signals.counts import garwood
from metrics.signals.ratios import rate_ratio
from metrics.stop_and_search import Group
from metrics.terms import WHOLE_FORCE, Area

PER = 1_000


@dataclass(frozen=True)
class Line:
    """One group: people searched, residents, and searches per PER residents with its exact interval.

    ratio: of that rate to the rate of White residents, with its exact interval; None for White, and where either group has fewer
    than FEW searches. most_ratio and least_ratio: were all whose ethnicity is not known of this group, and were all White.
    counted_ratio: were every suppressed cell of this group's residents as large as it can be.
    """

    group: str
    searches: int
    residents: int
    most_residents: int
    rate: float
    low: float
    high: float
    ratio: tuple[float, float, float] | None = None
    least_ratio: float | None = None
    most_ratio: float | None = None
    counted_ratio: float | None = None

    @property
    def enough(self) -> bool:
        """True where there are enough searches for a rate."""
        return self.searches >= FEW


@dataclass(frozen=True)
class Compared:
    """An area's groups in the census's order. searches: all; not_known: those whose ethnicity was not stated or not recorded."""

    area: Area
    name: str
    searches: int
    not_stated: int
    not_known: int
    lines: tuple[Line, ...]


def twelve_months(end: dt.date) -> Period:
    """The 12 months to a day."""
    leap = (end.month, end.day) == (2, 29)
    before = end.replace(year=end.year - 1, day=28) if leap else end.replace(year=end.year - 1)
    return before + DAY, end


def residents_of(area: Area, known: Collection[Area]) -> Residents | None:
    """Who lives in an area: of an LPA those of its council, of the force those of all councils. None where none is declared.

    known: the areas of the Beats list. The force's residents are known only where it has every LPA that is declared.
    """
    declared = councils()
    if area == WHOLE_FORCE:
        return together("Both councils", declared.values()) if set(declared) <= set(known) else None
    return declared.get(area) if area in known else None


def refused(area: Area) -> str:
    """Why an area's searches are never set against residents; nothing where they may be."""
    if area.level in ("force", "lpa"):
        return ""
    whose = {"sector": "a sector", "beat": "a beat"}.get(area.level, "a sergeant's team")
    return (
        f"Searches are not set against residents for {whose}, nor ever for an officer. Many of those searched in so small a "
        "place do not live there, so its residents are not those who might have been searched; its counts by group are too "
        "few to tell from luck; and an officer has no resident population at all. Choose the force or an LPA."
    )


def within(found: Iterable[Group], area: Area) -> list[Group]:
    """Of searches cut by LPA and self-defined ethnicity together (the cut resident) those of an area, by ethnicity."""
    told = ((one, one.value.partition("|")) for one in found)
    mine = f"{area.level}:{area.key}"
    return [one._replace(value=said) for one, (lpa, _, said) in told if area == WHOLE_FORCE or lpa == mine]


def compared(area: Area, residents: Residents, found: Iterable[Group]) -> Compared:
    """An area's groups against White residents. found: the searches of 12 months by self-defined ethnicity."""
    counts = dict.fromkeys([*GROUPS, *UNKNOWN], 0)
    for group in found:
        counts[group_of(group.value)] += group.searches
    not_known = sum(counts[name] for name in UNKNOWN)
    lines = tuple(_line(group, counts, residents, not_known) for group in GROUPS)
    return Compared(area, residents.name, sum(counts.values()), counts[NOT_STATED], not_known, lines)


def _line(group: str, counts: dict[str, int], residents: Residents, not_known: int) -> Line:
    number, base = counts[group], residents.residents[group]
    low, high = map(float, garwood(number))
    plain = Line(
        group, number, base, residents.most(group), PER * number / base, PER * low / base, PER * high / base,
    )  # fmt: skip
    white, white_base = counts[REFERENCE], residents.residents[REFERENCE]
    if group == REFERENCE or min(number, white) < FEW:
        return plain
    ratio, ratio_low, ratio_high = map(float, rate_ratio(number, base, white, white_base))
    scale = white_base / base
    return Line(
        **(plain.__dict__ | {
            "ratio": (ratio, ratio_low, ratio_high), "least_ratio": number / (white + not_known) * scale,
            "most_ratio": (number + not_known) / white * scale,
            "counted_ratio": number / white * white_base / residents.most(group),
        })
    )  # fmt: skip
