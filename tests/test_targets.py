"""Targets for a period, of an area, and the fair share of a person (product.md, Targets)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.small_force import WEEK, SmallForce
from tests.test_credit_and_hours import duty

YEAR = (dt.date(2026, 4, 1), dt.date(2027, 3, 31))


def target(
    area: str, amount: float, per: str = "week", kpi: str = "arrests", role: str = "PC", **more: Any
) -> dict[str, Any]:
    return {"Area": area, "KPI": kpi, "Role": role, "Target": amount, "Per": per, **more}


def shown(
    force: SmallForce, key: str, days: tuple[dt.date, dt.date] = WEEK, kpi: str = "arrests", role: Any = None
) -> float:
    return float(force.figures(kpi, force.level(key), days, role=role).target[key])


@pytest.mark.parametrize(
    ("per", "days", "expected"),
    [
        ("week", WEEK, 12),
        ("4 weeks", WEEK, 3),
        ("month", WEEK, 12 * 7 / 30),
        ("month", (dt.date(2026, 6, 28), dt.date(2026, 7, 3)), 12 * (3 / 30 + 3 / 31)),
        ("quarter", (dt.date(2026, 4, 1), dt.date(2026, 6, 30)), 12),
        ("year", YEAR, 12),
        ("year", WEEK, 12 * 7 / 365),
        ("year", (dt.date(2024, 2, 29), dt.date(2024, 2, 29)), 12 / 366),
    ],
)
def test_a_target_for_a_period(force: SmallForce, per: str, days: tuple[dt.date, dt.date], expected: float) -> None:
    force.load("Targets", [target("A1", 12, per, **{"From": "2023-01-01"})])
    assert shown(force, "A1", days) == pytest.approx(expected)


def test_only_days_in_force_count_and_the_later_from_applies(force: SmallForce) -> None:
    force.load("Targets", [target("A1", 7), target("A1", 14, **{"From": "2026-06-04", "To": "2026-06-05"})])
    assert shown(force, "A1") == 5 * 1 + 2 * 2


def test_a_roles_target_goes_before_an_all_target(force: SmallForce) -> None:
    force.load("Targets", [target("A1", 7, role="All"), target("A1", 5)])
    assert shown(force, "A1") == 5


def test_a_target_is_shown_only_for_the_figure_of_its_own_role(force: SmallForce) -> None:
    force.load("Targets", [target("A1", 7, kpi="ppn_submissions", role="All"), target("A1", 5, kpi="ppn_submissions")])
    assert shown(force, "A1", kpi="ppn_submissions") == 7
    assert shown(force, "A1", kpi="ppn_submissions", role="PC") == 5
    assert str(shown(force, "A1", kpi="ppn_submissions", role="PCSO")) == "nan"


def test_an_area_shows_its_own_target_or_the_sum_of_its_beats(force: SmallForce) -> None:
    force.load("Targets", [target("A1", 2), target("A2", 3), target("Force", 9)])
    assert shown(force, "Corby") == 5
    assert shown(force, "Force") == 9
    assert str(shown(force, "West")) == "nan", "not all of its beats have one"


def test_a_monitored_target_gives_no_amount(force: SmallForce) -> None:
    force.load("Targets", [target("A1", 2), target("A1", 3, **{"From": "2026-06-01", "Type": "Monitored"})])
    assert str(shown(force, "A1")) == "nan"


def test_a_target_for_a_stock_is_a_level(force: SmallForce) -> None:
    force.load("Targets", [target("A1", 3, "4 weeks", kpi="problem_plans")])
    assert shown(force, "A1", YEAR, "problem_plans") == 3


def weeks_of_duty(weeks: int, hours: int, collars: tuple[str, ...] = ("0101",)) -> list[dict[str, Any]]:
    monday = dt.date(2026, 6, 1)
    rows = []
    for back in range(1, weeks + 1):
        day = monday - dt.timedelta(weeks=back)
        rows += [duty(f"D{back}{c}", f"{day} 08:00", f"{day} {8 + hours:02}:00", collar=c) for c in collars]
    return rows


def test_fair_share_is_the_target_rate_times_own_available_hours(force: SmallForce) -> None:
    """8 weeks of 10 team hours: 4 arrests a week are 0.4 an hour; 5 own hours make a share of 2."""
    force.load("Targets", [target("A1", 4)])
    rows = [*weeks_of_duty(8, 10), duty("NOW", "2026-06-02 08:00", "2026-06-02 13:00")]
    force.load("Duties", rows, days=(dt.date(2026, 4, 6), WEEK[1]))
    assert force.figures("arrests").target["0101"] == pytest.approx(2)
    assert str(force.figures("arrests").target["0102"]) == "nan", "A2 has no target"


def test_under_eight_weeks_usual_hours_are_posted_fte_times_28(force: SmallForce) -> None:
    force.load("Targets", [target("A1", 4), target("A1", 4, kpi="ppn_submissions", role="All")])
    rows = [*weeks_of_duty(7, 10), duty("NOW", "2026-06-02 08:00", "2026-06-02 15:00")]
    force.load("Duties", rows, days=(dt.date(2026, 4, 13), WEEK[1]))
    assert force.figures("arrests").target["0101"] == pytest.approx(4 / 28 * 7)
    shares = force.figures("ppn_submissions").target
    assert shares["0101"] == pytest.approx(4 / (2 * 28) * 7), "an All target is shared by both roles' hours"
    assert shares["0201"] == 0, "no hours, no share"


def test_a_persons_share_does_not_depend_on_the_role_asked_for(force: SmallForce) -> None:
    force.load("Targets", [target("A1", 4, kpi="ppn_submissions", role="All")])
    rows = [*weeks_of_duty(8, 10, ("0101", "0201")), duty("NOW", "2026-06-02 08:00", "2026-06-02 13:00")]
    force.load("Duties", rows, days=(dt.date(2026, 4, 6), WEEK[1]))
    assert force.figures("ppn_submissions").target["0101"] == pytest.approx(4 / 20 * 5)
    assert force.figures("ppn_submissions", role="PC").target["0101"] == pytest.approx(4 / 20 * 5)


def test_only_the_latest_52_loaded_weeks_count(force: SmallForce) -> None:
    force.load("Targets", [target("A1", 4, **{"From": "2024-01-01"})])
    postings = [{"Collar No": "0101", "Surname": "Exampleby", "Role": "PC", "Beat": "A1", "Start Date": "2024-01-01"}]
    force.load("Officers", postings)
    old = dt.date(2026, 6, 1) - dt.timedelta(weeks=53)
    rows = [
        *weeks_of_duty(52, 8),
        duty("OLD", f"{old} 00:00", f"{old} 23:00"),
        duty("NOW", "2026-06-02 08:00", "2026-06-02 16:00"),
    ]
    force.load("Duties", rows, days=(old, WEEK[1]))
    assert force.figures("arrests").target["0101"] == pytest.approx(4)


def test_hours_taken_away_lower_the_share_and_are_put_on_nobody(force: SmallForce) -> None:
    force.load("Targets", [target("A1", 4)])
    rows = [*weeks_of_duty(8, 10), duty("NOW", "2026-06-02 08:00", "2026-06-02 18:00", "Court")]
    force.load("Duties", rows, days=(dt.date(2026, 4, 6), WEEK[1]))
    assert force.figures("arrests").target["0101"] == 0


def test_without_duties_there_are_no_hours_and_no_share(force: SmallForce) -> None:
    force.load("Targets", [target("A1", 4)])
    force.load("Arrests", [])
    frame = force.figures("arrests")
    assert str(frame.exposure_hours["0101"]) == "nan"
    assert str(frame.target["0101"]) == "nan"
