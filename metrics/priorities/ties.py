"""Which OSARA plans and engagement returns are tied to which priority: by the words of the map, or by hand, which wins."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from metrics.community import ENGAGEMENT_KPI
from metrics.notes import name_faults, plain
from metrics.priorities.edition import Edition, Tie
from metrics.problem_solving import Plan
from metrics.question import Period, asked_kpi, of_area
from metrics.store.connection import Store
from metrics.store.entering import entered, keep
from metrics.store.entries import PLAN_TIE
from metrics.store.schema import sql
from metrics.store.snapshot import moment, snapshot
from metrics.terms import Area, Role


class Returns(NamedTuple):
    """Engagement returns of one kind with the same text as the priority raised (None: blank), and how many there are."""

    activity: str
    raised: str | None
    returns: int


@dataclass(frozen=True)
class ByHand:
    """To which priorities (ids) somebody tied a plan; none: it is to be tied to none. at: UTC."""

    priorities: tuple[str, ...]
    by: str
    at: dt.datetime


@dataclass(frozen=True)
class Found:
    """What ties one plan or kind of return: lines of the map, or (by_hand) a person's choice, which leaves the map aside."""

    ties: tuple[Tie, ...] = ()
    by_hand: ByHand | None = None

    @property
    def priorities(self) -> tuple[str, ...]:
        """Ids of the priorities, each once."""
        if self.by_hand is not None:
            return self.by_hand.priorities
        return tuple(dict.fromkeys(tie.priority for tie in self.ties))

    @property
    def commitments(self) -> frozenset[str]:
        """Ids of the commitments that lines of the map tie it to; by hand a plan is tied to priorities only."""
        return frozenset() if self.by_hand else frozenset(one for tie in self.ties for one in tie.commitments)


def of_plan(plan: Plan, edition: Edition, by_hand: Mapping[str, ByHand]) -> Found:
    """What ties an OSARA plan: a choice by hand, else the words of its title and objective. The name of its beat is no word of
    these: a plan in Corby Rural is not for that about rural crime."""
    if plan.ref in by_hand:
        chosen = by_hand[plan.ref]
        known = tuple(one for one in chosen.priorities if edition.title_of(one))
        return Found(by_hand=ByHand(known, chosen.by, chosen.at))
    text = f"{plan.title}\n{plan.objective or ''}"
    return Found(_of_words(edition, re.sub(re.escape(plan.beat_name), "", text, flags=re.IGNORECASE)))


def of_returns(found: Returns, edition: Edition) -> Found:
    """What ties engagement returns: their kind, or the words of what residents raised."""
    kind = found.activity.strip().casefold()
    by_kind = [tie for tie in edition.ties if tie.what == "Activity" and tie.value.strip().casefold() == kind]
    return Found((*by_kind, *_of_words(edition, found.raised or "")))


def _of_words(edition: Edition, text: str) -> tuple[Tie, ...]:
    return tuple(tie for tie in edition.ties if tie.what == "Words" and _begins(tie.value).search(text))


@lru_cache(maxsize=1000)
def _begins(words: str) -> re.Pattern[str]:
    """Where a word, or some words after each other, begin: "knife" is in "Knife crime" and not in "penknife"."""
    return re.compile(rf"\b{re.escape(words.strip())}", re.IGNORECASE)


def returns_of(
    store: Store, area: Area, days: Period, role: Role | None = None, known_at: dt.datetime | None = None
) -> tuple[Returns, ...]:
    """The engagement returns of a period that people of an area or team made, by kind and what was raised; their sum is the
    KPI's figure."""
    catalog = snapshot(store, known_at)
    text, whose = of_area(store, catalog, area, sql("engagement_subjects"), team="led_by.team", led="led_by.led")
    roles = list(asked_kpi(ENGAGEMENT_KPI, role).roles)
    return tuple(Returns(*row) for row in store.rows(text, catalog, **whose, start=days[0], end=days[1], roles=roles))


def tie_plan(
    store: Store, edition: Edition, ref: str, priorities: Sequence[str] | None, by: str, at: dt.datetime
) -> None:
    """Keep to which priorities of an edition a plan is tied by hand (none: to no priority), or None: by the map again.

    Raises ValueError with one plain sentence for what cannot be kept, and LoadFailedError where it could not be written.
    """
    by = plain(by)
    faults = [*_plan_faults(store, ref), *_priority_faults(edition, priorities or ()), *name_faults(by)]
    before = ties_by_hand(store, edition.key).get(ref)
    if (None if before is None else set(before.priorities)) == (None if priorities is None else set(priorities)):
        faults.append("The plan is tied so already: nothing is changed.")
    for fault in faults:
        raise ValueError(fault)
    kept = None if priorities is None else "\n".join(priorities)
    keep(store, PLAN_TIE, [{"edition": edition.key, "plan_ref": ref, "priorities": kept}], at, by)


def _plan_faults(store: Store, ref: str) -> list[str]:
    ((there,),) = store.rows("select count(*) from problem_plans where plan_ref = $ref", snapshot(store), ref=ref)
    return [] if there else [f"There is no plan with the reference {ref}."]


def _priority_faults(edition: Edition, priorities: Iterable[str]) -> list[str]:
    return [f"This edition has no priority {one}." for one in priorities if not edition.title_of(one)]


def ties_by_hand(store: Store, edition: str, known_at: dt.datetime | None = None) -> dict[str, ByHand]:
    """By reference the plans that are tied by hand to priorities of an edition (its key), as known at a moment."""
    found: dict[str, ByHand] = {}
    for row in entered(store, PLAN_TIE):
        if row["edition"] != edition or row["recorded_at"] > moment(known_at):
            continue
        if row["priorities"] is None:
            found.pop(row["plan_ref"], None)
        else:
            chosen = tuple(filter(None, row["priorities"].split("\n")))
            found[row["plan_ref"]] = ByHand(chosen, row["recorded_by"], row["recorded_at"])
    return found
