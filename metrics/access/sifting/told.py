"""What of the words about an area or team somebody may have: what they say of people is for whoever may see them all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from metrics.access.scope import Scope
from metrics.access.sieve import ELSE, Asked, asked_area, asked_days
from metrics.brief.agreed import Agreed
from metrics.brief.brief import Brief
from metrics.brief.thanks import Thanks


def thanks(scope: Scope, asked: Asked, found: Thanks) -> Thanks:
    """What to recognise; people, and notes that may name them, only where everybody is one's own on the days."""
    if scope.holds(asked_area(asked), asked_days(asked)):
        return found
    return replace(found, people=(), uncounted=(), luck="", collars=(), left_out=True)


def brief(scope: Scope, asked: Asked, found: Brief) -> Brief:
    """The weekly brief; people, and what was agreed with them, only where everybody is one's own in that week."""
    if scope.holds(asked_area(asked), asked_days(asked)):
        return found
    mine = {"thanks": thanks(scope, asked, found.thanks), "plans": plans(scope, asked, found.plans)}
    return replace(found, agreed=Agreed((), 0, left_out=True), **mine)  # type: ignore[arg-type]


def plans(scope: Scope, asked: Asked, found: tuple[Any, ...]) -> tuple[Any, ...]:
    """Plans are of beats; whose they are is said of one's own people only. Who sees no areas has their own plans."""
    if not scope.may("see_areas"):
        return tuple(one for one in found if scope.sees(one.collar))
    return tuple(one if scope.knows(one.collar, (one.day, one.day)) else replace(one, collar=ELSE) for one in found)


def owners(asked: Asked, found: tuple[Any, ...]) -> Iterable[str]:
    """Who runs the plans."""
    return {one.collar for one in found if one.collar} - {ELSE}
