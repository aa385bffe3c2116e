"""The chosen store, opened once per process; and a store that the command line has opened itself."""

from __future__ import annotations

import threading
from pathlib import Path

from metrics import settings
from metrics.store.connection import Store, StoreUnavailableError

_opened: dict[str, Store] = {}
_opening = threading.Lock()
_used: set[str] = set()


def _open(path: str) -> Store:
    if not Path(path).exists() and settings.chosen() != "own":
        raise StoreUnavailableError("The sample force is not built yet. Run make run, or start with your own exports.")
    return Store.open(Path(path))


def store() -> Store:
    """The chosen store, opened once per process. Raises StoreUnavailableError.

    Kept here and not by Streamlit: a page asks for it two dozen times, and each look into its cache costs half a millisecond.
    """
    path = str(settings.chosen_store())
    with _opening:
        if path not in _opened:
            _opened[path] = _open(path)
        opened = _opened[path]
    opened.look()
    return opened


def chosen_path() -> Path:
    """Where the chosen store lies; of one that the command line has opened, where that does. Raises StoreUnavailableError."""
    path = store().path
    if path is None:
        raise StoreUnavailableError("A store in memory has no files.")
    return path


def use(opened: Store) -> None:
    """Answer from a store that the command line has opened, wherever it lies, until the process ends: whoever may open the file
    may read all of it."""
    with _opening:
        _opened[str(settings.chosen_store())] = opened
        _used.add(str(settings.chosen_store()))


def is_used() -> bool:
    """True where the command line has opened the store."""
    return bool(_used) and str(settings.chosen_store()) in _used  # asked with every read: on a server nothing ever is


def close_store() -> None:
    """Release the chosen store; whoever asks for it next opens it anew."""
    path = str(settings.chosen_store())
    with _opening:
        _used.discard(path)
        _opened.pop(path).close()
