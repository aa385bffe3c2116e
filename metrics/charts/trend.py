"""One area's KPI over many weeks: points in their usual range, the target, the same weeks last year, and the hours."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd

from metrics.charts import trend_marks
from metrics.charts.around import drawn_range
from metrics.charts.axis import nice_top, spread_labels, week_labels
from metrics.charts.drawing import Cells, Drawing
from metrics.charts.figures import NOTHING
from metrics.charts.marks import pins
from metrics.charts.trend_words import Numbers, Trend, Xmr, last, missing, sentence, table, trend_alt
from metrics.charts.words import days, known, say_hours, say_share, say_value, within
from metrics.terms import NOT_LOADED

__all__ = ["Trend", "Xmr", "trend"]


def trend(shown: Trend) -> Drawing:
    """The chart of a trend."""
    notes = pins(shown.marks, shown.weeks, shown.kpi.id)
    top = nice_top(_amounts(shown))
    data = {
        "weeks": pd.DataFrame(_weeks(shown, top)),
        "gaps": pd.DataFrame(_gaps(shown), columns=["start", "stop", "label", "sentence"]),
        "marks": pd.DataFrame(
            [{"week": number, "sentence": words} for number, words in notes.items()], columns=["week", "sentence"]
        ),
        "scale": pd.DataFrame([{"place": part, "label": say_share(part * top)} for part in (0.0, 0.5, 1.0)]),
        "ends": pd.DataFrame(_ends(shown, top), columns=["place", "label"]),
        "heads": pd.DataFrame([_head(shown)]),
    }
    spec = trend_marks.spec(max(1, len(shown.weeks)))
    return Drawing(spec, data, trend_alt(shown), partial(table, shown, notes), partial(_opens, shown))


def _ranges(shown: Trend) -> list[tuple[float, float]]:
    """Where the usual range of each week is drawn: nowhere, if XmR limits are."""
    if shown.xmr:
        return [(NOTHING, NOTHING)] * len(shown.weeks)
    return [drawn_range(shown.kpi, *limits) for limits in shown.limits]


def _amounts(shown: Trend) -> list[float]:
    limits = shown.xmr.high if shown.xmr else [high for _, high in _ranges(shown)]
    return [float(v) for series in (shown.values, limits, shown.target, shown.last_year) for v in series if known(v)]


def _weeks(shown: Trend, top: float) -> list[dict[str, Any]]:
    most = max((float(hours) for hours in shown.hours if known(hours)), default=0.0) or 1.0
    ranges, labels = _ranges(shown), week_labels([start for start, _ in shown.weeks])
    lines = {
        "part": shown.values,
        "expected_part": [NOTHING] * len(shown.weeks) if shown.xmr else shown.expected,
        "target_part": shown.target,
        "year_part": shown.last_year,
        "low_part": [low for low, _ in ranges],
        "high_part": [high for _, high in ranges],
        "mean_part": shown.xmr.mean if shown.xmr else [NOTHING] * len(shown.weeks),
        "lower_part": [low if low > 0 else NOTHING for low in shown.xmr.low]
        if shown.xmr
        else [NOTHING] * len(shown.weeks),
        "upper_part": shown.xmr.high if shown.xmr else [NOTHING] * len(shown.weeks),
    }
    runs, year_runs = _runs(shown.values), _runs(shown.last_year)
    return [
        {"week": number, "kpi": shown.kpi.id, "week_start": shown.weeks[number][0].isoformat()}
        | {name: float(series[number]) / top for name, series in lines.items()}
        | {"hours_part": float(shown.hours[number]) / most, "run": runs[number], "year_run": year_runs[number]}
        | {"outside": shown.outside(number), "provisional": shown.provisional(number)}
        | {"signal": bool(shown.xmr and shown.xmr.signals[number]), "text": say_value(shown.kpi, shown.values[number])}
        | {"label": labels[number][0], "important": labels[number][1], "sentence": sentence(shown, number)}
        for number in range(len(shown.weeks))
    ]


def _runs(values: Numbers) -> list[int]:
    """How many gaps lie before each week: a line joins only weeks with the same number."""
    found, gaps = [], 0
    for value in values:
        gaps += not known(value)
        found.append(gaps)
    return found


def _gaps(shown: Trend) -> list[dict[str, Any]]:
    return [
        {"start": start, "stop": stop, "label": within(shown.words[start] or NOT_LOADED)}
        | {"sentence": f"{days(shown.weeks[start][0], shown.weeks[stop - 1][1])}: {shown.words[start] or NOT_LOADED}."}
        for start, stop in missing(shown)
    ]


def _ends(shown: Trend, top: float) -> list[dict[str, Any]]:
    """The names of the lines, each at the height of its last week, moved apart where they would overlap."""
    lines: list[tuple[Numbers, str]] = [
        (shown.target, f"target {say_share(last(shown.target))}"),
        (shown.last_year, "last year"),
    ]
    if shown.xmr:
        lines += [(shown.xmr.mean, f"mean {say_share(last(shown.xmr.mean))}")]
        lines += [(shown.xmr.high, "upper limit"), ([max(0.0, low) for low in shown.xmr.low], "lower limit")]
    else:
        lines += [([(low + high) / 2 for low, high in shown.limits], "usual range")]
    ends = sorted((last(line) / top, label) for line, label in lines if known(last(line)))
    places = spread_labels([place for place, _ in ends], trend_marks.LINE_GAP)
    return [{"place": place, "label": label} for place, (_, label) in zip(places, ends, strict=True)]


def _head(shown: Trend) -> dict[str, str]:
    hours = [float(hours) for hours in shown.hours if known(hours)]
    return {
        "head": f"{shown.kpi.unit_word} a week",
        "help": f"{shown.kpi.question} {shown.kpi.meaning}",
        "most": say_hours(max(hours)) if hours else "",
        "unit": "hours" if hours else "",
    }


def _opens(shown: Trend) -> Cells:
    return {
        (number, 1): {"key": shown.key, "kpi": shown.kpi.id, "week_start": start.isoformat()}
        for number, (start, _) in enumerate(shown.weeks)
    }
