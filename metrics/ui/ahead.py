"""People see their own week before their supervisors do: which week is whose, in words, from what the scope says."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from metrics import configuration
from metrics.terms import local, say_date, week_end
from metrics.ui import data, viewer
from metrics.ui.selection import Selection

DAY = dt.timedelta(days=1)


class Opened(NamedTuple):
    """The last day that whoever looks may see of others, and one sentence that says so and when the next week opens."""

    last: dt.date
    words: str


def of_supervisors(view: Selection, last: dt.date) -> Opened | None:
    """What a page of people shows to whoever is not yet to see the week asked for; None where all of it is open.

    last: the last week known. One's own record is always open.
    """
    until = _until(view)
    if until is None or view.end <= until:
        return None
    if until == dt.date.min:
        return Opened(week_end(view.start) - 7 * DAY, f"No week of people's is open to supervisors yet. {_opens(last)}")
    words = f"Until then only they see it: the weeks before it, to {say_date(until)}, are shown."
    return Opened(until, f"{_opens(min(week_end(view.end), last))} {words}")


def split(view: Selection) -> tuple[Selection, str]:
    """For a page of areas that names people too: the view in which people are shown, and one sentence where it is another."""
    last = data.last_week()
    opened = of_supervisors(view, last) if last else None
    if opened is None or last is None:
        return view, ""
    words = (
        f"Until then people are named of the week to {say_date(opened.last)} only; figures of areas are of this week."
    )
    return view.of(view.period, opened.last), f"{_opens(min(week_end(view.end), last))} {words}"


def _until(view: Selection) -> dt.date | None:
    whose = viewer.scope()
    if whose.everybody or not whose.may("see_areas") or (view.officer and view.officer == whose.collar):
        return None
    return whose.people_until


def _opens(week: dt.date) -> str:
    at = _moment(week)
    when = f"on {_said(at)}" if at else f"{_days()} after its first file is loaded"
    return f"People's week to {say_date(week)} opens to their supervisors {when}."


def _days() -> str:
    days = configuration.current().access.officers_first_days
    return "a day" if days == 1 else f"{days:,} days"


def _moment(week: dt.date) -> dt.datetime | None:
    return data.opens_at(week, configuration.current().access.officers_first_days)


def _said(at: dt.datetime) -> str:
    here = local(at)
    return f"{say_date(here.date())} at {here:%H:%M}"


def only_you(view: Selection, last: dt.date) -> list[tuple[dt.date, str]]:
    """The weeks of the view that only the person sees, each by its Sunday, with until when: on their own page."""
    until = viewer.scope().people_until
    if until is None:
        return []
    found, week = [], min(week_end(view.end), last)
    while week > max(until, view.start):
        at = _moment(week)
        if at is None:
            break
        found.append((week, f"until {_said(at)}"))
        week -= 7 * DAY
    return found[::-1]


__all__ = ["Opened", "of_supervisors", "only_you", "split"]
