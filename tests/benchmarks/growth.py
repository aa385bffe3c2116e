"""A page's cost follows what it shows, not what is stored: the same pages over 1, 4 and 16 times the history."""

from __future__ import annotations

import datetime as dt
import os
from statistics import median

from streamlit.testing.v1 import AppTest

from metrics import settings
from metrics.first_reads import first_reads
from metrics.store.connection import Store
from metrics.store.snapshot import snapshot
from metrics.ui.stores import use
from tests.benchmarks import stores
from tests.benchmarks.measure import Line, spent
from tests.benchmarks.page_reruns import DASHBOARD, ask, forget
from tests.benchmarks.views import LAST_SUNDAY, View, names_in, views

TURNS = 3
MOST_RATIO = 1.5
"""Sixteen times the history at most half as much again of a page's time (issue 7)."""


def lines(turns: int = TURNS) -> list[Line]:
    """The lines of the table about growth."""
    with stores.folder() as where:
        os.environ["BEATBOARD_HOME"] = str(where / "growth")
        settings.choose("own")
        opened = {times: Store.open(stores.store_of(size, where)) for times, size in stores.GROWTH.items()}
        made = {times: spent(lambda store=store: snapshot(store))[0] for times, store in opened.items()}  # type: ignore[misc]
        rest = {times: spent(lambda store=store: first_reads(store))[0] for times, store in opened.items()}  # type: ignore[misc]
        of_pages = pages(opened, turns)
        for store in opened.values():
            store.close()
    return [
        *(line(name, of) for name, of in of_pages.items()),
        line("All of these pages", {times: sum(of[times] for of in of_pages.values()) for times in opened}),
        grown("The snapshot, once after a load", made),
        grown("What else is read once of it", rest),
    ]


def pages(opened: dict[int, Store], turns: int) -> dict[str, dict[int, float]]:
    """By page and times the history the median processor time of a rerun of which nothing is cached."""
    found: dict[str, dict[int, list[float]]] = {}
    asked = {times: [Page(view) for view in views(names_in(store))] for times, store in opened.items()}
    for turn in range(turns + 1):
        for place in range(len(asked[1])):
            for times, store in opened.items():
                use(store)
                page = asked[times][place]
                ms = page.cold(turn)
                if turn:  # the first draws charts that are kept from then on
                    found.setdefault(page.view.name, {}).setdefault(times, []).append(ms)
    return {name: {times: median(each) for times, each in of.items()} for name, of in found.items()}


class Page:
    """A page of one store, opened again and again."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.app = AppTest.from_file(str(DASHBOARD), default_timeout=300)
        self.app.switch_page(f"pages/{view.page}.py")

    def cold(self, turn: int) -> float:
        """Processor milliseconds of a rerun with nothing cached, as after a load, less what is read once of it."""
        forget()
        return spent(lambda: self.show(LAST_SUNDAY - turn * stores.WEEK))[0]

    def show(self, week: dt.date) -> None:
        """The page, for the period that ends with a week."""
        ask(self.app, self.view, week)


def line(name: str, of: dict[int, float]) -> Line:
    """A page's line: 16 times the history against the history."""
    ratio = of[16] / of[1]
    note = f"1x {of[1]:,.0f}, 4x {of[4]:,.0f}, 16x {of[16]:,.0f}: 20, 80 and 320 weeks, processor time"
    return Line(f"Growth: {name}", of[16], of[1], f"at most {MOST_RATIO} x", ratio <= MOST_RATIO, note)


def grown(name: str, of: dict[int, float]) -> Line:
    """What is made once after a load, which no page waits for but the first after a start."""
    return Line(f"Growth: {name}", of[16], of[1], note=f"1x {of[1]:,.0f}, 4x {of[4]:,.0f}, 16x {of[16]:,.0f}")
