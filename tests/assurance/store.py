"""The store's promises, each put to the proof many times over."""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections import Counter
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from metrics.loading import now as moment
from metrics.loading import read, withdraw
from metrics.store.connection import Store, StoreUnavailableError
from metrics.store.snapshot import snapshot
from metrics.store.verifying import verify
from tests.assurance import weeks
from tests.assurance.damage import KINDS, closed_well, outcome, with_a_log
from tests.assurance.weeks import CHILDREN, begin, files_of, give, same_at_once, started
from tests.benchmarks.measure import in_turn, milliseconds

KILLS, ROUNDS, THREADS, DAMAGES, LOADS, WEEKS = 200, 50, 16, 300, 200, 260
YOUNG, TURNS = 5, 11
"""Weeks in the young store before its weeks are timed, and how many are: the middle one is week 10."""
LONGEST = 0.5
"""Seconds: a load and a withdrawal of the small force, twice over."""


def lines() -> list[str]:
    """The lines of docs/assurance.md about the store."""
    os.environ["BEATBOARD_ASSURANCE_CHILDREN"] = "1"
    found: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for proof in (
            lambda: [kills(folder / "kills", KILLS)],
            lambda: [threads(folder / "threads", ROUNDS)],
            lambda: [damages(folder / "damages", DAMAGES)],
            lambda: [full_disks(folder / "full")],
            lambda: sample_lines(folder / "sample"),
            lambda: [flat_memory(folder / "memory", LOADS)],
            lambda: [growth(folder / "growth", WEEKS)],
        ):
            done = proof()
            print("\n".join(done), file=sys.stderr, flush=True)  # a quarter of an hour is long without a word
            found += done
    return found


def sample_lines(folder: Path) -> list[str]:
    """Backup, restore and rebuild of the sample force, which BEATBOARD_BENCH_HOME may hold already."""
    from tests.assurance.whole import sample_again

    os.environ["BEATBOARD_HOME"] = os.environ.get("BEATBOARD_BENCH_HOME") or str(folder.with_name("home"))
    return sample_again(folder)


def kills(folder: Path, times: int, seed: int = 1) -> str:
    """kill -9 at random moments of loads and withdrawals; then what was confirmed must be there, and all of it whole."""
    path, chance, found = folder / "s.duckdb", random.Random(seed), Counter[str]()
    begin(path).close()
    for turn in range(times):
        receive, send = CHILDREN.Pipe(duplex=False)
        child = started(weeks.load_for_ever, str(path), seed * 10_000 + turn, send)
        send.close()
        if receive.poll(60):
            receive.recv()
        time.sleep(chance.random() * LONGEST)
        child.kill()
        child.join()
        found += after_a_kill(path, weeks.told(receive))
        receive.close()
    return (
        f"kill -9 at {times} random points of loads and withdrawals: {found['lost']} lost of {found['confirmed']:,} "
        f"confirmed, {found['partial']} partial, {found['failed']} failed starts; {found['noticed']} starts had something "
        "to put right."
    )


def after_a_kill(path: Path, confirmed: list[tuple[str, int]]) -> Counter[str]:
    """Open the store and look for everything that the child said."""
    found = Counter(confirmed=len(confirmed))
    try:
        store = Store.open(path)
    except StoreUnavailableError:
        return found + Counter(failed=1)
    there = {("load", row[0]) for row in store.rows("select load_id from loads")}
    there |= {("withdrawal", row[0]) for row in store.rows("select load_id from withdrawals")}
    found["lost"] = len(set(confirmed) - there)
    found["partial"] = len(verify(store).wrong)
    found["noticed"] = bool(store.noticed)
    store.close()
    return found


def threads(folder: Path, rounds: int) -> str:
    """The same file from many threads at the same moment: one load, and everybody else is told it was there already."""
    store, good = begin(folder / "s.duckdb"), 0
    for turn in range(rounds):
        statuses = same_at_once([store], turn, THREADS)
        winners = store.rows("select max(load_id) from loads")[0][0]
        good += Counter(statuses) == {"accepted": 1, "unchanged": THREADS - 1}
        withdraw(store, winners, moment(), "assurance", "for the next round")
    store.close()
    return f"{THREADS} threads loading the same file, {rounds} rounds: one winner in {good}."


def damages(folder: Path, times: int, seed: int = 2) -> str:
    """Bytes flipped, cut, swapped and wiped in the database, its log, the ledger and the archive."""
    chance = random.Random(seed)
    patients = {"path": closed_well(folder), "wal": with_a_log(folder), "ledger": closed_well(folder / "l"),
                "archive": closed_well(folder / "a")}  # fmt: skip
    targets = ["path", "path", "wal", "path", "wal", "wal", "path", "wal", "ledger", "archive"]
    found = Counter[str]()
    turn = 0
    while found.total() < times:
        target, kind = targets[turn % len(targets)], KINDS[turn // len(targets) % len(KINDS)]
        turn += 1
        became = outcome(patients[target], folder / "patient", kind, target, chance)
        if became != "no change":
            found[became] += 1
    return (
        f"{times} damages to database, log, ledger and archive (flips, cuts, swaps, wipes): {found['silently wrong']} "
        f"silently wrong, {found['wrong, and said']} wrong and said, {found['refused']} refused, "
        f"{found['put right and said']} put right and said, {found['no effect']} without effect."
    )


LEVELS = (2_000, 60_000, 600_000, 1_500_000, 2_000_000)
"""Bytes: too little for the archive, for the database's log (three times), and for the database file after the commit."""


def full_disks(folder: Path, levels: tuple[int, ...] = LEVELS) -> str:
    """No file may grow beyond a limit while a week is loaded: nothing partial, and everything works once there is room."""
    partial, failed, works = 0, 0, 0
    for level in levels:
        path = folder / str(level) / "s.duckdb"
        begin(path).close()
        receive, send = CHILDREN.Pipe(duplex=False)
        child = started(weeks.load_on_a_full_disk, str(path), level, send)
        send.close()
        said, stored, again = receive.recv()
        child.join()
        failed += said != "loaded"
        partial += stored not in (0, 3) or (said.startswith("Nothing was stored") and stored != 0)
        store = Store.open(path)
        partial += len(verify(store).wrong)
        loads = store.rows("select count(*) from loads where replaces = 'days'")[0][0]
        works += loads == 3 and again <= {"accepted", "unchanged"}
        store.close()
    return (
        f"Full disk at {len(levels)} levels: {failed} loads failed and said so, {len(levels) - failed} confirmed, {partial} "
        f"partial, {works} of {len(levels)} work after."
    )


def flat_memory(folder: Path, loads: int) -> str:
    """The memory of one process over twice as many loads, each followed by the snapshot that pages read.

    What the allocator keeps for itself is asked for in the first ones; after that, loads must add nothing.
    """
    receive, send = CHILDREN.Pipe(duplex=False)
    child = started(_measure_memory, str(folder / "s.duckdb"), loads, send)
    start, early, late = receive.recv()
    child.join()
    return (
        f"Memory of the process: {start / 1e6:,.0f} MB after {loads // 4} loads, {early / 1e6:,.0f} MB after {loads}, "
        f"{late / 1e6:,.0f} MB after {2 * loads}: {late / early:.2f} x over the last {loads}."
    )


def _measure_memory(path: str, loads: int, out: Connection) -> None:
    store, seen = begin(Path(path)), []
    for turn in range(1, 2 * loads + 1):
        load_ids = [result.load_id for result in give(store, turn % weeks.POOL)]
        snapshot(store)
        if turn in (loads // 4, loads, 2 * loads):
            seen.append(weeks.memory())
        for load_id in load_ids:
            withdraw(store, int(load_id or 0), moment(), "assurance", "")
    out.send(tuple(seen))
    store.close()


def growth(folder: Path, last: int, rows: int = 400) -> str:
    """What a week costs to load in a young store and in an old one, turn by turn; and how long the old one takes to open."""
    young, old = begin(folder / "young.duckdb"), begin(folder / "old.duckdb")
    for number in range(last - TURNS):
        sheets = read(files_of(number, rows))
        for store in (young, old) if number < YOUNG else (old,):
            give(store, number, sheets)
    took = []
    for turn in range(TURNS):
        loads = [
            partial(give, store, number, read(files_of(number, rows)))
            for store, number in ((old, last - TURNS + turn), (young, YOUNG + turn))
        ]
        took.append((milliseconds(loads[0]), milliseconds(loads[1])))
    young.close()
    old.close()
    Store.open(folder / "old.duckdb").close()
    opened = milliseconds(lambda: Store.open(folder / "old.duckdb").close())
    late, early = in_turn(took)
    return (
        f"Loading week {last} costs {late / early:.2f} x week {YOUNG + TURNS // 2} ({late:,.0f} ms, {early:,.0f} ms; medians "
        f"of {TURNS} weeks of {3 * rows:,} rows, turn by turn); the store of {last} weeks opens in {opened:,.0f} ms."
    )
