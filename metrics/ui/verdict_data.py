"""Reads of what is judged, compared and recognised: the same way to the store as `data`, for whoever shows verdicts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import cast

from metrics import effect as effect_of
from metrics import history, recognition, stand_out, verdicts
from metrics import rates as rates_of
from metrics import rebases as rebases_of
from metrics.kpi import Kpi
from metrics.terms import Area
from metrics.ui.areas import listed
from metrics.ui.data import apart, read
from metrics.ui.selection import Period, Selection


def judged(kpis: Sequence[Kpi], by: str, selection: Selection, days: Period | None = None) -> verdicts.Judged:
    """The verdicts of every area of a level (or of more, joined by +) on the figures of the view's days, or of others."""
    asked = {"names": tuple(kpi.id for kpi in kpis), "levels": tuple(by.split("+")), "days": days or selection.days}
    more = {"role": selection.role, "known_at": selection.known_at, "rebases": rebases(selection.known_at)}
    return cast(verdicts.Judged, read("judged", **asked, **more, **apart(selection)))


def effect(selection: Selection) -> effect_of.Effect | None:
    """What a change of the view's available hours did, as far as its days are settled."""
    asked = {"area": selection.area, "days": selection.days, "role": selection.role, "known_at": selection.known_at}
    return cast("effect_of.Effect | None", read("effect", **asked, rebases=rebases(selection.known_at)))


def rebases(known_at: dt.datetime | None = None) -> tuple[rebases_of.Rebase, ...]:
    """New baselines that somebody has set with a reason."""
    return cast("tuple[rebases_of.Rebase, ...]", read("rebases", known_at=known_at))


def standing_out(kpis: Sequence[Kpi], question: stand_out.Asked, selection: Selection) -> stand_out.Changes:
    """What stands out of all areas that are listed (`areas.listed`) and these KPIs on the view's days."""
    names = tuple(kpi.id for kpi in kpis)
    asked = {"names": names, "level": listed(selection), "days": selection.days, "question": question}
    more = {"known_at": selection.known_at, "rebases": rebases(selection.known_at)}
    return cast(stand_out.Changes, read("stand_out", **asked, **more, **apart(selection)))


def days_of_events(kpi: Kpi, area: Area, start: dt.date, selection: Selection) -> list[dt.date]:
    """The day of each event of an area from a day to the view's end."""
    asked = {"kpi": kpi.id, "roles": kpi.roles, "area": area, "start": start, "end": selection.end}
    return cast("list[dt.date]", read("event_days", **asked, known_at=selection.known_at))


def rates(kpis: Sequence[Kpi], collars: Sequence[str], selection: Selection) -> dict[str, rates_of.RoleRates]:
    """Of KPIs as they stand for one role (id:role) that of all in it and those of some, over the view's settled days."""
    asked = {"names": tuple(kpi.id for kpi in kpis), "days": selection.days, "known_at": selection.known_at}
    return cast("dict[str, rates_of.RoleRates]", read("rates", **asked, collars=tuple(collars)))


def improved(collars: tuple[str, ...], selection: Selection) -> recognition.Grown:
    """Of some people those whose work has grown more than luck explains."""
    return cast(recognition.Grown, read("improved", collars=collars, known_at=selection.known_at))


def good_quality(selection: Selection, level: str) -> tuple[recognition.Quality, ...]:
    """The areas of a level, within the view's, with a share of good work above the force's by more than luck."""
    asked = {"level": level, "within": selection.area, "known_at": selection.known_at}
    return cast("tuple[recognition.Quality, ...]", read("good_quality", **asked))


def settled(kpis: Sequence[Kpi], known_at: dt.datetime | None = None) -> dict[str, dt.date]:
    """By KPI the day to which its figures are settled."""
    names = tuple(kpi.id for kpi in kpis)
    return cast("dict[str, dt.date]", read("settled", names=names, known_at=known_at))


def people_by_week(kpis: Sequence[Kpi], selection: Selection, collars: tuple[str, ...]) -> history.History:
    """Some people's weeks, of some KPIs."""
    asked = {"names": tuple(kpi.id for kpi in kpis), "collars": collars, "known_at": selection.known_at}
    return cast(history.History, read("people_by_week", **asked))


def weeks_of(level: str, selection: Selection) -> history.History:
    """The weeks of every area, or of every sergeant's team, that stands together with the view's."""
    asked = {"levels": (level,), "known_at": selection.known_at}
    return cast(history.History, read("weeks_of_levels", **asked, **apart(selection)))
