"""The team meeting's steps in every state and the forms of its actions; the brief as a page and as a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from metrics import settings
from metrics.actions import actions, agree
from metrics.brief import spent, thanks
from metrics.brief.changed import Changed, Line
from metrics.brief.gaps import Aside, Gaps, Missing
from metrics.brief.mail import as_sheet
from metrics.brief.thanks import Thanks
from metrics.loading import now
from metrics.terms import Area
from metrics.ui import brief_data, data, gate, meeting_steps, stores
from metrics.ui.meeting_steps import STEPS
from metrics.ui.selection import Selection
from tests.small_force import MONDAY, SUNDAY, SmallForce
from tests.test_brief import HOSTILE, arrest
from tests.ui.conftest import Open, close_store, text_of

VIEW = Selection("week", MONDAY, SUNDAY, Area("sector", "Corby"))
CORBY = {"area": "sector:Corby", "to": "2026-06-07"}
TITLES = [step.title for step in STEPS]


def shown(app: AppTest) -> str:
    """The step on the screen, without what is on paper only."""
    return text_of(app).partition('<div class="bb-meeting')[2].partition("bb-sheets")[0]


@pytest.mark.parametrize("step", range(1, 7))
@pytest.mark.parametrize("state", ["sample", "half-loaded"], indirect=True)
def test_each_step_stands_in_every_state(open_page: Open, step: int) -> None:
    address = {"area": "sector:Corby"} if settings.chosen() == "sample" else CORBY
    app = open_page("meeting", step=str(step), **address)
    assert not app.exception
    assert f"{step} of 6 · about {STEPS[step - 1].minutes} minutes" in shown(app)
    assert f"<h2>{TITLES[step - 1]}</h2>" in shown(app)
    assert [title for title in TITLES if f"<h2>{title}</h2>" in shown(app)] == [TITLES[step - 1]]


def test_the_meeting_takes_twenty_minutes() -> None:
    assert sum(step.minutes for step in STEPS) == 20


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
def test_half_loaded_each_step_says_what_is_missing(open_page: Open) -> None:
    said = [shown(open_page("meeting", step=str(step), **CORBY)) for step in range(1, 7)]
    assert "Duties: not loaded (all), usually sent by Duty management team" in said[0]
    assert "No figure of the last 12 weeks stands out" in said[1]
    assert "No week is settled yet" in said[2]
    assert "Duties are not loaded for this week" in said[3]
    assert "Engagements are not loaded for these weeks." in said[4]
    assert "No action of a meeting is open." in said[5]


@pytest.mark.parametrize("state", ["sample"], indirect=True)
def test_of_the_whole_force_the_sergeants_teams_are_offered(open_page: Open) -> None:
    app = open_page("meeting")
    links = [element.proto for element in app.get("page_link")]
    offered = [link.label for link in links if link.label.startswith("Team of ")]
    assert len(offered) == len(data.teams_led(Selection("week", dt.date(2026, 11, 9), dt.date(2026, 11, 15))))
    assert offered == sorted(offered)
    assert shown(app) == ""


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
@pytest.mark.parametrize("asked", ["", "0", "7", "two", "-1", "²"])
def test_a_step_that_is_none_is_the_first(open_page: Open, asked: str) -> None:
    assert "1 of 6" in shown(open_page("meeting", step=asked, **CORBY))


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages stand without their frame: AppTest runs a page alone first, and sent back into the frame a click is lost."""
    monkeypatch.setattr(gate, "require", lambda: None)


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
def test_buttons_move_the_step_and_the_address_keeps_it(alone: None, open_page: Open) -> None:
    app = open_page("meeting", **CORBY)
    for key, step in (
        ("move-Right", 2), ("move-PageDown", 3), ("move-Left", 2), ("move-PageUp", 1), ("move-Left", 6), ("move-Right", 1),
        ("step-4", 4),
    ):  # fmt: skip
        app.button(key=key).click().run()
        assert f"{step} of 6" in shown(app)
        assert app.query_params["step"] == str(step)
    assert app.query_params["area"] == "sector:Corby"


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
def test_paper_has_every_step_whichever_is_shown(open_page: Open) -> None:
    for step in ("1", "6"):
        sheets = text_of(open_page("meeting", step=step, **CORBY)).partition("bb-sheets")[2]
        assert [title for title in TITLES if f". {title}</h2>" in sheets] == TITLES


def field(elements: Any, start: str) -> Any:
    """The field whose key begins so."""
    return next(element for element in elements if str(element.key).startswith(start))


def send(app: AppTest, button: str, box: str) -> AppTest:
    """The form sent, its box staying open."""
    app.session_state[box] = True
    field(app.button, button).click().run()
    assert not app.exception
    return app


def opened(app: AppTest, box: str) -> AppTest:
    """A box of the page opened: AppTest knows no expander."""
    app.session_state[box] = True
    return app.run()


def put(
    words: str, key: tuple[str, str] = ("sector", "Corby"), due: dt.date = SUNDAY, agreed_in: str = "meeting"
) -> int:
    return agree(stores.store(), key, agreed_in, words, "PC Exampleby", due, "sergeant", now())  # type: ignore[arg-type]


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
def test_an_action_is_agreed(alone: None, open_page: Open) -> None:
    app = opened(open_page("meeting", step="6", **CORBY), "action-meeting-0")
    app = send(app, "action-keep", "action-meeting-0")
    assert "Write the action: it is kept with your name." in text_of(app)
    field(app.text_area, "action-words").input("Ring <b>the school</b>")
    app = send(app, "action-keep", "action-meeting-0")
    assert "Say who does it." in text_of(app)
    field(app.text_input, "action-owner").input("PC Exampleby")
    field(app.text_input, "action-by").input("sergeant")
    app = send(app, "action-keep", "action-meeting-0")
    (one,) = actions(stores.store())
    assert (one.words, one.owner, one.key, one.agreed_in, one.by) == (
        "Ring <b>the school</b>", "PC Exampleby", ("sector", "Corby"), "meeting", "sergeant",
    )  # fmt: skip
    assert one.due == now().date() + dt.timedelta(days=14)
    assert 'Ring &lt;b&gt;the school&lt;/b&gt; <span class="muted">PC Exampleby, by ' in shown(app)
    assert not [one for one in app.text_input if str(one.key).startswith("action-")]


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
def test_an_action_is_done_put_off_and_dropped(alone: None, open_page: Open) -> None:
    done, later, dropped = put("To be done"), put("To be put off"), put("To be dropped")
    app = opened(open_page("meeting", step="6", **CORBY), "change-meeting-0")
    assert "overdue" in shown(app)
    app = send(app, "change-keep", "change-meeting-0")
    assert "Choose which action first." in text_of(app)
    field(app.selectbox, "change-which").set_value(done)
    app = send(app, "change-keep", "change-meeting-0")
    assert "Write what shows that it is done: it is kept with your name." in text_of(app)
    field(app.text_input, "change-proof").input("The head was rung.")
    app = send(app, "change-keep", "change-meeting-0")
    assert "To be done" not in shown(app)
    for turn, (number, what, words) in enumerate(
        ((later, "Put off to another day", ""), (dropped, "Dropped", "No longer needed.")), 1
    ):
        app = opened(app, f"change-meeting-{turn}")
        field(app.selectbox, "change-which").set_value(number)
        field(app.radio, "change-what").set_value(what)
        field(app.text_input, "change-proof").input(words)
        app = send(app, "change-keep", f"change-meeting-{turn}")
    found = {one.number: one for one in actions(stores.store())}
    assert [found[number].state for number in (done, later, dropped)] == ["done", "open", "dropped"]
    assert found[later].due == now().date() + dt.timedelta(days=14)
    assert "overdue" not in shown(app)
    assert "To be dropped" not in shown(app)


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
def test_only_what_meetings_of_this_team_agreed_is_listed(open_page: Open) -> None:
    put("Ours")
    put("Of another", ("sector", "Daventry"))
    put("Of a one-to-one", agreed_in="one-to-one")
    for number in range(9):
        put(f"More {number}")
    said = shown(open_page("meeting", step="6", **CORBY))
    assert "Ours" in said
    assert "Of a" not in said
    assert "3 more." in said


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
def test_as_known_before_takes_no_action(open_page: Open) -> None:
    app = open_page("meeting", step="6", known="2026-06-08T23:00", **CORBY)
    assert not [box for box in app.expander if box.label == "Agree an action"]
    assert [box for box in open_page("meeting", step="6", **CORBY).expander if box.label == "Agree an action"]


def given(monkeypatch: pytest.MonkeyPatch, **found: object) -> None:
    """What the reads give: the small force is too small for luck to be told."""
    for name, what in found.items():
        monkeypatch.setattr(brief_data, name, lambda _, what=what: what)


def test_more_than_fits_is_counted_and_everything_is_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    many = tuple(Aside(HOSTILE, HOSTILE, 2, HOSTILE) for _ in range(5))
    lines = tuple(Line(HOSTILE, HOSTILE, "▲", "Running higher", "wanted", HOSTILE, "12 weeks") for _ in range(8))
    given(
        monkeypatch,
        gaps=Gaps(HOSTILE, (Missing(HOSTILE, HOSTILE, HOSTILE),) * 3, 1, many, ""),
        thanks=Thanks(((HOSTILE, HOSTILE),) * 7, (HOSTILE,) * 4, (HOSTILE,), HOSTILE, HOSTILE),
        changes=Changed(lines, (HOSTILE,)),
        spent=spent.Spent(10.0, 6.0, 4.0, 0.0, 1, 2, 3, ((HOSTILE, 4.0),)),
    )
    told = [
        body(VIEW) for body in (meeting_steps.gaps, meeting_steps.thanks, meeting_steps.changes, meeting_steps.spent)
    ]
    assert all("<script" not in one and "<img" not in one for one in told)
    assert all("&lt;script" in one for one in told)
    assert "3 more on Data quality." in told[0]
    assert told[1].count("1 more.") == 2
    assert "2 more on This week." in told[2]
    assert "2 team days of Duties are not loaded. 3 rows set aside could change these hours." in told[3]


def test_people_are_named_and_no_figure_of_theirs_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, thanks=thanks.Thanks((("PC Lee Brook", "arrests"),), (), (), "12 weeks", "luck"))
    assert "<p>PC Lee Brook: arrests, more than luck explains.</p>" in meeting_steps.thanks(VIEW)


@pytest.mark.parametrize("state", ["half-loaded"], indirect=True)
def test_the_brief_stands_on_a_page_and_is_offered(open_page: Open) -> None:
    said = text_of(open_page("brief", **CORBY))
    sheet = as_sheet(brief_data.brief(VIEW), now().date(), alone=False)
    assert sheet in said
    assert "@page{size:A4 portrait" in said
    for page in ("this_week", "team", "brief"):
        app = open_page(page, **CORBY)
        assert not app.exception
        assert "This week as a brief for email (HTML)" in [
            one.proto.label.replace("\\", "") for one in app.get("download_button")
        ]


def test_the_brief_of_a_longer_view_is_of_its_last_whole_week() -> None:
    assert brief_data.week_of(Selection("12weeks", MONDAY, SUNDAY)).days == (MONDAY, SUNDAY)
    friday = Selection("dates", dt.date(2026, 5, 1), dt.date(2026, 6, 12))
    assert brief_data.week_of(friday).days == (MONDAY, SUNDAY)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("BEATBOARD_HOME", str(tmp_path))
    settings.choose("own")
    small = SmallForce(settings.store_path("own"))
    small.load("Arrests", [arrest("C1", "0101")])
    small.store.close()
    yield
    close_store()


def test_a_new_action_and_a_new_note_are_in_the_brief_at_once(own: None) -> None:
    assert brief_data.brief(VIEW).agreed.due == ()
    put("Ring the school")
    assert [one.words for one in brief_data.brief(VIEW).agreed.due] == ["Ring the school"]
