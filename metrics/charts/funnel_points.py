"""From beats to their funnel: where each stands, the limits, the labels of what lies outside, and the table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from metrics.charts.drawing import Cells, Drawing
from metrics.charts.funnel import PLOT, spec
from metrics.charts.funnel_words import SHAPES, Point, by, odds
from metrics.charts.words import figure_words, say_hours
from metrics.kpi import Kpi
from metrics.signals.funnel import INNER, OUTER, predictive_limits
from metrics.signals.verdict import HIGH, LOW, TOO_EARLY
from metrics.terms import say_number

LABEL = 30
"""Height of a label of two lines, in pixels."""
STEPS = 120
"""Points of each limit's line."""
HIGHEST = 5.0
"""Recorded over expected at which the axis ends: what lies above stands on its upper edge, and its label says the count."""
LABELLED = 5
"""More labels than this have no room for the word; the shape, the sentence and the table have it."""


def draw(kpi: Kpi, points: Sequence[Point], sentences: Sequence[str], tau2: float, alt_words: str) -> Drawing:
    """The funnel of these beats, each with its sentence. tau2: as `signals.funnel` gives it."""
    first, last = _range([point.expected for point in points])
    limits = _limits(first, last, tau2)
    least = min(point.expected for point in points)
    top = _top([point.ratio for point in points], limits.loc[limits["expected"] >= least, "ratio"].max())
    data = {
        "dots": _dots(kpi, points, sentences, first, last, top),
        "lines": _placed(limits[limits["ratio"] <= top], first, last, top),
        "ticks": _ticks(first, last, top),
        "ends": _ends(limits, top),
    }
    return Drawing(spec(), data, alt_words, partial(table, kpi, points, tau2), partial(_opens, kpi, points))


def _range(expected: Sequence[float]) -> tuple[float, float]:
    """The first and last expected of the axis: from 0 where the beats reach far down, else from a little under the least."""
    least, most = min(expected), max(expected)
    step = _step(most)
    return (0.0 if least < most / 5 else math.floor(least * 0.9 / step) * step), most * 1.04


def _step(most: float) -> float:
    """The distance of ticks that gives at most eight: 1, 2 or 5 times a power of ten."""
    rough = max(most, 1) / 8
    power = 10 ** math.floor(math.log10(rough))
    return float(next(power * times for times in (1, 2, 5, 10) if power * times >= rough))


def _top(ratios: Sequence[float], limit: float) -> float:
    return min(max(*ratios, min(limit, 3.0), 1.5) * 1.06, HIGHEST)


def _limits(first: float, last: float, tau2: float) -> pd.DataFrame:
    """The four lines: outer and inner, low and high, as recorded over expected along the axis."""
    expected = np.linspace(max(first, last / 200), last, STEPS)
    found = []
    for name, share in (("outer", OUTER), ("inner", INNER)):
        for side, counts in zip(("low", "high"), predictive_limits(expected, tau2, share), strict=True):
            found.append(pd.DataFrame({"line": f"{name}_{side}", "expected": expected, "ratio": counts / expected}))
    return pd.concat(found, ignore_index=True)


def _placed(frame: pd.DataFrame, first: float, last: float, top: float) -> pd.DataFrame:
    """The rows with their place along the axis (0 to 1) and their height (1 is the top)."""
    return frame.assign(place=(frame["expected"] - first) / (last - first), part=np.minimum(frame["ratio"], top) / top)


def _dots(
    kpi: Kpi, points: Sequence[Point], sentences: Sequence[str], first: float, last: float, top: float
) -> pd.DataFrame:
    crowded = sum(point.outside for point in points) > LABELLED
    rows = [
        {
            "key": point.key,
            "kpi": kpi.id,
            "expected": point.expected,
            "ratio": point.ratio,
            "shape": {LOW: "low", HIGH: "high", TOO_EARLY: "early"}.get(point.code, "within"),
            "mine": point.mine,
            "name": point.name if point.outside else "",
            "word": point.word if point.outside and not crowded else "",
            "sentence": sentence,
        }
        for point, sentence in zip(points, sentences, strict=True)
    ]
    frame = _placed(pd.DataFrame(rows), first, last, top)
    return frame.assign(label=_label_places(frame), right=frame["place"] < 0.5)


def _label_places(frame: pd.DataFrame) -> list[float]:
    """How far above its dot's height each label stands, in pixels from the top of the plot, so that none lies on another."""
    places: list[float] = ((1 - frame["part"]) * PLOT).tolist()
    for side in (frame["place"] < 0.5, frame["place"] >= 0.5):
        before = -math.inf
        for number in sorted(frame.index[side & (frame["name"] != "")], key=lambda at: places[at]):
            before = places[number] = max(places[number], before + LABEL)
    return places


def _ticks(first: float, last: float, top: float) -> pd.DataFrame:
    step, height = _step(last), 0.5 if top <= 3 else 1.0
    along = [step * n for n in range(math.ceil(first / step), math.floor(last / step) + 1)]
    upward = [height * n for n in range(math.floor(top / height) + 1)]
    rows: list[dict[str, Any]] = [
        {
            "axis": "x",
            "place": (at - first) / (last - first),
            "part": 0.0,
            "text": say_number(at, 0 if step >= 1 else 1),
        }
        for at in along
    ]
    rows += [{"axis": "one" if at == 1 else "y", "place": 0.0, "part": at / top, "text": f"{at:g}"} for at in upward]
    return pd.DataFrame(rows)


def _ends(limits: pd.DataFrame, top: float) -> pd.DataFrame:
    """The name of each limit at its line's end, the inner one's nearer to the middle."""
    last = limits.groupby("line").last()["ratio"].clip(upper=top) / top
    rows = []
    for side, away in (("low", -1), ("high", 1)):
        inner, outer = last[f"inner_{side}"], last[f"outer_{side}"]
        apart = max(0.0, 12 / PLOT - abs(outer - inner))
        rows.append({"part": outer + away * apart / 2, "text": f"{100 * OUTER:g}%"})
        rows.append({"part": inner - away * apart / 2, "text": f"{100 * INNER:g}%"})
    return pd.DataFrame(rows)


def table(kpi: Kpi, points: Sequence[Point], tau2: float) -> pd.DataFrame:
    """The same beats as rows, in list order."""
    rows = [
        {
            "Area": point.name,
            "Figure": figure_words(kpi, point.figure),
            "Hours": say_hours(point.figure["exposure_hours"]),
            "Expected": say_number(point.expected, 1),
            "Usual spread": "–" if point.code == TOO_EARLY else f"{point.low:,} to {point.high:,}",
            "Verdict": f"{SHAPES.get(point.code, '●')} {point.word}",
            by(tau2 > 0): "–" if point.code == TOO_EARLY else odds(point.one_in),
        }
        for point in points
    ]
    return pd.DataFrame(rows)


def _opens(kpi: Kpi, points: Sequence[Point]) -> Cells:
    return {(row, 1): {"key": point.key, "kpi": kpi.id} for row, point in enumerate(points)}
