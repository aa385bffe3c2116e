"""Debian's Chromium where it is there, else the one that Playwright brings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

PLACES = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
_found = next((path for path in PLACES if Path(path).exists()), None)
LAUNCH: dict[str, Any] = {"args": ["--no-sandbox"], **({"executable_path": _found} if _found else {})}
"""How it is started."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """It, without pytest."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(**LAUNCH)
        try:
            yield browser
        finally:
            browser.close()


def watched(page: Page, server: str) -> list[str]:
    """The addresses that a page asks of other hosts than a server, from now on."""
    outside: list[str] = []

    def watch(address: str) -> None:
        if not address.startswith((server, server.replace("http", "ws"), "data:", "blob:", "about:")):
            outside.append(address)

    page.on("request", lambda request: watch(request.url))
    return outside
