"""The lists as they will be once a sheet is accepted: what the sheets after it in the same call are checked against."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from metrics.intake.outcome import Posting, References, SheetOutcome
from metrics.terms import Area

REFERRED_TO = frozenset({"beats", "officers", "places"})
"""The exports that others are checked against."""


def references_after(outcome: SheetOutcome, references: References) -> References:
    """The references with the list that this sheet replaces. Unchanged for anything but Beats, Officers and Places."""
    if outcome.status != "acceptable" or outcome.rows is None or outcome.export_id not in REFERRED_TO:
        return references
    if outcome.export_id == "beats":
        return references.with_changes(beats=beats_of(outcome.rows))
    if outcome.export_id == "officers":
        return references.with_changes(postings=postings_of(outcome.rows))
    return references.with_changes(places=frozenset(outcome.rows["place_code"].to_pylist()))


def beats_of(rows: pa.Table) -> dict[str, tuple[str, str]]:
    """Beat -> sector and LPA."""
    return {row["beat"]: (row["sector"], row["lpa"]) for row in rows.select(["beat", "sector", "lpa"]).to_pylist()}


def postings_of(rows: pa.Table) -> dict[str, list[Posting]]:
    """Collar number -> postings."""
    found: dict[str, list[Posting]] = {}
    for row in rows.to_pylist():
        found.setdefault(row["collar_no"], []).append(posting_of(row))
    return found


def posting_of(row: dict[str, Any]) -> Posting:
    """One row of the Officers list."""
    return Posting(
        collar=row["collar_no"],
        role=row["role"],
        team=Area(row["team_level"], row["team"]),
        start=row["start_date"],
        end=row["end_date"],
        surname=row["surname"],
        forename=row["forename"],
    )
