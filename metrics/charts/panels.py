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

from metrics.charts.flow import PANEL_ROW, flowing
from metrics.charts.theme import (
    BAND,
    DONE,
    HAIR,
    INK,
    MUTED,
    PAPER,
    SHARE,
    SIZE,
    SMALL,
    Spec,
    finish,
    text_style,
    toned,
    x,
    y,
)
from metrics.charts import bars, intervals
from metrics.charts.flow import flowing
from metrics.charts.panel_layout import Layout, Marks, placed
from metrics.charts.theme import HAIR, MUTED, SIZE, SMALL, Spec, finish, text_style, x, y

__all__ = ["Layout", "spec"]

HEAD_LINE = 13


@dataclass(frozen=True)
class Layout:
    """How panels lie: group sizes, lines in a panel, and pixels.

    gutter: room for names at the left of every row of panels. least: the narrowest panel. bar: share of the panel's width
    that the longest bar takes. head: room above the first line. note: pixels kept at the gutter's right for a note.
    asides: room for “+2 aside” under the numbers that stand above their bars. words: room for “not loaded” beside the small
    lines.
    """

    groups: tuple[int, ...]
    lines: int
    gutter: int = 150
    least: int = 200
    line: int = 20
    head: int = 40
    foot: int = 10
    bar: float = 0.42
    titles: bool = True
    spark: bool = False
    numbers: str = "end"
    asides: bool = False
    words: bool = False

    @property
    def gap(self) -> int:
        """Room between panels."""
        return 12 if self.numbers == "under" else 16

    @property
    def block(self) -> int:
        """Height of one row of panels."""
        return self.head + self.lines * self.line + self.foot

    @property
    def title(self) -> int:
        """Height of a group's title line."""
        return 26 if self.titles else 0


def _placed(data: str, layout: Layout) -> alt.Chart:
    """Rows of a data set with the left edge (`left`) and top (`top`) of their panel."""
    return (
        alt.Chart(alt.NamedData(data))
        .transform_calculate(column="datum.panel % columns", panel_row=PANEL_ROW)
        .transform_calculate(
            left=f"{layout.gutter} + datum.column * panel_width",
            top=f"datum.panel_row * block + (datum.group + 1) * {layout.title}",
        )
    )


def _cells(layout: Layout) -> alt.Chart:
    low, up, thick = {"above": (8, 8, 3), "under": (6, 3, 1.5), "end": (0, 0, 5)}[layout.numbers]
    if layout.numbers == "above" and layout.asides:
        low, up = 13, 12
    length = "(panel_width - 12)" if layout.numbers == "under" else f"panel_width * {layout.bar}"
    return (
        _placed("cells", layout)
        .transform_calculate(mid=f"datum.top + {layout.head} + (datum.row + 0.5) * {layout.line}")
        .transform_calculate(
            bar_end=f"datum.left + datum.part * {length}",
            share_x=f"datum.left + datum.share_part * {length}",
            luck_from=f"datum.left + datum.luck_low * {length}",
            luck_to=f"datum.left + datum.luck_high * {length}",
            mark_x="datum.left" if layout.numbers == "under" else "datum.left - 11",
            right=f"datum.left + panel_width - {layout.gap}",
            bar_top=f"datum.mid - {thick - low}",
            bar_foot=f"datum.mid + {thick + low}",
            share_top=f"datum.mid - {thick + 3 - low}",
            share_foot=f"datum.mid + {thick + 3 + low}",
            number_y=f"datum.mid - {up}",
        )
        .transform_calculate(
            number_x="isValid(datum.share_part) && datum.share_x > datum.bar_end - 3 && datum.share_x < datum.bar_end + 28"
            " ? datum.share_x : datum.bar_end",
            line_top=f"datum.mid - {layout.line} / 2",
            line_foot=f"datum.mid + {layout.line} / 2",
        )
    )


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


def _bars(cells: alt.Chart, layout: Layout) -> list[alt.Chart]:
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
    marks = cells.transform_filter("datum.mark != ''")
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
        marks.mark_text(**text_style(size=10)).encode(
            x=x("mark_x"), y=y("number_y"), text="mark:N", color=toned(), tooltip="sentence:N"
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


KINDS: dict[Marks, Any] = {"bars": bars, "intervals": intervals}


def spec(layout: Layout) -> Spec:
    """Panels of bars with ticks, or of intervals, for one layout. Clicking a line selects its `key` and `kpi`."""
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
