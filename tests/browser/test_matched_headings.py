"""Headings matched by hand in a real browser, on a server of its own: it begins with an empty store."""

from __future__ import annotations

import re

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import App
from tests.browser.test_accessibility import found
from tests.browser.test_journeys import WEEKS, choose, upload

pytestmark = pytest.mark.browser

ODD = "Custody extract\nRef number,When detained,Shoulder digits,Offence type\n"


def give_text(app: App, name: str, text: str) -> None:
    app.open("uploads")
    file = {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
    app.page.locator("input[type=file]").set_input_files([file])  # type: ignore[list-item]
    app.page.get_by_role("button", name="Check 1 file", exact=True).click()


def test_headings_are_matched_once_and_next_weeks_file_is_read_by_itself(app: App) -> None:
    choose(app, "Start with our own exports")
    upload(app, WEEKS / "2026-11-08")
    expect(app.page.get_by_text(re.compile(r"\d+ sheets loaded"))).to_be_visible()
    give_text(app, "extract-1.csv", f"{ODD}Z1,10/11/2026 10:00,{a_constable()},Theft\n")
    app.page.get_by_text("Match the headings").click()
    expect(app.page.get_by_role("combobox", name="Custody Ref, needed")).to_have_value("Ref number — Z1")
    app.settle()
    assert found(app.page) == []
    app.page.get_by_role("button", name="Use these headings").click()
    expect(app.page.get_by_text("matched by hand for this load").first).to_be_visible()
    expect(app.page.get_by_text("1 of 1 sheets can be loaded")).to_be_visible()
    app.settle()
    app.page.get_by_role("button", name="Accept").click()
    expect(app.page.get_by_text("1 sheet loaded, 1 row")).to_be_visible()
    give_text(app, "another name.csv", f"{ODD}Z2,17/11/2026 10:00,{a_constable()},Affray\n")
    expect(app.page.get_by_text("1 of 1 sheets can be loaded")).to_be_visible()
    expect(app.page.get_by_text(re.compile("^Read with the headings matched by .* on .* 20"))).to_be_visible()
    app.settle()
    app.page.get_by_role("button", name="Accept").click()
    expect(app.page.get_by_text("1 sheet loaded, 1 row")).to_be_visible()
    app.settle()
    expect(app.page.get_by_role("heading", name="Headings matched by hand")).to_be_visible()
    row = app.page.get_by_role("row", name=re.compile("Ref number, When detained, Shoulder digits, Offence type"))
    expect(row).to_contain_text("Arrests")
    expect(row).to_contain_text("In use")
    expect(row.get_by_role("cell", name="2", exact=True)).to_be_visible()


def a_constable() -> str:
    """The collar number of a constable of the sample force, whose people are invented."""
    sheet = openpyxl.load_workbook(WEEKS / "2026-11-08" / "lists.xlsx")["Officers"]
    rows = sheet.iter_rows(min_row=2, values_only=True)
    return next(str(row[0]) for row in rows if row[3] == "PC" and row[8] is None and str(row[7]) < "2026")
