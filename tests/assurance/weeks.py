"""Weeks of the small force to load again and again, a store's content to compare, and children that can be killed.

Children are forked from a server that has this module loaded and its weeks read, so one is there in a few milliseconds.
"""

from __future__ import annotations

import datetime as dt
import itertools
import multiprocessing
import os
import random
import resource
import sys
import threading
import types
from collections.abc import Callable, Sequence
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from metrics.intake import Read
from metrics.loading import Choice, load, now, read, withdraw
from metrics.store.append import LoadResult
from metrics.store.connection import LoadFailedError, Store
from metrics.store.content import tables
from metrics.store.entries import ENTRIES
from metrics.terms import WHOLE_FORCE
from tests.small_force import BEATS, OFFICERS, csv_bytes

FIRST_MONDAY = dt.date(2021, 1, 4)
POOL = 12
"""Weeks read ahead; each can be withdrawn and loaded again without end."""
CHILDREN = multiprocessing.get_context("forkserver")
CHILDREN.set_forkserver_preload(["tests.assurance.weeks"])


def started(target: Callable[..., None], *args: object) -> multiprocessing.process.BaseProcess:
    """A child at work. It is to know nothing of what runs here: a page's test leaves the dashboard as the main module."""
    child = CHILDREN.Process(target=target, args=args)
    main = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        child.start()
    finally:
        sys.modules["__main__"] = main
    return child


def files_of(number: int, rows: int = 30) -> list[tuple[str, bytes]]:
    """PPNs, arrests and duties of one week, each with so many rows."""
    monday = FIRST_MONDAY + dt.timedelta(weeks=number)
    collars = itertools.cycle(("0101", "0102", "0103"))
    at = [(f"{number}-{n}", f"{monday + dt.timedelta(days=n % 7)} 10:{n % 60:02}", next(collars)) for n in range(rows)]
    sheets = {
        "PPNs": [{"PPN Ref": f"P{ref}", "Submitted At": day, "Collar No": collar} for ref, day, collar in at],
        "Arrests": [{"Custody Ref": f"C{ref}", "Arrested At": day, "Collar No": collar} for ref, day, collar in at],
        "Duties": [{"Duty Ref": f"D{ref}", "Start": day, "End": f"{day[:10]} 18:00", "Collar No": collar}
                   for ref, day, collar in at],
    }  # fmt: skip
    return [(f"{sheet.lower()}-{number}.csv", csv_bytes(sheet, found)) for sheet, found in sheets.items()]


@cache
def pool() -> tuple[list[Read], ...]:
    """The sheets of a dozen weeks, read."""
    return tuple(read(files_of(number)) for number in range(POOL))


def days_of(number: int) -> tuple[dt.date, dt.date]:
    """A week's Monday and Sunday."""
    monday = FIRST_MONDAY + dt.timedelta(weeks=number)
    return monday, monday + dt.timedelta(days=6)


def give(store: Store, number: int, sheets: list[Read] | None = None) -> list[LoadResult]:
    """Load a week into the store, as the command line does."""
    every = Choice(WHOLE_FORCE, days_of(number))
    results = load(store, sheets or pool()[number], now(), "assurance", every=every, confirm=True)
    assert not any(result.outcome.set_aside for result in results), "the weeks are good ones"
    return results


def begin(path: Path | None) -> Store:
    """A store with the small force's lists."""
    store = Store.open(path)
    posted = [{**row, "Start Date": "2020-01-06"} for row in OFFICERS]
    lists = [("beats.csv", csv_bytes("Beats", BEATS)), ("officers.csv", csv_bytes("Officers", posted))]
    load(store, read(lists), now(), "assurance")
    return store


def same_at_once(stores: Sequence[Store], number: int, askers: int) -> list[str]:
    """What is said to many threads, which take turns among the servers, that load the same sheet at the same moment."""
    said: list[str] = []
    start, sheet = threading.Barrier(askers), pool()[number % POOL][:1]

    def one(store: Store) -> None:
        start.wait()
        said.append(give(store, number % POOL, sheet)[0].status)

    running = [threading.Thread(target=one, args=(stores[place % len(stores)],)) for place in range(askers)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    return said


def content_of(store: Store) -> dict[str, list[str]]:
    """Every row of every table that figures are made from, as text, in order; not how the store itself compares."""
    names = [*tables(), "loads", *(kind.table for kind in ENTRIES)]
    return {name: sorted(map(repr, store.rows(f"from {name}"))) for name in names}


def looked(store: Store) -> Store:
    """A shared store once a second has gone by: it has seen what other servers have written."""
    store._looked = 0.0
    store.look()
    return store


def told(connection: Connection) -> list[Any]:
    """What a child said before it went."""
    found = []
    try:
        while connection.poll(0.01):
            found.append(connection.recv())
    except EOFError:
        pass
    return found


def load_for_ever(path: str, seed: int, out: Connection) -> None:
    """A child: load and withdraw week after week, saying each only when it is confirmed; until it is killed."""
    chance = random.Random(seed)
    store = Store.open(path)
    out.send("open")
    standing = {row[0]: row[1] for row in store.rows("select load_id, days_from from standing_at($t) where "
                                                     "replaces = 'days'", t=dt.datetime(9999, 1, 1))}  # fmt: skip
    while True:
        number = chance.randrange(POOL)
        for result in give(store, number):
            if result.status == "accepted" and result.load_id:
                out.send(("load", result.load_id))
                standing[result.load_id] = days_of(number)[0]
        for load_id in [load_id for load_id, monday in standing.items() if monday == days_of(number)[0]][:2]:
            withdraw(store, load_id, now(), "assurance", "")
            out.send(("withdrawal", load_id))
            del standing[load_id]


def load_on_a_full_disk(path: str, limit: int, out: Connection) -> None:
    """A child: load a week with no file allowed to grow beyond a limit, then, with room again, the same week."""
    store = Store.open(path)
    sheets = read(files_of(POOL + 1, 2000))
    before = store.version
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        give(store, POOL + 1, sheets)
        said = "loaded"
    except LoadFailedError as error:
        said = str(error)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    stored = store.version - before
    again = {result.status for result in give(store, POOL + 1, sheets)}
    out.send((said, stored, again))
    store.close()


def memory() -> int:
    """Bytes of this process that are in memory."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


if os.environ.get("BEATBOARD_ASSURANCE_CHILDREN"):
    pool()  # in the server that children are forked from
