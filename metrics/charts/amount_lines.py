"""A few amounts of a few things, a line each, in small panels: kinds of scheme, kinds of engagement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from metrics.charts import panels
from metrics.charts.drawing import Drawing
from metrics.terms import say_number


@dataclass(frozen=True)
class AmountLine:
    """One line: its name, an amount for each panel, and the sentence of all of them."""

    name: str
    amounts: Sequence[float]
    sentence: str


def draw(corner: str, heads: Sequence[tuple[str, str]], lines: Sequence[AmountLine], alt_text: str) -> Drawing:
    """Bars from nought, each panel on its own scale. corner: what a line is. heads: of each panel its name and its unit."""
    cells, tops = [], []
    for panel, (head, unit) in enumerate(heads):
        most = max((line.amounts[panel] for line in lines), default=0.0) or 1.0
        place = {"group": 0, "panel": panel}
        cells += [place | {"row": row} | _cell(line, panel, most) for row, line in enumerate(lines)]
        tops.append(
            place | {"head": head, "head_lines": 1, "title": "", "unit": unit, "beside": "", "help": f"{head}: {unit}"}
            | {"corner": corner, "corner_note": ""}
        )  # fmt: skip
    layout = panels.Layout((len(heads),), len(lines), gutter=150, least=150, titles=False)
    data = {"cells": pd.DataFrame(cells), "heads": pd.DataFrame(tops)}
    return Drawing(panels.spec(layout), data, alt_text, partial(_table, corner, heads, lines))


def _cell(line: AmountLine, panel: int, most: float) -> dict[str, Any]:
    amount = line.amounts[panel]
    return {
        "key": "", "kpi": "", "name": line.name, "note": "", "heading": False, "part": amount / most, "share_part": float("nan"),
        "text": say_number(amount), "side": "", "aside": "", "soft": False, "words": False, "sentence": line.sentence,
    }  # fmt: skip


def _table(corner: str, heads: Sequence[tuple[str, str]], lines: Sequence[AmountLine]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {corner.capitalize(): line.name}
            | {head: say_number(amount) for (head, _), amount in zip(heads, line.amounts, strict=True)}
            for line in lines
        ]
    )
