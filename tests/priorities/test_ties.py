"""What ties an OSARA plan or a return to a priority: the map's words, or a person's choice, which wins."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from metrics.loading import now
from metrics.priorities.edition import Edition, Priority, Tie
from metrics.priorities.ties import ByHand, Returns, of_plan, of_returns, returns_of, tie_plan, ties_by_hand
from metrics.problem_solving import Plan
from metrics.terms import WHOLE_FORCE, Area
from tests.conftest import Sample
from tests.small_force import SUNDAY, WEEK, SmallForce

EDITION = Edition(
    "Own plan", "2027", "current", "ours", (Priority("safe", "Safe"), Priority("young", "Young people")), (),
    (
        Tie("safe", "Words", "burglar", (), "named"), Tie("safe", "Words", "rural", (), "named"),
        Tie("young", "Words", "knife", (), "named"), Tie("young", "Activity", "School visit", (), "children"),
    ),
)  # fmt: skip


def plan(title: str, objective: str | None = None, beat: str = "Alpha") -> Plan:
    day = dt.date(2026, 3, 2)
    return Plan(
        "O1", title, objective, "0101", "PC", "A1", beat, day, "Response", day, None, None, None, None, None, SUNDAY
    )


@pytest.mark.parametrize(
    ("one", "priorities"),
    [
        (plan("Burglaries in sheds"), ("safe",)),
        (plan("Sheds", "Fewer BURGLARIES and fewer knives, that is knife carrying"), ("safe", "young")),
        (plan("A penknife found"), ()),
        (plan("Rural theft"), ("safe",)),
        (plan("Fly-tipping, Corby Rural", beat="Corby Rural"), ()),
        (plan("Rural crime, Corby Rural", beat="Corby Rural"), ("safe",)),
        (plan("Nuisance (bikes) [park"), ()),
    ],
)
def test_a_word_ties_where_it_begins_and_the_name_of_the_beat_is_none(one: Plan, priorities: tuple[str, ...]) -> None:
    found = of_plan(one, EDITION, {})
    assert found.priorities == priorities
    assert found.by_hand is None


def test_a_choice_by_hand_wins_over_the_words_also_for_none() -> None:
    at = dt.datetime(2026, 6, 8)
    for chosen, expected in ((("young",), ("young",)), ((), ()), (("young", "gone"), ("young",))):
        assert of_plan(plan("Burglary"), EDITION, {"O1": ByHand(chosen, "analyst", at)}).priorities == expected
    assert of_plan(plan("Burglary"), EDITION, {"O2": ByHand((), "analyst", at)}).priorities == ("safe",)


@pytest.mark.parametrize(
    ("one", "priorities"),
    [
        (Returns("School visit", None, 3), ("young",)),
        (Returns("school visit ", "Burglary", 1), ("young", "safe")),
        (Returns("Door to door", "Burglary", 1), ("safe",)),
        (Returns("Door to door", "Yes", 1), ()),
    ],
)
def test_a_return_is_tied_by_its_kind_and_by_what_was_raised(one: Returns, priorities: tuple[str, ...]) -> None:
    assert of_returns(one, EDITION).priorities == priorities


def test_the_latest_choice_stands_by_edition_and_as_known_then(force: SmallForce) -> None:
    force.load("Problem Plans", [{"Plan Ref": "O1", "Collar No": "0101", "Opened On": "2026-03-02"}])
    other, store = replace(EDITION, edition="2028"), force.store
    tie_plan(store, EDITION, "O1", ("safe", "young"), "analyst", now())
    then = now()
    tie_plan(store, EDITION, "O1", (), "analyst", now())
    assert ties_by_hand(store, EDITION.key)["O1"].priorities == ()
    assert ties_by_hand(store, EDITION.key, then)["O1"].priorities == ("safe", "young")
    assert ties_by_hand(store, other.key) == {}
    tie_plan(store, EDITION, "O1", None, "analyst", now())
    assert ties_by_hand(store, EDITION.key) == {}


def test_what_cannot_be_kept_is_said_in_one_sentence(force: SmallForce) -> None:
    force.load("Problem Plans", [{"Plan Ref": "O1", "Collar No": "0101", "Opened On": "2026-03-02"}])
    for ref, chosen, by, words in (
        ("O9", ("safe",), "analyst", "no plan with the reference O9"), ("O1", ("gone",), "analyst", "no priority gone"),
        ("O1", ("safe",), " ", "Give your name"), ("O1", None, "analyst", "nothing is changed"),
    ):  # fmt: skip
        with pytest.raises(ValueError, match=words):
            tie_plan(force.store, EDITION, ref, chosen, by, now())
    assert ties_by_hand(force.store, EDITION.key) == {}


def test_returns_are_counted_by_kind_and_by_what_was_raised_of_an_area_and_of_a_team(force: SmallForce) -> None:
    rows = [
        {"Return No": f"E{number}", "Engaged On": "2026-06-02", "Collar No": collar, "Priority Raised": raised}
        for number, (collar, raised) in enumerate(
            [("0101", ""), ("0101", "Speeding"), ("0201", "Speeding"), ("0103", "Speeding")]
        )
    ]
    force.load("Engagements", rows)
    kind = "Street surgery"
    assert returns_of(force.store, WHOLE_FORCE, WEEK) == (Returns(kind, "Speeding", 3), Returns(kind, None, 1))
    assert returns_of(force.store, Area("beat", "A1"), WEEK, "PCSO") == (Returns(kind, "Speeding", 1),)
    assert returns_of(force.store, Area("team", "0901"), WEEK) == (Returns(kind, "Speeding", 2), Returns(kind, None, 1))
    assert returns_of(force.store, WHOLE_FORCE, WEEK, known_at=force.clock - dt.timedelta(minutes=1)) == ()


@pytest.mark.parametrize("area", [WHOLE_FORCE, Area("team", "1370")])
def test_over_the_sample_returns_add_up_to_the_kpi(sample: Sample, area: Area) -> None:
    days = (dt.date(2026, 8, 24), dt.date(2026, 11, 15))
    found = sum(one.returns for one in returns_of(sample.store, area, days))
    figures = sample.figures("engagement_returns", area.level, "total", *days)
    assert found == next(one["value"] for one in figures if one["key"] == area.key) > 0
