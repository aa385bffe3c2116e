"""What a person has open and when it is due: problem plans to be assessed, and the last engagement return. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from metrics.problem_solving import Plan
from metrics.terms import say_date

LOOK_BACK = dt.timedelta(weeks=52)
"""How far back the last engagement return is looked for."""


def plan_lines(plans: Iterable[Plan]) -> tuple[str, ...]:
    """Open plans with the clock of their assessment; the earliest due first, those without a day last."""
    mine = sorted((plan for plan in plans if plan.is_open), key=lambda plan: (plan.due or dt.date.max, plan.ref))
    return tuple(f"Plan {plan.ref}, {plan.title} ({plan.stage.lower()}): {plan.clock.words}." for plan in mine)


def returns_line(days: Iterable[dt.date], end: dt.date) -> str:
    """When the last engagement return was made, of those known up to a day."""
    last = max(days, default=None)
    if last is None:
        return f"No engagement return among the rows loaded for the 52 weeks to {say_date(end)}."
    ago = (end - last).days
    return f"Last engagement return: {say_date(last)}, {ago:,} {'day' if ago == 1 else 'days'} before the end of the period."
