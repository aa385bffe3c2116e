"""The main walks in a real browser: start, load a week and see a figure change, open an officer, follow a link."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import App
from tests.server import ROOT

pytestmark = pytest.mark.browser
WEEKS = ROOT / "sample_data" / "weeks"


def choose(app: App, button: str) -> None:
    app.open("start")
    app.page.get_by_role("button", name=button).click()
    app.settle()


def upload(app: App, folder: Path) -> None:
    app.open("uploads")
    files = sorted(folder.glob("*.xlsx"))
    app.page.locator("input[type=file]").set_input_files(files)
    # The button counts the files that have arrived: on a busy machine they come one by one.
    count = f"{len(files)} file{'' if len(files) == 1 else 's'}"
    app.page.get_by_role("button", name=f"Check {count}", exact=True).click()
    expect(app.page.get_by_text("can be loaded").first).to_be_visible()
    app.settle()
    app.page.get_by_role("button", name="Accept").click()


def test_the_first_screen_says_that_the_people_are_invented_and_offers_a_store_of_our_own(app: App) -> None:
    app.open()
    expect(app.page.get_by_text("every person, figure, place and beat in it is made up")).to_be_visible()
    expect(app.page.get_by_role("button", name="Start with our own exports")).to_be_visible()
    app.page.get_by_role("button", name="Open the sample force").click()
    expect(app.bar).to_contain_text("This week")
    expect(app.bar).to_contain_text("Force · week to 15 November 2026 · as known now")


def test_a_week_is_uploaded_a_named_figure_changes_and_a_load_is_taken_back(app: App) -> None:
    choose(app, "Start with our own exports")
    upload(app, WEEKS / "2026-11-08")
    expect(app.page.get_by_text(re.compile(r"\d+ sheets loaded"))).to_be_visible()
    app.open()
    before = app.named_figure("Arrests")
    assert before.isdigit()
    upload(app, WEEKS / "2026-11-15")
    expect(app.page.get_by_text(re.compile(r"\d+ sheets loaded"))).to_be_visible()
    app.open()
    expect(app.bar).to_contain_text("week to 15 November 2026")
    assert app.named_figure("Arrests") != before
    upload_again(app, WEEKS / "2026-11-15" / "arrests.xlsx")
    take_back_the_last_arrests(app)
    choose(app, "Open the sample force")


def upload_again(app: App, file: Path) -> None:
    app.open("uploads")
    app.page.locator("input[type=file]").set_input_files([file])
    app.page.get_by_role("button", name="Check 1 file", exact=True).click()
    expect(app.page.get_by_text("unchanged: the same content is loaded already")).to_be_visible()
    expect(app.page.get_by_role("button", name="Accept")).to_be_disabled()


def take_back_the_last_arrests(app: App) -> None:
    app.open()
    assert app.named_figure("Arrests").isdigit()
    app.open("uploads")
    app.page.get_by_text("Take back a load").click()
    app.page.get_by_role("combobox", name="Load").wait_for()
    app.settle()
    app.pick("Load", "Arrests")
    app.page.get_by_label("Why, kept with the withdrawal").fill("sent by mistake")
    app.page.keyboard.press("Tab")
    app.page.get_by_role("button", name="Withdraw", exact=True).click()
    expect(app.page.get_by_role("heading", name="Withdrawn")).to_be_visible()
    app.open()
    assert app.named_figure("Arrests") == "not loaded"
    upload(app, WEEKS / "2026-11-15")
    expect(app.page.get_by_text("1 sheet loaded")).to_be_visible()
    app.open()
    assert app.named_figure("Arrests").isdigit()


def test_faults_are_shown_with_what_would_change_and_go_back_in_the_senders_workbook(app: App) -> None:
    choose(app, "Open the sample force")
    app.open("uploads")
    app.page.locator("input[type=file]").set_input_files([ROOT / "sample_data" / "faults" / "not_a_date.xlsx"])
    app.page.get_by_role("button", name="Check 1 file", exact=True).click()
    expect(app.page.get_by_text(re.compile(r"^Rows: .*\d+ new"))).to_be_visible()
    with app.page.expect_download() as download:
        app.page.get_by_role("button", name="Send the faults back: not_a_date.xlsx").click()
    assert download.value.suggested_filename == "not_a_date-faults.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
    assert "Beatboard faults" in book.sheetnames
    assert any(cell.comment for sheet in book for row in sheet.iter_rows() for cell in row)
    app.settle()
    app.page.get_by_role("button", name="Cancel").click()
    expect(app.page.get_by_text("Drop this week", exact=False).first).to_be_visible()


def test_an_officer_is_opened_from_the_team_and_the_way_back_is_the_browsers(app: App) -> None:
    choose(app, "Open the sample force")
    app.open("team?area=beat:COR2")
    person = app.page.locator(".st-key-links-PC a").first
    name = person.inner_text()
    person.click()
    expect(app.bar).to_contain_text("Officer")
    expect(app.page.get_by_text(f"{name}:").first).to_be_visible()
    app.page.go_back()
    expect(app.bar).to_contain_text("Team")
    expect(app.bar).to_contain_text("Corby Rural · 12 weeks to 15 November 2026")


def test_a_bar_opens_its_records_and_the_link_opens_them_for_somebody_else(app: App) -> None:
    choose(app, "Open the sample force")
    app.open("team?area=beat:COR2")
    app.page.locator("[data-testid=stVegaLiteChart] path[aria-label*='has done']").last.wait_for()
    app.page.locator("[data-testid=stVegaLiteChart] path[aria-label*='arrests in']").last.click(force=True)
    panel = app.page.get_by_test_id("stDialog")
    expect(panel.get_by_text("Records", exact=False).first).to_be_visible()
    title = panel.get_by_text("Arrests:").first.inner_text()
    app.settle()
    address = app.page.url
    assert "open=1" in address
    app.page.goto("about:blank")
    app.page.goto(address)
    expect(app.page.get_by_test_id("stDialog").get_by_text(title).first).to_be_visible()
    app.page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    app.settle()
    expect(app.page).not_to_have_url(re.compile("open=1"))


def test_a_change_in_the_bar_changes_the_address_and_reload_keeps_it(app: App) -> None:
    choose(app, "Open the sample force")
    app.open("beats?area=sector:Corby")
    app.unfold(app.bar)
    app.page.get_by_role("combobox", name="Period").click()
    app.page.get_by_role("option", name="4 weeks", exact=True).click()
    expect(app.bar).to_contain_text("Corby · 4 weeks to 15 November 2026")
    expect(app.page).to_have_url(re.compile("period=4weeks"))
    app.page.reload()
    expect(app.bar).to_contain_text("Corby · 4 weeks to 15 November 2026")


def test_a_reference_typed_into_the_search_box_opens_its_record_and_from_there_its_figure(app: App) -> None:
    choose(app, "Open the sample force")
    app.open("team?area=beat:COR2")
    app.page.get_by_role("combobox", name="Find a person, beat, KPI or reference").fill("nc26-004821")
    app.page.keyboard.press("Enter")
    expect(app.bar).to_contain_text("Record")
    expect(app.page.get_by_role("heading", name="Arrests: NC26-004821")).to_be_visible()
    expect(app.page.get_by_text("arrests_wellingborough_corrected.xlsx")).to_be_visible()
    app.settle()
    assert "ref=nc26-004821" in app.page.url
    app.page.reload()
    expect(app.page.get_by_role("heading", name="Arrests: NC26-004821")).to_be_visible()
    app.page.get_by_role("link", name="Arrests of Kettletwig, C, week to 11 October 2026").click()
    panel = app.page.get_by_test_id("stDialog")
    expect(panel.get_by_text("Arrests: Kettletwig, C").first).to_be_visible()


def test_a_verdict_is_opened_and_its_flag_closed_with_a_reason(app: App) -> None:
    choose(app, "Open the sample force")
    app.open("beats?kpi=arrests&area=beat:KET2&to=2026-11-15&open=1")
    page = app.page
    expect(page.get_by_text("Luck or difference")).to_be_visible()
    page.get_by_text("Close this flag, with a reason: Running higher").click()
    button = page.get_by_role("button", name="Close this flag", exact=True)
    button.click()
    expect(page.get_by_text("Write the reason: it is kept with your name.")).to_be_visible()
    page.get_by_label("Reason").fill("The new team wanted suspects found.")
    button.click()
    expect(page.get_by_text("Running higher: closed by")).to_be_visible()
    expect(page.get_by_text("Open this flag again: Running higher")).to_be_visible()


def test_a_one_to_one_is_held_written_by_both_acknowledged_and_its_action_carries_over(app: App) -> None:
    choose(app, "Open the sample force")
    page = app.page
    app.open("officer?officer=9349")
    page.get_by_role("link", name="One-to-one with Quillcrumb, I").click()
    expect(page.get_by_text("How has the work been since we last spoke?")).to_be_visible()
    opened(app, "Hold this one-to-one").get_by_label("Your name, as the supervisor").fill("Sergeant Example")
    page.get_by_role("button", name="Keep it as held").click()
    expect(page.get_by_text("by Sergeant Example. The next one is due by")).to_be_visible()
    expect(page).to_have_url(re.compile(r"ref=1\b"))
    opened(app, "Write the officer's own words").get_by_label("Words").fill("More time for the schools.")
    page.get_by_role("button", name="Keep these words").click()
    expect(page.locator(".bb-said", has_text="More time for the schools.")).to_be_visible()
    opened(app, "Agree an action").get_by_label("What is agreed").fill("Ask for the schools course")
    page.get_by_role("button", name="Keep this action").click()
    expect(page.locator(".bb-line", has_text="Ask for the schools course (Quillcrumb, I): due")).to_be_visible()
    for side in ("officer", "supervisor"):
        opened(app, f"Acknowledge, as the {side}")
        page.get_by_role("button", name="I have read this").click()
        expect(page.get_by_text(re.compile(f"The {side}, .+, acknowledged it on"))).to_be_visible()
    expect(page.get_by_text("so it is closed", exact=False)).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="This sheet in Word, the same for both").click()
    assert download.value.suggested_filename == "one-to-one-9349-2026-11-15.docx"
    page.get_by_role("link", name="The sheet for the next one").click()
    expect(page.locator("li", has_text="Ask for the schools course (Quillcrumb, I): due")).to_be_visible()
    expect(page.get_by_role("link", name="with Sergeant Example: acknowledged by both")).to_be_visible()


def opened(app: App, title: str) -> Locator:
    """An expander opened, once the page stands."""
    app.settle()
    box = app.page.get_by_test_id("stExpander").filter(has_text=title)
    app.unfold(box)
    box.locator("form, [data-testid=stForm]").first.wait_for()
    app.settle()
    return box
