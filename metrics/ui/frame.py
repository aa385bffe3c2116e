"""What stands around every page: style, navigation, search, which store is open, and the purpose as a footer."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import streamlit as st

from metrics import settings, terms
from metrics.catalogue import kpis
from metrics.charts.figures import say_person
from metrics.frames import rows_of
from metrics.store.connection import StoreUnavailableError
from metrics.ui import data, drawings, guide, routes, selection, show
from metrics.ui.safe import html, label

ICON = str(Path(__file__).parent / "static" / "icon.svg")
SIDE = 236
"""Width of the side in pixels: the charts need the room."""


def dress() -> None:
    """The app's own type and style."""
    st.html(show.stylesheet())


def sidebar(groups: dict[str, list[st.Page]]) -> None:
    """Name, search, the pages in their groups (with the view's address), and which store is open."""
    view = _view()
    with st.sidebar:
        st.html('<div class="bb bb-brand"><b></b>Beatboard</div>')
        if view is not None:
            _search(view)
        for group, pages in groups.items():
            st.html(f'<p class="bb bb-group">{html(group)}</p>')
            for page in pages:
                st.page_link(page, query_params=view.params(opened=False, ref=None) if view else None)
        _which_store()
        guide.at_the_side()


def _view() -> selection.Selection | None:
    try:
        return selection.read(data.last_week())
    except StoreUnavailableError:
        return None


STORES = {
    "sample": "Sample force: every person, figure and place on these pages is invented.",
    "priority_area_team": "The Priority Area Team of 2020: the totals are the blueprint's, every person and record is invented.",
    "own": "Our own exports.",
}


def _which_store() -> None:
    chosen = settings.chosen() or "sample"
    st.html(f'<p class="bb bb-group" style="margin-top:1rem">{STORES[chosen]}</p>')
    st.page_link(routes.START, label="Start with our own exports" if chosen == "sample" else "Back to the sample force")


def _search(view: selection.Selection) -> None:
    """One box that finds a person, beat, sector, KPI or a record's reference, and goes there."""
    places = _places(view.known_at)
    st.selectbox(
        "Find a person, beat, KPI or reference",
        list(places),
        index=None,
        placeholder="Person, beat, KPI or ref",
        label_visibility="collapsed",
        accept_new_options=True,
        filter_mode="contains",
        on_change=_asked_for,
        key=SEARCH,
    )
    words = st.session_state.pop(ASKED_FOR, None)
    if words:
        words = next((name for name in places if f"({words.casefold()})" in name.casefold()), words)
    if words in places:
        page, changes = places[words]
        st.switch_page(page, query_params=view.params(opened=False, ref=None, **changes))
    if words:
        st.switch_page(routes.RECORD, query_params=view.params(opened=False, ref=words))


SEARCH, ASKED_FOR = "find", "find-asked-for"


def _asked_for() -> None:
    """Keep what was asked for until the box stands, and empty it: the same can be asked for again."""
    st.session_state[ASKED_FOR] = (st.session_state[SEARCH] or "").strip()
    st.session_state[SEARCH] = None


@drawings.remembered
def _places(known_at: dt.datetime | None) -> dict[str, tuple[str, dict[str, object]]]:
    found: dict[str, tuple[str, dict[str, object]]] = {}
    for area in [] if data.is_empty() else rows_of(data.areas(known_at)):
        if area["level"] == "force":
            continue
        where = terms.Area(area["level"], area["key"])
        words = (
            f"{area['name']} ({area['key']}) · beat"
            if area["level"] == "beat"
            else f"{area['name']} · {_level(area['level'])}"
        )
        found[words] = (
            routes.TEAM if area["level"] == "beat" else routes.BEATS,
            {"area": where, "officer": None},
        )
    for key, name in {} if data.is_empty() else data.team_names(known_at).items():
        where = terms.Area(terms.TEAM, key.partition(":")[2])
        found[f"{name} · sergeant's team"] = (routes.TEAM, {"area": where, "officer": None})
    for person in [] if data.is_empty() else data.everyone(known_at):
        words = f"{say_person(person._asdict())} ({person.collar}) · {person.role}"
        found[words] = (routes.OFFICER, {"officer": person.collar})
    for kpi in kpis().values():
        found[f"{kpi.label} · KPI"] = (routes.DEFINITIONS, {"kpi": kpi.id})
    return found


def _level(level: str) -> str:
    return {"lpa": "LPA"}.get(level, level)


def footer() -> None:
    """The purpose, on every page."""
    st.html(f'<footer class="bb bb-footer">{html(terms.PURPOSE)}</footer>')


def unavailable(error: Exception) -> None:
    """The store cannot be opened: say so, and where to go."""
    show.missing("The figures cannot be opened", str(error), "Choose another store", routes.START)


__all__ = ["dress", "footer", "label", "sidebar", "unavailable"]
