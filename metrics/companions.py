"""What a KPI is never shown without: the numbers of each companion, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from math import nan
from typing import Any, NamedTuple

from metrics import catalogue, companion_weeks, parts, teams
from metrics.companion_questions import PLANNED, Told, groups_of, question_of, steps_of
from metrics.intervals import FEW, wilson
from metrics.kpi import Companion, Kpi, Shown
from metrics.parts import Spine
from metrics.question import SINGLE, Ask, Period
from metrics.store.connection import Store
from metrics.store.schema import sql
from metrics.terms import TEAM, Area, Role, say_number

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
    collars: tuple[str, ...] = (),
    roles_apart: bool = False,
) -> dict[str, list[Shown]]:
    """By KPI what each companion says of each key, companion by companion.

    roles_apart: of people, what was done in each role by itself; the key is then `collar:role`. A key without a row has
    nothing to show. Shares of unknown cases are bounded both ways in the text.
    """
    spine = parts.spine(store, Ask(tuple(kpi_ids), by, ((start, end),), role, known_at, within, collars))
    values = {**spine.values, "role": role, "start": start, "end": end, "period_end": end}
    kpis = [catalogue.kpis()[kpi_id] for kpi_id in kpi_ids]
    of_weeks = spine.is_of_known_weeks
    asked = [
        (group, [step for step in steps_of(group) if not (of_weeks and step.adds_up)]) for group in groups_of(kpis, by)
    ]
    questions = [question_of(group, steps, by, roles_apart, spine.grain) for group, steps in asked if steps]
    questions.sort(key=lambda question: -len(question.steps))  # those that take longest first, the others beside them
    answers = SINGLE.map(lambda question: store.rows(question.text, spine.catalog, **values), questions)
    told = [companion_weeks.of_people(spine, kpi_ids, role, roles_apart)] if of_weeks else []
    found: dict[tuple[str, int], list[Row]] = {}
    for steps, answer in [*told, *zip((question.steps for question in questions), answers, strict=True)]:
        for step, key, part, numbers in sorted(answer, key=_in_order):
            numbers.append(None)
            for kpi_id, companion, (number, whole, unknown) in steps[step]:
                row = Row(key, part, numbers[number], numbers[whole], numbers[unknown])
                found.setdefault((kpi_id, companion), []).append(row)
    if any(companion.value == PLANNED for kpi in kpis for companion in kpi.companions):
        planned = list(_planned_of_teams(spine) if by == TEAM else _planned(spine, (start, end), by))
        found |= {
            (kpi.id, place): planned
            for kpi in kpis
            for place, companion in enumerate(kpi.companions)
            if companion.value == PLANNED
        }
    return {kpi.id: _beside(kpi, by, found) for kpi in kpis}


def _planned(spine: Spine, days: Period, by: str) -> Iterator[Row]:
    """The hours planned for the dedicated places of each area of a level that has some."""
    for row in spine.store.rows(sql("planned"), spine.catalog, start=days[0], end=days[1]):
        if row[0].startswith(f"{by}:"):
            yield Row(*row)


def _planned_of_teams(spine: Spine) -> Iterator[Row]:
    """The same of each sergeant's team whose beats are its own: of them, on the days on which it has people."""
    for key in spine.keys:
        runs = teams.beats_alone(spine.store, spine.catalog, key, spine.periods[0])
        if runs and all(beats for _, beats in runs):
            of_beats = [
                row.number or 0.0 for days, beats in runs for row in _planned(spine, days, "beat") if row.key in beats
            ]
            if of_beats:
                yield Row(key, None, sum(of_beats))


def _in_order(answer: Told) -> tuple[Any, ...]:
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
