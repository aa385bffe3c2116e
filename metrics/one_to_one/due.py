"""What a person has open and when it is due: problem plans to be assessed, and the last engagement return. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from metrics.terms import say_date

LOOK_BACK = dt.timedelta(weeks=52)
"""How far back the last engagement return is looked for."""


def plan_lines(plans: Iterable[Mapping[str, Any]], day: dt.date) -> tuple[str, ...]:
    """Open plans (rows of Problem Plans) with the clock of their assessment, as it stands on a day; the earliest due first.

    A plan without a day for its assessment comes last.
    """
    rows = sorted(plans, key=lambda plan: (plan["assessment_due"] or dt.date.max, plan["plan_ref"]))
    return tuple(
        f"Plan {plan['plan_ref']}, {plan['title']} ({plan['stage'].lower()}): {_clock(plan, day)}" for plan in rows
    )


def _clock(plan: Mapping[str, Any], day: dt.date) -> str:
    due, done = plan["assessment_due"], plan["assessed_on"]
    if done and done <= day:
        return f"assessed on {say_date(done)}."
    if not due:
        return "no day is given for its assessment."
    return f"assessment was due on {say_date(due)}." if due < day else f"assessment is due on {say_date(due)}."


def returns_line(days: Iterable[dt.date], end: dt.date) -> str:
    """When the last engagement return was made, of those known up to a day."""
    last = max(days, default=None)
    if last is None:
        return f"No engagement return among the rows loaded for the 52 weeks to {say_date(end)}."
    ago = (end - last).days
    return f"Last engagement return: {say_date(last)}, {ago:,} {'day' if ago == 1 else 'days'} before the end of the period."
