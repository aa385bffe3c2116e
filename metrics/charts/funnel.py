"""A funnel: recorded over expected, against how much is expected, between the limits that luck explains."""

from __future__ import annotations

from functools import cache
from typing import Any

import altair as alt

from metrics.charts.flow import shaped
from metrics.charts.theme import DONE, HAIR, INK, MUTED, PAPER, SMALL, Spec, finish, text_style, x, y

LEFT, RIGHT, HEAD, PLOT, FOOT = 30, 46, 26, 300, 44
"""Pixels around the plot, and its height."""
SHAPED: dict[str, dict[str, Any]] = {
    "within": {"shape": "circle", "size": 58, "fill": DONE, "stroke": PAPER, "strokeWidth": 1},
    "early": {"shape": "circle", "size": 48, "fill": PAPER, "stroke": MUTED, "strokeWidth": 1.2},
    "high": {"shape": "triangle-up", "size": 120, "fill": DONE, "stroke": PAPER, "strokeWidth": 1},
    "low": {"shape": "triangle-down", "size": 120, "fill": DONE, "stroke": PAPER, "strokeWidth": 1},
}
"""The mark of each beat: one dark colour for all, so that the shape alone says what lies outside."""


def _at(data: str) -> alt.Chart:
    """Rows of a data set at their place and height in pixels."""
    return alt.Chart(alt.NamedData(data)).transform_calculate(
        px=f"{LEFT} + datum.place * (width - {LEFT + RIGHT})", py=f"{HEAD} + (1 - datum.part) * {PLOT}"
    )


def spec() -> Spec:
    """Dots between lines. Clicking a dot selects its `key` and `kpi`."""
    return shaped(_spec(), height=f"{HEAD + PLOT + FOOT}")


@cache
def _spec() -> Spec:
    """Data `dots`, `lines`, `ticks` and `ends`, as `draw` makes them."""
    pick = alt.selection_point(name="pick", fields=["key", "kpi"], on="click", toggle="false")
    dots = _at("dots").transform_calculate(
        name_y=f"{HEAD} + datum.label - (datum.word ? 6 : 0)", word_y=f"{HEAD} + datum.label + 8"
    )
    faint = alt.condition("datum.mine || datum.name != ''", alt.value(1), alt.value(0.4))
    marks = [
        dots.transform_filter(f"datum.shape == '{name}'")
        .mark_point(**style)
        .encode(x=x("px"), y=y("py"), opacity=faint)
        for name, style in SHAPED.items()
    ]
    whole = (
        dots.mark_circle(size=260, opacity=0, cursor="pointer")
        .encode(x=x("px"), y=y("py"), tooltip="sentence:N", description="sentence:N")
        .add_params(pick)
    )
    return finish(alt.layer(*_frame(), *_lines(), *_labels(dots), *marks, whole))


def _lines() -> list[alt.Chart]:
    return [
        _at("lines")
        .transform_filter(f"slice(datum.line, 0, 5) == '{name}'")
        .mark_line(color=MUTED, strokeWidth=width, opacity=opacity)
        .encode(x=x("px"), y=y("py"), detail="line:N", order="expected:Q")
        for name, width, opacity in (("inner", 0.8, 0.45), ("outer", 1.1, 1))
    ]


def _labels(dots: alt.Chart) -> list[alt.Chart]:
    """The names of what lies outside, to the side on which there is more room."""
    found = []
    for side, align, dx in (("datum.right", "left", 10), ("!datum.right", "right", -10)):
        here = dots.transform_filter(f"{side} && datum.name != ''")
        for words, height, style in (
            ("name:N", "name_y", text_style(INK, align=align, fontWeight=600, dx=dx, limit=180)),
            ("word:N", "word_y", text_style(MUTED, SMALL, align=align, dx=dx)),
        ):
            clear = {"stroke": PAPER, "strokeWidth": 4, "strokeJoin": "round"}  # so that no line runs through the words
            found += [
                here.mark_text(**look).encode(x=x("px"), y=y(height), text=words) for look in (style | clear, style)
            ]
    return found


def _frame() -> list[alt.Chart]:
    """Hairlines, numbers of both axes and what they are, and the names of the limits at their ends."""
    ticks = _at("ticks").transform_calculate(
        far=f"width - {RIGHT}", foot=f"{HEAD + PLOT}", foot_text=f"{HEAD + PLOT + 13}"
    )
    along, upward = ticks.transform_filter("datum.axis == 'x'"), ticks.transform_filter("datum.axis != 'x'")
    one = ticks.transform_filter("datum.axis == 'one'")
    ends = alt.Chart(alt.NamedData("ends")).transform_calculate(
        end=f"width - {RIGHT - 6}", py=f"{HEAD} + (1 - datum.part) * {PLOT}"
    )
    words = one.transform_calculate(head="10", base=f"{HEAD + PLOT + 33}")
    return [
        upward.mark_rule(color=HAIR, strokeWidth=0.7).encode(x=x("px"), x2="far", y=y("py")),
        one.mark_rule(color=MUTED, strokeWidth=1.1, strokeDash=[4, 3]).encode(x=x("px"), x2="far", y=y("py")),
        upward.mark_text(**text_style(MUTED, SMALL, align="right", dx=-8)).encode(x=x("px"), y=y("py"), text="text:N"),
        along.mark_text(**text_style(MUTED, SMALL, align="center")).encode(x=x("px"), y=y("foot_text"), text="text:N"),
        ends.mark_text(**text_style(MUTED, 10)).encode(x=x("end"), y=y("py"), text="text:N"),
        words.mark_text(**text_style(MUTED, SMALL, text="recorded over expected: 1 is as expected")).encode(
            x=alt.value(0), y=y("head")
        ),
        words.mark_text(**text_style(MUTED, SMALL, align="right", text="expected for the hours worked")).encode(
            x=x("far"), y=y("base")
        ),
    ]
