"""Everything that happened in the sample force, before anybody exports it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sample_data import case_rows, cases, community, crime, enforcement, lists, neighbourhoods, targets
from sample_data.duties import Shifts, draw_duties
from sample_data.events import with_late_rows
from sample_data.force import Force, places, sample_force
from sample_data.neighbourhoods import Neighbourhoods
from sample_data.people import People, staff
from sample_data.weeks import FIRST_DAY, LAST_DAY, NEXT_WEEK_END, RECENT_WEEKS, SEED, Span

KEYS = {
    "Duties": "Duty Ref",
    "Arrests": "Custody Ref",
    "Stop Searches": "Search Ref",
    "Warrants": "Warrant Ref",
    "PPNs": "PPN Ref",
    "Incidents": "Incident No",
    "Intelligence": "Log No",
    "Engagements": "Return No",
    "Referrals": "Referral Ref",
}
"""The weekly exports with the heading of their reference, in the order in which they are written."""

ARRIVE_LATE = ("PPNs", "Stop Searches")


@dataclass
class World:
    """The force, its people, every row of every weekly export, and the registers behind the lists."""

    force: Force
    people: People
    weekly: dict[str, pd.DataFrame]
    schemes: pd.DataFrame
    plans: pd.DataFrame
    targets: pd.DataFrame
    places: pd.DataFrame
    crime: pd.DataFrame
    neighbourhoods: Neighbourhoods


def stream(number: int) -> np.random.Generator:
    """Random numbers of its own for each export, so that a change to one leaves the others as they were."""
    return np.random.default_rng([SEED, number])


def weekly_rows(
    random: Callable[[int], np.random.Generator], people: People, shifts: Shifts, duties: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """Rows of every weekly export, each drawn with random numbers of its own. random: those of a purpose, by its number."""
    return {
        "Duties": duties,
        "Arrests": enforcement.arrests(random(3), people, shifts),
        "Stop Searches": enforcement.stop_searches(random(4), people, shifts),
        "Warrants": enforcement.warrants(random(5), people, shifts),
        "PPNs": community.ppns(random(6), people, shifts),
        "Incidents": community.incidents(random(7), people, shifts),
        "Intelligence": community.intelligence(random(8), people, shifts),
        "Engagements": community.engagements(random(9), people, shifts),
        "Referrals": community.referrals(random(10), people, shifts),
    }


def draw_world() -> World:
    """Draw the whole sample force, the same each time."""
    force, span = sample_force(), Span(FIRST_DAY, NEXT_WEEK_END)
    people = staff(stream(1), force, span, cases.POSTINGS)
    drawn = weekly_rows(stream, people, *draw_duties(stream(2), people, case_rows.blank_days(people)))
    return World(
        force=force,
        people=people,
        weekly=_with_cases(drawn, people),
        schemes=lists.watch_schemes(stream(11), people),
        plans=lists.problem_plans(stream(12), people),
        targets=targets.targets(force),
        places=places(force),
        crime=crime.crime_figures(stream(13), force),
        neighbourhoods=neighbourhoods.draw(stream, people),
    )


def _with_cases(drawn: dict[str, pd.DataFrame], people: People) -> dict[str, pd.DataFrame]:
    """The drawn rows, less the quiet ones, with late arrivals marked, and the hand-made rows of the cases."""
    by_hand = case_rows.hand_made_rows(people)
    first_recent = people.span.number(LAST_DAY) - 7 * RECENT_WEEKS + 1
    complete = {}
    for place, (name, rows) in enumerate(drawn.items()):
        frame = case_rows.without_quiet(name, rows, people).assign(_version="")
        frame["_file_day"] = frame["_day"]
        if name in ARRIVE_LATE:
            frame = with_late_rows(stream(20 + place), people, frame, first_recent)
        if name in by_hand:
            frame = _appended(frame, by_hand[name])
        frame["_team"] = case_rows.team_of(frame["Collar No"], _days(frame), people)
        complete[name] = frame.sort_values(["_day", KEYS[name]], kind="stable", ignore_index=True)
    return complete


def _appended(frame: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """The frame with hand-made rows added; columns that these lack stay blank."""
    rows = rows.reindex(columns=frame.columns)
    rows["_version"] = rows["_version"].astype(object).fillna("")
    for heading, kind in frame.dtypes.items():
        if pd.api.types.is_datetime64_any_dtype(kind):
            rows[heading] = pd.to_datetime(rows[heading]).astype(kind)
        else:
            rows[heading] = rows[heading].astype(object).where(rows[heading].notna(), None)
    return pd.concat([frame, rows.astype(frame.dtypes.to_dict())], ignore_index=True)


def _days(frame: pd.DataFrame) -> np.ndarray:
    return np.asarray(frame["_day"].to_numpy().astype("datetime64[D]"))
