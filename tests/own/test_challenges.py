"""A record that somebody says is wrong: who may say what, the clock, and what a later load makes of it. Replies likewise."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from metrics.access.scope import Scope, scope_of
from metrics.access.sieves import CHALLENGES, NOTES
from metrics.access.table import give
from metrics.challenges import OWN, Challenge, add, answer, challenge, challenges, since, working_days_after
from metrics.notes import PEOPLE, About, Note, enter_note, notes, take_back
from metrics.replies import reply
from metrics.replies import take_back as take_reply_back
from metrics.terms import LONDON
from tests.small_force import MONDAY, WEEK, SmallForce

AT = dt.datetime(2026, 6, 10, 9, tzinfo=LONDON)
ME, OTHER, ANALYST = "Exampleby, I", "Sampleson, I", "an analyst"
ARREST = {"Custody Ref": "C1", "Arrested At": f"{MONDAY} 10:00", "Collar No": "0101", "Assisting Collar Nos": "0102"}
FIGURE = About(PEOPLE, "0101", "arrests", None, *WEEK)


@pytest.fixture
def joint(force: SmallForce) -> SmallForce:
    """A joint arrest of 0101 and 0102."""
    force.load("Arrests", [ARREST | {"Result": "Charged"}])
    return force


def put(force: SmallForce, **other: Any) -> int:
    """A challenge of the arrest's result, by 0101."""
    asked = {"export": "arrests", "ref": "C1", "key": ("C1",), "heading": "Result", "should_be": "Bailed",
             "words": "bailed at 9pm", "collar": "0101", "by": ME, "at": AT}  # fmt: skip
    return challenge(force.store, **(asked | other))


def only(force: SmallForce) -> Challenge:
    (one,) = challenges(force.store)
    return one


@pytest.mark.parametrize(
    ("lacks", "words"),
    [
        ({"words": " "}, "Write what is wrong"),
        ({"should_be": ""}, "Say what should stand under Result"),
        ({"should_be": " charged "}, "That is what stands under Result already"),
        ({"heading": "Verdict"}, "Choose which part"),
        ({"collar": "0103"}, "does not name that person"),
        ({"by": ""}, "Give your name"),
        ({"ref": "C9", "key": ("C9",)}, "no longer there"),
    ],
)
def test_what_cannot_be_kept_is_said_in_one_sentence(joint: SmallForce, lacks: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        put(joint, **lacks)
    assert challenges(joint.store) == ()


def test_working_days_leave_weekends_out() -> None:
    friday = dt.date(2026, 6, 5)
    assert [working_days_after(friday, n) for n in (0, 1, 5, 10)] == [
        friday, dt.date(2026, 6, 8), dt.date(2026, 6, 12), dt.date(2026, 6, 19),
    ]  # fmt: skip


def test_the_clock_runs_while_an_answer_is_owed_and_begins_anew_when_more_is_said(joint: SmallForce) -> None:
    number, store = put(joint), joint.store
    one = only(joint)
    assert one.due(10) == dt.date(2026, 6, 24)
    assert (one.is_overdue(dt.date(2026, 6, 24), 10), one.is_overdue(dt.date(2026, 6, 25), 10)) == (False, True)
    answer(store, number, "more needed", "which custody suite?", ANALYST, AT + dt.timedelta(days=5), None)
    assert not only(joint).is_overdue(dt.date(2027, 1, 1), 10)
    add(store, number, "more given", "Corby", ME, AT + dt.timedelta(days=7), "0101")
    assert only(joint).due(10) == dt.date(2026, 7, 1)
    answer(store, number, "not upheld", "the suite says charged", ANALYST, AT + dt.timedelta(days=8), None)
    answer(store, number, "upheld", "asked the custody team", ANALYST, AT + dt.timedelta(days=9), None)
    assert [one.outcome for one in only(joint).said] == ["more needed", "more given", "not upheld", "upheld"]
    assert only(joint).outcome == "upheld"


def test_nobody_answers_their_own_and_only_its_writer_adds(joint: SmallForce) -> None:
    number, store = put(joint), joint.store
    for by, who in ((ME, None), ("somebody", "0101")):
        with pytest.raises(ValueError, match=OWN):
            answer(store, number, "upheld", "yes", by, AT, who)
    for by, who in ((OTHER, None), (OTHER, "0102"), (ME, "0102")):
        with pytest.raises(ValueError, match="Only whoever wrote"):
            add(store, number, "taken back", "no", by, AT, who)
    add(store, number, "taken back", "I was wrong", ME, AT, "0101")
    with pytest.raises(ValueError, match="nothing to answer"):
        answer(store, number, "upheld", "yes", ANALYST, AT, None)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([ARREST | {"Result": "Charged"}], "The record stands as it did."),
        ([ARREST | {"Result": "BAILED"}], "changed it as asked: Result is BAILED now."),
        ([ARREST | {"Result": "No further action"}], "changed it, and not as asked: Result is No further action now."),
        ([], "A later load took the record out."),
    ],
)
def test_what_a_later_load_makes_of_it(joint: SmallForce, rows: list[dict[str, Any]], said: str) -> None:
    number = put(joint)
    joint.load("Arrests", rows, confirm=True)
    assert since(joint.store, challenges(joint.store))[number].endswith(said)


def test_a_day_and_a_number_may_be_written_in_any_way_and_who_took_part_is_not_said(joint: SmallForce) -> None:
    number = put(joint, heading="Arrested At", should_be="01/06/2026 11:30")
    people = put(joint, heading="Assisting Collar Nos", should_be="0103")
    whole = put(joint, heading="", should_be="", words="it never happened")
    joint.load("Arrests", [ARREST | {"Arrested At": f"{MONDAY} 11:30", "Assisting Collar Nos": "0103"}])
    found = since(joint.store, challenges(joint.store))
    assert "as asked: Arrested At is 1 June 2026, 11:30" in found[number]
    assert found[people].endswith("changed it as asked.")
    assert found[whole] == "The record stands as it did."
    joint.load("Arrests", [], confirm=True)
    assert since(joint.store, challenges(joint.store))[whole] == "A later load took the record out, as asked."


def seen_by(force: SmallForce, who: str, until: dt.date | None = None) -> Scope:
    return scope_of(force.store, who, who, dt.date(2026, 6, 10), (), until)


def sifted(
    force: SmallForce, sieve: Any, found: tuple[Any, ...], who: str, until: dt.date | None = None
) -> tuple[Any, ...]:
    answered: tuple[Any, ...] = sieve.answer(seen_by(force, who, until), {}, lambda: found)
    return answered


def test_whoever_sees_the_record_sees_the_challenge_and_no_other_number(joint: SmallForce) -> None:
    people = ["0101", "0102", "0103", "0901"]
    for collar in people:
        give(joint.store, f"{collar}@x", "officer", "officer", collar, (MONDAY, None), "test", "test", AT)
    put(joint, heading="Assisting Collar Nos", should_be="nobody")
    found = challenges(joint.store)
    for collar, stood in {"0101": "another team's", "0102": "0102", "0103": None, "0901": "0102"}.items():
        got = sifted(joint, CHALLENGES, found, f"{collar}@x")
        assert [one.stood for one in got] == ([] if stood is None else [stood]), collar
    assert sifted(joint, CHALLENGES, found, "0901@x", dt.date(2026, 5, 31)) == (), "the week is not open yet"


def test_a_reply_is_the_persons_own(force: SmallForce) -> None:
    store = force.store
    for who, by in (("0102", OTHER), ("0102", ME), ("", ME), (None, OTHER), (None, "exampleby")):
        with pytest.raises(ValueError, match="own"):
            reply(store, FIGURE, "no", by, AT, who, ME)
    for about in (About("beat", "A1", "arrests"), About(PEOPLE, "0101")):
        with pytest.raises(ValueError, match="own"):
            reply(store, about, "no", ME, AT, "0101", ME)
    with pytest.raises(ValueError, match="Choose the kind"):
        enter_note(store, FIGURE, "Reply", "no", "sergeant", AT)
    number = reply(store, FIGURE, "the fair was that week", ME, AT, "0101", ME)
    desk = reply(store, FIGURE, "and the flood", "EXAMPLEBY, I", AT, None, ME)
    for end in (
        lambda: take_back(store, number, ME, AT),
        lambda: enter_note(store, FIGURE, "Event", "x", ME, AT, number),
    ):
        with pytest.raises(ValueError, match="A reply is the person's own"):
            end()
    for who, by in (("0102", ME), ("0901", ME), (None, OTHER)):
        with pytest.raises(ValueError, match="A reply is the person's own"):
            take_reply_back(store, number, by, AT, who)
    later = AT + dt.timedelta(days=1)
    take_reply_back(store, number, "another way to write it", later, "0101")
    take_reply_back(store, desk, ME, later, None)
    assert notes(store) == ()
    assert [note.words for note in notes(store, AT)] == ["and the flood", "the fair was that week"], "as known before"


def test_a_reply_is_open_once_the_figure_is(force: SmallForce) -> None:
    for collar in ("0101", "0102", "0901"):
        give(force.store, f"{collar}@x", "officer", "officer", collar, (MONDAY, None), "test", "test", AT)
    reply(force.store, FIGURE, "the fair was that week", ME, AT, "0101", ME)
    found: tuple[Note, ...] = notes(force.store)
    early = dt.date(2026, 5, 31)
    table = [("0101", early, 1), ("0102", None, 0), ("0901", early, 0), ("0901", None, 1), ("0901", WEEK[1], 1)]
    assert [len(sifted(force, NOTES, found, f"{who}@x", until)) for who, until, _ in table] == [n for *_, n in table]
