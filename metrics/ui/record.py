"""The Record page's parts: what a reference found, the record as stored, where it came from, what it counts towards."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd

from metrics.catalogue import exports, kpis
from metrics.charts.words import listed, within
from metrics.export import identifier
from metrics.quality import fixed_by
from metrics.record_words import NOT_RECORDED, say_value
from metrics.records import Counted, Record, SetAside, everybody_in, reference_heading, referenced_exports
from metrics.terms import Area, local, say_date, week_end
from metrics.ui import challenges, data, drawings, routes, show
from metrics.ui.selection import Selection


def found(view: Selection) -> None:
    """Everything that carries the reference of the address, or one sentence where nothing does."""
    if not view.ref:
        headings = [str(reference_heading(export)) for export in referenced_exports() if export.lead]
        show.lede(
            "Type a reference into the search box at the side, in capitals or not, to see its record: "
            f"{', '.join(headings[:-1])} or {headings[-1]}."
        )
        return
    answer = data.found_by_reference(view.ref, view.known_at)
    if not answer.records and not answer.set_aside:
        show.lede(f"Nothing that is loaded has the reference {view.ref}, {view.known_words}.")
    for place, record in enumerate(answer.records):
        _record(view, record, place)
    for row in answer.set_aside:
        show.note(_said_aside(view, row, view.ref))


def _said_aside(view: Selection, row: SetAside, ref: str) -> str:
    why = f"{row.why or 'The report of that load says why.'} Put right by {fixed_by(row.export, row.code)}."
    where = f"Row {row.row} of sheet {row.sheet} in {row.file}, {_loaded(row.loaded_at, row.loaded_by)}"
    return f"{where}, has the reference {ref} and was set aside: it is not a record and counts nowhere. {why}{_could(view, row)}"


def _could(view: Selection, row: SetAside) -> str:
    """Which figures the row could change; nothing for one that stands no more."""
    counted = [within(kpi.label) for kpi in kpis().values() if kpi.export == row.export and not kpi.part_of]
    if not row.areas or not counted:
        return ""
    names = [_area_name(view, area) for area in row.areas]
    whose = f"of {names[0]}" if len(names) == 1 else "of any team that its file covers"
    return f" It could change {listed(counted)} {whose}: those figures read “+1 set aside” for it."


def _loaded(at: dt.datetime, by: str) -> str:
    here = local(at)
    return f"loaded {say_date(here.date())} at {here:%H:%M} by {by}"


def _record(view: Selection, record: Record, place: int) -> None:
    export = exports()[record.export]
    ref = dict(record.fields)[str(reference_heading(export))]
    show.heading(f"{export.sheet}: {ref}", export.grain.rstrip("."))
    where = f"Row {record.row} of sheet {record.sheet} in {record.file}, {_loaded(record.loaded_at, record.loaded_by)}"
    show.lede(f"{where}.")
    left, right = show.columns(2)
    with left:
        rows = [
            (heading, say_value(export, identifier(heading), cell) or NOT_RECORDED) for heading, cell in record.fields
        ]
        show.table(pd.DataFrame(rows, columns=["Heading", "As stored"]), "The record", cards=False)
    challenges.of_record(view, record, place)
    with right:
        _who_and_where(view, record, place)
        _counts(view, record, place)


def _names(view: Selection) -> dict[str, str]:
    return drawings.names(view.known_at)


def _plain(view: Selection) -> Selection:
    return replace(view, ref=None, kpi=None, opened=False)


def _who_and_where(view: Selection, record: Record, place: int) -> None:
    names = _names(view)
    people = [(names[collar], collar) for collar in everybody_in(record) if collar in names]
    area = record.team or _area_named(record)
    if people or area:
        show.heading("Open")
    with show.links(f"record-{place}"):
        for name, collar in people:
            address = replace(_plain(view), officer=collar).params()
            show.link(routes.OFFICER, f"{name} ({collar})", address)
        if area:
            of_beat = area.level in ("beat", "sector")
            words = f"Team of {_area_name(view, area)}" if of_beat else f"Beats of {_area_name(view, area)}"
            address = replace(_plain(view), area=area).params()
            show.link(routes.TEAM if of_beat else routes.BEATS, words, address)


def _area_named(record: Record) -> Area | None:
    """The beat of a row that no officer leads: of the lists of beats and places."""
    beat = dict(record.fields).get("Beat")
    return Area("beat", str(beat)) if beat else None


def _area_name(view: Selection, area: Area) -> str:
    areas = data.areas(view.known_at)
    mine = areas[(areas["level"] == area.level) & (areas["key"] == area.key)]
    return str(mine["name"].iloc[0]) if len(mine) else area.key


def _counts(view: Selection, record: Record, place: int) -> None:
    export = exports()[record.export]
    if not any(kpi.export == export.id for kpi in kpis().values()):
        return
    if record.waiting:
        show.heading("Counts towards")
        show.lede(
            "Nothing yet: it is known and waits, because nothing that is loaded covers its team and day in "
            f"{export.sheet}."
        )
        return
    show.heading("Counts towards", "" if record.counts else "no KPI")
    names = _names(view)
    for counted in record.counts:
        show.lede(_said_counted(view, counted, names))
    with show.links(f"figures-{place}"):
        for counted in record.counts:
            _figure_link(view, record, counted, names)


def _said_counted(view: Selection, counted: Counted, names: dict[str, str]) -> str:
    who = [names.get(collar, collar) for collar in counted.collars]
    where = f"the team of {_area_name(view, counted.team)}" if counted.team else ""
    return f"{kpis()[counted.kpi].label}: for {' and '.join([*who, where] if where else who)}."


def _figure_link(view: Selection, record: Record, counted: Counted, names: dict[str, str]) -> None:
    """The figure of the week in which it counts, for the first person credited, with all its records."""
    credited = [collar for collar in counted.collars if collar in names]
    if not credited or record.day is None:
        return
    week = replace(_plain(view), officer=credited[0], kpi=counted.kpi, opened=True).of("week", week_end(record.day))
    words = f"{kpis()[counted.kpi].label} of {names[credited[0]]}, week to {say_date(week.end)}"
    show.link(routes.OFFICER, words, week.params())
