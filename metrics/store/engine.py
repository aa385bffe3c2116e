"""Which engine keeps a store's tables: an embedded file (the default), or one shared by several servers. One setting says it."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from metrics import configuration

CATALOG, DATA = "BEATBOARD_STORE_CATALOG", "BEATBOARD_STORE_DATA"
PREFIX = "beatboard_"


@dataclass(frozen=True)
class Engine:
    """Where tables lie. catalog: how PostgreSQL is reached (a libpq connection string, without the password); "": nowhere, every
    store is a file of its own. data: the folder that all servers share; the stores in it are shared, all others are files.
    None: every store is shared, wherever it lies.
    """

    catalog: str = ""
    data: Path | None = None

    def holds(self, path: Path) -> bool:
        """True where the store at a path is a shared one."""
        return bool(self.catalog) and (self.data is None or self.data in path.absolute().parents)

    def schema_of(self, path: Path) -> str:
        """The PostgreSQL schema of a shared store: the same on every server, wherever the folder is mounted there."""
        place = path.absolute().relative_to(self.data) if self.data else path.absolute()
        if len(place.parts) == 1 and re.fullmatch(r"[a-z_]{1,40}", place.stem):
            return PREFIX + place.stem
        return PREFIX + hashlib.sha256(str(place).encode()).hexdigest()[:20]


def chosen() -> Engine:
    """The engine of this process: section [store] of the configuration file, or, on one desk, the two variables.

    Raises configuration.ConfigurationError.
    """
    store = configuration.current().store
    if store.engine == "shared":
        return _engine(store.catalog, store.data)
    return _engine(os.environ.get(CATALOG, ""), os.environ.get(DATA, ""))


@lru_cache(maxsize=4)
def _engine(catalog: str, data: str) -> Engine:
    return Engine(catalog, Path(data).absolute() if data else None)
