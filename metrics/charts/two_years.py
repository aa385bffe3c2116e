"""Two periods of 12 months by category: the counts as bars from nought, and the change in percent with its interval."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, partial
from typing import Any, NamedTuple

import altair as alt
import pandas as pd

from metrics.charts.axis import nice_top
from metrics.charts.drawing import Drawing
from metrics.charts.flow import flowing
from metrics.charts.panel_layout import Layout, placed
from metrics.charts.theme import (
    BAND_EDGE,
    DONE,
    HAIR,
    INK,
    MUTED,
    SHARE,
    SMALL,
    Spec,
    finish,
    text_style,
    verdicts,
    x,
    y,
)
from metrics.charts.words import wrapped
from metrics.terms import MARKS

GUTTER, LEAST, HEAD, ROW, FOOT = 118, 250, 40, 42, 20
"""Pixels: room for names, the narrowest panel, over the first row, of a row, and under the last."""
ROOM, BETWEEN = 54, 22
"""Pixels: for the number at a bar's end, and between panels."""
NAME_LETTERS, MOST_PERCENT = 17, 100.0
STEPS = (1.0, 2.0, 5.0, 10.0, 20.0, 25.0, 50.0)
MOST_TICKS = 6
LAYOUT = Layout((2,), 0, gutter=GUTTER, least=LEAST, titles=False)


class Change(NamedTuple):
    """One row: two counts, their difference and change in percent with its interval, and the verdict; None where not known.

    instead: what stands in place of a count that is not known. stated: a change that the source
    states and its counts do not give.
    """

    name: str
    before: int | None
    now: int | None
    percent: float | None
    low: float | None
    high: float | None
    word: str
    sentence: str
    instead_before: str = ""
    instead_now: str = ""
    stated: str = ""


def draw(changes: Sequence[Change], before: str, now: str, finding: str, table: pd.DataFrame) -> Drawing:
    """The picture. before, now: what the periods are called, such as “12 months to March 2021”."""
    top = nice_top([count for one in changes for count in (one.before, one.now) if count is not None])
    low, high, step = _span(changes)
    rows = [_row(one, number, top, low, high) for number, one in enumerate(changes)]
    steps = range(round(low / step), round(high / step) + 1)
    ticks = [_tick(at, row, row == len(rows) - 1, low, high, step) for row in range(len(rows)) for at in steps]
    heads = [
        {"group": 0, "panel": 0, "head": "Recorded", "note": f"{_short(now)}; thin: {_short(before)}"},
        {"group": 0, "panel": 1, "head": "Change in percent", "note": "with its 95% interval"},
    ]
    data = {
        "lines": pd.DataFrame([row | {"group": 0, "panel": panel} for row in rows for panel in range(2)]),
        "ticks": pd.DataFrame(ticks),
        "heads": pd.DataFrame(heads),
    }
    return Drawing(spec(len(rows)), data, finding, partial(_same, table))


def _same(table: pd.DataFrame) -> pd.DataFrame:
    return table


def spec(rows: int) -> Spec:
    """The picture with so many rows."""
    return flowing(_spec(), (2,), LEAST, HEAD + rows * ROW + FOOT, 0, GUTTER)


def _short(period: str) -> str:
    """to March 2022."""
    return period.removeprefix("12 months ")


def _span(changes: Iterable[Change]) -> tuple[float, float, float]:
    """From, to and step of the axis of percent: wide enough for the intervals, nought always on it."""
    shown = [value for one in changes if one.percent is not None for value in (one.low, one.high, one.percent)]
    told = [0.0, *(value for value in shown if value is not None)]
    least, most = max(-MOST_PERCENT, min(told)), min(MOST_PERCENT, max(told))
    step = next((step for step in STEPS if (most - least) / step <= MOST_TICKS), STEPS[-1])
    low, high = step * (least // step), -step * (-most // step)
    return min(low, -step), max(high, step), step


def _tick(at: int, row: int, is_last: bool, low: float, high: float, step: float) -> dict[str, Any]:
    """A mark of the axis in one row, under its words, so that it crosses none; the last row has the labels."""
    value = at * step
    label = (f"{value:+.0f}%" if at else "0") if is_last else ""
    return {"group": 0, "panel": 1, "row": row, "part": (value - low) / (high - low), "label": label, "zero": not at}


def _row(one: Change, number: int, top: float, low: float, high: float) -> dict[str, Any]:
    def placed_at(value: float | None) -> float:
        return float("nan") if value is None else (min(max(value, low), high) - low) / (high - low)

    return {
        "row": number,
        "name": wrapped(one.name, NAME_LETTERS),
        "name_lines": wrapped(one.name, NAME_LETTERS).count("\n") + 1,
        "stated": one.stated,
        "before_part": float("nan") if one.before is None else one.before / top,
        "now_part": float("nan") if one.now is None else one.now / top,
        "before_text": one.instead_before if one.before is None else f"{one.before:,}",
        "now_text": one.instead_now if one.now is None else f"{one.now:,}",
        "percent_part": placed_at(one.percent),
        "low_part": placed_at(one.low if one.percent is not None else None),
        "high_part": placed_at(one.high if one.percent is not None else None),
        "change_text": change_words(one),
        "mark": MARKS.get(one.word, ""),
        "tone": "",
        "word": one.word,
        "sentence": one.sentence,
    }


def change_words(one: Change) -> str:
    """+0.8% (+515)."""
    if one.before is None or one.now is None:
        return ""
    difference = f"{one.now - one.before:+,}"
    return difference if one.percent is None else f"{one.percent:+.1f}% ({difference})"


@cache
def _spec() -> Spec:
    """Data `lines`: two rows (panels) a category, as `_row`. `ticks`: row, part, label, zero. `heads`: head, note."""
    bar, axis = f"(panel_width - {ROOM + BETWEEN})", f"(panel_width - {BETWEEN})"
    lines = (
        placed("lines", LAYOUT)
        .transform_calculate(row_top=f"datum.top + {HEAD} + datum.row * {ROW}")
        .transform_calculate(
            row_foot=f"datum.row_top + {ROW}", mid=f"datum.row_top + {ROW / 2}", right=f"datum.left + {axis}",
            name_y=f"datum.row_top + {ROW / 2} - (datum.name_lines - 1) * 7",
            before_end=f"datum.left + datum.before_part * {bar}", now_end=f"datum.left + datum.now_part * {bar}",
            before_top="datum.row_top + 8", before_foot="datum.row_top + 13", now_top="datum.row_top + 19",
            now_foot="datum.row_top + 31", before_y="datum.row_top + 9", now_y="datum.row_top + 26",
            say_y="datum.row_top + 12", dot_y="datum.row_top + 30", mark_x="datum.left + 6", word_x="datum.left + 16",
            percent_x=f"datum.left + datum.percent_part * {axis}", low_x=f"datum.left + datum.low_part * {axis}",
            high_x=f"datum.left + datum.high_part * {axis}",
        )
        .transform_calculate(
            before_x="isValid(datum.before_part) ? datum.before_end + 5 : datum.left",
            now_x="isValid(datum.now_part) ? datum.now_end + 5 : datum.left",
        )
    )  # fmt: skip
    ticks = placed("ticks", LAYOUT).transform_calculate(
        at=f"datum.left + datum.part * {axis}", tick_top=f"datum.top + {HEAD} + datum.row * {ROW} + 21",
        tick_foot=f"datum.top + {HEAD} + (datum.row + 1) * {ROW}", label_y=f"datum.top + {HEAD} + (datum.row + 1) * {ROW} + 10",
    )  # fmt: skip
    heads = placed("heads", LAYOUT).transform_calculate(head_y="datum.top + 8", note_y="datum.top + 25")
    counts, change = lines.transform_filter("datum.panel == 0"), lines.transform_filter("datum.panel == 1")
    first = lines.transform_filter("datum.column == 0")
    told = change.transform_filter("isValid(datum.percent_part)")
    small = text_style(MUTED, SMALL)
    return finish(
        alt.layer(
            ticks.mark_rule(color=HAIR, strokeWidth=0.7).encode(
                x=x("at"), y=y("tick_top"), y2="tick_foot",
                color=alt.condition("datum.zero", alt.value(SHARE), alt.value(HAIR)),
            ),
            lines.mark_rule(color=HAIR, strokeWidth=0.5).encode(x=x("left"), x2="right", y=y("row_foot")),
            counts.transform_filter("isValid(datum.before_part)").mark_rect(color=BAND_EDGE).encode(
                x=x("left"), x2="before_end", y=y("before_top"), y2="before_foot"
            ),
            counts.transform_filter("isValid(datum.now_part)").mark_rect(color=DONE).encode(
                x=x("left"), x2="now_end", y=y("now_top"), y2="now_foot"
            ),
            counts.mark_text(**small).encode(x=x("before_x"), y=y("before_y"), text="before_text:N"),
            counts.mark_text(**text_style(INK)).encode(x=x("now_x"), y=y("now_y"), text="now_text:N"),
            told.mark_rule(color=BAND_EDGE, strokeWidth=3).encode(x=x("low_x"), x2="high_x", y=y("dot_y")),
            told.mark_circle(color=DONE, size=56, opacity=1).encode(x=x("percent_x"), y=y("dot_y")),
            verdicts(change, "mark_x", "say_y"),
            change.mark_text(**small).encode(x=x("word_x"), y=y("say_y"), text="word:N"),
            change.mark_text(**text_style(align="right")).encode(x=x("right"), y=y("say_y"), text="change_text:N"),
            change.mark_text(**text_style(MUTED, SMALL, align="right")).encode(x=x("right"), y=y("dot_y"), text="stated:N"),
            first.mark_text(**text_style(limit=GUTTER - 8, lineBreak="\n", lineHeight=14)).encode(
                x=alt.value(0), y=y("name_y"), text="name:N"
            ),
            ticks.mark_text(**text_style(MUTED, SMALL, align="center")).encode(x=x("at"), y=y("label_y"), text="label:N"),
            heads.mark_text(**text_style(fontWeight=600)).encode(x=x("left"), y=y("head_y"), text="head:N"),
            heads.mark_text(**small).encode(x=x("left"), y=y("note_y"), text="note:N"),
            lines.mark_rect(fill="transparent", tooltip=True).encode(
                x=x("left"), x2="right", y=y("row_top"), y2="row_foot", tooltip="sentence:N", description="sentence:N"
            ),
        )
    )  # fmt: skip
