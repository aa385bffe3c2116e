"""A real server on 127.0.0.1 with a home of its own, and headless Chromium."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from metrics.store.files import StoreFiles
from tests.browser.chromium import LAUNCH, watched
from tests.server import desk

PATIENCE = 60_000
"""Milliseconds: a busy machine takes ten times as long as a quiet one."""
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """How Chromium is started."""
    return {**browser_type_launch_args, **LAUNCH}


@pytest.fixture(scope="session")
def base_url() -> None:
    """Ours, in place of pytest-base-url's, which warns under pytest 9.2."""


@dataclass(frozen=True)
class App:
    """A running dashboard and the browser's page on it."""

    address: str
    page: Page

    def open(self, path: str = "") -> None:
        """Open an address and wait until the page is drawn."""
        self.page.goto(f"{self.address}/{path}")
        self.settle()

    def settle(self) -> None:
        """Wait until the frame stands, the side with it, and no script runs: the side may come after the footer."""
        self.page.wait_for_selector(".bb-footer", timeout=PATIENCE)
        self.page.wait_for_selector(
            "[data-testid=stSidebar] a[href*=start], .st-key-sign-out", state="attached", timeout=PATIENCE
        )
        self.page.wait_for_function(
            "() => document.querySelector('[data-testid=stApp]')?.getAttribute('data-test-script-state') === 'notRunning'",
            timeout=PATIENCE,
        )

    def drawn(self) -> None:
        """Wait until charts and the panel that the address asks for stand."""
        self.settle()
        self.page.wait_for_function(
            "() => [...document.querySelectorAll('.stVegaLiteChart')].every(chart => chart.querySelector('svg'))"
        )
        if "open=1" in self.page.url:
            self.page.get_by_test_id("stDialog").wait_for()

    @property
    def bar(self) -> Locator:
        """The slim bar at the top: title, and the view in words."""
        return self.page.locator(".st-key-bar")

    def unfold(self, box: Locator) -> None:
        """Open an expander and wait until it stands open.

        It grows for half a second and clips what is in it meanwhile: a click on a field can land on what lies there until then.
        """
        box.locator("summary").click()
        box.locator("details[open]:not([style*=overflow])").first.wait_for()

    def pick(self, label: str, words: str) -> None:
        """Choose from a drop-down by typing.

        Enter before the list has shrunk to what was typed chooses nothing, and says nothing: so it is waited for, and what
        was chosen is looked at.
        """
        box = self.page.get_by_role("combobox", name=label)
        box.click()
        box.press_sequentially(words)
        options = self.page.get_by_role("option")
        expect(options.filter(has_text=words).first).to_be_visible()
        expect(options.filter(has_not_text=words)).to_have_count(0)
        box.press("Enter")
        expect(box).to_have_value(re.compile(words))

    def named_figure(self, label: str) -> str:
        """The figure that stands beside a KPI's name on This week."""
        row = self.page.locator(".bb-row", has=self.page.get_by_text(label, exact=True))
        return row.locator(".n").first.inner_text(timeout=PATIENCE)


def home_of_the_sample(sample_home: Path, home: Path) -> Path:
    """Copies of the sample stores in a home of their own."""
    for name in ("sample.duckdb", "priority_area_team.duckdb"):
        StoreFiles(sample_home / name).copy_to(StoreFiles(home / name))
    return home


@pytest.fixture(scope="module")
def server(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a dashboard that nobody has used yet, on a desk, with the sample force built."""
    with desk(home_of_the_sample(sample_home, tmp_path_factory.mktemp("home"))) as served:
        yield served.address
    assert served.outside == []


@pytest.fixture
def app(server: str, page: Page) -> Iterator[App]:
    """The app in a fresh browser page. Anything asked of another host fails the test."""
    page.set_default_timeout(PATIENCE)
    outside = watched(page, server)
    yield App(server, page)
    assert outside == []
