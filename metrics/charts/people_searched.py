"""Outcomes by group of people searched, and searches per resident: each group in its own order, with what luck leaves open."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import partial

import pandas as pd

from metrics.charts import share_panels
from metrics.charts.drawing import Drawing
from metrics.charts.figures import NOTHING, Line
from metrics.charts.searches import HEADS, MEANS, RATES, RATES_LAYOUT, head_of, rate_columns
from metrics.charts.share_panels import EMPTY, Cell, Panel, rate_cell
from metrics.charts.words import listed, within
from metrics.disproportionality import PER, Compared
from metrics.disproportionality import Line as Ratio
from metrics.ethnicity import REFERENCE
from metrics.intervals import FEW
from metrics.rates_said import TOO_FEW
from metrics.stop_and_search import Group, Rung
from metrics.terms import say_number

SHOWN: dict[Rung, str] = {
    **{rung: RATES[rung] for rung in ("positive", "found")},
    "stripped": "More than outer clothing",
}
ByAttribute = Mapping[str, Sequence[Group]]
"""By attribute's label its groups."""


def groups(whole: Group, told: ByAttribute, name: str, clothing: bool) -> Drawing:
    """Positive outcomes and finds by group, an attribute a block. clothing: removal of more than outer clothing too."""
    lines: list[Line] = []
    rows: list[Group | None] = []
    for attribute, mine in told.items():
        lines += [Line("", attribute, heading=True), *(Line("", one.name, say_number(one.searches)) for one in mine)]
        rows += [None, *mine]
    rungs = [rung for rung in SHOWN if clothing or rung != "stripped"]
    panels = [
        Panel(
            head_of(rung, whole.rate(rung)) if rung in HEADS else SHOWN[rung], MEANS[rung], _cells(rows, lines, rung, whole),
        )
        for rung in rungs
    ]  # fmt: skip
    return share_panels.draw(
        lines, [panels], _groups_alt(told, name), partial(_groups_table, told, rungs), corner="group",
        corner_note="searches", layout=RATES_LAYOUT,
    )  # fmt: skip


def _cells(rows: Sequence[Group | None], lines: Sequence[Line], rung: Rung, whole: Group) -> list[Cell]:
    attribute, found = "", []
    for row, line in zip(rows, lines, strict=True):
        if row is None:
            attribute = line.name
            found.append(EMPTY)
        else:
            words = f"{attribute}, {within(row.name)}: {within(SHOWN[rung])}:"
            found.append(rate_cell(row.rate(rung), words, whole.rate(rung)))
    return found


def _groups_alt(told: ByAttribute, name: str) -> str:
    """Of each attribute, how far the rates of its groups spread."""
    parts = []
    for attribute, mine in told.items():
        shown = [one for one in mine if one.searches >= FEW]
        if shown:
            spread = " and ".join(
                f"{within(RATES[rung])} {min(one.rate(rung).share for one in shown):.0%} to "
                f"{max(one.rate(rung).share for one in shown):.0%}"
                for rung in ("positive", "found")
            )
            parts.append(f"by {within(attribute)} {spread}")
    return (
        f"{name}: outcomes of searches by group. Lowest to highest of the groups with {FEW} searches or more: {listed(parts)}. "
        "A prompt to look, not proof."
        if parts
        else f"{name}: outcomes of searches by group. No group has {FEW} searches."
    )


def _groups_table(told: ByAttribute, rungs: Sequence[Rung]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"By": attribute, "Group": one.name, "Rate": SHOWN[rung]} | rate_columns(one.rate(rung))
            for attribute, mine in told.items()
            for one in mine
            for rung in rungs
        ]
    )


# --------------------------------------------------------------------------------------------- against residents
LEAST_SPAN = 2.0
"""The scale of ratios reaches at least this many times in both directions."""


def residents(found: Sequence[Compared]) -> Drawing:
    """Of each area two panels: searches per 1,000 residents of each group, and how many times the rate of White residents."""
    top = max((line.high for one in found for line in one.lines if line.enough), default=1.0)
    rate_top = next(step for step in _steps() if step >= top)
    ends = [end for one in found for line in one.lines if line.ratio for end in line.ratio[1:]]
    span = max([LEAST_SPAN, *(max(end, 1 / end) for end in ends if end > 0 and math.isfinite(end))])
    doublings = math.ceil(math.log2(span))
    lines = [Line("", line.group) for line in found[0].lines]
    drawn = [_area_panels(one, rate_top, doublings) for one in found]
    layout = {"gutter": 84, "least": 270, "head": 40, "bar": 0.56}
    return share_panels.draw(
        lines, drawn, _residents_alt(found), partial(_residents_table, found), corner="group", layout=layout
    )  # fmt: skip


def _steps() -> list[float]:
    return [step * 10**power for power in range(6) for step in (1.0, 2.0, 5.0)]


def _area_panels(one: Compared, rate_top: float, doublings: int) -> list[Panel]:
    title = f"{one.name}: {one.searches:,} searches, {share_not_stated(one)} not stated"
    rates = Panel(
        f"Searches per {PER:,} residents", f"{one.name}: people searched in 12 months per {PER:,} residents.",
        [_rate(one, line, rate_top) for line in one.lines], title=title,
        ticks=[(part, f"{part * rate_top:g}") for part in (0.0, 0.5, 1.0)],
    )  # fmt: skip
    times = Panel(
        f"Times the rate of {REFERENCE} residents", "The ratio of the two rates, on a scale of doublings.",
        [_ratio(one, line, doublings) for line in one.lines], title=title,
        ticks=[(_place(2.0**step, doublings), _doubled(step)) for step in range(-doublings, doublings + 1)],
    )  # fmt: skip
    return [rates, times]


def share_not_stated(one: Compared) -> str:
    """10% of all."""
    return f"{one.not_known / one.searches:.0%}" if one.searches else "none"


def _rate(one: Compared, line: Ratio, top: float) -> Cell:
    said = sentence(one, line)
    if not line.enough:
        return Cell(f"{line.searches:,} searched", said, small=True)
    return Cell(f"{line.rate:.1f}", said, line.rate / top, line.low / top, line.high / top)


def _ratio(one: Compared, line: Ratio, doublings: int) -> Cell:
    said, common = sentence(one, line), _place(1.0, doublings)
    if line.group == REFERENCE:
        return Cell("what others are set against", said, small=True)
    if line.ratio is None:
        return Cell(TOO_FEW, said, small=True)
    value, low, high = line.ratio
    part, low_part, high_part = (_place(each, doublings) for each in line.ratio)
    return Cell(f"{value:.1f} ({low:.1f} to {high:.1f})", said, part, low_part, high_part, common=common)


def _doubled(step: int) -> str:
    """1/4, 1/2, 1, 2, 4."""
    return f"{2**step}" if step >= 0 else f"1/{2**-step}"


def _place(ratio: float, doublings: int) -> float:
    return (math.log2(ratio) + doublings) / (2 * doublings) if ratio > 0 else NOTHING


def sentence(one: Compared, line: Ratio) -> str:
    """Black, North Northamptonshire: 229 searched of 9,045 residents: 25.3 per 1,000 (22.1 to 28.8); 2.5 times ..."""
    said = f"{line.group}, {one.name}: {line.searches:,} searched, {line.residents:,} residents aged 10 and over"
    if not line.enough:
        return f"{said}: {TOO_FEW}."
    said += f": {line.rate:.1f} per {PER:,} ({line.low:.1f} to {line.high:.1f})"
    if line.ratio is None:
        return f"{said}."
    value, low, high = line.ratio
    return f"{said}, {value:.2f} times the rate of {REFERENCE} residents ({low:.2f} to {high:.2f})."


def _residents_alt(found: Sequence[Compared]) -> str:
    parts = []
    for one in found:
        told = [
            f"{line.group} {line.ratio[0]:.1f} ({line.ratio[1]:.1f} to {line.ratio[2]:.1f})" for line in one.lines if line.ratio
        ]  # fmt: skip
        parts.append(
            f"{one.name}: {listed(told) if told else 'too few searches for a ratio'}; of {one.searches:,} searches "
            f"{share_not_stated(one)} have no self-defined ethnicity stated"
        )
    return (
        f"Searches per resident, times the rate of {REFERENCE} residents, with the exact interval. {'. '.join(parts)}."
    )


def _residents_table(found: Sequence[Compared]) -> pd.DataFrame:
    return pd.DataFrame([_residents_row(one, line) for one in found for line in one.lines])


def _residents_row(one: Compared, line: Ratio) -> dict[str, str]:
    def times(value: float | None) -> str:
        return "–" if value is None else f"{value:.2f}"

    ratio = line.ratio
    return {
        "Area": one.name,
        "Group": line.group,
        "Searches": say_number(line.searches),
        "Residents": say_number(line.residents),
        "Suppressed, at most": say_number(line.most_residents - line.residents),
        f"Per {PER:,}": f"{line.rate:.1f} ({line.low:.1f} to {line.high:.1f})" if line.enough else TOO_FEW,
        f"Times {REFERENCE}": f"{ratio[0]:.2f} ({ratio[1]:.2f} to {ratio[2]:.2f})" if ratio else "–",
        "With the most residents": times(line.counted_ratio),
        "Were all not stated White": times(line.least_ratio),
        "Were they all of this group": times(line.most_ratio),
    }
