"""Which people and sergeants' teams somebody may choose from."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from metrics.access.scope import EVER, Scope
from metrics.access.sieve import Asked, asked_days
from metrics.access.sifting.figures import kept
from metrics.frames import rows_of
from metrics.question import Period
from metrics.terms import TEAM


def members(scope: Scope, asked: Asked, found: pd.DataFrame) -> pd.DataFrame:
    """People whom one may see on the days asked for; where none are, whose latest posting is one's own."""
    days = asked_days(asked)
    sees = scope.knows_now if days == EVER else lambda collar: scope.sees(collar, days)
    return kept(found, map(sees, found["collar"])).reset_index(drop=True)


class PartlyMine(NamedTuple):
    """Somebody who was one's own on some of the days that are looked at, and on which (the first run of them)."""

    collar: str
    surname: str | None
    forename: str | None
    days: Period


def partly(scope: Scope, asked: Asked, found: pd.DataFrame) -> tuple[PartlyMine, ...]:
    """Those of an area or team who are left out because they were somebody else's, or are not open yet, on some of the days."""
    days, rest = asked_days(asked), rows_of(found)
    runs = [(one, scope.opened(one["collar"], days)) for one in rest if not scope.sees(one["collar"], days)]
    return tuple(PartlyMine(one["collar"], one["surname"], one["forename"], run) for one, run in runs if run)


def teams(scope: Scope, asked: Asked, found: dict[str, Any]) -> dict[str, Any]:
    """Sergeants' teams by key: one's own, and who supervises oneself."""
    return {
        key: what
        for key, what in found.items()
        if scope.leads(collar := key.removeprefix(f"{TEAM}:")) or collar in scope.own_supervisors
    }
