"""What became of each sheet of a load, for the command line and the reports of the drop folder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from metrics import catalogue
from metrics.store.append import LoadResult


def as_fields(result: LoadResult) -> dict[str, Any]:
    """A sheet's outcome as the command line's JSON has it."""
    outcome = result.outcome
    coverage = outcome.coverage
    return {
        "file": outcome.file,
        "sheet": outcome.sheet,
        "export": catalogue.exports()[outcome.export_id].sheet if outcome.export_id else None,
        "status": result.status,
        "rows": result.rows,
        "set_aside": outcome.set_aside,
        "area": str(coverage.area) if coverage else None,
        "from": coverage.start.isoformat() if coverage else None,
        "to": coverage.end.isoformat() if coverage else None,
        "problems": [problem.as_dict() for problem in outcome.problems],
        "dropped": list(outcome.dropped),
    }


def in_words(sheet: dict[str, Any]) -> str:
    """The same as lines to read: what became of it, each problem at its cell, what was dropped before storage."""
    name = f"{sheet['file']}: {sheet['sheet']}" if sheet["sheet"] else sheet["file"]
    status = sheet["status"].replace("_", " ")
    lines = [f"{name}: {status}, {sheet['rows']:,} rows, {sheet['set_aside']:,} set aside"]
    lines += [f"  {problem['cell'] or 'sheet'}: {problem['message']}" for problem in sheet["problems"]]
    return "\n".join(lines + [f"  {words}" for words in sheet["dropped"]])


def all_taken(sheets: Sequence[dict[str, Any]]) -> bool:
    """True where something was recognised, and all of it is stored."""
    recognised = [sheet for sheet in sheets if sheet["status"] != "ignored"]
    return bool(recognised) and all(sheet["status"] in ("accepted", "unchanged") for sheet in recognised)
