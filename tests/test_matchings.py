"""Headings matched by hand as the store remembers them: the latest choice of a source, its loads, and its end."""

from __future__ import annotations

import datetime as dt

import pytest

from metrics import coverage, loading
from metrics.intake.matching import Matching, source_of
from metrics.loading import matchings, read, stop
from metrics.store.append import LoadResult
from metrics.store.matchings import matched_by_hand
from metrics.store.verifying import verify
from tests.small_force import SmallForce

HEADINGS = ("Their ref", "Handed in", "Shoulder digits", "Ward")
NAMES = ("theirref", "handedin", "shoulderdigits", "ward")
OURS = {"theirref": "PPN Ref", "handedin": "Submitted At", "shoulderdigits": "Collar No"}
MINUTE = dt.timedelta(minutes=1)


def choice(columns: dict[str, str] = OURS) -> Matching:
    return Matching(source_of(NAMES), "ppns", columns, HEADINGS)


def give(force: SmallForce, ref: str, chosen: Matching | None = None, by: str = "A Sample") -> LoadResult:
    """One row of the source, read with what is known and what is chosen now."""
    force.clock += MINUTE
    text = f"{','.join(HEADINGS)}\n{ref},2026-06-02 10:00,0101,A1\n"
    known = {**matchings(force.store), **({chosen.source: chosen} if chosen else {})}
    return loading.load(force.store, read([(f"{ref}.csv", text.encode())], by_hand=known), force.clock, by)[0]


def test_a_choice_is_kept_when_its_load_is_accepted_and_then_used(force: SmallForce) -> None:
    assert matchings(force.store) == {}
    assert give(force, "P1").status == "ignored"
    assert give(force, "P2", choice()).status == "accepted"
    [kept] = matchings(force.store).values()
    assert (kept.is_same(choice()), kept.headings, kept.number, kept.by) == (True, HEADINGS, 1, "A Sample")
    assert kept.at == force.clock
    assert give(force, "P3", by="somebody else").status == "accepted"
    assert coverage.loads(force.store).matching.tolist()[:2] == [1, 1]
    assert matched_by_hand(force.store).loads.tolist() == [2]
    assert verify(force.store).wrong == []


def test_a_plan_and_a_refused_load_keep_nothing(force: SmallForce) -> None:
    known = {choice().source: choice()}
    sheets = read([("p.csv", f"{','.join(HEADINGS)}\nP1,2026-06-02 10:00,0101,A1\n".encode())], by_hand=known)
    loading.plan(force.store, sheets, force.clock)
    assert matchings(force.store) == {}


def test_the_latest_choice_of_a_source_holds_and_the_same_choice_again_is_no_other(force: SmallForce) -> None:
    give(force, "P1", choice())
    give(force, "P2", choice())
    assert matched_by_hand(force.store).number.tolist() == [1]
    other = choice({**OURS, "ward": "Beat"})
    give(force, "P3", other, by="B Sample")
    assert matchings(force.store)[other.source].number == 2
    history = matched_by_hand(force.store)
    assert history.loads.tolist() == [1, 2]
    assert history.ended_by.tolist()[1] == "B Sample"
    assert history.is_replaced.tolist() == [False, True]


def test_the_same_file_again_is_unchanged_and_adds_no_use(force: SmallForce) -> None:
    give(force, "P1", choice())
    entered = force.store.entered
    assert give(force, "P1").status == "unchanged"
    assert force.store.entered == entered


def test_a_choice_that_is_stopped_recognises_nothing_more_and_can_be_made_again(force: SmallForce) -> None:
    give(force, "P1", choice())
    stop(force.store, choice().source, force.clock + MINUTE, "C Sample")
    assert matchings(force.store) == {}
    assert give(force, "P2").status == "ignored"
    history = matched_by_hand(force.store)
    assert (history.ended_by[0], history.is_replaced[0], history.loads[0]) == ("C Sample", False, 1)
    stop(force.store, choice().source, force.clock, "again")
    assert len(matched_by_hand(force.store)) == 1, "there was nothing to stop"
    assert give(force, "P3", choice()).status == "accepted"
    assert matched_by_hand(force.store).number.tolist() == [3, 1]


def test_a_load_whose_transaction_is_given_up_keeps_no_choice(
    force: SmallForce, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    waiting = list(force.store.unconfirmed)
    monkeypatch.setattr("metrics.store.append.insert_records", broken)
    with pytest.raises(RuntimeError):
        give(force, "P1", choice())
    monkeypatch.undo()
    assert matchings(force.store) == {}
    assert force.store.unconfirmed == waiting
