"""Sampling for review on the Stop and search page: drawing, reviewing and skipping through the forms, and the panel's view."""

from __future__ import annotations

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

from metrics import settings
from metrics.loading import now
from metrics.search_reviews import draws
from metrics.search_reviews.draws import Whom
from metrics.search_reviews.reviews import Findings, review, reviewed
from metrics.terms import WHOLE_FORCE, Area
from metrics.ui import exhibits, gate, search_reviews, selection, stores
from metrics.ui.reads import OF_ENTRIES
from tests.small_force import WEEK, SmallForce
from tests.ui.conftest import Open, text_of
from tests.ui.test_notes import box, field, send

PAGE = "search_reviews"
SMALL = {"period": "week", "to": "2026-06-07"}
CORBY = {"area": "sector:Corby", **SMALL}
ROWS = [
    {"Search Ref": f"SS-{number}", "Searched At": "2026-06-03 15:10", "Collar No": collar, "Beat": "A1"}
    | {"Item Found": "Knife of Brook", "Object Of Search": "<b>Drugs</b>", "Age Range": "18-24"}
    | {"Gender": "Male", "Self-defined Ethnicity": "White - British"}
    for number, collar in enumerate(("0101", "0101", "0102", "0102", "0101", "0102"), 1)
]  # fmt: skip


@pytest.fixture
def searched(state: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The half-loaded store with six searches, on pages that stand without their frame (see `test_notes.state`)."""
    monkeypatch.setattr(gate, "require", lambda: None)
    small = SmallForce(settings.store_path("own"), lists=False)
    small.load("Stop Searches", ROWS, at=small.clock + dt.timedelta(hours=1))
    small.store.close()


def put(whom: Whom, area: Area, number: int = 3) -> int:
    return draws.make(stores.store(), whom, area, WEEK, number, "5eed", "", "Insp Wickerfern", now())


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
def test_what_is_not_loaded_cannot_be_drawn_and_the_page_says_so(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "require", lambda: None)
    app = open_page(PAGE, **CORBY)
    assert not app.exception
    assert "Corby: no search was drawn for review in the last six months." in text_of(app)
    app = drawn(app, "Insp Wickerfern")
    assert (
        "Not loaded: Stop Searches of 1 to 7 June 2026. Stop and search lead sends them; load them on Uploads, then draw."
        in text_of(app)
    )


def drawn(app: AppTest, by: str, reason: str = "", turn: int = 0) -> AppTest:
    """The form to draw, sent for the days of the view. turn: how often this session has entered something."""
    key = f"draw-Corby-{turn}"
    app = box(app, key)
    assert [one.value for one in app.number_input] == [3], "the inspector's three a month"
    own = next(
        words for words in field(app.selectbox, f"{key}-days").options if words.startswith("The days of this view")
    )
    field(app.selectbox, f"{key}-days").set_value(own)
    field(app.text_input, f"{key}-reason").input(reason)
    field(app.text_input, f"{key}-by").input(by)
    return send(app, f"{key}-go", key)


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
@pytest.mark.usefixtures("searched")
def test_a_draw_is_made_reviewed_and_skipped_through_the_forms(open_page: Open) -> None:
    app = drawn(open_page(PAGE, **CORBY), "Insp Wickerfern")
    (one,) = draws.draws(stores.store())
    assert (one.by, one.population, one.area, len(one.seed), len(one.refs)) == (
        "Insp Wickerfern",
        6,
        Area("sector", "Corby"),
        16,
        3,
    )
    assert app.query_params["ref"] in ("draw-1", ["draw-1"])
    words = text_of(app)
    assert "3 drawn by lot from 6 searches by Insp Wickerfern" in words
    assert f"Seed {one.seed}: drawn again, the same searches come out." in words
    assert "Exampleby, I (0101)" in words or "Sampleson, I (0102)" in words
    assert "&lt;b&gt;Drugs&lt;/b&gt;" in words and "<b>Drugs" not in words

    app = box(app, "review-1-1")
    field(app.radio, "review-1-1-what").set_value("Skipped")
    app = send(app, "review-1-1-go", "review-1-1")
    assert "Write why it is skipped: it is kept with your name." in text_of(app)
    field(app.text_input, "review-1-1-skip").input("With professional standards")
    app = send(app, "review-1-1-go", "review-1-1")
    assert "Skipped: With professional standards" in text_of(app)

    app = box(app, "review-1-2")
    field(app.radio, "review-1-2-reasonable").set_value("no")
    field(app.radio, "review-1-2-video").set_value("Yes")
    field(app.text_area, "review-1-2-learning").input("Write what was <seen>")
    app = send(app, "review-1-2-go", "review-1-2")
    words = text_of(app)
    assert "Grounds reasonable: no; video viewed. To learn: Write what was &lt;seen&gt;" in words
    assert (
        "Corby: 1 of 3 searches drawn in the last six months is reviewed, 1 skipped, 0 overdue; grounds reasonable in 0 of 1, "
        "not reasonable in 1." in words
    )
    (known,) = reviewed(stores.store())
    assert [known.state(ref) for ref in one.refs] == ["skipped", "reviewed", "not yet"]

    app = drawn(app, "Insp Wickerfern", turn=3)
    assert "These days were drawn from already" in text_of(app)
    assert len(draws.draws(stores.store())) == 1
    app = drawn(open_page(PAGE, **CORBY), "Insp Wickerfern", "One record is empty")
    second = draws.draws(stores.store())[1]
    assert (second.reason, second.population) == ("One record is empty", 3)
    assert "A further draw of these days: One record is empty" in text_of(app)


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
@pytest.mark.usefixtures("searched")
def test_the_panel_s_view_counts_as_an_exhibit_and_what_is_overdue(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = put("panel", WHOLE_FORCE)
    (draw,) = draws.draws(stores.store())
    review(stores.store(), number, draw.refs[0], Findings(draw.made_on, "yes", "", True), "Chair", now())
    app = open_page(PAGE, **SMALL, ref="draw-1")
    assert not app.exception
    words = text_of(app)
    table = words.partition("The searches as the panel sees them")[2].partition("</table>")[0]
    assert table.count("June 2026, afternoon") == 3 and "White" in table and "reviewed: reasonable" in table
    for secret in (*draw.refs, "0101", "0102", "Exampleby", "Sampleson", "Alpha", "A1", "Knife", "Brook", "15:10"):
        assert secret not in table, secret
    assert not [ref for ref in draw.refs if ref in words], "which searches these are is closed"
    assert "There is no draw 7 in this view." in text_of(open_page(PAGE, **SMALL, ref="draw-7"))
    assert "no search was drawn for review" in text_of(open_page(PAGE, **CORBY, ref="draw-1")), (
        "a draw of the force is not of Corby"
    )
    earlier = open_page(PAGE, **SMALL, known="2026-06-20T12:00", ref="draw-1")
    assert "There is no draw 1 in this view." in text_of(earlier)
    assert not [one for one in earlier.button if str(one.key).startswith("draw-")]

    view = selection.of_address(SMALL)
    shown = exhibits.KINDS["search-reviews"].show(view, "")
    assert shown is not None
    (row,) = shown.sheets[0].frame.to_dict("records")
    assert (row["Drawn"], row["Reviewed"], row["Skipped"], row["Overdue"]) == ("3 of 6", "1", "0", "0")
    assert "Wickerfern" not in f"{shown.finding} {row}" and not [ref for ref in draw.refs if ref in str(row)]
    monkeypatch.setattr(search_reviews.actions, "today", lambda _: draw.due + dt.timedelta(days=1))
    assert search_reviews.overdue_words(view) == "2 reviews of drawn stop-searches are overdue."
    assert "2 reviews of drawn stop-searches are overdue." in text_of(open_page("this_week", **SMALL))
    assert "overdue, was due" in text_of(open_page(PAGE, **SMALL))


def test_reads_that_rest_on_entries_are_asked_anew_after_one() -> None:
    assert {"drawn_for_review", "draw_comes_out_again"} <= OF_ENTRIES
