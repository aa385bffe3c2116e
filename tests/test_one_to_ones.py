"""One-to-ones: who may write what, every version kept, what was acknowledged, the draw of searches, clocks, and coverage."""

from __future__ import annotations

import datetime as dt
from itertools import permutations

import pytest

from metrics.actions import actions, agree, end, put_off
from metrics.notes import PEOPLE
from metrics.one_to_one.cover import Cover, by_team, cover
from metrics.one_to_one.dip_sample import Search, draw
from metrics.one_to_one.due import plan_lines, returns_line
from metrics.one_to_one.kept import CLOSED, EVERY, OneToOne, Side, acknowledge, hold, on_collar, one_to_ones, say
from metrics.one_to_one.prompts import PROMPTS, STUDENT_PROMPTS, prompts
from metrics.one_to_one.sheet import Drawn, Measure, Sheet, as_json, from_json
from metrics.problem_solving import Plan
from tests.small_force import MONDAY, NEXT_MONDAY, SUNDAY, SmallForce

OFFICER, SERGEANT = "Exampleby, I", "Dummerly, I"
HELD, DAY = NEXT_MONDAY.date(), dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)


def sheet(collar: str = "0101") -> Sheet:
    return Sheet(
        collar=collar, name=OFFICER, title="PC Exampleby, Inventa (0101)", posting="Alpha", team="Alpha", student=False,
        start=MONDAY, end=SUNDAY, known_at=dt.datetime(2026, 6, 8, 8), prompts=PROMPTS, recognition=("Thanks <b>",),
        context=(("Posting", "Alpha"), ("Available", "40 hours")), measures=(Measure("Arrests", "1 arrest", "none", "2"),),
        measures_note="", searches=1, drawn=(Drawn("S1", MONDAY, False),), due=(), last_actions=("a", "b"),
    )  # fmt: skip


class Talk:
    """A one-to-one of 0101 held by the sergeant, and a clock that goes on by a minute with each entry."""

    def __init__(self, force: SmallForce) -> None:
        self.store, self.at = force.store, NEXT_MONDAY
        self.number = hold(self.store, sheet(), HELD, HELD + EVERY, SERGEANT, self.tick())

    def tick(self) -> dt.datetime:
        self.at += MINUTE
        return self.at

    @property
    def one(self) -> OneToOne:
        return next(one for one in one_to_ones(self.store) if one.number == self.number)

    def say(self, side: Side, words: str, by: str) -> None:
        say(self.store, self.number, side, words, by, self.tick())

    def seen(self, side: Side, by: str, stood: str | None = None) -> None:
        acknowledge(self.store, self.number, side, stood or self.one.stands, by, self.tick())

    def agree(self, words: str = "Ask for the course") -> int:
        due = HELD + 7 * DAY
        return agree(self.store, (PEOPLE, "0101"), "one-to-one", words, OFFICER, due, SERGEANT, self.tick())


@pytest.fixture
def talk(force: SmallForce) -> Talk:
    return Talk(force)


def test_a_sheet_is_kept_as_it_stood(talk: Talk) -> None:
    assert from_json(as_json(sheet())) == sheet()
    assert from_json(talk.one.sheet) == sheet()
    assert (talk.one.held_on, talk.one.next_due, talk.one.by) == (HELD, HELD + dt.timedelta(weeks=6), SERGEANT)


@pytest.mark.parametrize(
    ("held", "due", "by", "fault"),
    [
        (None, HELD + DAY, SERGEANT, "Give the day on which it was held."),
        (HELD + DAY, HELD + EVERY, SERGEANT, "It cannot have been held after today, 8 June 2026"),
        (HELD, HELD, SERGEANT, "Give the day on which the next one is due"),
        (HELD, None, SERGEANT, "Give the day on which the next one is due"),
        (HELD, HELD + EVERY, " ", "Give your name"),
        (HELD, HELD + EVERY, "exampleby, I", "This is the officer's own name"),
    ],
)
def test_what_cannot_be_held_is_said_in_a_sentence(
    force: SmallForce, held: dt.date | None, due: dt.date | None, by: str, fault: str
) -> None:
    with pytest.raises(ValueError, match=f"^{fault}"):
        hold(force.store, sheet(), held, due, by, NEXT_MONDAY)
    assert one_to_ones(force.store) == ()


WHO_MAY: tuple[tuple[str, Side, str, bool], ...] = (
    ("", "supervisor", SERGEANT, True),
    ("", "supervisor", "DUMMERLY,  i", True),
    ("", "supervisor", OFFICER, False),
    ("", "officer", OFFICER, True),
    ("", "officer", SERGEANT, False),
    ("", "officer", "dummerly, I", False),
    (OFFICER, "officer", "exampleby, i ", True),
    (OFFICER, "officer", "Sampleson, I", False),
    (OFFICER, "officer", SERGEANT, False),
    (OFFICER, "supervisor", SERGEANT, True),
    (OFFICER, "supervisor", OFFICER, False),
)
"""Who wrote on the officer's side before ("": nobody), on which side who writes, and whether they may."""


@pytest.mark.parametrize(("before", "side", "by", "may"), WHO_MAY)
@pytest.mark.parametrize("act", ["say", "seen"])
def test_nobody_writes_or_acknowledges_on_anothers_side(
    talk: Talk, before: str, side: Side, by: str, may: bool, act: str
) -> None:
    if before:
        talk.say("officer", "mine", before)
    entries = len(talk.one.versions), len(talk.one.seen)
    try:
        talk.say(side, "words", by) if act == "say" else talk.seen(side, by)
        did = True
    except ValueError as refused:
        did = False
        assert "nobody can change another's words" in str(refused) or "the officer's own" in str(refused)
    assert did == may
    assert (len(talk.one.versions), len(talk.one.seen)) == (
        entries[0] + (may and act == "say"), entries[1] + (may and act == "seen"),
    )  # fmt: skip


def test_whoever_acknowledged_first_for_the_officer_is_who_writes_there(talk: Talk) -> None:
    talk.seen("officer", OFFICER)
    with pytest.raises(ValueError, match=f"This side is written by {OFFICER}"):
        talk.say("officer", "not mine", "Sampleson, I")


def test_every_version_stays_and_the_latest_of_each_side_stands(talk: Talk) -> None:
    talk.say("officer", "first\n\n  line\ttwo \n", OFFICER)
    talk.say("supervisor", "notes", SERGEANT)
    talk.say("officer", "second", OFFICER)
    assert [(one.side, one.words) for one in talk.one.versions] == [
        ("officer", "first\nline two"), ("supervisor", "notes"), ("officer", "second"),
    ]  # fmt: skip
    stands = {side: one.words for side in ("officer", "supervisor") if (one := talk.one.words(side))}  # type: ignore[arg-type]
    assert stands == {"officer": "second", "supervisor": "notes"}
    for words, fault in ((" \n ", "Write your words"), ("x" * 4001, "Write less: 4,001 letters")):
        with pytest.raises(ValueError, match=fault):
            talk.say("officer", words, OFFICER)
    with pytest.raises(ValueError, match="There is no such one-to-one"):
        say(talk.store, 99, "officer", "words", OFFICER, talk.tick())


def test_what_is_acknowledged_is_exactly_what_stood(talk: Talk) -> None:
    assert talk.one.state("officer") == "not yet"
    shown = talk.one.stands
    talk.say("supervisor", "notes", SERGEANT)
    with pytest.raises(ValueError, match=r"^It has changed since you were shown it"):
        talk.seen("officer", OFFICER, stood=shown)
    talk.seen("officer", OFFICER)
    assert talk.one.state("officer") == "acknowledged"
    with pytest.raises(ValueError, match=r"^You have acknowledged this already"):
        talk.seen("officer", OFFICER)
    talk.agree()
    assert talk.one.state("officer") == "acknowledged before the last change"
    talk.seen("supervisor", SERGEANT)
    assert talk.one.closed_at is None, "they have acknowledged two different things"
    talk.seen("officer", OFFICER)
    assert talk.one.closed_at is not None


def test_once_both_acknowledged_it_is_closed_and_stays_so(talk: Talk) -> None:
    number = talk.agree()
    talk.seen("officer", OFFICER)
    talk.seen("supervisor", SERGEANT)
    for refused in (lambda: talk.say("officer", "later", OFFICER), lambda: talk.seen("officer", OFFICER)):
        with pytest.raises(ValueError, match=f"^{CLOSED}$"):
            refused()
    talk.agree("Agreed after it was closed")
    put_off(talk.store, number, HELD + 30 * DAY, SERGEANT, talk.tick())
    end(talk.store, number, "done", "seen", SERGEANT, talk.tick())
    assert {talk.one.state("officer"), talk.one.state("supervisor")} == {"acknowledged"}
    assert [one.words for one in talk.one.agreed] == ["Ask for the course"]


def test_an_action_belongs_to_the_one_to_one_that_was_held_last(talk: Talk) -> None:
    talk.agree("of the first")
    other = hold(talk.store, sheet(), HELD, HELD + EVERY, SERGEANT, talk.tick())
    talk.agree("of the second")
    agree(talk.store, (PEOPLE, "0102"), "one-to-one", "of somebody else", "x", HELD, SERGEANT, talk.tick())
    agree(talk.store, (PEOPLE, "0101"), "meeting", "of a meeting", "x", HELD, SERGEANT, talk.tick())
    known = {one.number: [each.words for each in one.agreed] for one in one_to_ones(talk.store)}
    assert known == {talk.number: ["of the first"], other: ["of the second"]}
    assert [one.number for one in on_collar(one_to_ones(talk.store), "0101")] == [other, talk.number]


def test_as_known_then(talk: Talk) -> None:
    held = talk.at
    talk.say("officer", "first", OFFICER)
    talk.seen("officer", OFFICER)
    assert one_to_ones(talk.store, held - MINUTE) == ()
    (then,) = one_to_ones(talk.store, held)
    assert (then.versions, then.seen, then.state("officer")) == ((), (), "not yet")


SEARCHED = tuple(Search(f"S{number}", MONDAY, number % 2 == 0) for number in range(1, 9))


def test_the_draw_is_the_same_for_everybody_and_takes_those_not_reviewed_first() -> None:
    drawn = draw(SEARCHED, "0101", MONDAY, SUNDAY)
    assert [one.reviewed for one in drawn] == [False] * 3
    for order in (SEARCHED[::-1], SEARCHED[4:] + SEARCHED[:4]):
        assert draw(order, "0101", MONDAY, SUNDAY) == drawn
    # By sha256sum of "0101 2026-06-01 2026-06-07 S1" and so on: 5b41..., S5 5d4e..., S3 79a6..., S7 b2ab...
    assert [one.ref for one in drawn] == ["S1", "S5", "S3"]


def test_person_and_period_change_the_draw_and_every_search_can_be_drawn() -> None:
    new = [one for one in SEARCHED if not one.reviewed]
    draws = {draw(new, collar, MONDAY, SUNDAY, 1)[0].ref for collar in map(str, range(40))}
    assert draws == {one.ref for one in new}
    assert len({draw(new, "0101", MONDAY + n * DAY, SUNDAY, 1) for n in range(6)}) > 1


def test_of_few_searches_all_are_drawn() -> None:
    assert {one.ref for one in draw(SEARCHED[:2], "0101", MONDAY, SUNDAY)} == {"S1", "S2"}
    assert draw((), "0101", MONDAY, SUNDAY) == ()


def plan(ref: str, due: dt.date | None, assessed: dt.date | None = None, closed: dt.date | None = None) -> Plan:
    days = (MONDAY - 30 * DAY, "Response", MONDAY, MONDAY, due, assessed, None, closed, SUNDAY)
    return Plan(ref, "Bikes", None, "0101", "PC", "A1", "Alpha", *days)


def test_plans_with_the_clock_of_their_assessment() -> None:
    plans = [
        plan("O3", None),
        plan("O2", SUNDAY),
        plan("O1", SUNDAY - DAY),
        plan("O4", MONDAY, MONDAY),
        plan("O5", SUNDAY + DAY),
        plan("O6", MONDAY, closed=SUNDAY),
    ]
    for order in permutations(plans):
        assert plan_lines(order) == (
            "Plan O4, Bikes (response): assessed on time, 1 June 2026.",
            "Plan O1, Bikes (response): overdue by 1 day.",
            "Plan O2, Bikes (response): due today.",
            "Plan O5, Bikes (response): due in 1 day.",
            "Plan O3, Bikes (response): nobody has set a day.",
        )


def test_days_since_the_last_return() -> None:
    assert (
        returns_line([MONDAY, SUNDAY - DAY], SUNDAY)
        == "Last engagement return: 6 June 2026, 1 day before the end of the period."
    )
    assert returns_line([], SUNDAY) == "No engagement return among the rows loaded for the 52 weeks to 7 June 2026."


def test_prompts_come_first_and_none_asks_about_health() -> None:
    assert prompts(False) == PROMPTS
    assert prompts(True) == (*PROMPTS, *STUDENT_PROMPTS)
    words = " ".join(prompts(True)).casefold()
    assert not [word for word in ("health", "sick", "ill ", "medic", "absence", "leave") if word in words]
    assert all(one.endswith("?") for one in prompts(True))


def test_coverage_counts_held_due_and_overdue(force: SmallForce) -> None:
    people = {"0101": (50, 5), "0102": (41, 0), "0103": (10, 8), "0201": (60, -1)}
    for collar, (ago, due_in) in people.items():
        hold(force.store, sheet(collar), HELD - ago * DAY, HELD + due_in * DAY, SERGEANT, NEXT_MONDAY)
    hold(
        force.store, sheet("0101"), HELD - 300 * DAY, HELD - 200 * DAY, SERGEANT, NEXT_MONDAY
    )  # entered later, held earlier
    number = agree(force.store, (PEOPLE, "0101"), "one-to-one", "a", "x", HELD - DAY, SERGEANT, NEXT_MONDAY)
    agree(force.store, (PEOPLE, "0101"), "one-to-one", "b", "x", HELD, SERGEANT, NEXT_MONDAY)
    agree(force.store, (PEOPLE, "0999"), "one-to-one", "of nobody here", "x", HELD - DAY, SERGEANT, NEXT_MONDAY)
    known, agreed = one_to_ones(force.store), actions(force.store)
    everybody = [*people, "0901"]
    # Held within 42 days: 0102 and 0103. Due by 15 June: 0101 and 0102 (today). Overdue: 0201, and 0901 who never had one.
    assert cover(everybody, known, agreed, HELD) == Cover(people=5, held=2, due=2, overdue=2, open=2, actions_overdue=1)
    end(force.store, number, "done", "seen", SERGEANT, NEXT_MONDAY)
    led = {"Team of A": ["0101"], "Team of B": ["0103", "0901"]}
    assert by_team(led, known, actions(force.store), HELD) == [
        ("Team of A", Cover(1, 0, 1, 0, 1, 0)), ("Team of B", Cover(2, 1, 0, 1, 0, 0)),
    ]  # fmt: skip
