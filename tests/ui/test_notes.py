"""Notes in the panel, on the pages and in the workbooks; flags closed with a reason; as known then."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from metrics import settings
from metrics.charts.marks import pins
from metrics.flags import close_flag, closed_flags
from metrics.loading import now
from metrics.notes import PEOPLE, About, enter_note, notes, take_back
from metrics.ui import data, drawings, exported, gate, stores
from metrics.ui import notes as shown
from metrics.ui.selection import Selection
from tests.small_force import MONDAY, SUNDAY
from tests.ui.conftest import Open, close_store, text_of
from tests.ui.test_asides import ADDRESS, with_asides

PANEL = {"area": "beat:A1", "kpi": "ppn_submissions", "open": "1", **ADDRESS}


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A small store, opened by pages that stand without their frame: AppTest runs a page alone first, and sent back into
    the frame a click is lost."""
    monkeypatch.setenv("BEATBOARD_HOME", str(tmp_path))
    monkeypatch.setattr(gate, "require", lambda: None)
    settings.choose("own")
    with_asides(settings.store_path("own"))
    yield "own"
    close_store()


def put(level: str, key: str, words: str, kind: str = "Event", **about: Any) -> int:
    """A note, entered by somebody else."""
    return enter_note(stores.store(), About(level, key, **about), kind, words, "inspector", now())


def box(app: AppTest, key: str) -> AppTest:
    """A box of the page opened: AppTest knows no expander, and its state would be lost with the run."""
    app.session_state[key] = True
    return app.run()


def field(elements: Any, start: str) -> Any:
    """The field whose key begins so."""
    return next(element for element in elements if str(element.key).startswith(start))


def send(app: AppTest, button: str, *opened: str) -> AppTest:
    """The form sent, its box staying open."""
    for key in opened:
        app.session_state[key] = True
    field(app.button, button).click().run()
    assert not app.exception
    return app


def test_a_note_added_in_the_panel_stands_there_on_the_page_and_in_the_workbook(open_page: Open) -> None:
    app = box(open_page("beats", **PANEL), "note-add-0")
    assert "No note bears on this figure." in text_of(app)
    field(app.selectbox, "note-kind").set_value("Uncounted work")
    field(app.text_area, "note-words").input("<b>Fair</b> & *market*")
    field(app.selectbox, "note-about").set_value(1)
    field(app.text_input, "note-by").input("sergeant")
    app = send(app, "note-keep", "note-add-0")
    assert [(one.words, one.by, one.kind) for one in notes(stores.store())] == [
        ("<b>Fair</b> & *market*", "sergeant", "Uncounted work")
    ]
    assert notes(stores.store())[0].about == About("beat", "A1", None, None, MONDAY, SUNDAY)
    words = text_of(app)
    assert "<b>Uncounted work</b> <span>&lt;b&gt;Fair&lt;/b&gt; &amp; *market*</span>" in words
    assert "Alpha · 1 to 7 June 2026 · sergeant, " in words
    assert not app.text_area, "the form is closed again"
    assert field(box(app, "note-add-1").text_area, "note-words").value == "", "and the next note begins empty"
    for page, asked in (("beats", {}), ("team", {"area": "beat:A1"}), ("officer", {"officer": "0101"})):
        assert "&amp; *market*" in text_of(open_page(page, **ADDRESS, **asked)), page
    assert "market" not in text_of(open_page("this_week", to="2026-06-07")), "that page shows no figure of the beat"
    view = Selection("week", MONDAY, SUNDAY)
    book = exported.workbook("Beats", view, "Force", drawings.whole_kpis()[:1], drawings.beat_figures(view, None))
    assert said_in(book) == ["<b>Fair</b> & *market*"]


def said_in(book: bytes) -> list[str]:
    """The words of the sheet of notes."""
    return [row[1] for row in openpyxl.load_workbook(io.BytesIO(book))["Notes"].iter_rows(min_row=2, values_only=True)]


def test_what_is_lacking_is_said_in_one_sentence_and_nothing_is_kept(open_page: Open) -> None:
    app = box(open_page("beats", **PANEL), "note-add-0")
    app = send(app, "note-keep", "note-add-0")
    assert "Write the note: it is kept with your name." in text_of(app)
    field(app.text_area, "note-words").input("kept while it is put right")
    field(app.selectbox, "note-kind").set_value("Rebase")
    field(app.date_input, "note-from").set_value(None)
    app = send(app, "note-keep", "note-add-0")
    assert "Give the day from which it holds." in text_of(app)
    assert field(app.text_area, "note-words").value == "kept while it is put right"
    assert notes(stores.store()) == ()


def test_what_somebody_types_is_not_lost_when_others_enter_something(open_page: Open) -> None:
    app = box(open_page("beats", **PANEL), "note-add-0")
    field(app.text_area, "note-words").input("mine")
    put("beat", "A1", "theirs")
    send(app, "note-keep", "note-add-0")
    assert [one.words for one in notes(stores.store())] == ["mine", "theirs"]


def test_a_note_is_taken_back(open_page: Open) -> None:
    number = put("beat", "A1", "a fair")
    app = box(open_page("beats", **PANEL), "note-back")
    app = send(app, "note-back-go", "note-back")
    assert "Choose which first." in text_of(app)
    field(app.selectbox, "note-back-which").set_value(number)
    app = send(app, "note-back-go", "note-back")
    assert notes(stores.store()) == ()
    assert "a fair" not in text_of(app)


def test_each_page_shows_the_notes_of_its_figures_and_days(open_page: Open) -> None:
    put("force", "Force", "of-all", start=MONDAY, end=MONDAY)
    put("sector", "Corby", "of-corby")
    put("sector", "Daventry", "of-daventry")
    put("beat", "B1", "of-b1")
    put(PEOPLE, "0101", "of-0101", kpi="arrests")
    put("force", "Force", "of-later", start=SUNDAY + dt.timedelta(days=1))
    every = {"of-all", "of-corby", "of-daventry", "of-b1", "of-0101", "of-later"}
    for page, asked, wanted in (
        ("this_week", {}, {"of-all", "of-corby", "of-daventry"}),
        ("this_week", {"area": "beat:B1"}, {"of-all", "of-daventry", "of-b1"}),
        ("team", {"area": "beat:A1"}, {"of-all", "of-corby", "of-0101"}),
        ("team", {"area": "team:0901"}, {"of-all", "of-corby", "of-0101"}),
        ("officer", {"officer": "0103"}, {"of-all", "of-daventry", "of-b1"}),
        ("beats", {"kpi": "warrants"}, {"of-all", "of-corby", "of-daventry", "of-b1"}),
    ):
        app = box(open_page(page, **ADDRESS, **asked), "notes")
        assert {one for one in every if one in text_of(app)} == wanted, (page, asked)


def test_of_more_than_three_notes_the_page_says_how_many_and_paper_has_them(open_page: Open) -> None:
    for number in range(4):
        put("force", "Force", f"note-{number}")
    app = open_page("beats", **ADDRESS)
    assert "4 notes" in [one.label for one in app.expander]
    assert '<div class="bb-print"><ul class="bb-notes">' in text_of(app)
    opened = box(app, "notes")
    assert "bb-print" not in text_of(opened).split("note-3")[0].rpartition("bb-notes")[0][-40:]
    assert all(f"note-{number}" in text_of(opened) for number in range(4))


def test_the_panel_shows_only_notes_of_its_figure_and_week(open_page: Open) -> None:
    put("beat", "A1", "on-notices", kpi="ppn_submissions")
    put("beat", "A1", "on-warrants", kpi="warrants")
    app = open_page("beats", **PANEL)
    panel = text_of(app).partition("Where this figure comes from")[0].rpartition("Notes")[2]
    assert "on-notices" in panel
    assert "on-warrants" not in panel


def test_as_known_then_shows_the_notes_of_then_and_takes_none(open_page: Open) -> None:
    then = "2026-06-08T23:00"
    early = dt.datetime.fromisoformat(f"{then}+01:00") - dt.timedelta(minutes=1)
    first = enter_note(stores.store(), About("beat", "A1"), "Event", "said-then", "sergeant", early)
    take_back(stores.store(), first, "sergeant", early + dt.timedelta(days=1))
    put("beat", "A1", "said-now")
    app = open_page("beats", **PANEL, known=then)
    assert "said-then" in text_of(app)
    assert "said-now" not in text_of(app)
    assert "Add a note" not in [one.label for one in app.expander]
    now_ = open_page("beats", **PANEL)
    assert "said-then" not in text_of(now_)
    assert "said-now" in text_of(now_)


def test_marks_are_the_notes_that_begin_on_a_day_as_a_chart_pins_them() -> None:
    view, person = Selection("week", MONDAY, SUNDAY), (PEOPLE, "0101")
    put(PEOPLE, "0101", "always")
    put(PEOPLE, "0101", "court", start=SUNDAY)
    put("sector", "Corby", "baseline", "Rebase", start=MONDAY, kpi="arrests")
    assert {mark.words for mark in shown.marks(view, person)} == {"baseline", "court"}
    assert min(shown.marks(view, person), key=lambda mark: mark.day).sentence == "1 June 2026, rebase: baseline."
    assert pins(shown.marks(view, person), [view.days], "warrants") == {0: "7 June 2026, event: court."}
    assert shown.marks(view, (PEOPLE, "0103")) == ()


def test_a_note_is_of_the_figure_the_person_the_kpi_or_all(open_page: Open) -> None:
    of_beat = data.passport_of("arrests", Selection("week", MONDAY, SUNDAY), area=None)
    assert [one.words for one in shown.choices(of_beat, "Force", ("force", "Force"))] == [
        "This figure: Arrests of Force", "Every figure of Force",
    ]  # fmt: skip
    app = box(open_page("officer", officer="0101", kpi="arrests", open="1", **ADDRESS), "note-add-0")
    assert field(app.selectbox, "note-about").options == [
        "This figure: Arrests of Exampleby, I", "Every figure of Exampleby, I", "Arrests everywhere",
        "Every figure of the force on these days",
    ]  # fmt: skip


FlagPage = Callable[[str], AppTest]


def flag_page() -> None:
    """A page of nothing but the section of a flag."""
    import datetime as dt

    import streamlit as st

    from metrics.terms import Area
    from metrics.ui import data, notes
    from metrics.ui.selection import Selection

    known = dt.datetime.fromisoformat(st.query_params["known"]) if "known" in st.query_params else None
    view = Selection("week", dt.date(2026, 6, 1), dt.date(2026, 6, 7), Area("beat", "A1"), known_at=known)
    found = data.passport_of("arrests", view, area=view.area)
    notes.flag(found, "unusual", st.query_params["word"], view)


def opened_flag(word: str = "Unusually high", **address: str) -> AppTest:
    app = AppTest.from_function(flag_page, default_timeout=60)
    app.query_params.update({"word": word, **address})
    return app.run()


def test_a_flag_is_closed_with_a_reason_and_opened_again() -> None:
    app = box(opened_flag(), "flag-unusual-0")
    assert [one.label for one in app.expander] == ["Close this flag, with a reason: Unusually high"]
    app = send(app, "flag-go", "flag-unusual-0")
    assert "Write the reason: it is kept with your name." in text_of(app)
    assert closed_flags(stores.store()) == {}
    field(app.text_area, "flag-reason").input("the <fair> was policed")
    field(app.text_input, "flag-by").input("sergeant")
    before = now().isoformat()
    app = send(app, "flag-go", "flag-unusual-0")
    assert "Unusually high: closed by sergeant on " in text_of(app)
    assert "the &lt;fair&gt; was policed" in text_of(app)
    assert [one.label for one in app.expander] == ["Open this flag again: Unusually high"]
    then = opened_flag(known=before)
    assert "closed by" not in text_of(then)
    assert not then.expander
    app = send(box(app, "flag-unusual-1"), "flag-go")
    assert closed_flags(stores.store()) == {}
    assert [one.label for one in app.expander] == ["Close this flag, with a reason: Unusually high"]


def test_a_word_that_is_no_flag_has_nothing_to_close() -> None:
    app = opened_flag("Usual range")
    assert not app.expander
    assert not app.exception


def test_a_closed_flag_is_in_the_passports_workbook(open_page: Open) -> None:
    view = Selection("week", MONDAY, SUNDAY)
    found = data.passport_of("arrests", view)
    close_flag(stores.store(), shown.flag_of(found, "unusual", "Unusually low"), "a quiet week", "sergeant", now())
    from metrics.ui.passports import workbook

    assert said_in(workbook(found, "Force")) == ["a quiet week"]
