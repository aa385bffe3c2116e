"""The one side panel in which everything opens: figure, hours, companions, records with file, sheet and row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from metrics.catalogue import exports, kpis
from metrics.charts.words import days, figure_sentence
from metrics.export import identifier
from metrics.frames import rows_of
from metrics.kpi import Kpi, Shown
from metrics.passport import Passport
from metrics.record_words import say_value
from metrics.records import reference_heading
from metrics.terms import KPI_ROLES, LONDON, TEAM, Role
from metrics.ui import (
    areas,
    bar,
    by_role,
    data,
    drawings,
    evidence,
    notes,
    passports,
    routes,
    selection,
    show,
    verdicts,
)
from metrics.ui.opening import opener
from metrics.ui.safe import label
from metrics.ui.selection import Selection

ROWS_SHOWN = 250


def _close() -> None:
    for name in ("open", "week"):
        if name in st.query_params:
            del st.query_params[name]


def show_officer(view: Selection, name: str) -> None:
    """The panel of one person's KPI, where the address asks for it."""
    view = view.of_opened
    kpi = kpis().get(view.kpi or "")
    if not (view.opened and kpi and view.officer):
        return
    frame_ = data.figures([kpi], "officer", (view.days,), view, collars=(view.officer,))
    beside = data.beside([kpi], "officer", view, collars=(view.officer,)).get(kpi.id, [])
    found = data.passport_of(kpi.id, view, collar=view.officer)
    _panel(f"{kpi.label}: {name}", kpi, frame_, beside, found, name, view, person=True)


def show_picked_area(view: Selection) -> None:
    """The panel of one area's KPI, where the address asks for it."""
    kpi, one_role = by_role.parse(view.kpi)
    if not (view.opened and kpi):
        return
    at = replace(view, role=one_role or view.role)
    name, by, area_key = areas.name_of(at), view.area.level, view.area.key
    figures = data.figures([kpi], by, (view.days,), at, role=at.role)
    beside = [shown for shown in data.beside([kpi], by, at, role=at.role).get(kpi.id, []) if shown.key == area_key]
    mine = figures[figures["key"] == area_key]
    words = f"{kpi.label}, {one_role}s" if one_role else kpi.label
    found = data.passport_of(kpi.id, at, area=view.area)
    _panel(f"{words}: {name}", kpi, mine, beside, found, name, view, person=False)


def show_opened(view: Selection, name: str) -> None:
    """The panel of a person's KPI, or of the area's where the address names nobody."""
    if view.officer:
        show_officer(view, name)
    else:
        show_picked_area(view)


def hours_links(view: Selection) -> None:
    """Where the hours of each area come from, one click away: the passport of those taken from neighbourhood work."""
    with show.links("hours"):
        st.html('<span class="bb muted">Where these hours come from:</span>', width="content")
        for area, name in areas.whole_and_parts(view):
            show.link(routes.THIS_WEEK, name, view.params(area=area, kpi=drawings.ABSTRACTION, opened=True))


def _panel(
    title: str,
    kpi: Kpi,
    figures: pd.DataFrame,
    beside: Sequence[Shown],
    found: Passport,
    name: str,
    view: Selection,
    person: bool,
) -> None:
    @st.dialog(title, width="medium", position="right", on_dismiss=_close)
    def panel() -> None:
        show.block(f'<p class="muted">{days(*view.days)} · {view.known_words}</p>')
        figure = rows_of(figures)[0] if len(figures) else None
        show.lede(figure_sentence(kpi, figure, name, person))
        if beside:
            show.table(pd.DataFrame([(shown.label, shown.text) for shown in beside], columns=["Shown with", "Figure"]))
        for caveat in kpi.caveats:
            show.note(caveat)
        if person:
            show.link(routes.OFFICER, f"Open {name}", view.params(opened=False))
        if not person and view.area.level in ("beat", "sector", TEAM):
            show.link(
                routes.TEAM,
                "Open the team" if view.area.level == TEAM else f"Open the team of {name}",
                view.params(opened=False),
            )
        if kpi.export == "stop_searches" and not person:
            show.link(routes.STOP_SEARCH, "What came of the searches", view.params(opened=False, kpi=None))
        show.link(routes.DEFINITIONS, f"What {kpi.label.lower()} means", view.params(opened=False))
        if person:
            verdicts.of_person(kpi, str(view.officer), name, role_of(figure), view)
        else:
            verdicts.of_area(kpi, found, name, view)
        notes.report(found, name, view)
        evidence.offer_figure(view)
        passports.report(found, name, view)
        record_table(found.records.drop(columns="load_id"), kpi, view)

    panel()


def role_of(figure: dict[str, Any] | None) -> Role | None:
    """The role in which a person's figure was done."""
    return figure["role"] if figure is not None and figure["role"] in KPI_ROLES else None


def record_links(view: Selection, chosen: Iterable[Kpi], whose: str = "") -> None:
    """The records behind each figure of the view, one click away: for the keyboard as for the mouse."""
    words = label(f"Records behind a figure{' of ' if whose else ''}{whose}")
    box = st.expander(words, key="records", on_change="rerun", type="compact")
    if box.open:
        with box, show.links("records"):
            for kpi in chosen:
                if st.button(kpi.label, key=f"records-{kpi.id}", type="tertiary"):
                    selection.go(replace(view, kpi=kpi.id, opened=True))


def record_table(records: pd.DataFrame, kpi: Kpi, view: Selection) -> None:
    """The rows behind a figure: each with a link to its record where it has a reference, and where it stands."""
    export = exports()[kpi.export]
    show.heading("Records", f"{len(records):,} row{'' if len(records) == 1 else 's'} of {export.sheet}")
    if records.empty:
        show.lede("No record counts towards this figure.")
        return
    shown = records.head(ROWS_SHOWN)
    loaded_at = pd.to_datetime(shown["loaded_at"]).dt.tz_localize("UTC").dt.tz_convert(LONDON)
    shown = shown.assign(loaded_at=loaded_at)
    ref = identifier(reference_heading(export) or "file")
    first = list(dict.fromkeys([ref, "file", "sheet", "row"]))
    shown = shown[first + [name for name in shown.columns if name not in first and not shown[name].isna().all()]]
    plain = replace(view, kpi=None, opened=False)
    refs = list(shown[ref]) if ref != "file" else []
    opens = [f"record?{urlencode(replace(plain, ref=value).params())}" for value in refs]
    words = shown.astype(object).apply(lambda column: column.map(partial(say_value, export, column.name)))
    words = words.rename(columns=_heading)
    wrong: dict[tuple[int, int], str] = {}
    if refs and view.known_at is None:
        words.insert(1, "Wrong?", "This is wrong")
        wrong = {(row, 1): routes.address(routes.RECORD, _challenging(plain, ref)) for row, ref in enumerate(refs)}
    caption = f"Records behind {kpi.label}: each with its file, sheet and row"
    show.block(show.table_html(words, caption, wide=True, opens=opens, cells_open=wrong))
    if len(records) > ROWS_SHOWN:
        show.lede(f"The first {ROWS_SHOWN:,} of {len(records):,} rows are shown. Choose fewer days to see the others.")


def _challenging(view: Selection, ref: str) -> dict[str, str]:
    """The record's address with the form that says what is wrong opened."""
    return replace(view, ref=ref, opened=True).params()


def _heading(name: str) -> str:
    return name.replace("_", " ").capitalize()


__all__ = [
    "bar", "hours_links", "opener", "record_links", "record_table", "show_officer", "show_opened", "show_picked_area",
]  # fmt: skip
