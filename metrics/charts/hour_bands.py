"""Bands of hours of the day: the share of incidents as a dot with its interval, beside the share of available hours as a tick."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import pandas as pd

from metrics.charts import panels
from metrics.charts.drawing import Drawing
from metrics.charts.figures import NOTHING
from metrics.charts.heat import hour_of_day
from metrics.charts.words import percent, say_hours
from metrics.demand import Share
from metrics.terms import say_number

LAYOUT: dict[str, Any] = {"gutter": 116, "least": 300, "bar": 0.6, "head": 42, "titles": False}
HELP = "Of each band of three hours, every day of the week together: its share of incidents and of available hours."


def draw(found: Sequence[Share], alt_words: str) -> Drawing:
    """A line per band in the order of the day."""
    top = max((part for one in found for part in (one.high, one.of_all_hours) if part is not None), default=0.0) or 1.0
    cells = [
        {"group": 0, "panel": 0, "row": row, "key": str(one.start), "kpi": "", "name": said(one), "note": ""}
        | {"heading": False}
        | _cell(one, top)
        for row, one in enumerate(found)
    ]
    head = {
        "group": 0, "panel": 0, "title": "", "head": "Share of incidents and of available hours", "head_lines": 1,
        "unit": "dot: incidents · line: hours", "beside": "incidents · hours", "corner": "",
        "corner_note": "", "help": HELP,
    }  # fmt: skip
    shape = panels.Layout((1,), len(found), marks="intervals", **LAYOUT)
    data = {"cells": pd.DataFrame(cells), "heads": pd.DataFrame([head])}
    return Drawing(panels.spec(shape), data, alt_words, partial(_table, found))


def said(one: Share) -> str:
    """6pm to 9pm."""
    return f"{hour_of_day(one.start)} to {hour_of_day(one.end)}"


def _cell(one: Share, top: float) -> dict[str, Any]:
    parts = {
        "part": one.of_all_incidents, "low_part": one.low, "high_part": one.high, "share_part": one.of_all_hours,
    }  # fmt: skip
    return {
        **{name: NOTHING if part is None else part / top for name, part in parts.items()},
        "text": f"{_rate(one)} · {percent(one.hours, one.of_hours)}",
        "words": False,
        "sentence": sentence(one),
    }


def _rate(one: Share) -> str:
    return f"{say_number(one.incidents)} of {say_number(one.of_incidents)}" if one.low is None else percent(
        one.incidents, one.of_incidents
    )  # fmt: skip


def interval(one: Share) -> str:
    """26% to 31%; nothing where there are too few."""
    return "" if one.low is None or one.high is None else f"{100 * one.low:.0f}% to {100 * one.high:.0f}%"


def sentence(one: Share) -> str:
    """6pm to 9pm: 345 of 1,234 incidents, 28% (26% to 31%); 2,346 of 12,345 available hours, 19%."""
    counted = f"{say_number(one.incidents)} of {say_number(one.of_incidents)} incidents"
    rate = f", {percent(one.incidents, one.of_incidents)} ({interval(one)})" if one.low is not None else ""
    hours = f"{say_hours(one.hours)} of {say_hours(one.of_hours)} available hours"
    whole = f", {percent(one.hours, one.of_hours)}" if one.of_hours > 0 else ""
    return f"{said(one)}: {counted}{rate}; {hours}{whole}."


def _table(found: Sequence[Share]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "Hours of the day": said(one),
                "Incidents": say_number(one.incidents),
                "Share of incidents": "too few" if one.low is None else percent(one.incidents, one.of_incidents),
                "95% interval": interval(one) or "–",
                "Available": say_hours(one.hours),
                "Share of hours": percent(one.hours, one.of_hours),
                "Hours an incident": say_number(one.hours / one.incidents, 1) if one.incidents else "–",
            }
            for one in found
        ]
    )
