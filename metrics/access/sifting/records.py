"""What of records somebody may have: those that name one of their people on their day, other people's numbers left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pandas as pd

from metrics import catalogue
from metrics.access.scope import EVER, Scope
from metrics.access.sieve import ELSE, Asked, NotYoursError, asked_area, asked_days, need_areas
from metrics.access.sifting.figures import kept
from metrics.changes import Changes
from metrics.frames import rows_of
from metrics.passport import Passport
from metrics.question import Period
from metrics.records import Found, Record, everybody_in, numbers_in, people_in
from metrics.terms import TEAM


def _rows(scope: Scope, export_id: str, found: pd.DataFrame) -> pd.DataFrame:
    """Rows of an export that name somebody of one's own on their day; other people's numbers in them are left out."""
    export, named = catalogue.exports()[export_id], _naming(export_id, found)
    if found.empty or not named:
        return found
    days = [_day(value) for value in found[export.column(export.day).name]] if export.day else [None] * len(found)
    mine = []
    for row, day in zip(rows_of(found), days, strict=True):
        when = (day, day) if day else EVER
        people = {name: numbers_in(row[name]) for name in named}
        if any(scope.sees(collar, when) for collars in people.values() for collar in collars):
            mine.append(row | {name: _masked(scope, row[name], when) for name in people})
    return pd.DataFrame(mine, columns=list(found.columns))


def _naming(export_id: str, found: pd.DataFrame) -> list[str]:
    """The columns of a frame of an export's rows that hold collar numbers."""
    columns = catalogue.exports()[export_id].stored_columns
    return [column.name for column in columns if column.type in ("collar", "collars") and column.name in found]


def _day(value: Any) -> Any:
    if value is None or pd.isna(value):
        return None
    return value.date() if hasattr(value, "date") else value


def _masked(scope: Scope, value: Any, days: Period) -> Any:
    shown = [one if scope.sees(one, days) else ELSE for one in numbers_in(value)]
    return shown[0] if isinstance(value, str) else shown or value


def behind(scope: Scope, asked: Asked, found: pd.DataFrame) -> pd.DataFrame:
    """The rows behind a figure that is one's own."""
    _whose(scope, asked)
    return _rows(scope, catalogue.kpis()[asked["kpi_id"]].export, found)


def _whose(scope: Scope, asked: Asked) -> None:
    """Raise where a figure is of somebody else's person, or of an area for a role that sees none."""
    collar = asked.get("collar")
    if collar and not scope.sees(collar, asked_days(asked)):
        raise NotYoursError("Nobody with that collar number is yours on these days.")
    if not collar:
        need_areas(scope)


def passport(scope: Scope, asked: Asked, found: Passport) -> Passport:
    """Where a figure comes from; rows set aside only where everybody whom they could be about is one's own."""
    _whose(scope, asked)
    whole = bool(found.collar) or scope.holds(found.area, found.period)
    asides = found.asides if whole else found.asides[:0]
    return replace(found, records=_rows(scope, found.kpi.export, found.records), asides=asides)


def of_figure(scope: Scope, asked: Asked, found: Any) -> Any:
    """What goes with a figure that is one's own."""
    _whose(scope, asked)
    return found


def by_reference(scope: Scope, asked: Asked, found: Found) -> Found:
    """What has a reference: records that name one's own people, and rows set aside that could only be about them."""
    records = tuple(_record(scope, one) for one in found.records if _is_mine(scope, one))
    asides = tuple(one for one in found.set_aside if one.areas and all(scope.holds(area, EVER) for area in one.areas))
    return Found(records, asides if scope.may("see_areas") else ())


def _is_mine(scope: Scope, one: Record) -> bool:
    """A record that names nobody is of an area."""
    when, people = _when(one), everybody_in(one)
    return any(scope.sees(collar, when) for collar in people) if people else scope.may("see_areas")


def _when(one: Record) -> Period:
    return (one.day, one.day) if one.day else EVER


def _record(scope: Scope, one: Record) -> Record:
    when, people = _when(one), people_in(one)
    fields = tuple((name, _masked(scope, value, when) if name in people else value) for name, value in one.fields)
    counts = tuple(
        replace(counted, collars=tuple(collar for collar in counted.collars if scope.sees(collar, when)))
        for counted in one.counts
    )
    return replace(one, fields=fields, counts=counts)


def named_in(asked: Asked, found: Found) -> Iterable[str]:
    """Everybody on the records."""
    return {collar for one in found.records for collar in everybody_in(one)} - {ELSE}


def learnt(scope: Scope, asked: Asked, found: Changes) -> Changes:
    """What differs, by area; the rows themselves only of an area of which everybody is one's own."""
    whole = scope.holds(asked_area(asked), asked_days(asked))
    figures = kept(found.figures, (by not in ("officer", TEAM) or whole for by in found.figures["by"]))
    return replace(found, rows=found.rows if whole else found.rows[:0], figures=figures)


def whose_collar(asked: Asked, found: Any) -> Iterable[str]:
    """Whose figure was asked for."""
    return [asked["collar"]] if asked.get("collar") else ()


def _named_in_rows(export_id: str, found: pd.DataFrame) -> set[str]:
    """Everybody named by the rows of an export."""
    named = _naming(export_id, found)
    return {collar for name in named for value in found[name] for collar in numbers_in(value)} - {ELSE}


def named_behind(asked: Asked, found: pd.DataFrame) -> Iterable[str]:
    """Whose figure it is, and everybody on the rows behind it."""
    return {*whose_collar(asked, found), *_named_in_rows(catalogue.kpis()[asked["kpi_id"]].export, found)}


def named_by_passport(asked: Asked, found: Passport) -> Iterable[str]:
    """Whose figure a passport is of, and everybody on its records."""
    return {*whose_collar(asked, found), *_named_in_rows(found.kpi.export, found.records)}
