"""From `make run` to a drawn page, on the sample force that is built already; and the snapshot behind every page."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from metrics import settings
from metrics.first_reads import first_reads
from metrics.store.connection import Store
from metrics.store.snapshot import snapshot
from tests.benchmarks.measure import Line, milliseconds
from tests.benchmarks.visitor import first_page
from tests.server import ROOT, desk

MOST_TO_FIRST_PAGE = 8_000
"""From `make run` (environment installed) to a drawn page under 8 s after the first time (issue 2)."""


def lines(sample_store: Path) -> list[Line]:
    """The lines of the table about starting."""
    opened = median(milliseconds(lambda: Store.open(sample_store).close()) for _ in range(3))
    store = Store.open(sample_store)
    built = median(milliseconds(lambda: again(store, snapshot)) for _ in range(3))
    ready = median(milliseconds(lambda: again(store, first_reads)) for _ in range(3))
    store.close()
    started = median(start_to_first_page() for _ in range(3))
    reach = f"under {MOST_TO_FIRST_PAGE:,}"
    return [
        Line("Open the store", opened),
        Line("Build the snapshot of what is known now", built, note="once after each load, before the first page"),
        Line("The snapshot and what else is read once of it", ready,
             note="made in the thread of a load; after a start the first page waits for its part of it"),
        Line("Start of the process to the first page drawn", started, None, reach, started < MOST_TO_FIRST_PAGE,
             "python -m metrics.sample, server, one visitor"),
    ]  # fmt: skip


def again(store: Store, make: Callable[[Store], object]) -> None:
    """The snapshot of now, or all that is read once of it, anew."""
    store.snapshots.clear()
    make(store)


def start_to_first_page() -> float:
    """Milliseconds from nothing running to the end of the first page's run, as its browser is told."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "metrics.sample"], cwd=ROOT, check=True)
    with desk(settings.home(), watched=False) as served:
        first_page(served.port)
        return (time.perf_counter() - started) * 1000
