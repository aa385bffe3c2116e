"""Reads of the Problem solving page: the same way to the store as `data`."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

from metrics import community
from metrics.before_and_after import Compared
from metrics.charts.words import known
from metrics.frames import rows_of
from metrics.kpi import Kpi
from metrics.plan_entries import Lesson, Measure
from metrics.problem_solving import Plan
from metrics.ui import data
from metrics.ui.data import read
from metrics.ui.selection import Selection


def plans(view: Selection) -> tuple[Plan, ...]:
    """The OSARA plans of the view's area or team as they stood on its last day, in the order of beats."""
    return cast("tuple[Plan, ...]", read("osara_plans", area=view.area, day=view.end, known_at=view.known_at))


def compared(measure: str, beat: str, response: dt.date, view: Selection) -> Compared | None:
    """A measure of a beat before and after a response."""
    asked = {"measure": measure, "beat": beat, "response": response, "end": view.end, "known_at": view.known_at}
    return cast("Compared | None", read("before_and_after", **asked))


def measures(view: Selection) -> dict[str, Measure]:
    """By plan the measure that was chosen."""
    return cast("dict[str, Measure]", read("plan_measures", known_at=view.known_at))


def offered(view: Selection) -> dict[str, Kpi]:
    """By id what a plan can be looked at by."""
    return cast("dict[str, Kpi]", read("measures_offered", known_at=view.known_at))


def lessons(view: Selection) -> dict[str, tuple[Lesson, ...]]:
    """By plan every version of what was learnt, the latest first."""
    return cast("dict[str, tuple[Lesson, ...]]", read("lessons", known_at=view.known_at))


def schemes(view: Selection) -> tuple[community.Schemes, ...]:
    """The schemes of the view's area or team, by kind and team."""
    return cast("tuple[community.Schemes, ...]", read("schemes", **_asked(view)))


def engagement(view: Selection) -> tuple[community.Engagement, ...]:
    """The engagement returns of the view's days, by kind and team."""
    return cast("tuple[community.Engagement, ...]", read("engagement", **_asked(view)))


def priorities(view: Selection, most: int) -> tuple[community.Priority, ...]:
    """What residents raised in the view's days, the latest first."""
    return cast("tuple[community.Priority, ...]", read("priorities", **_asked(view), most=most))


def _asked(view: Selection) -> dict[str, Any]:
    return {"area": view.area, "days": view.days, "role": view.role, "known_at": view.known_at}


def through(export: str, view: Selection) -> dt.date | None:
    """The day through which a list speaks; None where it is not loaded."""
    lists = data.lists_loaded(view.known_at)
    found = [row["through"] for row in rows_of(lists[lists["export"] == export])]
    return found[0] if found and known(found[0]) else None


def team_names(view: Selection) -> dict[str, str]:
    """What the teams (level:key) to which people are posted are called."""
    return {f"{row['level']}:{row['key']}": str(row["name"]) for row in rows_of(data.areas(view.known_at))}
