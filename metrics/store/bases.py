"""The base of the store at a path: a shared one where the engine says so, else a file."""

from __future__ import annotations

from pathlib import Path

from metrics.store import engine
from metrics.store.base import Base, StoreUnavailableError
from metrics.store.database import FileBase


def base_of(path: Path | None) -> Base:
    """Where the tables of the store at a path lie (None: in memory). Raises StoreUnavailableError."""
    chosen = engine.chosen()
    if path is None or not chosen.holds(path):
        return FileBase(path)
    try:
        from metrics.store.shared import SharedBase  # what it needs is installed only where stores are shared
    except ModuleNotFoundError as error:
        raise StoreUnavailableError(
            "A shared store needs more than is installed: run `make shared`, which installs requirements-shared.txt."
        ) from error
    return SharedBase(path, chosen)
