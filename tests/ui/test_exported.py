"""The workbook that each page of figures offers: what is shown, and where all of it comes from."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from metrics import settings
from metrics.kpi import Kpi
from metrics.terms import WHOLE_FORCE, Area
from metrics.ui import drawings, exported
from metrics.ui.selection import Selection
from tests.small_force import MONDAY, SUNDAY
from tests.ui.conftest import Open, close_store
from tests.ui.test_asides import with_asides


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A store with rows set aside."""
    monkeypatch.setenv("BEATBOARD_HOME", str(tmp_path))
    settings.choose("own")
    with_asides(settings.store_path("own"))
    yield
    close_store()


@pytest.fixture
def state() -> str:
    """Which store the pages open."""
    return "own"


def view(area: Area = WHOLE_FORCE) -> Selection:
    """The small force's week."""
    return Selection("week", MONDAY, SUNDAY, area)


def book_of(title: str, of: Selection, kpis: list[Kpi], figures: pd.DataFrame, collar: str | None = None) -> Any:
    """The workbook, opened again; it holds values only."""
    book = openpyxl.load_workbook(io.BytesIO(exported.workbook(title, of, "Alpha", kpis, figures, collar)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink or cell.comment]
    return book


def rows(sheet: Any) -> list[dict[str, Any]]:
    """A sheet's rows by heading."""
    headings, *lines = sheet.iter_rows(values_only=True)
    return [dict(zip(headings, line, strict=True)) for line in lines]


def test_the_figures_stand_as_shown_and_their_origin_beside_them() -> None:
    of = view(Area("beat", "A1"))
    book = book_of("Team", of, drawings.whole_kpis(), drawings.team_figures(of))
    shown = {(row["Key"], row["KPI"]): row for row in rows(book["Figures"])}
    notices = shown["A1", "PPN submissions"]
    assert (notices["Value"], notices["Reads"], notices["Hours"]) == (1, "1 (+2 set aside)", 8)
    assert notices["Rows set aside that could change it"] == 2
    assert ("0101", "PPN submissions, PCs") in shown
    origin = next(row for row in rows(book["Where it comes from"]) if row["KPI"] == "PPN submissions")
    assert (origin["Version"], origin["Value over all of it"], origin["Rows counted"]) == (1, 1, 1)
    assert (origin["Rows set aside"], origin["Corrections since"], origin["Not loaded"]) == (2, 0, "nothing")
    assert {row["Reference"] for row in rows(book["Set aside"]) if row["Export"] == "PPNs"} == {"P2", "P3"}
    load = next(row for row in rows(book["Loads"]) if (row["KPI"], row["Export"]) == ("PPN submissions", "PPNs"))
    assert (load["File"], load["Loaded by"], load["Set aside"], load["Rows used"]) == ("ppns.csv", "test", 2, 1)
    assert len(load["SHA-256"]) == 64
    behind = next(row for row in rows(book["Rows"]) if row["KPI"] == "PPN submissions")
    assert (behind["Reference"], behind["File"], behind["Row"]) == ("P1", "ppns.csv", 2)
    assert {row["Team"] for row in rows(book["Coverage"])} == {"Alpha"}


def test_each_page_of_figures_has_its_own() -> None:
    whole = drawings.whole_kpis()
    week = rows(book_of("This week", view(), whole, drawings.week_figures(view()))["Figures"])
    assert {row["Key"] for row in week} == {"Force", "Corby", "Daventry"}
    beats = rows(book_of("Beats", view(), whole, drawings.beat_figures(view(), None))["Figures"])
    assert {row["Key"] for row in beats} == {"A1", "A2", "B1"}
    own = drawings.officer_figures(view(), "0101", whole)
    assert {row["Key"] for row in rows(book_of("Officer", view(), whole, own, "0101")["Figures"])} == {"0101"}


@pytest.mark.parametrize(
    ("page", "asked"),
    [("this_week", {}), ("team", {"area": "beat:A1"}), ("officer", {"officer": "0101"}), ("beats", {})],
)
def test_it_is_offered(open_page: Open, page: str, asked: dict[str, str]) -> None:
    app = open_page(page, period="week", to="2026-06-07", **asked)
    assert "These figures as a workbook" in [one.proto.label for one in app.get("download_button")]
