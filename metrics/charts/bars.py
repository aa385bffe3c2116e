"""Lines of panels as bars with ticks, and the last weeks as small lines beside them."""

from __future__ import annotations

import altair as alt

from metrics.charts.panel_layout import Layout, placed, placed_lines
from metrics.charts.theme import BAND, DONE, HAIR, INK, MUTED, PAPER, SHARE, SMALL, text_style, verdicts, x, y


def cells(layout: Layout) -> alt.Chart:
    """The lines of all panels, with the pixels of their bars and ticks."""
    low, up, thick = {"above": (8, 8, 3), "under": (6, 3, 1.5), "end": (0, 0, 5)}[layout.numbers]
    if layout.numbers == "above" and layout.asides:
        low, up = 13, 12
    length = "(panel_width - 12)" if layout.numbers == "under" else f"panel_width * {layout.bar}"
    return (
        placed_lines(layout)
        .transform_calculate(
            bar_end=f"datum.left + datum.part * {length}",
            share_x=f"datum.left + datum.share_part * {length}",
            luck_from=f"datum.left + datum.luck_low * {length}",
            luck_to=f"datum.left + datum.luck_high * {length}",
            mark_x="datum.left + 4" if layout.numbers == "under" else "datum.left - 7",
            bar_top=f"datum.mid - {thick - low}",
            bar_foot=f"datum.mid + {thick + low}",
            share_top=f"datum.mid - {thick + 3 - low}",
            share_foot=f"datum.mid + {thick + 3 + low}",
            number_y=f"datum.mid - {up}",
        )
        .transform_calculate(
            number_x="isValid(datum.share_part) && datum.share_x > datum.bar_end - 3 && datum.share_x < datum.bar_end + 28"
            " ? datum.share_x : datum.bar_end",
        )
    )


def marks(cells: alt.Chart, layout: Layout) -> list[alt.Chart]:
    """A bar for what was done, a neutral tick for the share or target, the number as text, a companion at the right."""
    shown = cells.transform_filter("isValid(datum.part)")
    shares = cells.transform_filter("isValid(datum.share_part)")
    number_at, number_style = {
        "end": (x("number_x"), text_style(dx=5)),
        "under": (x("right"), text_style(align="right", size=SMALL)),
        "above": (x("left"), text_style()),
    }[layout.numbers]
    asides = cells.mark_text(**text_style(MUTED, 10)).encode(x=x("left"), y=y("mid"), text="aside:N")
    hairlines = cells.transform_filter("!datum.heading").mark_rule(color=HAIR, strokeWidth=0.5)
    ranges = cells.transform_filter("isValid(datum.luck_low)")
    return [
        ranges.mark_rect(color=BAND).encode(x=x("luck_from"), x2="luck_to", y=y("line_top"), y2="line_foot"),
        *([] if layout.numbers == "under" else [hairlines.encode(x=x("left"), x2="right", y=y("line_foot"))]),
        shown.mark_rect(color=DONE, cursor="pointer").encode(
            x=x("left"),
            x2="bar_end",
            y=y("bar_top"),
            y2="bar_foot",
            opacity=alt.condition("datum.soft", alt.value(0.45), alt.value(1)),
        ),
        shares.mark_rule(color=PAPER, strokeWidth=4).encode(x=x("share_x"), y=y("share_top"), y2="share_foot"),
        shares.mark_rule(color=SHARE, strokeWidth=2).encode(x=x("share_x"), y=y("share_top"), y2="share_foot"),
        cells.mark_text(**number_style).encode(
            x=number_at,
            y=y("number_y"),
            text="text:N",
            size=alt.condition("datum.words", alt.value(10), alt.value(number_style["fontSize"])),
            color=alt.condition("datum.words", alt.value(MUTED), alt.value(INK)),
        ),
        cells.mark_text(
            **text_style(MUTED, SMALL, align="right", limit=alt.ExprRef(f"panel_width * {0.98 - layout.bar} - 48"))
        ).encode(x=x("right"), y=y("mid"), text="side:N"),
        *([asides] if layout.numbers == "above" and layout.asides else []),
        verdicts(cells, "mark_x", "number_y"),
    ]


def spark(layout: Layout) -> list[alt.Chart]:
    """The last weeks of a cell as a small line, broken where a week is missing, its last point marked."""
    start = 0.6 if layout.asides or layout.words else 0.44
    points = (
        placed("spark", layout)
        .transform_calculate(foot=f"datum.top + {layout.head} + (datum.row + 1) * {layout.line} - 5")
        .transform_calculate(
            px=f"datum.left + panel_width * {start} + datum.place * (panel_width * {1 - start:.2f} - 22)",
            py=f"datum.foot - datum.part * ({layout.line} - 12)",
        )
    )
    points = points.transform_filter("isValid(datum.part)")
    last = points.transform_filter("datum.place == 1")
    return [
        points.mark_line(color=DONE, strokeWidth=1.2).encode(
            x=x("px"), y=y("py"), detail=["panel:N", "row:N", "run:N"], order="place:Q"
        ),
        last.mark_circle(color=DONE, size=16, opacity=1).encode(x=x("px"), y=y("py")),
    ]
