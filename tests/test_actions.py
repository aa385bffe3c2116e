"""Agreed actions: agreed, put off, done, dropped and opened again; as known then; what is due."""

from __future__ import annotations

import datetime as dt

import pytest

from metrics.actions import Action, actions, agree, due_by, end, of, put_off
from metrics.notes import PEOPLE
from metrics.terms import TEAM
from tests.small_force import NEXT_MONDAY, SmallForce

BROOK, TEAM_0901 = (PEOPLE, "0101"), (TEAM, "0901")
DUE = dt.date(2026, 6, 22)
MINUTE, DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)


def agreed(force: SmallForce, words: str = "Ask for the course", due: dt.date | None = DUE, **more: str) -> int:
    asked = {"owner": "Exampleby, I", "by": "Dummerly, I", **more}
    return agree(force.store, BROOK, "one-to-one", words, asked["owner"], due, asked["by"], NEXT_MONDAY)


def standing(force: SmallForce, number: int) -> Action:
    return next(one for one in actions(force.store) if one.number == number)


def test_an_action_stands_as_it_was_agreed(force: SmallForce) -> None:
    one = standing(force, agreed(force, "  Ask for \n the course "))
    assert (one.key, one.agreed_in, one.words, one.owner, one.due, one.state) == (
        BROOK, "one-to-one", "Ask for the course", "Exampleby, I", DUE, "open",
    )  # fmt: skip
    assert (one.by, one.changed_by, one.at) == ("Dummerly, I", "Dummerly, I", one.changed_at)
    assert of(actions(force.store), TEAM_0901) == []
    assert of(actions(force.store), BROOK, TEAM_0901) == [one]


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ({"words": " "}, "Write the action: it is kept with your name."),
        ({"words": "x" * 501}, "Write less: 501 letters, and at most 500 are kept."),
        ({"owner": ""}, "Say who does it."),
        ({"owner": "x" * 101}, "Give a shorter name of who does it."),
        ({"due": None}, "Give the day by which it is to be done."),
        ({"by": ""}, "Give your name: it is kept with it."),
    ],
)
def test_what_is_lacking_is_said_in_a_sentence_and_nothing_is_kept(
    force: SmallForce, asked: dict[str, str], fault: str
) -> None:
    with pytest.raises(ValueError, match=f"^{fault}$"):
        agreed(force, **asked)
    assert actions(force.store) == ()


def test_done_needs_what_shows_it_dropped_why_and_each_change_is_a_later_entry(force: SmallForce) -> None:
    number, other = agreed(force), agreed(force, "Visit the school")
    with pytest.raises(ValueError, match=r"^Write what shows that it is done: it is kept with your name.$"):
        end(force.store, number, "done", "", "Exampleby, I", NEXT_MONDAY)
    with pytest.raises(ValueError, match=r"^Write why it is dropped: it is kept with your name.$"):
        end(force.store, number, "dropped", "", "Exampleby, I", NEXT_MONDAY)
    end(force.store, number, "done", "Certificate of 12 June", "Exampleby, I", NEXT_MONDAY + DAY)
    one = standing(force, number)
    assert (one.state, one.proof, one.by, one.changed_by) == (
        "done", "Certificate of 12 June", "Dummerly, I", "Exampleby, I",
    )  # fmt: skip
    assert one.changed_at - one.at == DAY
    assert [each.number for each in actions(force.store)] == [number, other], "in the order in which they were agreed"
    with pytest.raises(ValueError, match=r"^This action is done already.$"):
        end(force.store, number, "done", "again", "Exampleby, I", NEXT_MONDAY)
    with pytest.raises(ValueError, match=r"^This action is no longer open.$"):
        put_off(force.store, number, DUE + DAY, "Exampleby, I", NEXT_MONDAY)


def test_an_action_is_put_off_dropped_and_opened_again(force: SmallForce) -> None:
    number = agreed(force)
    put_off(force.store, number, DUE + DAY, "Dummerly, I", NEXT_MONDAY)
    assert (standing(force, number).due, standing(force, number).is_open) == (DUE + DAY, True)
    end(force.store, number, "dropped", "The course is full", "Dummerly, I", NEXT_MONDAY)
    assert standing(force, number).proof == "The course is full"
    end(force.store, number, "open", "", "Dummerly, I", NEXT_MONDAY)
    assert (standing(force, number).state, standing(force, number).proof) == ("open", "")
    with pytest.raises(ValueError, match=r"^There is no such action.$"):
        put_off(force.store, 99, DUE, "Dummerly, I", NEXT_MONDAY)


def test_as_known_at_a_moment(force: SmallForce) -> None:
    number = agreed(force)
    put_off(force.store, number, DUE + DAY, "Dummerly, I", NEXT_MONDAY + MINUTE)
    assert actions(force.store, NEXT_MONDAY - MINUTE) == ()
    assert [one.due for one in actions(force.store, NEXT_MONDAY)] == [DUE]
    assert [one.due for one in actions(force.store, NEXT_MONDAY + MINUTE)] == [DUE + DAY]


def test_due_within_seven_days_or_overdue_the_earliest_first(force: SmallForce) -> None:
    day = dt.date(2026, 6, 15)
    days = {name: day + n * DAY for name, n in {"in 8": 8, "in 7": 7, "now": 0, "before": -1}.items()}
    numbers = {name: agreed(force, name, due) for name, due in days.items()}
    agreed_last = agreed(force, "done", day)
    end(force.store, agreed_last, "done", "seen", "Dummerly, I", NEXT_MONDAY)
    assert [one.words for one in due_by(actions(force.store), day)] == ["before", "now", "in 7"]
    assert [one.words for one in actions(force.store) if one.is_overdue(day)] == ["before"]
    assert set(numbers.values()) < {one.number for one in actions(force.store)}
