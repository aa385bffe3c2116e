"""Small multiples that flow: one chart for all panels, as many columns as its container has room for.

Vega-Lite's own facets have a fixed number of columns and a fixed width. Here each row of data carries the numbers of its
group, panel and line, and the chart computes pixels from its width, so that one chart element reads well at 400 px (panels
under each other) and at 1,920 px (side by side). Rows lie in three data sets: `cells`, `heads`, and `spark` where used.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import altair as alt

from metrics.charts import bars, intervals, share_lines
from metrics.charts.flow import flowing
from metrics.charts.panel_layout import Layout, Marks, placed
from metrics.charts.theme import HAIR, MUTED, SIZE, SMALL, Spec, finish, text_style, x, y

__all__ = ["Layout", "spec"]

HEAD_LINE = 13


def _gutter(cells: alt.Chart, layout: Layout) -> list[alt.Chart]:
    """Names, and the hours beside them, at the left of every row of panels; headings of blocks in bold."""
    first = cells.transform_filter("datum.column == 0")
    room = layout.gutter - 10
    return [
        first.transform_filter("!datum.heading")
        .mark_text(**text_style(limit=room))
        .encode(x=alt.value(0), y=y("mid"), text="name:N"),
        first.transform_filter("datum.heading")
        .mark_text(**text_style(limit=room, fontWeight=600))
        .encode(x=alt.value(0), y=y("mid"), text="name:N"),
        first.mark_text(**text_style(MUTED, SMALL, align="right")).encode(
            x=alt.value(layout.gutter - 14), y=y("mid"), text="note:N"
        ),
    ]


def _heads(layout: Layout) -> list[alt.Chart]:
    """The title of each group of panels, and of each panel its heading, unit and what stands beside it."""
    heads = placed("heads", layout).transform_calculate(
        title_y=f"datum.top - {layout.title} + 10",
        head_y=f"datum.top + {layout.head} - {12 if layout.numbers == 'under' else 26} - (datum.head_lines - 1) * {HEAD_LINE}",
        unit_y=f"datum.top + {layout.head} - 10",
        right="datum.left + panel_width - 16",
    )
    first = heads.transform_filter("datum.panel == 0")
    size = SIZE if layout.numbers == "end" else 10
    head_style = text_style(
        fontWeight=600 if layout.numbers == "end" else 500, size=size, lineBreak="\n", lineHeight=HEAD_LINE
    )
    parts = [
        heads.mark_text(**head_style).encode(x=x("left"), y=y("head_y"), text="head:N", tooltip="help:N"),
        heads.mark_text(**text_style(MUTED, SMALL)).encode(x=x("left"), y=y("unit_y"), text="unit:N", tooltip="help:N"),
        heads.mark_text(**text_style(MUTED, SMALL, align="right")).encode(
            x=x("right"), y=y("unit_y"), text="beside:N", tooltip="help:N"
        ),
        heads.transform_filter("datum.column == 0")
        .mark_text(**text_style(MUTED, SMALL))
        .encode(x=alt.value(0), y=y("unit_y"), text="corner:N"),
        heads.transform_filter("datum.column == 0")
        .mark_text(**text_style(MUTED, SMALL, align="right"))
        .encode(x=alt.value(layout.gutter - 14), y=y("unit_y"), text="corner_note:N"),
    ]
    if layout.titles:
        parts.append(
            first.mark_text(**text_style(MUTED, 13, fontWeight=500)).encode(
                x=alt.value(0), y=y("title_y"), text="title:N"
            )
        )
        rule = first.transform_calculate(rule_y="datum.title_y + 12", wide="width", zero="0")
        parts.append(rule.mark_rule(color=HAIR).encode(x=x("zero"), x2="wide", y=y("rule_y")))
    return parts


KINDS: dict[Marks, Any] = {"bars": bars, "intervals": intervals, "shares": share_lines}


def spec(layout: Layout) -> Spec:
    """Panels of bars with ticks, of intervals, or of shares, for one layout. Clicking a line selects its `key` and `kpi`."""
    base = _spec(replace(layout, groups=(), lines=0))
    return flowing(base, layout.groups, layout.least, layout.block, layout.title, layout.gutter)


@cache
def _spec(layout: Layout) -> Spec:
    """What is the same for any number of panels and lines."""
    kind = KINDS[layout.marks]
    cells = kind.cells(layout)
    pick = alt.selection_point(name="pick", fields=["key", "kpi"], on="click", toggle="false")
    whole = (
        cells.transform_filter("!datum.heading")
        .mark_rect(fill="transparent", cursor="pointer", tooltip=True)
        .encode(
            x=x("left"), x2="right", y=y("line_top"), y2="line_foot", tooltip="sentence:N", description="sentence:N"
        )
        .add_params(pick)
    )
    spark = bars.spark(layout) if layout.spark else []
    return finish(alt.layer(*kind.marks(cells, layout), *_gutter(cells, layout), *_heads(layout), *spark, whole))
