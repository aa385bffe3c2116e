"""Hostile text in real Chromium under the content security policy: in every widget, then on every page of a hostile force."""

from __future__ import annotations

import datetime as dt
import io
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from openpyxl import load_workbook
from playwright.sync_api import Dialog, Page

from metrics import catalogue
from metrics.export import Column, Export
from metrics.serving.paths import PAGES
from metrics.store.connection import Store
from tests.assurance.payloads import PAYLOADS
from tests.browser.chromium import chromium, watched
from tests.server import Served, desk, free_port, running
from tests.small_force import SmallForce

PATIENCE = 120_000
STILL = "() => document.querySelector('[data-testid=stApp]')?.getAttribute('data-test-script-state') === 'notRunning'"


class Seen:
    """What a page did that it should not: scripts that ran, addresses elsewhere that were asked for."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.outside = watched(page, address)
        self.ran: list[str] = []
        page.on("dialog", self._opened)

    def _opened(self, dialog: Dialog) -> None:
        self.ran.append(dialog.message)
        dialog.dismiss()

    def look(self, path: str) -> None:
        """Open an address, wait until it stands still, and see what ran."""
        self.page.goto(f"{self.address}/{path}")
        self.page.wait_for_selector(".bb-footer", timeout=PATIENCE)
        self.page.wait_for_function(STILL, timeout=PATIENCE)
        self.settle()

    def settle(self) -> None:
        """Whatever a payload would do, it does within these moments: focus, hover and a click on nothing are among them."""
        self.page.mouse.move(400, 300)
        self.page.wait_for_timeout(150)
        ran = self.page.evaluate("() => window.ran || ''")
        assert self.page.url.startswith(f"{self.address}/"), "the page went elsewhere"
        if ran:
            self.ran.append(ran)


@contextmanager
def patient_page() -> Iterator[Page]:
    """A page of Chromium that waits as long as a busy machine takes."""
    with chromium() as browser:
        page = browser.new_page()
        page.set_default_timeout(PATIENCE)
        yield page


@contextmanager
def hostile_page(home: Path) -> Iterator[Served]:
    """A server of the page with a hostile text in every widget, behind the guard."""
    port = free_port()
    command = ("tests.assurance.serve_page", "tests/assurance/hostile_page.py", str(port))
    with running(home, port, *command) as served:
        yield served


def in_widgets(page: Page, address: str, numbers: Iterable[int]) -> tuple[int, Seen]:
    """Every widget with each of these payloads. Gives how many widgets hold one."""
    seen, widgets = Seen(page, address), 0
    for number in numbers:
        seen.look(f"?{urlencode({'p': number})}")
        assert page.locator("[data-testid=stException]").count() == 0, PAYLOADS[number]
        widgets = max(widgets, page.locator("[data-testid=stElementContainer]").count())
        page.get_by_role("button", name="Open the panel").click()
        page.get_by_role("dialog").wait_for()
        seen.settle()
        for name in ("links", "frames", "scripts"):
            found = page.evaluate(HARM[name])
            assert not found, (PAYLOADS[number], name, found)
    return widgets, seen


HARM = {
    "links": "() => [...document.querySelectorAll('a[href], form[action], base')].map(e => new URL(e.href || e.action))"
    ".filter(h => h.protocol !== 'blob:' && h.host !== location.host).map(String)",
    "frames": "() => document.querySelectorAll('iframe, object, embed').length",
    "scripts": "() => [...document.scripts].filter(s => s.textContent.includes('window.ran')).length",
}


def hostile_force(path: Path) -> Store:
    """A force whose every text is hostile: thirty beats, thirty people, and rows of every export, through the usual intake."""
    small = SmallForce(path, lists=False)
    beats = [
        {"LPA": "North", "Sector": f"Sector {n % 3} {PAYLOADS[n % 3]}", "Beat": f"A{n}", "Beat Name": text}
        for n, text in enumerate(PAYLOADS)
    ]
    small.load("Beats", beats)
    people = [
        {
            "Collar No": f"{101 + n:04d}", "Surname": text, "Forename": text, "Role": ("PC", "PCSO")[n % 2], "Beat": f"A{n}",
            "Supervisor Collar No": "0999", "Email": text,
        }
        for n, text in enumerate(PAYLOADS)
    ]  # fmt: skip
    small.load("Officers", [*people, {"Collar No": "0999", "Surname": PAYLOADS[0], "Role": "PS", "Beat": "A0"}])
    exports = [export for export in catalogue.exports().values() if export.sheet not in ("Beats", "Officers")]
    for export in sorted(exports, key=lambda export: export.rank):
        if not export.is_published:
            rows = [
                {column.heading: _cell(export, column, n) for column in export.columns} for n in range(len(PAYLOADS))
            ]
            small.load(export.sheet, rows, confirm=True)
    return small.store


def _cell(export: Export, column: Column, n: int) -> str:
    """A cell of a hostile row: hostile wherever a text may stand."""
    day = dt.date(2026, 6, 1) + dt.timedelta(days=n % 7)
    if column.heading in export.key and column.type == "text" and not column.refers:
        return f"{n} {PAYLOADS[n]}"
    refers = {"beat": f"A{n}", "area": f"A{n}", "place": f"{n} {PAYLOADS[n]}", "officer": f"{101 + n:04d}"}
    if column.refers in refers:
        return refers[column.refers]
    known = {"kpi": "arrests", "state": "On beat"}
    if column.refers in known:
        return known[column.refers]
    by_type = {
        "collar": f"{101 + n:04d}", "collars": f"{101 + n:04d}", "date": f"{day}", "moment": f"{day} {8 + n % 10:02d}:00",
        "number": "1", "whole": "1", "yes_no": "Yes",
    }  # fmt: skip
    if column.type in by_type:
        return by_type[column.type]
    return column.choices[0] if column.choices else PAYLOADS[n]


def on_pages(page: Page, address: str, people: Iterable[int]) -> tuple[int, Seen]:
    """Every page of the hostile force, and every person's, beat's and record's own. Gives how many were opened."""
    seen, opened = Seen(page, address), 0
    days = {"period": "week", "to": "2026-06-07"}
    addresses = [f"{name}?{urlencode(days)}" for name in sorted(PAGES - {"this_week"})] + [f"?{urlencode(days)}"]
    for n in people:
        addresses += [
            f"officer?{urlencode({**days, 'officer': f'{101 + n:04d}'})}",
            f"one_to_one?{urlencode({**days, 'officer': f'{101 + n:04d}'})}",
            f"team?{urlencode({**days, 'area': f'beat:A{n}'})}",
            f"record?{urlencode({**days, 'ref': f'{n} {PAYLOADS[n]}'})}",
        ]
    for one in addresses:
        seen.look(one)
        opened += 1
        assert page.locator("[data-testid=stException]").count() == 0, one
        for name in ("links", "scripts"):
            assert not page.evaluate(HARM[name]), (one, name)
    return opened, seen


LIVE = "script, iframe, object, embed, form, [onerror], [onload], [onfocus], [onclick], a[href^='javascript:' i]"
"""What may not stand in a file for a browser."""


def looked_into(page: Page, name: str, data: bytes) -> tuple[int, int]:
    """Of one file its texts with a payload, and what is live in it: formulas and links of a workbook, scripts of a page."""
    if name.endswith(".html"):
        other = page.context.browser.new_page()  # type: ignore[union-attr]
        other.set_content(data.decode("utf-8"))
        ran = int(bool(other.evaluate("() => window.ran || ''")))
        found = sum(shape in other.inner_text("body") for shape in PAYLOADS[:29]), other.locator(LIVE).count() + ran
        other.close()
        return found
    if name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            books = [archive.read(one) for one in archive.namelist() if one.endswith(".xlsx")]
    else:
        books = [data]
    cells = [
        cell for book in books for sheet in load_workbook(io.BytesIO(book)) for row in sheet.iter_rows() for cell in row
    ]
    texts = [str(cell.value) for cell in cells if cell.value]
    hostile = sum(any(shape in text for shape in PAYLOADS[:29]) for text in texts)
    return hostile, sum(cell.data_type == "f" or bool(cell.hyperlink) for cell in cells)


def exported(page: Page, address: str, people: Iterable[int]) -> tuple[int, int, int]:
    """Every download of the pages' own button, re-opened: files, their texts that hold a payload, and what is live in them."""
    files = hostile = live = 0
    days = {"period": "week", "to": "2026-06-07"}
    addresses = [f"?{urlencode(days)}", f"beats?{urlencode(days)}"]
    addresses += [f"officer?{urlencode({**days, 'officer': f'{101 + n:04d}'})}" for n in people]
    for one in addresses:
        page.goto(f"{address}/{one}")
        page.wait_for_selector(".bb-footer")
        page.wait_for_function(STILL)
        buttons = page.locator("[data-testid=stDownloadButton] button")
        buttons.first.wait_for()  # each of these pages has one, drawn a moment after the script has run
        page.wait_for_timeout(500)
        for place in range(buttons.count()):
            with page.expect_download() as found:
                buttons.nth(place).click()
            there, runs = looked_into(page, found.value.suggested_filename, Path(found.value.path()).read_bytes())
            files, hostile, live = files + 1, hostile + there, live + runs
    return files, hostile, live


def lines() -> list[str]:
    """The whole proof, and what came of it."""
    found = []
    everyone: Any = range(len(PAYLOADS))
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)  # a page for each server: one that has lost its server asks for it for ever
        with hostile_page(home) as served, patient_page() as page:
            widgets, seen = in_widgets(page, served.address, everyone)
            found.append(
                f"{len(PAYLOADS)} payloads in {widgets} widgets each, in Chromium under the policy: {len(seen.ran)} scripts ran, "
                f"{len(seen.outside)} requests to elsewhere."
            )
        store = hostile_force(home / "own.duckdb")
        rows = sum(count for (count,) in store.rows("select rows from loads"))
        store.close()
        (home / "settings.json").write_text('{"store": "own"}')
        with desk(home) as served, patient_page() as page:
            opened, seen = on_pages(page, served.address, everyone)
            found.append(
                f"A force whose every text is hostile ({rows:,} rows through the intake), {opened} addresses opened: "
                f"{len(seen.ran)} scripts ran, {len(seen.outside)} requests to elsewhere."
            )
            found += [f"  {one}" for one in dict.fromkeys(seen.outside)]
            files, hostile, live = exported(page, served.address, everyone)
            found.append(
                f"{files} downloads re-opened, {hostile:,} texts with a payload: {live} live formulas, links or scripts."
            )
    return found
