"""Time outside the station, by role and state: one bar of all rostered hours, then those outside, enlarged, by state."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import pandas as pd

from metrics.charts import stacks
from metrics.charts.drawing import Drawing
from metrics.charts.week import SEGMENTS
from metrics.charts.words import listed, percent, say_hours, within
from metrics.frames import rows_of
from metrics.terms import KPI_ROLES, STATES, State

OUTSIDE, AWAY, INSIDE = "neighbourhood", "abstraction", "other duties"
"""The kinds of `stacks.KINDS` whose colours stand for outside, outside but abstracted, and not outside."""
WORDS = {OUTSIDE: "outside", AWAY: "outside, abstracted", INSIDE: "not outside"}


def kind_of(state: State) -> str:
    """Which of the three a rostered state is."""
    return INSIDE if not state.outside else AWAY if state.abstraction else OUTSIDE


def draw(spread: pd.DataFrame, name: str, aside: str = "") -> Drawing:
    """Of each role in the frame (part "role": of, state, hours), one line. aside: what rows set aside mean for it."""
    order = {state.name: place for place, state in enumerate(STATES.values())}
    of_role: dict[str, list[tuple[str, str, float]]] = {str(role): [] for role in KPI_ROLES}
    for row in rows_of(spread[spread["part"] == "role"]):
        state = STATES.get(str(row["state"]).casefold(), State(str(row["state"]), rostered=True))
        of_role[row["of"]].append((kind_of(state), state.name, float(row["hours"])))
    kinds = (OUTSIDE, AWAY, INSIDE)
    for parts in of_role.values():
        parts.sort(key=lambda part: (kinds.index(part[0]), order.get(part[1], len(order))))
    roles = [role for role in KPI_ROLES if of_role[role]]
    shares = {role: _outside(of_role[role]) / _all(of_role[role]) for role in roles}
    most = max(shares.values(), default=0.0) or 1.0
    rows: list[dict[str, Any]] = [
        {"row": row, "name": f"{role}s", "bold": False, "note_head": "hours · outside", "whole_head": "rostered hours"}
        | {"enlarged_head": "hours outside the station by state, enlarged, as a share of rostered hours"}
        | {"note": f"{say_hours(_all(of_role[role]))} · {percent(_outside(of_role[role]), _all(of_role[role]))}"}
        for row, role in enumerate(roles)
    ]
    segments = [
        {"row": row, **part} for row, role in enumerate(roles) for part in _segments(f"{role}s", of_role[role], most)
    ]
    told = [
        f"{role}s {say_hours(_outside(of_role[role]))} of {say_hours(_all(of_role[role]))} rostered hours "
        f"({percent(_outside(of_role[role]), _all(of_role[role]))})"
        for role in roles
    ]
    alt = f"{name}, outside the station: {listed(told) if told else 'no hours are known'}.{aside}"
    data = {"segments": pd.DataFrame(segments, columns=SEGMENTS), "rows": pd.DataFrame(rows)}
    return Drawing(stacks.bars(max(1, len(roles))), data, alt, partial(_table, roles, of_role))


def _all(parts: list[tuple[str, str, float]]) -> float:
    return sum(hours for _, _, hours in parts)


def _outside(parts: list[tuple[str, str, float]]) -> float:
    return sum(hours for kind, _, hours in parts if kind != INSIDE)


def _segments(name: str, parts: list[tuple[str, str, float]], most: float) -> list[dict[str, Any]]:
    found, at, total = [], 0.0, _all(parts)
    for kind, where in WORDS.items():
        amount = sum(hours for part, _, hours in parts if part == kind)
        words = f"{name}: {where} {say_hours(amount)} hours, {percent(amount, total)} of rostered hours."
        if amount:
            place = {"start": at / total, "stop": (at + amount) / total}
            found.append({"part": "whole", "kind": kind, "label": percent(amount, total), "sentence": words} | place)
        at += amount
    at, scale = 0.0, total * most
    for kind, state, amount in parts:
        if kind != INSIDE:
            words = f"{name}: {within(state)} {say_hours(amount)} hours, {percent(amount, total)} of rostered hours."
            place = {"start": at / scale, "stop": (at + amount) / scale}
            label = f"{state} {say_hours(amount)}"
            found.append({"part": "enlarged", "kind": kind, "label": label, "sentence": words} | place)
            at += amount
    return found


def _table(roles: Sequence[str], of_role: dict[str, list[tuple[str, str, float]]]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"Role": role, "State": state, "Where": WORDS[kind], "Hours": say_hours(amount)}
            | {"Share": percent(amount, _all(of_role[role]))}
            for role in roles
            for kind, state, amount in of_role[role]
        ]
    )
