"""The full check of a store: every load by its hash, the ledger line by line, the archive byte by byte, every coverage."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import duckdb

from metrics import catalogue
from metrics.store import archive, content
from metrics.store.connection import Store
from metrics.store.entries import ENTRIES
from metrics.store.files import StoreFiles
from metrics.store.ledger import Ledger
from metrics.store.replaying import Confirmed, confirmed_in, everything
from metrics.terms import LEVELS, PUBLISHER, WHOLE_FORCE, capital

REBUILD = "Run `python -m metrics rebuild`: it makes the database anew from the archive."
RESTORE = "Restore the latest backup, then load again what came after it."
NAMED = 5


@dataclass
class Verified:
    """What was looked at, and what is wrong with it, each in a plain sentence that says what to do."""

    loads: int = 0
    withdrawals: int = 0
    lines: int = 0
    archived: int = 0
    entries: int = 0
    """Entries other than withdrawals."""
    wrong: list[str] = field(default_factory=list)


def verify(store: Store) -> Verified:
    """Work out again everything that can be known of the store. Changes nothing."""
    with store.writing, store.cursor() as own, store.base.checking(own) as catalog, store.cursor(catalog) as cursor:
        stored = everything(cursor)
        loads, withdrawals = stored["load"], stored["withdrawal"]
        found = Verified(len(loads), len(withdrawals))
        found.entries = sum(map(len, stored.values())) - found.loads - found.withdrawals
        _rows(cursor, loads, found)
        _coverages(cursor, loads, found)
        if store.files:
            confirmed = _ledger(store.files, stored, found)
            _archive(store.files, confirmed or loads, found)
    return found


def _rows(cursor: duckdb.DuckDBPyConnection, loads: dict[int, dict[str, Any]], found: Verified) -> None:
    if damaged := content.damaged(cursor, loads):
        found.wrong.append(f"The rows of {_named(damaged)} are not those that were stored. {REBUILD}")
    for table in content.strays(cursor):
        found.wrong.append(f"The table {table} has rows that belong to no load. {REBUILD}")


def _coverages(cursor: duckdb.DuckDBPyConnection, loads: dict[int, dict[str, Any]], found: Verified) -> None:
    """Every stated coverage is of an export we know, days in order, and an area that some Beats list has or had.

    Published rows are of a publisher, which no list of ours has. Of a load older than a purge of Beats lists, its may be gone.
    """
    ever = "select beat, sector, lpa from beats"
    areas = {f"{WHOLE_FORCE.level}:{WHOLE_FORCE.key}"}
    for beat, sector, lpa in cursor.execute(ever).fetchall():
        areas |= {f"beat:{beat}", f"sector:{sector}", f"lpa:{lpa}"}
    purged = "select coalesce(max(last), 0) from disposed where about = 'beats'"
    known_since = cursor.execute(purged).fetchall()[0][0]
    for load_id, load in loads.items():
        level = str(load["area"]).partition(":")[0]
        export = catalogue.exports().get(str(load["export"]))
        published = export is not None and export.is_published
        if export is None:
            found.wrong.append(f"Load {load_id} is of an export that is not known: {load['export']}. {REBUILD}")
        if not load["days_from"] or not load["days_to"] or load["days_from"] > load["days_to"]:
            found.wrong.append(f"The days that load {load_id} covers are not in order. {REBUILD}")
        if published != (level == PUBLISHER):
            found.wrong.append(f"Load {load_id} covers {load['area']}, which its export cannot cover. {REBUILD}")
        elif not published and (level not in LEVELS or (load["area"] not in areas and load_id > known_since)):
            found.wrong.append(f"Load {load_id} covers {load['area']}, which no Beats list has. {REBUILD}")


def _ledger(files: StoreFiles, stored: Confirmed, found: Verified) -> dict[int, dict[str, Any]]:
    """Compare the ledger with the database, and give the records of the loads that it has."""
    ledger = Ledger.read(files.ledger)
    found.lines = ledger.lines
    if ledger.broken:
        found.wrong.append(
            f"Line {ledger.broken[0]:,} of the ledger is not what was written, or a line before it is missing. {RESTORE}"
        )
    if ledger.broken == [] and ledger.still_told():
        found.wrong.append("The ledger still holds what was disposed of. Run `python -m metrics purge --finish`.")
    named = {"load": "load"} | {kind.name: kind.words for kind in ENTRIES}
    confirmed = confirmed_in(ledger, stored)
    for name, words in named.items():
        here, there = stored[name], confirmed[name]
        for number in sorted(set(here) | set(there)):
            if number not in there:
                found.wrong.append(f"The ledger lacks {words} {number}. Start again: it is then confirmed.")
            elif here.get(number) != there[number]:
                found.wrong.append(f"The database has {words} {number} otherwise than the ledger, or not. {REBUILD}")
    return confirmed["load"]


def _archive(files: StoreFiles, loads: dict[int, Any], found: Verified) -> None:
    damaged = archive.damaged_files(files.archive)
    for path in damaged:
        found.wrong.append(
            f"{path.name} of the archive is not what was written. Move it out of the archive's folder and start again: "
            "it is then written anew from the database."
        )
    try:
        for kept in archive.read(files.archive, loads):
            kept.table()
            found.archived += 1
    except archive.ArchiveDamagedError as error:
        if not damaged:
            words = str(error)
            found.wrong.append(f"{capital(words)}. Make a backup now, and ask for help.")


def _named(load_ids: list[int]) -> str:
    """Loads by number, the first of many."""
    more = f" and {len(load_ids) - NAMED:,} more" if len(load_ids) > NAMED else ""
    return f"load{'' if len(load_ids) == 1 else 's'} {', '.join(map(str, load_ids[:NAMED]))}{more}"
