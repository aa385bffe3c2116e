"""The file of all that is held on a person, against a direct search of every table, the ledger and the archive.

The people are the sample force's (every third), and two invented organisations' with every kind of entry on them. The search is
`tests/own/direct.py`, which shares nothing with what makes the file.
"""

from __future__ import annotations

import datetime as dt
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from metrics import sample, settings
from metrics.store.connection import Store
from metrics.store.entries import ENTRIES
from metrics.store.files import StoreFiles
from metrics.subject.file import make
from tests.access.organisation import organisation
from tests.own.direct import File, of_archive, of_ledger, of_store

AT = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
EACH = 3
SEEDS = (11, 12)
TABLES = {kind.name: kind.table for kind in ENTRIES}


class Checked(NamedTuple):
    """One person: rows in the file, places where the search found them, those of them that are not in it, and seconds."""

    rows: int
    found: int
    lacking: int
    seconds: float


def check(store: Store, collar: str, archived: Iterable[tuple[str, str, str]] = ()) -> Checked:
    """Search first, then make the file: the entry that it was made is younger than what it holds."""
    hits = [*of_store(store, collar), *archived]
    if store.files:
        hits += [
            (TABLES.get(table, table), row, column) for table, row, column in of_ledger(store.files.ledger, collar)
        ]
    started = time.monotonic()
    made = make(store, collar, "assurance", "tests", AT)
    seconds = time.monotonic() - started
    file = File(made.content)
    return Checked(made.rows, len(hits), sum(file.lacks(table, row) for table, row, _ in hits), seconds)


def lines() -> list[str]:
    """What was compared and what came of it."""
    found: list[Checked] = []
    with tempfile.TemporaryDirectory() as folder:
        mine = StoreFiles(Path(folder) / "sample.duckdb")
        sample.ensure()
        StoreFiles(settings.store_path("sample")).copy_to(mine)
        store = Store.open(mine.path)
        people = [collar for (collar,) in store.rows("select distinct collar_no from officers order by 1")][::EACH]
        archived = of_archive(mine.archive, set(people))
        found += [check(store, collar, archived.get(collar, ())) for collar in people]
        store.close()
    for seed in SEEDS:
        made = organisation(seed)
        found += [check(made.force.store, collar) for collar in made.collars]
        made.force.store.close()
    seconds = sorted(one.seconds for one in found)
    places, lacking = sum(one.found for one in found), sum(one.lacking for one in found)
    return [
        f"{len(found):,} people, {sum(one.rows for one in found):,} rows in their files; a direct search found their numbers in "
        f"{places:,} places of the store, ledger and archive: {lacking:,} are not in the file.",
        f"Made in {seconds[len(seconds) // 2]:.1f} s (median), {seconds[-1]:.1f} s at most, while other work ran.",
    ]
