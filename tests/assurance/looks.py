"""One look at a view in a real browser, with everything that is measured of it, and what was found in all of them."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.browser import looking
from tests.browser.conftest import App

FIRST_STOPS = 60
"""Stops of the Tab key in a look that is not full: past the side, into the page."""


class Found:
    """Faults by what was measured, each with the views that have it. names: of every view. grave: how many are serious or
    critical by axe."""

    def __init__(self) -> None:
        self.looks: Counter[str] = Counter()
        self.names: list[str] = []
        self.grave = 0
        self.faults: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))

    def add(self, measure: str, view: str, faults: list[str]) -> None:
        """What one look at one view found."""
        self.looks[measure] += 1
        for fault in faults:
            self.faults[measure][fault].append(view)
            print(f"    {measure}: {fault}", file=sys.stderr, flush=True)


def chosen(state: str, views: list[str], only: str) -> list[str]:
    """The views of a state whose name, such as `as auditor: retention`, has one of some parts in it. only: the parts, with
    commas between them; empty for all."""
    return [view for view in views if any(part in named(state, view) for part in only.split(","))]


def named(state: str, view: str) -> str:
    """What a view of a state is called."""
    return f"{state}: {view or 'this_week'}"


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


def look(app: App, state: str, views: list[str], found: Found, full: bool = True) -> None:
    """Open every view and measure it."""
    for view in views:
        looking.window(app.page, looking.WIDE)
        opened(app, view)
        measured(app.page, named(state, view), found, full)


def measured(page: Page, name: str, found: Found, full: bool = True) -> None:
    """Every measure on a view that stands. full: in the dark theme at each width, with a reader's own text spacing, in forced
    colours and with every stop of the Tab key; else without, for views whose parts were looked at fully elsewhere."""
    found.names.append(name)
    looking.window(page, looking.WIDE)
    found.add("landmarks, headings, title", name, looking.frame(page))
    found.add("reduced motion", name, looking.moving(page))
    for theme in ("light", "dark"):
        looking.themed(page, theme)
        for size in (looking.WIDE, looking.PHONE, looking.ZOOMED) if full or theme == "light" else (looking.WIDE,):
            looking.window(page, size)
            _measured_at(page, theme, size, name, found, full)
    looking.window(page, looking.WIDE)
    looking.themed(page, "light")
    if full:
        page.emulate_media(forced_colors="active")
        faults = looking.axe(page)
        found.grave += len(looking.grave(faults))
        found.add("axe, forced colours", name, [str(one) for one in faults])
        page.emulate_media(forced_colors="none")
    for size in (looking.WIDE, looking.ZOOMED) if full else (looking.WIDE,):
        looking.window(page, size)
        walked = looking.stops(page) if full else looking.stops(page, FIRST_STOPS)
        found.add(f"Tab at {size[0]}", name, list(walked.faults))
        found.looks[f"stops at {size[0]}"] += len(walked.names) - 1
    print(f"  {name}", file=sys.stderr, flush=True)


def _measured_at(page: Page, theme: str, size: tuple[int, int], name: str, found: Found, full: bool) -> None:
    faults = looking.axe(page, colours_only=theme == "dark" and size != looking.WIDE)
    found.grave += len(looking.grave(faults))
    found.add(f"axe, {theme} at {size[0]}", name, [str(one) for one in faults])
    if theme == "dark":
        return
    found.add(f"reflow at {size[0]}", name, looking.sideways(page))
    words = looking.text(page)
    found.add(f"text cut at {size[0]}", name, [line for line in words if line.startswith("cut")])
    found.add(f"small text at {size[0]}", name, [line for line in words if line.startswith("small")])
    if full:
        found.add(f"text spacing at {size[0]}", name, looking.spaced(page))
