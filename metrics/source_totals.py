"""The source system's own total beside ours: entered by somebody, kept for ever, the difference explained row by row."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from metrics import catalogue
from metrics.corrections import credited_rows, every_row, key_of
from metrics.frames import rows_of
from metrics.kpi import Kpi
from metrics.notes import name_faults, plain
from metrics.passport import Passport, passport
from metrics.question import area_key, asked_kpi
from metrics.rows_behind import days_of, scope_of_figure
from metrics.store.connection import Store
from metrics.store.entering import entered, keep
from metrics.store.entries import SOURCE_TOTAL
from metrics.store.schema import sql
from metrics.store.snapshot import moment, snapshot
from metrics.terms import LEVELS, TEAM, WHOLE_FORCE, Area, say_number

LINES = ("why", "reference", "file", "sheet", "row", "adds")
"""Of a row that may explain a difference. adds: what it would add to ours to come to theirs; negative: take away."""
WHY = {
    "waiting": "A late record that waits: no load covers its team and day",
    "other_role": "Led by somebody without a role that the KPI counts",
    "gone": "Counted once, and gone with a later file",
    "withdrawn": "Counted once, and gone with a load that was withdrawn",
}
Question = tuple[str, str, str, str | None, dt.date, dt.date]
"""KPI, level, key, role, first and last day: what a total answers."""


@dataclass(frozen=True)
class SourceTotal:
    """A total as somebody entered it. at: UTC."""

    kpi: str
    level: str
    key: str
    role: str | None
    start: dt.date
    end: dt.date
    total: float
    note: str
    by: str
    at: dt.datetime


@dataclass(frozen=True)
class Reconciled:
    """Ours and theirs. difference: theirs less ours, None where ours is not known. lines: LINES, rows that may explain it.

    unexplained: what remains of the difference when all of them that point its way are taken into account; 0 where they are
    enough, and then which of them theirs counts is for the source system to say.
    """

    theirs: SourceTotal
    ours: float | None
    lines: pd.DataFrame

    @property
    def difference(self) -> float | None:
        """Theirs less ours."""
        return None if self.ours is None else self.theirs.total - self.ours

    @property
    def could_explain(self) -> float:
        """What the rows that point the way of the difference come to."""
        way = 1 if (self.difference or 0) >= 0 else -1
        return float(sum(adds for adds in self.lines["adds"] if adds * way > 0))

    @property
    def unexplained(self) -> float:
        """What they leave of the difference."""
        left = abs(self.difference or 0) - abs(self.could_explain)
        return max(0.0, left) if (self.difference or 0) >= 0 else -max(0.0, left)

    @property
    def words(self) -> str:
        """Ours, theirs, the difference and what remains of it, said plainly."""
        if self.difference is None or self.ours is None:
            return (
                f"The source system counts {_said(self.theirs.total)}. Ours is not loaded, so nothing can be compared."
            )
        both = f"The source system counts {_said(self.theirs.total)}, we count {_said(self.ours)}"
        if abs(self.difference) < SAME:
            return f"{both}: they agree."
        left = f"{_said(abs(self.unexplained))} of it remains" if self.unexplained else "nothing remains"
        could = f"Rows below could explain {_said(abs(self.could_explain))}"
        return f"{both}: a difference of {_said(abs(self.difference))}. {could}; {left} unexplained."


SAME = 1e-6


def _said(number: float) -> str:
    return say_number(number, 0 if float(number).is_integer() else 1)


def question_of(found: Passport) -> Question:
    """What a total of this figure answers."""
    area = found.area or WHOLE_FORCE
    level, key = ("officer", found.collar) if found.collar else (area.level, area.key)
    return found.kpi.id, level, key, found.role, *found.period


def enter(store: Store, question: Question, total: float | None, note: str, by: str, at: dt.datetime) -> None:
    """Keep a total; None takes back the one before. Raises ValueError with one plain sentence for what cannot be kept."""
    by = plain(by)
    below = ["Give a total that is not below nought."] if total is not None and total < 0 else []
    for fault in [*below, *name_faults(by)]:
        raise ValueError(fault)
    names = ("kpi", "level", "key", "role", "period_start", "period_end")
    keep(store, SOURCE_TOTAL, [{**dict(zip(names, question, strict=True)), "total": total, "note": note}], at, by)


def totals(store: Store, known_at: dt.datetime | None = None) -> list[SourceTotal]:
    """The latest total of each question, as known at a moment, the latest entered first; without those taken back."""
    latest: dict[Question, SourceTotal | None] = {}
    for row in entered(store, SOURCE_TOTAL):
        if row["recorded_at"] > moment(known_at):
            continue
        question = (row["kpi"], row["level"], row["key"], row["role"], row["period_start"], row["period_end"])
        latest.pop(question, None)
        latest[question] = None if row["total"] is None else SourceTotal(
            *question, row["total"], row["note"] or "", row["recorded_by"], row["recorded_at"]
        )  # fmt: skip
    return [total for total in reversed(latest.values()) if total]


def reconciled(store: Store, found: Passport) -> Reconciled | None:
    """The total that stands beside a figure, and what may explain the difference; None where nobody has entered one."""
    question = question_of(found)
    for total in totals(store, found.known_at):
        if (total.kpi, total.level, total.key, total.role, total.start, total.end) == question:
            return Reconciled(total, found.value, _lines(store, found))
    return None


def passport_of(store: Store, total: SourceTotal, known_at: dt.datetime | None = None) -> Passport:
    """The passport of the figure beside a total."""
    level = next((known for known in (*LEVELS, TEAM) if known == total.level), None)
    area = None if level in (None, "force") else Area(level, total.key)
    collar = total.key if total.level == "officer" else None
    role = asked_kpi(f"{total.kpi}:{total.role}").role if total.role else None
    return passport(store, total.kpi, total.start, total.end, collar, area, role, known_at)


def _lines(store: Store, found: Passport) -> pd.DataFrame:
    """Rows that theirs may count and ours does not, or the other way round. Of hours it cannot be said how many they hold."""
    adds = 0 if found.kpi.unit == "hours" else 1
    lines = [
        *_set_aside(found, adds),
        *_rows(store, found, adds),
        *_identical(store, found, adds),
        *_credits(found, adds),
    ]
    return pd.DataFrame(lines, columns=list(LINES))


def _set_aside(found: Passport, adds: int) -> list[tuple[Any, ...]]:
    """Each reference adds once."""
    seen: set[str] = set()
    lines = []
    for row in rows_of(found.asides):
        again = row["reference"] in seen and row["code"] == "same_reference"
        seen.add(row["reference"])
        why = f"Set aside: {row['why']}"
        lines.append((why, row["reference"], row["file"], row["sheet"], row["row"], 0 if again else adds))
    return lines


def _rows(store: Store, found: Passport, adds: int) -> list[tuple[Any, ...]]:
    kpi, export = found.kpi, catalogue.exports()[found.kpi.export]
    by = scope_of_figure(found.collar, found.area)
    waiting = f"select * replace (false as waiting) from {export.id} where waiting"
    text = (
        sql("reconciling")
        .replace("{waiting}", credited_rows(kpi, by, waiting))
        .replace("{ever}", credited_rows(kpi, by, every_row(export.id)))
        .replace("{where}", kpi.where)
        .replace("{days}", days_of(kpi))
        .replace("{key}", key_of(export))
        .replace("{export}", export.id)
    )
    counted = [f"{row['load_id']}:{row['row']}" for row in rows_of(found.records)]
    values = {
        "start": found.period[0], "end": found.period[1], "collar": found.collar, "counted": counted,
        "area": area_key(found.area) or "force:Force", "roles": _roles(kpi, found), "t": moment(found.known_at),
    }  # fmt: skip
    rows = store.rows(text, snapshot(store, found.known_at), **values)
    told = set(found.asides["reference"])  # a row that came again and was set aside is one row, not two
    return [(WHY[why], reference, *where, adds) for why, reference, *where in rows if reference not in told]


def _roles(kpi: Kpi, found: Passport) -> list[str]:
    return [found.role] if found.role else list(kpi.roles)


def _identical(store: Store, found: Passport, adds: int) -> list[tuple[Any, ...]]:
    """Rows repeated to the letter in a file count once; which rows of it is not kept."""
    used = [load.load_id for load in found.loads if load.counts and load.export == found.kpi.export]
    text = "select file, sheet, identical from loads where identical > 0 and list_contains($used::bigint[], load_id)"
    return [
        (
            f"{number:,} rows of this file repeat another to the letter and count once",
            "",
            file,
            sheet,
            None,
            number * adds,
        )
        for file, sheet, number in store.rows(text, used=used)
    ]


def _credits(found: Passport, adds: int) -> list[tuple[Any, ...]]:
    """Where several officers stand on one row or at one incident, theirs may count each of them, or only the lead."""
    if found.kpi.credit == "named":
        return [line for row in rows_of(found.records) if (line := _joint(found, row, adds))]
    if found.kpi.distinct and not found.collar:
        again = found.records[found.records.duplicated(found.kpi.distinct)]
        return [
            ("Another officer at an incident that counts once", *_place(found, row), adds) for row in rows_of(again)
        ]
    return []


def _joint(found: Passport, row: dict[str, Any], adds: int) -> tuple[Any, ...] | None:
    export = catalogue.exports()[found.kpi.export]
    also = row[export.column(export.also).name]
    others = len(also) if isinstance(also, list | np.ndarray) else 0
    if found.collar:
        why = "A joint credit: another officer leads it, and theirs may count it there only"
        return (why, *_place(found, row), -adds) if row["collar_no"] != found.collar else None
    why = f"A joint credit: {others + 1} officers are named, and theirs may count each of them"
    return (why, *_place(found, row), others * adds) if others else None


def _place(found: Passport, row: dict[str, Any]) -> tuple[Any, ...]:
    return row[catalogue.exports()[found.kpi.export].key_names[0]], row["file"], row["sheet"], row["row"]
