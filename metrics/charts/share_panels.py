"""Shares of people searched as panels of lines on one scale from 0 to 100%."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from metrics.charts import panels
from metrics.charts.drawing import Cells, Drawing
from metrics.charts.figures import NOTHING, Line
from metrics.rates_said import say_rate
from metrics.stop_and_search import Rate

TICKS = ((0.0, "0"), (0.5, "50%"), (1.0, "100%"))


@dataclass(frozen=True)
class Cell:
    """What stands in one line of a panel: places on its scale (NaN: not drawn), its words, and its sentence."""

    text: str
    sentence: str
    part: float = NOTHING
    low: float = NOTHING
    high: float = NOTHING
    bound: float = NOTHING
    common: float = NOTHING
    bar: bool = False
    small: bool = False


@dataclass(frozen=True)
class Panel:
    """One panel: its heading, what is told of it on pointing, a cell for each line, and its scale. title: of its group."""

    head: str
    help: str
    cells: Sequence[Cell]
    ticks: Sequence[tuple[float, str]] = TICKS
    title: str = ""


EMPTY = Cell("", "")


def rate_cell(rate: Rate, sentence: str, common: Rate | None = None, bar: bool = False, counted: bool = False) -> Cell:
    """The cell of a share; of too few cases the count alone. common: of all lines. counted: the count stands beside the share."""
    told = f"{sentence} {say_rate(rate)}."
    if not rate.enough:
        return Cell(f"{rate.part:,}" if counted else f"{rate.part:,} of {rate.whole:,}", told, small=True)
    low, high = rate.interval
    return Cell(
        f"{rate.part:,} · {rate.share:.0%}" if counted else f"{rate.share:.0%}", told, rate.share, low, high,
        rate.most if rate.unknown else NOTHING, common.share if common and common.enough else NOTHING, bar,
    )  # fmt: skip


def draw(
    lines: Sequence[Line],
    groups: Sequence[Sequence[Panel]],
    alt: str,
    table: Callable[[], pd.DataFrame],
    *,
    corner: str = "",
    corner_note: str = "",
    opens: Callable[[], Cells] = dict,
    layout: dict[str, Any] | None = None,
) -> Drawing:
    """Groups of panels, each with the same lines. layout: as of `panels.Layout`."""
    cells, heads, ticks = [], [], []
    for number, group in enumerate(groups):
        for place, panel in enumerate(group):
            at = {"group": number, "panel": place}
            heads.append(at | _head(panel, corner, corner_note))
            ticks += [at | {"part": part, "label": label, "lines": len(lines)} for part, label in panel.ticks]
            cells += [
                at | {"row": row} | _row(line, cell)
                for row, (line, cell) in enumerate(zip(lines, panel.cells, strict=True))
            ]
    shape = panels.Layout(tuple(map(len, groups)), len(lines), marks="shares", **(layout or {}))
    data = {"cells": pd.DataFrame(cells), "heads": pd.DataFrame(heads), "ticks": pd.DataFrame(ticks)}
    return Drawing(panels.spec(shape), data, alt, table, opens)


def _head(panel: Panel, corner: str, corner_note: str) -> dict[str, Any]:
    return {
        "title": panel.title, "head": panel.head, "head_lines": 1, "unit": "", "beside": "", "corner": corner,
        "corner_note": corner_note, "help": panel.help,
    }  # fmt: skip


def _row(line: Line, cell: Cell) -> dict[str, Any]:
    return {
        "key": line.key, "kpi": "", "name": line.name, "note": line.note, "heading": line.heading, "part": cell.part,
        "low_part": cell.low, "high_part": cell.high, "bound_part": cell.bound, "share_part": cell.common, "bar": cell.bar,
        "text": cell.text, "words": cell.small, "sentence": cell.sentence,
    }  # fmt: skip
