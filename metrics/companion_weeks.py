"""What companions count of everybody week by week, read once per snapshot: whole weeks of some people need no query then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np

from metrics.catalogue import kpis
from metrics.companion_questions import Answered, Told, groups_of, weekly_question_of
from metrics.everybody import Places, Rows, outer
from metrics.parts import Amounts, Spine
from metrics.store.connection import Store
from metrics.terms import Role


@lru_cache(maxsize=3)
def everybodys_weeks(store: Store, catalog: str) -> tuple[Rows, list[list[Answered]]]:
    """Everybody's weeks, a row per number (`place`: which of its step); and whom the numbers of each step answer."""
    question = weekly_question_of(groups_of(kpis().values(), "officer"))
    return Rows.by_day(*store.coded(question.text, catalog)), question.steps


def of_people(
    where: Spine, kpi_ids: Sequence[str], role: Role | None, roles_apart: bool
) -> tuple[list[list[Answered]], Iterable[Told]]:
    """What adds up over the weeks of a spine of people, as a question of some KPIs answers it.

    role: only what was done in it; roles_apart: in each role by itself, the key is then `collar:role`.
    """
    rows, known_steps = everybodys_weeks(where.store, where.catalog)
    steps = [[one for one in step if one.kpi_id in kpi_ids] for step in known_steps]
    found, key = rows.of(where.keys, *outer(where.periods))
    asked = np.array([bool(step) for step in steps])[found["step"]]
    roles, parts = rows.known["done_in"], rows.known["part"]
    if role:
        asked &= (roles == role)[found["done_in"]]
    sides = (found["step"], key, found["done_in"] * roles_apart, found["part"])
    sizes = (len(steps), len(where.keys), len(roles), len(parts))
    cells, cell = np.unique(np.ravel_multi_index([side[asked] for side in sides], sizes), return_inverse=True)
    sums = _sums(cell, found["place"][asked], found["amount"][asked], len(cells))
    step, person, in_role, part = (side.tolist() for side in np.unravel_index(cells, sizes))
    names = [
        f"{where.keys[one]}:{roles[other]}" if roles_apart else where.keys[one]
        for one, other in zip(person, in_role, strict=True)
    ]
    return steps, zip(step, names, parts[part], sums, strict=True)


def _sums(cell: Places, place: Places, amounts: Amounts, cells: int) -> list[list[float | None]]:
    """By cell the sum at each place, None where no amount is known there."""
    if not cells:
        return []
    places = int(place.max()) + 1
    at, known = cell * places + place, ~np.isnan(amounts)
    sums = np.bincount(at[known], amounts[known], cells * places).astype(object)
    sums[np.bincount(at[known], minlength=cells * places) == 0] = None
    by_cell: list[list[float | None]] = sums.reshape(cells, places).tolist()
    return by_cell
