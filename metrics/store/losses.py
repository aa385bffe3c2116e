"""What a load would take away: weeks of which more than half would be gone need confirming."""

from __future__ import annotations

import datetime as dt

import duckdb
import pyarrow as pa

from metrics import catalogue
from metrics.export import Export
from metrics.intake.outcome import Coverage, SheetOutcome
from metrics.problems import Problem, problem
from metrics.store.schema import for_export
from metrics.store.snapshot import NOW
from metrics.terms import say_days

LARGE_LOSS_SHARE = 0.5
LARGE_LOSS_ROWS = 5
"""A load that takes away more than this share, and more than this many rows, of a week needs confirming (exports.md)."""
Lost = tuple[dt.date | None, int, int]
"""A week (None: the list), its rows known, and how many of them the sheet lacks."""


def losses(
    cursor: duckdb.DuckDBPyConnection, outcome: SheetOutcome, known: int | None, standing: int | None
) -> list[Problem]:
    """A problem for each week (or list) of which more than half would be taken away.

    known: rows ever loaded for the covered days, where they were counted already (`rows_of_days`). standing: the latest load
    of the export that stands.
    """
    export = catalogue.exports()[str(outcome.export_id)]
    coverage = outcome.coverage
    if export.replaces == "repeated" or coverage is None:
        return []
    if export.is_list:
        weeks = [_lost_of_list(cursor, outcome, export, standing)]
    elif known is not None and known <= LARGE_LOSS_ROWS:
        return []
    else:
        weeks = _lost_of_days(cursor, outcome, export, coverage)
    return [
        _loss(outcome, export, week, known, gone)
        for week, known, gone in weeks
        if gone > LARGE_LOSS_ROWS and gone > known * LARGE_LOSS_SHARE
    ]


def _lost_of_list(
    cursor: duckdb.DuckDBPyConnection, outcome: SheetOutcome, export: Export, standing: int | None
) -> Lost:
    known = cursor.execute(for_export("losses_list", export), {"load_id": standing}).fetchall()
    incoming = set(zip(*(column.to_pylist() for column in _keys(outcome, export).columns), strict=True))
    return None, len(known), sum(key not in incoming for key in known)


def _lost_of_days(
    cursor: duckdb.DuckDBPyConnection, outcome: SheetOutcome, export: Export, coverage: Coverage
) -> list[Lost]:
    area = f"{coverage.area.level}:{coverage.area.key}"
    cursor.register("incoming", outcome.rows)
    values = {"t": NOW, "area": area, "days_from": coverage.start, "days_to": coverage.end}
    text = for_export("losses_published" if export.is_published else "losses_days", export)
    return cursor.execute(text, values).fetchall()


def rows_of_days(cursor: duckdb.DuckDBPyConnection, start: dt.date, end: dt.date) -> dict[str, int]:
    """Rows ever loaded for some days, by weekly export: counted in no time, and in one question for all of them."""
    text = " union all ".join(
        f"select '{export.id}', count(*) from {export.id} where day between $days_from and $days_to"
        for export in catalogue.exports().values()
        if export.replaces == "days"
    )
    return dict(cursor.execute(text, {"days_from": start, "days_to": end}).fetchall())


def _loss(outcome: SheetOutcome, export: Export, week: dt.date | None, known: int, gone: int) -> Problem:
    coverage = outcome.coverage
    where = "of the list"
    if week is not None and coverage is not None:
        where = f"known for {coverage.area} in the week of {say_days(week, week + dt.timedelta(days=6))}"
    return problem("takes_away_more_than_half", outcome.sheet, gone=gone, known=known, export=export.sheet, where=where)


def _keys(outcome: SheetOutcome, export: Export) -> pa.Table:
    if outcome.rows is None:
        raise ValueError("a sheet that is accepted has rows, be they none")
    return outcome.rows.select(list(export.key_names))
