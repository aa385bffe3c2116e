"""It works for everyone: axe-core on every page, state and theme; the keyboard alone; and paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.browser.conftest import PATIENCE, App, watched

pytestmark = pytest.mark.browser
GRAVE = {"serious", "critical"}
OFFICER = "officer?officer=7775"
PAGES = {
    "start": "start",
    "this week": "",
    "a meeting": "meeting?area=team:6462&step=4",
    "a meeting's actions": "meeting?area=team:6462&step=6",
    "meetings to choose from": "meeting",
    "a weekly brief": "brief?area=sector:Corby",
    "a team": "team?area=beat:COR2",
    "teams to choose from": "team",
    "an officer": OFFICER,
    "officers to choose from": "officer",
    "a one-to-one": "one_to_one?officer=7775",
    "beats": "beats",
    "time in place": "time_in_place?area=sector:Corby",
    "problem solving": "problem_solving?area=sector:Corby&ref=OS0222",
    "PEEL evidence": "peel_evidence",
    "a PEEL question": "peel_evidence?question=PEEL+assessment+framework%2C+2023-25%3A+prevention",
    "the county": "county?kpi=arrests",
    "stop and search": "stop_and_search?area=sector:Corby",
    "searches for review": "search_reviews?area=sector:Corby",
    "neighbourhood guarantee": "neighbourhood_guarantee",
    "public accountability": "public_accountability",
    "plan priorities": "plan_priorities",
    "what residents said": "what_residents_said?area=sector:Corby",
    "uploads": "uploads",
    "definitions": "definitions",
    "a record": "record?ref=SS26-001690",
    "no record": "record?ref=nothing",
    "data quality": "data_quality?area=sector:Corby",
    "targets": "targets?area=beat:COR1&kpi=ppn_submissions:PC",
    "then and now": "moments?area=sector:Corby&to=2026-11-08&period=4weeks",
    "a person's panel": f"{OFFICER}&kpi=arrests&open=1",
    "a beat's panel": "beats?area=beat:COR2&kpi=arrests&open=1",
}
EMPTY = ("this week", "a team", "uploads", "definitions", "a record")
THEMES: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}},
}
FITS = """() => {
    const main = document.querySelector('[data-testid=stMain]')
    window.fitting = main.scrollWidth <= main.clientWidth + 1 ? window.fitting + 1 : 0
    return window.fitting > 10
}"""
"""For half a second on end nothing is wider than the page: charts draw themselves anew after a change of width."""
FOCUSED = "() => (document.activeElement.getAttribute('aria-label') || document.activeElement.innerText).trim()"


@pytest.fixture(scope="module")
def walk(server: str, browser: Browser) -> Iterator[App]:
    """One page for the whole module: a new one for every look would take most of the time."""
    page = browser.new_page(viewport={"width": 1366, "height": 768})
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


def drawn(app: App) -> None:
    """Wait until charts and the panel that the address asks for stand."""
    app.settle()
    app.page.wait_for_function(
        "() => [...document.querySelectorAll('.stVegaLiteChart')].every(chart => chart.querySelector('svg'))"
    )
    if "open=1" in app.page.url:
        app.page.get_by_test_id("stDialog").wait_for()


def found(page: Page) -> list[str]:
    """What axe finds that is serious or critical, each with its rule and place, in the light and in the dark theme.

    Between the themes nothing differs but colours, so of the dark one only the rules of colour are asked.
    """
    faults = []
    for theme, rules in THEMES.items():
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        page.wait_for_timeout(250)  # colours of buttons fade from one theme to the other
        answer: dict[str, Any] = Axe().run(page, options={"resultTypes": ["violations"], **rules}).response
        faults += [
            f"{theme}: {fault['id']} at {node['target']}: {node['html'][:200]}"
            for fault in answer["violations"]
            if fault["impact"] in GRAVE
            for node in fault["nodes"]
        ]
    page.emulate_media(color_scheme="light")
    return faults


def sideways(page: Page) -> list[str]:
    """At which widths the page still scrolls sideways once it has been laid out."""
    found = []
    for width in (1366, 400):
        page.set_viewport_size({"width": width, "height": 768})
        page.evaluate("() => { window.fitting = 0 }")
        try:
            page.wait_for_function(FITS, polling=50)
        except PlaywrightTimeout:
            found.append(f"it scrolls sideways at {width} pixels")
    page.set_viewport_size({"width": 1366, "height": 768})
    return found


def test_nothing_serious_is_found_on_any_page_of_the_sample_force_and_none_scrolls_sideways(sample_open: App) -> None:
    faults = {}
    for name, path in PAGES.items():
        sample_open.open(path)
        drawn(sample_open)
        faults[name] = found(sample_open.page) + sideways(sample_open.page)
    assert {name: those for name, those in faults.items() if those} == {}


def test_nothing_serious_is_found_with_the_bar_and_every_table_open(sample_open: App) -> None:
    page = sample_open.page
    sample_open.open(OFFICER)
    drawn(sample_open)
    closed = page.locator("[data-testid=stMain] details:not([open]) > summary")
    while closed.count():
        left = closed.count()
        closed.last.click()
        expect(closed).to_have_count(left - 1)
        sample_open.settle()
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.locator("table.bb-table").nth(2)).to_be_visible()
    sample_open.bar.locator("summary").click()
    expect(page.get_by_role("combobox", name="Period")).to_be_visible()
    assert found(page) == []


def test_nothing_serious_is_found_on_a_phone(sample_open: App) -> None:
    sample_open.page.set_viewport_size({"width": 400, "height": 800})
    try:
        sample_open.open()
        drawn(sample_open)
        assert found(sample_open.page) == []
    finally:
        sample_open.page.set_viewport_size({"width": 1366, "height": 768})


def test_nothing_serious_is_found_in_a_store_of_our_own(walk: App) -> None:
    choose(walk, "Start with our own exports")
    faults = {}
    for name in EMPTY:
        walk.open(PAGES[name])
        drawn(walk)
        faults[name] = found(walk.page)
    choose(walk, "Open the sample force")
    assert {name: those for name, those in faults.items() if those} == {}


def test_the_keyboard_reaches_search_bar_tables_and_records_and_closes_the_panel(sample_open: App) -> None:
    page = sample_open.page
    sample_open.open(OFFICER)
    drawn(sample_open)
    expect(page.get_by_role("combobox", name="Find a person, beat, KPI or reference")).to_be_attached()
    reached = []
    for _ in range(34):
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
    drawn(sample_open)
    page.emulate_media(color_scheme="dark")
    try:
        page.wait_for_timeout(250)
        texts = page.get_by_test_id("stDialog").locator(".stVegaLiteChart text")
        inks = texts.evaluate_all("all => all.map(one => getComputedStyle(one).fill)")
        assert set(inks) and set(inks) <= {"rgb(230, 235, 240)", "rgb(174, 185, 196)"}, "light text in the dark theme"
    finally:
        page.emulate_media(color_scheme="light")


def test_on_paper_the_controls_are_gone_and_the_marking_selection_and_date_are_there(sample_open: App) -> None:
    page = sample_open.page
    sample_open.open("beats?area=beat:COR2")
    drawn(sample_open)
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
