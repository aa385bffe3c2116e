"""Pages of a large force, against their own SQL and against DuckDB reading the bytes that they need; and of England and Wales.

Pages are measured by the clock, which says what a person waits: so on a machine that does nothing else. Processor time, in which
other work of the machine is not, stands beside it.
"""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from metrics import settings
from metrics.catalogue import exports
from metrics.first_reads import first_reads
from metrics.store.connection import Store
from metrics.store.snapshot import snapshot, weekly_exports
from metrics.ui.stores import use
from sample_data.any_size.size import Size
from tests.benchmarks import stores
from tests.benchmarks.growth import Page
from tests.benchmarks.measure import Line, Spent, milliseconds, spent
from tests.benchmarks.page_reruns import MOST, MOST_ABOVE_SQL, again, forget, forget_parts, one_core, recorded
from tests.benchmarks.views import LAST_SUNDAY, Names, View, names_in, nation_views, views

TURNS, TURNS_OF_A_NATION = 7, 3
"""Each turn shows a week before the last one's: a store of 15 weeks has no seven with 12 weeks behind them."""
SHOWN = dt.timedelta(weeks=12)
MOST_OF_A_NATION = 1_000
"""A page of the whole of England and Wales under a second on two cores (issue 7)."""


def lines(turns: int = TURNS) -> list[Line]:
    """The lines of the table about a large force; only where stores are kept between runs, since it takes minutes to make."""
    if not os.environ.get(stores.KEPT_IN):
        return [Line(f"A large force: not measured, {stores.KEPT_IN} is not set", None)]
    return of_size(stores.BIG, "Large force", turns, views, MOST, MOST_ABOVE_SQL)


def of_nation(turns: int = TURNS_OF_A_NATION) -> list[Line]:
    """The lines of the table about England and Wales: its pages of all forces, then of one."""
    if not os.environ.get(stores.KEPT_IN):
        return [Line(f"England and Wales: not measured, {stores.KEPT_IN} is not set", None)]
    part = stores.part_of(stores.NATION, stores.SHARE_OF_NATION)
    found = of_size(part, "England and Wales, all weeks", turns, nation_views, MOST_OF_A_NATION)
    whole, name = stores.WHOLE_NATION, "England and Wales, all officers"
    with stores.folder() as where:
        if not (stores.is_made(whole, where) or os.environ.get(stores.MAKE_WHOLE)):
            return [
                *found,
                Line(f"{name}: not measured, {stores.MAKE_WHOLE} is not set: it takes half an hour to make", None),
            ]
    return found + of_size(whole, name, turns, nation_views, MOST_OF_A_NATION)


def of_size(
    size: Size,
    name: str,
    turns: int,
    shown: Callable[[Names], tuple[View, ...]],
    most: float,
    above: float = float("inf"),
) -> list[Line]:
    """The lines of one store: how it was made, what is read once of it, and its pages."""
    with stores.folder() as where:
        path = stores.store_of(size, where)
        os.environ["BEATBOARD_HOME"] = str(path.parent)
        settings.choose("own")
        begun = time.perf_counter()
        store = Store.open(path)
        opened = (time.perf_counter() - begun) * 1000
        laid = spent(lambda: snapshot(store))
        read = spent(lambda: first_reads(store))
        use(store)
        found = [Looked(store, view) for view in shown(names_in(store))]
        pace = []
        for turn in range(turns + 1):
            pace.append(milliseconds(one_core))
            for one in found:
                one.take_turn(turn)
        memory = resident()
        store.close()
    return [
        made(size, name, path),
        Line(f"{name}: open the store", opened),
        once(f"{name}: the snapshot, once after a load and a start", laid),
        once(f"{name}: what else is read once of it", read),
        Line(f"{name}: memory of the process with all pages open", None, note=f"{memory:,.0f} MB"),
        *(one.line(name, most, above) for one in found),
        Line(
            f"{name}: (for comparison) a million squares in plain Python", median(pace),
            note=f"before each turn of its pages: {min(pace):,.0f} to {max(pace):,.0f}",
        ),
    ]  # fmt: skip


class Looked:
    """A page of which nothing is cached, turn by turn with its own reads, and with DuckDB's scan of the days that it shows."""

    def __init__(self, store: Store, view: View) -> None:
        self.store, self.page = store, Page(view)
        self.whole: list[Spent] = []
        self.sql: list[Spent] = []
        self.scan: list[Spent] = []

    def take_turn(self, turn: int) -> None:
        """One rerun, its reads again, and the scan. The first turn, of which charts stay drawn, does not count."""
        forget()
        end = LAST_SUNDAY - turn * stores.WEEK
        with recorded() as calls:
            whole = spent(lambda: self.page.show(end))
        forget_parts()
        sql = spent(lambda: again(calls))
        scan = spent(lambda: scanned(self.store, end))
        if turn:
            self.whole.append(whole)
            self.sql.append(sql)
            self.scan.append(scan)

    def line(self, name: str, most: float, above: float) -> Line:
        """Medians of the turns, by the clock: what somebody waits for; processor time in words."""
        (used, ms), (_, sql), (_, scan) = map(middle, (self.whole, self.sql, self.scan))
        reached = ms < most and ms - sql <= above
        reach = f"under {most:,.0f}" if above == float("inf") else f"at most {above:,.0f} above, under {most:,.0f}"
        note = (
            f"{ms - sql:,.0f} above its SQL; DuckDB alone over the same days {scan:,.0f}; {used:,.0f} of processor time"
        )
        return Line(f"{name}: {self.page.view.name}", ms, sql, reach, reached, note)


def scanned(store: Store, end: dt.date) -> None:
    """DuckDB reading every byte of every row of the weekly exports on the days that a page shows."""
    for name in weekly_exports():
        columns = ", ".join(f'"{column.name}"' for column in exports()[name].stored_columns)
        text = f"select bit_xor(hash({columns})) from {name} where day between $first and $last"
        store.rows(text, first=end - SHOWN, last=end)


def made(size: Size, name: str, path: Path) -> Line:
    """How the store came to be."""
    rows, _, writing, _, loading, held = stores.made(path)
    note = (
        f"{size.officers:,} officers, {size.weeks} weeks, {rows:,} rows in {held / 1e6:,.0f} MB; invented in {writing:,.0f} s by "
        f"the clock, loaded in {loading:,.0f} s ({loading / rows * 1e6:,.0f} s a million rows)"
    )
    return Line(f"{name}: load all of it in bulk", loading * 1000, note=note)


def once(what: str, of: Spent) -> Line:
    """What no page waits for but the first after a start."""
    return Line(what, of[0], note=f"processor time; {of[1]:,.0f} by the clock")


def middle(of: list[Spent]) -> Spent:
    """Medians."""
    return median(one for one, _ in of), median(two for _, two in of)


def resident() -> float:
    """Megabytes of this process."""
    line = next(one for one in Path("/proc/self/status").read_text().splitlines() if one.startswith("VmRSS"))
    return int(line.split()[1]) / 1000
