"""The SQL that companions become: one query for all that are asked of the same rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

from metrics.kpi import Companion, Kpi
from metrics.question import scope_of, scoped
from metrics.store.credit import credited_to

PLANNED = "planned"
"""A companion that is not in the KPI's rows: what was planned for the area's dedicated places."""
NONE = -1
"""The place of a number that is not asked for: behind the others."""
SUM = re.compile(r"(count|sum)\((?!distinct)[^$]*\)")
"""What an aggregate looks like whose values of some rows add up."""


class Answered(NamedTuple):
    """A companion of a KPI that a step answers, by its place there. numbers: where in the step's numbers its own stand (itself,
    what it is a share of, how many of those are not known; or NONE)."""

    kpi_id: str
    place: int
    numbers: list[int]


Told = tuple[int, str, str | None, list[float | None]]
"""A row of an answer: its step, a key, of a mix the part, and the step's numbers."""


class Question(NamedTuple):
    """One query for several companions. steps: of each step of the query the companions that it answers."""

    text: str
    steps: list[list[Answered]]


def groups_of(kpis: Iterable[Kpi], by: str) -> list[list[Kpi]]:
    """KPIs by the rows that they credit: those of a group are asked about in one query."""
    groups: dict[tuple[Any, ...], list[Kpi]] = {}
    for kpi in kpis:
        of_areas = () if scope_of(by) == "officer" else (kpi.roles, kpi.distinct, kpi.stock_until)
        groups.setdefault((kpi.export, kpi.credit, *of_areas), []).append(kpi)
    return list(groups.values())


def steps_of(group: list[Kpi]) -> list[Step]:
    """What companions of KPIs that credit the same rows in the same way ask of those rows: a step for each mix, and one for
    all others of the same days."""
    steps: dict[tuple[Any, ...], Step] = {}
    for number, kpi in enumerate(group):
        for place, companion in enumerate(kpi.companions):
            if companion.value != PLANNED:
                whole, mix = kpi.is_stock or companion.lookback, companion.unit == "mix"
                adds_up = not whole and adds_up_over_weeks(companion)
                kind = (kpi.id, place) if mix else (whole, adds_up)
                steps.setdefault(kind, Step(whole, mix, adds_up)).add(kpi.id, place, companion, number)
    return list(steps.values())


@cache
def adds_up_over_weeks(companion: Companion) -> bool:
    """True where the companion's numbers of some weeks are the sums of each week's: counts and sums of rows, of no day that the
    question names. What is not seen to be one is asked of the rows themselves."""
    amount = companion.weight if companion.unit == "mix" else companion.value
    numbers = [one for one in (amount, companion.of, companion.unknown) if one]
    return "$" not in companion.value and all(SUM.fullmatch(one) and _is_one(one) for one in numbers)


def _is_one(expression: str) -> bool:
    """True of one aggregate by itself: each bracket that closes to the outside ends it, or its filter."""
    depth, closed = 0, 0
    for letter in expression:
        depth += (letter == "(") - (letter == ")")
        closed += letter == ")" and depth == 0
    return closed == 1 + (" filter (" in expression)


def question_of(group: list[Kpi], steps: list[Step], by: str, roles_apart: bool, grain: str) -> Question:
    """One query for some steps of a group of KPIs.

    `counted` in a companion's expression becomes the column that is true for the rows its own KPI counts. grain: as of a
    spine; of hours, whole weeks are asked of sums of weeks.
    """
    if by == "officer":
        # No join: a list of people is looked through faster than it is made a table of.
        before, join, mine = "", "", "list_contains($keys::varchar[], credited_collar)"
        key = "credited_collar || ':' || credited_role" if roles_apart else "credited_collar"
    else:
        mine, key = "true", "chosen.key"
        before = scoped("{chosen},", by)
        join = scoped("{join}", by, team="credited.credited_team", led="credited.credited_led")
    days = "day <= $end" if any(step.whole for step in steps) else "day between $start and $end"
    text = f"""
with {before}
base as {"materialized " if len(steps) > 1 else ""}(
    select {key} as key, credited.*, {_counted(group)}
    from ({_credited(group[0], by, grain)}) credited {join}
    where {mine} and {days} and ($role::varchar is null or credited_role = $role) {_once(group[0], by)}
)
{" union all ".join(step.text(number) for number, step in enumerate(steps))}
"""
    return Question(text, [step.companions for step in steps])


def weekly_question_of(groups: Sequence[list[Kpi]]) -> Question:
    """One query for all steps of some groups that add up over weeks: of everybody, week by week, in each role."""
    bases: list[str] = []
    texts: list[str] = []
    answered: list[list[Answered]] = []
    for number, group in enumerate(groups):
        steps = [step for step in steps_of(group) if step.adds_up]
        if steps:
            bases.append(f"base_{number} as materialized ({_weekly(group)})")
        for step in steps:
            texts.append(step.weekly_text(len(texts), f"base_{number}"))
            answered.append(step.companions)
    return Question(f"with {', '.join(bases)} {' union all '.join(texts)}", answered)


def _weekly(group: list[Kpi]) -> str:
    """The rows that a group credits to people, each with the Monday of its week."""
    return f"""
select credited_collar, coalesce(credited_role, '') as credited_role, date_trunc('week', day)::date as monday,
    credited.* exclude (credited_collar, credited_role), {_counted(group)}
from ({_credited(group[0], "officer", "week")}) credited
where credited_collar is not null
"""


def _credited(kpi: Kpi, by: str, grain: str) -> str:
    """All rows of the KPI's export, credited as the KPI's are."""
    rows = "duties_week" if kpi.export == "duties" and grain == "week" else kpi.export
    return credited_to(replace(kpi, export=rows, where="true", counts="1", stock_until="", distinct=""), scope_of(by))


def _once(kpi: Kpi, by: str) -> str:
    """Of distinct values each once, where an area is asked about."""
    if not kpi.distinct or by == "officer":
        return ""
    return f"qualify row_number() over (partition by key, {kpi.distinct}) = 1"


def _counted(group: list[Kpi]) -> str:
    return ", ".join(f"coalesce({kpi.where}, false) as counted_{number}" for number, kpi in enumerate(group))


class Step:
    """One step of a question: companions that are asked of the same rows. whole: of all days to the end, not only those of
    the period; mix: one row per part; adds_up: the numbers of some weeks are the sums of each week's."""

    def __init__(self, whole: bool, mix: bool, adds_up: bool) -> None:
        self.whole, self.mix, self.adds_up = whole, mix, adds_up
        self.part = ""
        self.numbers: list[str] = []
        self.companions: list[Answered] = []

    def add(self, kpi_id: str, place: int, companion: Companion, number: int) -> None:
        """Ask for a companion too; what two ask for is asked once. number: of its KPI in the question."""

        def own(expression: str) -> str:
            return re.sub(r"\bcounted\b", f"counted_{number}", expression)

        self.part = own(companion.value) if self.mix else ""
        amount = companion.weight if self.mix else companion.value
        places = [self._place(own(expression)) for expression in (amount, companion.of, companion.unknown)]
        self.companions.append(Answered(kpi_id, place, places))

    def _place(self, expression: str) -> int:
        if not expression:
            return NONE
        if expression not in self.numbers:
            self.numbers.append(expression)
        return self.numbers.index(expression)

    def text(self, number: int) -> str:
        """SQL: one row per key (of a mix, per key and part) with the step's number and its numbers."""
        part, group = (self.part, "key, part having part is not null") if self.mix else ("null", "key")
        numbers = ", ".join(f"({expression})::double" for expression in self.numbers)
        return (
            f"select {number} as step, key, ({part})::varchar as part, [{numbers}] as numbers "
            f"from base {'' if self.whole else 'where day >= $start '}group by {group}"
        )

    def weekly_text(self, number: int, base: str) -> str:
        """SQL: one row per person, role, week (of a mix, and part) and number of the step, with the step's own number."""
        part = f"({self.part})::varchar" if self.mix else "''"
        having = f"having {part} is not null" if self.mix else ""
        numbers = ", ".join(f"({expression})::double" for expression in self.numbers)
        return f"""
select {number}::utinyint as step, unnest(range({len(self.numbers)}))::utinyint as place, collar, done_in, day, part,
    unnest(numbers) as amount
from (
    select credited_collar as collar, credited_role as done_in, monday as day, {part} as part, [{numbers}] as numbers
    from {base} group by credited_collar, credited_role, monday, {part} {having}
)
"""
