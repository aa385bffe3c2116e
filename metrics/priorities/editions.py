"""The editions of the plan as they stand: the one that Beatboard starts with, and every version that the force has kept."""

from __future__ import annotations

from collections.abc import Sequence

from metrics import kept_sets
from metrics.kept_sets import KeptSets
from metrics.priorities.edition import Edition, as_text, faults, from_text
from metrics.priorities.starting_editions import EDITIONS
from metrics.store.entries import PLAN_EDITION

KEPT = KeptSets(PLAN_EDITION, EDITIONS, as_text, from_text, faults)
Version = kept_sets.Version[Edition]
keep_edition, editions = KEPT.keep, KEPT.stand


def first_of(known: Sequence[Version], key: str | None = None) -> Version:
    """The edition of a key; else a current one, the latest first; else the first that is not superseded, else the first."""
    by_key = {version.held.key: version for version in known}
    current = [version for version in reversed(known) if version.held.status == "current"]
    standing = [version for version in known if version.held.status != "superseded"]
    return by_key.get(key or "") or next(iter([*current, *standing, *known]))
