"""Compacting a shared store: many small loads leave many small files, and whoever opens it reads every one."""

from __future__ import annotations

from pathlib import Path

from metrics.store.connection import Store

HISTORY_DAYS = 7
"""Days that the engine's own history is kept, in which what was there can be looked at after something has gone wrong."""


def compact(store: Store) -> tuple[int, int] | None:
    """Bring a shared store's rows into few files, and give how many files there were and are; None for a store in a file, which
    needs nothing of the kind. Figures do not change. Raises StoreUnavailableError."""
    if store.path is None or not store.base.is_shared:
        return None
    with store.writing, store.cursor() as cursor:
        before = _files(store.path)
        store.base.compact(cursor, HISTORY_DAYS)
        return before, _files(store.path)


def _files(path: Path) -> int:
    return sum(1 for _ in path.with_name(f"{path.name}.rows").rglob("*.parquet"))
