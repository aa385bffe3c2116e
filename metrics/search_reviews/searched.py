"""The drawn stop-searches themselves, as known: for whoever reviews them inside the force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from metrics.kpis.stop_searches import NOT_FOUND
from metrics.store.connection import Store
from metrics.store.schema import sql
from metrics.store.snapshot import snapshot

COMPLETE = {
    "beat": "Beat", "legislation": "Legislation", "object_searched_for": "Object Of Search", "kind": "Search Type",
    "outcome": "Outcome", "linked": "Outcome Linked To Object", "item_found": "Item Found",
    "ethnicity": "Self-defined Ethnicity", "officer_ethnicity": "Officer-defined Ethnicity", "age": "Age Range",
    "gender": "Gender", "outer_clothing": "More Than Outer Clothing", "video": "Body Worn Video",
}  # fmt: skip
"""What the record of a search is to say, as far as the export has it, by the heading: blank, it is not complete."""


@dataclass(frozen=True)
class Searched:
    """A stop-search as the export has it; None for a blank. at: local. sector: where it happened, else of the officer's team."""

    ref: str
    at: dt.datetime
    day: dt.date
    collar: str
    beat: str | None
    beat_name: str | None
    sector: str | None
    legislation: str | None
    object_searched_for: str | None
    kind: str | None
    outcome: str | None
    linked: bool | None
    item_found: str | None
    ethnicity: str | None
    officer_ethnicity: str | None
    age: str | None
    gender: str | None
    outer_clothing: bool | None
    video: bool | None
    grounds_by: str | None
    grounds_on: dt.date | None
    grounds_reasonable: bool | None

    @property
    def is_found(self) -> bool | None:
        """Whether something was found; None where the record does not say."""
        return None if self.item_found is None else self.item_found.strip().lower() not in NOT_FOUND

    @property
    def blank(self) -> list[str]:
        """The headings that the record leaves blank, of COMPLETE."""
        return [heading for name, heading in COMPLETE.items() if getattr(self, name) is None]


def searches(store: Store, refs: Sequence[str], known_at: dt.datetime | None = None) -> dict[str, Searched]:
    """By reference the searches that are known at a moment; one that was taken back since is not among them."""
    rows = store.rows(sql("searches_drawn"), snapshot(store, known_at), refs=list(refs))
    found = (Searched(*row) for row in rows)
    return {one.ref: one for one in found}
