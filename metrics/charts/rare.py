"""Rare events: the days on which they happened, how long ago the last one is, and totals of quarters with intervals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple

import pandas as pd

from metrics.charts import whiskers
from metrics.charts.axis import nice_top, period_labels
from metrics.charts.drawing import Drawing
from metrics.charts.words import days as say_days
from metrics.charts.words import known, listed, say_share, say_value, within
from metrics.kpi import Kpi
from metrics.terms import NOT_LOADED, say_date

YEAR = dt.timedelta(days=364)


class Quarter(NamedTuple):
    """Events of a quarter, the exact interval of the number behind them, and why it is not whole ("so far"), else ""."""

    start: dt.date
    end: dt.date
    done: float
    low: float
    high: float
    partial: str = ""


class _Axis(NamedTuple):
    """First and last day drawn."""

    start: dt.date
    end: dt.date

    def place(self, day: dt.date) -> float:
        """0 at the beginning of the first day, 1 at the end of the last."""
        return (day - self.start).days / ((self.end - self.start).days + 1)

    def span(self, start: dt.date, end: dt.date) -> dict[str, float]:
        """Where days begin and end, within what is drawn."""
        after = end + dt.timedelta(days=1)
        return {"start": max(0.0, self.place(start)), "stop": min(1.0, self.place(after))}


def rare(
    kpi: Kpi,
    name: str,
    days: Sequence[dt.date],
    until: dt.date,
    quarters: Sequence[tuple[dt.date, dt.date, float, float, float, str]],
    missing: Sequence[tuple[dt.date, dt.date]] = (),
) -> Drawing:
    """A strip of the days of events, with the days since the last, over totals of quarters on the same axis.

    days: one entry an event; those after until are left out. until: the day up to which the figures go. quarters: as
    `Quarter`, one after the other. missing: first and last day of each stretch for which the export is not loaded.
    """
    told = [Quarter(*quarter) for quarter in quarters]
    axis = _Axis(told[0].start, max(told[-1].end, until)) if told else _Axis(until - YEAR, until)
    happened = sorted(day for day in days if day <= until)
    shown = [day for day in dict.fromkeys(happened) if day >= axis.start]
    top = nice_top([amount for quarter in told for amount in (quarter.done, quarter.high) if known(amount)])
    short, since = _since(kpi, happened, until, missing)
    gaps = [
        axis.span(*gap) | {"sentence": f"{say_days(*gap)}: {within(NOT_LOADED)}."}
        for gap in missing
        if gap[1] >= axis.start and gap[0] <= axis.end
    ]
    ticks = [
        {"place": axis.place(day) + 0.5 / ((axis.end - axis.start).days + 1), "number": happened.count(day)}
        | {"sentence": f"{say_date(day)}: {say_value(kpi, happened.count(day))} {_unit(kpi, happened.count(day))}."}
        for day in shown
    ]
    line = [axis.span(happened[-1], until) | {"sentence": f"{since}."}] if happened else []
    labels = period_labels([(quarter.start, quarter.end) for quarter in told])
    data = {
        "periods": pd.DataFrame(
            [_period(kpi, name, q, n, axis, top, *labels[n]) for n, q in enumerate(told)], columns=PERIOD
        ),
        "days": pd.DataFrame(ticks, columns=["place", "number", "sentence"]),
        "gaps": pd.DataFrame(gaps, columns=["start", "stop", "sentence"]),
        "since": pd.DataFrame(line, columns=["start", "stop", "sentence"]),
        "scale": pd.DataFrame([{"place": part, "label": say_share(part * top)} for part in (0.0, 0.5, 1.0)]),
        "heads": pd.DataFrame([_head(kpi, short)]),
    }
    totals = [f"{say_days(q.start, q.end)} {_total(kpi, q)}" for q in told]
    alt = f"{name}: {since}." + (f" {kpi.label} by quarter: {listed(totals)}." if totals else "")
    return Drawing(whiskers.spec(strip=True), data, alt, partial(_table, kpi, told, happened))


PERIOD = [
    *("number", "start", "stop", "part", "low_part", "high_part", "partial", "missing", "text", "words", "counted"),
    *("count", "label", "year", "sentence"),
]


def _unit(kpi: Kpi, number: float) -> str:
    return kpi.unit_word.removesuffix("s") if number == 1 else kpi.unit_word


def _since(
    kpi: Kpi, happened: Sequence[dt.date], until: dt.date, missing: Sequence[tuple[dt.date, dt.date]]
) -> tuple[str, str]:
    """23 days since the last, in few words and in full; with care where days after it are not loaded."""
    if not happened:
        return f"No {kpi.unit_word} recorded", f"No {kpi.unit_word} recorded up to {say_date(until)}"
    last = happened[-1]
    number = (until - last).days
    unsure = any(end > last and start <= until for start, end in missing)
    said, care = f"{number:,} {'day' if number == 1 else 'days'} since the last", ", as far as is loaded" * unsure
    return f"{said}{care}", f"{said} {_unit(kpi, 1)}, {say_date(last)}{care}"


def _head(kpi: Kpi, head: str) -> dict[str, str]:
    return {
        "head": head,
        "unit": f"{kpi.unit_word} a quarter, and what a steady rate may be (95%)",
        "count": "",
        "help": f"{kpi.question} {kpi.meaning}",
    }


def _period(
    kpi: Kpi, name: str, quarter: Quarter, number: int, axis: _Axis, top: float, label: str, year: str
) -> dict[str, Any]:
    missing = not known(quarter.done)
    return {
        "number": number,
        **axis.span(quarter.start, quarter.end),
        "part": quarter.done / top,
        "low_part": quarter.low / top,
        "high_part": quarter.high / top,
        "partial": bool(quarter.partial),
        "missing": missing,
        "text": say_value(kpi, quarter.done),
        "words": within(NOT_LOADED) if missing else "",
        "counted": bool(quarter.partial) and not missing,
        "count": "" if missing else quarter.partial,
        "label": label,
        "year": year,
        "sentence": f"{say_days(quarter.start, quarter.end)}: {name}: {_total(kpi, quarter)}.",
    }


def _total(kpi: Kpi, quarter: Quarter) -> str:
    """3 warrants: a steady rate of 0.6 to 8.8 a quarter would fit."""
    if not known(quarter.done):
        return within(NOT_LOADED)
    said = f"{say_value(kpi, quarter.done)} {_unit(kpi, quarter.done)}"
    if known(quarter.low) and known(quarter.high):
        of = "in these days" if quarter.partial else "a quarter"
        said += f" (a steady rate of {say_share(quarter.low)} to {say_share(quarter.high)} {of} would fit)"
    return f"{said}, {quarter.partial}" if quarter.partial else said


def _table(kpi: Kpi, told: Sequence[Quarter], happened: Sequence[dt.date]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Quarter": say_days(quarter.start, quarter.end),
            "Figure": say_value(kpi, quarter.done),
            "A steady rate may be": f"{say_share(quarter.low)} to {say_share(quarter.high)}"
            if known(quarter.low)
            else "–",
            "State": quarter.partial if known(quarter.done) else NOT_LOADED,
            "On": listed([say_date(day) for day in happened if quarter.start <= day <= quarter.end]),
        }
        for quarter in told
    )
