"""Reads of one week of a view's area or team, for the brief and for a meeting: the same way to the store as `data`."""

from __future__ import annotations

from typing import cast

from metrics.brief import brief as whole
from metrics.brief.changed import Changed
from metrics.brief.gaps import Gaps
from metrics.brief.local import Priorities, Unvisited
from metrics.brief.spent import Spent
from metrics.brief.thanks import Thanks
from metrics.brief.week import Week
from metrics.problem_solving import Plan
from metrics.ui.data import read
from metrics.ui.selection import Selection


def week_of(view: Selection) -> Week:
    """The view's last whole week."""
    return Week(view.area, view.weeks(back=1)[0], view.known_at)


def brief(view: Selection) -> whole.Brief:
    """The weekly brief."""
    week = week_of(view)
    return cast(whole.Brief, read("brief", area=week.area, days=week.days, known_at=week.known_at))


def gaps(view: Selection) -> Gaps:
    """What is not loaded, set aside or late."""
    return cast(Gaps, read("brief_gaps", week=week_of(view)))


def thanks(view: Selection) -> Thanks:
    """What to recognise."""
    return cast(Thanks, read("brief_thanks", week=week_of(view)))


def changes(view: Selection) -> Changed:
    """What changed more than luck."""
    return cast(Changed, read("brief_changes", week=week_of(view)))


def spent(view: Selection) -> Spent:
    """Where the hours went."""
    return cast(Spent, read("brief_spent", week=week_of(view)))


def priorities(view: Selection, weeks: int) -> Priorities:
    """What residents raised in the last weeks."""
    return cast(Priorities, read("brief_priorities", week=week_of(view), weeks=weeks))


def plans(view: Selection) -> tuple[Plan, ...]:
    """The beats' OSARA plans that are open."""
    return cast("tuple[Plan, ...]", read("brief_plans", week=week_of(view)))


def unvisited(view: Selection) -> tuple[Unvisited, ...]:
    """Dedicated places that nobody was at lately."""
    return cast("tuple[Unvisited, ...]", read("brief_unvisited", week=week_of(view)))
