"""The parts of the table, each measured in a process of its own: what one remembers, another need not look through."""

from __future__ import annotations

import logging
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from tests.benchmarks.measure import Line

PARTS = ("load", "pages", "packs", "start", "people", "growth", "size", "nation")


def alone(part: str) -> list[Line]:
    """The lines of one part, measured in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(measure, part).result()


def measure(part: str) -> list[Line]:
    """The lines of one part."""
    logging.disable(logging.WARNING)
    from metrics import sample, settings
    from tests.benchmarks import growth, packs, page_reruns, people, size, starting, weekly_load

    if part in ("growth", "size", "nation"):
        return {"growth": growth.lines, "size": size.lines, "nation": size.of_nation}[part]()
    sample.ensure()
    settings.choose("sample")
    store = settings.store_path("sample")
    if part == "load":
        return weekly_load.lines(store)
    if part == "packs":
        return packs.lines()
    if part == "start":
        return starting.lines(store)
    if part == "people":
        return people.lines()
    return page_reruns.lines()
