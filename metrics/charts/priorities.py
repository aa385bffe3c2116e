"""The priorities of a plan as rows: under each what is tied to it, a figure with its hours and verdict in every cell.

Nothing is added up across the cells of a priority: no figure of ours stands for a priority as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import altair as alt
import pandas as pd

from metrics.charts.drawing import Cells, Drawing
from metrics.charts.flow import PANEL_ROW, flowing
from metrics.charts.theme import DONE, HAIR, INK, MUTED, SMALL, Spec, finish, text_style, verdicts, x, y
from metrics.charts.words import Figure, cell_words, figure_sentence, known, mark_of, say_hours, within
from metrics.kpi import Kpi

LEAST, BLOCK, TITLE, GAP = 186, 62, 46, 14
"""The narrowest cell, the height of a cell and of a priority's two lines over its cells, and the room between cells."""
LETTER = 7.2
"""About the width of a figure's letter: where the word of its verdict begins."""
NONE_TIED = "No KPI is tied to it"


@dataclass(frozen=True)
class Cell:
    """One KPI under a priority. figure: None where nothing is loaded; why: the reason why it is tied."""

    kpi: Kpi
    key: str
    figure: Figure | None
    why: str


@dataclass(frozen=True)
class Row:
    """One priority. plans: open OSARA plans tied to it; returns: engagement returns tied to it; None where not loaded.

    ours: how many commitments are not those of Fire and Rescue alone.
    """

    id: str
    title: str
    cells: tuple[Cell, ...]
    plans: int | None
    returns: int | None
    ours: int

    @property
    def note(self) -> str:
        """4 OSARA plans open · 120 engagement returns."""
        told = [NONE_TIED] if not self.cells else []
        told.append(_count(self.plans, "OSARA plan open", "OSARA plans open"))
        told.append(_count(self.returns, "engagement return", "engagement returns"))
        return " · ".join(told)


def _count(number: int | None, one: str, more: str) -> str:
    if number is None:
        return f"{more} not loaded"
    return f"{number:,} {one if number == 1 else more}"


def draw(rows: Sequence[Row], name: str, finding: str) -> Drawing:
    """The picture. name: whose figures these are; finding: in words."""
    cells = [
        _cell(row, cell, group, place, name) for group, row in enumerate(rows) for place, cell in enumerate(row.cells)
    ]
    heads = [
        {"group": group, "panel": 0, "number": f"{group + 1}", "title": row.title, "note": row.note,
         "sentence": f"{row.title}: {row.note}. {row.ours} commitments."}
        for group, row in enumerate(rows)
    ]  # fmt: skip
    data = {"cells": pd.DataFrame(cells, columns=COLUMNS), "heads": pd.DataFrame(heads)}
    return Drawing(spec([len(row.cells) for row in rows]), data, finding, partial(_table, rows), partial(_opens, rows))


COLUMNS = ["group", "panel", "kpi", "key", "label", "text", "hours", "mark", "tone", "word", "sentence"]


def _cell(row: Row, cell: Cell, group: int, place: int, name: str) -> dict[str, Any]:
    figure = cell.figure
    return {
        "group": group, "panel": place, "kpi": cell.kpi.id, "key": cell.key, "label": _label(cell.kpi),
        "text": cell_words(cell.kpi, figure), "hours": _hours(cell), "mark": mark_of(figure),
        "tone": figure.get("tone", "quiet") if figure else "quiet", "word": _word(figure),
        "sentence": f"{figure_sentence(cell.kpi, figure, name, person=False)} Under {row.title}: {cell.why}.",
    }  # fmt: skip


def _label(kpi: Kpi) -> str:
    """What a KPI is called where room is tight: its role first, since the end may be cut."""
    label, _, roles = kpi.label.rpartition(", ")
    return f"{roles}: {within(label)}" if label and roles in (f"{role}s" for role in kpi.roles) else kpi.label


def _hours(cell: Cell) -> str:
    """In 4,210 available hours; nothing where no hours are known."""
    if cell.figure is None or not known(cell.figure["exposure_hours"]):
        return ""
    of = "of" if cell.kpi.unit == "hours" else "in"
    return f"{of} {say_hours(cell.figure['exposure_hours'])} {cell.kpi.hours_words}"


def _word(figure: Figure | None) -> str:
    return str(figure["verdict"]) if figure and mark_of(figure) else ""


def spec(groups: Sequence[int]) -> Spec:
    """So many cells under each priority. Clicking a cell selects its `key` and `kpi`."""
    return flowing(_spec(), groups, LEAST, BLOCK, TITLE)


@cache
def _spec() -> Spec:
    """Data `cells`: COLUMNS. `heads`: group, panel, number, title, note, sentence. A click selects `key` and `kpi`."""
    cells = (
        _placed("cells")
        .transform_calculate(
            left="datum.column * panel_width",
            right=f"(datum.column + 1) * panel_width - {GAP}",
            top=f"datum.panel_row * block + (datum.group + 1) * {TITLE}",
        )
        .transform_calculate(
            foot=f"datum.top + {BLOCK - 8}", label_y="datum.top + 8", figure_y="datum.top + 25", hours_y="datum.top + 42",
            mark_x=f"datum.left + length(datum.text) * {LETTER} + 14",
            word_x=f"datum.left + length(datum.text) * {LETTER} + 23",
        )
    )  # fmt: skip
    heads = _placed("heads").transform_calculate(
        rule_y=f"datum.panel_row * block + datum.group * {TITLE} + 4",
        title_y=f"datum.panel_row * block + datum.group * {TITLE} + 18",
        note_y=f"datum.panel_row * block + datum.group * {TITLE} + 34",
        zero="0", wide="width",
    )  # fmt: skip
    pick = alt.selection_point(name="pick", fields=["key", "kpi"], on="click", toggle="false")
    limit = alt.ExprRef(f"panel_width - {GAP}")
    return finish(
        alt.layer(
            heads.mark_rule(color=HAIR).encode(x=x("zero"), x2="wide", y=y("rule_y")),
            heads.mark_text(**text_style(INK, 13, fontWeight=600, limit=alt.ExprRef("width"))).encode(
                x=x("zero"), y=y("title_y"), text="title:N", tooltip="sentence:N"
            ),
            heads.mark_text(**text_style(MUTED, SMALL, limit=alt.ExprRef("width"))).encode(
                x=x("zero"), y=y("note_y"), text="note:N", tooltip="sentence:N"
            ),
            cells.mark_text(**text_style(MUTED, 12, limit=limit)).encode(x=x("left"), y=y("label_y"), text="label:N"),
            cells.mark_text(**text_style(DONE, 14, fontWeight=600)).encode(x=x("left"), y=y("figure_y"), text="text:N"),
            cells.mark_text(**text_style(INK, SMALL)).encode(x=x("word_x"), y=y("figure_y"), text="word:N"),
            cells.mark_text(**text_style(MUTED, SMALL, limit=limit)).encode(
                x=x("left"), y=y("hours_y"), text="hours:N"
            ),
            verdicts(cells, "mark_x", "figure_y"),
            cells.mark_rect(fill="transparent", cursor="pointer", tooltip=True)
            .encode(x=x("left"), x2="right", y=y("top"), y2="foot", tooltip="sentence:N", description="sentence:N")
            .add_params(pick),
        )
    )


def _placed(data: str) -> alt.Chart:
    return alt.Chart(alt.NamedData(data)).transform_calculate(column="datum.panel % columns", panel_row=PANEL_ROW)


def _table(rows: Sequence[Row]) -> pd.DataFrame:
    return pd.DataFrame(list(_lines(rows)))


def _lines(rows: Sequence[Row]) -> Iterator[dict[str, str]]:
    """A line per KPI under each priority, then its plans and returns; a priority's title on its every line."""
    for row in rows:
        for cell in row.cells:
            yield {
                "Priority": row.title, "What": cell.kpi.label, "Figure": cell_words(cell.kpi, cell.figure),
                "Hours": _hours(cell), "Verdict": _word(cell.figure), "Why it is tied": cell.why,
            }  # fmt: skip
        for what, number in (
            ("OSARA plans tied to it, open", row.plans),
            ("Engagement returns tied to it", row.returns),
        ):
            figure = "not loaded" if number is None else f"{number:,}"
            yield {
                "Priority": row.title,
                "What": what,
                "Figure": figure,
                "Hours": "",
                "Verdict": "",
                "Why it is tied": "",
            }


def _opens(rows: Sequence[Row]) -> Cells:
    found, line = {}, 0
    for row in rows:
        for place, cell in enumerate(row.cells):
            found[line + place, 2] = {"key": cell.key, "kpi": cell.kpi.id}
        line += len(row.cells) + 2
    return found
