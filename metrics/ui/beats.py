"""The Beats page's parts: choosing a KPI, links to the teams."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from metrics.catalogue import kpis
from metrics.charts.figures import Line
from metrics.kpi import Kpi
from metrics.terms import SPREAD_WORDS, TOO_EARLY_TO_SAY, Area
from metrics.ui import areas, drawings, funnels, meanings, routes, selection, show
from metrics.ui.opening import opener
from metrics.ui.selection import Selection

ALL = "all"
SHAPES = [
    ("mark:▲", "above target or unusually high"), ("mark:▼", "below or unusually low"), ("mark:●", "around or usual"),
    ("mark:○", "too early to say"),
]  # fmt: skip
"""What the shapes beside figures mean; blue where it is what is wanted, orange where it is not, grey where it is neither."""


def choose_kpi(view: Selection) -> Kpi | None:
    """All KPIs, or the one of the address; a change goes into the address."""
    offered = {ALL: "All KPIs"} | {kpi.id: kpi.label for kpi in kpis().values() if view.role in (None, *kpi.roles)}
    now = view.kpi if view.kpi in offered else ALL
    keys = list(offered)
    chosen = st.selectbox(
        "KPI",
        keys,
        keys.index(now),
        format_func=offered.__getitem__,
        key=f"kpi-{now}",
        width=320,
        label_visibility="collapsed",
    )
    if chosen != now:
        selection.go(replace(view, kpi=None if chosen == ALL else chosen, opened=False))
    return kpis().get(now)


def compare(view: Selection, kpi: Kpi) -> None:
    """Whether any beat differs from the others by more than luck; or what is missing to tell."""
    show.heading("Is any beat different from the others?")
    if areas.is_of_several(view):
        show.lede("Beats are compared with those of their own force: choose one.")
        return
    drawing, words = funnels.compared(view, kpi)
    if drawing:
        show.chart(drawing, f"funnel-{kpi.id}", on_pick=opener(view, areas.listed(view)))
        show.lede(drawing.alt)
        meanings.beside(SPREAD_WORDS[:2], [TOO_EARLY_TO_SAY])
    if words:
        show.note(words) if drawing else show.lede(words)


def team_links(view: Selection) -> None:
    """A link to each beat's team, by sector in list order."""
    title = "Open a team" if areas.listed(view) == "beat" else "Open a force: its beats against their targets"
    with st.expander(title, key="teams", on_change="rerun", type="compact") as box:
        if not box.open:
            return
        blocks: list[list[Line]] = []
        for line in drawings.beat_lines(view):
            if line.heading:
                blocks.append([])
            blocks[-1].append(line)
        for place, column in enumerate(show.columns(4)):
            with column:
                for line in [line for block in blocks[place::4] for line in block]:
                    _link(view, line)


def _link(view: Selection, line: Line) -> None:
    if line.heading:
        show.heading(line.name)
    else:
        level = areas.listed(view)
        address = view.params(area=Area(level, line.key), kpi=None, opened=False)
        show.link(routes.TEAM if level == "beat" else routes.BEATS, line.name, address)
