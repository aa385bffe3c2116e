"""The County page's tiles: one KPI's verdicts on all sectors and beats, laid out like the county."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from metrics import county_layout
from metrics.catalogue import kpis
from metrics.charts import tile_words, tiles
from metrics.charts.drawing import Drawing
from metrics.charts.figures import Line, Pairs, asides_alt, pairs_of
from metrics.charts.tile_words import Told
from metrics.charts.tiles import Block
from metrics.charts.words import Figure
from metrics.frames import rows_of
from metrics.kpi import Kpi
from metrics.terms import NOT_LOADED, WHOLE_FORCE
from metrics.ui import areas, by_role, data, drawings, judging, routes, selection, show
from metrics.ui.selection import Selection

LEVELS = "beat+sector"
DIAGRAM = (
    "A diagram, not a map: the sectors’ blocks lie roughly as the county does, north at the top. Within a block the beats stand "
    "in the order of the Beats list, from left to right, whatever their place in the sector. Nothing is sorted by a figure."
)


@drawings.remembered
def first_kpi(view: Selection) -> Kpi:
    """What is shown where nothing is chosen: the first count, in the order of the pages, of which more (or less) is wanted and
    for which beats have a target: luck can be told of it. Powers and other neutral measures are not to lead."""
    aims = {
        target.kpi
        for target in data.listed_targets(view.known_at)
        if target.area.level == "beat" and target.has_amount and target.holds_on(view.end)
    }
    offered = drawings.whole_kpis(view.role)
    return next(
        (kpi for kpi in offered if kpi.id in aims and kpi.direction != "neutral" and kpi.unit == "count"), offered[0]
    )


def kpi_of(view: Selection) -> Kpi:
    """The KPI shown: that of the address, else the first; as it stands for one of its roles where its targets are set by role."""
    asked, _ = by_role.parse(view.kpi)
    kpi = asked if asked and asked.id in _offered(view) else first_kpi(view)
    stands = {one.id: one for one in _asked(view, kpi)[0]}
    first = by_role.of_role(kpi, kpi.first_for).id
    return stands.get(str(view.kpi)) or stands.get(first) or next(iter(stands.values()))


def choose(view: Selection, kpi: Kpi) -> None:
    """Another KPI, or another role of it: a change goes into the address."""
    offered, now = _offered(view), plain(kpi).id
    keys = list(offered)
    with st.container(horizontal=True, key="county-choice", gap="small", vertical_alignment="center"):
        chosen = st.selectbox(
            "KPI", keys, keys.index(now), format_func=lambda key: offered[key].label, key=f"county-kpi-{now}", width=320,
            label_visibility="collapsed",
        )  # fmt: skip
        stands = [one.id for one in _asked(view, offered[now])[0]]
        role = kpi.id
        if len(stands) > 1:
            role = st.segmented_control(
                "Role", stands, default=kpi.id, format_func=lambda name: f"{name.partition(':')[2]}s",
                key=f"county-role-{kpi.id}", label_visibility="collapsed",
            ) or kpi.id  # fmt: skip
    if chosen != now or role != kpi.id:
        selection.go(replace(view, kpi=chosen if chosen != now else role, opened=False))


def _offered(view: Selection) -> dict[str, Kpi]:
    return {kpi.id: kpi for kpi in kpis().values() if view.role in (None, *kpi.roles)}


def plain(kpi: Kpi) -> Kpi:
    """The KPI itself, of one that stands for a role."""
    return kpis()[kpi.id.partition(":")[0]]


@drawings.remembered
def _asked(view: Selection, kpi: Kpi) -> tuple[list[Kpi], pd.DataFrame]:
    """A KPI as it stands, by role or not, and its figures of all sectors and beats with their verdicts."""
    shown, found = by_role.figures([kpi], LEVELS, (view.days,), view, everywhere=True)
    mine = found[found["kpi"].isin([one.id for one in shown])]
    return shown, judging.with_verdicts(mine, shown, LEVELS, view)


def _blocks(view: Selection) -> list[Block]:
    """Every sector in list order at its place, with its beats in list order."""
    whole = areas.together(view)
    beats, sectors = rows_of(areas.beats(whole)), areas.sectors(whole)
    places = county_layout.places([name for _, name in sectors])
    return [
        Block(
            Line(f"sector:{key}", name),
            place,
            tuple(Line(f"beat:{beat['key']}", beat["name"], beat["key"]) for beat in beats if beat["sector"] == key),
        )
        for (key, name), place in zip(sectors, places, strict=True)
    ]


@drawings.remembered
def grid(view: Selection, kpi: Kpi) -> Drawing | None:
    """All sectors and beats, those of the view's area with an outline; None where no beat is known."""
    blocks = _blocks(view)
    if not blocks:
        return None
    figures = _asked(view, plain(kpi))[1]
    figures = figures[figures["kpi"] == kpi.id]
    found = {(kpi.id, f"{figure['by']}:{figure['key']}"): figure for figure in rows_of(figures)}
    told = [_told(found.get((kpi.id, beat.key)), beat.name) for block in blocks for beat in block.beats]
    of_beats = figures[figures["by"] == "beat"]
    words = f"{tile_words.finding(kpi, view.period_words, told)}{asides_alt(of_beats)}"
    return tiles.draw(kpi, blocks, found, _beside(kpi, areas.together(view)), _mine(view), words)


def _told(figure: Figure | None, name: str) -> Told:
    return Told(name, NOT_LOADED if figure is None else str(figure["verdict"]))


def _mine(view: Selection) -> frozenset[str]:
    """The view's area and the beats in it, by level and key; none where it is the whole force."""
    if view.area == WHOLE_FORCE:
        return frozenset()
    own = {f"beat:{beat['key']}" for beat in rows_of(areas.beats(view))}
    sectors = areas.sectors(view) if view.area.level in ("lpa", "sector") else []
    return frozenset(own | {f"sector:{key}" for key, _ in sectors})


def _beside(kpi: Kpi, view: Selection) -> Pairs:
    """What the figures of sectors and beats are never shown without."""
    whole, role = plain(kpi), by_role.parse(kpi.id)[1]
    of_sectors = data.beside([whole], "sector", view, role=role or view.role).get(whole.id, [])
    by_level = {"beat": drawings.beside_beats(kpi, view), "sector": of_sectors}
    return pairs_of(
        {kpi.id: [shown._replace(key=f"{level}:{shown.key}") for level, told in by_level.items() for shown in told]}
    )


def question(view: Selection, kpi: Kpi) -> str:
    """Which question the verdicts answer, and why this KPI is shown where none was chosen."""
    figures = _asked(view, plain(kpi))[1]
    of_beats = figures[(figures["kpi"] == kpi.id) & (figures["by"] == "beat")]
    words = tile_words.question(of_beats["verdict"].tolist())
    why = (
        ""
        if view.kpi
        else " Shown because none is chosen: the first count of which more, or less, is wanted and for which beats have targets."
    )
    return f"{words}{why}".strip()


def provisional(view: Selection, kpi: Kpi) -> str:
    """What of the view's days is provisional."""
    return judging.provisional([plain(kpi)], view)


def no_beats() -> None:
    """Where no Beats list is known, there is nothing to lay out."""
    show.missing(
        "No beats are known",
        "The Beats list is not loaded, so there is nothing to lay out. It says which sectors and beats there are.",
        "Go to Uploads",
        routes.UPLOADS,
    )
