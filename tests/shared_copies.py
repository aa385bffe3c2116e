"""The small force's stores on the shared engine: made once in a run, and each test has a copy, in a third of the time."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from functools import lru_cache
from itertools import count
from pathlib import Path

import psycopg
from psycopg import sql

from metrics.store import engine

NUMBERS = count(1)
MADE: set[tuple[str, str]] = set()
COPY = """
do $$ declare name text; begin
    for name in select tablename from pg_tables where schemaname = {source} loop
        execute format('create table %I.%I (like %I.%I including all)', {target}, name, {source}, name);
        execute format('insert into %I.%I table %I.%I', {target}, name, {source}, name);
    end loop;
end $$
"""


def wanted() -> bool:
    """True where a store without a path of its own is to be a shared one as well: where every store of the run is."""
    chosen = engine.chosen()
    return bool(chosen.catalog) and chosen.data is None


def copy_of(name: str, make: Callable[[Path], None]) -> Path:
    """The path of a copy of the store that `make` makes once for each name."""
    chosen = engine.chosen()
    folder = Path(_folder(chosen.catalog).name)
    original, copy = folder / f"{name}.duckdb", folder / f"{next(NUMBERS)}.duckdb"
    if (chosen.catalog, name) not in MADE:
        make(original)
        MADE.add((chosen.catalog, name))
    for file in original.parent.glob(f"{original.name}.*"):
        (shutil.copytree if file.is_dir() else shutil.copy)(
            file, copy.with_name(file.name.replace(original.name, copy.name))
        )
    source, target = (chosen.schema_of(path) for path in (original, copy))
    with psycopg.connect(chosen.catalog) as connection:
        connection.execute(sql.SQL("create schema {}").format(sql.Identifier(target)))
        connection.execute(sql.SQL(COPY).format(source=sql.Literal(source), target=sql.Literal(target)))
    return copy


@lru_cache(maxsize=4)
def _folder(catalog: str) -> tempfile.TemporaryDirectory[str]:
    """Where the copies in a catalog have their rows, ledgers and archives; gone with the process."""
    return tempfile.TemporaryDirectory(prefix="beatboard-copies-")
