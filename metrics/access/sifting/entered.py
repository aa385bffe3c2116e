"""What of people's own entries somebody may have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from metrics import catalogue
from metrics.access.scope import EVER, Scope
from metrics.access.sieve import ELSE, Asked
from metrics.challenges import Challenge
from metrics.notes import PEOPLE, REPLY, Note
from metrics.one_to_one.kept import OneToOne
from metrics.terms import TEAM, Area


def entry_is_open(scope: Scope, level: str, key: str) -> bool:
    """True where what was entered on a person, a sergeant's team or an area is open to somebody."""
    if scope.everybody:
        return True
    if level == PEOPLE:
        return scope.knows(key)
    return scope.leads(key) if level == TEAM else scope.may("see_areas")


def notes(scope: Scope, asked: Asked, found: tuple[Any, ...]) -> tuple[Any, ...]:
    """Notes on one's own people, teams and areas."""
    return tuple(one for one in found if _note_is_mine(scope, one))


def _note_is_mine(scope: Scope, one: Note) -> bool:
    """A reply speaks of a figure: it is open once the figure is."""
    if one.kind == REPLY and one.about.end is not None:
        return scope.sees(one.about.key, (one.about.start or one.about.end, one.about.end))
    return entry_is_open(scope, one.about.level, one.about.key)


def challenges(scope: Scope, asked: Asked, found: tuple[Challenge, ...]) -> tuple[Challenge, ...]:
    """For everybody who may see the record, and for whoever made it; other people's numbers are left out."""
    return tuple(_challenge(scope, one) for one in found if _challenged_is_mine(scope, one))


def _challenged_is_mine(scope: Scope, one: Challenge) -> bool:
    when = (one.day, one.day) if one.day else EVER
    if one.collar and one.collar == scope.collar:
        return True
    return any(scope.sees(collar, when) for collar in one.named) if one.named else scope.may("see_areas")


def since(scope: Scope, asked: Asked, found: Mapping[int, str]) -> dict[int, str]:
    """What became of the challenged records that are one's own."""
    return {one.number: found[one.number] for one in asked["found"] if _challenged_is_mine(scope, one)}


def _challenge(scope: Scope, one: Challenge) -> Challenge:
    when = (one.day, one.day) if one.day else EVER
    named = tuple(collar for collar in one.named if scope.sees(collar, when))
    of_people = one.heading and catalogue.exports()[one.export].column(one.heading).type in ("collar", "collars")
    if not of_people:
        return replace(one, named=named)
    stood = "; ".join(each if scope.sees(each, when) else ELSE for each in one.stood.split("; ") if each)
    return replace(one, named=named, stood=stood)


def flags(scope: Scope, asked: Asked, found: dict[Any, Any]) -> dict[Any, Any]:
    """Closed flags on these."""
    return {flag: closed for flag, closed in found.items() if entry_is_open(scope, flag.level, flag.key)}


def actions(scope: Scope, asked: Asked, found: tuple[Any, ...]) -> tuple[Any, ...]:
    """Actions name who does them: of an area they are for those whose people it holds."""
    return tuple(one for one in found if _action_is_mine(scope, *one.key))


def _action_is_mine(scope: Scope, level: str, key: str) -> bool:
    if level in (PEOPLE, TEAM):
        return entry_is_open(scope, level, key)
    if level == "question":
        return scope.may("gather_evidence")
    return scope.holds(Area(level, key), EVER)  # type: ignore[arg-type]


def one_to_ones(scope: Scope, asked: Asked, found: tuple[OneToOne, ...]) -> tuple[OneToOne, ...]:
    """Between the two of them: the words are for the person and for whoever supervised them on that day."""
    kept = []
    for one in found:
        day = one.held_on, one.held_on
        if one.collar == scope.collar or scope.supervised(one.collar, day):
            kept.append(one)
        elif scope.knows(one.collar, day):
            kept.append(replace(one, versions=tuple(each._replace(words="") for each in one.versions), agreed=()))
    return tuple(kept)


def places(scope: Scope, asked: Asked, found: dict[Any, Any]) -> dict[Any, Any]:
    """Where each of them lies, by key."""
    return {key: where for key, where in found.items() if entry_is_open(scope, key[0], key[1])}
