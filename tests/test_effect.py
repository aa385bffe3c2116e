"""What a change of available hours did, counted by hand on weeks that go in through the production intake."""

from __future__ import annotations

import datetime as dt

import pytest

from metrics.effect import Effect, effect
from metrics.terms import Area
from tests.small_force import SmallForce
from tests.test_verdicts import load_weeks, monday

BEAT = Area("beat", "A1")
WHOLE = 52


def made(ppns: list[int], hours: list[int], area: Area = BEAT, settle: bool = True) -> Effect | None:
    """The effect in A1 where constable 0101 submitted so many PPNs a week in so many hours, to the last week."""
    small = SmallForce()
    load_weeks(small, ppns, hours, settle)
    last = monday(len(ppns) - 1)
    found = effect(small.store, area, (last, last + dt.timedelta(days=6)))
    small.store.close()
    return found


def test_half_the_hours_at_the_same_pace_are_no_change_of_the_rate() -> None:
    found = made([6] * 40 + [3] * 12, [48] * 40 + [24] * 12)
    assert found is not None and found.percent == pytest.approx(-50)
    assert (found.recent.weeks, found.recent.available, found.past.weeks, found.past.available) == (12, 24, 40, 48)
    rate = {rate.kpi.id: rate for rate in found.rates}["ppn_submissions"]
    assert (rate.now, rate.before) == (pytest.approx(100 * 3 / 24), pytest.approx(100 * 6 / 48))
    assert rate.told.word == "No clear change"
    assert dict(rate.told.facts)["Counted"] == "36 notices"


def test_the_same_count_in_half_the_hours_runs_higher() -> None:
    found = made([6] * WHOLE, [48] * 40 + [24] * 12)
    assert found is not None
    assert {rate.kpi.id: rate.told.word for rate in found.rates}["ppn_submissions"] == "Running higher"
    assert found.by_luck == pytest.approx(0.01 * len(found.rates))


def test_only_settled_weeks_are_compared() -> None:
    found = made([6] * WHOLE, [48] * WHOLE, settle=False)
    assert found is not None and found.recent.days[1] < monday(WHOLE - 1)


def test_a_sergeants_team_has_the_same_effect_as_what_it_consists_of() -> None:
    halved = [6] * 40 + [3] * 12, [48] * 40 + [24] * 12
    whole, team = made(*halved, Area("sector", "Corby")), made(*halved, Area("team", "0901"))
    assert whole is not None and team is not None
    assert (whole.recent, whole.past) == (team.recent, team.past)
    assert [rate.told for rate in whole.rates] == [rate.told for rate in team.rates]


def test_without_earlier_weeks_nothing_is_said() -> None:
    assert made([6] * 10, [48] * 10) is None


def test_no_percentage_on_a_base_under_ten_hours() -> None:
    found = made([1] * WHOLE, [8] * 40 + [24] * 12)
    assert found is not None and found.percent is None
