"""Rows set aside that could change a figure: how many, and which (DECISIONS.md S1 to S4)."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pandas as pd

from metrics.question import scoped
from metrics.store.connection import Store
from metrics.store.schema import sql

LISTED = ("export", "file", "sheet", "row", "reference", "code", "loaded_at", "loaded_by", "load_id", "why")


@lru_cache(maxsize=16)
def any_stand(store: Store, catalog: str) -> bool:
    """True where a row set aside still stands; a snapshot never changes, so it is asked once."""
    return bool(store.rows("select exists (from aside)", catalog)[0][0])


def listed(store: Store, catalog: str, by: str, values: dict[str, Any]) -> pd.DataFrame:
    """The rows themselves, with LISTED: where each stands, its load (loaded_at is UTC), and what that load said of it.

    values: those of a spine and of the KPI asked for.
    """
    if not any_stand(store, catalog):
        return pd.DataFrame(columns=list(LISTED))
    return store.frame(scoped(sql("asides_listed"), by), catalog, **values)[list(LISTED)]
