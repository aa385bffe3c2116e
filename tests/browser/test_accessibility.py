"""It works for everyone: axe-core on every page, state and theme; the keyboard alone; and paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import looking
from tests.browser.chromium import watched
from tests.browser.conftest import PATIENCE, App

pytestmark = pytest.mark.browser
DESK = 1366, 768
OFFICER = "officer?officer=7775"
EMPTY = ("", "team", "uploads", "definitions", "record")
INKS = """inks => {
    const texts = [...document.querySelectorAll('[data-testid=stDialog] .stVegaLiteChart text')]
    return texts.length && texts.every(one => inks.includes(getComputedStyle(one).fill))
}"""
FOCUSED = "() => (document.activeElement.getAttribute('aria-label') || document.activeElement.innerText).trim()"


@pytest.fixture(scope="module")
def walk(server: str, browser: Browser) -> Iterator[App]:
    """One page for the whole module: a new one for every look would take most of the time."""
    page = browser.new_page(viewport={"width": DESK[0], "height": DESK[1]})
    page.set_default_timeout(PATIENCE)
    asked = watched(page, server)
    yield App(server, page)
    page.close()
    assert asked == [], "no page asks another host for anything"


def choose(app: App, button: str) -> None:
    app.open("start")
    app.page.get_by_role("button", name=button).click()
    app.settle()
    expect(app.page).not_to_have_url(f"{app.address}/start")


@pytest.fixture
def sample_open(walk: App) -> App:
    choose(walk, "Open the sample force")
    return walk


def found(page: Page) -> list[str]:
    """What axe finds that is serious or critical, each with its rule and place, in the light and in the dark theme.

    Between the themes nothing differs but colours, so of the dark one only the rules of colour are asked.
    """
    faults = []
    for theme in ("light", "dark"):
        looking.themed(page, theme)
        faults += [f"{theme}: {one}" for one in looking.grave(looking.axe(page, colours_only=theme == "dark"))]
    page.emulate_media(color_scheme="light")
    return faults


def reflow(page: Page) -> list[str]:
    """Whether it scrolls sideways, on a desk and in a window of 1280 pixels at 400% zoom; and what text is cut in that."""
    faults = looking.sideways(page)
    looking.window(page, looking.ZOOMED)
    faults += [*looking.sideways(page), *looking.text(page)]
    looking.window(page, DESK)
    return faults


def test_nothing_serious_is_found_on_any_page_of_the_sample_force_and_none_scrolls_sideways(sample_open: App) -> None:
    faults = {}
    for path in looking.richest():
        sample_open.open(path)
        sample_open.drawn()
        page = sample_open.page
        faults[path] = found(page) + looking.frame(page) + looking.moving(page) + reflow(page)
    assert {path: those for path, those in faults.items() if those} == {}


def test_each_stop_of_tab_is_seen_and_nothing_lies_over_it_at_400_percent(sample_open: App) -> None:
    page = sample_open.page
    looking.window(page, looking.ZOOMED)
    try:
        sample_open.open(OFFICER)
        sample_open.drawn()
        walked = looking.stops(page)
    finally:
        looking.window(page, DESK)
    assert walked.faults == ()
    assert walked.names[0] == "Skip to main content"
    assert "This week" not in walked.names, "the closed side takes no focus"
    assert any(name.startswith("Records behind a figure") for name in walked.names)
    assert len(walked.names) > 10


def test_words_keep_their_room_in_a_readers_own_text_spacing(sample_open: App) -> None:
    sample_open.open("beats?kpi=ppn_submissions")
    sample_open.drawn()
    assert looking.spaced(sample_open.page) == []


def test_nothing_serious_is_found_with_the_bar_and_every_table_open(sample_open: App) -> None:
    page = sample_open.page
    sample_open.open(OFFICER)
    sample_open.drawn()
    closed = page.locator("[data-testid=stMain] details:not([open]) > summary")
    while closed.count():
        left = closed.count()
        closed.last.click()
        expect(closed).to_have_count(left - 1)
        sample_open.settle()
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.locator("table.bb-table").nth(2)).to_be_visible()
    expect(sample_open.bar.locator("details[open]:not([style*=overflow])")).to_have_count(1)
    expect(page.get_by_role("combobox", name="Period")).to_be_visible()
    assert found(page) == []


def test_nothing_serious_is_found_on_a_phone(sample_open: App) -> None:
    looking.window(sample_open.page, looking.PHONE)
    try:
        sample_open.open()
        sample_open.drawn()
        assert found(sample_open.page) == []
    finally:
        looking.window(sample_open.page, DESK)


def test_nothing_serious_is_found_in_a_store_of_our_own(walk: App) -> None:
    choose(walk, "Start with our own exports")
    faults = {}
    for name in EMPTY:
        walk.open(name)
        walk.drawn()
        faults[name] = found(walk.page) + looking.frame(walk.page)
    choose(walk, "Open the sample force")
    assert {name: those for name, those in faults.items() if those} == {}


def test_the_keyboard_reaches_search_bar_tables_and_records_and_closes_the_panel(sample_open: App) -> None:
    page = sample_open.page
    sample_open.open(OFFICER)
    sample_open.drawn()
    expect(page.get_by_role("combobox", name="Find a person, beat, KPI or reference")).to_be_attached()
    reached = []
    for _ in range(50):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(FOCUSED).split("\n")[0])
        if reached[-1] == "Records behind a figure":
            break
    assert reached[:2] == ["Skip to main content", "Find a person, beat, KPI or reference"]
    assert "Show as a table" in reached
    assert any("12 weeks to 15 November 2026" in name for name in reached), "the bar"
    assert reached[-1] == "Records behind a figure"
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Stop-searches", exact=True)).to_be_visible()
    sample_open.settle()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    panel = page.get_by_test_id("stDialog")
    expect(panel.get_by_role("region")).to_be_visible()
    sample_open.settle()
    assert "open=1" in page.url
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "Close"
    inside = []
    for _ in range(20):
        page.keyboard.press("Tab")
        inside.append(page.evaluate(FOCUSED).split("\n")[0])
        if inside[-1].startswith("Records behind Arrests"):
            break
    assert "Passport as a workbook" in inside
    assert inside[-1].startswith("Records behind Arrests"), "the rows scroll with the arrow keys"
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    sample_open.settle()
    expect(page).not_to_have_url(re.compile("open=1"))


def test_the_panels_charts_are_drawn_in_the_pages_theme(sample_open: App) -> None:
    page = sample_open.page
    sample_open.open("beats?area=beat:COR2&kpi=arrests&open=1")
    sample_open.drawn()
    page.emulate_media(color_scheme="dark")
    try:
        page.wait_for_function(INKS, arg=["rgb(230, 235, 240)", "rgb(174, 185, 196)"])  # light text in the dark theme
    finally:
        page.emulate_media(color_scheme="light")


def test_on_paper_the_controls_are_gone_and_the_marking_selection_and_date_are_there(sample_open: App) -> None:
    page = sample_open.page
    sample_open.open("beats?area=beat:COR2")
    sample_open.drawn()
    line = page.locator(".bb-print")
    expect(line).to_be_hidden()
    page.emulate_media(media="print", color_scheme="dark")
    try:
        expect(line).to_be_visible()
        expect(line).to_contain_text("OFFICIAL-SENSITIVE · Beats · Corby Rural · 12 weeks to 15 November 2026")
        expect(line).to_contain_text("drawn ")
        for gone in ("stSidebar", "stHeader", "stPopover", "stSelectbox", "stPageLink", "stButton", "stExpander"):
            assert page.locator(f"[data-testid={gone}]:visible").count() == 0, gone
        assert page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor") == "rgb(255, 255, 255)"
        inks = page.locator(".stVegaLiteChart text").evaluate_all("all => all.map(one => getComputedStyle(one).fill)")
        assert set(inks) <= {"rgb(27, 37, 48)", "rgb(80, 92, 105)"}, "dark text, also from the dark theme"
        heights = page.locator(".stVegaLiteChart svg").evaluate_all("all => all.map(one => one.clientHeight)")
        assert max(heights) < 180 / 25.4 * 96, "a chart fits on a sheet"
        margins = page.evaluate(
            "() => [...document.styleSheets].flatMap(sheet => [...sheet.cssRules]).map(rule => rule.cssText).join(' ')"
        )
        assert "@top-left" in margins
        assert "counter(page)" in margins
        assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    finally:
        page.emulate_media(media="null", color_scheme="light")
