"""How panels of lines lie, and the pixels of a panel and of each of its lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import altair as alt

from metrics.charts.flow import PANEL_ROW

Marks = Literal["bars", "intervals", "shares"]


@dataclass(frozen=True)
class Layout:
    """How panels lie: group sizes, lines in a panel, and pixels.

    gutter: room for names at the left of every row of panels. least: the narrowest panel. bar: share of the panel's width
    that the longest bar takes. head: room above the first line. note: pixels kept at the gutter's right for a note.
    asides: room for “+2 aside” under the numbers that stand above their bars. words: room for “not loaded” beside the small
    lines. marks: what a line of a panel is drawn as.
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
    marks: Marks = "bars"

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


def placed(data: str, layout: Layout) -> alt.Chart:
    """Rows of a data set with the left edge (`left`) and top (`top`) of their panel."""
    return (
        alt.Chart(alt.NamedData(data))
        .transform_calculate(column="datum.panel % columns", panel_row=PANEL_ROW)
        .transform_calculate(
            left=f"{layout.gutter} + datum.column * panel_width",
            top=f"datum.panel_row * block + (datum.group + 1) * {layout.title}",
        )
    )


def placed_lines(layout: Layout) -> alt.Chart:
    """The rows of `cells` with the middle (`mid`), top, foot and right end of their line."""
    return (
        placed("cells", layout)
        .transform_calculate(mid=f"datum.top + {layout.head} + (datum.row + 0.5) * {layout.line}")
        .transform_calculate(
            right=f"datum.left + panel_width - {layout.gap}",
            line_top=f"datum.mid - {layout.line} / 2",
            line_foot=f"datum.mid + {layout.line} / 2",
        )
    )
