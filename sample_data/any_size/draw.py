"""What an invented force of any size did, drawn a file's days at a time, so that no more of it is in memory at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from sample_data import lists, neighbourhoods, targets
from sample_data.any_size.size import Size, areas, stream
from sample_data.duties import draw_duties
from sample_data.force import Force, beats_list, places
from sample_data.known_later import KNOWN_LATER, as_exported
from sample_data.people import People, Recruiter, officers_list, staff
from sample_data.roster import roster
from sample_data.weeks import FIRST_DAY, Span
from sample_data.world import KEYS, weekly_rows

FIRST_COLLAR = 10_000
SENT_WHOLE = ("Watch Schemes", "Problem Plans")
LAST_WEEK = timedelta(days=6)
"""Who set up a scheme or owns a plan was on the beat in the last week."""


@dataclass(frozen=True)
class Invented:
    """One force: who was where, and how its days are drawn. number: which of several it is, from 1."""

    size: Size
    number: int
    force: Force
    people: People
    roster: np.ndarray
    """Who works which shift: drawn for all days at once, since leave and sickness are spread over years."""

    def rows(self, days: Span, place: int) -> dict[str, pd.DataFrame]:
        """The rows of every weekly export of some days, as exported on the morning after the last. place: of the file."""
        people = People(self.people.postings, days, self.force, frozenset())

        def random(purpose: int) -> np.random.Generator:
            return stream(self.size.seed, self.number, place, purpose)

        first = self.size.span.number(days.first)
        kinds = self.roster[:, first : first + days.days]
        nothing_blank = np.zeros(people.team.shape, dtype=bool)
        drawn = weekly_rows(random, people, *draw_duties(random(2), people, nothing_blank, kinds))
        for name in KNOWN_LATER:
            drawn[name] = as_exported(name, drawn[name], days.last + timedelta(days=1))
        mark = f"{self.number:02d}{place:03d}"
        return {name: rows.assign(**{KEYS[name]: _marked(rows[KEYS[name]], mark)}) for name, rows in drawn.items()}


def invent(size: Size) -> Iterator[Invented]:
    """The forces of a size, with everybody who is ever posted."""
    each = size.officers // size.forces
    for number in range(1, size.forces + 1):
        force = areas(each, number, size.forces)
        posts = sum(beat.pcs + beat.pcsos for beat in force.beats)
        changes = size.changes(posts, len(set(force.sectors)))
        rng = stream(size.seed, number, 0, 1)
        most = 2 * posts + 500
        recruiter = Recruiter(rng, (), most, FIRST_COLLAR + (number - 1) * most, size.span.first)
        people = staff(rng, force, size.span, (), recruiter, changes)
        yield Invented(size, number, force, people, roster(stream(size.seed, number, 0, 2), people))


def _marked(references: pd.Series, mark: str) -> list[str]:
    """References begin anew in each file that is drawn: the file's own number makes them the store's."""
    return [f"{mark}-{reference}" for reference in references]


def lists_on(whole: list[Invented], day: date, until: date) -> dict[str, pd.DataFrame]:
    """The lists of all forces as they stood on a day, with the postings that were decided up to another."""
    parts = [_lists_of(one, day, until) for one in whole]
    return {name: pd.concat([part[name] for part in parts], ignore_index=True) for name in parts[0]}


def _lists_of(one: Invented, day: date, until: date) -> dict[str, pd.DataFrame]:
    return {
        "Beats": beats_list(one.force, one.people.contacts()),
        "Officers": officers_list(one.people, until),
        "Places": places(one.force),
        "Targets": targets.targets_on(targets.targets(one.force), day),
    }


def registers_on(whole: list[Invented], day: date) -> tuple[dict[str, pd.DataFrame], list[dict[str, pd.DataFrame]]]:
    """Schemes and plans of all forces, which are sent whole, and what residents are promised, force by force.

    As they stood on the last day of their history. The queries of England and Wales are 4.8 million rows: no one file.
    """
    parts = [_registers_of(one, day) for one in whole]
    lists = {name: pd.concat([part.pop(name) for part in parts], ignore_index=True) for name in SENT_WHOLE}
    return lists, parts


def _registers_of(one: Invented, day: date) -> dict[str, pd.DataFrame]:
    people = People(one.people.postings, Span(day - LAST_WEEK, day), one.force, frozenset())

    def random(purpose: int) -> np.random.Generator:
        return stream(one.size.seed, one.number, 0, purpose)

    schemes = lists.watch_schemes_on(lists.watch_schemes(random(11), people), day)
    plans = lists.problem_plans_on(lists.problem_plans(random(12), people), day)
    drawn = neighbourhoods.draw(random, people)
    of_force = set(one.force.codes)
    sheets = {
        "Watch Schemes": schemes,
        "Problem Plans": plans,
        "Local Priorities": neighbourhoods.priorities_on(drawn.priorities, day),
        "Queries": neighbourhoods.queries_sent(drawn.queries, FIRST_DAY, day, None),
        "Meetings": neighbourhoods.meetings_on(drawn.meetings, day),
        "Training": neighbourhoods.training_on(drawn.training, day),
    }
    for name, key in (("Watch Schemes", "Scheme Ref"), ("Problem Plans", "Plan Ref"), ("Queries", "Query Ref")):
        sheets[name] = sheets[name].assign(**{key: _marked(sheets[name][key], f"{one.number:02d}")})
    return {name: sheet[sheet["Beat"].isin(of_force)] if "Beat" in sheet else sheet for name, sheet in sheets.items()}
