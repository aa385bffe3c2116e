"""The Team page's parts: choosing a team, links to its people."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from metrics.charts.figures import say_person
from metrics.charts.words import cell_words, known, say_share
from metrics.frames import rows_of
from metrics.kpi import Kpi
from metrics.terms import Area
from metrics.ui import data, drawings, routes, show, side
from metrics.ui.safe import html
from metrics.ui.selection import Selection


def offer(view: Selection, people: pd.DataFrame) -> None:
    """Where the view holds nobody, or too many to draw: the teams to choose from, by sector in list order."""
    if people.empty:
        show.lede("Nobody with KPIs is posted here in this period, as the Officers list is known. Choose another team.")
    else:
        show.lede(
            f"{len(people):,} people: more than one page should compare. Choose a beat, a sector or a sergeant's team."
        )
    areas = data.areas(view.known_at)
    sectors = areas[areas["level"] == "sector"]
    for place, column in enumerate(show.columns(4)):
        with column:
            for sector in rows_of(sectors.iloc[place::4]):
                _sector(view, areas, sector["key"], sector["name"])


def _sector(view: Selection, areas: pd.DataFrame, key: str, name: str) -> None:
    show.heading(name)
    beats = areas[(areas["level"] == "beat") & (areas["sector"] == key)]
    for beat in rows_of(beats):
        show.link(routes.TEAM, beat["name"], view.params(area=Area("beat", beat["key"]), supervisor=None))
    show.link(routes.TEAM, f"All of {name}", view.params(area=Area("sector", key), supervisor=None))


def recorded(view: Selection, name: str) -> None:
    """What the team recorded as a whole, beside its targets: a joint arrest or warrant counts once."""
    figures = drawings.team_recorded(view)
    if not figures:
        return
    opened = side.opener(view, view.area.level)
    show.heading("The team recorded", f"{name}, each event once, and the target where there is one")
    rows = "".join(_row(kpi, figure, opened.address({"kpi": kpi.id, "key": view.area.key})) for kpi, figure in figures)
    show.block(f'<div class="bb-grid">{rows}</div>')


def _row(kpi: Kpi, figure: dict[str, Any], address: str) -> str:
    """A line of the team's sheet; all of it opens to where the figure comes from."""
    return (
        f'<a class="bb-row" href="{html(address)}" target="_self"><span class="grow">{html(kpi.label)}</span>'
        f'<span class="n">{html(cell_words(kpi, figure))}</span><span class="n muted">{html(_target(figure))}</span></a>'
    )


def _target(figure: dict[str, Any]) -> str:
    return f"of {say_share(figure['target'])}" if known(figure["target"]) else ""


def links(people: pd.DataFrame, view: Selection, role: str) -> None:
    """A link to each person, alphabetical."""
    with show.links(role):
        st.html('<span class="bb muted">Open a person:</span>', width="content")
        for person in rows_of(people):
            show.link(routes.OFFICER, say_person(person), view.params(officer=person["collar"], opened=False))


def name_of(people: pd.DataFrame, collar: str | None) -> str:
    """Adeyemi, T; the collar number where nobody of that number is here."""
    mine = rows_of(people[people["collar"] == collar])
    return say_person(mine[0]) if mine else str(collar)


__all__ = ["drawings", "links", "name_of", "offer", "recorded"]
