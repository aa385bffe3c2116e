"""Fifty people at one server: each with a connection as a browser opens it, a click every few seconds, and what a click takes.

A click is a run of the script with another page, address or widget, as Streamlit's page sends it; it is answered when the
server says that the script has run to its end. A browser then draws: that is its own time and not the server's.
"""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import subprocess
import tempfile
import time
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlencode

from streamlit.proto.WidgetStates_pb2 import WidgetState

from metrics import settings
from tests.benchmarks.measure import Line
from tests.benchmarks.stores import WEEK
from tests.benchmarks.views import LAST_SUNDAY, SAMPLE, Names, View, views
from tests.benchmarks.visitor import PageFailedError, Visitor, first_page, visiting
from tests.benchmarks.weekly_load import WEEK as WEEK_FILES
from tests.coroutines import completed
from tests.server import desk

PEOPLE, CLICKS = 50, 6
THINKING = (5.0, 15.0)
"""Seconds between what a person sees and their next click: they read what is there. Ten on average."""
MOST_SECONDS = 2.0
"""Of fifty people's clicks 95 in 100 within two seconds (issue 7)."""
LONGEST = 600.0
Files = Sequence[tuple[str, bytes]]


@dataclass
class Clicked:
    """What became of the clicks: when each began, its page, and its seconds; and what went wrong, in words."""

    clicks: list[tuple[float, str, float]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    loading: tuple[float, float] | None = None
    """When a week's files were accepted, and when they were loaded."""

    @property
    def seconds(self) -> list[float]:
        """Of all clicks."""
        return [seconds for _, _, seconds in self.clicks]

    @property
    def beside_the_load(self) -> list[float]:
        """Of those that were under way while the week loaded."""
        if self.loading is None:
            return []
        first, last = self.loading
        return [seconds for begun, _, seconds in self.clicks if begun < last and begun + seconds > first]


@dataclass
class Person:
    """Somebody who opens the dashboard and goes from page to page, to weeks of their own."""

    number: int
    views: tuple[View, ...]
    clicks: int
    thinking: tuple[float, float]
    found: Clicked

    async def visit(self, port: int) -> None:
        """Open the dashboard, then click."""
        luck = random.Random(self.number)
        await asyncio.sleep(luck.uniform(0, self.thinking[1]))
        async with visiting(port) as browser:
            pages = (await browser.run()).pages
            for _ in range(self.clicks):
                await asyncio.sleep(luck.uniform(*self.thinking))
                view = luck.choice(self.views)
                address = {**view.address, **view.of(LAST_SUNDAY - luck.randrange(12) * WEEK)}
                begun = time.perf_counter()
                await browser.run(pages.get(view.page, pages[""]), urlencode(address))
                self.found.clicks.append((begun, view.name, time.perf_counter() - begun))


async def load_a_week(port: int, files: Files, found: Clicked, after: float) -> None:
    """Load a week's files on the Uploads page: drop, check, accept, and wait until it says that they are loaded."""
    await asyncio.sleep(after)
    async with visiting(port) as browser:
        page = (await browser.run()).pages["uploads"]
        name = (await browser.run(page)).widget("Drop")
        if name is None:
            raise PageFailedError("nothing to drop files on")
        dropped = await browser.upload(name, files)
        query = await _click(browser, page, "", "Check", [dropped])
        begun = time.perf_counter()
        query = await _click(browser, page, query, "Accept")
        await _until(browser, page, query, "Load more files")
        found.loading = begun, time.perf_counter()


async def _click(browser: Visitor, page: str, query: str, label: str, widgets: Sequence[WidgetState] = ()) -> str:
    """Click a button as soon as it is there; the address after it."""
    button = await _until(browser, page, query, label, widgets)
    after = await browser.run(page, query, [*widgets, WidgetState(id=button, trigger_value=True)])
    return query if after.query is None else after.query


async def _until(browser: Visitor, page: str, query: str, label: str, widgets: Sequence[WidgetState] = ()) -> str:
    """Look again, as the page does by itself, until a button is there."""
    by = time.perf_counter() + LONGEST
    while time.perf_counter() < by:
        if button := (await browser.run(page, query, widgets)).widget(label):
            return button
        await asyncio.sleep(0.5)
    raise PageFailedError(f"the button {label} never came")


def click(
    port: int,
    names: Names,
    people: int = PEOPLE,
    clicks: int = CLICKS,
    thinking: tuple[float, float] = THINKING,
    files: Files = (),
) -> Clicked:
    """So many people at a server, each with so many clicks; while they do, somebody loads files, where there are some."""
    found = Clicked()
    half = clicks * sum(thinking) / 4

    async def safely(doing: Coroutine[Any, Any, None]) -> None:
        try:
            await doing
        except Exception as error:
            found.errors.append(f"{type(error).__name__} {error}")

    async def together() -> None:
        doing = [Person(number, views(names), clicks, thinking, found).visit(port) for number in range(people)]
        if files:
            doing.append(load_a_week(port, files, found, half))
        await asyncio.gather(*map(safely, doing))

    completed(together())
    return found


def megabytes(server: subprocess.Popen[bytes], what: str) -> float:
    """Memory of a server's process. what: VmRSS (now) or VmHWM (at most)."""
    lines = Path(f"/proc/{server.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1000 for line in lines if line.startswith(what))


def processor(server: subprocess.Popen[bytes]) -> float:
    """Seconds of processor time that a server has used."""
    fields = Path(f"/proc/{server.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def lines() -> list[Line]:
    """The lines of the table about people, on a copy of the sample force; then the same while a week of it is loaded."""
    week = [(path.name, path.read_bytes()) for path in sorted(WEEK_FILES.glob("*.xlsx"))]
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        shutil.copytree(settings.home(), home)
        with desk(home, watched=False) as served:
            first_page(served.port)
            server, port = served.process, served.port
            alone, before = megabytes(server, "VmRSS"), processor(server)
            found = click(port, SAMPLE)
            each = (processor(server) - before) / max(1, len(found.clicks) + PEOPLE) * 1000
            used = (
                f"{each:,.0f} of the server's processor a click; {alone:,.0f} MB with one visitor, "
                f"{megabytes(server, 'VmHWM'):,.0f} MB at most"
            )
            loading = click(port, SAMPLE, files=week)
            more = f"{megabytes(server, 'VmHWM'):,.0f} MB at most"
    took = loading.loading[1] - loading.loading[0] if loading.loading else float("nan")
    beside = loading.beside_the_load
    during = f"{len(beside)} clicks under way in its {took:.1f} s, the slowest {max(beside, default=0) * 1000:,.0f}"
    return [
        line(f"{PEOPLE} people at once", found, used),
        line(f"{PEOPLE} people at once, while a week of the force is loaded", loading, f"{during}; {more}"),
    ]


def line(what: str, found: Clicked, note: str) -> Line:
    """Clicks as a line: the 95th percentile against the figure to reach, beside the median."""
    middle, slow = median(found.seconds), quantiles(found.seconds, n=20)[-1]
    wrong = f"{len(found.errors)} errors" + (f" ({found.errors[0][:80]})" if found.errors else "")
    said = f"{len(found.clicks):,} clicks, median {middle * 1000:,.0f}; {wrong}; {note}"
    reached = slow < MOST_SECONDS and not found.errors
    return Line(
        f"{what}: 95th percentile", slow * 1000, None, f"under {MOST_SECONDS * 1000:,.0f}, 0 errors", reached, said
    )
