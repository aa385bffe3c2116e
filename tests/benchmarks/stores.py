"""Stores of invented forces of any size, made once and kept in a folder: BEATBOARD_BENCH_STORES, else for one run."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from metrics.intake.limits import BULK
from metrics.sample_building import load_manifest
from metrics.store.connection import Store
from metrics.store.files import StoreFiles
from metrics.store.writing import settle
from sample_data.any_size.make import build
from sample_data.any_size.size import Size

WEEK = dt.timedelta(weeks=1)
KEPT_IN = "BEATBOARD_BENCH_STORES"
BIG = Size(1500, 260)
"""A large force: 1,500 officers and five years."""
NATION = Size(150_000, 156, forces=43, weekly=2)
"""England and Wales: 43 forces, 150,000 officers and three years."""
SHARE_OF_NATION = float(os.environ.get("BEATBOARD_BENCH_NATION", "0.006"))
"""The share of its officers that is made here; all 43 forces and all weeks are. 1 is the whole."""
WHOLE_NATION = replace(NATION, weeks=15)
"""All of its officers, with as many weeks as a small machine has memory for: more than a page shows."""
MAKE_WHOLE = "BEATBOARD_BENCH_WHOLE_NATION"
"""Set: that store is made where it is not kept yet."""
GROWTH = {times: Size(125, 20 * times) for times in (1, 4, 16)}
"""One small force with 20, 80 and 320 weeks of history."""


def part_of(size: Size, share: float) -> Size:
    """The same with a share of the officers in each force."""
    return replace(size, officers=round(size.officers * share))


@contextmanager
def folder() -> Iterator[Path]:
    """Where stores are kept."""
    kept = os.environ.get(KEPT_IN)
    if kept:
        Path(kept).mkdir(parents=True, exist_ok=True)
        yield Path(kept)
        return
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


def name_of(size: Size) -> str:
    """The folder's name of a size."""
    return f"{size.forces}x{size.officers // size.forces}-officers-{size.weeks}-weeks-seed-{size.seed}"


def store_of(size: Size, where: Path) -> Path:
    """The store of a size, made where it is not there yet. Its seconds and rows stand beside it (`made`)."""
    home = where / name_of(size)
    path = home / "own.duckdb"
    if not is_made(size, where):
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        (home / "made").write_text(_make(size, home, path))
    return path


def _make(size: Size, home: Path, path: Path) -> str:
    begun = time.process_time(), time.perf_counter()
    manifest = build(size, home / "files", lambda done, words: _say(f"{done:4.0%} {words}"))
    written = time.process_time(), time.perf_counter()
    store = Store.open(path)
    try:
        load_manifest(store, manifest, lambda done, words: _say(f"{done:4.0%} {words}"), BULK)
        settle(store)
        rows = sum(count for (count,) in store.rows("select rows from loads"))
    finally:
        store.close()
    Store.open(path).close()  # checked and sealed
    loaded = time.process_time(), time.perf_counter()
    shutil.rmtree(home / "files")
    size_of = sum(file.stat().st_size for file in (path, *StoreFiles(path).archive.iterdir()))
    spent = [after - before for before, after in zip((*begun, *written), (*written, *loaded), strict=True)]
    return " ".join(f"{number:.0f}" for number in (rows, *spent, size_of))


def is_made(size: Size, where: Path) -> bool:
    """True where the store of a size is kept already."""
    return (where / name_of(size) / "made").exists()


def made(path: Path) -> tuple[int, float, float, float, float, int]:
    """Rows loaded; processor seconds and seconds by the clock of inventing, then of loading; bytes of store and archive."""
    rows, *spent, size_of = (float(number) for number in (path.parent / "made").read_text().split())
    return int(rows), *spent, int(size_of)  # type: ignore[return-value]


def _say(words: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{words[:78]:<78}", end="", file=sys.stderr, flush=True)
