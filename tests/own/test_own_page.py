"""The own page as the person sees it, ahead of their supervisor, through the whole app as somebody who has signed in."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from metrics import settings
from metrics.access.lookups import lines_of, log_of, parts
from metrics.challenges import challenges
from metrics.loading import now
from metrics.notes import notes
from metrics.one_to_one import kept
from metrics.one_to_one.kept import hold, one_to_ones
from metrics.store.files import StoreFiles
from metrics.terms import say_date
from metrics.ui import gate, stores
from tests.own.small_store import ANALYST, NEW_WEEK
from tests.served import configure, opened, sent
from tests.small_force import SUNDAY
from tests.test_one_to_ones import sheet
from tests.ui.conftest import close_store, own_copy, text_of
from tests.ui.test_notes import box, field, send

MINE = {"officer": "0101"}
OTHERS = ("Sampleson", "Testwick", "Mockridge", "0102", "0103", "0201")
NEW = f"Week to {say_date(NEW_WEEK[1])}: new, and only you see it until"
AHEAD = f"People&#x27;s week to {say_date(NEW_WEEK[1])} opens to their supervisors on"


@pytest.fixture(autouse=True)
def home(built: StoreFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("BEATBOARD_CONFIG", str(configure(tmp_path, days=3)))
    with own_copy(built, tmp_path, monkeypatch):
        yield tmp_path


@pytest.fixture
def forms(monkeypatch: pytest.MonkeyPatch) -> None:
    """AppTest runs a page alone first, and sent back into the frame a click is lost (tests/ui/test_notes.py)."""
    monkeypatch.setattr(gate, "require", lambda: None)


def text_sent(app: AppTest) -> str:
    return sent(app).decode("utf-8", "ignore")


def named(app: AppTest) -> list[str]:
    """Who of the others stands in what the run sends; a number within one of Streamlit's own ids is nobody's."""
    return [name for name in OTHERS if re.search(rf"(?<![0-9a-f]){name}(?![0-9a-f])", text_sent(app))]


def boxes(app: AppTest) -> list[str]:
    return [one.label for one in app.get("expander")]


def test_the_page_says_first_that_it_is_ones_own_and_names_nobody_else() -> None:
    app = opened("0101", "officer")
    assert not app.exception
    words = text_of(app)
    first = re.sub(r"<[^>]+>", "", words.split("drawn", 1)[1].split("<p", 1)[1])
    assert "This is your own record, Exampleby, I" in first.splitlines()[0]
    assert NEW in words
    assert "Duties" not in boxes(app)
    assert named(app) == []
    assert "Everything held on you, as one file" in [one.proto.label for one in app.get("download_button")]
    assert "Add to evidence" not in boxes(app)


def test_whom_the_file_is_about_stands_in_the_look_up_log(monkeypatch: pytest.MonkeyPatch) -> None:
    files: dict[str, Callable[[], bytes]] = {}
    monkeypatch.setattr(st, "download_button", lambda words, make, *of, key, **more: files.update({key: make}))
    opened("0101", "officer")
    assert files["subject-file-0101"]().startswith(b"PK")
    *_, last = [line for part in parts(log_of(stores.chosen_path()).folder) for line in lines_of(part)]
    assert (last["whom"], last["opened"]) == (["0101"], True)
    assert last["what"].endswith("file: Everything held on you, as one file")


@pytest.mark.parametrize("who", ["0201", "0901"])
def test_it_stands_for_a_pcso_and_for_a_sergeant_who_look_at_themselves(who: str) -> None:
    app = opened(who, "officer", officer=who)
    assert not app.exception
    assert "This is your own record" in text_of(app)


@pytest.mark.parametrize("page", ["one_to_one", "record", "challenges", "definitions"])
def test_what_the_page_leads_to_stands_and_names_nobody_else(page: str) -> None:
    app = opened("0101", page, **({"ref": "C1"} if page == "record" else MINE))
    assert not app.exception
    if page != "definitions":  # its examples have numbers of their own
        assert named(app) == []
    assert "This is not open to you" not in text_of(app)


def test_somebody_else_sees_nothing_of_it_and_a_supervisor_the_weeks_that_are_open(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Exampleby" not in text_sent(opened("0102", "officer", **MINE))
    early = opened("0901", "officer", **MINE)
    assert not early.exception
    assert AHEAD in text_of(early)
    assert "8 available hours" in text_of(early)
    assert f"to {say_date(SUNDAY)}" in text_of(early)
    assert "This is your own record" not in text_of(early)
    assert AHEAD in text_of(opened("0901", "team", area="team:0901"))
    week = text_of(opened("0901", "this_week"))
    assert f"people are named of the week to {say_date(SUNDAY)} only" in week
    assert "0 of 3 people were absent" in week
    monkeypatch.setenv("BEATBOARD_CONFIG", str(configure(home, days=1)))
    late = text_of(opened("0901", "officer", **MINE))
    assert AHEAD not in late
    assert "16 available hours" in late
    assert NEW not in text_of(opened("0101", "officer", **MINE))


@pytest.mark.usefixtures("forms")
def test_a_reply_is_written_by_the_person_alone_and_stands_for_the_supervisor_too() -> None:
    panel = {**MINE, "kpi": "arrests", "open": "1", "period": "week", "to": str(SUNDAY)}
    assert not [one for one in boxes(opened("0901", "officer", **panel)) if "eply" in one]
    app = box(opened("0101", "officer", **panel), "reply-add-0")
    field(app.text_area, "reply-words").input("both were *planned*")
    app = send(app, "reply-keep", "reply-add-0")
    assert [(one.kind, one.words, one.by) for one in notes(stores.store())] == [
        ("Reply", "both were *planned*", "0101@example.invalid")
    ]
    assert "Take your reply back" in boxes(app)
    theirs = opened("0901", "officer", **panel)
    assert "<b>Reply</b> <span>both were *planned*</span>" in text_of(theirs)
    assert not [one for one in boxes(theirs) if "back" in one]
    sheet_words = text_of(opened("0901", "one_to_one", officer="0101", period="week", to=str(SUNDAY)))
    assert "What the officer has answered to these figures" in sheet_words
    assert "both were *planned*" not in text_sent(
        opened("0102", "officer", officer="0102", period="week", to=str(SUNDAY))
    )


@pytest.mark.usefixtures("forms")
def test_a_record_is_challenged_answered_and_the_outcome_stands_for_everybody() -> None:
    app = opened("0101", "record", ref="C1", open="1")
    field(app.selectbox, "wrong-0-0-heading").set_value("Result")
    field(app.text_input, "wrong-0-0-should").input("Bailed")
    field(app.text_area, "wrong-0-0-words").input("bailed that evening")
    app = send(app, "wrong-0-0-keep")
    assert "An answer is due by" in text_of(app)
    (one,) = challenges(stores.store())
    assert (one.collar, one.stood, one.should_be) == ("0101", "Charged", "Bailed")
    assert "Answer a challenge" not in boxes(opened("0901", "challenges"))
    app = box(opened(ANALYST, "challenges"), "answer-0")
    assert "1 waits, 0 overdue." in text_of(app)
    field(app.text_area, "answer-0-words").input("asked the custody team")
    send(app, "answer-0-keep", "answer-0")
    for who in ("0101", "0102", "0901"):
        shown = text_of(opened(who, "record", ref="C1"))
        assert "Upheld: asked the custody team" in shown, who
        assert "The record stands as it did." in shown
    assert "upheld: the sender was asked to correct it" in text_of(opened("0101", "officer")).casefold()
    assert "Nothing that is loaded has the reference" in text_of(opened("0103@example.invalid", "record", ref="C1"))


@pytest.mark.usefixtures("forms")
def test_each_side_of_a_one_to_one_is_written_by_that_side_alone() -> None:
    number = hold(stores.store(), sheet("0101"), SUNDAY, SUNDAY + dt.timedelta(days=42), "0901@example.invalid", now())
    asked = {**MINE, "ref": str(number)}
    assert [one for one in boxes(opened("0101", "one_to_one", **asked)) if "rite" in one] == ["Write your own words"]
    assert [one for one in boxes(opened("0901", "one_to_one", **asked)) if "rite" in one] == ["Write your notes"]
    assert not [one for one in boxes(opened(ANALYST, "one_to_one", **asked)) if "rite" in one or "Hold" in one]
    app = box(opened("0101", "one_to_one", **asked), "words-officer-0")
    assert "It is kept with your name: 0101@example.invalid." in text_of(app)
    field(app.text_area, "words-officer-0-text").input("what I said")
    send(app, "words-officer-0-keep", "words-officer-0")
    (one,) = one_to_ones(stores.store())
    assert [(each.side, each.words, each.by) for each in one.versions] == [
        ("officer", "what I said", "0101@example.invalid")
    ]
    assert b"what I said" in sent(opened("0901", "one_to_one", **asked))
    assert b"what I said" not in sent(opened(ANALYST, "one_to_one", **asked)), "between two people"
    for side, sides in (
        ("officer", frozenset({"supervisor"})),
        ("supervisor", frozenset({"officer"})),
        ("officer", frozenset()),
    ):
        with pytest.raises(ValueError, match="nobody writes another's words"):
            kept.say(stores.store(), number, side, "no", "anybody", now(), sides)  # type: ignore[arg-type]
        with pytest.raises(ValueError, match="nobody writes another's words"):
            kept.acknowledge(stores.store(), number, side, one.stands, "anybody", now(), sides)  # type: ignore[arg-type]


def test_where_to_complain_stands_on_the_own_page_and_under_every_page(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "No complaints route is set here" in text_of(opened("0101", "officer"))
    more = 'complaints_url = "https://complaints.example.invalid/form"\ncomplaints_words = "Tell the <b>DPO</b>"'
    monkeypatch.setenv("BEATBOARD_CONFIG", str(configure(home, days=2, more=more)))
    own = opened("0101", "officer")
    assert "acknowledged within 30 days" in text_of(own)
    link = '<a href="https://complaints.example.invalid/form">Tell the &lt;b&gt;DPO&lt;/b&gt;</a>'
    assert link in text_of(own)
    assert link in text_of(opened("0901", "definitions"))
    monkeypatch.setenv("BEATBOARD_CONFIG", str(configure(home, days=4, more='complaints_url = "javascript:alert(1)"')))
    assert "javascript" not in text_sent(opened("0101", "officer"))


def test_before_anything_is_loaded_nobody_gets_an_error(home: Path) -> None:
    close_store()
    StoreFiles(settings.store_path("own")).remove()
    for page in ("officer", "challenges"):
        assert not opened("0101", page).exception, page
