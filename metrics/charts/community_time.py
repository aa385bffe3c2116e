"""Time in the community four weeks by four weeks, a panel per role: dots, the first year's share as a line, the year before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import altair as alt
import pandas as pd

from metrics.charts.axis import spread_labels
from metrics.charts.drawing import Drawing
from metrics.charts.flow import PANEL_ROW, flowing, shaped
from metrics.charts.theme import HAIR, INK, MUTED, OTHER, SHARE, SMALL, Spec, finish, text_style, x, y
from metrics.charts.week_marks import dot, hatched
from metrics.charts.words import days, known, percent, say_hours, say_share
from metrics.terms import NOT_LOADED

LEAST, HEAD, PLOT, FOOT = 330, 46, 112, 26
LEFT, RIGHT = 34, 78
LABEL_GAP = 13 / PLOT
NOTHING = float("nan")


@dataclass(frozen=True)
class Block:
    """Four weeks of one role. hours: in the community, rostered, and full-time posts by week, of the weeks known; NaN where none
    is. weeks: how many of the four are known. provisional: not all of them are settled."""

    start: dt.date
    end: dt.date
    hours: tuple[float, float, float]
    weeks: int
    provisional: bool

    @property
    def in_community(self) -> float:
        """Hours in the community."""
        return self.hours[0]

    @property
    def rostered(self) -> float:
        """Rostered hours."""
        return self.hours[1]

    @property
    def fte_weeks(self) -> float:
        """Full-time posts, by week."""
        return self.hours[2]

    @property
    def share(self) -> float:
        """In the community, of the hours rostered; NaN where nothing is known."""
        return self.in_community / self.rostered if self.rostered > 0 else NOTHING


@dataclass(frozen=True)
class Panel:
    """One role. head: what it is called; verdict: mark and word; baseline: the first year's share, NaN where there is none.

    year_before: by block the share of the same weeks a year before; NaN where it is not known.
    """

    head: str
    verdict: str
    baseline: float
    blocks: tuple[Block, ...]
    year_before: tuple[float, ...]


def draw(panels: Sequence[Panel], finding: str) -> Drawing:
    """The panels beside each other, all from nought to one height. finding: in words."""
    most = max([one for panel in panels for one in (*_shares(panel), panel.baseline) if known(one)], default=0.0)
    top = next(step for step in (0.2, 0.4, 0.6, 0.8, 1.0) if step >= min(most, 1.0))
    data = {
        "dots": pd.DataFrame([row for number, panel in enumerate(panels) for row in _dots(panel, number, top)]),
        "ends": pd.DataFrame(
            [row for number, panel in enumerate(panels) for row in _ends(panel, number, top)],
            columns=["group", "panel", "place", "label"],
        ),
        "heads": pd.DataFrame([_head(panel, number, top) for number, panel in enumerate(panels)]),
        "scale": pd.DataFrame(
            [
                {"group": 0, "panel": number, "place": part, "label": f"{100 * part * top:.0f}%"}
                for number in range(len(panels))
                for part in (0.0, 0.5, 1.0)
            ]
        ),
    }
    blocks = max(len(panel.blocks) for panel in panels)
    return Drawing(spec(len(panels), blocks), data, finding, partial(_table, panels))


def _shares(panel: Panel) -> list[float]:
    return [*(block.share for block in panel.blocks), *panel.year_before]


def _dots(panel: Panel, number: int, top: float) -> list[dict[str, Any]]:
    labels = _labels(panel.blocks)
    rows, gaps, year_gaps = [], 0, 0
    for place, (block, before) in enumerate(zip(panel.blocks, panel.year_before, strict=True)):
        gaps += not known(block.share)
        year_gaps += not known(before)
        rows.append(
            {"group": 0, "panel": number, "block_no": place, "part": block.share / top, "year_part": before / top}
            | {"base_part": panel.baseline / top, "run": gaps, "year_run": year_gaps, "missing": not known(block.share)}
            | {
                "provisional": block.provisional or block.weeks < 4,
                "label": labels[place],
                "last": place == len(labels) - 1,
            }
            | {"text": percent(block.in_community, block.rostered) if known(block.share) else ""}
            | {"sentence": _sentence(panel, block, before)}
        )
    return rows


def _labels(blocks: Sequence[Block]) -> list[str]:
    """The month in which each block begins, every third, counted from the last, with the year where it is another."""
    found = ["" for _ in blocks]
    year = 0
    for place, block in enumerate(blocks):
        if (len(blocks) - 1 - place) % 3 == 0:
            found[place] = f"{block.start:%b %Y}" if block.start.year != year else f"{block.start:%b}"
            year = block.start.year
    return found


def _sentence(panel: Panel, block: Block, before: float) -> str:
    said = f"{panel.head}, {days(block.start, block.end)}: "
    if not known(block.share):
        return f"{said}{NOT_LOADED.lower()}."
    said += f"{say_hours(block.in_community)} hours in the community, {percent(block.in_community, block.rostered)} of "
    said += f"{say_hours(block.rostered)} rostered, {_per_post(block)} for each full-time post and week."
    said += f" A year before {100 * before:.0f}%." if known(before) else ""
    said += f" {block.weeks} of 4 weeks are known." if block.weeks < 4 else ""
    return said + (" Provisional: more may still be recorded." if block.provisional else "")


def _per_post(block: Block) -> str:
    return say_share(block.in_community / block.fte_weeks) if block.fte_weeks > 0 else "–"


def _ends(panel: Panel, number: int, top: float) -> list[dict[str, Any]]:
    """The names of the lines at their ends, moved apart where they would overlap."""
    before = [one for one in panel.year_before if known(one)]
    lines = [(panel.baseline, f"first year {100 * panel.baseline:.0f}%")] if known(panel.baseline) else []
    lines += [(before[-1], "year before")] if before and known(panel.year_before[-1]) else []
    ends = sorted((value / top, label) for value, label in lines)
    places = spread_labels([place for place, _ in ends], LABEL_GAP)
    return [
        {"group": 0, "panel": number, "place": place, "label": label}
        for place, (_, label) in zip(places, ends, strict=True)
    ]


def _head(panel: Panel, number: int, top: float) -> dict[str, Any]:
    unit = f"hours in the community, of hours rostered; 4 weeks a dot, to {100 * top:.0f}%"
    return {"group": 0, "panel": number, "head": panel.head, "verdict": panel.verdict, "unit": unit}


def spec(panels: int, blocks: int) -> Spec:
    """So many panels of as many blocks."""
    return flowing(shaped(_spec(), blocks=f"{blocks}"), [panels], LEAST, HEAD + PLOT + FOOT, 0)


@cache
def _spec() -> Spec:
    """Data `dots`, `ends`, `heads`, `scale`, each with group and panel."""
    step = "((datum.plot_right - datum.plot_left) / blocks)"
    dots = (
        _placed("dots")
        .transform_calculate(
            week_left=f"datum.plot_left + datum.block_no * {step}", middle=f"datum.plot_left + (datum.block_no + 0.5) * {step}",
            week_right=f"datum.plot_left + (datum.block_no + 1) * {step}", gap_top=f"datum.foot - {PLOT}",
            dot_y=_height("part"), year_y=_height("year_part"), base_y=_height("base_part"), label_y="datum.foot + 13",
            text_y=f"{_height('part')} + 14",
        )
    )  # fmt: skip
    shown = dots.transform_filter("isValid(datum.part)")
    line = {"detail": ["panel:N", "run:N"], "order": "block_no:Q"}
    ends = _placed("ends").transform_calculate(at="datum.plot_right + 6", level=_height("place"))
    return finish(
        alt.layer(
            *_frame(),
            dots.transform_filter("isValid(datum.base_part)")
            .mark_rule(color=SHARE, strokeWidth=1.4, strokeDash=[4, 2])
            .encode(x=x("week_left"), x2="week_right", y=y("base_y")),
            *hatched(dots.transform_filter("datum.missing"), "week_left", "week_right"),
            dots.transform_filter("isValid(datum.year_part)")
            .mark_line(color=OTHER, strokeWidth=1.2, opacity=0.9)
            .encode(x=x("middle"), y=y("year_y"), detail=["panel:N", "year_run:N"], order="block_no:Q"),
            shown.mark_line(color=OTHER, strokeWidth=0.8, opacity=0.6).encode(x=x("middle"), y=y("dot_y"), **line),
            dot(shown),
            shown.transform_filter("datum.last")
            .mark_text(**text_style(INK, SMALL, align="center"))
            .encode(x=x("middle"), y=y("text_y"), text="text:N"),
            dots.transform_filter("datum.label != ''")
            .mark_text(**text_style(MUTED, SMALL, align="center"))
            .encode(x=x("middle"), y=y("label_y"), text="label:N"),
            ends.mark_text(**text_style(MUTED, SMALL, limit=RIGHT - 6)).encode(x=x("at"), y=y("level"), text="label:N"),
        )
    )


def _height(field: str) -> str:
    return f"datum.foot - datum.{field} * {PLOT}"


def _placed(data: str) -> alt.Chart:
    return (
        alt.Chart(alt.NamedData(data))
        .transform_calculate(column="datum.panel % columns", panel_row=PANEL_ROW)
        .transform_calculate(
            left="datum.column * panel_width", top="datum.panel_row * block",
            plot_left=f"datum.column * panel_width + {LEFT}", plot_right=f"(datum.column + 1) * panel_width - {RIGHT}",
        )
        .transform_calculate(foot=f"datum.top + {HEAD + PLOT}")
    )  # fmt: skip


def _frame() -> list[alt.Chart]:
    """Each panel's head, its scale and its foot."""
    heads = _placed("heads").transform_calculate(head_y="datum.top + 9", unit_y="datum.top + 27", at="datum.left + 48")
    scale = _placed("scale").transform_calculate(level=_height("place"), at=f"datum.left + {LEFT - 6}")
    room = alt.ExprRef("panel_width - 20")
    return [
        scale.mark_rule(color=HAIR, strokeWidth=0.7).encode(x=x("plot_left"), x2="plot_right", y=y("level")),
        scale.mark_text(**text_style(MUTED, SMALL, align="right")).encode(x=x("at"), y=y("level"), text="label:N"),
        heads.mark_text(**text_style(INK, 13, fontWeight=600)).encode(x=x("left"), y=y("head_y"), text="head:N"),
        heads.mark_text(**text_style(INK, 12)).encode(x=x("at"), y=y("head_y"), text="verdict:N"),
        heads.mark_text(**text_style(MUTED, SMALL, limit=room)).encode(x=x("left"), y=y("unit_y"), text="unit:N"),
        heads.mark_rule(color=OTHER, strokeWidth=1).encode(x=x("plot_left"), x2="plot_right", y=y("foot")),
    ]


def _table(panels: Sequence[Panel]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "Role": panel.head, "4 weeks": days(block.start, block.end),
                "Hours in the community": say_hours(block.in_community) if known(block.share) else "–",
                "Rostered": say_hours(block.rostered) if known(block.share) else "–",
                "Share": percent(block.in_community, block.rostered) if known(block.share) else "–",
                "A week for each full-time post": _per_post(block) if known(block.share) else "–",
                "Year before": f"{100 * before:.0f}%" if known(before) else "–",
                "State": NOT_LOADED if not known(block.share) else _state(block),
            }
            for panel in panels
            for block, before in zip(panel.blocks, panel.year_before, strict=True)
        ]
    )  # fmt: skip


def _state(block: Block) -> str:
    return f"{block.weeks} of 4 weeks known" if block.weeks < 4 else "provisional" if block.provisional else ""
