"""What each step of a meeting says: of areas, places and the team, with people named in thanks only, never with a figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from metrics.brief.local import Priorities
from metrics.brief.spent import Spent
from metrics.charts.words import percent
from metrics.problem_solving import Plan
from metrics.recognition_words import LEFT_OUT, NOTHING
from metrics.terms import NOT_LOADED, PARTLY_LOADED, capital, say_date, say_number
from metrics.ui import brief_data, meeting_actions
from metrics.ui.safe import html
from metrics.ui.selection import Selection

MOST = 6
"""Lines of one kind that fit a screen; of more their number."""
FEW = 3
"""The same where three kinds share a screen."""
WEEKS = 4
"""Of how many weeks residents' priorities are told."""


@dataclass(frozen=True)
class Step:
    """One step: its title, about how many minutes it takes, and its markup for a view."""

    title: str
    minutes: int
    body: Callable[[Selection], str]


def gaps(view: Selection) -> str:
    """What is missing or set aside of this week, and who sends it or puts it right."""
    found = brief_data.gaps(view)
    told = [f"{one.export}: not loaded ({one.where}), usually sent by {one.sender}" for one in found.missing]
    told += [
        f"{one.export}: {one.rows:,} row{'' if one.rows == 1 else 's'} set aside, {one.why.lower()}: {one.fixed_by}"
        for one in found.asides
    ]
    if found.late:
        told.append(f"{found.late:,} late record{'' if found.late == 1 else 's'} waiting for the week's file")
    shown = _lines(told, MOST, "on Data quality") or _line("Nothing is missing or set aside.")
    return shown + _quiet(f"{found.summary}. {found.provisional}")


def thanks(view: Selection) -> str:
    """People by name, areas and places with their figures, and work that no KPI counts."""
    found = brief_data.thanks(view)
    people = _lines((f"{name}: {what}, more than luck explains" for name, what in found.people), MOST)
    others = _lines(found.others, FEW) + _lines((f"Work that no KPI counts: {one}" for one in found.uncounted), FEW)
    if found.left_out:
        return others + _line(LEFT_OUT)
    words = f"{capital(found.when)}. {found.luck}" if found.when else ""
    return (people + others or _line(NOTHING)) + _quiet(words)


def changes(view: Selection) -> str:
    """The few figures that stand out, each a question."""
    found = brief_data.changes(view)
    lines = "".join(
        f'<p>{html(one.name)}: {html(one.kpi)} <span class="bb-mark {one.tone}" aria-hidden="true">{html(one.mark)}</span> '
        f"{html(one.word)} ({html(one.when)}): {html(one.said)}.</p>"
        for one in found.lines[:MOST]
    )
    tail = _line("Did something happen? Ask before it is called a change.") if found.lines else ""
    return lines + _more(len(found.lines) - MOST, "on This week") + tail + "".join(map(_quiet, found.summaries))


def spent(view: Selection) -> str:
    """Where the hours went, as one bar with its figures."""
    found = brief_data.spent(view)
    if found.rostered is None or found.available is None:
        return _line("Duties are not loaded for this week: where the hours went is not known.")
    share = percent(found.abstraction, found.rostered)
    first = (
        f"{say_number(found.available)} of {say_number(found.rostered)} rostered hours were available; "
        f"{say_number(found.abstraction)} ({share}) were taken from neighbourhood work."
    )
    absent = f"{say_number(found.absent_days)} days of absence, added up."
    return _line(first) + _bar(found) + _line(absent) + _quiet(_unsure(found))


def _bar(found: Spent) -> str:
    parts = [("available", found.available or 0.0, "done"), ("other duties", found.other_duties or 0.0, "other")]
    parts += [(reason, hours, "away") for reason, hours in found.reasons]
    known = [part for part in parts if part[1] > 0]
    cells = "".join(f'<i class="{kind}" style="flex-grow:{hours:.2f}"></i>' for _, hours, kind in known)
    named = "".join(
        f'<li><i class="{kind}"></i>{html(name)} <b>{say_number(hours)}</b></li>' for name, hours, kind in known
    )
    return f'<div class="bb-whole"><div class="bb-bar" aria-hidden="true">{cells}</div><ul class="bb-parts">{named}</ul></div>'


def _unsure(found: Spent) -> str:
    missing = f"{found.missing_days:,} team days of Duties are not loaded. " if found.missing_days else ""
    return f"{missing}{found.set_aside:,} rows set aside could change these hours." if found.set_aside else missing


def local(view: Selection) -> str:
    """What residents raised and were told, the plans open and due, and places that nobody was at lately."""
    raised, plans, places = (
        _raised(brief_data.priorities(view, WEEKS)), _plans(brief_data.plans(view)), brief_data.unvisited(view),
    )  # fmt: skip
    unseen = [
        f"{one.place}, {one.beat}: {f'last visited on {say_date(one.last)}' if one.last else 'no visit is recorded'}"
        for one in places
    ]
    parts = (
        _part(f"Raised by residents in {WEEKS} weeks", raised)
        + _part("OSARA plans", plans)
        + _part("Dedicated places not visited this week", _lines(unseen, FEW, "on Time in place") or _line("None."))
    )
    return f'<div class="bb-three">{parts}</div>'


def _part(title: str, body: str) -> str:
    return f"<section><h3>{html(title)}</h3>{body}</section>"


def _raised(found: Priorities) -> str:
    if found.record == NOT_LOADED:
        return _line("Engagements are not loaded for these weeks.")
    told = (
        f"{one.priority}: at {one.returns:,} engagement{'' if one.returns == 1 else 's'}, feedback given at {one.told:,}"
        for one in found.raised
    )
    partly = f" {PARTLY_LOADED}." if found.record == PARTLY_LOADED else ""
    return (_lines(told, FEW) or _line("None was recorded.")) + _quiet(
        f"{found.returns:,} engagements in all; residents were told what was done at {found.told:,}.{partly}"
    )


def _plans(found: tuple[Plan, ...]) -> str:
    told = (
        f"{one.title}: to be assessed by {say_date(one.due)}{', overdue' if one.clock.state == 'overdue' else ''}"
        for one in found
        if one.is_due and one.due
    )
    open_ = f"{len(found):,} plan{'' if len(found) == 1 else 's'} open on the beats."
    return (_lines(told, FEW, "due") or _line("No assessment is due within four weeks.")) + _quiet(open_)


def actions(view: Selection) -> str:
    """What was agreed in meetings and is still open."""
    return meeting_actions.rows(view)


def _line(said: str) -> str:
    return f"<p>{html(said)}</p>" if said.strip() else ""


def _quiet(said: str) -> str:
    return f'<p class="muted bb-aside">{html(said.strip())}</p>' if said.strip() else ""


def _lines(said: Iterable[str], most: int, where: str = "") -> str:
    every = list(said)
    return "".join(_told(every[:most])) + _more(len(every) - most, where)


def _told(lines: list[str]) -> Iterator[str]:
    yield from (_line(one if one.endswith(".") else f"{one}.") for one in lines)


def _more(number: int, where: str = "") -> str:
    return _quiet(f"{number:,} more {where}".rstrip() + ".") if number > 0 else ""


STEPS = (
    Step("Gaps in data", 2, gaps),
    Step("Worth recognising", 4, thanks),
    Step("More than luck", 4, changes),
    Step("Where the hours went", 3, spent),
    Step("Local priorities", 4, local),
    Step("Actions", 3, actions),
)
"""In the order of the meeting; twenty minutes in all."""
