"""One person's KPIs week by week: a panel per KPI, a dot per week in its usual range, a neutral tick for the fair share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import altair as alt

from metrics.charts.flow import PANEL_ROW, flowing, shaped
from metrics.charts.theme import BAND_EDGE, HAIR, MUTED, SHARE, SMALL, Spec, finish, text_style, x, y
from metrics.charts.week_marks import band, dot, hatched, pick, pinned


@dataclass(frozen=True)
class Layout:
    """Group sizes, weeks in a panel, and pixels."""

    groups: tuple[int, ...]
    weeks: int
    least: int = 250
    head: int = 46
    plot: int = 64
    foot: int = 44

    @property
    def block(self) -> int:
        """Height of one row of panels."""
        return self.head + self.plot + self.foot


TITLE = 28
GAP = 28


def _placed(data: str, layout: Layout) -> alt.Chart:
    return (
        alt.Chart(alt.NamedData(data))
        .transform_calculate(column="datum.panel % columns", panel_row=PANEL_ROW)
        .transform_calculate(
            left="datum.column * panel_width",
            right=f"(datum.column + 1) * panel_width - {GAP}",
            top=f"datum.panel_row * block + (datum.group + 1) * {TITLE}",
        )
        .transform_calculate(foot=f"datum.top + {layout.head + layout.plot}")
    )


def _heads(layout: Layout) -> list[alt.Chart]:
    heads = _placed("heads", layout).transform_calculate(
        head_y="datum.top + 12",
        total_y="datum.top + 12",
        unit_y="datum.top + 29",
        side_y="datum.foot + 28",
        title_y=f"datum.top - {TITLE} + 11",
        weeks_y="datum.foot + 12",
        scale_y=f"datum.top + {layout.head}",
    )
    limit = alt.ExprRef("panel_width * 0.62")
    first = heads.transform_filter("datum.panel == 0")
    return [
        heads.mark_text(**text_style(fontWeight=600, size=13, limit=limit)).encode(
            x=x("left"), y=y("head_y"), text="head:N", tooltip="help:N"
        ),
        heads.mark_text(**text_style(fontWeight=600, size=13, align="right")).encode(
            x=x("right"), y=y("total_y"), text="total:N", tooltip="sentence:N"
        ),
        heads.mark_text(**text_style(MUTED, SMALL)).encode(x=x("left"), y=y("unit_y"), text="unit:N"),
        heads.mark_text(**text_style(MUTED, SMALL, align="right")).encode(x=x("right"), y=y("unit_y"), text="share:N"),
        heads.mark_text(**text_style(MUTED, SMALL, limit=alt.ExprRef("panel_width - 30"))).encode(
            x=x("left"), y=y("side_y"), text="side:N", tooltip="side:N"
        ),
        heads.mark_text(**text_style(MUTED, 10)).encode(x=x("left"), y=y("weeks_y"), text="first_week:N"),
        heads.mark_text(**text_style(MUTED, 10, align="right")).encode(
            x=x("right"), y=y("weeks_y"), text="last_week:N"
        ),
        heads.mark_rule(color=HAIR).encode(x=x("left"), x2="right", y=y("foot")),
        first.mark_text(**text_style(MUTED, 13, fontWeight=500)).encode(x=alt.value(0), y=y("title_y"), text="title:N"),
    ]


def spec(layout: Layout) -> Spec:
    """Dots week by week, for one layout. Clicking a dot selects its `week_start` and `kpi`."""
    base = shaped(_spec(replace(layout, groups=(), weeks=0)), weeks=f"{layout.weeks}")
    return flowing(base, layout.groups, layout.least, layout.block, TITLE, right=GAP)


@cache
def _spec(layout: Layout) -> Spec:
    """What is the same for any number of panels and weeks.

    Data `dots`: group, panel, week, part, share_part, low_part, high_part, missing, provisional, aside, kpi, week_start,
    sentence. Data `marks`: group, panel, week, sentence. Data `heads`: each panel's words.
    """
    dots = _weekly("dots", layout).transform_calculate(
        dot_y=f"datum.foot - datum.part * {layout.plot}",
        share_y=f"datum.foot - datum.share_part * {layout.plot}",
        aside_y=f"datum.foot - datum.part * {layout.plot} - 11",
    )
    missing = hatched(dots.transform_filter("datum.missing"), "share_left", "share_right")
    pins = pinned(_weekly("marks", layout).transform_calculate(pin_y="datum.gap_top - 8"))
    return finish(alt.layer(*_bands(dots, layout), *missing, *pins, *_dots(dots), *_heads(layout)))


def _weekly(data: str, layout: Layout) -> alt.Chart:
    """Rows of a data set with the middle of their week, and where its fair share's tick begins and ends."""
    step = "((datum.right - datum.left) / weeks)"
    return (
        _placed(data, layout)
        .transform_calculate(middle=f"datum.left + (datum.week + 0.5) * {step}", gap_top=f"datum.foot - {layout.plot}")
        .transform_calculate(
            share_left=f"datum.middle - {step} * 0.34",
            share_right=f"datum.middle + {step} * 0.34",
            week_left=f"datum.middle - {step} * 0.5",
            week_right=f"datum.middle + {step} * 0.5 + 0.75",  # a hair over the next one, so that no seam shows
        )
    )


def _bands(dots: alt.Chart, layout: Layout) -> list[alt.Chart]:
    ranges = dots.transform_filter("isValid(datum.high_part)")
    return band(
        ranges.transform_calculate(
            low_y=f"datum.foot - datum.low_part * {layout.plot}",
            high_y=f"datum.foot - datum.high_part * {layout.plot}",
        )
    )


def _dots(dots: alt.Chart) -> list[alt.Chart]:
    """What was done in each week, hollow where it is provisional; rows set aside; the fair share."""
    known = dots.transform_filter("isValid(datum.part)")
    return [
        known.mark_rule(color=BAND_EDGE, strokeWidth=1).encode(x=x("middle"), y=y("dot_y"), y2="foot"),
        dots.transform_filter("isValid(datum.share_part)")
        .mark_rule(color=SHARE, strokeWidth=1.6)
        .encode(x=x("share_left"), x2="share_right", y=y("share_y"), tooltip="sentence:N"),
        dot(known).add_params(pick()),
        known.mark_text(**text_style(MUTED, 10, align="center")).encode(
            x=x("middle"), y=y("aside_y"), text="aside:N", tooltip="sentence:N"
        ),
    ]
