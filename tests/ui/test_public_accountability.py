"""The Public accountability page: current and as published, never mixed; what is missing; any 12 months, by area; the address."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from metrics.loading import load, now, read
from metrics.ui import public_crime, public_data, stores
from metrics.ui.selection import of_address
from tests.small_force import csv_bytes
from tests.test_crime import NOW, months, row
from tests.ui.conftest import Open, text_of

PAGE = "public_accountability"
MARCH = {"area": "publisher:Northamptonshire", "period": "dates", "from": "2021-04-01", "to": "2022-03-31"}


def alts(app: AppTest) -> list[str]:
    return [element.proto.alt for element in app.get("vega_lite_chart")]


@pytest.mark.parametrize("state", ["sample"], indirect=True)
def test_the_latest_12_months_come_first_and_are_not_mixed_with_what_was_published(open_page: Open) -> None:
    app = open_page(PAGE, period="12weeks", to="2026-11-15")
    assert not app.exception
    [alt] = alts(app)
    assert alt.startswith("Force, 12 months to October 2026 against 12 months to October 2025. Running higher: rape &")
    words = text_of(app)
    assert words.index("Running higher") < words.index("Positive outcomes") < words.index("number by number")
    assert "Invented for the sample force: these are not the county&#x27;s figures." in words
    assert "sum of 8 areas, Corby," in words
    assert "75 of 75 numbers published in March 2022 are reproduced from loaded rows" in words
    assert "61,888" not in words.split("number by number")[0]
    assert (app.query_params["from"], app.query_params["to"]) == ("2025-11-01", "2026-10-31")


@pytest.mark.parametrize("state", ["sample"], indirect=True)
def test_the_page_of_march_2022_shows_both_figures_where_they_disagree(open_page: Open) -> None:
    app = open_page(PAGE, **MARCH)
    app.session_state["crime-table"] = app.session_state["open-march-numbers"] = True
    words = text_of(app.run())
    assert not app.exception
    table = words[words.index("As stated") :].split("</table>")[0]
    cells = [re.findall(r"<t[hd][^>]*>([^<]*)", line) for line in table.split("<tr>")[1:]]
    assert [cells[0][:6], cells[3][:6]] == [
        ["All Crime", "61,373", "61,888", "+515", "+0.8%", "+1.1%"],
        ["Domestic Abuse", "18,755", "17,226", "-1,529", "-8.2%", "-8.1%"],
    ]
    assert "the page contradicts itself in 4 places" in words
    assert "The page states +1.1%; the counts it states, 61,373 and 61,888, give +0.8% (+0.84%)." in words
    assert words.count('data-label="Agrees">yes') == 75
    assert "871 (elsewhere 87)" in words and "Awaiting" in words and "Not available" in words
    assert "14.1% of all crime had a positive outcome" in words and "Place 8 among the forces" in words
    assert "invented for the sample force" not in words.split("number by number")[0].lower()
    assert "march_2022_crime_figures.csv, row" in words


@pytest.mark.parametrize("state", ["sample"], indirect=True)
def test_any_12_months_of_a_sector_are_compared_with_any_before_them(open_page: Open) -> None:
    address = {
        "area": "sector:Corby",
        "period": "dates",
        "from": "2025-05-01",
        "to": "2026-04-30",
        "against": "2024-11-30",
    }
    app = open_page(PAGE, **address)
    assert alts(app)[0].startswith("Corby, 12 months to April 2026 against 12 months to November 2024.")
    assert app.query_params["against"] == "2024-11-30"
    assert "No national measure is loaded for Corby" in text_of(app)
    [box] = [box for box in app.selectbox if box.key == "view-public_bar-year"]
    app = box.set_value(box.options and public_data.places()["sector:Corby"][1].whole[2]).run()
    assert alts(app)[0].startswith("Corby, 12 months to August 2026 against 12 months to August 2025.")
    mixed = open_page(PAGE, **{**address, "against": "2026-01-31"})
    assert "against 12 months to April 2025" in alts(mixed)[0], "periods do not overlap"
    one = public_data.asked(of_address(address))
    assert one is not None
    book = openpyxl.load_workbook(io.BytesIO(public_crime.workbook(one)))
    assert book.sheetnames == ["About", "Recorded crime", "Where from"]
    assert [cell.value for cell in book["Recorded crime"]["A"]][1:3] == ["All Crime", "All Crime"]


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
def test_what_is_not_loaded_is_named_with_who_sends_it_and_then_what_is_partly_there(open_page: Open) -> None:
    app = open_page(PAGE)
    words = text_of(app)
    assert not app.exception and alts(app) == []
    assert "Crime Figures are not loaded" in words and "The performance team sends them" in words
    assert [button.label for button in app.main.button] == ["Go to Uploads"]
    rows = [*months("Corby", [10] * 11, NOW), row("<b>Elsewhere</b>", 7, NOW)]
    load(stores.store(), read([("crime figures.csv", csv_bytes("Crime Figures", rows))]), now(), "test")
    app = open_page(PAGE, area="sector:Corby")
    words = text_of(app)
    assert "Partly loaded: ASB (missing March 2026" not in words, (
        "the latest is the 12 months to the last month that is there"
    )
    assert "0 of 75 numbers published in March 2022 are reproduced from loaded rows: the files" in words
    assert "Partly loaded: ASB (missing March 2025; nothing of the 12 months to February 2025)" in words
    assert "&lt;b&gt;Elsewhere" not in words
    other = open_page(PAGE, area="publisher:<b>Elsewhere</b>")
    assert "&lt;b&gt;Elsewhere&lt;/b&gt;" in text_of(other) and "<b>Elsewhere" not in text_of(other)
