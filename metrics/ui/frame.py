"""What stands around every page: style, navigation, search, which store is open, and the purpose as a footer."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path, PurePath

import streamlit as st

from metrics import configuration, settings, terms
from metrics.access.scope import NOBODY, Scope
from metrics.access.sieve import NO_ACCESS
from metrics.catalogue import kpis
from metrics.charts.figures import say_person
from metrics.frames import rows_of
from metrics.store.connection import StoreUnavailableError
from metrics.ui import (
    areas,
    asking,
    complaints,
    data,
    drawings,
    guide,
    looks,
    routes,
    selection,
    show,
    sign_in,
    stores,
    viewer,
)
from metrics.ui.identity import identity
from metrics.ui.safe import html, label

log = logging.getLogger(__name__)
ICON = str(Path(__file__).parent / "static" / "icon.svg")
SIDE = 236
"""Width of the side in pixels: the charts need the room."""


def dress() -> None:
    """The app's own type and style."""
    st.html(show.stylesheet())


def stop_where_misconfigured() -> None:
    """Where the configuration file of a running server has got a fault, say so at every address, show nothing else and stop."""
    try:
        configuration.current()
        return
    except configuration.ConfigurationError:
        log.error("The configuration file cannot be used; serve --config FILE --check says why")
    st.navigation(_at_every_address(_misconfigured, routes.TITLES), position="hidden").run()
    st.stop()


def _misconfigured() -> None:
    st.set_page_config(page_title="Beatboard", page_icon=ICON)
    dress()
    show.block(f"<h1>Nothing can be shown</h1><p>{html(MISCONFIGURED)}</p>")


MISCONFIGURED = (
    "The configuration file of this server has a fault, so nobody can be told from anybody. Nothing is lost. Whoever keeps the "
    "server finds the fault with python -m metrics serve --config FILE --check; once it is put right, load this page again."
)


def whoever_looks() -> Scope:
    """Whoever looks; nobody where they have not accepted the purpose yet, and where their access cannot be worked out because the
    store cannot be opened."""
    try:
        found = viewer.scope()
        return NOBODY if found.parts and looks.needs_purpose(stores.store(), found) else found
    except StoreUnavailableError:
        return NOBODY


def fronts(whose: Scope) -> list[st.Page]:
    """What stands at the root for whoever does not land on This week: the way in, or the page where they land.

    Where the purpose is still to be accepted it stands at the address of every page that will then be open: so the address that
    somebody followed is kept, and once they accept they are where they wanted to go.
    """
    known = NOBODY if whose.parts else _once_accepted()
    behind = [path for path in routes.TITLES if routes.may_open(path, known) and not routes.may_open(path, whose)]
    return _at_every_address(partial(_front, whose), behind)


def _at_every_address(show_it: Callable[[], None], paths: Iterable[str]) -> list[st.Page]:
    """One thing to show, at the root and at the addresses of pages."""
    named = {"front": True, **{PurePath(path).stem: False for path in paths}}
    return [st.Page(partial(show_it), title="Beatboard", default=root, url_path=name) for name, root in named.items()]


def _once_accepted() -> Scope:
    """Whoever looks, the purpose left aside."""
    try:
        return viewer.scope()
    except StoreUnavailableError:
        return NOBODY


def _front(whose: Scope) -> None:
    if identity() is None:
        sign_in.ask()
    elif whose == NOBODY and viewer.scope().parts:
        asking.the_purpose()
    elif whose.parts:
        st.switch_page(routes.landing(whose), query_params={"officer": whose.collar} if whose.collar else {})
    else:
        show.block(f"<h1>No access yet</h1><p>{html(NO_ACCESS)}</p>")


def sidebar(groups: dict[str, list[st.Page]], whose: Scope) -> None:
    """Name, search, the pages in their groups (with the view's address), who is here, and which store is open."""
    view = _view() if whose.parts else None
    who = identity()
    with st.sidebar:
        st.html('<div class="bb bb-brand"><b></b>Beatboard</div>')
        if view is not None:
            _search(view)
        for group, pages in groups.items():
            st.html(f'<p class="bb bb-group">{html(group)}</p>')
            for page in pages:
                st.page_link(page, query_params=view.params(opened=False, ref=None) if view else None)
        if who is not None:
            sign_in.side(who)
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
    if configuration.current().served:
        return  # which store is shown is the configuration's to say
    st.page_link(routes.START, label="Start with our own exports" if chosen == "sample" else "Back to the sample force")


def _search(view: selection.Selection) -> None:
    """One box that finds a person, beat, sector, KPI or a record's reference, and goes there."""
    places = _places(view.known_at, data.together(view))
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
    if words and words not in places:
        places = _places(view.known_at, None)
        words = next((name for name in places if f"({words.casefold()})" in name.casefold()), words)
    if words in places:
        page, changes = places[words]
        st.switch_page(page, query_params=view.params(opened=False, ref=None, **changes))
    if words:
        st.switch_page(routes.RECORD, query_params=view.params(opened=False, ref=words))


Place = tuple[str, dict[str, object]]
"""A page, and what changes in its address."""
SEARCH, ASKED_FOR = "find", "find-asked-for"


def _asked_for() -> None:
    """Keep what was asked for until the box stands, and empty it: the same can be asked for again."""
    st.session_state[ASKED_FOR] = (st.session_state[SEARCH] or "").strip()
    st.session_state[SEARCH] = None


@drawings.remembered
def _places(known_at: dt.datetime | None, near: terms.Area | None) -> dict[str, Place]:
    """Where the box leads, by its words. near: of several forces the one that is looked at, or all of them by name; None: what
    lies in any."""
    found: dict[str, Place] = {}
    if not data.is_empty():
        found = dict([*_areas(known_at, near), *_people(known_at, near)])
    for kpi in kpis().values():
        found[f"{kpi.label} · KPI"] = (routes.DEFINITIONS, {"kpi": kpi.id})
    open_ = {page for page in {page for page, _ in found.values()} if viewer.may_open(page)}
    return {words: there for words, there in found.items() if there[0] in open_}


def _areas(known_at: dt.datetime | None, near: terms.Area | None) -> Iterator[tuple[str, Place]]:
    for area in rows_of(areas.offered(near, known_at)):
        if area["level"] == "force":
            continue
        where = terms.Area(area["level"], area["key"])
        words = (
            f"{area['name']} ({area['key']}) · beat"
            if area["level"] == "beat"
            else f"{area['name']} · {_level(area['level'])}"
        )
        yield words, (routes.TEAM if area["level"] == "beat" else routes.BEATS, {"area": where, "officer": None})


def _people(known_at: dt.datetime | None, near: terms.Area | None) -> Iterator[tuple[str, Place]]:
    within = areas.narrowed(near, known_at)
    if within == terms.WHOLE_FORCE:
        return
    mine = data.inside(within, known_at) if within else None
    for key, name in data.team_names(known_at).items():
        if mine is None or key in mine:
            where = terms.Area(terms.TEAM, key.partition(":")[2])
            yield f"{name} · sergeant's team", (routes.TEAM, {"area": where, "officer": None})
    for person in data.everyone(known_at, within):
        words = f"{say_person(person._asdict())} ({person.collar}) · {person.role}"
        yield words, (routes.OFFICER, {"officer": person.collar})


def _level(level: str) -> str:
    return {"lpa": "LPA"}.get(level, level)


def banner() -> None:
    """On a desk the line over every page that says how one works here."""
    who = identity()
    if who is not None:
        sign_in.banner(who)


def footer() -> None:
    """The purpose, on every page, and where to complain, where that is set."""
    st.html(f'<footer class="bb bb-footer">{html(terms.PURPOSE)}{complaints.in_footer()}</footer>')


def unavailable(error: Exception) -> None:
    """The store cannot be opened: say so, and where to go."""
    show.missing("The figures cannot be opened", str(error), "Choose another store", routes.START)


__all__ = ["dress", "footer", "label", "sidebar", "unavailable"]
