"""The bar of the Public accountability page: a place, 12 months and those they are compared with, kept in the address.

The page stands without a weekly export, so it does not ask for one as other bars do.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import streamlit as st

from metrics import march_2022
from metrics.crime import Place, year_to
from metrics.question import DAY, Period
from metrics.store.connection import StoreUnavailableError
from metrics.terms import LONDON, say_date
from metrics.ui import bar, data, frame, gate, public_data, routes, selection, sheet, show
from metrics.ui.following import following
from metrics.ui.public_data import Asked
from metrics.ui.selection import Selection

LEVEL_WORDS = {"lpa": " · LPA", "sector": " · sector", "beat": " · beat"}
AS_PUBLISHED, LATEST = "As published in March 2022", "Latest 12 months"


def choose(title: str) -> tuple[Selection, Asked | None]:
    """The page's title, its view and what that asks for: nothing where no crime figures are loaded. Stops where nothing is."""
    gate.require()
    try:
        empty = data.is_empty()
    except StoreUnavailableError as error:
        bar.head(title, "")
        frame.unavailable(error)
        st.stop()
    if empty:
        bar.nothing(title, "Nothing is loaded yet")
    view = selection.read(None, "12weeks")
    one = public_data.asked(view)
    if one is None:
        bar.head(title, view.known_words)
        return view, None
    shown = public_data.viewed(view, one)
    selection.write(shown)
    _bar(title, shown, one)
    _editions(shown, one)
    return shown, one


def say_year(days: Period) -> str:
    """12 months to March 2022."""
    return f"12 months to {days[1]:%B %Y}"


def name_of(one: Asked) -> str:
    """Force, Corby, Northamptonshire."""
    return public_data.places(one.known_at)[one.key][0].name


def _bar(title: str, view: Selection, one: Asked) -> None:
    against = "the 12 before" if one.before == year_to(one.now[0] - DAY) else f"the {say_year(one.before)}"
    words = f"{name_of(one)} · {say_year(one.now)} against {against} · {view.known_words}"
    with bar.line(title), bar.unfolded(words):
        changed = _controls(one)
    sheet.head(title, words)
    if changed != one:
        selection.go(public_data.viewed(replace(view, known_at=changed.known_at), changed))


def _controls(one: Asked) -> Asked:
    found = public_data.places(one.known_at)
    keys = list(found)
    key = st.selectbox(
        "Area", keys, format_func=lambda each: _named(found[each][0]), key=following("public_bar", "place", one.key)
    )
    if key != one.key:
        return _latest(key, one.known_at)
    now = _year("12 months to the end of", found[key][1].offered, one.now, "year")
    if now != one.now:
        return replace(one, now=now, before=year_to(now[0] - DAY))
    earlier = tuple(dict.fromkeys([year_to(now[0] - DAY)[1], *(end for end in found[key][1].offered if end < now[0])]))
    before = _year("Against the 12 months to the end of", earlier, one.before, "against")
    known = st.date_input(
        "As known at the end of (empty: now)", None, format="DD/MM/YYYY",
        key=following("public_bar", "known", one.known_at.date() if one.known_at else None),
    )  # fmt: skip
    moment = dt.datetime.combine(known, dt.time(23, 59), LONDON) if isinstance(known, dt.date) else None
    same = (moment and moment.date()) == (one.known_at and one.known_at.date())
    return replace(one, before=before, known_at=one.known_at if same else moment)


def _year(words: str, ends: tuple[dt.date, ...], chosen: Period, key: str) -> Period:
    options = list(ends) if chosen[1] in ends else [chosen[1], *ends]
    end = st.selectbox(words, options, format_func=say_date, key=following("public_bar", key, chosen[1]))
    return year_to(end)


def _named(place: Place) -> str:
    return f"{place.name}{LEVEL_WORDS.get(place.area.level, '')}" if place.area else place.name


def _latest(key: str, known_at: dt.datetime | None) -> Asked:
    now = year_to(public_data.places(known_at)[key][1].offered[0])
    return Asked(key, now, year_to(now[0] - DAY), known_at)


def _editions(view: Selection, one: Asked) -> None:
    """The way from what is current to what was published, and back, where both are loaded: they are never mixed."""
    found = public_data.places(one.known_at)
    published = Asked(march_2022.AREA, march_2022.NOW, march_2022.BEFORE, one.known_at)
    is_there = march_2022.AREA in found and march_2022.NOW[1] in found[march_2022.AREA][1].whole
    if one.is_published:
        key = public_data.FORCE_KEY if public_data.FORCE_KEY in found else one.key
        latest = _latest(key, one.known_at)
        if latest != one:
            show.link(routes.PUBLIC, f"{LATEST}: {found[key][0].name}, to {latest.now[1]:%B %Y}", _to(view, latest))
    elif is_there:
        show.link(routes.PUBLIC, AS_PUBLISHED, _to(view, published))


def _to(view: Selection, one: Asked) -> dict[str, str]:
    return public_data.viewed(view, one).params()
