"""The slim bar at the top of every page: the view in words, and the fields to change it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any, NoReturn
from urllib.parse import urlencode

import streamlit as st

from metrics.catalogue import kpis
from metrics.frames import rows_of
from metrics.question import area_key
from metrics.store.connection import StoreUnavailableError
from metrics.terms import LONDON, TEAM, WHOLE_FORCE, Area, Role, say_date
from metrics.ui import ahead, areas, data, frame, gate, looks, selection, sheet, show, teaching, viewer
from metrics.ui.following import following
from metrics.ui.safe import html, label
from metrics.ui.selection import PERIODS, PeriodKind, Selection

WEEKS_OFFERED = 60
ROLES: dict[Role | None, str] = {None: "PCs and PCSOs", "PC": "PCs only", "PCSO": "PCSOs only"}


def choose(
    title: str, default: PeriodKind = "12weeks", only: PeriodKind | None = None, people: bool = False
) -> Selection:
    """The page's title and its view; stops the page, with words and a button, where nothing is loaded.

    only: the page always shows this kind of period (This week); the kind asked for elsewhere stays in the address. people: it
    is about people, so that supervisors see it up to the last week that is open to them; the address keeps what was asked for.
    """
    gate.require()
    try:
        last = data.last_week()
        empty = data.is_empty()
    except StoreUnavailableError as error:
        head(title, "")
        frame.unavailable(error)
        st.stop()
    if empty or last is None:
        nothing(title, "Nothing is loaded yet" if empty else "No weekly export is loaded yet")
    asked = selection.read(last, default)
    home = viewer.scope().home
    if home is not None and selection.is_bare():
        asked = replace(asked, area=home)
    if people and not asked.officer and not viewer.may("see_areas"):
        asked = replace(asked, officer=viewer.scope().collar)
    known = asked if areas.is_known(asked) else replace(asked, area=WHOLE_FORCE)
    selection.write(known)
    shown = known.of(only) if only else known
    opened = ahead.of_supervisors(shown, last) if people else None
    if opened is not None:
        known, shown, last = known.of(known.period, opened.last), shown.of(shown.period, opened.last), opened.last
    looks.at(_what(title, shown), urlencode(shown.params()), shown.days)
    _bar(title, known, shown, last, fixed=only is not None)
    if opened is not None:
        show.note(opened.words)
    if known.area != asked.area:
        what = "Nobody is led by collar number" if asked.area.level == TEAM else "There is no area called"
        show.note(f"{what} {asked.area.key}. The whole force is shown.")
    return shown


def _what(title: str, view: Selection) -> str:
    """The page in the words of the look-up log, with what is opened on it."""
    kpi = kpis().get((view.kpi or "").partition(":")[0])
    parts = [kpi.label if kpi and view.opened else "", f"reference {view.ref}" if view.ref else ""]
    return ", ".join(filter(None, (title, *parts)))


def nothing(title: str, words: str) -> NoReturn:
    """What a page without data says; the page stops."""
    head(title, words.lower())
    teaching.nothing(title, words)
    st.stop()


def head(title: str, words: str) -> None:
    """The title of a page that has no view, with quiet words beside it."""
    show.block(f'<h1 style="font-size:1.5rem;margin:0">{html(title)} <span class="bb-beside">{html(words)}</span></h1>')
    sheet.head(title, words)


def line(title: str) -> Any:
    """The slim bar with its title; what is put into it stands beside."""
    bar = st.container(horizontal=True, vertical_alignment="top", key="bar", gap="small")
    bar.html(f'<h1 class="bb" style="font-size:1.5rem;margin:0">{html(title)}</h1>', width="content")
    return bar


def unfolded(words: str) -> Any:
    """The view in words, unfolding to the fields that change it.

    Not a popover: that hangs at the end of the document, where Tab comes to it after everything else on the page.
    """
    box = st.expander(label(words), key="bar-view", type="compact")
    return box.container(horizontal=True, key="bar-fields", gap="small", vertical_alignment="bottom")


def _bar(title: str, view: Selection, shown: Selection, last: dt.date, fixed: bool) -> None:
    words = f"{areas.name_of(view)} · {shown.period_words} · {view.known_words}"
    with line(title), unfolded(words):
        changed = _controls(title, view, last, fixed)
    sheet.head(title, words)
    if changed != view:
        selection.go(replace(changed, opened=False))


def _controls(page: str, view: Selection, last: dt.date, fixed: bool) -> Selection:
    changed = _area(page, view)
    if not fixed:
        kind = st.selectbox(
            "Period", list(PERIODS), format_func=PERIODS.__getitem__, key=following(page, "period", view.period)
        )
        changed = changed if kind == view.period else changed.of(kind)
    changed = _days(page, view, changed, last, fixed)
    chosen = st.selectbox("Roles", list(ROLES.values()), key=following(page, "role", ROLES[view.role]))
    role = next(role for role, words in ROLES.items() if words == chosen)
    known = st.date_input(
        "As known at the end of (empty: now)",
        None,
        format="DD/MM/YYYY",
        key=following(page, "known", view.known_at.date() if view.known_at else None),
    )
    moment = dt.datetime.combine(known, dt.time(23, 59), LONDON) if isinstance(known, dt.date) else None
    if (moment and moment.date()) == (view.known_at and view.known_at.date()):
        moment = view.known_at
    return replace(changed, role=role, known_at=moment)


def _area(page: str, view: Selection) -> Selection:
    options = _area_options(view)
    now = str(area_key(view.area))
    if now not in options:
        options[now] = areas.name_of(view)
    chosen = st.selectbox(
        "Area or team", list(options), format_func=options.__getitem__, key=following(page, "area", now)
    )
    if chosen == now:
        return view
    level, _, key = chosen.partition(":")
    return replace(view, area=Area(level, key))  # type: ignore[arg-type]


def _area_options(view: Selection) -> dict[str, str]:
    levels = {"force": "", "lpa": " · LPA", "sector": " · sector", "beat": " · beat"}
    found = {
        f"{area['level']}:{area['key']}": areas.whole_name(view.known_at)
        if area["level"] == "force"
        else f"{area['name']}{levels[area['level']]}"
        for area in rows_of(areas.offered(data.together(view), view.known_at))
    }
    mine = {} if areas.is_of_several(view) else data.teams_led(view)
    return found | {key: f"{name} ({number} people)" for key, (name, number) in mine.items()}


def _days(page: str, view: Selection, changed: Selection, last: dt.date, fixed: bool) -> Selection:
    if fixed or view.period in ("week", "4weeks", "12weeks"):
        ends = [last - dt.timedelta(days=7 * back) for back in range(WEEKS_OFFERED)]
        if view.end not in ends:
            ends.insert(0, view.end)
        end = st.selectbox("To the end of", ends, format_func=say_date, key=following(page, "to", view.end))
        return changed if end == view.end else changed.of(changed.period, end)
    if view.period == "dates":
        start = st.date_input("From", None, format="DD/MM/YYYY", key=following(page, "from", view.start))
        if isinstance(start, dt.date) and start != view.start:
            changed = replace(changed, start=min(start, view.end))
    day = st.date_input("To", None, format="DD/MM/YYYY", key=following(page, "day", view.end))
    return changed.of(changed.period, day) if isinstance(day, dt.date) and day != view.end else changed
