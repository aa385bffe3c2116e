"""The Team page's parts: choosing a team, links to its people."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from metrics.charts.figures import say_person
from metrics.charts.theme import DONE, SHARE
from metrics.charts.words import cell_words, known, mark_of, say_share
from metrics.frames import rows_of
from metrics.kpi import Kpi
from metrics.terms import Area, Role, say_days
from metrics.ui import areas, data, drawings, meanings, routes, several_forces, show
from metrics.ui.opening import opener
from metrics.ui.safe import html
from metrics.ui.selection import Selection

LINKS_AT_MOST = 15
"""People who each have a link on the page; more are a click away, and in the search box."""


def offer(view: Selection, people: pd.DataFrame) -> None:
    """Where the view holds nobody, or too many to draw: the teams to choose from, by sector in list order."""
    if people.empty:
        show.lede("Nobody with KPIs is posted here in this period, as the Officers list is known. Choose another team.")
    else:
        show.lede(
            f"{len(people):,} people: more than one page should compare. Choose a beat, a sector or a sergeant's team."
        )
    if areas.is_of_several(view):
        several_forces.offer(view, routes.TEAM, "The teams")
        return
    found = areas.offered(data.together(view), view.known_at)
    sectors = found[found["level"] == "sector"]
    for place, column in enumerate(show.columns(4)):
        with column:
            for sector in rows_of(sectors.iloc[place::4]):
                _sector(view, found, sector["key"], sector["name"])


def _sector(view: Selection, found: pd.DataFrame, key: str, name: str) -> None:
    show.heading(name)
    beats = found[(found["level"] == "beat") & (found["sector"] == key)]
    for beat in rows_of(beats):
        show.link(routes.TEAM, beat["name"], view.params(area=Area("beat", beat["key"])))
    show.link(routes.TEAM, f"All of {name}", view.params(area=Area("sector", key)))


def rates(view: Selection, role: Role, name: str) -> None:
    """Each person's rate beside the role's, when somebody asks: an interval, and no verdict."""
    words = "Rates per 100 available hours, with what luck leaves: an interval and no verdict"
    box = st.expander(words, key=f"open-rates-{role}", on_change="rerun", type="compact")
    if not box.open:
        return
    with box:
        drawing = drawings.team_rates(view, role, name)
        show.legend([(DONE, "rate, drawn towards the role's by as much as luck could explain, with its 90% interval"),
                     (f"tick:{SHARE}", "the rate of all of that role in the force")])  # fmt: skip
        show.chart(drawing, f"rates-{role}", on_pick=opener(view, "officer"))
        show.lede(drawing.alt)
        show.note(
            "Where an interval stands apart from the role's line, look at the records and ask; nothing is decided by it."
        )


def recorded(view: Selection, name: str) -> None:
    """What the team recorded as a whole, beside its targets: a joint arrest or warrant counts once."""
    figures = drawings.team_recorded(view)
    if not figures:
        return
    opened = opener(view, view.area.level)
    show.heading("The team recorded", f"{name}, each event once, and the target where there is one")
    rows = "".join(_row(kpi, figure, opened.address({"kpi": kpi.id, "key": view.area.key})) for kpi, figure in figures)
    show.block(f'<div class="bb-grid roomy">{rows}</div>')
    meanings.beside(meanings.HEADLINE)


def _row(kpi: Kpi, figure: dict[str, Any], address: str) -> str:
    """A line of the team's sheet; all of it opens to where the figure comes from."""
    return (
        f'<a class="bb-row" href="{html(address)}" target="_self"><span class="grow">{html(kpi.label)}</span>'
        f'<span class="n">{html(cell_words(kpi, figure))}</span><span class="n muted">{html(_target(figure))}</span>'
        f'<span class="bb-word">{_verdict(figure)}</span></a>'
    )


def _verdict(figure: dict[str, Any]) -> str:
    """Shape and word; nothing where none is said."""
    mark = mark_of(figure)
    shape = f'<span class="bb-mark {html(figure["tone"])}" aria-hidden="true">{html(mark)}</span> ' if mark else ""
    return shape + html(figure["verdict"])


def _target(figure: dict[str, Any]) -> str:
    return f"of {say_share(figure['target'])}" if known(figure["target"]) else ""


def partly(view: Selection) -> None:
    """Who is left out because they were another's on some of these days, each with the days on which they are one's own."""
    found = data.partly_mine(view)
    if not found:
        return
    number = f"{len(found)} people were" if len(found) > 1 else "One person was"
    show.note(
        f"{number} in your team, or open to you, on some of these days only, and left out here. Open their own days:"
    )
    with show.links("partly"):
        for one in found:
            said = say_person({"collar": one.collar, "surname": one.surname, "forename": one.forename})
            days = view.params(officer=one.collar, period="dates", start=one.days[0], end=one.days[1], opened=False)
            show.link(routes.OFFICER, f"{said}, {say_days(*one.days)}", days)


def links(people: pd.DataFrame, view: Selection, role: str) -> None:
    """A link to each person, alphabetical; of many when somebody asks."""
    if len(people) <= LINKS_AT_MOST:
        _links(people, view, role, "Open a person:")
        return
    box = st.expander(
        f"Open one of these {len(people)} people", key=f"people-{role}", on_change="rerun", type="compact"
    )
    if box.open:
        with box:
            _links(people, view, role)


def _links(people: pd.DataFrame, view: Selection, role: str, words: str = "") -> None:
    with show.links(role):
        if words:
            st.html(f'<span class="bb muted">{words}</span>', width="content")
        for person in rows_of(people):
            show.link(routes.OFFICER, say_person(person), view.params(officer=person["collar"], opened=False))


def name_of(people: pd.DataFrame, collar: str | None) -> str:
    """Adeyemi, T; the collar number where nobody of that number is here."""
    mine = rows_of(people[people["collar"] == collar])
    return say_person(mine[0]) if mine else str(collar)


__all__ = ["drawings", "links", "name_of", "offer", "recorded"]
