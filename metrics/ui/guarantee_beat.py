"""One neighbourhood's guarantee in full: its contact, priorities, queries, meetings and training. Nobody's training by name."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from metrics.charts.words import listed
from metrics.guarantee import COURSES, Meeting, Neighbourhood, Priority
from metrics.guarantee_cells import HEADS, Cell
from metrics.terms import capital, say_count, say_date, say_moment, say_number
from metrics.ui import drawings, guarantee, routes, show
from metrics.ui.selection import Selection

MEETINGS_SHOWN = 6
PRIORITIES_AT_MOST = MEETINGS_AT_MOST = 60


def report(view: Selection) -> None:
    """All that is known of the one neighbourhood that the view is of; nothing where it is of more."""
    found = guarantee.known(view).beats
    if view.area.level != "beat" or len(found) != 1:
        return
    (beat,) = found
    cells = dict(zip(HEADS, guarantee.strips(view)[beat.beat], strict=True))
    _contact(beat, cells)
    _priorities(beat, view)
    _queries(beat, view)
    _meetings(beat)
    _training(beat)
    show.heading(HEADS[5], "over the view's days")
    show.lede(_after_name(cells[HEADS[5]], beat))
    with show.links("abstraction"):
        kpi = drawings.ABSTRACTION
        show.link(routes.GUARANTEE, "Where this figure comes from", view.params(kpi=kpi, opened=True))
        show.link(routes.TIME_IN_PLACE, "Reasons, week by week", view.params(opened=False))


def _after_name(cell: Cell, beat: Neighbourhood) -> str:
    words = cell.sentence.removeprefix(f"{beat.name}: ")
    return capital(words)


def _contact(beat: Neighbourhood, cells: Mapping[str, Cell]) -> None:
    show.heading(HEADS[0])
    who = f"{beat.contact.name}. " if beat.contact.name else ""
    show.lede(f"{who}{_after_name(cells[HEADS[0]], beat)}")


def _priorities(beat: Neighbourhood, view: Selection) -> None:
    show.heading(HEADS[1], "in the order in which they were set")
    stand = [one for one in beat.priorities or () if one.closed is None]
    closed = [one for one in beat.priorities or () if one.closed is not None]
    if stand:
        show.block(show.table_html(pd.DataFrame([_standing(one) for one in stand])))
    else:
        show.lede("None stands on the day." if beat.priorities else "No local priority is recorded of this beat.")
    show.opened(
        "Closed by then", "closed-priorities", len(closed), PRIORITIES_AT_MOST,
        lambda: pd.DataFrame([_closed(one) for one in closed[-PRIORITIES_AT_MOST:]]),
    )  # fmt: skip
    show.link(routes.PROBLEM_SOLVING, "What residents raised, and what they were told", view.params(opened=False))


def _standing(one: Priority) -> dict[str, str]:
    return {
        "Priority": one.what,
        "Set on": say_date(one.set_on),
        "Latest review": _reviewed(one),
        "Residents were told": one.done or "nothing recorded",
    }


def _reviewed(one: Priority) -> str:
    if one.reviewed is not None:
        words = f"{say_count((one.day - one.reviewed).days, 'day')} ago, {say_date(one.reviewed)}"
    else:
        never = "never reviewed" if one.state == "overdue" else "not reviewed yet"
        words = f"reviewed later, {say_date(one.later)}" if one.later else never
    if one.state == "overdue":
        return f"{words}; overdue by {say_count((one.day - one.due).days, 'day')}"
    return words if one.state == "not known" else f"{words}; next by {say_date(one.due)}"


def _closed(one: Priority) -> dict[str, str]:
    closed = say_date(one.closed) if one.closed else ""
    return {
        "Priority": one.what,
        "Set on": say_date(one.set_on),
        "Closed on": closed,
        "Residents were told": one.done or "nothing recorded",
    }


def _queries(beat: Neighbourhood, view: Selection) -> None:
    show.heading(
        "Queries", f"received in the {view.period_words}" if view.period != "dates" else "received in these days"
    )
    found = beat.queries
    if found is None:
        show.lede("No query about this beat is recorded.")
        return
    late = found.over - found.in_time - found.unanswered
    show.facts([
        ("Received", say_number(found.received)), ("Answered within 72 hours", say_number(found.in_time)),
        ("Answered later", say_number(late)), ("Still waiting", say_number(found.unanswered)),
        ("Too early to say", say_number(found.early)),
    ])  # fmt: skip
    show.lede(f"Answers are known up to the load of {say_moment(found.until)}.")
    if found.ages:
        told = listed([say_count(age, "day") for age in found.ages[:5]])
        more = ", the longest of them" if len(found.ages) > 5 else ""
        show.lede(
            f"Of all queries received by {say_date(view.end)}, {say_count(found.waiting, 'waits', 'wait')} for more than 72 "
            f"hours: for {told}{more}."
        )


def _meetings(beat: Neighbourhood) -> None:
    show.heading("Public meetings")
    if beat.meetings is None:
        show.lede("No meeting of this beat is recorded.")
        return
    if beat.meetings.next is None:
        show.lede("No next meeting is dated.")
    latest = beat.meetings.listed[::-1]
    show.block(show.table_html(pd.DataFrame([_meeting(one) for one in latest[:MEETINGS_SHOWN]])))
    show.opened(
        "Earlier meetings", "meetings", len(latest[MEETINGS_SHOWN:]), MEETINGS_AT_MOST,
        lambda: pd.DataFrame([_meeting(one) for one in latest[MEETINGS_SHOWN:][:MEETINGS_AT_MOST]]),
    )  # fmt: skip


def _meeting(one: Meeting) -> dict[str, str]:
    return {
        "Day": say_date(one.on),
        "Kind": one.kind,
        "Held": "to come, or not said" if one.held is None else "held" if one.held else "called off",
        "Residents": "–" if one.attendance is None else say_number(one.attendance),
    }


def _training(beat: Neighbourhood) -> None:
    show.heading("Training", "of the constables and PCSOs posted here on the day; counts only")
    found = beat.training
    if not found.recorded:
        show.lede(
            "No course is recorded of anybody posted here." if found.people else "Nobody is posted here on the day."
        )
        return
    rows = [
        {
            "Course": course,
            "Hold it": f"{number:,} of {found.people:,}",
            "Held it once, run out": say_number(found.lapsed[course]),
            "On the list of those expected": "yes" if course in COURSES else "no",
        }
        for course, number in found.holders.items()
    ]
    show.block(show.table_html(pd.DataFrame(rows)))
