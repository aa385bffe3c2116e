"""One area's KPI over time, in the side panel: its weeks in their usual range, or its days and quarters where it is rare; and
shares by quarter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import numpy as np
import streamlit as st

from metrics.bands import band, unusual_hours
from metrics.charts.drawing import Drawing
from metrics.charts.marks import Mark
from metrics.charts.rare import rare
from metrics.charts.shares import shares
from metrics.charts.trend import Trend, Xmr, trend
from metrics.charts.words import within
from metrics.history import History
from metrics.kpi import Kpi
from metrics.signals.rare import quarter_totals
from metrics.terms import NOT_LOADED, period_bounds
from metrics.ui import data, drawings, show, verdict_data
from metrics.ui.judging import rebased
from metrics.ui.selection import DAY, Period, Selection

WEEKS = 60
RARE = 0.5
"""Below one event in two weeks a week's figure says nothing: days and quarters do."""
QUARTERS = 5


def of_area(kpi: Kpi, asked: Kpi, name: str, view: Selection, marks: tuple[Mark, ...]) -> None:
    """The chart of an area's figure over time. asked: the KPI as it stands for the view's role."""
    drawing = over_time(view, kpi, asked, name, marks)
    if drawing is not None:
        show.chart(drawing, f"trend-{asked.id.replace(':', '-')}")
        show.lede(drawing.alt)
    if any(companion.unit == "share" for companion in kpi.companions):
        _shares(kpi, name, view)


@drawings.remembered
def over_time(view: Selection, kpi: Kpi, asked: Kpi, name: str, marks: tuple[Mark, ...]) -> Drawing | None:
    """Weeks in their usual range, or of a rare event its days; None where no week is known."""
    known = verdict_data.weeks_of(view.area.level, view)
    key = f"{view.area.level}:{view.area.key}"
    if asked.id not in known.names or key not in known.places:
        return None
    last = known.until(view.end)
    first = max(0, last - WEEKS)
    values = known.value[known.place(asked.id, key)][first:last]
    if not len(values) or np.isnan(values).all():
        return None
    if kpi.unit == "count" and not kpi.is_stock and np.nanmean(values) < RARE:
        return _rare(view, asked, name, known, key)
    return trend(_trend(view, kpi, asked, name, known, key, slice(first, last), marks))


def _trend(
    view: Selection, kpi: Kpi, asked: Kpi, name: str, known: History, key: str, weeks: slice, marks: tuple[Mark, ...]
) -> Trend:
    since = rebased(kpi, view, key)
    found = band(known, asked.id, key, since, weeks)
    year = np.concatenate([np.full(52, np.nan), known.value[known.place(asked.id, key)]])[weeks]
    words = [NOT_LOADED if np.isnan(value) else word for value, word in zip(found.value, found.word, strict=True)]
    series = (found.value, found.hours, found.low, found.high, found.expected, found.target, year)
    values, hours, lows, highs, expected, target, last_year = (part.tolist() for part in series)
    return Trend(
        kpi=asked, name=name, key=view.area.key, weeks=known.weeks[weeks], values=values, hours=hours, lows=lows, highs=highs,
        expected=expected, target=target, last_year=last_year, words=words, marks=marks,
        settled_to=verdict_data.settled([kpi], view.known_at).get(kpi.id),
        xmr=_xmr(known, asked, key, since, weeks) if kpi.unit == "hours" else None,
    )  # fmt: skip


def _xmr(known: History, asked: Kpi, key: str, since: dt.date | None, weeks: slice) -> Xmr | None:
    mean, low, high, signals = unusual_hours(known, asked.id, key, since)
    if np.isnan(mean[weeks]).all():
        return None
    return Xmr(mean[weeks].tolist(), low[weeks].tolist(), high[weeks].tolist(), signals[weeks])


def _rare(view: Selection, kpi: Kpi, name: str, known: History, key: str) -> Drawing:
    quarters = list(_quarters(view.end))
    happened = verdict_data.days_of_events(kpi, view.area, quarters[0][0], view)
    weeks = known.value[known.place(kpi.id, key)]
    missing = [days for days, value in zip(known.weeks, weeks, strict=True) if np.isnan(value) and days[0] <= view.end]
    before = known.weeks[0][0]
    if before > quarters[0][0]:
        missing.insert(0, (quarters[0][0], before - DAY))
    bounds = np.array([start for start, _ in quarters] + [quarters[-1][1] + DAY], dtype="datetime64[D]")
    totals = quarter_totals(np.array(happened, dtype="datetime64[D]"), bounds)
    told = [
        _quarter(days, before, view.end, tuple(float(part[n]) for part in (totals.count, totals.low, totals.high)))
        for n, days in enumerate(quarters)
    ]
    return rare(kpi, name, happened, view.end, told, missing)


def _quarters(end: dt.date) -> Iterator[Period]:
    """The calendar quarters to the one that holds a day."""
    found, day = [], end
    for _ in range(QUARTERS):
        found.append(period_bounds(day, "quarter"))
        day = found[-1][0] - DAY
    yield from reversed(found)


def _quarter(
    days: Period, before: dt.date, end: dt.date, total: tuple[float, ...]
) -> tuple[dt.date, dt.date, float, float, float, str]:
    """A quarter's total with its interval, and why it is not whole. before: the first day that is known at all."""
    start, last = days
    if last < before:
        return start, last, np.nan, np.nan, np.nan, within(NOT_LOADED)
    count, low, high = total
    return start, last, count, low, high, "so far" if last > end else "partly" if start < before else ""


def _shares(kpi: Kpi, name: str, view: Selection) -> None:
    """Each share that the KPI is never shown without, quarter by quarter with its interval, when somebody asks."""
    box = st.expander("Its shares by quarter", key=f"shares-{kpi.id}", on_change="rerun", type="compact")
    if not box.open:
        return
    with box:
        for drawing in by_quarter(view, kpi, name):
            show.chart(drawing, f"share-{drawing.alt[:40]}")
            show.lede(drawing.alt)


@drawings.remembered
def by_quarter(view: Selection, kpi: Kpi, name: str) -> list[Drawing]:
    """A drawing per share."""
    labels = [companion.label for companion in kpi.companions if companion.unit == "share"]
    rows: dict[str, list[tuple[dt.date, dt.date, float, float, float, float]]] = {label: [] for label in labels}
    for start, last in _quarters(view.end):
        end = min(last, view.end)
        found = {
            shown.label: shown
            for shown in data.beside([kpi], view.area.level, view, role=view.role, days=(start, end)).get(kpi.id, [])
            if shown.key == view.area.key
        }
        for label in labels:
            shown = found.get(label)
            told = (shown.number * shown.n, shown.n, shown.low, shown.high) if shown and shown.n else (np.nan,) * 4
            rows[label].append((start, end, *told))
    return [shares(label[:1].lower() + label[1:], f"{kpi.label}: {name}", of) for label, of in rows.items()]
