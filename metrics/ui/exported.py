"""The download that each page of figures offers: the figures as shown, and where all of them come from."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from metrics import loading
from metrics.figures_workbook import Origin, figures_workbook
from metrics.kpi import Kpi
from metrics.noted import noted_among
from metrics.terms import Role
from metrics.ui import areas, data, drawings, show, stores, viewer
from metrics.ui.selection import Selection


def week(view: Selection) -> None:
    """This week: the force and its sectors."""
    everywhere = areas.together(view)
    chosen = drawings.whole_kpis(view.role)
    _offer("This week", everywhere, areas.name_of(everywhere), chosen, lambda: drawings.week_figures(view))


def team(view: Selection, name: str) -> None:
    """Team: its people, and what it recorded as a whole."""
    _offer("Team", view, name, drawings.whole_kpis(view.role), lambda: drawings.team_figures(view))


def officer(view: Selection, collar: str, name: str, role: Role) -> None:
    """Officer: one person's weeks, and the whole period."""
    chosen = drawings.whole_kpis(role) + drawings.sources_of(role)
    _offer("Officer", view, name, chosen, lambda: drawings.officer_figures(view, collar, chosen), collar)


def beats(view: Selection, name: str, kpi: Kpi | None) -> None:
    """Beats: each of them, with its targets."""
    chosen = [kpi] if kpi else drawings.whole_kpis(view.role)
    _offer("Beats", view, name, chosen, lambda: drawings.beat_figures(view, kpi))


def _offer(
    title: str,
    view: Selection,
    name: str,
    kpis: Sequence[Kpi],
    figures: Callable[[], pd.DataFrame],
    collar: str | None = None,
) -> None:
    show.download(
        "These figures as a workbook",
        lambda: workbook(title, view, name, kpis, figures(), collar),
        f"{title.lower().replace(' ', '-')}-{view.end}.xlsx",
        show.XLSX,
        key="figures",
    )


def workbook(
    title: str, view: Selection, name: str, kpis: Sequence[Kpi], figures: pd.DataFrame, collar: str | None = None
) -> bytes:
    """The bytes of the download, made when it is asked for. collar: whose figures, on the Officer page."""
    words = f"{name}, {view.period_words}, {view.known_words}"
    origins = [_origin(view, kpi, collar) for kpi in kpis]
    noted = noted_among(stores.store(), figures, view.role, view.known_at, viewer.entry_is_open)
    return figures_workbook(title, words, figures, noted, origins, loading.now())


def _origin(view: Selection, kpi: Kpi, collar: str | None) -> Origin:
    """Where a KPI's figures come from, over the whole area or person and all days shown."""
    area = None if collar else view.area
    found = data.passport_of(kpi.id, view, collar=collar, area=area)
    return found, data.corrections_of(found)
