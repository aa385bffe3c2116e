"""The five things that residents asked for: what the groups of a view said of each, and which measure of ours answers it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import pandas as pd

from metrics.catalogue import exports, kpis
from metrics.charts.themes import ASKED
from metrics.charts.words import listed, percent, say_hours
from metrics.community import ENGAGEMENT_KPI
from metrics.frames import rows_of
from metrics.named_contacts import Named
from metrics.perception.coding import Group, coding
from metrics.residents import EVEN_LATE, EVEN_WEEKEND, FOOT_PATROL, Patrolled, by_the_clock
from metrics.terms import NOT_LOADED, PARTLY_LOADED, STATES, capital, say_date, say_number
from metrics.ui import areas, data, drawings, problem_data, residents_data, time_in_place
from metrics.ui.selection import Selection

NO_MEASURE = "None of our measures answers this."
PLACES_AT_MOST = 250


class Ask(NamedTuple):
    """One of the five: what residents asked for, which measure answers it, what that does not tell, and how it is worked out."""

    theme: str
    words: str
    measure: str
    not_told: str
    now: Callable[[Selection], str]


class Answer(NamedTuple):
    """An ask in one view: what the groups said, and what our records say."""

    ask: Ask
    said: str
    now: str


def answers(view: Selection) -> list[Answer]:
    """The five, in the order of the picture."""
    groups = residents_data.groups(view)
    return [Answer(ask, said(groups, ask.theme), ask.now(view)) for ask in ASKS]


def said(groups: Sequence[Group], theme: str) -> str:
    """Concern in 2 of 3 groups, mixed in 1; named: the town centre. What one voice alone said is counted apart."""
    found = [coding().cells.get((group.section, theme)) for group in groups]
    heard = [cell for cell in found if cell and not cell.is_one_voice]
    by_value = [(value, sum(cell.value == value for cell in heard)) for value in ("concern", "mixed", "positive")]
    told = [f"{value} in {number:,}" for value, number in by_value if number]
    alone = sum(cell is not None and cell.is_one_voice for cell in found)
    silent = sum(cell is None for cell in found)
    told += [f"one voice only in {alone:,}"] if alone else []
    told += [f"silent in {silent:,}"] if silent else []
    words = f"{listed(told)} of {len(groups):,} groups" if groups else "no group"
    if len(groups) == 1:
        words = told[0].removesuffix(" in 1")
    named = [cell.note for cell in heard if cell.note] if theme in ("right_hour", "right_place") else []
    return f"{capital(words)}.{f' Named: {_few(named)}.' if named else ''}"


def _few(named: Sequence[str], most: int = 4) -> str:
    """What was named, each once; of many the first."""
    once = list(dict.fromkeys(named))
    return "; ".join(once[:most]) + (f"; and {len(once) - most:,} more" if len(once) > most else "")


def _duties_missing(view: Selection) -> str:
    export = exports()["duties"]
    return f"{NOT_LOADED}: {export.sheet} of {view.period_words}. {export.sender} sends them."


def _seen(view: Selection) -> str:
    """Hours outside the station, and on foot or cycle."""
    hours = time_in_place.known_hours(view)
    if not hours.known:
        return _duties_missing(view)
    spread = data.spent(view).spread
    on_foot = {state.name for state in STATES.values() if state.moving == "foot"}
    foot = float(spread[(spread["part"] == "role") & spread["state"].isin(on_foot)]["hours"].sum())
    return (
        f"{percent(hours.outside, hours.rostered)} of {say_hours(hours.rostered)} rostered hours were outside the station; "
        f"{say_hours(foot)} hours on foot or cycle patrol.{time_in_place.missing(hours)}"
    )


def _known_one(view: Selection) -> str:
    """How many beats have a named contact who is posted there, and for how long."""
    found = residents_data.contacts(view)
    if not found:
        return f"{NOT_LOADED}: the list of Beats. {exports()['beats'].sender} sends it."
    posted = [one for one in found if one.contact.state == "current"]
    unnamed = sum(not one.is_named for one in found)
    away = len(found) - len(posted) - unnamed
    told = f"{len(posted):,} of {len(found):,} beats have a named contact who was posted there on {say_date(view.end)}"
    if len(found) == 1:
        told = _one_contact(found[0], view.end)
    else:
        told += f"; {away:,} named who {'was' if away == 1 else 'were'} not" if away else ""
        told += f"; {unnamed:,} {'names' if unnamed == 1 else 'name'} nobody" if unnamed else ""
    return f"{told}{_how_long(posted, view.end)}."


def _one_contact(one: Named, day: dt.date) -> str:
    if not one.is_named:
        return "The Beats list names no contact"
    return f"The named contact was {'' if one.here_since else 'not '}posted to the beat on {say_date(day)}"


def _how_long(posted: Iterable[Named], day: dt.date) -> str:
    months = sorted(_months(one.here_since, day) for one in posted if one.here_since)
    if not months:
        return ""
    if months[0] == months[-1]:
        return f"; there for {_long(months[0])}"
    return f"; there for {_long(months[0])} to {_long(months[-1])}"


def _months(since: dt.date, day: dt.date) -> int:
    return (day.year - since.year) * 12 + day.month - since.month - (day.day < since.day)


def _long(months: int) -> str:
    """5 months; 3 years."""
    number, unit = (months, "month") if months < 24 else (months // 12, "year")
    return f"{number:,} {unit}{'' if number == 1 else 's'}"


def _told_back(view: Selection) -> str:
    """At how many engagements a priority was raised, and after how many feedback is recorded."""
    kpi = kpis()[ENGAGEMENT_KPI]
    found = data.figures([kpi], view.area.level, (view.days,), view, role=view.role)
    verdict = next((row["verdict"] for row in rows_of(found) if row["key"] == view.area.key), NOT_LOADED)
    export = exports()["engagements"]
    if verdict == NOT_LOADED:
        return f"{NOT_LOADED}: {export.sheet} of {view.period_words}. {export.sender} sends them."
    mine = problem_data.engagement(view)
    raised, told = sum(one.raised for one in mine), sum(one.answered for one in mine)
    partly = f" {PARTLY_LOADED}." if verdict == PARTLY_LOADED else ""
    if not raised:
        return f"No priority was raised at an engagement.{partly}"
    share = percent(told, raised)
    return f"A priority was raised at {raised:,} engagements; feedback is recorded for {told:,} ({share}).{partly}"


def _at_the_hour(view: Selection) -> str:
    """What of the hours on view lies from 6pm to 6am, and at weekends."""
    known = time_in_place.known_hours(view)
    if not known.known:
        return _duties_missing(view)
    hours = by_the_clock(data.spent(view).clock)
    if not hours.total:
        return "No hours outside the station on neighbourhood work."
    return (
        f"Of {say_hours(hours.total)} neighbourhood hours outside the station {percent(hours.late, hours.total)} lay between 6pm "
        f"and 6am, and {percent(hours.weekend, hours.total)} on Saturdays and Sundays (spread evenly over the week: "
        f"{EVEN_LATE:.0%} and {EVEN_WEEKEND:.0%}).{time_in_place.missing(known)}"
    )


def _in_the_place(view: Selection) -> str:
    """How long ago each dedicated place last had a foot patrol."""
    found = residents_data.foot_patrols(view)
    if not found:
        return time_in_place.no_places(view, areas.name_of(view))
    loaded = [one for one in found if one.loaded_to is not None]
    if not loaded:
        return _duties_missing(view)
    visited = [(one, (view.end - one.last).days) for one in loaded if one.last]
    never = [one.place for one in loaded if one.last is None]
    since = say_date(min(one.loaded_from for one in loaded if one.loaded_from))
    if not visited:
        told = f"No foot patrol is recorded at any of {len(loaded):,} dedicated places since {since}, where our records begin"
    else:
        oldest, longest = max(visited, key=lambda found: found[1])
        told = (
            f"At {len(visited):,} of {len(loaded):,} dedicated places a foot patrol was last recorded "
            f"{_between([days for _, days in visited])} before {say_date(view.end)}; longest ago: {oldest.place} "
            f"({longest:,} days)"
        )
        told += f"; none since {since}, where our records begin: {_few(never)}" if never else ""
    return f"{told}.{_not_to_the_end(found, view)}"


def _between(days: Sequence[int]) -> str:
    low, high = min(days), max(days)
    return f"{low:,} day{'' if low == 1 else 's'}" if low == high else f"{low:,} to {high:,} days"


def _not_to_the_end(found: Sequence[Patrolled], view: Selection) -> str:
    """Where the Duties of some places do not reach the view's end."""
    short = sum(one.loaded_to is None or one.loaded_to < view.end for one in found)
    return f" Duties of {short:,} of {len(found):,} places are not loaded to that day." if short else ""


ASKS = (
    Ask(
        ASKED[0], "To see officers", "Time outside the station, and hours on foot or cycle",
        "Not whether anybody was seen.", _seen,
    ),
    Ask(
        ASKED[1], "To know one", "The named contact of the Beats list, and their posting",
        "Not whether residents know the name.", _known_one,
    ),
    Ask(
        ASKED[2], "To be told back", "Feedback given, on engagement returns",
        "Not what victims of a crime were told: " + NO_MEASURE[:1].lower() + NO_MEASURE[1:], _told_back,
    ),
    Ask(
        ASKED[3], "At the right hour", "Neighbourhood hours outside the station, by the clock",
        "Not whether these are the hours of a place's trouble.", _at_the_hour,
    ),
    Ask(
        ASKED[4], "In the right place", f"Days since the last {FOOT_PATROL.lower()} at each dedicated place",
        "Only places on the Places list; a patrol without a place code is not there.", _in_the_place,
    ),
)  # fmt: skip
"""The five things asked for, in the order of the picture."""


@drawings.remembered
def table(view: Selection) -> pd.DataFrame:
    """The five as a table."""
    return pd.DataFrame(
        [
            {
                "Asked": one.ask.words, "Groups said": one.said, "Our measure": one.ask.measure,
                "Now": one.now, "Not told by it": one.ask.not_told,
            }
            for one in answers(view)
        ]
    )  # fmt: skip


def places(view: Selection) -> pd.DataFrame:
    """The dedicated places in list order, and when each last had a foot patrol."""
    return pd.DataFrame([_place_row(one, view) for one in residents_data.foot_patrols(view)[:PLACES_AT_MOST]])


def _place_row(one: Patrolled, view: Selection) -> dict[str, str]:
    none = NOT_LOADED if one.loaded_from is None else f"none since {say_date(one.loaded_from)}, where our records begin"
    return {
        "Place": one.place,
        "Beat": one.beat,
        "Last foot patrol": say_date(one.last) if one.last else none,
        "Days since": say_number((view.end - one.last).days) if one.last else "–",
    }


def contacts(view: Selection) -> pd.DataFrame:
    """The beats in list order: the groups that name them, and whether their contact is posted there."""
    by_beat = residents_data.here(view).by_beat
    return pd.DataFrame(
        [
            {
                "Beat": one.name,
                "Groups that name a place in its name": listed([group.name for group in by_beat[one.beat]]) or "none",
                "Named contact": "none named" if not one.is_named else "posted there" if one.here_since else "not posted there",
                "There for": _long(_months(one.here_since, view.end)) if one.here_since else "–",
            }
            for one in residents_data.contacts(view)
        ]
    )  # fmt: skip
