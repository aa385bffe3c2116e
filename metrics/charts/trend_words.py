"""A trend and what it says: the figures of an area week by week, their sentences, the finding, and the table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from metrics.charts.figures import NOTHING
from metrics.charts.marks import Mark
from metrics.charts.words import (
    PROVISIONAL,
    days,
    figure_sentence,
    known,
    listed,
    range_sentence,
    say_hours,
    say_range,
    say_share,
    say_value,
    within,
)
from metrics.kpi import Kpi
from metrics.terms import CHECK_THE_RECORD, NOT_LOADED, PARTLY_LOADED, TOO_EARLY_TO_SAY, say_date

NO_VERDICT = (CHECK_THE_RECORD, NOT_LOADED, PARTLY_LOADED, TOO_EARLY_TO_SAY)
"""Words that stand in place of a verdict: a point with one of them has no shape of its own."""

Numbers = Sequence[float]
"""One number a week, NaN where it is not known."""


@dataclass(frozen=True, eq=False)
class Xmr:
    """Limits that come from the weeks themselves. signals: in words, of which rule a week is part; "" where of none."""

    mean: Numbers
    low: Numbers
    high: Numbers
    signals: Sequence[str]


@dataclass(frozen=True, eq=False)
class Trend:
    """A KPI of an area, week by week; all sequences are as long as `weeks`, and NaN stands where nothing is known.

    name, key: of the area. weeks: first and last day of each. hours: worked in each. lows, highs: the first and last figure
    that is usual for these hours. target: of each week. last_year: figures of the same weeks a year before. words: the
    verdict on each week, or why there is none. settled_to: weeks that end later are provisional. xmr: where the chart fits,
    drawn instead of the range.
    """

    kpi: Kpi
    name: str
    weeks: Sequence[tuple[dt.date, dt.date]]
    values: Numbers
    hours: Numbers
    lows: Numbers
    highs: Numbers
    expected: Numbers
    target: Numbers
    last_year: Numbers
    words: Sequence[str]
    settled_to: dt.date | None = None
    marks: Sequence[Mark] = ()
    xmr: Xmr | None = None
    key: str = ""

    @property
    def limits(self) -> list[tuple[float, float]]:
        """The lowest and highest figure that is no surprise in each week: the XmR limits, where these are drawn."""
        low, high = (self.xmr.low, self.xmr.high) if self.xmr else (self.lows, self.highs)
        return list(zip(map(float, low), map(float, high), strict=True))

    def provisional(self, number: int) -> bool:
        """Whether more may still come in for this week."""
        return self.settled_to is not None and self.weeks[number][1] > self.settled_to

    def outside(self, number: int) -> int:
        """1 where a week's figure lies above its limits, -1 below; 0 within, and where it is too soon to tell."""
        value, (low, high) = self.values[number], self.limits[number]
        if self.provisional(number) or self.words[number] in NO_VERDICT:
            return 0
        return int(value > high) - int(value < low)  # false where either is NaN


def missing(shown: Trend) -> list[tuple[int, int]]:
    """First and one past the last of each stretch of weeks without a figure."""
    found: list[tuple[int, int]] = []
    for number, value in enumerate(shown.values):
        if not known(value):
            start = found.pop()[0] if found and found[-1][1] == number else number
            found.append((start, number + 1))
    return found


def last(line: Numbers) -> float:
    """The last number known; NaN where none is."""
    return next((float(value) for value in reversed(line) if known(value)), NOTHING)


def sentence(shown: Trend, number: int) -> str:
    """What a week says in full."""
    start, end = shown.weeks[number]
    figure = {
        "value": shown.values[number],
        "exposure_hours": shown.hours[number],
        "target": shown.target[number],
        "verdict": "",
        "missing": "",
        "set_aside": 0,
    }
    if not known(shown.values[number]):
        return f"{days(start, end)}: {within(shown.words[number] or NOT_LOADED)}."
    said = f"{days(start, end)}: {figure_sentence(shown.kpi, figure, shown.name, person=False)}"
    low, high = shown.limits[number]
    said += f" Limits {say_limits(low, high)}." if shown.xmr and known(low) else range_sentence(low, high)
    if known(shown.last_year[number]):
        said += f" The same week last year: {say_value(shown.kpi, shown.last_year[number])}."
    for words in (shown.words[number], shown.xmr.signals[number] if shown.xmr else ""):
        said += f" {words}." if words else ""
    return said + (f" {PROVISIONAL}" if shown.provisional(number) else "")


def say_limits(low: float, high: float) -> str:
    """The limits of a week in words; none lies below nought."""
    return say_range(max(0.0, low), high)


def trend_alt(shown: Trend) -> str:
    """The finding: the last week with a settled figure, which weeks lie outside, what is missing, and which chart it is."""
    numbers = range(len(shown.weeks))
    name = f"{shown.name}: {within(shown.kpi.label)} over {len(shown.weeks)} weeks"
    name += f" to {say_date(shown.weeks[-1][1])}." if shown.weeks else "."
    settled = [number for number in numbers if known(shown.values[number]) and not shown.provisional(number)]
    parts = [name]
    if settled:
        parts.append(f"The last settled week: {sentence(shown, settled[-1])}")
    parts += _outside_words(shown, [number for number in numbers if shown.outside(number)])
    gaps = [days(shown.weeks[start][0], shown.weeks[stop - 1][1]) for start, stop in missing(shown)]
    if gaps:
        parts.append(f"No figure for {listed(gaps)}.")
    later = sum(shown.provisional(number) for number in numbers)
    if later:
        parts.append(f"{later} {'week is' if later == 1 else 'weeks are'} provisional.")
    return " ".join([*parts, _method(shown)]).strip()


def _outside_words(shown: Trend, outside: list[int]) -> list[str]:
    limits = "limits" if shown.xmr else "usual range"
    if not outside:
        return [f"No settled week lies outside its {limits}."] if any(known(low) for low, _ in shown.limits) else []
    weeks = [f"{'▲' if shown.outside(number) > 0 else '▼'} {say_date(shown.weeks[number][0])}" for number in outside]
    shown_weeks = weeks[-5:]
    more = f"; the last {len(shown_weeks)}" if len(weeks) > len(shown_weeks) else ""
    verb = "lies" if len(weeks) == 1 else "lie"
    return [f"{len(weeks)} of {len(shown.weeks)} weeks {verb} outside the {limits}{more}: {listed(shown_weeks)}."]


def _method(shown: Trend) -> str:
    if shown.xmr:
        return f"Limits from the weeks themselves (XmR), mean {say_share(last(shown.xmr.mean))}."
    if any(known(low) for low, _ in shown.limits):
        return "The band is what luck alone would give in each week's hours."
    return ""


def table(shown: Trend, notes: dict[int, str]) -> pd.DataFrame:
    """A row a week. notes: the words of the pins."""
    limits = "Limits (XmR)" if shown.xmr else "Usual range"
    return pd.DataFrame(
        [
            {
                "Week": days(start, end),
                "Figure": say_value(shown.kpi, shown.values[number]),
                "Hours": say_hours(shown.hours[number]),
                limits: say_limits(*shown.limits[number]) if shown.xmr else say_range(*shown.limits[number]),
            }
            | ({"Target": say_share(shown.target[number])} if known(last(shown.target)) else {})
            | ({"Last year": say_value(shown.kpi, shown.last_year[number])} if known(last(shown.last_year)) else {})
            | {"State": _state(shown, number)}
            | ({"Note": notes.get(number, "")} if shown.marks else {})
            for number, (start, end) in enumerate(shown.weeks)
        ]
    )


def _state(shown: Trend, number: int) -> str:
    signal = shown.xmr.signals[number] if shown.xmr else ""
    return ", ".join(
        words for words in (shown.words[number], signal, "Provisional" * shown.provisional(number)) if words
    )
