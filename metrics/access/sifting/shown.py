"""What of searches drawn for review, of evidence and of the look-up log somebody may have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from metrics.access.scope import EVER, Scope
from metrics.access.sieve import Asked
from metrics.terms import WHOLE_FORCE, Area


def drawn(scope: Scope, asked: Asked, found: tuple[Any, ...]) -> tuple[Any, ...]:
    """Draws of areas where everybody is one's own on the days drawn from."""
    return tuple(one for one in found if scope.holds(one.draw.area, (one.draw.start, one.draw.end)))


def searched(scope: Scope, asked: Asked, found: dict[str, Any]) -> dict[str, Any]:
    """Searches by reference, of one's own people."""
    return {ref: one for ref, one in found.items() if scope.sees(one.collar, (one.day, one.day))}


def population(scope: Scope, asked: Asked, found: tuple[Any, ...]) -> tuple[Any, ...]:
    """What is drawn from, where everybody in it is one's own."""
    return found if scope.holds(asked["area"], asked["days"]) else ()


def exhibits(scope: Scope, asked: Asked, found: tuple[Any, ...]) -> tuple[Any, ...]:
    """What shows people is for those whose people they are: it is drawn anew for whoever looks, and its title names them."""
    return tuple(one for one in found if not one.frozen.people or _shows_mine(scope, one.address))


def _shows_mine(scope: Scope, address: Mapping[str, str]) -> bool:
    if address.get("officer"):
        return scope.knows(address["officer"])
    level, _, key = address.get("area", "").partition(":")
    return scope.holds(Area(level, key) if key else WHOLE_FORCE, EVER)  # type: ignore[arg-type]


def look_ups(scope: Scope, asked: Asked, found: tuple[Any, ...]) -> tuple[Any, ...]:
    """Of the log what is about one's own people on that day; all of it for whoever reads logs."""
    if scope.may("read_logs"):
        return found
    kept = []
    for one in found:
        day = one.at.date()
        mine = tuple(collar for collar in one.whom if scope.knows(collar, (day, day)))
        if mine:
            kept.append(replace(one, whom=mine))
    return tuple(kept)
