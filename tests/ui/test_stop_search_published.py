"""What other forces published stands on the Stop and search page, opened by a click, with its source and what it cannot say."""

from __future__ import annotations

import datetime as dt

import pytest

from metrics import settings
from metrics.loading import load, now, read
from metrics.publishers import SOURCE
from metrics.ui import gate, stop_search_published, stores
from tests.published_files import published, search
from tests.small_force import SmallForce
from tests.ui.conftest import Open, text_of

PAGE = "stop_and_search"
VIEW = {"period": "month", "to": "2026-06-30"}


def give(force: str, month: str, number: int) -> None:
    """Load a month of a force, every third search an arrest, and a vehicle."""
    at = f"{month}-10T12:00:00+00:00"
    rows = [search(at, Outcome="Arrest" if n % 3 == 0 else "") for n in range(number)]
    name = f"{month}-{force}-stop-and-search.csv"
    load(stores.store(), read([(name, published([*rows, search(at, Type="Vehicle search")]))]), now(), "test")


@pytest.fixture
def searched(state: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The half-loaded store with a search of the first week of June 2026."""
    monkeypatch.setattr(gate, "require", lambda: None)
    small = SmallForce(settings.store_path("own"), lists=False)
    row = {"Search Ref": "S1", "Searched At": "2026-06-03 15:00", "Collar No": "0101", "Outcome": "Arrest"}
    small.load("Stop Searches", [row], at=small.clock + dt.timedelta(hours=1))
    small.store.close()


@pytest.mark.usefixtures("searched")
@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
def test_forces_stand_alphabetically_with_ours_of_the_same_months(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Beside other forces" not in text_of(open_page(PAGE, **VIEW)), "nothing is loaded of them"
    give("gwent", "2026-06", 30)
    give("dyfed-powys", "2019-04", 9)
    give("kent", "2026-07", 9)
    with monkeypatch.context() as patch:
        patch.setattr(stop_search_published, "outcomes", lambda view: pytest.fail("read before it is opened"))
        closed = open_page(PAGE, **VIEW)
    assert not closed.exception
    assert "Beside other forces, as published" in text_of(closed) and SOURCE not in text_of(closed)
    app = open_page(PAGE, **VIEW)
    app.session_state["published"] = True
    app = app.run()
    assert not app.exception
    words = text_of(app).split("Beside other forces, as published")[1]
    rows = [line.split("</th>")[0].split(">")[-1] for line in words.split('<th scope="row"')[1:4]]
    assert rows == ["Dyfed-Powys", "Gwent", "Kent"]
    assert "10 of 30, 33% (19% to 51%); 20 not recorded, so between 33% and 100%" in words
    assert "April 2019 (1 month)" in words and "3 of 9 (too few for a rate)" in words
    assert "No whole month" in words, "July is after the view's last day"
    assert "Our own force: Partly loaded" in words and "1 of 1 (too few for a rate)" in words
    assert "Not loaded" in words and "April 2019 (Stop Searches" in words and "Stop and search lead sends them" in words
    assert "The 2 other rows of these months, of a vehicle alone or without a type, are not." in words
    assert (
        "There is no find rate here" in words
        and "A comparison is no verdict" in words
        and f"Source: {SOURCE}." in words
    )


def test_months_are_said_in_words() -> None:
    months = [dt.date(2025, 11, 1), dt.date(2025, 12, 1), dt.date(2026, 1, 1), dt.date(2026, 3, 1)]
    said = stop_search_published.say_months(tuple(months))
    assert said == "November 2025 to January 2026, March 2026 (4 months)"
    assert (
        stop_search_published.say_months((dt.date(2026, 4, 1), dt.date(2026, 5, 1))) == "April to May 2026 (2 months)"
    )
    assert stop_search_published.say_months((dt.date(2026, 4, 1),)) == "April 2026 (1 month)"
