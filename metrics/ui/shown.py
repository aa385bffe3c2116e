"""What an exhibit shows: a finding in words, tables, and perhaps a drawing."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from metrics.charts.drawing import Drawing


class Sheet(NamedTuple):
    """A table of an exhibit. plot: how a spreadsheet draws it (bar, line or "") and of which columns, the first being names."""

    title: str
    frame: pd.DataFrame
    plot: str = ""
    columns: tuple[str, ...] = ()
    unit: str = ""


class Shown(NamedTuple):
    """An exhibit as it is shown: the finding in words, its tables (the first are its totals), and the drawing if there is one."""

    finding: str
    sheets: tuple[Sheet, ...]
    drawing: Drawing | None


def drawn(
    drawing: Drawing | None, title: str, plot: str = "", columns: tuple[str, ...] = (), unit: str = ""
) -> Shown | None:
    """A drawing with its own table."""
    if drawing is None:
        return None
    return Shown(drawing.alt, (Sheet(title, drawing.table(), plot, columns, unit),), drawing)
