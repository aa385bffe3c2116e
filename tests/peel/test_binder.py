"""The binder: words and exhibits are kept for ever, changed only by later entries, and known as they were."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from metrics import actions
from metrics.actions import QUESTION
from metrics.peel import binder, freshness
from metrics.peel.binder import Frozen, Said, frozen_from
from metrics.peel.packs import keep_pack, packs
from metrics.peel.starting_sets import FRAMEWORK
from metrics.peel.states import as_known, changes, last_entry
from metrics.store.connection import Store
from metrics.terms import LONDON
from tests.small_force import MONDAY, SmallForce
from tests.test_notes import note

Q = FRAMEWORK.of(FRAMEWORK.questions[0])
Q2 = FRAMEWORK.of(FRAMEWORK.questions[1])
TODAY = dt.date(2026, 11, 27)
FROZEN = Frozen(("What", "Value"), (("Figure", "1,234"),), ("arrests",), MONDAY, people=False, finding="They rose.")
DAY = dt.timedelta(days=1)


def at(force: SmallForce) -> dt.datetime:
    """A minute after whatever came before."""
    force.clock += dt.timedelta(minutes=1)
    return force.clock


def put(force: SmallForce, question: str = Q, title: str = "Arrests, Force", **more: Any) -> int:
    """One exhibit."""
    known = at(force)
    return binder.add(
        force.store, question, "figure", {"kpi": "arrests"}, known, title, more.get("words", ""), FROZEN, "insp", known
    )


def test_what_is_frozen_comes_back_as_it_was() -> None:
    assert frozen_from(FROZEN.as_text()) == FROZEN


def test_an_exhibit_keeps_its_view_moment_and_totals_through_every_change(force: SmallForce) -> None:
    number = put(force)
    first = binder.exhibits(force.store)[0]
    moment = force.clock
    binder.change(force.store, number, "Arrests", "They rose.", Q2, "lead", at(force))
    (one,) = binder.exhibits(force.store)
    assert (one.number, one.title, one.words, one.question) == (number, "Arrests", "They rose.", Q2)
    assert (one.frozen, one.address, one.known_at, one.by, one.at) == (
        FROZEN,
        {"kpi": "arrests"},
        first.known_at,
        "insp",
        first.at,
    )
    assert binder.exhibits(force.store, moment) == (first,)
    binder.take_out(force.store, number, "lead", at(force))
    assert binder.exhibits(force.store) == ()
    assert binder.exhibits(force.store, moment) == (first,)
    for gone in (lambda: binder.take_out(force.store, number, "lead", at(force)),
                 lambda: binder.change(force.store, number, "x", "", Q, "lead", at(force))):  # fmt: skip
        with pytest.raises(ValueError, match="no longer in the binder"):
            gone()


@pytest.mark.file_engine
def test_exhibits_survive_a_new_start_and_a_store_made_anew_from_its_ledger(tmp_path: Any) -> None:
    small = SmallForce(tmp_path / "own.duckdb")
    put(small)
    binder.say(small.store, Q, Said("One\nTwo", owner="Insp"), "lead", at(small))
    known = binder.exhibits(small.store), binder.answers(small.store)
    small.store.close()
    (tmp_path / "own.duckdb").unlink()
    again = Store.open(tmp_path / "own.duckdb")
    assert (binder.exhibits(again), binder.answers(again)) == known
    again.close()


@pytest.mark.parametrize(
    ("enter", "words"),
    [
        (lambda f: put(f, title=" "), "Give it a title"),
        (lambda f: put(f, title="x" * 201), "shorter title"),
        (lambda f: put(f, words="x" * 4001), "Write less"),
        (lambda f: binder.change(f.store, put(f), "Arrests, Force", "", Q, "lead", at(f)), "Nothing is changed"),
        (lambda f: binder.say(f.store, Q, Said(), "lead", at(f)), "Nothing is changed"),
        (lambda f: binder.say(f.store, Q, Said("x"), " ", at(f)), "Give your name"),
        (lambda f: binder.say(f.store, Q, Said("x" * 4001), "lead", at(f)), "Write less"),
        (lambda f: binder.say(f.store, Q, Said(owner="x" * 101), "lead", at(f)), "shorter name"),
    ],
)
def test_what_cannot_be_kept_is_said(force: SmallForce, enter: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        enter(force)


def test_words_keep_their_paragraphs_and_lose_what_cannot_be_seen(force: SmallForce) -> None:
    said = Said(" One\u200b  two \n\n three ", documents=("Strategy", " ", "Log\x07"))
    binder.say(force.store, Q, said, "lead", at(force))
    assert binder.answers(force.store)[Q].said == Said("One two\nthree", documents=("Strategy", "Log"))


@pytest.mark.parametrize(("age", "word"), [(None, "none"), (0, "current"), (90, "current"), (91, "stale")])
def test_evidence_is_stale_after_ninety_days(age: int | None, word: str) -> None:
    assert freshness.freshness_of(None if age is None else TODAY - age * DAY, TODAY) == word


def test_each_part_of_the_evidence_has_its_own_age(force: SmallForce) -> None:
    assert [part.freshness for part in freshness.parts(None, (), TODAY)] == ["none"] * 6
    put(force)
    said = Said("Told", known_gap="None known", owner="Insp", review_on=force.clock.date() + DAY)
    binder.say(force.store, Q, said, "lead", at(force))
    known, answer = binder.exhibits(force.store), binder.answers(force.store)[Q]
    soon, later = force.clock.date(), force.clock.date() + 95 * DAY
    assert [part.freshness for part in freshness.parts(answer, known, soon)] == [
        "current",
        "current",
        "none",
        "current",
        "none",
        "current",
    ]
    assert [part.freshness for part in freshness.parts(answer, known, later)] == [
        "stale",
        "stale",
        "none",
        "stale",
        "none",
        "stale",
    ]
    assert freshness.overall(freshness.parts(answer, known, soon)) == "current"
    assert freshness.overall(freshness.parts(answer, known, later)) == "stale"
    assert freshness.overall(freshness.parts(None, known, later)) == "stale"


def test_a_finding_can_be_closed_once_every_action_is_done_with_proof(force: SmallForce) -> None:
    def known() -> tuple[actions.Action, ...]:
        return actions.actions(force.store)

    assert not freshness.can_be_closed(known())
    first = actions.agree(force.store, (QUESTION, Q), "PEEL evidence", "Do it", "Insp", MONDAY, "lead", at(force))
    second = actions.agree(force.store, (QUESTION, Q), "PEEL evidence", "And that", "Insp", MONDAY, "lead", at(force))
    actions.end(force.store, second, "dropped", "No longer needed", "lead", at(force))
    assert not freshness.can_be_closed(known())
    actions.end(force.store, first, "done", "Minutes of 1 June", "lead", at(force))
    assert freshness.can_be_closed(known())


def test_what_changed_between_two_moments_is_said_line_by_line(force: SmallForce) -> None:
    kept, gone = put(force), put(force, title="Old")
    before = force.clock
    assert changes(force.store, before, None) == ()
    binder.change(force.store, kept, "Arrests, Force", "More.", Q, "lead", at(force))
    binder.take_out(force.store, gone, "lead", at(force))
    put(force, Q2, "Searches")
    binder.say(force.store, Q, Said("Told", owner="Insp"), "lead", at(force))
    number = actions.agree(force.store, (QUESTION, Q), "PEEL evidence", "Do it", "Insp", MONDAY, "lead", at(force))
    actions.agree(force.store, ("officer", "0101"), "one-to-one", "Private", "PC", MONDAY, "lead", at(force))
    titles = [FRAMEWORK.questions[0].title, FRAMEWORK.questions[1].title]
    told = [
        f"{titles[0]}: the words on “Arrests, Force” were changed.",
        f"{titles[1]}: “Searches” was added.",
        f"{titles[0]}: “Old” was taken out.",
        f"{titles[0]}: the narrative, the owner were changed.",
        f"{titles[0]}: an action was agreed: Do it",
    ]
    assert list(changes(force.store, before, None)) == told
    middle = force.clock
    actions.put_off(force.store, number, MONDAY + DAY, "lead", at(force))
    assert list(changes(force.store, middle, None)) == [f"{titles[0]}: an action is now due on 2 June 2026: Do it"]
    actions.end(force.store, number, "done", "Seen", "lead", at(force))
    assert list(changes(force.store, middle, None)) == [f"{titles[0]}: an action is done: Do it"]
    assert list(changes(force.store, before, middle)) == told


def test_the_binder_changed_last_when_something_of_it_was_entered(force: SmallForce) -> None:
    assert last_entry(force.store) is None
    put(force)
    last = force.clock
    note(force, "force", "Force")
    actions.agree(force.store, ("officer", "0101"), "one-to-one", "Private", "PC", MONDAY, "lead", at(force))
    assert last_entry(force.store) == last.astimezone(dt.UTC)
    assert last_entry(force.store, last - DAY) is None


def test_a_moment_is_as_good_as_now_until_something_comes_in(force: SmallForce) -> None:
    moment = at(force)
    assert as_known(force.store, moment) is None
    note(force, "force", "Force")
    assert as_known(force.store, moment) == moment
    assert as_known(force.store, force.clock) is None
    force.load("Arrests", [{"Custody Ref": "C1", "Arrested At": "2026-06-02 10:00", "Collar No": "0101"}])
    assert as_known(force.store, force.clock - dt.timedelta(minutes=30)) is not None


def test_packs_are_kept_with_their_hashes(force: SmallForce) -> None:
    known = dt.datetime(2026, 6, 8, 9, tzinfo=LONDON)
    with pytest.raises(ValueError, match="Give your name"):
        keep_pack(force.store, "full", known, "set", {}, "", at(force))
    keep_pack(force.store, "full", known, "set", {"a.docx": "00"}, "insp", at(force))
    (one,) = packs(force.store)
    assert (one.audience, one.known_at, one.framework, dict(one.files), one.by) == (
        "full",
        known,
        "set",
        {"a.docx": "00"},
        "insp",
    )
