"""Every KPI's worked example, as printed on the Definitions page, is what the engine gives."""

from __future__ import annotations

import pytest

from metrics import catalogue
from metrics.kpi import Kpi
from tests.small_force import SmallForce

EVERY_KPI = list(catalogue.kpis().values())
LISTS_BEFORE = ("Places",)


@pytest.mark.parametrize("kpi", EVERY_KPI, ids=lambda kpi: kpi.id)
def test_worked_example(kpi: Kpi, force: SmallForce) -> None:
    rows = kpi.example.rows
    assert rows and kpi.example.expected, f"{kpi.id} has no worked example"
    for sheet in sorted(rows, key=lambda sheet: sheet not in LISTS_BEFORE):
        result = force.load(sheet, rows[sheet])
        assert result.status == "accepted", result.outcome.problems
        assert result.outcome.set_aside == 0, result.outcome.problems
    force.load_all_empty(except_for=rows)
    found = {key: force.value(kpi.id, key) for key in kpi.example.expected}
    assert found == kpi.example.expected


def test_every_kpi_of_the_product_is_declared() -> None:
    assert list(catalogue.kpis()) == [kpi.id for kpi in sorted(EVERY_KPI, key=lambda kpi: (kpi.order, kpi.id))]
    expected = {
        *("arrests", "stop_searches", "positive_stop_searches", "warrants", "ppn_submissions", "incidents_attended"),
        *("intelligence_reports", "intelligence_community", "intelligence_partnership", "intelligence_police_activity"),
        *("intelligence_observations", "intelligence_actioned", "intelligence_actioned_community"),
        *("intelligence_actioned_partnership", "intelligence_actioned_police_activity"),
        *("intelligence_actioned_observations", "problem_plans", "citizens_schemes", "time_in_place"),
        *("time_outside_station", "engagement_returns", "new_watch_schemes", "referrals", "abstraction"),
    }
    assert set(catalogue.kpis()) == expected


def test_one_is_said_in_the_singular() -> None:
    assert {kpi.counted("1").removeprefix("1 ") for kpi in EVERY_KPI} == {
        *("arrest", "search", "positive search", "warrant", "notice", "incident", "report", "report actioned"),
        *("open plan", "scheme", "hour", "return", "referral"),
    }
    assert [kpi.counted(said) for kpi in EVERY_KPI[:1] for said in ("0", "1", "1*", "11")] == [
        "0 arrests", "1 arrest", "1* arrest", "11 arrests",
    ]  # fmt: skip
