"""Where the hours went: one stacked bar per area, or one stacked column per week of a person."""

from __future__ import annotations

from functools import cache

import altair as alt

from metrics.charts.flow import shaped
from metrics.charts.theme import (
    ABSENT,
    AWAY,
    DONE,
    HAIR,
    MUTED,
    OTHER,
    PAPER,
    SMALL,
    Spec,
    finish,
    text_style,
    x,
    y,
)

KINDS = {"neighbourhood": DONE, "abstraction": AWAY, "other duties": OTHER, "absent": ABSENT}
GUTTER, RIGHT, LINE, HEAD = 168, 118, 24, 22
NARROW, TWO_LINES = 520, 42
"""Pixels below which a bar stands under its name and numbers and not between them, and the height of both."""
HEADS_FROM = 640
"""Pixels from which the bars' headings have room beside each other; below, the legend and the sentence say what they are."""
WHOLE = 0.3
"""Share of the width for all rostered hours; the rest shows the abstracted hours again, enlarged, by reason."""
COLUMN_GUTTER, COLUMN_HEIGHT = 44, 96


def _fill(kinds: dict[str, str]) -> alt.Color:
    return alt.Color("kind:N", scale=alt.Scale(domain=list(kinds), range=list(kinds.values())), legend=None)


def bars(lines: int) -> Spec:
    """Hours of as many areas."""
    return shaped(
        _bars(),
        narrow=f"width < {NARROW}",
        gutter=f"narrow ? 0 : {GUTTER}",
        right=f"narrow ? 0 : {RIGHT}",
        line=f"narrow ? {TWO_LINES} : {LINE}",
        height=f"{HEAD} + {lines} * line + 4",
    )


@cache
def _bars() -> Spec:
    """Hours of each area: one bar of everything rostered, then the abstracted hours enlarged, by reason, with labels.

    Data `segments`: row, kind, part (whole or enlarged), label, start, stop (0 to 1), sentence. Data `rows`: row, name,
    note, bold, and the headings.
    """
    room = "(width - gutter - right)"
    words, mid = (f"{HEAD} + datum.row * line + (narrow ? {at} : line / 2)" for at in (LINE / 2, LINE + 6))
    whole = "datum.part == 'whole'"
    start = f"(gutter + ({whole} ? 0 : {room} * {WHOLE} + 24))"
    length = f"({whole} ? {room} * {WHOLE} : {room} * {1 - WHOLE} - 24)"
    segments = (
        alt.Chart(alt.NamedData("segments"))
        .transform_calculate(
            left=f"{start} + datum.start * {length}", right=f"{start} + datum.stop * {length}", mid=mid
        )
        .transform_calculate(top="datum.mid - 7", foot="datum.mid + 7", middle="datum.left + 5")
    )
    labelled = segments.transform_filter("(datum.right - datum.left) > length(datum.label) * 5.6 + 9")
    rows = alt.Chart(alt.NamedData("rows")).transform_calculate(mid=words, right="width")
    named = alt.ExprRef(f"narrow ? width - {RIGHT} : gutter - 10")
    on_bar = {"neighbourhood": PAPER, "abstraction": "#1B2530", "other duties": "#1B2530", "absent": MUTED}
    chart = alt.layer(
        segments.mark_rect(stroke=PAPER, strokeWidth=1).encode(
            x=x("left"),
            x2="right",
            y=y("top"),
            y2="foot",
            color=_fill(KINDS),
            tooltip="sentence:N",
            description="sentence:N",
        ),
        *(
            labelled.transform_filter(f"datum.kind == '{kind}'")
            .mark_text(**text_style(color, SMALL))
            .encode(x=x("middle"), y=y("mid"), text="label:N", tooltip="sentence:N")
            for kind, color in on_bar.items()
        ),
        rows.transform_filter("!datum.bold")
        .mark_text(**text_style(limit=named))
        .encode(x=alt.value(0), y=y("mid"), text="name:N"),
        rows.transform_filter("datum.bold")
        .mark_text(**text_style(fontWeight=600, limit=named))
        .encode(x=alt.value(0), y=y("mid"), text="name:N"),
        rows.mark_text(**text_style(align="right")).encode(x=x("right"), y=y("mid"), text="note:N"),
        *_bar_heads(room),
    )
    return finish(chart)


def _bar_heads(room: str) -> list[alt.Chart]:
    first = (
        alt.Chart(alt.NamedData("rows"))
        .transform_filter("datum.row == 0")
        .transform_calculate(right="width", head="8", whole="gutter", enlarged=f"gutter + {room} * {WHOLE} + 24")
    )
    style, roomy = text_style(MUTED, SMALL), first.transform_filter(f"width >= {HEADS_FROM}")
    return [
        roomy.mark_text(**style).encode(x=x("whole"), y=y("head"), text="whole_head:N"),
        roomy.mark_text(**style).encode(x=x("enlarged"), y=y("head"), text="enlarged_head:N"),
        first.mark_text(**text_style(MUTED, SMALL, align="right")).encode(
            x=x("right"), y=y("head"), text="note_head:N"
        ),
    ]


def columns(weeks: int) -> Spec:
    """Hours of one person over as many weeks."""
    return shaped(_columns(), weeks=f"{weeks}", height=f"{COLUMN_HEIGHT + 44}")


@cache
def _columns() -> Spec:
    """Hours of one person week by week: available, abstracted and other duties up; days absent below the line.

    Data `segments`: week, kind, start, stop (0 to 1 of the highest), sentence. Data `weeks`: week, label (some blank),
    absent, missing. Data `scale`: place (0 to 1), label.
    """
    step = f"((width - {COLUMN_GUTTER}) / weeks)"
    left = f"{COLUMN_GUTTER} + datum.week * {step} + {step} * 0.14"
    right = f"{COLUMN_GUTTER} + datum.week * {step} + {step} * 0.86"
    foot = COLUMN_HEIGHT + 8
    segments = alt.Chart(alt.NamedData("segments")).transform_calculate(
        left=left,
        right=right,
        top=f"{foot} - datum.stop * {COLUMN_HEIGHT}",
        foot=f"{foot} - datum.start * {COLUMN_HEIGHT}",
    )
    weekly = alt.Chart(alt.NamedData("weeks")).transform_calculate(
        left=left,
        right=right,
        middle=f"{COLUMN_GUTTER} + (datum.week + 0.5) * {step}",
        absent_y=f"{foot + 10}",
        label_y=f"{foot + 26}",
        top="8",
        foot=f"{foot}",
    )
    missing = weekly.transform_filter("datum.missing")
    scale = alt.Chart(alt.NamedData("scale")).transform_calculate(
        mid=f"{foot} - datum.place * {COLUMN_HEIGHT}", right="width", left=f"{COLUMN_GUTTER}"
    )
    chart = alt.layer(
        scale.mark_rule(color=HAIR, strokeWidth=0.7).encode(x=x("left"), x2="right", y=y("mid")),
        scale.mark_text(**text_style(MUTED, SMALL, align="right")).encode(
            x=alt.value(COLUMN_GUTTER - 8), y=y("mid"), text="label:N"
        ),
        segments.mark_rect(stroke=PAPER, strokeWidth=0.5).encode(
            x=x("left"),
            x2="right",
            y=y("top"),
            y2="foot",
            color=_fill(KINDS),
            tooltip="sentence:N",
            description="sentence:N",
        ),
        missing.mark_rect(fill="transparent", stroke=MUTED, strokeDash=[3, 3], strokeWidth=0.8).encode(
            x=x("left"), x2="right", y=y("top"), y2="foot", tooltip="sentence:N"
        ),
        missing.mark_rule(stroke=MUTED, strokeWidth=0.8).encode(x=x("left"), x2="right", y=y("foot"), y2="top"),
        weekly.mark_text(**text_style(MUTED, SMALL, align="center")).encode(
            x=x("middle"), y=y("absent_y"), text="absent:N", tooltip="sentence:N"
        ),
        weekly.transform_filter(f"datum.labelled && ({step} > 30 || datum.week % 3 == 0)")
        .mark_text(**text_style(MUTED, SMALL, align="center"))
        .encode(x=x("middle"), y=y("label_y"), text="label:N"),
    )
    return finish(chart)
