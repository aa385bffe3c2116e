"""Every main task with the keyboard alone: no test here moves or clicks a mouse."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PATIENCE, App
from tests.server import ROOT

pytestmark = pytest.mark.browser
LISTS = ROOT / "sample_data" / "weeks" / "2026-11-08" / "lists.xlsx"
NAME = """() => {
    const one = document.activeElement
    const label = one.labels?.[0]?.innerText || one.getAttribute('aria-label') || one.innerText || ''
    return label.trim().split('\\n')[0]
}"""


class Keyboard:
    """Somebody who has a keyboard and no mouse."""

    def __init__(self, app: App) -> None:
        self.app, self.page = app, app.page

    def open(self, path: str) -> None:
        """Type an address, and go past the side by the link that stands first."""
        self.app.open(path)
        self.app.drawn()
        self.page.keyboard.press("Tab")
        assert self.page.evaluate(NAME) == "Skip to main content"
        self.page.keyboard.press("Enter")

    def reach(self, words: str, most: int = 220) -> None:
        """Tab until what is so named has the focus; what a walk through the whole page does not reach is out of reach."""
        met = []
        for _ in range(most):
            self.page.keyboard.press("Tab")
            met.append(self.page.evaluate(NAME))
            if re.match(words, met[-1]):
                return
        raise AssertionError(f"{words!r} is out of reach: {met}")

    def press(self, words: str, key: str = "Enter") -> None:
        """Reach something and press it; then wait for what comes of it."""
        self.reach(words)
        self.page.keyboard.press(key)
        self.page.wait_for_timeout(120)
        self.app.settle()

    def write(self, words: str, text: str) -> None:
        """Reach a field, and write in it in place of what stands there."""
        self.reach(words)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def choose(self, words: str, option: str) -> None:
        """Reach a drop-down and choose by typing the option."""
        self.reach(words)
        self.page.keyboard.type(option)
        expect(self.page.get_by_role("option").first).to_contain_text(option)
        self.page.keyboard.press("Enter")
        self.app.settle()


@pytest.fixture(scope="module")
def keyboard(server: str, browser: Browser) -> Iterator[Keyboard]:
    """One page for all, on the sample force, which is chosen with the keyboard."""
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.set_default_timeout(PATIENCE)
    one = Keyboard(App(server, page))
    one.open("start")
    one.press("Open the sample force")
    expect(page.locator(".st-key-bar")).to_contain_text("This week")
    yield one
    page.close()


def panel(page: Page) -> None:
    expect(page.get_by_test_id("stDialog").get_by_role("region").first).to_be_visible()


def test_a_figure_is_opened_to_its_record_and_the_focus_comes_back(keyboard: Keyboard) -> None:
    page = keyboard.page
    keyboard.open("officer?officer=7775")
    keyboard.press("Records behind a figure")
    keyboard.press("Arrests")
    panel(page)
    keyboard.app.settle()
    assert page.evaluate("() => document.activeElement.getAttribute('role')") == "dialog", "the focus is in the panel"
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stDialog")).to_have_count(0)
    keyboard.app.settle()
    assert page.evaluate(NAME) == "Arrests", "the focus is back on what opened the panel"
    page.keyboard.press("Enter")
    panel(page)
    keyboard.app.settle()
    keyboard.reach("Records behind Arrests")
    page.keyboard.press("Tab")
    ref = page.evaluate(NAME)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=f"Arrests: {ref}")).to_be_visible()


def test_a_note_is_written_and_a_flag_is_closed(keyboard: Keyboard) -> None:
    page = keyboard.page
    keyboard.open("?")
    keyboard.press(".*: Arrests$")
    panel(page)
    keyboard.press("Close this flag, with a reason: Running higher")
    keyboard.write("Reason", "A market was policed")
    keyboard.press("Close this flag")
    expect(page.get_by_text("A market was policed")).to_be_visible()
    keyboard.press("Add a note")
    keyboard.write("Note", "Two colleagues were lent")
    keyboard.press("Keep this note")
    kept = page.get_by_test_id("stDialog").get_by_role("listitem").filter(has_text="Two colleagues were lent")
    expect(kept).to_be_visible()


def test_a_one_to_one_is_held(keyboard: Keyboard) -> None:
    keyboard.open("one_to_one?officer=7775")
    keyboard.press("Hold this one-to-one")
    keyboard.press("Keep it as held")
    expect(keyboard.page).to_have_url(re.compile("ref="))
    keyboard.press("Write the officer's own words")
    keyboard.write("Words", "I would like the course")
    keyboard.press("Keep these words")
    expect(keyboard.page.get_by_text("I would like the course")).to_be_visible()


def test_a_target_is_set(keyboard: Keyboard) -> None:
    page = keyboard.page
    keyboard.open("targets?area=beat:COR1&kpi=ppn_submissions:PC")
    keyboard.press("Fill in a target")
    keyboard.write("Amount", "9")
    keyboard.write("Owner", "Insp Ashworth")
    keyboard.write("Rationale", "Agreed with the partnership")
    keyboard.press("Preview")
    expect(page.get_by_role("heading", name="If you set this target")).to_be_visible()
    keyboard.press("Set this target")
    expect(page.get_by_text(re.compile("is set: load no"))).to_be_visible()


def test_the_view_is_changed_and_the_focus_stays(keyboard: Keyboard) -> None:
    keyboard.open("beats?area=sector:Corby")
    keyboard.press("Corby · 12 weeks")
    keyboard.choose("Period", "4 weeks")
    expect(keyboard.page).to_have_url(re.compile("period=4weeks"))
    assert keyboard.page.evaluate(NAME) == "Period"


def test_a_pack_is_made(keyboard: Keyboard) -> None:
    page = keyboard.page
    keyboard.open("peel_evidence")
    keyboard.press("Make the pack")
    expect(page.get_by_text("Made, opened again and found safe")).to_be_visible()
    keyboard.app.settle()
    with page.expect_download():
        keyboard.press(r".*\.docx|.*Word")


def test_a_file_is_loaded_into_a_store_of_our_own(keyboard: Keyboard) -> None:
    """The last: the server has the other store from here on."""
    page = keyboard.page
    keyboard.open("start")
    keyboard.press("Start with our own exports")
    keyboard.open("uploads")
    with page.expect_file_chooser() as chooser:
        keyboard.press("upload$")
    chooser.value.set_files(LISTS)
    expect(page.get_by_role("button", name="Check 1 file", exact=True)).to_be_visible()
    keyboard.press("Check 1 file")
    expect(page.get_by_text("can be loaded").first).to_be_visible()
    keyboard.press("Accept")
    expect(page.get_by_text(re.compile(r"\d+ sheets loaded"))).to_be_visible()
