"""What a KPI is never shown without, and the records behind a figure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import nan
from typing import Any, NamedTuple

import pandas as pd

from metrics import catalogue, parts
from metrics.intervals import FEW, wilson
from metrics.kpi import Companion, Kpi, Shown
from metrics.question import SINGLE, Ask, area_key, ask_known
from metrics.store.connection import Store
from metrics.store.credit import credited_to
from metrics.store.schema import sql
from metrics.store.snapshot import snapshot
from metrics.terms import Area, Role, say_number

PLANNED = "planned"
"""A companion that is not in the KPI's rows: what was planned for the area's dedicated places."""
NONE = -1
"""The place of a number that is not asked for: behind the others."""
MIX_SHOWN = 4
"""Parts of a mix that are named before the rest is summed."""


def companions(store: Store, kpi_id: str, by: str, start: dt.date, end: dt.date, **who: Any) -> list[Shown]:
    """What stands beside one KPI; see `companions_of`."""
    return companions_of(store, (kpi_id,), by, start, end, **who)[kpi_id]


def companions_of(
    store: Store,
    kpi_ids: Sequence[str],
    by: str,
    start: dt.date,
    end: dt.date,
    *,
    role: Role | None = None,
    known_at: dt.datetime | None = None,
    within: Area | None = None,
    supervisor: str | None = None,
    collars: tuple[str, ...] = (),
    roles_apart: bool = False,
) -> dict[str, list[Shown]]:
    """By KPI what each companion says of each key, companion by companion.

    roles_apart: of people, what was done in each role by itself; the key is then `collar:role`. A key without a row has
    nothing to show. Shares of unknown cases are bounded both ways in the text.
    """
    spine = parts.spine(store, Ask(tuple(kpi_ids), by, ((start, end),), role, known_at, within, supervisor, collars))
    values = {**spine.values, "role": role, "start": start, "end": end, "period_end": end}
    groups: dict[tuple[Any, ...], list[Kpi]] = {}
    for kpi in (catalogue.kpis()[kpi_id] for kpi_id in kpi_ids):
        of_areas = () if by == "officer" else (kpi.roles, kpi.distinct, kpi.stock_until)
        groups.setdefault((kpi.export, kpi.credit, *of_areas), []).append(kpi)
    questions = [question for question in (_question(group, by, roles_apart) for group in groups.values()) if question]
    questions.sort(key=lambda question: -len(question.steps))  # those that take longest first, the others beside them
    found: dict[tuple[str, int], list[Row]] = {}
    answers = SINGLE.map(lambda question: store.rows(question.text, spine.catalog, **values), questions)
    for question, answer in zip(questions, answers, strict=True):
        for step, key, part, numbers in sorted(answer, key=_in_order):
            numbers.append(None)
            for kpi_id, companion, (number, whole, unknown) in question.steps[step]:
                row = Row(key, part, numbers[number], numbers[whole], numbers[unknown])
                found.setdefault((kpi_id, companion), []).append(row)
    kpis = [kpi for group in groups.values() for kpi in group]
    if any(companion.value == PLANNED for kpi in kpis for companion in kpi.companions):
        rows = store.rows(sql("planned"), spine.catalog, **values)
        planned = [Row(*row) for row in rows if row[0].startswith(f"{by}:")]
        found |= {
            (kpi.id, place): planned
            for kpi in kpis
            for place, companion in enumerate(kpi.companions)
            if companion.value == PLANNED
        }
    return {kpi.id: _beside(kpi, by, found) for kpi in kpis}


class Question(NamedTuple):
    """One query for several companions. steps: of each step of the query the companions that it answers: KPI, place, and
    where in the step's numbers its own stand (itself, what it is a share of, how many of those are not known; or NONE)."""

    text: str
    steps: list[list[tuple[str, int, list[int]]]]


def _in_order(answer: tuple[Any, ...]) -> tuple[Any, ...]:
    """By step and key, the largest part of a mix first."""
    step, key, part, numbers = answer
    return step, key, (-(numbers[0] or 0.0), part) if part else ()


class Row(NamedTuple):
    """One key of one companion; of a mix, one of its parts."""

    key: str
    part: str | None = None
    number: float | None = None
    n: float | None = None
    unknown: float | None = None


def _beside(kpi: Kpi, by: str, found: dict[tuple[str, int], list[Row]]) -> list[Shown]:
    """The companions of one KPI in words, in the order declared, keys without their level."""
    shown = []
    for place, companion in enumerate(kpi.companions):
        rows = found.get((kpi.id, place), [])
        for key, worded in _mixed(rows) if companion.unit == "mix" else _plain(companion, by, rows):
            shown.append(Shown(key.removeprefix(f"{by}:"), companion.label, companion.unit, *worded))
    return shown


def _question(group: list[Kpi], by: str, roles_apart: bool) -> Question | None:
    """One query for KPIs that credit the same rows in the same way: those rows, then a step for each mix, and one for all
    others of the same days.

    `counted` in a companion's expression becomes the column that is true for the rows its own KPI counts.
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
    key, join, chosen = ("chosen.key", "join chosen on chosen.member = credited.credited_team", sql("scope_area"))
    if by == "officer":
        # No join: a list of people is looked through faster than it is made a table of.
        key, join, chosen = ("credited_collar", "where list_contains($keys::varchar[], credited_collar) and", "")
        key += " || ':' || credited_role" if roles_apart else ""
    text = f"""
with {chosen.strip() + "," if chosen else ""}
base as {"materialized " if len(asked) > 1 else ""}(
    select {key} as key, credited.*, {", ".join(_counted(kpi, number) for number, kpi in enumerate(group))}
    from ({_credited(group[0], by)}) credited {join} {"where" if chosen else ""}
        {"day <= $end" if any(step.whole for step in asked) else "day between $start and $end"}
        and ($role::varchar is null or credited_role = $role) {_once(group[0], by)}
)
{" union all ".join(step.text(number) for number, step in enumerate(asked))}
"""
    return Question(text, [step.companions for step in asked])


def _credited(kpi: Kpi, by: str) -> str:
    """All rows of the KPI's export, credited as the KPI's are."""
    return credited_to(replace(kpi, where="true", counts="1", stock_until="", distinct=""), by)


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


def _mixed(rows: list[Row]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Key, and its largest parts by name with the rest as other."""
    parts: dict[str, list[tuple[str, float]]] = {}
    for row in rows:
        parts.setdefault(row.key, []).append((str(row.part), row.number or 0.0))
    for key, named in parts.items():
        rest = sum(number for _, number in named[MIX_SHOWN:])
        shown = named[:MIX_SHOWN] + ([("the rest", rest)] if rest else [])
        text = ", ".join(f"{part} ({say_number(number)})" for part, number in shown)
        yield key, (text, sum(number for _, number in named))


def _plain(companion: Companion, by: str, rows: list[Row]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Key, text and numbers of a companion that is one number, or a share."""
    for row in rows:
        number, whole = row.number, row.n or 0.0
        if companion.unit == "share":
            yield row.key, _share(number or 0.0, whole, row.unknown or 0.0, by)
        elif companion.unit == "share_of_hours":
            part = (number or 0.0) / whole if whole else nan
            yield row.key, (f"{part:.0%} of {whole:,.0f} hours" if whole else "no hours", part, whole)
        elif number is None:
            yield row.key, ("not known",)
        else:
            words = {"days": " day" if number == 1 else " days", "hours": " hours", "count": ""}[companion.unit]
            yield row.key, (f"{say_number(number, 1 if number % 1 else 0)}{words}", number)


def _share(part: float, whole: float, unknown: float, by: str) -> tuple[Any, ...]:
    """Text, share, of how many, and its interval."""
    if not whole:
        return "none", nan, 0.0
    low, high = wilson(part, whole)
    text = f"{part:,.0f} of {whole:,.0f}"
    if by == "officer" and whole < FEW:
        text += " (too few for a rate)"
    else:
        text += f", {part / whole:.0%} ({low:.0%} to {high:.0%})"
    if unknown:
        text += f"; {unknown:,.0f} not recorded, so between {part / whole:.0%} and {(part + unknown) / whole:.0%}"
    return text, part / whole, whole, low, high


def records(
    store: Store,
    kpi_id: str,
    start: dt.date,
    end: dt.date,
    collar: str | None = None,
    area: Area | None = None,
    role: Role | None = None,
    known_at: dt.datetime | None = None,
) -> pd.DataFrame:
    """The rows behind a figure: the export's columns, then file, sheet, row, loaded_at (UTC), loaded_by and load_id.

    For a person the rows that credit them; for an area the rows counted for it. A stock's rows are those open at `end`.
    """
    kpi = catalogue.kpis()[kpi_id]
    by = "officer" if collar else "area"
    roles = [role] if role else list(kpi.roles)
    days = "day between $start and $end"
    if kpi.is_stock:
        days = f"day <= $end and coalesce({kpi.stock_until} > $end, true)"
    who = "credited_team in (select team from containment where area = $area)"
    if collar:
        who = "credited_collar = $collar"
    columns = [column.name for column in catalogue.exports()[kpi.export].stored_columns]
    picked = ", ".join(f'credited."{name}"' for name in columns)
    hours = ", credited.hours" if kpi.export == "duties" else ""
    text = f"""
select distinct {picked}{hours}, loads.file, loads.sheet, credited.source_row as row, loads.recorded_at as loaded_at,
    loads.loaded_by, load_id, credited.day
from ({credited_to(replace(kpi, stock_until="", distinct=""), by)}) credited join store.main.loads using (load_id)
where {who} and {days} and list_contains($roles::varchar[], credited_role)
order by credited.day, loads.file, row
"""
    values = {"start": start, "end": end, "collar": collar, "area": area_key(area), "roles": roles}
    return ask_known(store, snapshot(store, known_at), text, values).drop(columns="day")
