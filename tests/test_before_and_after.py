"""Before and after a response: weeks planted by hand, the words that follow, and what is always said with them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest

from metrics.before_and_after import CAVEATS, Compared, before_and_after, compared
from metrics.history import History
from metrics.kpi import Kpi
from metrics.plan_measures import asked as measure
from metrics.plan_measures import offered
from metrics.question import weeks_between
from metrics.terms import CHANGED_WORDS, TOO_EARLY_TO_SAY, VERDICT_WORDS
from tests.small_force import SmallForce

FIRST = dt.date(2025, 6, 2)
WEEKS = weeks_between(FIRST, FIRST + dt.timedelta(weeks=60, days=-1))
LOWER, NO_CHANGE, HIGHER = CHANGED_WORDS


def known(counts: Any, hours: float = 100.0, kpi: str = "incidents_attended") -> History:
    """Weeks of some beats (B0, B1, ...), all loaded; NaN where a week is not."""
    value = np.atleast_2d(np.asarray(counts, dtype=float))[None]
    loaded = np.where(np.isnan(value), 0, 7)
    of = {
        "value": np.nan_to_num(value), "unit_days": np.full_like(value, 7), "loaded_days": loaded, "hours_days": loaded,
        "exposure_hours": np.full_like(value, hours), "target": np.full_like(value, np.nan),
    }  # fmt: skip
    keys = tuple(f"beat:B{number}" for number in range(value.shape[1]))
    return History((measure(kpi),), keys, WEEKS[: value.shape[2]], of)


def ask(counts: Any, response_week: int, days: int = 0, end: int = 60, until: int = 60, **more: Any) -> Compared:
    """The first beat around a response in a week, so many days after its Monday; to the end of a week, settled to another."""
    weeks, beats = known(counts, **more), np.atleast_2d(counts).shape[0]
    keys = [f"beat:B{number}" for number in range(beats)]
    response = WEEKS[response_week][0] + dt.timedelta(days=days)
    (one,) = weeks.asked
    return compared(weeks, one, keys[0], keys[1:], keys, response, WEEKS[end - 1][1], WEEKS[until - 1][1])


def word(found: Compared) -> str:
    return found.told.word if found.told else ""


@pytest.mark.parametrize(
    ("counts", "response", "said"),
    [
        ([10] * 40 + [5] * 20, 40, LOWER),
        ([5] * 40 + [10] * 20, 40, HIGHER),
        ([10] * 60, 40, NO_CHANGE),
        ([10] * 40 + [9] * 20, 40, NO_CHANGE),
        ([10] * 60, 12, NO_CHANGE),
        ([10] * 60, 11, TOO_EARLY_TO_SAY),  # 11 weeks before
        ([10] * 60, 55, TOO_EARLY_TO_SAY),  # 5 weeks since
        ([10] * 54 + [0] * 6, 54, LOWER),  # 6 weeks since: enough, where the fall is
        ([0, 0, 0, 0, 1] * 8 + [0] * 14, 40, TOO_EARLY_TO_SAY),  # 2.1 expected
        ([0] * 60, 40, TOO_EARLY_TO_SAY),
    ],
)
def test_the_truth_table(counts: list[int], response: int, said: str) -> None:
    assert word(ask(counts, response, end=len(counts), until=len(counts))) == said


def test_hour_for_hour_half_as_much_in_half_the_hours_is_no_change() -> None:
    weeks = known([10] * 40 + [5] * 20)
    weeks.of["exposure_hours"][0, 0, 40:] = 50.0
    (one,) = weeks.asked
    found = compared(weeks, one, "beat:B0", [], ["beat:B0"], WEEKS[40][0], WEEKS[59][1], WEEKS[59][1])
    assert word(found) == NO_CHANGE
    assert (found.before.rate, found.since.rate, found.others) == (0.1, 0.1, None)


def test_the_week_of_the_response_is_on_neither_side_unless_it_began_on_its_monday() -> None:
    counts = list(range(60))
    monday, later = ask(counts, 40), ask(counts, 40, days=3)
    assert (monday.before.days, monday.since.days) == ((WEEKS[0][0], WEEKS[39][1]), (WEEKS[40][0], WEEKS[59][1]))
    assert (later.before.days, later.since.days) == ((WEEKS[0][0], WEEKS[39][1]), (WEEKS[41][0], WEEKS[59][1]))
    assert (later.first, later.last, later.since.amount) == (40, 41, sum(range(41, 60)))


def test_at_most_40_weeks_on_either_side_only_settled_ones_and_only_those_known() -> None:
    counts = [1.0] * 60
    counts[45] = np.nan
    found = ask(counts, 42, end=58, until=56)
    assert (found.before.weeks, found.since.weeks) == (40, 13)
    assert found.since.days == (WEEKS[42][0], WEEKS[55][1])
    assert (found.weeks[0], found.weeks[-1]) == (WEEKS[2], WEEKS[57]), "the provisional weeks are drawn"
    assert ask([1] * 60, 12).since.days == (WEEKS[12][0], WEEKS[51][1])


def test_nothing_is_said_where_one_side_has_no_week() -> None:
    assert ask([5] * 60, 0).told is None
    assert ask([5] * 60, 59, days=1).told is None
    assert ask([5] * 60, 40, end=40).told is None


def test_the_other_beats_of_the_sector_are_a_fact_beside() -> None:
    found = ask([[10] * 60, [4] * 40 + [2] * 20, [6] * 60], 40)
    assert found.others is not None
    before, since = found.others
    assert (before.rate, since.rate, before.weeks) == (0.05, 0.04, 40)


def test_a_planted_halving_is_found_and_nothing_planted_mostly_is_not() -> None:
    rng = np.random.default_rng(20261127)
    halved = [word(ask(rng.poisson([12] * 40 + [6] * 20), 40)) for _ in range(100)]
    same = [word(ask(rng.poisson([12] * 60), 40)) for _ in range(400)]
    assert halved.count(LOWER) >= 99
    assert same.count(NO_CHANGE) >= 390, "1 in 100 is called by luck"
    assert set(halved + same) <= VERDICT_WORDS


def test_hours_are_compared_as_shares_in_blocks() -> None:
    rng = np.random.default_rng(7)
    weeks = rng.normal(30, 2, 60)
    assert word(ask(weeks, 40, kpi="time_in_place")) == NO_CHANGE
    weeks[40:] -= 15
    found = ask(weeks, 40, kpi="time_in_place")
    assert word(found) == LOWER
    assert "in blocks of four" in (found.told.rule if found.told else "")


def test_the_verdict_opens_to_its_facts_and_luck_and_never_speaks_of_12_weeks() -> None:
    told = ask([10] * 40 + [5] * 20, 40).told
    assert told is not None
    facts = dict(told.facts)
    assert (facts["Counted"], facts["Available hours"], facts["Expected"]) == ("100 incidents", "2,000", "166.7")
    assert told.luck == "By luck alone less than 1 time in 1,000,000 as far from what is expected."
    assert (told.title, told.tone) == ("Before and after", "quiet"), "neither good nor bad"
    assert "12" not in told.rule
    early = ask([10] * 60, 55).told
    assert early is not None and early.why.startswith(
        "It takes 12 known weeks before the response and 6 settled ones since"
    )


def test_the_caveats_name_what_no_test_takes_away() -> None:
    words = " ".join(CAVEATS)
    for named in ("regression to the mean", "at the same time", "not crime", "displacement"):
        assert named in words


@pytest.fixture(scope="module")
def planted() -> SmallForce:
    """Sixty weeks through the intake: on A1 four thefts a week for 40 weeks, then one; all other figures stay as they were."""
    force = SmallForce()
    days = (WEEKS[0][0], WEEKS[59][1])
    at = dt.datetime.combine(days[1] + dt.timedelta(weeks=4), dt.time(9)).astimezone(dt.UTC)
    duties, incidents = [], []
    for number, (monday, _) in enumerate(WEEKS):
        for collar in ("0101", "0102", "0103"):
            shift = {"Start": f"{monday} 08:00", "End": f"{monday} 18:00", "Collar No": collar}
            duties.append({"Duty Ref": f"D{number}-{collar}", **shift})
        for nth in range(4):
            kind = "Theft" if number < 40 or nth == 0 else "Violence"
            by = "0101" if nth else "0102"
            one = {"Incident No": f"I{number}-{nth}", "Attended At": f"{monday} 09:00", "Beat": "A1", "Type": kind}
            incidents += [one | {"Collar No": by}, one | {"Collar No": "0103"}]
    force.load("Duties", duties, days=days, at=at)
    force.load("Incidents", incidents, days=days)
    return force


def test_through_the_intake_the_type_on_the_beat_falls_and_the_kpi_does_not(planted: SmallForce) -> None:
    response, end = WEEKS[40][0], WEEKS[59][1]
    assert "on_beat:Theft" in offered(planted.store)
    on_beat = before_and_after(planted.store, "on_beat:Theft", "A1", response, end)
    assert on_beat is not None and word(on_beat) == LOWER
    assert (on_beat.before.amount, on_beat.since.amount, on_beat.before.hours) == (160, on_beat.since.weeks, 400)
    assert on_beat.others is not None and on_beat.others[0].amount == 0, "by where it happened, not by whose team went"
    plain = before_and_after(planted.store, "incidents_attended", "A1", response, end)
    assert plain is not None and word(plain) == NO_CHANGE
    assert plain.others is not None and plain.others[0].amount == 40, "A2's one a week; B1 lies in another sector"
    assert before_and_after(planted.store, "arrests", "A1", response, end) is not None
    assert before_and_after(planted.store, "incidents_attended", "nowhere", response, end) is None


def test_what_is_offered_happens_week_by_week(planted: SmallForce) -> None:
    found: dict[str, Kpi] = offered(planted.store)
    assert not {"problem_plans", "abstraction", "new_watch_schemes"} & set(found)
    assert list(found)[-2:] == ["on_beat:Theft", "on_beat:Violence"]
    assert found["on_beat:Theft"].label == "Incidents on the beat: theft"
