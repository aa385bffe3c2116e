"""The national measures and the positive outcome rate on the Public accountability page: figure, baseline, comparison, state."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from metrics.catalogue import exports
from metrics.measures_stated import (
    EXPORT,
    NATIONAL_MEASURES,
    OUTCOMES,
    PLACE_AMONG_FORCES,
    Standing,
    Value,
    standing,
)
from metrics.question import DAY
from metrics.terms import NOT_LOADED, say_date, say_moment
from metrics.ui import public_data, show
from metrics.ui.public_bar import name_of
from metrics.ui.public_data import Asked
from metrics.ui.selection import Selection
from metrics.ui.shown import Sheet, Shown

PUBLISHED = "Published"


def say_value(one: Value) -> str:
    """74.3%, 655, 13.2 per million people."""
    if one.value is None:
        return one.status
    number = f"{one.value:,.0f}" if one.value.is_integer() and one.unit != "%" else f"{one.value:g}"
    return f"{number}%" if one.unit == "%" else f"{number} {one.unit}" if one.unit.startswith("per ") else number


def say_days(one: Value) -> str:
    """12 months to December 2021; where the source names no first day, as at 31 January 2021."""
    after = one.end + DAY
    if one.start is None:
        return f"as at {say_date(one.end)}"
    if after.day == 1 and one.start == after.replace(year=after.year - 1):
        return f"12 months to {one.end:%B %Y}"
    return f"{say_date(one.start)} to {say_date(one.end)}"


def stated(one: Asked, measure: str) -> Standing:
    """A measure of the place as last stated by the end of the 12 months."""
    place = public_data.places(one.known_at)[one.key][0]
    return standing(public_data.measures(one.known_at), measure, (place.name, *place.texts), one.now[1])


def outcomes(one: Asked) -> str:
    """14.1% of all crime had a positive outcome in the 12 months to March 2022; 11.8% as at 31 March 2021. 8th of the forces."""
    rate, place = stated(one, OUTCOMES), stated(one, PLACE_AMONG_FORCES)
    if rate.now is None or rate.now.value is None:
        return f"Positive outcome rate: not loaded for {name_of(one)}. It comes with Published Measures, from the {_sender()}."
    words = f"{say_value(rate.now)} of all crime had a positive outcome ({say_days(rate.now)})"
    if rate.baseline is not None and rate.baseline.value is not None:
        words += f"; before, {say_value(rate.baseline)} ({say_days(rate.baseline)})"
    if place.now is not None and place.now.value is not None and place.now.end == rate.now.end:
        words += f". Place {place.now.value:.0f} among the forces, the highest rate first, as the source says"
    return f"{words}. Source: {rate.now.source}."


def _sender() -> str:
    return exports()[EXPORT].sent_by


def table(one: Asked) -> pd.DataFrame:
    """The six measures with what is measured for each."""
    rows = []
    for national in NATIONAL_MEASURES:
        for measure in national.measures:
            found = stated(one, measure)
            if found.now is not None or len(national.measures) == 1 or measure == national.measures[0]:
                rows.append(_row(national.title, found, one))
    frame = pd.DataFrame(rows)
    blank = [name for name in ("Country", "Note") if not frame[name].astype(bool).any()]
    return frame.drop(columns=blank)


def _row(title: str, found: Standing, one: Asked) -> dict[str, str]:
    now = found.now
    if now is None:
        return {"National measure": title, "Measured by": found.measure, "State": NOT_LOADED} | dict.fromkeys(
            ("Last figure", "Baseline", "Country", "Note"), ""
        )
    state = now.status if now.status != PUBLISHED or now.end >= one.now[0] else f"{PUBLISHED}, before these 12 months"
    return {
        "National measure": title,
        "Measured by": found.measure,
        "Last figure": "" if now.value is None else f"{_figures(found)} ({say_days(now)})",
        "Baseline": _said(found.baseline),
        "Country": _said(found.national),
        "State": state,
        "Note": now.note or "",
    }


def _figures(found: Standing) -> str:
    """871; 87 stands elsewhere on the page."""
    if found.now is None:
        return ""
    others = "".join(f" (elsewhere {say_value(other)})" for other in found.others)
    return f"{say_value(found.now)}{others}"


def _said(one: Value | None) -> str:
    if one is None:
        return ""
    return say_value(one) if one.value is None else f"{say_value(one)} ({say_days(one)})"


def finding(one: Asked) -> str:
    """How many of the six have a figure, are awaited, or are not there."""
    states = [[stated(one, measure).state for measure in national.measures] for national in NATIONAL_MEASURES]
    told = sum(PUBLISHED in found for found in states)
    waiting = [
        national.title.lower()
        for national, found in zip(NATIONAL_MEASURES, states, strict=True)
        if PUBLISHED not in found and set(found) != {NOT_LOADED}
    ]
    if not told and not waiting:
        name = name_of(one)
        return f"No national measure is loaded for {name}: they are stated of whole forces. They come from the {_sender()}."
    tail = f" Awaited or not available: {', '.join(waiting)}." if waiting else ""
    return f"{told} of the {len(states)} national crime and policing measures have a figure for {name_of(one)}.{tail}"


def show_measures(one: Asked) -> None:
    """The positive outcome rate and the six measures."""
    show.heading("Positive outcomes")
    show.lede(outcomes(one))
    show.heading(
        "National crime and policing measures",
        "as stated; baseline: the 12 months to June 2019, or the year before",
    )
    show.lede(finding(one))
    frame = table(one)
    if (frame["State"] == NOT_LOADED).all():
        return
    show.table(frame)
    box = st.expander("Where each measure comes from", key="measure-origins", on_change="rerun", type="compact")
    if box.open:
        with box:
            show.block(show.table_html(origins(one), cards=False, wide=True))


def origins(one: Asked) -> pd.DataFrame:
    """The row, file and load of each value shown."""
    measures = (
        OUTCOMES,
        PLACE_AMONG_FORCES,
        *(measure for national in NATIONAL_MEASURES for measure in national.measures),
    )
    found = [stated(one, measure) for measure in measures]
    values = [value for each in found for value in (each.now, each.baseline, each.national, *each.others) if value]
    files = public_data.files(values)
    return pd.DataFrame(
        [
            {
                "Measured by": value.measure, "Area": value.area, "Figure": say_value(value), "Period": say_days(value),
                "Source": value.source, "File": files[value.load_id].file, "Sheet": files[value.load_id].sheet,
                "In it": f"row {value.source_row}",
                "Loaded": f"{say_moment(files[value.load_id].loaded_at)} by {files[value.load_id].loaded_by}",
            }
            for value in values
        ]
    )  # fmt: skip


def exhibit(view: Selection) -> Shown | None:
    """The measures as evidence."""
    one = public_data.asked(view)
    if one is None or (table(one)["State"] == NOT_LOADED).all():
        return None
    sheets = (Sheet("National measures", table(one)), Sheet("Where from", origins(one)))
    return Shown(f"{outcomes(one)} {finding(one)}", sheets, None)


__all__ = ["exhibit", "finding", "origins", "outcomes", "say_days", "say_value", "show_measures", "stated", "table"]
