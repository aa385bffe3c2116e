"""Taking a load back: figures return to what they were, the history keeps both, and the same may be loaded again."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics import coverage, people
from metrics.loading import CannotWithdrawError, withdraw
from metrics.terms import NOT_LOADED, WHOLE_FORCE, Area
from tests.small_force import OFFICERS, WEEK, SmallForce
from tests.test_coverage import ppn
from tests.test_properties import Files, a_force, give, property_of, seen, weeks

MINUTE = dt.timedelta(minutes=1)
MOMENT = dt.timedelta(microseconds=1)


def take_back(force: SmallForce, load_id: int | None, reason: str = "wrong file") -> dt.datetime:
    assert load_id is not None
    force.clock += MINUTE
    withdraw(force.store, load_id, force.clock, "inspector", reason)
    return force.clock


def test_a_week_that_is_withdrawn_is_not_loaded_and_was_known_before(force: SmallForce) -> None:
    load = force.load("PPNs", [ppn("P1")])
    moment = take_back(force, load.load_id)
    assert force.value("ppn_submissions", "A1") is None
    assert force.figures("ppn_submissions", "beat").verdict["A1"] == NOT_LOADED
    assert force.value("ppn_submissions", "A1", known_at=moment) is None, "at exactly that moment it is withdrawn"
    assert force.value("ppn_submissions", "A1", known_at=moment - MOMENT) == 1


def test_withdrawing_a_correction_gives_back_the_week_before_it(force: SmallForce) -> None:
    force.load("PPNs", [ppn("P1"), ppn("P2")])
    correction = force.load("PPNs", [ppn("P1", collar="0201")])
    assert force.value("ppn_submissions", "A1") == 1
    take_back(force, correction.load_id)
    assert force.value("ppn_submissions", "A1") == 2
    assert force.value("ppn_submissions", "0101") == 2


def test_withdrawing_a_list_gives_back_the_list_before_it(force: SmallForce) -> None:
    shorter = force.load("Officers", OFFICERS[1:])
    assert "0101" not in force.figures("arrests").index
    take_back(force, shorter.load_id)
    assert "0101" in force.figures("arrests").index
    assert force.load("PPNs", [ppn("P1", collar="0101")]).outcome.set_aside == 0, "rows are checked against it again"


def test_withdrawing_the_only_beats_list_leaves_the_force(force: SmallForce) -> None:
    take_back(force, 1)
    assert list(people.areas(force.store).key) == ["Force"]


def test_targets_return_too(force: SmallForce) -> None:
    force.load("PPNs", [ppn("P1")])
    target = {"Area": "A1", "KPI": "ppn_submissions", "Target": "7"}
    force.load("Targets", [target])
    second = force.load("Targets", [{**target, "Target": "9"}])
    assert force.figures("ppn_submissions", "beat").target["A1"] == 9
    take_back(force, second.load_id)
    assert force.figures("ppn_submissions", "beat").target["A1"] == 7


def test_the_same_file_may_be_loaded_again_and_withdrawn_again(force: SmallForce) -> None:
    rows = [ppn("P1")]
    for _ in range(3):
        load = force.load("PPNs", rows)
        assert load.status == "accepted"
        assert force.load("PPNs", rows).status == "unchanged"
        take_back(force, load.load_id)
    assert force.value("ppn_submissions", "A1") is None


def test_an_older_file_after_a_withdrawn_correction_is_unchanged_and_stands(force: SmallForce) -> None:
    force.load("PPNs", [ppn("P1")])
    take_back(force, force.load("PPNs", [ppn("P1"), ppn("P2")]).load_id)
    assert force.load("PPNs", [ppn("P1")]).status == "unchanged"
    assert force.value("ppn_submissions", "A1") == 1


def test_what_a_withdrawn_load_held_needs_no_confirming_to_be_gone(force: SmallForce) -> None:
    take_back(force, force.load("PPNs", [ppn(f"P{number}") for number in range(12)]).load_id)
    assert force.load("PPNs", [ppn("P0")]).status == "accepted"
    longer = [*OFFICERS, *({**OFFICERS[0], "Collar No": f"05{n:02}"} for n in range(20))]
    take_back(force, force.load("Officers", longer).load_id)
    assert force.load("Officers", OFFICERS[:4]).status == "accepted"


def test_withdrawn_cover_does_not_make_days_loaded_and_late_records_count_again(force: SmallForce) -> None:
    next_week = (dt.date(2026, 6, 8), dt.date(2026, 6, 14))
    force.load("PPNs", [ppn("P1"), ppn("P9", "2026-06-10")])
    own = force.load("PPNs", [], days=next_week)
    assert force.value("ppn_submissions", "A1", next_week) == 0
    take_back(force, own.load_id)
    assert force.value("ppn_submissions", "A1", next_week) is None
    force.load("PPNs", [], area=Area("beat", "B1"), days=next_week)
    assert force.value("ppn_submissions", "A1", (WEEK[0], next_week[1])) == 1


def test_the_history_keeps_both(force: SmallForce) -> None:
    load = force.load("PPNs", [ppn("P1")])
    before = force.store.version
    moment = take_back(force, load.load_id, "  sent for the wrong week ")
    history = coverage.loads(force.store).set_index("load_id").loc[load.load_id]
    assert (history.withdrawn_by, history.reason) == ("inspector", "sent for the wrong week")
    assert history.withdrawn_at.tz_localize("UTC") == moment
    assert coverage.loads(force.store).withdrawn_at.notna().sum() == 1
    assert force.store.version > before


@pytest.mark.parametrize(("load_id", "words"), [(99, "There is no load 99."), (0, "There is no load 0.")])
def test_a_load_that_is_not_there_cannot_be_withdrawn(force: SmallForce, load_id: int, words: str) -> None:
    with pytest.raises(CannotWithdrawError, match=words):
        withdraw(force.store, load_id, force.clock, "inspector", "")


def test_a_load_cannot_be_withdrawn_twice(force: SmallForce) -> None:
    take_back(force, 2)
    version = force.store.version
    with pytest.raises(
        CannotWithdrawError, match=r"Load 2 was withdrawn already, on 8 June 2026 at 09:03 by inspector\."
    ):
        take_back(force, 2)
    assert force.store.version == version


# ---------------------------------------------------------------------------------------------------- properties
AREAS = st.sampled_from([WHOLE_FORCE, Area("sector", "Corby"), Area("beat", "B1")])


@property_of(4)
@given(weeks(first="A"), weeks(first="A"), AREAS, st.randoms(use_true_random=False))
def test_withdraw_is_the_inverse_of_load(week: Files, later: Files, area: Area, chance: Any) -> None:
    with a_force() as force:
        give(force, week)
        before = seen(force)
        loads = [result.load_id for result in give(force, later, area) if result.status == "accepted"]
        between, moment = seen(force), force.clock
        chance.shuffle(loads)
        for load_id in loads:
            take_back(force, load_id)
        assert seen(force) == before
        assert seen(force, known_at=moment) == between
        again = give(force, later, area)
        assert len([result for result in again if result.status == "accepted"]) == len(loads)
        assert seen(force) == between


def on_days(week: Files, first: dt.date, last: dt.date) -> Files:
    """The rows of the week itself: without late records, loads of different weeks have nothing to do with each other."""
    found: Files = {}
    for sheet, rows in week.items():
        dated = next(name for name in DATED if rows and name in rows[0]) if rows else ""
        found[sheet] = [row for row in rows if str(first) <= row[dated][:10] <= str(last)]
    return found


DATED = (
    "Start",
    "Arrested At",
    "Searched At",
    "Executed On",
    "Submitted At",
    "Attended At",
    "Engaged On",
    "Referred On",
)


def a_week_later(week: Files) -> Files:
    def moved(name: str, value: str) -> str:
        if name not in (*DATED, "End"):
            return value
        return str(dt.datetime.fromisoformat(value) + dt.timedelta(days=7))[: len(value)]

    return {
        sheet: [{name: moved(name, value) for name, value in row.items()} for row in rows]
        for sheet, rows in week.items()
    }


@property_of(4)
@given(weeks(lists=False, first="A"), weeks(lists=False, first="B"))
def test_the_order_of_loads_of_different_days_without_late_records_does_not_matter(week: Files, other: Files) -> None:
    first = on_days(week, *WEEK)
    second = a_week_later(on_days(other, *WEEK))
    next_week = (WEEK[0] + dt.timedelta(days=7), WEEK[1] + dt.timedelta(days=7))
    with a_force() as force, a_force() as turned:
        give(force, first)
        give(force, second, days=next_week)
        give(turned, second, days=next_week)
        give(turned, first)
        assert seen(force) == seen(turned)
