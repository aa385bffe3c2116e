"""The promises of a store shared by several servers, with real processes over one PostgreSQL of the proof's own."""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from metrics.loading import now as moment
from metrics.loading import read, withdraw
from metrics.store import engine
from metrics.store.backing_up import copy_store
from metrics.store.compacting import compact
from metrics.store.connection import Store
from metrics.store.files import StoreFiles
from metrics.store.snapshot import snapshot
from metrics.store.verifying import verify
from tests import postgres
from tests.assurance import weeks
from tests.assurance.store import after_a_kill
from tests.assurance.weeks import CHILDREN, begin, content_of, files_of, give, looked, same_at_once, started
from tests.assurance.whole import answers, differences
from tests.benchmarks.measure import in_turn, milliseconds

ROUNDS, THREADS, KILLS, LOADS, TURNS = 20, 16, 60, 60, 9
TWICE_OVER = 3
"""A child is killed within so many times what a load takes here and now: a busy machine takes twenty times as long."""


def lines() -> list[str]:
    """The lines of docs/ASSURANCE.md about shared stores; one that says so where PostgreSQL is not installed."""
    if words := postgres.lacking():
        return [f"Not proved on this machine: {words}."]
    found: list[str] = []
    with tempfile.TemporaryDirectory() as name, postgres.cluster() as cluster, everywhere(cluster.catalog):
        folder = Path(name)
        for proof in (
            partial(winners, folder / "winners", ROUNDS),
            partial(at_once, folder / "at_once", LOADS),
            partial(kills, folder / "kills", KILLS),
            partial(same_figures, folder / "figures"),
            partial(ratios, folder / "ratios"),
        ):
            found.append(proof())
            print(found[-1], file=sys.stderr, flush=True)
    return found


@contextmanager
def everywhere(catalog: str) -> Iterator[None]:
    """Every store of this process and of its children is a shared one."""
    os.environ[engine.CATALOG] = catalog
    os.environ["BEATBOARD_ASSURANCE_CHILDREN"] = "1"
    try:
        yield
    finally:
        del os.environ[engine.CATALOG]


class Server:
    """A process with the store open, which does what it is told."""

    def __init__(self, path: Path) -> None:
        self.channel, theirs = CHILDREN.Pipe()
        chosen = {name: os.environ.get(name, "") for name in (engine.CATALOG, engine.DATA)}
        self.process = started(serve, str(path), chosen, theirs)
        theirs.close()
        assert self.channel.recv() == "open"

    def tell(self, what: str, *arguments: object) -> None:
        """Begin something."""
        self.channel.send((what, arguments))

    def answer(self) -> Any:
        """What came of it."""
        return self.channel.recv()

    def ask(self, what: str, *arguments: object) -> Any:
        """Do something, and wait for it."""
        self.tell(what, *arguments)
        return self.answer()

    def stop(self) -> None:
        """End it."""
        self.tell("stop")
        self.process.join()
        self.channel.close()


def serve(path: str, chosen: dict[str, str], channel: Connection) -> None:
    """A child: the server."""
    os.environ.update(chosen)
    store = Store.open(path)
    channel.send("open")
    while True:
        what, arguments = channel.recv()
        if what == "stop":
            store.close()
            return
        channel.send(WORK[what](store, *arguments))


def _same(store: Store, number: int) -> list[str]:
    return same_at_once([store], number, THREADS)


def _week(store: Store, number: int) -> list[str]:
    return [result.status for result in give(store, number, read(files_of(number)))]


def _figures(store: Store) -> Any:
    store.look()
    return answers(store, every=20, decimals=None)


WORK: dict[str, Callable[..., Any]] = {"same": _same, "week": _week, "figures": _figures}


@contextmanager
def two_servers(path: Path) -> Iterator[tuple[Server, Server]]:
    """Two processes over one store, which has the small force's lists."""
    begin(path).close()
    servers = (Server(path), Server(path))
    try:
        yield servers
    finally:
        for server in servers:
            server.stop()


def winners(folder: Path, rounds: int) -> str:
    """The same file from many threads of two processes at the same moment."""
    good = 0
    with two_servers(folder / "s.duckdb") as servers:
        store = Store.open(folder / "s.duckdb")
        for turn in range(rounds):
            for server in servers:
                server.tell("same", turn)
            said = Counter(status for server in servers for status in server.answer())
            good += said == {"accepted": 1, "unchanged": 2 * THREADS - 1}
            last = looked(store).rows("select max(load_id) from loads")[0][0]
            withdraw(store, last, moment(), "assurance", "for the next round")
        store.close()
    return f"2 processes x {THREADS} threads loading the same file, {rounds} rounds: one winner in {good}."


def at_once(folder: Path, loads: int) -> str:
    """Different weeks from both processes at once; an embedded store with the same weeks holds the same rows."""
    with two_servers(folder / "s.duckdb") as servers:
        said: Counter[str] = Counter()
        for number in range(0, loads // 3, 2):
            for place, server in enumerate(servers):
                server.tell("week", number + place)
            said.update(status for server in servers for status in server.answer())
    store = Store.open(folder / "s.duckdb")
    stored = store.rows("select count(*) from loads where replaces = 'days'")[0][0]
    wrong, rows = len(verify(store).wrong), _facts(store)
    files = compact(store)
    wrong += len(verify(store).wrong) + (_facts(store) != rows)
    store.close()
    os.environ[engine.CATALOG], catalog = "", os.environ[engine.CATALOG]
    single = begin(folder / "file.duckdb")
    for number in range(loads // 3):
        _week(single, number)
    same = "equal" if _facts(single) == rows else "NOT equal"
    single.close()
    os.environ[engine.CATALOG] = catalog
    before, after = files or (0, 0)
    return (
        f"{said.total()} loads from 2 processes at once: {said['accepted']} accepted, {stored} stored, {wrong} wrong; rows "
        f"{same} to those of a store in a file; compacting made {after} Parquet files of {before}."
    )


def _facts(store: Store) -> list[str]:
    """Every fact row, without the number of its load, which tells who came first."""
    found = []
    for export in ("ppns", "arrests", "duties", "officers", "beats"):
        found += [f"{export} {row}" for row in store.rows(f"select * exclude (load_id) from {export} order by all")]
    return found


def kills(folder: Path, times: int, seed: int = 1) -> str:
    """kill -9 of one process at random moments of its loads and withdrawals, while another stays and must see it all."""
    path, chance, found = folder / "s.duckdb", random.Random(seed), Counter[str]()
    staying = begin(path)
    give(staying, 0)
    longest = TWICE_OVER * milliseconds(partial(give, staying, 1)) / 1000
    for turn in range(times):
        receive, send = CHILDREN.Pipe(duplex=False)
        child = started(load_for_ever, str(path), os.environ[engine.CATALOG], seed * 10_000 + turn, send)
        send.close()
        if receive.poll(60):
            receive.recv()
        time.sleep(chance.random() * longest)
        child.kill()
        child.join()
        confirmed = weeks.told(receive)
        receive.close()
        give(staying, chance.randrange(weeks.POOL))
        there = {("load", row[0]) for row in staying.rows("select load_id from loads")}
        there |= {("withdrawal", row[0]) for row in staying.rows("select load_id from withdrawals")}
        found["unseen"] += len(set(confirmed) - there)
        found += after_a_kill(path, confirmed) if turn % 5 == 0 else Counter(confirmed=len(confirmed))
    found += after_a_kill(path, [])
    same = _same_everywhere(staying, path)
    staying.close()
    return (
        f"kill -9 of one server at {times} random points of loads and withdrawals, another one loading after each: "
        f"{found['lost']} lost and {found['unseen']} unseen of {found['confirmed']:,} confirmed, {found['partial']} partial, "
        f"{found['failed']} failed starts; the server that stayed put right {len(staying.noticed)}; its rows are {same} to "
        "those of a fresh start."
    )


def _same_everywhere(store: Store, path: Path) -> str:
    fresh = Store.open(path)
    try:
        return "equal" if content_of(fresh) == content_of(store) else "NOT equal"
    finally:
        fresh.close()


def load_for_ever(path: str, catalog: str, seed: int, out: Connection) -> None:
    """A child that is killed."""
    os.environ[engine.CATALOG] = catalog
    weeks.load_for_ever(path, seed, out)


def same_figures(folder: Path) -> str:
    """The sample force in a file, and copied into a shared store that two processes answer from: equal to the last digit."""
    from metrics import sample, settings

    os.environ[engine.CATALOG], catalog = "", os.environ[engine.CATALOG]
    os.environ["BEATBOARD_HOME"] = os.environ.get("BEATBOARD_BENCH_HOME") or str(folder.with_name("home"))
    sample.ensure()
    files = StoreFiles(folder / "file" / "sample.duckdb")
    StoreFiles(settings.store_path("sample")).copy_to(files)
    store = Store.open(files.path)
    expected = _figures(store)
    store.close()
    shared = StoreFiles(folder / "shared" / "sample.duckdb")
    os.environ[engine.CATALOG] = catalog
    with _only_shared(folder / "shared"):
        loads = copy_store(files, shared)
        servers = (Server(shared.path), Server(shared.path))
        compared = [differences(expected, server.ask("figures")) for server in servers]
        for server in servers:
            server.stop()
    cells, differ = (sum(pair) for pair in zip(*compared, strict=True))
    return (
        f"The sample force ({loads} loads) moved from a file into a shared store, asked at two processes: {cells:,} cells, "
        f"{differ} differ from the file's in any digit."
    )


@contextmanager
def _only_shared(folder: Path) -> Iterator[None]:
    """In this process, only the stores in a folder are shared."""
    os.environ[engine.DATA] = str(folder)
    try:
        yield
    finally:
        del os.environ[engine.DATA]


def ratios(folder: Path) -> str:
    """What a week and a cold page's snapshot cost on the shared engine, against a file, turn by turn in one run."""
    catalog = os.environ[engine.CATALOG]
    shared = begin(folder / "shared.duckdb")
    os.environ[engine.CATALOG] = ""
    single = begin(folder / "file.duckdb")
    os.environ[engine.CATALOG] = catalog
    loads, pages, looks = [], [], []
    for number in range(TURNS):
        sheets = read(files_of(number, 400))
        loads.append(tuple(milliseconds(partial(give, store, number, sheets)) for store in (shared, single)))
        pages.append(tuple(milliseconds(partial(snapshot, store)) for store in (shared, single)))
        looks.append(tuple(milliseconds(partial(looked, store)) for store in (shared, single)))
    found = [in_turn(one) for one in (loads, pages, looks)]  # type: ignore[arg-type]
    shared.close()
    single.close()
    os.environ[engine.CATALOG] = ""
    opened_file = milliseconds(lambda: Store.open(folder / "file.duckdb").close())
    os.environ[engine.CATALOG] = catalog
    opened = milliseconds(lambda: Store.open(folder / "shared.duckdb").close())
    (load, load_file), (page, page_file), (look, _) = found
    return (
        f"Against a file, medians of {TURNS} turns: a week's load of 1,200 rows {load / load_file:.2f} x ({load:,.0f} ms, "
        f"{load_file:,.0f} ms); a cold page's snapshot {page / page_file:.2f} x ({page:,.0f} ms, {page_file:,.0f} ms); the look "
        f"for others' loads, once a second, {look:.1f} ms; opening {opened / opened_file:.2f} x ({opened:,.0f} ms, "
        f"{opened_file:,.0f} ms)."
    )
