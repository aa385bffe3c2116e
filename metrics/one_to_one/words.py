"""What page and document of a one-to-one both say, in the same words."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.one_to_one.kept import OneToOne, Side
from metrics.one_to_one.sheet import Measure, Sheet
from metrics.terms import say_date, say_days, say_moment

SIDES_WORDS: dict[Side, str] = {"officer": "The officer's own words", "supervisor": "The supervisor's notes"}
SEARCHES = "Stop-searches to look at together"
DUE, LAST, AGREED = "Plans and returns", "Last actions", "Agreed actions"
PURPOSE = (
    "A sheet to talk from. It has no score, and no verdict on a person; both sides read the same one, and each writes its own "
    "words."
)
NO_TEAM_WORD = "The words beside the team's figures are of the whole team, never of one person."
NO_RECOGNITION = "Nothing stands out by more than luck. What would you add?"
REPLIES = "What the officer has answered to these figures"
COURSES = "Courses completed"
NO_COURSES = (
    "No course of theirs is in a Training export that is loaded; skills are in none: write them into the words below."
)


def about(sheet: Sheet) -> str:
    """12 weeks in days, and as known when."""
    known = f"as known on {say_moment(sheet.known_at)}" if sheet.known_at else "as known now"
    return f"{sheet.title} · {say_days(sheet.start, sheet.end)} · {known}"


def held_words(one: OneToOne) -> str:
    """When it was held, by whom, and when the next is due."""
    return f"Held on {say_date(one.held_on)} by {one.by}. The next one is due by {say_date(one.next_due)}."


def drawn_words(sheet: Sheet) -> str:
    """How the stop-searches were drawn."""
    if not sheet.searches:
        return "No stop-search in this period."
    new = sum(not one.reviewed for one in sheet.drawn)
    return (
        f"{len(sheet.drawn)} of {sheet.searches:,}, drawn by collar number and period: nobody chooses which. "
        f"Those whose grounds are not reviewed come first ({new} of these)."
    )


def columns(sheet: Sheet) -> list[tuple[str, str]]:
    """The columns of the table of KPIs: heading, and the name of the measure's part."""
    if sheet.student or not any(one.rate or one.team for one in sheet.measures):
        return [("Measure", "label"), ("Has done", "done"), ("Shown with", "beside")]
    of_team = [(f"{sheet.team} as a whole", "team")] if any(one.team for one in sheet.measures) else []
    return [
        ("Measure", "label"), ("Has done", "done"), ("Fair share", "share"),
        ("Rate per 100 hours, allowing for luck (90% interval)", "rate"), *of_team, ("Shown with", "beside"),
    ]  # fmt: skip


def cells(sheet: Sheet, measure: Measure) -> list[str]:
    """One row of that table."""
    return [str(getattr(measure, name)) for _, name in columns(sheet)]


def acknowledged_words(one: OneToOne, side: Side) -> str:
    """Whether a side has acknowledged what stands, when and by whom."""
    who = {"officer": "The officer", "supervisor": "The supervisor"}[side]
    last = next((seen for seen in reversed(one.seen) if seen.side == side), None)
    if last is None:
        return f"{who} has not acknowledged it yet."
    before = "" if one.state(side) == "acknowledged" else " before the last change"
    return f"{who}, {last.by}, acknowledged it{before} on {say_moment(last.at)}."


def earlier(one: OneToOne, side: Side) -> Sequence[str]:
    """The versions of a side's words before those that stand, the latest first, each with its time."""
    mine = [version for version in one.versions if version.side == side][:-1]
    return [f"{say_moment(version.at)}, {version.by}: {version.words}" for version in reversed(mine)]
