"""What groups of residents said, as marks: a row for each group, a column for each theme, blank where a group was silent."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from typing import Any, NamedTuple

import altair as alt
import pandas as pd

from metrics.charts.drawing import Drawing
from metrics.charts.flow import flowing
from metrics.charts.panel_layout import Layout, placed
from metrics.charts.theme import DONE, DONE_SOFT, HAIR, INK, MUTED, PAPER, SMALL, Spec, finish, text_style, x, y
from metrics.perception.coding import OURS, THEMES, Cell, Coding, Group
from metrics.terms import say_date

GUTTER, LEAST, LINE, HEAD, FOOT, GAP = 150, 205, 21, 112, 10, 16
"""Pixels: room for names, the narrowest panel, a row, the headings over the first row, under the last, between panels."""
LAYOUT = Layout((4,), 0, gutter=GUTTER, least=LEAST, titles=False)
DAY_AT, SCORE_AT = 22, 94
"""Pixels from the last panel's left at which the day and the confidence begin."""
LABELS = THEMES | OURS
SHORT = LABELS | {
    "knows_local_officer": "Knowing one", "feedback": "Being told back", "right_hour": "At the right hour",
    "asb": "Antisocial", "contact_101": "Contact",
}  # fmt: skip
ASKED = ("visibility", "knows_local_officer", "feedback", "right_hour", "right_place")
PANELS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("What they asked for", ASKED),
    ("Safety and the police", ("safety_day", "safety_night", "response", "contact_101", "trust")),
    ("What worried them", ("asb", "drugs", "youth", "vehicle_crime", "burglary", "knife_crime")),
)
WHO = len(PANELS)
BASES = {"group": "of the group as a whole", "several": "of several residents", "one": "of one voice alone"}
LOOKS = [
    ("mark:■", "concern"), ("mark:◆", "mixed"), ("mark:○", "positive"), ("mark:▪", "small: one voice alone"),
    ("mark: ", "blank: did not come up, which is not contentment"),
]  # fmt: skip


class Block(NamedTuple):
    """Groups under one heading: a sector, or that their sector is not in the list."""

    heading: str
    groups: tuple[Group, ...]


def draw(blocks: Sequence[Block], coding: Coding, finding: str) -> Drawing:
    """The picture of some groups by block. finding: what it shows, in words."""
    lines = _lines(blocks)
    data = {
        "cells": pd.DataFrame(
            [cell for number, (_, group) in enumerate(lines) if group for cell in _cells(group, coding, number)],
            columns=["group", "panel", "row", "part", "look", "size", "sentence"],
        ),
        "rows": pd.DataFrame(
            [
                {"group": 0, "panel": panel, "row": number, "name": words, "is_head": group is None}
                for number, (words, group) in enumerate(lines)
                for panel in range(WHO + 1)
            ]
        ),
        "who": pd.DataFrame([_who(group, number) for number, (_, group) in enumerate(lines) if group]),
        "heads": pd.DataFrame(
            [
                {"group": 0, "panel": panel, "part": _part(number, themes), "label": SHORT[theme]}
                for panel, (_, themes) in enumerate(PANELS)
                for number, theme in enumerate(themes)
            ]
        ),
        "titles": pd.DataFrame(
            [{"group": 0, "panel": panel, "label": title} for panel, (title, _) in enumerate(PANELS)]
            + [{"group": 0, "panel": WHO, "label": "Who was asked"}]
        ),
        "columns": pd.DataFrame(
            [
                {"group": 0, "panel": WHO, "pixels": pixels, "label": label}
                for pixels, label in ((0, "n"), (DAY_AT, "held on"), (SCORE_AT, "confidence, as stated"))
            ]
        ),
    }
    return Drawing(spec(len(lines)), data, finding, partial(table, tuple(blocks), coding, _drawn()))


def spec(lines: int) -> Spec:
    """The picture with so many rows."""
    return flowing(_spec(), (WHO + 1,), LEAST, HEAD + lines * LINE + FOOT, 0, GUTTER)


def _lines(blocks: Sequence[Block]) -> list[tuple[str, Group | None]]:
    found: list[tuple[str, Group | None]] = []
    for block in blocks:
        found.append((block.heading, None))
        found.extend((group.name, group) for group in block.groups)
    return found


def _drawn() -> tuple[str, ...]:
    return tuple(theme for _, themes in PANELS for theme in themes)


def _part(number: int, themes: Sequence[str]) -> float:
    return (number + 0.5) / len(themes)


def _cells(group: Group, coding: Coding, row: int) -> list[dict[str, Any]]:
    return [
        {"group": 0, "panel": panel, "row": row, "part": _part(number, themes)}
        | _look(cell)
        | {"sentence": sentence(group, cell)}
        for panel, (_, themes) in enumerate(PANELS)
        for number, theme in enumerate(themes)
        if (cell := coding.cells.get((group.section, theme)))
    ]


def _look(cell: Cell) -> dict[str, Any]:
    return {"look": cell.value, "size": 22 if cell.is_one_voice else 92}


def sentence(group: Group, cell: Cell) -> str:
    """Desborough, 9 residents, 13 February 2024: seeing officers: concern, of the group as a whole."""
    head = f"{group.name}, {group.people} residents, {say_date(group.day)}: {_lower(LABELS[cell.theme])}"
    note = f" ({_lower(cell.note)})" if cell.note else ""
    return f"{head}: {cell.value}, {BASES[cell.basis]}{note}."


def _lower(words: str) -> str:
    return words if words[:2].isupper() or words.startswith(("Beat Bus", "PCSO")) else f"{words[:1].lower()}{words[1:]}"


def _who(group: Group, row: int) -> dict[str, Any]:
    return {
        "group": 0, "panel": WHO, "row": row, "people": str(group.people), "day": f"{group.day.day} {group.day:%b %Y}",
        "score": group.confidence,
        "sentence": f"{group.name}: {group.people} residents, {held(group)}. Confidence: {full_confidence(group)}.",
    }  # fmt: skip


def held(group: Group) -> str:
    """13 February 2024, online; or in person, and where."""
    return f"{say_date(group.day)}, {group.held}{f' ({group.venue})' if group.venue else ''}"


def full_confidence(group: Group) -> str:
    """The confidence as the report states it, with what belongs to it."""
    if group.mean is not None:
        return f"{group.confidence}{f'; {group.confidence_note}' if group.confidence_note else ''}"
    return group.confidence_note or group.confidence


def said(coding: Coding, group: Group, theme: str) -> str:
    """What a group said of a theme, as a word for a table."""
    cell = coding.cells.get((group.section, theme))
    if cell is None:
        return "silent"
    return f"{cell.value}, one voice" if cell.is_one_voice else cell.value


def table(blocks: Sequence[Block], coding: Coding, themes: Sequence[str]) -> pd.DataFrame:
    """A row for each group: who was asked, the confidence as stated, and each theme in a word."""
    return pd.DataFrame(
        [
            {
                "Group": group.name, "In the report": f"{group.section} {group.title}",
                "Sector (our assignment)": block.heading, "Residents": str(group.people),
                "Held": held(group), "Confidence, as stated": full_confidence(group),
            }
            | {LABELS[theme]: said(coding, group, theme) for theme in themes}
            for block in blocks
            for group in block.groups
        ]
    )  # fmt: skip


def by_theme(blocks: Sequence[Block], coding: Coding) -> pd.DataFrame:
    """A row for each theme, the asks first, and a column for each group: in a word what it said, with our note where there is
    one."""
    groups = [group for block in blocks for group in block.groups]
    themes = list(dict.fromkeys([*ASKED, *LABELS]))
    return pd.DataFrame(
        [{"Theme": LABELS[theme]} | {group.name: noted(coding, group, theme) for group in groups} for theme in themes]
    )


def noted(coding: Coding, group: Group, theme: str) -> str:
    """What a group said of a theme, with our note: mixed (on conditions)."""
    cell = coding.cells.get((group.section, theme))
    return f"{said(coding, group, theme)}{f' ({_lower(cell.note)})' if cell and cell.note else ''}"


@cache
def _spec() -> Spec:
    """Data `cells`: panel, row, part (of the panel's width), look, size, sentence. `rows`: panel, row, name, is_head. `heads`:
    panel, part, label. `titles`: panel, label. `columns`: panel, pixels, label. `who`: panel, row, people, day, score, sentence.
    """
    across = f"(panel_width - {GAP})"
    mid = f"datum.top + {HEAD} + (datum.row + 0.5) * {LINE}"
    cells = placed("cells", LAYOUT).transform_calculate(at=f"datum.left + datum.part * {across}", mid=mid)
    rows = placed("rows", LAYOUT).transform_calculate(
        mid=mid, foot=f"datum.top + {HEAD} + (datum.row + 1) * {LINE}", right=f"datum.left + {across}"
    )
    heads = placed("heads", LAYOUT).transform_calculate(
        at=f"datum.left + datum.part * {across}", foot=f"datum.top + {HEAD} - 6"
    )
    titles = placed("titles", LAYOUT).transform_calculate(mid="datum.top + 9")
    who = placed("who", LAYOUT).transform_calculate(
        mid=mid, people_x="datum.left + 14", day_x=f"datum.left + {DAY_AT}", score_x=f"datum.left + {SCORE_AT}"
    )
    columns = placed("columns", LAYOUT).transform_calculate(
        at="datum.left + datum.pixels", foot=f"datum.top + {HEAD} - 8"
    )
    first = rows.transform_filter("datum.column == 0")
    looks = ("concern", "mixed", "positive")
    shape = alt.Shape("look:N", scale=alt.Scale(domain=looks, range=["square", "diamond", "circle"]), legend=None)
    fill = alt.Fill("look:N", scale=alt.Scale(domain=looks, range=[DONE, DONE_SOFT, PAPER]), legend=None)
    stroke = alt.Stroke("look:N", scale=alt.Scale(domain=looks, range=[DONE, DONE, DONE]), legend=None)
    size = alt.Size("size:Q", scale=None, legend=None)
    said_of = who.mark_text(**text_style(MUTED, SMALL)).encode
    return finish(
        alt.layer(
            rows.transform_filter("!datum.is_head")
            .mark_rule(color=HAIR, strokeWidth=0.6)
            .encode(x=x("left"), x2="right", y=y("foot")),
            first.transform_filter("datum.is_head")
            .mark_text(**text_style(MUTED, SMALL, fontWeight=600, limit=GUTTER + 60))
            .encode(x=alt.value(0), y=y("mid"), text="name:N"),
            first.transform_filter("!datum.is_head")
            .mark_text(**text_style(limit=GUTTER - 8))
            .encode(x=alt.value(0), y=y("mid"), text="name:N"),
            titles.mark_text(**text_style(fontWeight=600)).encode(x=x("left"), y=y("mid"), text="label:N"),
            heads.mark_text(**text_style(MUTED, SMALL, angle=270)).encode(x=x("at"), y=y("foot"), text="label:N"),
            columns.mark_text(**text_style(MUTED, SMALL)).encode(x=x("at"), y=y("foot"), text="label:N"),
            who.mark_text(**text_style(align="right")).encode(x=x("people_x"), y=y("mid"), text="people:N"),
            said_of(x=x("day_x"), y=y("mid"), text="day:N"),
            who.mark_text(**text_style(INK, SMALL)).encode(
                x=x("score_x"), y=y("mid"), text="score:N", tooltip="sentence:N", description="sentence:N"
            ),
            cells.mark_point(strokeWidth=1.3, opacity=1).encode(
                x=x("at"), y=y("mid"), shape=shape, fill=fill, stroke=stroke, size=size, tooltip="sentence:N",
                description="sentence:N",
            ),
        )
    )  # fmt: skip
