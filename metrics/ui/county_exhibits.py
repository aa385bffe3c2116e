"""The exhibits of the County page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from metrics.charts.drawing import Drawing
from metrics.ui import areas, county, demand, routes
from metrics.ui.exhibit_kind import Kind, of, titled
from metrics.ui.selection import Selection
from metrics.ui.shown import Shown, drawn


def _tiles(view: Selection, option: str) -> Shown | None:
    return drawn(county.grid(view, county.kpi_of(replace(view, kpi=option))), "Sectors and beats")


def _tile_options(view: Selection) -> dict[str, str]:
    kpi = county.kpi_of(view)
    return {kpi.id: f"{kpi.label}, laid out like the county"}


def _demand(draw: Callable[[Selection, str, str], Drawing]) -> Callable[[Selection, str], Shown | None]:
    """With how it is to be read: it leaves the page with the picture."""

    def show(view: Selection, option: str) -> Shown | None:
        if not demand.beside(view).is_known:
            return None
        found = drawn(draw(view, option, areas.name_of(view)), "Hours of the day")
        return found._replace(finding=f"{found.finding} {demand.BIAS}") if found else None

    return show


KINDS: dict[str, Kind] = {
    "tiles": Kind(
        routes.COUNTY, _tile_options, _tiles, lambda view, option: [option.partition(":")[0]], everywhere=True,
        whose="Force and sectors",
    ),
    "demand": Kind(
        routes.COUNTY, titled("Hours on duty against demand"),
        _demand(lambda view, _, name: demand.by_band(view, name)), of("incidents_attended", "abstraction"),
    ),
    "demand-week": Kind(
        routes.COUNTY, lambda view: dict(demand.WEEKS), _demand(demand.week),
        of("incidents_attended", "abstraction"),
    ),
}  # fmt: skip
