"""What a sieve is: what of an answer somebody may have, and whom it names. Every read of the store declares one (`sieves`).

A sieve is asked on every rerun, after the answer was found or remembered: what is remembered is everybody's, and is never given
out unsifted. Nothing here knows a page or the database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from metrics.access.roles import Power
from metrics.access.scope import EVER, Scope
from metrics.question import Ask, Period
from metrics.terms import TEAM, WHOLE_FORCE, Area

Asked = Mapping[str, Any]
Named = Callable[[Asked, Any], Iterable[str]]
NO_ACCESS = "You have no access yet: ask the administrator to add you to the Officers list or to the access table."
ELSE = "another team's"
"""What stands where a record names somebody who is not one's own."""


class NotYoursError(Exception):
    """What was asked for is not open to whoever asks. str() is one plain sentence."""


@dataclass(frozen=True)
class Sieve:
    """power: without which nothing is answered. sift: what stays of an answer. named: whose figures or records are in it, by
    collar number: looking at them is logged. own: only about whoever asks, whatever else they may see."""

    power: Power | None = None
    sift: Callable[[Scope, Asked, Any], Any] = lambda scope, asked, answer: answer
    named: Named = lambda asked, answer: ()
    own: bool = False

    def answer(self, scope: Scope, asked: Asked, find: Callable[[], Any]) -> Any:
        """What somebody may have of an answer. Raises NotYoursError where they may have none of it."""
        self.check(scope, asked)
        found = find()
        return found if scope.everybody else self.sift(scope, asked, found)

    def check(self, scope: Scope, asked: Asked) -> None:
        """Raise NotYoursError where the question alone may not be asked."""
        if not scope.parts:
            raise NotYoursError(NO_ACCESS)
        if self.power is not None and not scope.may(self.power):
            raise NotYoursError("Your role does not open this.")
        if self.own and (not scope.collar or asked["collar"] != scope.collar):
            raise NotYoursError("This is for the person alone whom it is about.")
        for area in _areas(asked):
            if area.level == TEAM and not scope.leads(area.key):
                raise NotYoursError("This is another sergeant's team.")


def need_areas(scope: Scope) -> None:
    """Raise NotYoursError for a role that sees no figures of areas."""
    if not scope.may("see_areas"):
        raise NotYoursError("Your role does not open figures of areas.")


def _areas(asked: Asked) -> Iterable[Area]:
    for value in asked.values():
        if isinstance(value, Area):
            yield value
        elif isinstance(value, Ask) and value.within is not None:
            yield value.within
        elif isinstance(value, tuple):
            yield from (one for one in value if isinstance(one, Area))
        elif isinstance(getattr(value, "area", None), Area):
            yield value.area


def asked_days(asked: Asked) -> Period:
    """The days that a question is about; EVER where it names none."""
    if "days" in asked:
        return asked["days"]  # type: ignore[no-any-return]
    if "week" in asked:
        return asked["week"].days  # type: ignore[no-any-return]
    return (asked["start"], asked["end"]) if "start" in asked else EVER


def asked_area(asked: Asked) -> Area:
    """The area that a question is about; the force where it names none."""
    if "week" in asked:
        return asked["week"].area  # type: ignore[no-any-return]
    return asked.get("area") or asked.get("within") or WHOLE_FORCE


def singled_out(asked: Asked, named: Iterable[str]) -> frozenset[str]:
    """Of those named in an answer whom the question singles out: one person's figures, or everybody on one record."""
    collars = asked["ask"].collars if "ask" in asked else asked.get("collars")
    alone = {asked.get("collar")} | (set(collars) if collars and len(set(collars)) == 1 else set())
    return frozenset(named) if "ref" in asked else frozenset(one for one in named if one in alone)


def asked_about(asked: Asked) -> str | None:
    """The one person whom a question is about, by collar number; None where it is about others too, or nobody."""
    collars = asked["ask"].collars if "ask" in asked else asked.get("collars")
    if collars and len(set(collars)) == 1:
        return str(collars[0])
    return asked.get("collar") or None


def days_of(asked: Asked) -> Period | None:
    """The days that a question is about; None where it names none."""
    if "ask" in asked:
        periods = asked["ask"].periods
        return (min(first for first, _ in periods), max(last for _, last in periods)) if periods else None
    if asked.get("weeks") and isinstance(asked["weeks"], tuple):
        return asked["weeks"][0][0], asked["weeks"][-1][-1]
    if asked.get("periods"):
        return asked["periods"][0][0], asked["periods"][-1][-1]
    days = asked_days(asked)
    return None if days == EVER else days
