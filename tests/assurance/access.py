"""Whether everybody can use it: every page x state of the store x theme x width, looked at in a real browser."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from metrics import settings
from tests.browser import looking
from tests.browser.chromium import chromium
from tests.browser.conftest import PATIENCE, App
from tests.conftest import build
from tests.server import desk
from tests.ui.conftest import half_load

STATES = ("sample", "half-loaded", "empty", "refused")
KEPT = os.environ.get("BEATBOARD_BARE")
"""A home with the sample stores that is built already, if there is one."""


class Found:
    """Faults by what was measured, each with the views that have it."""

    def __init__(self) -> None:
        self.looks: Counter[str] = Counter()
        self.views = 0
        self.faults: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))

    def add(self, measure: str, view: str, faults: list[str]) -> None:
        """What one look at one view found."""
        self.looks[measure] += 1
        for fault in faults:
            self.faults[measure][fault].append(view)
            print(f"    {measure}: {fault}", file=sys.stderr, flush=True)


@contextmanager
def home(state: str) -> Iterator[Path]:
    """A home whose store is in a state: the sample force, one week of one beat, nothing, or a file that cannot be opened."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        where = Path(folder)
        patch.setenv("BEATBOARD_HOME", folder)
        if state == "sample":
            shutil.copytree(KEPT, where, dirs_exist_ok=True) if KEPT else build(where)
            settings.choose("sample")
        else:
            settings.choose("own")
        if state == "half-loaded":
            half_load(settings.store_path("own"))
        if state == "refused":
            settings.store_path("own").write_bytes(b"not a store" * 1_000)
        yield where


def opened(app: App, view: str, tries: int = 5) -> None:
    """Open a view; a machine that does much else may need more than one try for the first."""
    for left in range(tries - 1, -1, -1):
        try:
            app.open(view)
            app.drawn()
            return
        except PlaywrightTimeout:
            if not left:
                raise


def look(app: App, state: str, views: list[str], found: Found) -> None:
    """Every measure on every view."""
    page = app.page
    for view in views:
        name = f"{state}: {view or 'this_week'}"
        found.views += 1
        looking.window(page, looking.WIDE)
        opened(app, view)
        found.add("landmarks, headings, title", name, looking.frame(page))
        found.add("reduced motion", name, looking.moving(page))
        for theme in ("light", "dark"):
            looking.themed(page, theme)
            for size in (looking.WIDE, looking.PHONE, looking.ZOOMED):
                looking.window(page, size)
                where = f"{theme} at {size[0]}"
                faults = looking.axe(page, colours_only=theme == "dark" and size != looking.WIDE)
                found.add(f"axe, {where}", name, [str(one) for one in faults])
                if theme == "light":
                    found.add(f"reflow at {size[0]}", name, looking.sideways(page))
                    words = looking.text(page)
                    found.add(f"text cut at {size[0]}", name, [line for line in words if line.startswith("cut")])
                    found.add(f"small text at {size[0]}", name, [line for line in words if line.startswith("small")])
                    found.add(f"text spacing at {size[0]}", name, looking.spaced(page))
        page.emulate_media(color_scheme="light", forced_colors="active")
        looking.window(page, looking.WIDE)
        found.add("axe, forced colours", name, [str(one) for one in looking.axe(page)])
        page.emulate_media(forced_colors="none")
        for size in (looking.WIDE, looking.ZOOMED):
            looking.window(page, size)
            walked = looking.stops(page)
            found.add(f"Tab at {size[0]}", name, list(walked.faults))
            found.looks[f"stops at {size[0]}"] += len(walked.names) - 1
        print(f"  {name}", file=sys.stderr, flush=True)


def walk(browser: Browser, states: tuple[str, ...] = STATES, only: str = "") -> Found:
    """Every state."""
    found = Found()
    for state in states:
        known = looking.addresses(state == "sample") + (looking.HALF if state == "half-loaded" else [])
        views = [view for view in known if only in (view or "this_week")]
        with home(state) as where, desk(where) as served:
            page = browser.new_page()
            page.set_default_timeout(PATIENCE)
            look(App(served.address, page), state, views, found)
            page.close()
            assert served.outside == []
    return found


def lines() -> list[str]:
    """The lines of docs/assurance.md about access."""
    with chromium() as browser:
        states = tuple(filter(None, os.environ.get("ACCESS_STATES", "").split(","))) or STATES
        found = walk(browser, states, os.environ.get("ACCESS_ONLY", ""))
    return list(said(found))


def said(found: Found) -> Iterator[str]:
    """The figures, then each fault with where it is met."""
    yield f"{found.views:,} views of {len(looking.addresses(False))} pages in {len(STATES)} states of the store."
    for measure, number in found.looks.items():
        faults = found.faults.get(measure, {})
        yield f"{measure}: {number:,} looks, {sum(map(len, faults.values())):,} faults."
        for fault, views in faults.items():
            yield f"  {len(views)} x {fault} [{', '.join(views[:3])}]"
