"""Lines of panels as shares on one scale: a dot or a bar, its interval, and what is not known as a dashed box to its bound."""

from __future__ import annotations

import altair as alt

from metrics.charts.panel_layout import Layout, placed, placed_lines
from metrics.charts.theme import DONE, DONE_SOFT, HAIR, INK, MUTED, OTHER, PAPER, SHARE, SMALL, text_style, x, y

INSET = 6
FIELDS = ("part", "low_part", "high_part", "bound_part", "share_part")
"""Places on the panel's scale, from 0 to 1."""


def cells(layout: Layout) -> alt.Chart:
    """The lines of all panels, with the pixels of what is drawn."""
    return placed_lines(layout).transform_calculate(
        **{f"{name}_x": f"datum.left + {INSET} + datum.{name} * panel_width * {layout.bar}" for name in FIELDS},
        zero_x=f"datum.left + {INSET}", thick_top="datum.mid - 6", thick_foot="datum.mid + 6", thin_top="datum.mid - 4",
        thin_foot="datum.mid + 4",
    )  # fmt: skip


def marks(cells: alt.Chart, layout: Layout) -> list[alt.Chart]:
    """Thin lines of the scale with their labels, bars, bounds, what all have in common, intervals, dots, and the words.

    Data `ticks`: group, panel, part, label. Of `cells`: bar (drawn from nought), bound_part (NaN: all is known),.
    """
    shown = cells.transform_filter("isValid(datum.part)")
    bars = shown.transform_filter("datum.bar")
    bounds = shown.transform_filter("isValid(datum.bound_part) && datum.bound_part > datum.part")
    ranges = shown.transform_filter("isValid(datum.low_part)")
    lines = cells.transform_filter("!datum.heading")
    return [
        *_scale(layout),
        lines.mark_rule(color=HAIR, strokeWidth=0.5).encode(x=x("left"), x2="right", y=y("line_foot")),
        cells.transform_filter("isValid(datum.share_part)")
        .mark_rule(color=SHARE, strokeWidth=1.2)
        .encode(x=x("share_part_x"), y=y("line_top"), y2="line_foot"),
        bars.mark_rect(color=DONE_SOFT).encode(x=x("zero_x"), x2="part_x", y=y("thick_top"), y2="thick_foot"),
        bounds.mark_rect(fill=PAPER, stroke=OTHER, strokeWidth=1, strokeDash=[2, 2]).encode(
            x=x("part_x"), x2="bound_part_x", y=y("thin_top"), y2="thin_foot"
        ),
        ranges.mark_rule(color=OTHER, strokeWidth=2).encode(x=x("low_part_x"), x2="high_part_x", y=y("mid")),
        shown.transform_filter("isValid(datum.low_part)")
        .mark_circle(color=DONE, size=44, opacity=1)
        .encode(x=x("part_x"), y=y("mid")),
        cells.mark_text(**text_style(align="right")).encode(
            x=x("right"), y=y("mid"), text="text:N",
            size=alt.condition("datum.words", alt.value(SMALL), alt.value(12)),
            color=alt.condition("datum.words", alt.value(MUTED), alt.value(INK)),
        ),
    ]  # fmt: skip


def _scale(layout: Layout) -> list[alt.Chart]:
    ticks = placed("ticks", layout).transform_calculate(
        at=f"datum.left + {INSET} + datum.part * panel_width * {layout.bar}", tick_top=f"datum.top + {layout.head}",
        foot=f"datum.top + {layout.head} + datum.lines * {layout.line}", label_y=f"datum.top + {layout.head} - 8",
    )  # fmt: skip
    return [
        ticks.mark_rule(color=HAIR, strokeWidth=0.8).encode(x=x("at"), y=y("tick_top"), y2="foot"),
        ticks.mark_text(**text_style(MUTED, 10, align="center")).encode(x=x("at"), y=y("label_y"), text="label:N"),
    ]
