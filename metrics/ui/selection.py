"""What a page shows: area or team, officer, KPI, days (and others to compare them with), role, as known when and then, a
reference: the address, no more.

Read from the address in one place and written to it in one place, so that reload and a sent link give the same view.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

import streamlit as st

from metrics import loading
from metrics.terms import (
    KPI_ROLES,
    LEVELS,
    LONDON,
    PUBLISHER,
    TEAM,
    WHOLE_FORCE,
    Area,
    Role,
    financial_year_start,
    quarter_start,
    say_date,
    say_days,
    sunday_before,
    week_end,
    week_start,
)

PeriodKind = Literal["week", "4weeks", "12weeks", "quarter", "year", "dates"]
PERIODS: dict[PeriodKind, str] = {
    "week": "Week",
    "4weeks": "4 weeks",
    "12weeks": "12 weeks",
    "quarter": "Quarter to date",
    "year": "Financial year to date",
    "dates": "Own dates",
}
Period = tuple[dt.date, dt.date]
DAY = dt.timedelta(days=1)
STEP = "step"


@dataclass(frozen=True)
class Selection:
    """One view. `end` anchors the period; `start` follows from its kind, except for own dates. against: the last day of the
    period that it is compared with, where a page lets one choose."""

    period: PeriodKind
    start: dt.date
    end: dt.date
    area: Area = WHOLE_FORCE
    officer: str | None = None
    kpi: str | None = None
    role: Role | None = None
    known_at: dt.datetime | None = None
    opened: bool = False
    ref: str | None = None
    then: dt.datetime | None = None
    week: dt.date | None = None
    against: dt.date | None = None

    @property
    def of_opened(self) -> Selection:
        """The view of what the panel shows: its own week (from this Monday), where it is of one of the period's weeks."""
        if self.week is None:
            return self
        last = min(week_end(self.week), self.end)
        return replace(self, period="dates", start=max(self.week, self.start), end=last, week=None)

    def of(self, kind: PeriodKind, end: dt.date | None = None) -> Selection:
        """The same view over another kind of period, ending on `end`."""
        last = end or self.end
        return replace(self, period=kind, start=first_day(kind, last, self.start), end=last)

    @property
    def days(self) -> Period:
        """First and last day."""
        return self.start, self.end

    def weeks(self, back: int | None = None) -> tuple[Period, ...]:
        """The ISO weeks of the period, clipped to it; or the last `back` whole weeks that end with it."""
        if back is not None:
            last = week_end(self.end) if self.end.weekday() == 6 else week_start(self.end) - DAY
            return tuple(
                (last - dt.timedelta(days=7 * n + 6), last - dt.timedelta(days=7 * n)) for n in reversed(range(back))
            )
        found, day = [], self.start
        while day <= self.end:
            last = min(week_end(day), self.end)
            found.append((day, last))
            day = last + DAY
        return tuple(found)

    @property
    def period_words(self) -> str:
        """12 weeks to 15 November 2026."""
        if self.period == "dates":
            return say_days(self.start, self.end)
        words = (
            PERIODS[self.period]
            if self.period in ("week", "4weeks", "12weeks")
            else PERIODS[self.period][: -len(" to date")]
        )
        return f"{words if words[0].isdigit() else words.lower()} to {say_date(self.end)}"

    @property
    def known_words(self) -> str:
        """As known now, or as known on a day."""
        return "as known now" if self.known_at is None else f"as known on {say_date(self.known_at.date())}"

    def params(self, **changes: Any) -> dict[str, str]:
        """The address of this view (or of it with changes), dates always spelt out."""
        view = replace(self, **changes) if changes else self
        found = {
            "area": "" if view.area == WHOLE_FORCE else f"{view.area.level}:{view.area.key}",
            "officer": view.officer or "",
            "kpi": view.kpi or "",
            "period": view.period,
            "from": view.start.isoformat() if view.period == "dates" else "",
            "to": view.end.isoformat(),
            "role": view.role or "",
            "known": _said(view.known_at),
            "open": "1" if view.opened else "",
            "week": view.week.isoformat() if view.week and view.opened else "",
            "ref": view.ref or "",
            "then": _said(view.then),
            "against": view.against.isoformat() if view.against else "",
        }
        return {name: value for name, value in found.items() if value}


def _said(moment: dt.datetime | None) -> str:
    """A moment in the address: to the minute, and exactly where it is not a whole one."""
    if moment is None:
        return ""
    return moment.isoformat(timespec="auto" if moment.second or moment.microsecond else "minutes")


def first_day(kind: PeriodKind, end: dt.date, start: dt.date | None = None) -> dt.date:
    """First day of a period of this kind that ends on `end`."""
    if kind == "week":
        return week_start(end)
    if kind in ("4weeks", "12weeks"):
        return end - dt.timedelta(days=7 * (4 if kind == "4weeks" else 12) - 1)
    if kind == "quarter":
        return quarter_start(end)
    if kind == "year":
        return financial_year_start(end)
    return min(start or end, end)


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text or "")
    except ValueError:
        return None


def moment(text: str | None) -> dt.datetime | None:
    """A moment of the address; one without an offset is local. None where it is none."""
    try:
        found = dt.datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=LONDON)


def _area(text: str | None) -> Area:
    level, _, key = (text or "").partition(":")
    return Area(level, key) if level in (*LEVELS, TEAM, PUBLISHER) and key else WHOLE_FORCE


def read(last_week: dt.date | None, default: PeriodKind = "12weeks") -> Selection:
    """The view that the address asks for. What it leaves out: the last week known, now, the whole force."""
    return of_address({name: st.query_params[name] for name in st.query_params}, last_week, default)


def is_bare() -> bool:
    """True where the address asks for nothing: somebody has just come."""
    return not dict(st.query_params)


def of_address(
    asked: Mapping[str, str], last_week: dt.date | None = None, default: PeriodKind = "12weeks"
) -> Selection:
    """The view of an address as `Selection.params` writes it."""
    known_at = moment(asked.get("known"))
    end = _day(asked.get("to")) or last_week or sunday_before(loading.now().date())
    kind = asked.get("period")
    period: PeriodKind = kind if kind in get_args(PeriodKind) else default  # type: ignore[assignment]
    role = asked.get("role")
    return Selection(
        period=period,
        start=first_day(period, end, _day(asked.get("from"))),
        end=end,
        area=_area(asked.get("area") or f"{TEAM}:{asked.get('team') or ''}"),  # team: as links had it once
        officer=asked.get("officer") or None,
        kpi=asked.get("kpi") or None,
        role=role if role in KPI_ROLES else None,
        known_at=known_at,
        opened=asked.get("open") == "1",
        ref=(asked.get("ref") or "").strip() or None,
        then=moment(asked.get("then")),
        week=_day(asked.get("week")),
        against=_day(asked.get("against")),
    )


def write(selection: Selection) -> None:
    """Put the view into the address; nothing happens where it is there already. A meeting stays at its step."""
    wanted = selection.params() | {name: st.query_params[name] for name in (STEP,) if name in st.query_params}
    if dict(st.query_params) != wanted:
        st.query_params.from_dict(wanted)


def go(selection: Selection) -> None:
    """Show another view of the same page."""
    write(selection)
    st.rerun()


def set_kpi(kpi: str) -> None:
    """Put another KPI into the address, leaving the rest."""
    st.query_params["kpi"] = kpi


def step(most: int) -> int:
    """The step of a meeting that the address speaks of, from 1; the first where it speaks of none."""
    asked = st.query_params.get(STEP) or ""
    return int(asked) if asked.isdecimal() and 1 <= int(asked) <= most else 1


def set_step(number: int) -> None:
    """Put a step into the address."""
    st.query_params[STEP] = str(number)


def job() -> str:
    """The upload that the address speaks of, or nothing."""
    return st.query_params.get("job") or ""


def set_job(name: str) -> None:
    """Put an upload into the address, or take it out."""
    if name:
        st.query_params["job"] = name
    elif "job" in st.query_params:
        del st.query_params["job"]


__all__ = [
    "PERIODS",
    "Period",
    "PeriodKind",
    "Selection",
    "first_day",
    "go",
    "job",
    "of_address",
    "read",
    "set_job",
    "set_kpi",
    "set_step",
    "step",
    "write",
]
