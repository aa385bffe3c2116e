"""What the strips of some neighbourhoods come to, in one sentence: each thing is counted by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from metrics.guarantee import ANSWER_HOURS, REVIEW_MONTHS, Neighbourhood
from metrics.guarantee_cells import Cell, say_answered, standing
from metrics.terms import say_count, say_date

Part = Callable[[Sequence[Neighbourhood], Sequence[Cell]], str]


def answer(name: str, day: dt.date, found: Sequence[Neighbourhood], by_beat: Mapping[str, Sequence[Cell]]) -> str:
    """Force on 15 November 2026: 33 of 36 neighbourhoods have a current named contact; and so on. Unknowns are left out."""
    told = []
    for place, part in enumerate(PARTS):
        column = [by_beat[one.beat][place] for one in found]
        if any(cell.state != "unknown" for cell in column):
            told.append(part(found, column))
    return f"{name} on {say_date(day)}: {'; '.join(told) or 'nothing that feeds the guarantee is known'}."


def _so(column: Sequence[Cell]) -> str:
    """33 of 36 neighbourhoods: those of which it is known."""
    judged = [cell for cell in column if cell.state != "unknown"]
    return f"{sum(cell.state == 'kept' for cell in judged):,} of {len(judged):,} neighbourhoods"


def _contacts(found: Sequence[Neighbourhood], column: Sequence[Cell]) -> str:
    return f"{_so(column)} have a current named contact" if len(found) > 1 else f"named contact {column[0].words}"


def _priorities(found: Sequence[Neighbourhood], _: Sequence[Cell]) -> str:
    stand = [one for each in found for one in standing(each.priorities)]
    late = sum(one.state == "overdue" for one in stand)
    words = say_count(len(stand), "local priority stands", "local priorities stand")
    return f"{words}, {late:,} not reviewed within {REVIEW_MONTHS} months"


def _queries(found: Sequence[Neighbourhood], _: Sequence[Cell]) -> str:
    asked = [one.queries for one in found if one.queries is not None]
    over, waiting = sum(one.over for one in asked), sum(one.waiting for one in asked)
    wait = f"{say_count(waiting, 'waits', 'wait')} for longer"
    if not over:
        return f"no query in these days whose {ANSWER_HOURS} hours are over, {wait}"
    share = say_answered(sum(one.in_time for one in asked), over)
    return f"{share} answered within {ANSWER_HOURS} hours, {wait}"


def _meetings(found: Sequence[Neighbourhood], column: Sequence[Cell]) -> str:
    return f"{_so(column)} have a next meeting dated" if len(found) > 1 else f"next meeting {column[0].words}"


def _training(found: Sequence[Neighbourhood], _: Sequence[Cell]) -> str:
    recorded = [one.training for one in found if one.training.recorded]
    complete, people = sum(one.complete for one in recorded), sum(one.people for one in recorded)
    return f"{complete:,} of {say_count(people, 'person', 'people')} posted hold every expected course"


PARTS: tuple[Part, ...] = (_contacts, _priorities, _queries, _meetings, _training)
"""What is said of each thing, in the order of the cells. Abstraction is of hours, and said by itself."""
