"""The SQL that companions become: one query for all that are asked of the same rows."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, NamedTuple

from metrics.kpi import Companion, Kpi
from metrics.question import scope_of, scoped
from metrics.store.credit import credited_to

PLANNED = "planned"
"""A companion that is not in the KPI's rows: what was planned for the area's dedicated places."""
NONE = -1
"""The place of a number that is not asked for: behind the others."""


class Question(NamedTuple):
    """One query for several companions. steps: of each step of the query the companions that it answers: KPI, place, and
    where in the step's numbers its own stand (itself, what it is a share of, how many of those are not known; or NONE)."""

    text: str
    steps: list[list[tuple[str, int, list[int]]]]


def question_of(group: list[Kpi], by: str, roles_apart: bool, grain: str) -> Question | None:
    """One query for KPIs that credit the same rows in the same way: those rows, then a step for each mix, and one for all
    others of the same days.

    `counted` in a companion's expression becomes the column that is true for the rows its own KPI counts. grain: as of a
    spine; of hours, whole weeks are asked of sums of weeks.
    """
    steps: dict[tuple[Any, ...], Step] = {}
    for number, kpi in enumerate(group):
        for place, companion in enumerate(kpi.companions):
            if companion.value != PLANNED:
                whole, mix = kpi.is_stock or companion.lookback, companion.unit == "mix"
                own = (kpi.id, place) if mix else ()
                steps.setdefault((whole, *own), Step(whole, mix)).add(kpi.id, place, companion, number)
    if not steps:
        return None
    asked = list(steps.values())
    if by == "officer":
        # No join: a list of people is looked through faster than it is made a table of.
        before, join, mine = "", "", "list_contains($keys::varchar[], credited_collar)"
        key = "credited_collar || ':' || credited_role" if roles_apart else "credited_collar"
    else:
        mine, key = "true", "chosen.key"
        before = scoped("{chosen},", by)
        join = scoped("{join}", by, team="credited.credited_team", led="credited.credited_led")
    days = "day <= $end" if any(step.whole for step in asked) else "day between $start and $end"
    text = f"""
with {before}
base as {"materialized " if len(asked) > 1 else ""}(
    select {key} as key, credited.*, {", ".join(_counted(kpi, number) for number, kpi in enumerate(group))}
    from ({_credited(group[0], by, grain)}) credited {join}
    where {mine} and {days} and ($role::varchar is null or credited_role = $role) {_once(group[0], by)}
)
{" union all ".join(step.text(number) for number, step in enumerate(asked))}
"""
    return Question(text, [step.companions for step in asked])


def _credited(kpi: Kpi, by: str, grain: str) -> str:
    """All rows of the KPI's export, credited as the KPI's are."""
    rows = "duties_week" if kpi.export == "duties" and grain == "week" else kpi.export
    return credited_to(replace(kpi, export=rows, where="true", counts="1", stock_until="", distinct=""), scope_of(by))


def _once(kpi: Kpi, by: str) -> str:
    """Of distinct values each once, where an area is asked about."""
    if not kpi.distinct or by == "officer":
        return ""
    return f"qualify row_number() over (partition by key, {kpi.distinct}) = 1"


def _counted(kpi: Kpi, number: int) -> str:
    return f"coalesce({kpi.where}, false) as counted_{number}"


class Step:
    """One step of a question: companions that are asked of the same rows. whole: of all days to the end, not only those of
    the period; mix: one row per part."""

    def __init__(self, whole: bool, mix: bool) -> None:
        self.whole, self.mix = whole, mix
        self.part = ""
        self.numbers: list[str] = []
        self.companions: list[tuple[str, int, list[int]]] = []

    def add(self, kpi_id: str, place: int, companion: Companion, number: int) -> None:
        """Ask for a companion too; what two ask for is asked once. number: of its KPI in the question."""

        def own(expression: str) -> str:
            return re.sub(r"\bcounted\b", f"counted_{number}", expression)

        self.part = own(companion.value) if self.mix else ""
        amount = companion.weight if self.mix else companion.value
        places = [self._place(own(expression)) for expression in (amount, companion.of, companion.unknown)]
        self.companions.append((kpi_id, place, places))

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
