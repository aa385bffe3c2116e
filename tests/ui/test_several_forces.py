"""Several forces in one store, each an LPA: the whole shows the forces, and what lies in one stands together with its own."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from metrics import together
from metrics.catalogue import whole_kpis
from metrics.signals.counts import dispersion
from metrics.terms import WHOLE_FORCE, Area
from metrics.ui import frame, stores
from metrics.verdicts import judged
from tests.ui.conftest import Open, text_of
from tests.ui.test_problem_solving import alts, drawn

pytestmark = pytest.mark.parametrize("state", ["sample"], indirect=True)
NORTH = Area("lpa", "North")
ONE = {"area": "lpa:North"}
PAGES = (
    "this_week", "beats", "county", "neighbourhood_guarantee", "stop_and_search", "team", "time_in_place", "plan_priorities",
    "what_residents_said", "problem_solving", "targets", "data_quality", "public_accountability", "meeting", "brief",
)  # fmt: skip


@pytest.fixture(autouse=True)
def several(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample force's two LPAs taken for forces: no store of a thousand beats is loaded for a test."""
    monkeypatch.setattr(together, "MOST_BEATS", 30)


@pytest.mark.parametrize("address", [{}, ONE, {"area": "sector:Corby"}], ids=["all", "one", "sector"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_of_all_of_one_and_of_what_lies_in_it(
    page: str, address: dict[str, str], open_page: Open
) -> None:
    assert not open_page(page, **address).exception


def test_the_whole_lists_the_forces_and_each_of_them_its_beats(open_page: Open) -> None:
    whole, one = open_page("beats", period="12weeks"), open_page("beats", period="12weeks", **ONE)
    assert {row["key"] for row in drawn(whole, 0, "cells")} == {"North", "West"}
    assert "Forces in list order." in text_of(whole) and "Beats in list order." in text_of(one)
    assert "All forces" in whole.selectbox(key="view-Beats-area").options
    keys = {row["key"] for row in drawn(one, 0, "cells") if not row["heading"]}
    assert len(keys) == 18 and "COR1" in keys and not any(key.startswith("DAV") for key in keys)


def test_what_no_list_can_be_read_of_offers_the_forces(open_page: Open) -> None:
    for page in ("neighbourhood_guarantee", "county"):
        words = text_of(open_page(page))
        assert "of 2 forces are too many for one page. Choose a force." in words
    assert not alts(open_page("neighbourhood_guarantee"))
    assert "18 neighbourhoods" in text_of(open_page("neighbourhood_guarantee", **ONE))


def test_this_week_shows_the_force_and_its_sectors_or_all_and_each_force(open_page: Open) -> None:
    whole, one = open_page("this_week"), open_page("this_week", **ONE)
    assert {row["key"] for row in drawn(whole, 0, "cells")} == {"Force", "North", "West"}
    found = {row["key"] for row in drawn(one, 0, "cells")}
    assert found == {"North", "Corby", "Kettering", "East Northamptonshire", "Wellingborough"}
    assert "Choose a force above to see it." in text_of(whole) and "people were absent all week" in text_of(one)
    assert "all forces and KPIs" in text_of(whole) and "all beats and KPIs" in text_of(one)


def test_beats_are_judged_among_those_of_their_own_force(open_page: Open) -> None:
    open_page("beats", **ONE)
    store, days = stores.store(), (dt.date(2026, 8, 24), dt.date(2026, 11, 15))
    names = [kpi.id for kpi in whole_kpis()]
    mine, everybody = (judged(store, names, ("beat",), days, within=of) for of in (NORTH, None))
    assert len(mine.keys) == 18 and set(mine.keys) < set(everybody.keys)
    there, differ = [everybody.place[key] for key in mine.keys], 0
    for name, row in mine.rows.items():
        own, of_all = row.given, everybody.rows[name].given
        assert np.array_equal(own.count, of_all.count[there], equal_nan=True), "the figures are the same"
        if row.kind == "count":
            assert np.allclose(own.phi, dispersion(own.past[None, :, 0], own.past[None, :, 1], together=True)[0])
        differ += not np.array_equal(own.phi, of_all.phi[there])
    assert differ, "luck is that of one's own force"


def test_the_search_box_and_the_areas_offer_what_is_near_and_find_all(open_page: Open) -> None:
    whole, one = open_page("beats"), open_page("beats", **ONE)
    of_all, of_one = (app.selectbox(key=frame.SEARCH).options for app in (whole, one))
    assert "North · LPA" in of_all and "Arrests · KPI" in of_all and not any("· PC" in words for words in of_all)
    assert "Corby West (COR1) · beat" in of_one and not any("(DAV1)" in words for words in of_one)
    assert any("· PCSO" in words for words in of_one) and any("sergeant's team" in words for words in of_one)
    assert not any("(DAV1)" in words for words in one.selectbox(key="view-Beats-area").options)
    one.session_state[frame.ASKED_FOR] = "dav1"
    assert one.run().query_params["area"] == "beat:DAV1", "what is typed is found in every force"


def test_of_one_force_nothing_is_narrowed(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    open_page("beats")
    store = stores.store()
    assert (
        together.together(store, Area("beat", "COR1")) == NORTH and together.together(store, WHOLE_FORCE) == WHOLE_FORCE
    )
    leads = next(key for key in together.inside(store, NORTH) if key.startswith("team:"))
    assert together.together(store, Area("team", leads.partition(":")[2])) == NORTH
    monkeypatch.setattr(together, "MOST_BEATS", 36)
    assert together.together(store, Area("beat", "COR1")) == WHOLE_FORCE
    assert together.force_of(store, Area("beat", "COR1")) is None
