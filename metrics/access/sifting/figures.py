"""What of figures somebody may have: rows of people and sergeants' teams that are theirs, on the days they speak of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from metrics.access.scope import EVER, Scope
from metrics.access.sieve import Asked, asked_days, need_areas
from metrics.history import History
from metrics.terms import TEAM


def _by(asked: Asked) -> str:
    return str(asked["ask"].by if "ask" in asked else asked["by"])


def kept(found: pd.DataFrame, mine: Iterable[bool]) -> pd.DataFrame:
    """Those rows of a frame that are one's own; its columns also where none is."""
    return found[np.fromiter(mine, dtype=bool, count=len(found))]


def of_people(scope: Scope, asked: Asked, found: pd.DataFrame) -> pd.DataFrame:
    """Rows of people and of sergeants' teams that are one's own, each on the days that it speaks of; areas name nobody."""
    by = _by(asked)
    if by == TEAM:
        return kept(found, (scope.leads(key) for key in found["key"]))
    if by != "officer":
        need_areas(scope)
        return found
    if "period_start" in found:
        days = zip(found["period_start"], found["period_end"], strict=True)
        return kept(found, (scope.sees(key, when) for key, when in zip(found["key"], days, strict=True)))
    return kept(found, (scope.sees(key, asked_days(asked)) for key in found["key"]))


def collars(asked: Asked, found: Any) -> Iterable[str]:
    """Whose figures the rows are."""
    return set(found["key"]) if _by(asked) == "officer" else ()


def beside(scope: Scope, asked: Asked, found: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """What is shown beside figures, by KPI, of people and sergeants' teams that are one's own."""
    by = asked["by"]
    if by not in ("officer", TEAM):
        need_areas(scope)
        return found

    def mine(key: str) -> bool:
        collar = key.partition(":")[0]
        return scope.leads(collar) if by == TEAM else scope.sees(collar, asked_days(asked))

    return {kpi: [one for one in shown if mine(one.key)] for kpi, shown in found.items()}


def weeks(scope: Scope, asked: Asked, found: History) -> History:
    """The weeks of people: those that are not one's own are not known."""
    keys = [place for place, key in enumerate(found.keys) if scope.knows(key)]
    if not found.weeks:
        return replace(found, keys=tuple(found.keys[place] for place in keys))
    mine = np.array([[scope.sees(found.keys[place], week) for week in found.weeks] for place in keys], dtype=bool)
    mine = mine.reshape(len(keys), len(found.weeks))
    of = {name: each[:, keys] for name, each in found.of.items()}
    if not mine.all():
        of = {name: np.where(mine[None], each, np.nan) for name, each in of.items()}
    return replace(found, keys=tuple(found.keys[place] for place in keys), of=of)


def named_beside(asked: Asked, found: dict[str, list[Any]]) -> Iterable[str]:
    """Of whom something is shown beside their figures."""
    return {one.key.partition(":")[0] for shown in found.values() for one in shown} if asked["by"] == "officer" else ()


def grown(scope: Scope, asked: Asked, found: Any) -> Any:
    """Growth beyond luck of people who are one's own on all the days compared."""
    days = found.days or EVER
    return replace(found, people=tuple(one for one in found.people if scope.sees(one.collar, days)))


def rates(scope: Scope, asked: Asked, found: dict[str, Any]) -> dict[str, Any]:
    """Rates by name, of people who are one's own on the days that each is of."""
    return {
        name: replace(of, people={collar: one for collar, one in of.people.items() if scope.sees(collar, of.days)})
        for name, of in found.items()
    }
