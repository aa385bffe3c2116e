"""A target set on the page: the whole list anew, with one target more, through the same intake as an upload.

So the ledger, the history, passports and what was known when all hold of it, and nothing is ever half set.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from xlsxwriter import Workbook

from metrics import loading
from metrics.catalogue import exports, kpis
from metrics.intake import Read
from metrics.passport_workbook import OPTIONS, add_sheet
from metrics.problems import problem
from metrics.store.append import LoadResult
from metrics.store.connection import Store
from metrics.store.lists import references
from metrics.targets import ALL, NEVER_A_TARGET, Target, listed
from metrics.terms import MARKING, Area

FILE = "Targets set on the page.xlsx"
NEVER = (
    "Stop-searches are monitored and never a target, because a number here would skew the use of a power: choose Monitored "
    "and leave the amount empty."
)
DAY = dt.timedelta(days=1)
TRIES = 5
"""Times that the list is made, should another server load something each time in between."""


class TargetRefusedError(Exception):
    """The target cannot be set; str() says why and what to do, in one plain sentence."""


@dataclass(frozen=True)
class Planned:
    """What setting a target would do. rows: the whole list as it would be. closed: (before, after) of those it would end;
    replaced: the one with the same area, KPI, role and first day; later: those that begin after it and go before it then.
    aside: rows of the list as it was sent that were set aside: they are in no list made here."""

    target: Target
    rows: tuple[Target, ...]
    closed: tuple[tuple[Target, Target], ...]
    replaced: Target | None
    later: tuple[Target, ...]
    aside: int
    sheets: tuple[Read, ...] = ()


def planned(store: Store, target: Target, at: dt.datetime) -> Planned:
    """What setting it would do, read and checked as an upload is. Stores nothing. Raises TargetRefusedError."""
    refuse(target)
    plan = _with(listed(store), target, _set_aside(store))
    sheets = tuple(loading.read([(FILE, workbook(store, plan.rows))]))
    _accepted(loading.plan(store, sheets, at), plan)
    return replace(plan, sheets=sheets)


def save(store: Store, target: Target, by: str, at: dt.datetime) -> LoadResult:
    """Set it: one load of the whole list as now known, made again where another load has come in between.

    by: who set it on the page, kept with the load. Raises TargetRefusedError and LoadFailedError.
    """
    for _ in range(TRIES):
        version = store.latest()
        plan = planned(store, target, at)
        try:
            (result,) = loading.load(store, plan.sheets, at, by, at_version=version)
            break
        except loading.ChangedMeanwhileError:
            continue
    else:
        raise TargetRefusedError("Others are loading at this moment, and the target was not set: set it again.")
    if result.status not in ("accepted", "unchanged"):
        raise TargetRefusedError("The list of targets has changed meanwhile: preview it again, then set it.")
    return result


def refuse(target: Target) -> None:
    """Refuse what no reader of a list could see. Raises TargetRefusedError."""
    kpi = kpis()[target.kpi]
    if target.kpi == NEVER_A_TARGET and (target.has_amount or target.amount):
        raise TargetRefusedError(NEVER)
    if target.role not in (ALL, *kpi.roles):
        raise TargetRefusedError(f"{kpi.label} is counted for {kpi.roles[0]}s only: choose {kpi.roles[0]} or All.")
    if target.has_amount and not target.amount > 0:
        raise TargetRefusedError("A target needs an amount above 0: give one, or choose Monitored.")
    if not target.set_by:
        raise TargetRefusedError("A target needs an owner: say who set it.")
    if target.needs_rationale and not target.rationale:
        raise TargetRefusedError(problem("needs_rationale", "Targets", value=target.kpi).message)


def _with(rows: Sequence[Target], target: Target, aside: int) -> Planned:
    """The list with the target, last; one with the same key goes, and one that runs on ends the day before."""
    same = [row for row in rows if (row.area, row.kpi, row.role) == (target.area, target.kpi, target.role)]
    closed = tuple(
        (row, replace(row, last=target.first - DAY))
        for row in same
        if row.first < target.first and (row.last is None or row.last >= target.first)
    )
    ends = dict(closed)
    kept = [ends.get(row, row) for row in rows if row.key != target.key]
    return Planned(
        target, (*kept, target), closed, next((row for row in same if row.key == target.key), None),
        tuple(row for row in same if row.first > target.first and target.holds_on(row.first)), aside,
    )  # fmt: skip


def _set_aside(store: Store) -> int:
    text = "select coalesce(max_by(set_aside, load_id), 0) from standing_at(timestamp '9999-01-01') where export = 'targets'"
    return int(store.rows(text)[0][0])


def _accepted(results: Sequence[LoadResult], plan: Planned) -> None:
    """Refuse where the intake has something against the sheet, or against the new row, which is the last."""
    line = len(plan.rows) + 1
    for result in results:
        for found in result.outcome.problems:
            if found.severity == "refused" or _row(found.cell) == line:
                raise TargetRefusedError(found.message)
        if result.status not in ("accepted", "unchanged"):
            raise TargetRefusedError("The list could not be read as Targets, so nothing was set.")


def _row(cell: str) -> int:
    digits = re.sub(r"\D", "", cell)
    return int(digits) if digits else 0


def workbook(store: Store, rows: Sequence[Target]) -> bytes:
    """Targets as a workbook in the form of the Targets export, which loads again as the same list."""
    export, out = exports()["targets"], io.BytesIO()
    book = Workbook(out, OPTIONS)
    known = references(store)

    def area(of: Area) -> str:
        return of.key if known.resolve(of.key) == of else f"{of.level}:{of.key}"

    add_sheet(
        book, export.sheet, [column.heading for column in export.columns],
        [
            (area(row.area), row.kpi, row.role, row.amount, row.per, row.type, row.first, row.last, row.set_by,
             row.rationale or None)
            for row in rows
        ],
    )  # fmt: skip
    book.worksheets()[0].set_header(f"&L{MARKING}")  # printed on each sheet, and in no cell
    book.set_properties({"comments": MARKING})
    book.close()
    return out.getvalue()
