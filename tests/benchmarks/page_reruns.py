"""Reruns of the pages over 60 weeks, from dashboard.py: server time above their own reads, and charts drawn."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

from streamlit.testing.v1 import AppTest

from metrics import asides, bands, calculate, coverage, parts, people, question
from metrics.first_reads import ONCE
from metrics.store.connection import Store
from metrics.ui import remembering, stores
from metrics.ui.reads import READS
from tests.benchmarks.measure import Line, in_turn, milliseconds
from tests.benchmarks.views import LAST_SUNDAY, SAMPLE, View, views

DASHBOARD = Path(__file__).parents[2] / "dashboard.py"
TURNS = 15
MOST_ABOVE_SQL, MOST, MOST_CHARTS = 150, 300, 4
"""A rerun at most 150 ms above its SQL and under 300 ms, and at most 4 charts before a click (issue 2)."""
CHARTS = ("vega_lite_chart", "arrow_vega_lite_chart", "plotly_chart", "deck_gl_json_chart", "bokeh_chart")
Call = tuple[str, Store, dict[str, Any]]


def lines() -> list[Line]:
    """The lines of the table about pages. All views take turns, so that a busy minute of the machine falls on all of them."""
    looked = [Looked(view) for view in views(SAMPLE)]
    pace = []
    for turn in range(TURNS):
        pace.append(milliseconds(one_core))
        for one in looked:
            one.take_turn(turn)
    stores.close_store()
    return [
        *(line for one in looked for line in one.lines()),
        Line("(for comparison) an empty script through AppTest", empty_script(), note="in every figure above"),
        Line(
            "(for comparison) a million squares in plain Python", median(pace),
            note=f"turn by turn with the pages: {min(pace):,.0f} to {max(pace):,.0f}, so much does this machine's pace change",
        ),
    ]  # fmt: skip


def one_core() -> int:
    """Always the same work for one core: it says how fast the machine is at the moment."""
    return sum(number * number for number in range(1_000_000))


class Looked:
    """Three kinds of rerun of one view, turn by turn, and its charts."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.app = AppTest.from_file(str(DASHBOARD), default_timeout=120)
        self.app.switch_page(f"pages/{view.page}.py")
        self.again: list[float] = []
        self.other: list[tuple[float, float]] = []
        self.nothing: list[tuple[float, float]] = []

    def take_turn(self, turn: int) -> None:
        """One rerun of each kind, each of a week of its own."""
        first, second = (LAST_SUNDAY - dt.timedelta(weeks=1 + 2 * turn + place) for place in range(2))
        ask(self.app, self.view, LAST_SUNDAY)
        self.again.append(milliseconds(lambda: check(self.app.run())))
        self.other.append(cold(self.app, self.view, first))
        self.nothing.append(cold(self.app, self.view, second, forget))

    def lines(self) -> list[Line]:
        """Medians of the turns."""
        name, charts = self.view.name, sum(len(self.app.get(kind)) for kind in CHARTS)
        return [
            rerun(f"{name}: rerun, the same view", median(self.again), 0.0, "no read"),
            rerun(f"{name}: rerun, another week", *in_turn(self.other), "its figures not read before"),
            rerun(
                f"{name}: rerun, nothing cached",
                *in_turn(self.nothing),
                "as after a load, less what is read once of it",
            ),
            Line(
                f"{name}: {charts} charts before a click", None, None, f"at most {MOST_CHARTS}", charts <= MOST_CHARTS
            ),
        ]


def rerun(what: str, ms: float, sql: float, note: str) -> Line:
    """A rerun against its SQL alone."""
    reach = f"at most {MOST_ABOVE_SQL} above, under {MOST}"
    return Line(
        what, ms, sql, reach, ms - sql <= MOST_ABOVE_SQL and ms < MOST, f"{ms - sql:,.0f} above its SQL; {note}"
    )


def ask(app: AppTest, view: View, week: dt.date) -> None:
    """The page, for the period that ends with a week."""
    for name, value in {**view.address, **view.of(week)}.items():
        app.query_params[name] = value
    check(app.run())


def check(app: AppTest) -> None:
    """A page that fails is not fast."""
    if app.exception:
        raise SystemExit(f"the page failed: {app.exception[0].message}")


def cold(app: AppTest, view: View, week: dt.date, before: Callable[[], None] = lambda: None) -> tuple[float, float]:
    """Milliseconds of a rerun whose figures are not cached, and of the same reads made directly."""
    before()
    with recorded() as calls:
        ms = milliseconds(lambda: ask(app, view, week))
    if not calls:
        raise SystemExit(f"{view.name}: the rerun read nothing, so it is no cold one")
    forget_parts()
    return ms, milliseconds(lambda: again(calls))


def again(calls: list[Call]) -> None:
    """The same reads, made directly."""
    for what, store, asked in calls:
        READS[what].answer(store, **asked)


def forget() -> None:
    """Nothing read and nothing drawn is remembered; the store stays open and its snapshot stands."""
    remembering.forget()
    forget_parts()


def forget_parts() -> None:
    """No part that questions share is remembered, so that each is read anew; but what is read once after each load."""
    for module in (asides, bands, calculate, coverage, parts, people, question):
        for kept in vars(module).values():
            if hasattr(kept, "cache_clear") and kept.__module__ == module.__name__ and kept not in ONCE:
                kept.cache_clear()


@contextmanager
def recorded() -> Iterator[list[Call]]:
    """The reads that a page makes of the store, while it makes them."""
    calls: list[Call] = []
    kept = dict(READS)

    def noting(what: str, read: Callable[..., Any]) -> Callable[..., Any]:
        def note(store: Store, **asked: Any) -> Any:
            calls.append((what, store, asked))
            return read(store, **asked)

        return note

    READS.update({what: replace(reading, answer=noting(what, reading.answer)) for what, reading in kept.items()})
    try:
        yield calls
    finally:
        READS.update(kept)


def empty_script() -> float:
    """What AppTest and Streamlit take for a script of one line."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "empty.py"
        script.write_text("import streamlit as st\nst.text('nothing')\n", encoding="utf-8")
        app = AppTest.from_file(str(script)).run()
        return median(milliseconds(app.run) for _ in range(TURNS))
