"""Hours taken from neighbourhood work, on Time in place: by reason, by who authorised them and by beat, week by week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from metrics.charts import strips
from metrics.charts.drawing import Drawing
from metrics.charts.figures import Line, say_person
from metrics.charts.words import hours_aside, known, listed, percent, say_hours, within
from metrics.frames import rows_of
from metrics.terms import STATES, TEAM
from metrics.ui import data, drawings, show, side
from metrics.ui.selection import Selection
from metrics.ui.time_in_place import known_hours, missing

NOT_RECORDED = "not recorded"
ABOVE = "Posted above the beats"
LINES_AT_MOST = 12
"""Lines of a table that stands open on the page."""
STRIPS_AT_MOST = 40
"""Lines drawn week by week; the table below names all."""
ByWeek = Mapping[tuple[dt.date, str], float]


@drawings.remembered
def by_reason(view: Selection, name: str) -> Drawing | None:
    """Abstracted hours by reason and week; None where there were none."""
    hours, amounts = known_hours(view), _by_week(view, "state")
    reasons = [state.name for state in STATES.values() if any(state.name == reason for _, reason in amounts)]
    if not reasons:
        return None
    sums = {reason: sum(spent for (_, of), spent in amounts.items() if of == reason) for reason in reasons}
    alt = (
        f"{name}: {say_hours(hours.abstraction)} hours abstracted, {percent(hours.abstraction, hours.rostered)} of rostered "
        f"hours: {listed([f'{within(reason)} {say_hours(spent)}' for reason, spent in sums.items()])}."
        f"{missing(hours)}{hours_aside(hours.set_aside)}"
    )
    return strips.weekly(reasons, amounts, view.weeks(), hours.gaps, alt)


def _by_week(view: Selection, of: str) -> dict[tuple[dt.date, str], float]:
    """Abstracted hours by the first day of the week that the view shows, and by reason (state) or by who authorised them (of)."""
    first = {day - dt.timedelta(days=day.weekday()): day for day, _ in view.weeks()}
    people = {person["collar"]: say_person(person) for person in rows_of(data.people(view.known_at))}
    found: dict[tuple[dt.date, str], float] = {}
    spread = data.spent(view).spread
    for row in rows_of(spread[spread["part"] == "abstraction"]):
        monday = pd.Timestamp(row["week"]).date()
        what = NOT_RECORDED if not known(row[of]) else people.get(row[of], row[of]) if of == "of" else row[of]
        at = first.get(monday, monday), str(what)
        found[at] = found.get(at, 0.0) + float(row["hours"])
    return found


def _names(amounts: ByWeek) -> list[str]:
    """Alphabetical, those without a name last."""
    return sorted({who for _, who in amounts}, key=lambda who: (who == NOT_RECORDED, who.casefold()))


@drawings.remembered
def _authorised(view: Selection) -> pd.DataFrame:
    """Abstracted hours by who authorised them, alphabetical, those without a name last."""
    spread = data.spent(view).spread
    found = spread[spread["part"] == "abstraction"].groupby(["of", "state"], dropna=False, sort=False)["hours"].sum()
    people = {person["collar"]: say_person(person) for person in rows_of(data.people(view.known_at))}
    total = float(found.sum())
    rows: dict[str, list[tuple[str, float]]] = {}
    for (of, state), spent in sorted(found.items(), key=lambda item: str(item[0][1])):
        who = people.get(str(of), str(of)) if known(of) else NOT_RECORDED
        rows.setdefault(who, []).append((str(state), float(spent)))
    names = sorted(rows, key=lambda who: (who == NOT_RECORDED, who.casefold()))
    return pd.DataFrame(
        [
            {"Authorised by": who, "Abstracted": say_hours(sum(spent for _, spent in rows[who]))}
            | {"Share": percent(sum(spent for _, spent in rows[who]), total)}
            | {"Reasons": ", ".join(f"{within(state)} {say_hours(spent)}" for state, spent in rows[who])}
            for who in names
        ]
    )


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
            amounts = _by_week(view, "of")
            _weekly(
                view,
                _names(amounts),
                amounts,
                f"{name}: abstracted hours of each week, by who authorised them.",
                "authorised",
            )


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
    if above["rostered"] > 0.5:
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
    address = side.opener(view, "beat").address
    words, number = "Abstracted hours of each beat's team, in list order", len(_lines(view))
    show.opened(
        words, "beats", number, number, lambda: _beats(view).drop(columns="key"), expanded=number <= LINES_AT_MOST,
        opens=lambda: [address({"kpi": "abstraction", "key": key}) for key in _beats(view)["key"] if key],
    )  # fmt: skip
    box = st.expander("Week by week, by beat", key="open-beats-weeks", on_change="rerun", type="compact")
    if box.open:
        with box:
            amounts = _of_beats(view)
            names = [line.name for line in _lines(view)]
            _weekly(view, names, amounts, f"{name}: abstracted hours of each week, by the beat's team.", "beats")


def _of_beats(view: Selection) -> dict[tuple[dt.date, str], float]:
    """Abstracted hours by the first day of each week and beat; a week that is not loaded is left out."""
    names = {line.key: line.name for line in _lines(view)}
    found = data.hours("beat", view.weeks(), view, role=view.role)
    return {
        (row["period_start"], names[row["key"]]): float(row["abstraction"])
        for row in rows_of(found)
        if row["key"] in names and known(row["abstraction"])
    }


def _lines(view: Selection) -> list[Line]:
    return [line for line in drawings.beat_lines(view) if not line.heading]
