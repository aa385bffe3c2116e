"""One figure over many weeks, as marks: band, points, targets, last year's line, and the hours beneath."""

from __future__ import annotations

from functools import cache

import altair as alt

from metrics.charts.flow import shaped
from metrics.charts.theme import (
    BAND_EDGE,
    DONE,
    DONE_SOFT,
    HAIR,
    INK,
    MUTED,
    OTHER,
    SHARE,
    SMALL,
    Spec,
    finish,
    text_style,
    x,
    y,
)
from metrics.charts.week_marks import band, dot, hatched, pick, pinned

LEFT, RIGHT = 40, 84
TOP, PLOT, HOURS = 40, 160, 26
FOOT = TOP + PLOT
LABELS = FOOT + 13
HOURS_FOOT = LABELS + 12 + HOURS
HEIGHT = HOURS_FOOT + 4
LINE_GAP = 13 / PLOT
"""How far apart two labels at the lines' ends must be, as a part of the plot."""


def spec(weeks: int) -> Spec:
    """A trend of as many weeks. Clicking a point selects its `week_start` and `kpi`."""
    return shaped(_spec(), weeks=f"{weeks}", step=f"(width - {LEFT + RIGHT}) / weeks", height=f"{HEIGHT}")


@cache
def _spec() -> Spec:
    """Data `weeks`: week, parts of the axis (part, low_part, ...), shape, run, words. `gaps`: start, stop, label.

    Data `marks`: week, sentence. `scale`: place, label. `ends`: place, label. `heads`: the words over the plot.
    """
    weeks = _weekly("weeks")
    return finish(
        alt.layer(
            *_scale(),
            *band(weeks.transform_filter("isValid(datum.high_part)")),
            *_lines(weeks),
            *_gaps(),
            *pinned(_weekly("marks").transform_calculate(pin_y=f"{TOP - 10}")),
            *_points(weeks),
            *_hours(weeks),
            *_words(),
        )
    )


def _height(field: str) -> str:
    return f"{FOOT} - datum.{field} * {PLOT}"


def _weekly(data: str) -> alt.Chart:
    return (
        alt.Chart(alt.NamedData(data))
        .transform_calculate(week_left=f"{LEFT} + datum.week * step", foot=f"{FOOT}", gap_top=f"{TOP}")
        .transform_calculate(
            middle="datum.week_left + step / 2",
            week_right="datum.week_left + step + 0.75",  # a hair over the next one, so that no seam shows
            dot_y=_height("part"),
            low_y=_height("low_part"),
            high_y=_height("high_part"),
        )
    )


def _scale() -> list[alt.Chart]:
    scale = alt.Chart(alt.NamedData("scale")).transform_calculate(
        level=_height("place"), left=f"{LEFT}", right=f"width - {RIGHT}"
    )
    return [
        scale.mark_rule(color=HAIR, strokeWidth=0.7).encode(x=x("left"), x2="right", y=y("level")),
        scale.mark_text(**text_style(MUTED, SMALL, align="right")).encode(
            x=alt.value(LEFT - 7), y=y("level"), text="label:N"
        ),
    ]


def _lines(weeks: alt.Chart) -> list[alt.Chart]:
    """Last year's weeks as a faint line; what is expected, limits, mean and target as a step a week."""
    found = []
    for field, color, thick in (
        ("expected_part", BAND_EDGE, 1),
        ("lower_part", MUTED, 1),
        ("upper_part", MUTED, 1),
        ("mean_part", MUTED, 1),
        ("target_part", SHARE, 1.8),
    ):
        steps = weeks.transform_filter(f"isValid(datum.{field})").transform_calculate(level=_height(field))
        dash = [3, 2] if field in ("lower_part", "upper_part") else [1, 0]
        found.append(
            steps.mark_rule(color=color, strokeWidth=thick, strokeDash=dash).encode(
                x=x("week_left"), x2="week_right", y=y("level")
            )
        )
    before = weeks.transform_filter("isValid(datum.year_part)").transform_calculate(level=_height("year_part"))
    line = before.mark_line(color=OTHER, strokeWidth=1.1, opacity=0.8).encode(
        x=x("middle"), y=y("level"), detail="year_run:N", order="week:Q"
    )
    return [*found, line]


def _gaps() -> list[alt.Chart]:
    """Weeks that are not loaded, as one hatched box with its reason: across where there is room, else upwards."""
    gaps = (
        alt.Chart(alt.NamedData("gaps"))
        .transform_calculate(
            gap_left=f"{LEFT} + datum.start * step", gap_right=f"{LEFT} + datum.stop * step", foot=f"{FOOT}"
        )
        .transform_calculate(
            gap_middle="(datum.gap_left + datum.gap_right) / 2", gap_top=f"{TOP}", label_y=f"{TOP + PLOT / 2}"
        )
    )
    room = "datum.gap_right - datum.gap_left > length(datum.label) * 5.2 + 4"
    style = text_style(MUTED, 10, align="center")
    return [
        *hatched(gaps, "gap_left", "gap_right", crossed=False),
        gaps.transform_filter(room)
        .mark_text(**style)
        .encode(x=x("gap_middle"), y=y("label_y"), text="label:N", tooltip="sentence:N", description="sentence:N"),
        gaps.transform_filter(f"!({room})")
        .mark_text(**{**style, "angle": 270})
        .encode(x=x("gap_middle"), y=y("label_y"), text="label:N", tooltip="sentence:N", description="sentence:N"),
    ]


def _points(weeks: alt.Chart) -> list[alt.Chart]:
    """A point a week, joined where no week is missing; a ring where it is part of a run; a label where it is outside."""
    size = "max(14, min(46, step * step * 0.9))"
    known = weeks.transform_filter("isValid(datum.part)").transform_calculate(
        shape="datum.outside > 0 ? 'triangle-up' : datum.outside < 0 ? 'triangle-down' : 'circle'",
        size=f"datum.outside != 0 ? max(60, {size}) : {size}",
    )
    labels = known.transform_filter("datum.outside != 0").transform_calculate(
        label_y="datum.dot_y - (datum.outside > 0 || datum.part < 0.1 ? 11 : -11)"
    )
    return [
        known.mark_line(color=DONE, strokeWidth=0.8, opacity=0.45).encode(
            x=x("middle"), y=y("dot_y"), detail="run:N", order="week:Q"
        ),
        known.transform_filter("datum.signal")
        .mark_point(shape="circle", filled=False, stroke=MUTED, strokeWidth=1, size=alt.ExprRef(f"{size} + 60"))
        .encode(x=x("middle"), y=y("dot_y")),
        dot(known, shaped=True).add_params(pick()),
        labels.mark_text(**text_style(INK, SMALL, align="center", fontWeight=600)).encode(
            x=x("middle"), y=y("label_y"), text="text:N"
        ),
    ]


def _hours(weeks: alt.Chart) -> list[alt.Chart]:
    """The hours of each week as faint bars: the band widens and narrows with them."""
    bars = weeks.transform_filter("isValid(datum.hours_part)").transform_calculate(
        bar_top=f"{HOURS_FOOT} - datum.hours_part * {HOURS}",
        bar_foot=f"{HOURS_FOOT}",
        bar_left="datum.week_left + step * 0.12",
        bar_right="datum.week_left + step * 0.88",
    )
    labels = (
        weeks.transform_filter("datum.label != ''")
        .transform_filter("datum.important || step * 4.3 > 34")
        .transform_calculate(label_y=f"{LABELS}")
    )
    return [
        bars.mark_rect(color=DONE_SOFT).encode(
            x=x("bar_left"), x2="bar_right", y=y("bar_top"), y2="bar_foot", tooltip="sentence:N"
        ),
        labels.mark_text(**text_style(MUTED, SMALL)).encode(x=x("week_left"), y=y("label_y"), text="label:N"),
    ]


def _words() -> list[alt.Chart]:
    heads = alt.Chart(alt.NamedData("heads")).transform_calculate(
        head_y="7", hours_y=f"{HOURS_FOOT - HOURS + 5}", unit_y=f"{HOURS_FOOT - 5}", foot=f"{FOOT}",
        zero="0", left=f"{LEFT}", right=f"width - {RIGHT}",
    )  # fmt: skip
    ends = alt.Chart(alt.NamedData("ends")).transform_calculate(level=_height("place"), at=f"width - {RIGHT - 6}")
    small = text_style(MUTED, 10, align="right")
    return [
        heads.mark_rule(color=OTHER, strokeWidth=1).encode(x=x("left"), x2="right", y=y("foot")),
        heads.mark_text(**text_style(MUTED, SMALL)).encode(x=x("zero"), y=y("head_y"), text="head:N", tooltip="help:N"),
        heads.mark_text(**small).encode(x=alt.value(LEFT - 7), y=y("hours_y"), text="most:N"),
        heads.mark_text(**small).encode(x=alt.value(LEFT - 7), y=y("unit_y"), text="unit:N"),
        ends.mark_text(**text_style(MUTED, SMALL, limit=RIGHT - 6)).encode(x=x("at"), y=y("level"), text="label:N"),
    ]
