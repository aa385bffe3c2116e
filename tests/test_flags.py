"""A flag is closed by a person with a reason; it opens again, and what was known stays known."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from metrics import terms
from metrics.calculate import figures
from metrics.flags import FLAGS, Flag, close_flag, closed, closed_flags, closed_on, reopen_flag, stands_out
from metrics.noted import noted_among, noted_on
from metrics.passport import passport
from metrics.question import Ask
from metrics.store.connection import Store
from metrics.terms import Area
from tests.small_force import MONDAY, SUNDAY, WEEK, SmallForce

FLAG = Flag("arrests", "beat", "A1", None, "unusual", "Unusually high", MONDAY, SUNDAY)

DAY = dt.timedelta(days=1)


def close(force: SmallForce, flag: Flag = FLAG, reason: str = "The fair was policed.") -> None:
    """Close a flag a minute after whatever came before."""
    force.clock += dt.timedelta(minutes=1)
    close_flag(force.store, flag, reason, "sergeant", force.clock)


def test_every_word_that_stands_out_is_a_flag_and_no_other() -> None:
    assert {word for words in FLAGS.values() for word in words} == {
        "Unusually low", "Unusually high", "Running lower", "Running higher", "Below target", "Above target",
        "Consistently missed", "Consistently met", "Outside the usual spread", terms.CHECK_THE_RECORD,
    }  # fmt: skip
    quiet = [
        "Usual range", "No clear change", "Around target", "Hit and miss", "Within the usual spread", terms.TOO_EARLY_TO_SAY, "",
    ]  # fmt: skip
    assert not [word for question in FLAGS for word in quiet if stands_out(question, word)]


def test_a_flag_is_closed_with_who_when_and_why(force: SmallForce) -> None:
    close(force, reason=" The fair\nwas policed. ")
    told = closed(closed_flags(force.store), FLAG)
    assert told is not None
    assert (told.reason, told.by) == ("The fair was policed.", "sergeant")
    assert told.at == force.clock.astimezone(dt.UTC).replace(tzinfo=None)


@pytest.mark.parametrize(
    "other",
    [
        {"word": "Unusually low"}, {"question": "changed", "word": "Running higher"}, {"kpi": "warrants"}, {"key": "A2"},
        {"role": "PC"}, {"start": MONDAY - dt.timedelta(days=7)}, {"level": "sector"},
    ],
)  # fmt: skip
def test_another_question_word_figure_or_period_stays_open(force: SmallForce, other: dict[str, object]) -> None:
    close(force)
    assert closed(closed_flags(force.store), replace(FLAG, **other)) is None  # type: ignore[arg-type]


def test_a_flag_opens_again_and_what_was_known_stays_known(force: SmallForce) -> None:
    close(force)
    then = force.clock
    force.clock += dt.timedelta(minutes=1)
    reopen_flag(force.store, FLAG, "inspector", force.clock)
    assert closed_flags(force.store) == {}
    assert [one.by for one in closed_flags(force.store, then).values()] == ["sergeant"]
    assert closed_flags(force.store, then - dt.timedelta(seconds=1)) == {}
    close(force, reason="Looked at again.")
    assert [one.reason for one in closed_flags(force.store).values()] == ["Looked at again."]


def test_without_a_reason_or_a_name_or_a_flag_nothing_is_kept(force: SmallForce) -> None:
    for flag, reason, by, said in (
        (FLAG, " ", "sergeant", "Write the reason"),
        (FLAG, "x" * 501, "sergeant", "Write less"),
        (FLAG, "Fine.", "", "Give your name"),
        (replace(FLAG, word="Usual range"), "Fine.", "sergeant", "is no flag"),
    ):
        with pytest.raises(ValueError, match=said):
            close_flag(force.store, flag, reason, by, force.clock)
    with pytest.raises(ValueError, match="Give your name"):
        reopen_flag(force.store, FLAG, "", force.clock)
    assert closed_flags(force.store) == {}


def test_closed_flags_stand_in_the_exports_of_their_figure(force: SmallForce) -> None:
    close(force)
    close(force, replace(FLAG, start=MONDAY - 7 * DAY, end=SUNDAY - 7 * DAY), "of another week")
    close(
        force, replace(FLAG, question="changed", word="Running lower", start=MONDAY - 50 * DAY), "of weeks to this one"
    )
    close(force, replace(FLAG, level="officer", key="0101"), "of a person")
    found = passport(force.store, "arrests", *WEEK, area=Area("beat", "A1"))
    later, first = noted_on(force.store, found)
    kind, words, kpi, of, key, role, *days, by, _, word = first
    assert (kind, words, kpi, of, key, role) == ("Flag closed", "The fair was policed.", "Arrests", "Alpha", "A1", None)
    assert (*days, by, word) == (MONDAY, SUNDAY, "sergeant", "Unusually high")
    assert (later[1], later[6], later[-1]) == ("of weeks to this one", MONDAY - 50 * DAY, "Running lower")
    people = figures(force.store, Ask(("arrests:PC",), "officer", (WEEK,), collars=("0101",)))
    assert [row[1] for row in noted_among(force.store, people, None, None)] == ["of a person"]
    beats = figures(force.store, Ask(("arrests", "warrants"), "beat", (WEEK,)))
    assert len(noted_among(force.store, beats, None, None)) == 2


def test_a_flag_of_one_role_is_on_the_figure_of_that_role_and_of_all(force: SmallForce) -> None:
    close(force, replace(FLAG, role="PC"))
    known = list(closed_flags(force.store).values())
    on = [len(closed_on(known, ("beat", "A1"), "arrests", role, *WEEK)) for role in ("PC", "PCSO", None)]
    assert on == [1, 0, 1]


@pytest.mark.file_engine
def test_a_closed_flag_comes_back_when_the_database_is_made_anew(tmp_path: Path) -> None:
    small = SmallForce(tmp_path / "own.duckdb")
    close(small)
    kept = closed_flags(small.store)
    small.store.close()
    (tmp_path / "own.duckdb").unlink()
    small.store = Store.open(tmp_path / "own.duckdb")
    assert closed_flags(small.store) == kept
    small.store.close()
