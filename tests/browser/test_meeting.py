"""A team meeting moved by single keys on one screen, and what the meeting and the brief take on paper."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from metrics import teams
from metrics.brief.agreed import Agreed, Due
from metrics.brief.brief import Brief, brief
from metrics.brief.changed import Changed, Line
from metrics.brief.gaps import Aside, Gaps, Missing
from metrics.brief.local import Priorities, Raised
from metrics.brief.mail import as_html
from metrics.brief.spent import Spent
from metrics.brief.thanks import Thanks
from metrics.problem_solving import Plan
from metrics.store.connection import Store
from metrics.store.files import StoreFiles
from metrics.store.snapshot import snapshot
from metrics.terms import TEAM, WHOLE_FORCE, Area
from metrics.ui.meeting_steps import STEPS
from tests.browser.conftest import App
from tests.effort import TIMES

pytestmark = pytest.mark.browser
TEAM_OF = "area=team:6462"
WEEK = dt.date(2026, 11, 9), dt.date(2026, 11, 15)
DRAWN = dt.date(2026, 11, 27)
SCREEN = 768


@pytest.fixture(autouse=True)
def sample_open(app: App) -> None:
    app.open("start")
    app.page.get_by_role("button", name="Open the sample force").click()
    app.settle()


def stands_at(app: App, step: int) -> None:
    expect(app.page.locator(".bb-meeting")).to_contain_text(f"{step} of 6 · about")
    expect(app.page.locator(".bb-meeting h2")).to_have_text(STEPS[step - 1].title)
    expect(app.page).to_have_url(re.compile(f"step={step}"))
    app.settle()


def test_one_key_moves_a_step_and_a_reload_keeps_it(app: App) -> None:
    page = app.page
    app.open(f"meeting?{TEAM_OF}")
    for key, step in (
        ("ArrowRight", 2), ("PageDown", 3), ("ArrowRight", 4), ("PageUp", 3), ("ArrowLeft", 2), ("ArrowLeft", 1),
        ("ArrowLeft", 6),
    ):  # fmt: skip
        page.keyboard.press(key)
        stands_at(app, step)
    page.reload()
    stands_at(app, 6)


def test_keys_pressed_in_a_form_write_there_and_move_nothing(app: App) -> None:
    app.open(f"meeting?{TEAM_OF}&step=6")
    app.page.get_by_text("Agree an action").click()
    field = app.page.get_by_label("What is agreed")
    field.fill("Ring the school")
    field.press("ArrowLeft")
    field.press("X")
    field.press("PageDown")
    app.page.get_by_label("Who does it").fill("PC Brook")
    app.page.get_by_role("button", name="Keep this action").click()
    expect(app.page.locator(".bb-meeting")).to_contain_text("Ring the schooXl PC Brook, by")
    stands_at(app, 6)


def test_each_step_is_one_screen(app: App) -> None:
    app.page.set_viewport_size({"width": 1366, "height": SCREEN})
    app.open("meeting?area=lpa:North&step=6")
    for step in range(1, len(STEPS) + 1):
        app.page.keyboard.press("ArrowRight")
        stands_at(app, step)
        box = app.page.locator(".bb-meeting").bounding_box()
        assert box and box["y"] + box["height"] < SCREEN


def pages_of(page: Page) -> int:
    """How many sheets a page prints to."""
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    return len(re.findall(rb"/Type\s*/Page\b", printed))


@pytest.mark.parametrize("area", ["team:6462", "lpa:North"])
def test_a_meeting_is_at_most_two_sheets_and_the_brief_one(app: App, area: str) -> None:
    app.open(f"meeting?area={area}&step=3")
    assert pages_of(app.page) <= 2
    app.open(f"brief?area={area}")
    assert pages_of(app.page) == 1


def test_the_brief_is_downloaded_from_this_week(app: App, browser: Browser, tmp_path: Path) -> None:
    app.open("?area=sector:Corby")
    with app.page.expect_download() as told:
        app.page.get_by_role("button", name="This week as a brief for email (HTML)").click()
    told.value.save_as(tmp_path / "brief.html")
    assert told.value.suggested_filename == "brief-corby-2026-11-15.html"
    page = browser.new_page()
    page.goto(f"file://{tmp_path / 'brief.html'}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Corby: week to 15 November 2026")
    assert pages_of(page) == 1
    page.close()
    app.page.get_by_role("link", name="Open the brief to print").click()
    expect(app.bar).to_contain_text("Weekly brief")
    expect(app.page.get_by_role("heading", name="Corby: week to 15 November 2026")).to_be_visible()


@pytest.fixture(scope="module")
def sample(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A sample store of our own: the server holds the other one."""
    path = tmp_path_factory.mktemp("store") / "sample.duckdb"
    StoreFiles(sample_home / "sample.duckdb").copy_to(StoreFiles(path))
    store = Store.open(path)
    yield store
    store.close()


def printed(browser: Browser, found: Brief) -> int:
    page = browser.new_page()
    page.set_content(as_html(found, DRAWN))
    number = pages_of(page)
    page.close()
    return number


def test_the_brief_of_every_area_and_team_is_one_sheet(browser: Browser, sample: Store) -> None:
    areas = [Area(level, key) for level, key in sample.rows("select level, key from areas", snapshot(sample))]
    led = [Area(TEAM, key.removeprefix("team:")) for key in teams.names(sample)]
    some = [*areas, *led] if TIMES > 1 else [*areas[:3], *areas[5::9], *led[::4]]
    sheets = {area: printed(browser, brief(sample, area, WEEK)) for area in some}
    assert len(sheets) >= 8
    assert set(sheets.values()) == {1}


LONG = "Neighbourhood Watch coordinators of Kingsthorpe North met 14 residents; " * 7


def fullest(found: Brief, of_each: int) -> Brief:
    """A brief with so much of everything, each of it long."""
    day = dt.date(2026, 9, 30)
    line = Line("Kingsthorpe North and Featherstone West", "Positive stop-searches", "▲", "Unusually high", "quiet",
                "1,234 positive stop-searches in 12,345 hours, expected 1,000.5", "12 weeks")  # fmt: skip
    said = {"said": "1,234 partly (+12 set aside)", "word": "Consistently missed", "judged_said": "1,234 partly"}
    return replace(
        found,
        name=LONG,
        gaps=Gaps(LONG, (Missing("Engagements", LONG, LONG),) * of_each, 12, (Aside("Arrests", LONG, 9, LONG),) * of_each,
                  LONG[:190]),
        thanks=Thanks((("PCSO Alexandrina Featherstonehaugh", "intelligence reports and PPN submissions"),) * of_each,
                      (LONG,) * of_each, (LONG,) * of_each, found.thanks.when, "Found among 1,234; one in ten is luck."),
        changes=Changed((line,) * of_each, found.changes.summaries),
        hours=Spent(11929.0, 10687.0, 1193.0, 48.0, 110, 12, 34, (("Night-time economy", 465.0),) * 5),
        measures=tuple(replace(one, average=1234.0, weeks_known=10, **said) for one in found.measures),
        priorities=Priorities((Raised(LONG, 12, 3),) * of_each, 1234, 123, "Partly loaded"),
        plans=(Plan("O1", LONG, None, "0101", "PC", "A1", LONG, day, "Response", day, day, day, None, None, None, WEEK[1]),)
        * of_each,
        agreed=Agreed((Due(LONG, LONG, day, True),) * of_each, of_each),
    )  # fmt: skip


@pytest.mark.parametrize("of_each", [0, 2, 9])
def test_however_much_there_is_the_brief_stays_one_sheet(browser: Browser, sample: Store, of_each: int) -> None:
    assert printed(browser, fullest(brief(sample, WHOLE_FORCE, WEEK), of_each)) == 1
