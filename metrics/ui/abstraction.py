"""Hours taken from neighbourhood work, on Time in place: by reason, by who authorised them and by beat, week by week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

import pandas as pd
import streamlit as st

from metrics.charts import strips
from metrics.charts.drawing import Drawing
from metrics.charts.figures import Line
from metrics.charts.words import hours_aside, known, listed, percent, say_hours, within
from metrics.frames import rows_of
from metrics.terms import STATES, TEAM
from metrics.ui import data, drawings, show
from metrics.ui.opening import opener
from metrics.ui.selection import Selection
from metrics.ui.time_in_place import known_hours, missing

NOT_RECORDED = "not recorded"
ABOVE = "Posted above the beats"
LEAST_ABOVE = 0.5
"""Hours below which what the beats leave over is a matter of rounding."""
LINES_AT_MOST = 12
"""Lines of a table that stands open on the page."""
STRIPS_AT_MOST = 40
"""Lines drawn week by week; the table below names all."""
K = TypeVar("K", bound=Hashable)
ByWeek = Mapping[tuple[dt.date, str], float]


class Taken(NamedTuple):
    """Hours taken in a week that the view shows, known by its first day there: who authorised them, and why."""

    day: dt.date
    who: str
    reason: str
    hours: float


@drawings.remembered
def _taken(view: Selection) -> list[Taken]:
    """The abstracted hours of the view."""
    first = {day - dt.timedelta(days=day.weekday()): day for day, _ in view.weeks()}
    people = drawings.names(view.known_at)
    spread = data.spent(view).spread
    found = []
    for row in rows_of(spread[spread["part"] == "abstraction"]):
        monday = pd.Timestamp(row["week"]).date()
        who = people.get(row["of"], str(row["of"])) if known(row["of"]) else NOT_RECORDED
        found.append(Taken(first.get(monday, monday), who, row["state"], float(row["hours"])))
    return found


def _sums(pairs: Iterable[tuple[K, float]]) -> dict[K, float]:
    """Hours added up by what they are told apart by."""
    found: dict[K, float] = {}
    for what, hours in pairs:
        found[what] = found.get(what, 0.0) + hours
    return found


@drawings.remembered
def by_reason(view: Selection, name: str) -> Drawing | None:
    """Abstracted hours by reason and week; None where there were none."""
    hours, taken = known_hours(view), _taken(view)
    sums = _sums((one.reason, one.hours) for one in taken)
    reasons = [state.name for state in STATES.values() if state.name in sums]
    if not reasons:
        return None
    alt = (
        f"{name}: {say_hours(hours.abstraction)} hours abstracted, {percent(hours.abstraction, hours.rostered)} of rostered "
        f"hours: {listed([f'{within(reason)} {say_hours(sums[reason])}' for reason in reasons])}."
        f"{missing(hours)}{hours_aside(hours.set_aside)}"
    )
    amounts = _sums(((one.day, one.reason), one.hours) for one in taken)
    return strips.weekly(reasons, amounts, view.weeks(), hours.gaps, alt)


@drawings.remembered
def _authorised(view: Selection) -> pd.DataFrame:
    """Abstracted hours by who authorised them, alphabetical, those without a name last."""
    sums = _sums(((one.who, one.reason), one.hours) for one in _taken(view))
    total = sum(sums.values())
    lines = []
    for who in sorted({who for who, _ in sums}, key=lambda who: (who == NOT_RECORDED, who.casefold())):
        rows = {reason: spent for (of, reason), spent in sorted(sums.items()) if of == who}
        spent = sum(rows.values())
        lines.append(
            {"Authorised by": who, "Abstracted": say_hours(spent), "Share": percent(spent, total)}
            | {"Reasons": ", ".join(f"{within(reason)} {say_hours(hours)}" for reason, hours in rows.items())}
        )
    return pd.DataFrame(lines)


def authorised(view: Selection, name: str) -> None:
    """Who authorised the abstraction, alphabetical; and week by week, when somebody asks."""
    found = _authorised(view)
    if not len(found):
        return
    words, number = "Abstracted hours by who authorised them, alphabetical", len(found)
    show.opened(words, "authorised", number, number, lambda: found, expanded=number <= LINES_AT_MOST)
    box = st.expander(
        "Week by week, by who authorised them", key="open-authorised-weeks", on_change="rerun", type="compact"
    )
    if box.open:
        with box:
            amounts = _sums(((one.day, one.who), one.hours) for one in _taken(view))
            alt = f"{name}: abstracted hours of each week, by who authorised them."
            _weekly(view, list(found["Authorised by"]), amounts, alt, "authorised")


def _weekly(view: Selection, names: Sequence[str], amounts: ByWeek, alt: str, key: str) -> None:
    """A strip a name, drawn when it is asked for."""
    shown = list(names)[:STRIPS_AT_MOST]
    more = f" The first {len(shown)} of {len(names)} are drawn." if len(names) > len(shown) else ""
    drawing = strips.weekly(shown, amounts, view.weeks(), known_hours(view).gaps, f"{alt}{more}")
    show.chart(drawing, f"{key}-weeks")
    show.lede(drawing.alt)


@drawings.remembered
def _beats(view: Selection) -> pd.DataFrame:
    """Abstracted hours of each beat's team in list order; what is posted above the beats by itself."""
    found = data.hours("beat", (view.days,), view, role=view.role)
    mine = {row["key"]: row for row in rows_of(found)}
    rows = [_beat(line.name, mine[line.key]) | {"key": line.key} for line in _lines(view) if line.key in mine]
    whole = known_hours(view)
    above = {name: getattr(whole, name) - found[name].sum() for name in ("abstraction", "rostered")}
    if above["rostered"] > LEAST_ABOVE:
        rows.append(_beat(ABOVE, above) | {"key": ""})
    return pd.DataFrame(rows)


def _beat(name: str, row: dict[str, float]) -> dict[str, str]:
    if not known(row["rostered"]):
        return {"Beat": name, "Abstracted": "not loaded", "Rostered": "", "Share": ""}
    words = {"Abstracted": say_hours(row["abstraction"]), "Rostered": say_hours(row["rostered"])}
    return {"Beat": name} | words | {"Share": percent(row["abstraction"], row["rostered"])}


def by_beat(view: Selection, name: str) -> None:
    """The abstraction of each beat's team, in list order, and week by week; nothing for one beat, or a sergeant's team."""
    if view.area.level in ("beat", TEAM):
        return
    address = opener(view, "beat").address
    words, number = "Abstracted hours of each beat's team, in list order", len(_lines(view))
    show.opened(
        words, "beats", number, number, lambda: _beats(view).drop(columns="key"), expanded=number <= LINES_AT_MOST,
        opens=lambda: [address({"kpi": "abstraction", "key": key}) for key in _beats(view)["key"] if key],
    )  # fmt: skip
    box = st.expander("Week by week, by beat", key="open-beats-weeks", on_change="rerun", type="compact")
    if box.open:
        with box:
            amounts = _of_beats(view)
            there = {who for _, who in amounts}
            names = [line.name for line in _lines(view)] + [ABOVE] * (ABOVE in there)
            _weekly(view, names, amounts, f"{name}: abstracted hours of each week, by the beat's team.", "beats")


def _of_beats(view: Selection) -> dict[tuple[dt.date, str], float]:
    """Abstracted hours by the first day of each week and beat, and what is posted above the beats; a week of a beat that is not
    loaded is left out."""
    names = {line.key: line.name for line in _lines(view)}
    weekly = data.hours("beat", view.weeks(), view, role=view.role)
    found = {
        (row["period_start"], names[row["key"]]): float(row["abstraction"])
        for row in rows_of(weekly)
        if row["key"] in names and known(row["abstraction"])
    }
    of_beats = _sums((day, hours) for (day, _), hours in found.items())
    for day, hours in _sums((one.day, one.hours) for one in _taken(view)).items():
        if hours - of_beats.get(day, 0.0) > LEAST_ABOVE:
            found[day, ABOVE] = hours - of_beats.get(day, 0.0)
    return found


def _lines(view: Selection) -> list[Line]:
    return [line for line in drawings.beat_lines(view) if not line.heading]
