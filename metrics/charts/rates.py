"""People of one role side by side: each person's rate with the interval that luck leaves, beside the rate of their role.

No verdict, no colour that differs, no order but the alphabet; powers look like everything else (statistics.md, Officers).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import pandas as pd

from metrics.charts import panels
from metrics.charts.drawing import Cells, Drawing
from metrics.charts.figures import NOTHING, Line, principles
from metrics.charts.words import known, listed, say_hours, say_value, within
from metrics.kpi import Kpi
from metrics.terms import Role

TOO_FEW_HOURS = "too few hours"
TOO_FEW_IN_ROLE = "too few for a rate"
NOT_LOADED_WORDS = "not loaded"

OF_THE_FORCE: dict[Role, str] = {"PC": "constables of the force", "PCSO": "PCSOs of the force"}
LAYOUT: dict[str, Any] = {"gutter": 196, "least": 240, "bar": 0.68, "head": 42}


class Rate(NamedTuple):
    """A person's rate per 100 hours, drawn towards their role's, its 90% interval, and the hours and what was done in them."""

    rate: float
    low: float
    high: float
    hours: float
    done: float


Rates = Mapping[tuple[str, str], tuple[float, float, float, float, float]]
"""KPI and person -> what `Rate` holds; NaN where nothing is known."""
NONE = Rate(NOTHING, NOTHING, NOTHING, NOTHING, NOTHING)


def rates(
    kpis: Sequence[Kpi],
    lines: Sequence[Line],
    found: Rates,
    role_rates: Mapping[str, float],
    *,
    role: Role,
    team: str,
    layout: dict[str, Any] | None = None,
) -> Drawing:
    """A panel per KPI under its principle, a line per person in the order given, which is the alphabet's.

    role_rates: of each KPI the rate of everybody of this role in the force, per 100 hours.
    """
    groups = principles(kpis)
    cells, heads = [], []
    for group, (title, members) in enumerate(groups):
        for panel, kpi in enumerate(members):
            place: dict[str, Any] = {"group": group, "panel": panel}
            common = role_rates.get(kpi.id, NOTHING)
            heads.append(place | _head(kpi, title, common, role))
            mine = [Rate(*found.get((kpi.id, line.key), NONE)) for line in lines]
            top = max((float(v) for rate in mine for v in (rate.high, common) if known(v)), default=0.0) or 1.0
            for row, (line, rate) in enumerate(zip(lines, mine, strict=True)):
                cells.append(
                    place
                    | {"row": row, "key": line.key, "kpi": kpi.id, "name": line.name, "note": line.note}
                    | {"heading": line.heading}
                    | _cell(kpi, line, rate, common, top, role)
                )
    drawn = [kpi for _, members in groups for kpi in members]
    shape = panels.Layout(
        tuple(len(members) for _, members in groups), len(lines), marks="intervals", **{**LAYOUT, **(layout or {})}
    )
    people = [line for line in lines if not line.heading]
    return Drawing(
        panels.spec(shape),
        {"cells": pd.DataFrame(cells), "heads": pd.DataFrame(heads)},
        _alt(drawn, people, found, role_rates, role, team),
        partial(_table, drawn, people, found, role_rates),
        partial(_opens, drawn, people),
    )


def say_rate(value: float) -> str:
    """2.0, and 0.04 where one decimal would say nothing."""
    if not known(value):
        return "–"
    return f"{value:.2f}" if 0 < value < 0.1 else f"{value:.1f}"


def _cell(kpi: Kpi, line: Line, rate: Rate, common: float, top: float, role: Role) -> dict[str, Any]:
    return {
        "part": rate.rate / top,
        "low_part": rate.low / top,
        "high_part": rate.high / top,
        "share_part": common / top if known(rate.rate) else NOTHING,  # else it would run through the words
        "text": "" if line.heading else _text(rate, common),
        "words": not known(rate.rate),
        "sentence": "" if line.heading else rate_sentence(kpi, line.name, rate, common, role),
    }


def _text(rate: Rate, common: float) -> str:
    """The rate, or why there is none."""
    if known(rate.rate):
        return say_rate(rate.rate)
    if not known(rate.done):
        return NOT_LOADED_WORDS
    return TOO_FEW_HOURS if known(common) else TOO_FEW_IN_ROLE


def rate_sentence(kpi: Kpi, name: str, rate: Rate, common: float, role: Role) -> str:
    """Who did how much in which hours, the rate, what luck leaves of it, and the rate of the role."""
    if not known(rate.done):
        return f"{name}: {kpi.label}: {NOT_LOADED_WORDS}."
    said = f"{name} has done {say_value(kpi, rate.done)} {kpi.unit_word}"
    said += f" in {say_hours(rate.hours)} {kpi.exposure} hours" if known(rate.hours) else ""
    if not known(rate.rate):
        return f"{said}: {_text(rate, common)}."
    said += f": {say_rate(rate.rate)} per 100, after allowing for luck {say_rate(rate.low)} to {say_rate(rate.high)}"
    return f"{said}; {OF_THE_FORCE[role]} {say_rate(common)}."


def _head(kpi: Kpi, title: str, common: float, role: Role) -> dict[str, Any]:
    return {
        "title": title,
        "head": kpi.label,
        "head_lines": 1,
        "unit": "per 100 hours",
        "beside": f"all {role}s {say_rate(common)}" if known(common) else "",
        "corner": "",
        "corner_note": "",
        "help": f"{kpi.question} {kpi.meaning}",
    }


def _alt(
    kpis: Sequence[Kpi], people: Sequence[Line], found: Rates, role_rates: Mapping[str, float], role: Role, team: str
) -> str:
    """How many people, and of each KPI how far the rates spread beside the role's. Nobody is named."""
    parts = []
    for kpi in kpis:
        shown = [rate for line in people if known(rate := Rate(*found.get((kpi.id, line.key), NONE)).rate)]
        if shown:
            spread = f"{say_rate(min(shown))} to {say_rate(max(shown))}"
            parts.append(
                f"{within(kpi.label)} {spread} ({OF_THE_FORCE[role]} {say_rate(role_rates.get(kpi.id, NOTHING))})"
            )
    return (
        f"{team}: rates per 100 hours of {len(people)} {role}s in alphabetical order, each drawn towards the rate of "
        f"{OF_THE_FORCE[role]} by as much as luck could explain, with a 90% interval. "
        + (f"Rates: {listed(parts)}." if parts else "No rate can be told yet.")
    )


def _table(kpis: Sequence[Kpi], people: Sequence[Line], found: Rates, role_rates: Mapping[str, float]) -> pd.DataFrame:
    rows = []
    for line in people:
        for kpi in kpis:
            rate, common = Rate(*found.get((kpi.id, line.key), NONE)), role_rates.get(kpi.id, NOTHING)
            rows.append(
                {
                    "Who": line.name,
                    "KPI": kpi.label,
                    "Figure": say_value(kpi, rate.done),
                    "Hours": say_hours(rate.hours),
                }
                | {"Per 100 hours": _text(rate, common)}
                | {
                    "After allowing for luck": f"{say_rate(rate.low)} to {say_rate(rate.high)}"
                    if known(rate.low)
                    else "–"
                }
                | {"Role of the force": say_rate(common)}
            )
    return pd.DataFrame(rows)


FIGURE_COLUMN = 2
"""Where the figure stands in a row of the table."""


def _opens(kpis: Sequence[Kpi], people: Sequence[Line]) -> Cells:
    shown = [(line.key, kpi.id) for line in people for kpi in kpis]
    return {(row, FIGURE_COLUMN): {"key": key, "kpi": kpi} for row, (key, kpi) in enumerate(shown)}
