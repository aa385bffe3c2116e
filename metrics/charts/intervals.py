"""Lines of panels as a dot with an interval, beside a thin line that is the same for all."""

from __future__ import annotations

import altair as alt

from metrics.charts.panel_layout import Layout, placed_lines
from metrics.charts.theme import DONE, HAIR, INK, MUTED, OTHER, SHARE, SMALL, text_style, x, y


def cells(layout: Layout) -> alt.Chart:
    """The lines of all panels, with the pixels of their dots and intervals."""
    return placed_lines(layout).transform_calculate(
        **{f"{name}_x": f"datum.left + 4 + datum.{name} * panel_width * {layout.bar}" for name in FIELDS}
    )


FIELDS = ("part", "low_part", "high_part", "share_part")


def marks(cells: alt.Chart, layout: Layout) -> list[alt.Chart]:
    """The interval as a line, the figure as a dot on it, what all have in common as a thin line, and the figure as text."""
    shown = cells.transform_filter("isValid(datum.part)")
    shared = cells.transform_filter("isValid(datum.share_part)")
    return [
        cells.transform_filter("!datum.heading")
        .mark_rule(color=HAIR, strokeWidth=0.5)
        .encode(x=x("left"), x2="right", y=y("line_foot")),
        shared.mark_rule(color=SHARE, strokeWidth=1.2).encode(x=x("share_part_x"), y=y("line_top"), y2="line_foot"),
        shown.mark_rule(color=OTHER, strokeWidth=2).encode(x=x("low_part_x"), x2="high_part_x", y=y("mid")),
        shown.mark_circle(color=DONE, size=50, opacity=1).encode(x=x("part_x"), y=y("mid")),
        cells.mark_text(**text_style(align="right")).encode(
            x=x("right"),
            y=y("mid"),
            text="text:N",
            size=alt.condition("datum.words", alt.value(SMALL), alt.value(12)),
            color=alt.condition("datum.words", alt.value(MUTED), alt.value(INK)),
        ),
    ]
