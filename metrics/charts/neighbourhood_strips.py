"""A strip for each neighbourhood, aligned: six panels of a line each, a mark and a word, or a bar from nought to everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import altair as alt
import pandas as pd

from metrics.charts.drawing import Cells, Drawing
from metrics.charts.flow import PANEL_ROW, flowing
from metrics.charts.theme import AWAY, DONE, DONE_SOFT, HAIR, INK, MUTED, OTHER, SMALL, Spec, finish, text_style, x, y
from metrics.guarantee_cells import HEADS, NOTES, Cell

GUTTER, NARROW, PHONE, LEAST, LINE, HEAD, FOOT = 174, 128, 520, 119, 21, 40, 12
"""Pixels. NARROW: the gutter on screens that are narrower than PHONE."""
GUTTER_NOW = f"(width < {PHONE} ? {NARROW} : {GUTTER})"
MARK, BAR = 12, 30
"""Pixels that a mark, and a bar of the whole, take at a panel's left."""
NAME = alt.ExprRef(f"{GUTTER_NOW} - 10")
SHARES = (2, 4, 5)
"""The panels that hold shares: a bar, and not a mark."""


@dataclass(frozen=True)
class Strip:
    """One line: a neighbourhood with its cells, or a sector's name above its neighbourhoods (no cells)."""

    key: str
    name: str
    cells: Sequence[Cell] = ()


def draw(strips: Sequence[Strip], alt_text: str) -> Drawing:
    """The strips in the order given."""
    marks = [
        {"group": 0, "panel": panel, "row": row, "key": strip.key} | _look(cell, panel)
        for row, strip in enumerate(strips)
        for panel, cell in enumerate(strip.cells)
    ]
    columns = ["group", "panel", "row", "key", "state", "share", "bar", "part", "text", "waiting", "sentence"]
    rows = [
        {"group": 0, "panel": panel, "row": row, "name": strip.name, "heading": not strip.cells}
        for row, strip in enumerate(strips)
        for panel in range(len(HEADS))
    ]
    heads = [{"group": 0, "panel": panel, "head": head, "note": NOTES[panel]} for panel, head in enumerate(HEADS)]
    data = {"cells": pd.DataFrame(marks, columns=columns), "rows": pd.DataFrame(rows), "heads": pd.DataFrame(heads)}
    shown = [strip for strip in strips if strip.cells]
    return Drawing(spec(len(strips)), data, alt_text, partial(_table, shown), partial(_opens, shown))


def spec(lines: int) -> Spec:
    """The picture of so many lines. Clicking a cell selects its `key`."""
    return flowing(_spec(), (len(HEADS),), LEAST, HEAD + lines * LINE + FOOT, 0, GUTTER_NOW)


def _look(cell: Cell, panel: int) -> dict[str, Any]:
    return {
        "state": cell.state,
        "share": panel in SHARES,
        "bar": cell.part is not None,
        "part": cell.part or 0.0,
        "text": cell.words,
        "waiting": f"{cell.waiting:,}" if cell.waiting else "",
        "sentence": cell.sentence,
    }


def _table(strips: Sequence[Strip]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"Neighbourhood": strip.name} | dict(zip(HEADS, (cell.in_full for cell in strip.cells), strict=True))
            for strip in strips
        ]
    )


def _opens(strips: Sequence[Strip]) -> Cells:
    return {(number, 0): {"key": strip.key} for number, strip in enumerate(strips)}


def _placed(data: str) -> alt.Chart:
    """Rows of a data set with the left edge (`left`) and top (`top`) of their panel, under a gutter that gives way on a phone."""
    return (
        alt.Chart(alt.NamedData(data))
        .transform_calculate(column="datum.panel % columns", panel_row=PANEL_ROW)
        .transform_calculate(left=f"{GUTTER_NOW} + datum.column * panel_width", top="datum.panel_row * block")
    )


@cache
def _spec() -> Spec:
    """Data `cells`: panel, row, key, state, share (a bar, and not a mark), bar (there is one), part, text, waiting, sentence.
    `rows`: panel, row, name, heading. `heads`: panel, head, note."""
    cells, rows = (
        _placed(name).transform_calculate(
            mid=f"datum.top + {HEAD} + (datum.row + 0.5) * {LINE}",
            line_top=f"datum.top + {HEAD} + datum.row * {LINE}",
            foot=f"datum.top + {HEAD} + (datum.row + 1) * {LINE}",
            right="datum.left + panel_width - 10",
        )
        for name in ("cells", "rows")
    )
    bars = cells.transform_filter("datum.bar").transform_calculate(
        bar_top="datum.mid - 4",
        bar_foot="datum.mid + 4",
        whole=f"datum.left + {BAR}",
        end=f"datum.left + datum.part * {BAR}",
    )
    marks = cells.transform_filter("!datum.share && datum.state != 'unknown'").transform_calculate(at="datum.left + 5")
    texts = cells.transform_calculate(at=f"datum.left + (datum.share ? {BAR + 6} : {MARK + 4})")
    waits = cells.transform_filter("datum.waiting").transform_calculate(
        at="datum.right - 18", number="datum.right - 11"
    )
    heads = _placed("heads").transform_calculate(head_y="datum.top + 8", note_y="datum.top + 24")
    first = rows.transform_filter("datum.column == 0")
    neutral = alt.when("datum.state == 'fact'").then(alt.value(OTHER)).otherwise(alt.value(DONE))
    colour = alt.when("datum.state == 'kept'").then(alt.value(DONE)).otherwise(alt.value(AWAY))
    shape = alt.when("datum.state == 'kept'").then(alt.value("circle")).otherwise(alt.value("square"))
    return finish(
        alt.layer(
            rows.transform_filter("!datum.heading").mark_rule(color=HAIR, strokeWidth=0.5)
            .encode(x=x("left"), x2="right", y=y("foot")),
            first.transform_filter("datum.heading").mark_text(**text_style(MUTED, SMALL, limit=NAME))
            .encode(x=alt.value(0), y=y("mid"), text="name:N"),
            first.transform_filter("!datum.heading").mark_text(**text_style(limit=NAME))
            .encode(x=alt.value(0), y=y("mid"), text="name:N"),
            heads.mark_text(**text_style(fontWeight=600)).encode(x=x("left"), y=y("head_y"), text="head:N"),
            heads.mark_text(**text_style(MUTED, SMALL, limit=LEAST - 4)).encode(x=x("left"), y=y("note_y"), text="note:N"),
            bars.mark_rect(fill=DONE_SOFT, fillOpacity=0.45).encode(x=x("left"), x2="whole", y=y("bar_top"), y2="bar_foot"),
            bars.mark_rect().encode(x=x("left"), x2="end", y=y("bar_top"), y2="bar_foot", fill=neutral),
            marks.mark_point(size=44, strokeWidth=1.2, opacity=1)
            .encode(x=x("at"), y=y("mid"), shape=shape, stroke=colour, fill=colour),
            waits.mark_point(shape="square", size=36, strokeWidth=1, opacity=1, stroke=AWAY, fill=AWAY)
            .encode(x=x("at"), y=y("mid")),
            waits.mark_text(**text_style()).encode(x=x("number"), y=y("mid"), text="waiting:N"),
            texts.transform_filter("datum.state != 'unknown'").mark_text(**text_style(INK)).encode(
                x=x("at"), y=y("mid"), text="text:N"
            ),
            texts.transform_filter("datum.state == 'unknown'").mark_text(**text_style(MUTED)).encode(
                x=x("at"), y=y("mid"), text="text:N"
            ),
            cells.mark_rect(fill="transparent", cursor="pointer")
            .encode(
                x=x("left"), x2="right", y=y("line_top"), y2="foot", tooltip="sentence:N", description="sentence:N"
            )
            .add_params(alt.selection_point(name="pick", fields=["key"], on="click", toggle="false")),
        )
    )  # fmt: skip
