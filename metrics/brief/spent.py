"""Where the hours of the week went: available, abstracted by reason, other duties; and days absent, never why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from metrics import calculate
from metrics.brief.week import Week
from metrics.charts.words import known
from metrics.frames import rows_of
from metrics.store.connection import Store

REASONS = 4
"""Reasons of abstraction that are named before the rest is added up."""
REST = "Other reasons"


@dataclass(frozen=True)
class Spent:
    """Hours of constables and PCSOs; None where Duties are not loaded. reasons: of abstraction, the most hours first.

    absent_days: days on which people were absent, added up. missing_days: team days of which Duties are not loaded.
    """

    rostered: float | None = None
    available: float | None = None
    abstraction: float | None = None
    other_duties: float | None = None
    absent_days: int | None = None
    missing_days: int = 0
    set_aside: int = 0
    reasons: tuple[tuple[str, float], ...] = ()


def spent(store: Store, week: Week) -> Spent:
    """The hours of a week, as `metrics.calculate.hours` has them."""
    level = week.area.level
    found = rows_of(calculate.hours(store, level, (week.days,), None, week.known_at, week.area))
    mine: dict[str, Any] = next((row for row in found if row["key"] == week.area.key), {})
    missing = mine["posted_days"] - mine["covered_days"] if mine else 0
    if not mine or not known(mine["rostered"]):
        return Spent(missing_days=missing)
    by_state = rows_of(calculate.hours_by_state(store, level, *week.days, None, week.known_at, week.area))
    taken = [(row["state"], row["hours"]) for row in by_state if row["kind"] == "abstraction" and row["hours"] > 0]
    return Spent(
        mine["rostered"], mine["available"], mine["abstraction"], mine["not_deployable"], int(mine["absent_days"]), missing,
        mine["set_aside"], _reasons(taken),
    )  # fmt: skip


def _reasons(taken: list[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    ordered = sorted(taken, key=lambda one: (-one[1], one[0]))
    rest = sum(hours for _, hours in ordered[REASONS:])
    return (*ordered[:REASONS], *([(REST, rest)] if rest else []))
