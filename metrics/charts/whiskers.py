"""Periods side by side, each a dot with a whisker, and the words under it; and over them a strip of days."""

from __future__ import annotations

from functools import cache

import altair as alt

from metrics.charts.flow import shaped
from metrics.charts.theme import DONE, HAIR, INK, MUTED, OTHER, PAPER, SMALL, Spec, finish, text_style, x, y
from metrics.charts.week_marks import hatched

LEFT, RIGHT, HEAD, PLOT, FOOT = 40, 8, 44, 110, 48
STRIP = 40
"""Height of the strip of days."""
TICK_TOP, TICK_FOOT = 32, 50
ROOM = f"(width - {LEFT + RIGHT})"


def spec(strip: bool = False) -> Spec:
    """Periods as dots with whiskers; strip: with the days of events over them."""
    return shaped(_spec(strip), height=f"{HEAD + PLOT + FOOT + (STRIP if strip else 0)}")


@cache
def _spec(strip: bool) -> Spec:
    """Data `periods`: start and stop (0 to 1), parts of the axis, text or words, count, label, year. `scale`, `heads`.

    With a strip also `days` (place, number), `gaps` (start, stop), and `since` (start, stop).
    """
    top = HEAD + (STRIP if strip else 0)
    return finish(alt.layer(*_periods(top), *(_strip() if strip else []), *_heads(top)))


def _periods(top: int) -> list[alt.Chart]:
    foot = top + PLOT
    periods = (
        alt.Chart(alt.NamedData("periods"))
        .transform_calculate(left=f"{LEFT} + datum.start * {ROOM}", right=f"{LEFT} + datum.stop * {ROOM}")
        .transform_calculate(
            middle="(datum.left + datum.right) / 2",
            column="datum.right - datum.left",
            dot_y=f"{foot} - datum.part * {PLOT}",
            low_y=f"{foot} - datum.low_part * {PLOT}",
            high_y=f"{foot} - datum.high_part * {PLOT}",
            words_y=f"{top + PLOT / 2}",
            gap_top=f"{top}",
            foot=f"{foot}",
            count_y=f"{foot + 11}",
            label_y=f"datum.counted ? {foot + 25} : {foot + 12}",
        )
        .transform_calculate(
            year_y="datum.label_y + 13",
            box_left="datum.left + datum.column * 0.16",
            box_right="datum.right - datum.column * 0.16",
        )
    )
    known = periods.transform_filter("isValid(datum.part)")
    small = text_style(MUTED, SMALL, align="center")
    across = "datum.column > length(datum.words) * 5.4 + 4"
    lying = periods.transform_filter(f"datum.words != '' && {across}")
    standing = periods.transform_filter(f"datum.words != '' && !({across})")
    labelled = periods.transform_filter("datum.column > length(datum.label) * 5.6 || datum.number % 3 == 0")
    return [
        *_scale(foot),
        *hatched(periods.transform_filter("datum.missing"), "box_left", "box_right", crossed=False),
        known.mark_rule(color=OTHER, strokeWidth=2).encode(x=x("middle"), y=y("low_y"), y2="high_y"),
        known.mark_point(shape="circle", filled=True, size=60, opacity=1, strokeWidth=1.5, stroke=DONE).encode(
            x=x("middle"),
            y=y("dot_y"),
            fill=alt.condition("datum.partial", alt.value(PAPER), alt.value(DONE)),
            tooltip="sentence:N",
            description="sentence:N",
        ),
        known.transform_filter("datum.column > 44")
        .mark_text(**text_style(INK, SMALL, dx=8))
        .encode(x=x("middle"), y=y("dot_y"), text="text:N", tooltip="sentence:N"),
        *(
            told.mark_text(**{**small, "angle": angle}).encode(
                x=x("middle"), y=y("words_y"), text="words:N", tooltip="sentence:N", description="sentence:N"
            )
            for told, angle in ((lying, 0), (standing, 270))
        ),
        periods.mark_text(**small).encode(x=x("middle"), y=y("count_y"), text="count:N", tooltip="sentence:N"),
        labelled.mark_text(**small).encode(x=x("middle"), y=y("label_y"), text="label:N"),
        labelled.mark_text(**small).encode(x=x("middle"), y=y("year_y"), text="year:N"),
    ]


def _scale(foot: int) -> list[alt.Chart]:
    scale = alt.Chart(alt.NamedData("scale")).transform_calculate(
        level=f"{foot} - datum.place * {PLOT}", left=f"{LEFT}", right=f"width - {RIGHT}"
    )
    return [
        scale.mark_rule(color=HAIR, strokeWidth=0.7).encode(x=x("left"), x2="right", y=y("level")),
        scale.mark_text(**text_style(MUTED, SMALL, align="right")).encode(
            x=alt.value(LEFT - 7), y=y("level"), text="label:N"
        ),
    ]


def _strip() -> list[alt.Chart]:
    """A tick for each day with an event, the days not loaded, and a line from the last event to today."""
    base = {"gap_top": f"{TICK_TOP}", "foot": f"{TICK_FOOT}"}
    days = alt.Chart(alt.NamedData("days")).transform_calculate(
        **base, at=f"{LEFT} + datum.place * {ROOM}", number_y=f"{TICK_TOP - 7}"
    )
    ends = {"left": f"{LEFT} + datum.start * {ROOM}", "right": f"{LEFT} + datum.stop * {ROOM}"}
    gaps = alt.Chart(alt.NamedData("gaps")).transform_calculate(**base, **ends)
    since = alt.Chart(alt.NamedData("since")).transform_calculate(**ends, level=f"{(TICK_TOP + TICK_FOOT) / 2}")
    axis = alt.Chart(alt.NamedData("heads")).transform_calculate(**base, left=f"{LEFT}", right=f"width - {RIGHT}")
    return [
        axis.mark_rule(color=OTHER, strokeWidth=1).encode(x=x("left"), x2="right", y=y("foot")),
        *hatched(gaps, "left", "right"),
        since.mark_rule(color=MUTED, strokeWidth=1, strokeDash=[2, 2]).encode(
            x=x("left"), x2="right", y=y("level"), tooltip="sentence:N", description="sentence:N"
        ),
        days.mark_rule(color=DONE, strokeWidth=2.4).encode(
            x=x("at"), y=y("gap_top"), y2="foot", tooltip="sentence:N", description="sentence:N"
        ),
        days.transform_filter("datum.number > 1")
        .mark_text(**text_style(MUTED, 10, align="center"))
        .encode(x=x("at"), y=y("number_y"), text="number:N"),
    ]


def _heads(top: int) -> list[alt.Chart]:
    heads = alt.Chart(alt.NamedData("heads")).transform_calculate(
        zero="0", head_y="8", unit_y=f"{top - 16}", count_y=f"{top + PLOT + 11}", foot=f"{top + PLOT}",
        left=f"{LEFT}", right=f"width - {RIGHT}",
    )  # fmt: skip
    return [
        heads.mark_rule(color=OTHER, strokeWidth=1).encode(x=x("left"), x2="right", y=y("foot")),
        heads.mark_text(**text_style(fontWeight=600, size=13, limit=alt.ExprRef("width"))).encode(
            x=x("zero"), y=y("head_y"), text="head:N", tooltip="help:N"
        ),
        heads.mark_text(**text_style(MUTED, SMALL, limit=alt.ExprRef("width"))).encode(
            x=x("zero"), y=y("unit_y"), text="unit:N", tooltip="help:N"
        ),
        heads.mark_text(**text_style(MUTED, SMALL, align="right")).encode(
            x=alt.value(LEFT - 7), y=y("count_y"), text="count:N"
        ),
    ]
