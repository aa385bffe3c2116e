"""Rows set aside that could change a figure: how many, and which (DECISIONS.md S1 to S4)."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pandas as pd

from metrics.store.connection import Store
from metrics.store.schema import sql


@lru_cache(maxsize=16)
def any_stand(store: Store, catalog: str) -> bool:
    """True where a row set aside still stands; a snapshot never changes, so it is asked once."""
    return bool(store.rows("select exists (from aside)", catalog)[0][0])


def counted_sql(by: str, keys: str) -> str:
    """SQL: one row per KPI, key and period with `set_aside`; none for figures that no row set aside could change.

    keys: SQL of the people or areas asked about.
    """
    return _scoped("asides_counted", by, keys)


LISTED = ("export", "file", "sheet", "row", "reference", "code", "loaded_at", "loaded_by", "load_id", "why")


def listed(store: Store, catalog: str, by: str, keys: str, values: dict[str, Any]) -> pd.DataFrame:
    """The rows themselves, with LISTED: where each stands, its load (loaded_at is UTC), and what that load said of it.

    values: those of a question for figures, of one figure.
    """
    if not any_stand(store, catalog):
        return pd.DataFrame(columns=list(LISTED))
    return store.frame(_scoped("asides_listed", by, keys), catalog, **values)[list(LISTED)]


def _scoped(name: str, by: str, keys: str) -> str:
    asides, key = ("aside_officer", "collar") if by == "officer" else ("aside_area", "area")
    found = sql("scope_asides").strip().replace("{keys}", keys).replace("{asides}", asides).replace("{key}", key)
    return sql(name).replace("{found}", found)
