"""Stop-searches of an area or a sergeant's team, cut by one thing at a time: outcomes, and how complete the records are.

Counted as the KPI counts them: by constables, by the team of the officer on that day. What an outcome means is said by the KPI.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from metrics.catalogue import exports, kpis
from metrics.export import identifier
from metrics.intervals import FEW, wilson
from metrics.kpis.stop_searches import ARREST, RATES
from metrics.question import Period, of_area
from metrics.store.connection import Store
from metrics.store.schema import sql
from metrics.store.snapshot import snapshot
from metrics.terms import Area

KPI = "stop_searches"
Cut = Literal[
    "whole", "kind", "team", "beat", "sector", "lpa", "object", "type", "self_defined", "officer_defined", "age", "gender",
    "others", "resident",
]  # fmt: skip
CUTS: tuple[Cut, ...] = (
    "whole", "kind", "team", "beat", "sector", "object", "type", "self_defined", "officer_defined", "age", "gender", "others",
)  # fmt: skip
OF_FORCES: tuple[Cut, ...] = ("lpa", *(cut for cut in CUTS if cut not in ("team", "beat", "sector")))
"""What the searches of several forces are cut by: by force, and not by what lies in one."""
_PLACED: dict[str, tuple[Cut, ...]] = {
    "team": ("team",), "team_sector": ("sector",), "team_lpa": ("lpa", "resident"), "beat": ("beat",)
}  # fmt: skip
"""Where a search lies, and the cuts that ask it."""
KINDS = {
    "possession": "Drugs, possession only",
    "supply": "Drugs, supply",
    "other": "Other objects",
    "section 60": "Section 60",
    "drugs": "Drugs, neither recorded",
    "": "Power and object not recorded",
}
"""What is searched for, apart: drugs for possession only apart from supply, and searches without suspicion (section 60)."""
ALWAYS_SHOWN = ("possession", "supply", "other", "section 60")
Rung = Literal["positive", "arrest", "linked", "found", "stripped", "filmed"]
_POSITIVE, _LINKED, _FOUND, _ = RATES
EXPRESSIONS = {
    "searches": "count(*)",
    "positive": _POSITIVE.value,
    "positive_unknown": _POSITIVE.unknown,
    "arrest": f"count(*) filter ({ARREST})",
    "arrest_unknown": _POSITIVE.unknown,
    "linked": _LINKED.value,
    "linked_unknown": _LINKED.unknown,
    "found": _FOUND.value,
    "found_unknown": _FOUND.unknown,
    "stripped": "count(*) filter (more_than_outer_clothing)",
    "stripped_unknown": "count(*) filter (more_than_outer_clothing is null)",
    "filmed": "count(*) filter (body_worn_video)",
    "filmed_unknown": "count(*) filter (body_worn_video is null)",
}
"""What is counted of each cut: SQL over the rows of the export."""
NOT_FIELDS = ("Search Ref", "Searched At", "Collar No")
"""Headings without which a row is not accepted: always filled in."""


class Rate(NamedTuple):
    """Part of the whole, and how many of the whole are not known: they are not in the part, and bound the share both ways."""

    part: int
    whole: int
    unknown: int = 0

    @property
    def enough(self) -> bool:
        """True where there are enough cases for a rate."""
        return self.whole >= FEW

    @property
    def share(self) -> float:
        """What is not known counted as not: the lower bound."""
        return self.part / self.whole

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95% interval of the share."""
        return wilson(self.part, self.whole)

    @property
    def most(self) -> float:
        """The share, were all that is not known counted in: the upper bound."""
        return (self.part + self.unknown) / self.whole


class Group(NamedTuple):
    """Searches of one value of a cut. value: as the export has it, or level:key of an area; "" where it is not recorded.

    stripped: more than outer clothing removed. filmed: body-worn video on. filled: in how many each of `fields` is filled in.
    """

    cut: Cut
    value: str
    name: str
    searches: int
    positive: int
    positive_unknown: int
    arrest: int
    arrest_unknown: int
    linked: int
    linked_unknown: int
    found: int
    found_unknown: int
    stripped: int
    stripped_unknown: int
    filmed: int
    filmed_unknown: int
    filled: tuple[int, ...]

    def rate(self, rung: Rung) -> Rate:
        """The share of the searches that came to this."""
        return Rate(getattr(self, rung), self.searches, getattr(self, f"{rung}_unknown"))


def fields() -> tuple[str, ...]:
    """The headings of the record that may be blank, in the order of the export."""
    headings = (column.heading for column in exports()["stop_searches"].stored_columns)
    return tuple(heading for heading in headings if heading not in NOT_FIELDS)


def searches(
    store: Store, area: Area, days: Period, cuts: Sequence[Cut] = CUTS, known_at: dt.datetime | None = None
) -> dict[Cut, tuple[Group, ...]]:
    """By cut its groups: areas in list order, all else alphabetical, what is not recorded first. A cut without searches is empty.

    team, sector and lpa: of the officer on that day; beat: where the search was made.
    """
    catalog = snapshot(store, known_at)
    text, whose = of_area(store, catalog, area, sql("searches_cut"), team="led_by.team", led="led_by.led")
    counts = EXPRESSIONS | {f"{identifier(heading)}_filled": f"count({identifier(heading)})" for heading in fields()}
    placed = (name if set(of) & set(cuts) else f"null::varchar as {name}" for name, of in _PLACED.items())
    text = text.replace("{placed}", ", ".join(placed))
    text = text.replace("{counts}", ", ".join(f"{of} as {name}" for name, of in counts.items()))
    text = text.replace("{sums}", ", ".join(f"sum({name})::integer as {name}" for name in counts))
    rows = store.rows(
        text, catalog, **whose, start=days[0], end=days[1], cuts=list(cuts),
        roles=list(kpis()[KPI].roles),
    )  # fmt: skip
    found: dict[Cut, list[Group]] = {cut: [] for cut in cuts}
    plain = len(Group._fields) - 1
    for row in rows:
        found[row[0]].append(Group._make((*row[:plain], row[plain:])))
    return {cut: tuple(groups) for cut, groups in found.items()}


def added(groups: Iterable[Group], name: str, value: str = "") -> Group:
    """Several groups of a cut as one; at least one is given."""
    all_ = list(groups)
    sums = (sum(getattr(one, number) for one in all_) for number in EXPRESSIONS)
    filled = tuple(map(sum, zip(*(one.filled for one in all_), strict=True)))
    return Group._make((all_[0].cut, value, name, *sums, filled))


def nothing(cut: Cut, name: str, value: str = "") -> Group:
    """A group without a search."""
    return Group._make((cut, value, name, *(0 for _ in EXPRESSIONS), tuple(0 for _ in fields())))


def by_kind(found: Iterable[Group]) -> list[Group]:
    """The cut of kinds in its declared order: the four that are always shown, and others where there are any."""
    known = {group.value: group for group in found}
    return [
        known[kind]._replace(name=name) if kind in known else nothing("kind", name, kind)
        for kind, name in KINDS.items()
        if kind in known or kind in ALWAYS_SHOWN
    ]
