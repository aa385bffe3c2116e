"""Weeks added up give the figures that a query of the period gives; what is not loaded stays unknown."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from metrics import amounts, history, parts
from metrics.question import Ask, Period
from tests.conftest import Sample
from tests.small_force import MONDAY, SUNDAY, SmallForce

END = dt.date(2026, 11, 15)
WEEK = dt.timedelta(weeks=1)
PERIODS: list[tuple[Period, ...]] = [
    ((dt.date(2026, 8, 24), END),),
    ((dt.date(2026, 11, 9), END),),
    ((dt.date(2026, 3, 9), dt.date(2026, 4, 12)), (dt.date(2026, 4, 13), dt.date(2026, 9, 27))),
    ((dt.date(2026, 10, 14), dt.date(2026, 11, 3)),),
    ((dt.date(2025, 9, 1), END),),
]


@pytest.mark.parametrize("periods", PERIODS, ids=lambda periods: str(periods[0][0]))
@pytest.mark.parametrize("known_at", [None, dt.datetime(2026, 6, 3, 9)], ids=["now", "then"])
def test_whole_weeks_are_added_up_to_what_a_query_gives(
    sample: Sample, periods: tuple[Period, ...], known_at: dt.datetime | None
) -> None:
    where = parts.spine(sample.store, Ask((), "force+lpa+sector+beat", periods, known_at=known_at))
    asked = Ask(history.every_name(), "beat", periods).declared
    added, found = history.amounts(where, asked), amounts.amounts(where, asked)
    for name, each in found.items():
        assert np.allclose(added[name], each, rtol=0, atol=1e-7, equal_nan=True), name


def test_what_is_counted_once_is_counted_once_over_weeks_too(force: SmallForce) -> None:
    weeks = [(MONDAY + n * WEEK, SUNDAY + n * WEEK) for n in range(3)]
    went = [
        ("I1", 0, "0101"),
        ("I1", 1, "0102"),
        ("I1", 2, "0103"),
        ("I2", 0, "0101"),
        ("I2", 2, "0102"),
        ("I3", 1, "0103"),
    ]
    rows = [{"Incident No": one, "Attended At": f"{MONDAY + n * WEEK} 10:00", "Collar No": who} for one, n, who in went]
    whole = weeks[0][0], weeks[2][1]
    force.load("Incidents", rows, days=whole)
    force.load("Duties", [], days=whole)
    for periods in ((whole,), ((whole[0], weeks[1][1]), weeks[2])):
        where = parts.spine(force.store, Ask(("incidents_attended",), "force+sector+beat", periods))
        asked = Ask(("incidents_attended",), "beat", periods).declared
        added, found = history.amounts(where, asked)["value"], amounts.amounts(where, asked)["value"]
        assert np.array_equal(added, found), periods
    first, then = found[0].reshape(-1, 2).T.tolist()
    assert dict(zip(where.keys, first, strict=True)) == {
        "beat:A1": 2, "beat:A2": 1, "beat:B1": 1, "sector:Corby": 2, "sector:Daventry": 1, "force:Force": 3,
    }  # fmt: skip
    assert then[where.keys.index("force:Force")] == 2


def test_a_week_not_loaded_is_not_known(force: SmallForce) -> None:
    force.load_all_empty(except_for=("Arrests",))
    force.load(
        "Duties", [{"Duty Ref": "D1", "Collar No": "0101", "Start": f"{MONDAY} 08:00", "End": f"{MONDAY} 16:00"}]
    )
    known = history.of_areas(force.store)
    assert known.weeks == ((MONDAY, SUNDAY),)
    assert np.isnan(known.value[known.place("arrests", "beat:A1")]).all()
    assert known.value[known.place("ppn_submissions", "beat:A1")].tolist() == [0.0]
    assert known.hours[known.place("arrests", "beat:A1")].tolist() == [8.0]


def test_with_nothing_loaded_there_is_no_week() -> None:
    small = SmallForce(lists=False)
    assert history.of_areas(small.store).weeks == ()
    assert history.of_people(small.store, ("arrests",), ()).weeks == ()
    small.store.close()


def test_spans_are_whole_weeks_that_are_known(sample: Sample) -> None:
    known = history.of_areas(sample.store)
    assert known.span((dt.date(2026, 11, 9), END)) == (59, 60)
    assert known.span((dt.date(2026, 11, 10), END)) is None
    assert known.span((dt.date(2026, 11, 16), dt.date(2026, 11, 22))) is None
    assert known.until(dt.date(2026, 11, 14)) == 59
