"""Hours week by week: a strip of columns for all of them, and one per reason, or whatever they are told apart by, below it on one
scale.

Strips and not stacked columns: eight reasons would need eight colours, and only the lowest would stand on a line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import Any

import altair as alt
import pandas as pd

from metrics.charts.drawing import Drawing
from metrics.charts.flow import shaped
from metrics.charts.theme import AWAY, HAIR, MUTED, PAPER, SMALL, Spec, finish, text_style, x, y
from metrics.charts.words import days, say_hours, week_label, within

GUTTER, RIGHT, ALL, STRIP, HEAD = 122, 58, 64, 24, 20
STATES = ["row", "week", "part", "sentence"]
Week = tuple[Any, Any]


def spec(reasons: int, weeks: int) -> Spec:
    """So many reasons over so many weeks."""
    return shaped(_spec(), weeks=f"{weeks}", height=f"{HEAD + ALL + reasons * STRIP + 30}", strips=f"{reasons}")


@cache
def _spec() -> Spec:
    """Data `bars`: row (0 is all of them), week, part (0 to 1 of the row's height), sentence. `rows`: row, name, note.

    `weeks`: week, label, missing, sentence. part is of the highest week of all, or of any reason.
    """
    step = f"((width - {GUTTER} - {RIGHT}) / weeks)"
    foot = f"{HEAD + ALL} + datum.row * {STRIP}"
    across = {
        "left": f"{GUTTER} + datum.week * {step} + {step} * 0.12",
        "right": f"{GUTTER} + datum.week * {step} + {step} * 0.88",
    }
    bars = alt.Chart(alt.NamedData("bars")).transform_calculate(
        **across, foot=foot, top=f"{foot} - datum.part * (datum.row ? {STRIP - 4} : {ALL - 4})"
    )
    rows = alt.Chart(alt.NamedData("rows")).transform_calculate(
        foot=foot, mid=f"{foot} - 8", left=f"{GUTTER}", right="width", end=f"width - {RIGHT}", head="8"
    )
    weekly = alt.Chart(alt.NamedData("weeks")).transform_calculate(
        **across,
        middle=f"{GUTTER} + (datum.week + 0.5) * {step}",
        top=f"{HEAD}",
        foot=f"{HEAD + ALL} + strips * {STRIP}",
        label_y=f"{HEAD + ALL} + strips * {STRIP} + 14",
    )
    missing = weekly.transform_filter("datum.missing")
    chart = alt.layer(
        rows.mark_rule(color=HAIR, strokeWidth=0.7).encode(x=x("left"), x2="end", y=y("foot")),
        bars.mark_rect(fill=AWAY, stroke=PAPER, strokeWidth=0.5).encode(
            x=x("left"), x2="right", y=y("top"), y2="foot", tooltip="sentence:N", description="sentence:N"
        ),
        missing.mark_rect(fill="transparent", stroke=MUTED, strokeDash=[3, 3], strokeWidth=0.8).encode(
            x=x("left"), x2="right", y=y("top"), y2="foot", tooltip="sentence:N"
        ),
        missing.mark_rule(stroke=MUTED, strokeWidth=0.8).encode(x=x("left"), x2="right", y=y("foot"), y2="top"),
        rows.mark_text(**text_style(limit=GUTTER - 8)).encode(x=alt.value(0), y=y("mid"), text="name:N"),
        rows.mark_text(**text_style(align="right")).encode(x=x("right"), y=y("mid"), text="note:N"),
        rows.transform_filter("datum.row == 0")
        .mark_text(**text_style(MUTED, SMALL, align="right"))
        .encode(x=x("right"), y=y("head"), text=alt.value("hours")),
        rows.transform_filter("datum.row == 0")
        .mark_text(**text_style(MUTED, SMALL))
        .encode(x=x("left"), y=y("head"), text="scale:N"),
        weekly.transform_filter(f"{step} > 44 || (weeks - 1 - datum.week) % ceil(44 / {step}) == 0")
        .mark_text(**text_style(MUTED, SMALL, align="center"))
        .encode(x=x("middle"), y=y("label_y"), text="label:N"),
    )
    return finish(chart)


def weekly(
    reasons: Sequence[str],
    amounts: Mapping[tuple[Any, str], float],
    weeks: Sequence[Week],
    gaps: Mapping[Any, str],
    alt_text: str,
) -> Drawing:
    """A strip per reason, or who authorised it, or beat (in the order given), a column per week.

    amounts: by first day and reason, also of those that have no strip; gaps: weeks with words.
    """
    sums = {start: sum(spent for (day, _), spent in amounts.items() if day == start) for start, _ in weeks}
    top = max(sums.values(), default=0.0) or 1.0
    most = max(amounts.values(), default=0.0) or 1.0
    bars, rows = [], []
    for row, name in enumerate(["All abstraction", *reasons]):
        spent = {start: amounts.get((start, name), 0.0) if row else sums[start] for start, _ in weeks}
        rows.append(
            {
                "row": row,
                "name": name,
                "note": say_hours(sum(spent.values())),
                "scale": f"all to {say_hours(top)} hours a week, each line to {say_hours(most)}",
            }
        )
        bars += [
            {"row": row, "week": number, "part": spent[start] / (most if row else top)}
            | {"sentence": f"{days(start, end)}: {within(name)} {say_hours(spent[start])} hours.{gaps.get(start, '')}"}
            for number, (start, end) in enumerate(weeks)
            if spent[start]
        ]
    labels = [
        {"week": number, "label": week_label(start), "missing": start in gaps and not sums[start]}
        | {"sentence": f"{days(start, end)}:{gaps.get(start, '')}"}
        for number, (start, end) in enumerate(weeks)
    ]
    data = {"bars": pd.DataFrame(bars, columns=STATES), "rows": pd.DataFrame(rows), "weeks": pd.DataFrame(labels)}
    table = partial(_table, reasons, amounts, weeks, gaps)
    return Drawing(spec(len(reasons), max(1, len(weeks))), data, alt_text, table)


def _table(
    reasons: Sequence[str], amounts: Mapping[tuple[Any, str], float], weeks: Sequence[Week], gaps: Mapping[Any, str]
) -> pd.DataFrame:
    if len(reasons) > len(weeks):
        return _turned(reasons, amounts, weeks, gaps)
    rows = []
    for start, end in weeks:
        spent = [amounts.get((start, reason), 0.0) for reason in reasons]
        nothing = start in gaps and not sum(spent)
        row = {"Week": days(start, end), "All": "not loaded" if nothing else say_hours(sum(spent))}
        row |= {reason: "" if nothing else say_hours(amount) for reason, amount in zip(reasons, spent, strict=True)}
        rows.append(row | {"Missing": gaps.get(start, "").strip()})
    return pd.DataFrame(rows)


def _turned(
    reasons: Sequence[str], amounts: Mapping[tuple[Any, str], float], weeks: Sequence[Week], gaps: Mapping[Any, str]
) -> pd.DataFrame:
    """A row per reason and a column per week, where there are more reasons than weeks."""
    rows = []
    for reason in reasons:
        spent = {
            days(start, end): say_hours(amounts.get((start, reason), 0.0)) for start, end in weeks if start not in gaps
        }
        rows.append(
            {"Line": reason, **spent, **{days(*week): gaps[week[0]].strip() for week in weeks if week[0] in gaps}}
        )
    return pd.DataFrame(rows)
