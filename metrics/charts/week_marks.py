"""Marks that every chart of weeks is made of, from rows that already carry their pixels.

A row's fields: `middle`, `week_left` and `week_right` of its week; `foot` and `gap_top` of the plot; `dot_y`; `high_y` and
`low_y` of the usual range; `pin_y`; `provisional`; and `sentence`, which is read out and shown.
"""

from __future__ import annotations

from typing import Any

import altair as alt

from metrics.charts.theme import BAND, BAND_EDGE, DONE, INK, MARK, MUTED, PAPER, text_style, x, y


def band(ranges: alt.Chart) -> list[alt.Chart]:
    """The usual range of each week: a step each, so that one sees it widen and narrow with the hours."""
    edge = ranges.mark_rule(color=BAND_EDGE, strokeWidth=1)
    return [
        ranges.mark_rect(color=BAND).encode(x=x("week_left"), x2="week_right", y=y("high_y"), y2="low_y"),
        edge.encode(x=x("week_left"), x2="week_right", y=y("high_y")),
        edge.transform_filter("datum.low_part > 0").encode(x=x("week_left"), x2="week_right", y=y("low_y")),
    ]


def hatched(missing: alt.Chart, left: str, right: str, crossed: bool = True) -> list[alt.Chart]:
    """What is not loaded: a dashed box. crossed: with a line through it, where no words stand in it."""
    box = missing.mark_rect(fill="transparent", stroke=MUTED, strokeDash=[2, 3], strokeWidth=0.7).encode(
        x=x(left), x2=right, y=y("gap_top"), y2="foot", tooltip="sentence:N"
    )
    cross = missing.mark_rule(stroke=MUTED, strokeWidth=0.7).encode(x=x(left), x2=right, y=y("foot"), y2="gap_top")
    return [box, cross] if crossed else [box]


def pinned(pins: alt.Chart) -> list[alt.Chart]:
    """Definition changes, rebases and notes: a pin over their week."""
    return [
        pins.mark_rule(color=MARK, strokeWidth=0.8, opacity=0.55).encode(x=x("middle"), y=y("pin_y"), y2="foot"),
        # A letter, since a group of symbols without any is read out as a picture without a name.
        pins.mark_text(**text_style(INK, 13, align="center", text="▾")).encode(
            x=x("middle"), y=y("pin_y"), tooltip="sentence:N", description="sentence:N"
        ),
    ]


def dot(known: alt.Chart, shaped: bool = False) -> alt.Chart:
    """What was done in each week: one dark colour, hollow where provisional. shaped: each has its own `shape` and `size`."""
    marks: alt.Chart = known.mark_point(filled=True, opacity=1, strokeWidth=1.5, cursor="pointer").encode(
        x=x("middle"),
        y=y("dot_y"),
        fill=alt.condition("datum.provisional", alt.value(PAPER), alt.value(DONE)),
        stroke=alt.value(DONE),
        shape=alt.Shape("shape:N", scale=None) if shaped else alt.value("circle"),
        size=alt.Size("size:Q", scale=None) if shaped else alt.value(46),
        tooltip="sentence:N",
        description="sentence:N",
    )
    return marks


def pick() -> Any:
    """A click on a dot selects its week and KPI."""
    return alt.selection_point(name="pick", fields=["week_start", "kpi"], on="click", toggle="false")
