"""Whether everybody can use it: every page x state of the store x theme x width, looked at in a real browser."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from metrics import settings
from tests.assurance import roles
from tests.assurance.looks import Found, chosen, look
from tests.browser import looking
from tests.browser.chromium import chromium
from tests.browser.conftest import PATIENCE, App
from tests.conftest import build
from tests.server import desk
from tests.ui.conftest import half_load

STATES = ("sample", "half-loaded", "empty", "refused")
SERVED = "served"
"""The sample force with somebody of each role signing in (`tests.assurance.roles`)."""
KEPT = os.environ.get("BEATBOARD_BARE")
"""A home with the sample stores that is built already, if there is one."""


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


def walk(browser: Browser, states: tuple[str, ...], only: str = "") -> Found:
    """Every state. only: as `looks.chosen` has it."""
    found = Found()
    for state in states:
        if state == SERVED:
            with home("sample") as where:
                roles.walk(browser, where, found, only)
            continue
        known = looking.addresses(state == "sample") + (looking.HALF if state == "half-loaded" else [])
        views = chosen(state, known, only)
        with home(state) as where, desk(where) as served:
            page = browser.new_page()
            page.set_default_timeout(PATIENCE)
            look(App(served.address, page), state, views, found)
            page.close()
            assert served.outside == []
    return found


def lines() -> list[str]:
    """The lines of docs/assurance.md about access. ACCESS_STATES: some of the states, such as served; ACCESS_ONLY: some of
    the views (`looks.chosen`)."""
    with chromium() as browser:
        states = tuple(filter(None, os.environ.get("ACCESS_STATES", "").split(","))) or (*STATES, SERVED)
        found = walk(browser, states, os.environ.get("ACCESS_ONLY", ""))
    return list(said(found))


def said(found: Found) -> Iterator[str]:
    """The figures, then each fault with where it is met."""
    by = Counter(name.partition(":")[0] for name in found.names)
    signed_in = {state: number for state, number in by.items() if state.startswith("as ")}
    stores = {state: number for state, number in by.items() if state not in signed_in}
    if stores:
        number = sum(stores.values())
        yield f"{number:,} views of {len(looking.addresses(False))} pages in {len(stores)} states of the store."
    if signed_in:
        each = ", ".join(f"{state.removeprefix('as ')} {number:,}" for state, number in signed_in.items())
        yield f"{sum(signed_in.values()):,} views where people sign in, of {len(signed_in)} roles: {each}."
    axe = sum(number for measure, number in found.looks.items() if measure.startswith("axe"))
    yield f"axe, all of it: {axe:,} looks at {len(found.names):,} views, {found.grave:,} serious or critical."
    for measure, number in found.looks.items():
        faults = found.faults.get(measure, {})
        yield f"{measure}: {number:,} looks, {sum(map(len, faults.values())):,} faults."
        for fault, views in faults.items():
            yield f"  {len(views)} x {fault} [{', '.join(views[:3])}]"
