"""A full evidence pack: ten questions with forty figures and charts, from the click to three proven files."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from metrics import settings
from metrics.charts.drawing import Drawing
from metrics.pack import picture
from metrics.peel.starting_sets import FRAMEWORK
from metrics.store.files import StoreFiles
from metrics.ui import evidence, exhibits, pack_making, remembering, routes, stores
from metrics.ui.exhibits import FIGURE
from metrics.ui.selection import of_address
from tests.benchmarks.measure import Line, milliseconds

MOST = 20_000
"""A full pack (10 questions, 40 figures) in under 20 s (issue 5)."""
EXHIBITS = 40
TO = {"to": "2026-11-15"}
PAGES = (
    (routes.THIS_WEEK, {}),
    (routes.TEAM, {"area": "beat:COR2"}),
    (routes.TEAM, {"area": "sector:Corby"}),
    (routes.BEATS, {}),
    (routes.BEATS, {"kpi": "arrests"}),
    (routes.TIME_IN_PLACE, {"area": "sector:Corby"}),
    (routes.PROBLEM_SOLVING, {"area": "sector:Corby"}),
)
FIGURES = (
    "arrests",
    "ppn_submissions",
    "stop_searches",
    "intelligence_reports",
    "warrants",
    "referrals",
    "time_in_place",
)


def lines() -> list[Line]:
    """The lines of the table about packs, over a copy of the sample force, so that its binder stays empty."""
    home = os.environ["BEATBOARD_HOME"]
    with tempfile.TemporaryDirectory() as folder:
        StoreFiles(settings.store_path("sample")).copy_to(StoreFiles(Path(folder) / "sample.duckdb"))
        os.environ["BEATBOARD_HOME"] = folder
        try:
            settings.choose("sample")
            return _lines()
        finally:
            stores.close_store()
            os.environ["BEATBOARD_HOME"] = home


def _lines() -> list[Line]:
    for number, (exhibit, address) in enumerate(chosen()):
        question = FRAMEWORK.of(FRAMEWORK.questions[number % 10])
        evidence.add(of_address(address), exhibit, exhibit, question, "", "benchmark")
    drawn = [
        shown.drawing
        for exhibit, address in chosen()
        if (shown := exhibits.shown(exhibit, of_address(address))) and shown.drawing
    ]
    floor = milliseconds(lambda: one_after_the_other(drawn))
    stores.close_store()
    remembering.forget()
    picture._made.clear()
    cold, warm = (milliseconds(lambda: make("full")) for _ in range(2))
    public = milliseconds(lambda: make("public"))
    reach = f"under {MOST:,}"
    return [
        Line("A full pack, 10 questions and 40 figures, nothing read before", cold, floor, reach, cold < MOST,
             "floor: its pictures, by one process"),
        Line("The same pack again", warm, floor, reach, warm < MOST, "every byte is the same"),
        Line("Its summary for the public", public, None, reach, public < MOST, "with small numbers suppressed"),
    ]  # fmt: skip


def one_after_the_other(drawn: list[Drawing]) -> list[bytes]:
    """Pictures by one process."""
    with picture.Pictures(1) as pictures:
        return [pictures.begin(drawing).result() for drawing in drawn]


def chosen() -> list[tuple[str, dict[str, str]]]:
    """Forty exhibits: what seven views have to add, and figures of sectors."""
    return list(_offered())[:EXHIBITS]


def _offered() -> Iterator[tuple[str, dict[str, str]]]:
    for page, address in PAGES:
        view = {**address, **TO}
        yield from ((exhibit, view) for exhibit in exhibits.offered(page, of_address(view)))
    for kpi in FIGURES:
        for sector in ("Corby", "Kettering", "Daventry"):
            yield FIGURE, {"area": f"sector:{sector}", "kpi": kpi, "open": "1", **TO}


def make(audience: str) -> None:
    """One pack. Refuses to go on where it is not what it is to be."""
    made = pack_making.make(FRAMEWORK.key, audience, None, "benchmark", lambda share, words: None)  # type: ignore[arg-type]
    held = len(list(made.pack.exhibits()))
    if audience == "full" and held != EXHIBITS:
        raise SystemExit(
            f"The pack holds {held} exhibits and not {EXHIBITS}: the sample force must have no entries yet."
        )
