"""The Targets page: what stands, what it would have said, setting a target, and its reason wherever it is shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from metrics import settings
from metrics.problems import problem
from metrics.setting_target import NEVER
from metrics.targets import listed
from metrics.ui import gate, stores
from tests.small_force import MONDAY, SUNDAY, SmallForce
from tests.test_targets import target as row
from tests.ui.conftest import Open, close_store, text_of
from tests.ui.test_pages import charts

WHY = "Wanted suspects (invented)"


def with_targets(path: Path) -> None:
    """A year of arrests of one beat, and its targets."""
    small = SmallForce(path)
    small.load_all_empty(except_for=["Arrests", "Duties"])
    small.load(
        "Duties",
        [
            {"Duty Ref": str(day), "Collar No": "0101", "Start": f"{day} 08:00", "End": f"{day} 16:00"}
            for day in (MONDAY, MONDAY - dt.timedelta(days=7))
        ],
        days=(SUNDAY - dt.timedelta(days=363), SUNDAY),
    )
    arrest = {"Custody Ref": "C1", "Arrested At": f"{MONDAY} 10:00", "Collar No": "0101"}
    small.load("Arrests", [arrest], days=(SUNDAY - dt.timedelta(days=363), SUNDAY))
    small.load(
        "Targets", [row("A1", 4, Rationale=WHY), row("A1", 2, "quarter", "warrants"), row("A2", 1, Rationale="")]
    )
    small.store.close()


@pytest.fixture(params=["targets"])
def state(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A BEATBOARD_HOME whose own store has targets."""
    monkeypatch.setenv("BEATBOARD_HOME", str(tmp_path))
    # AppTest runs a page alone first, and sent back into the frame a click is lost: so it stands without its frame.
    monkeypatch.setattr(gate, "require", lambda: None)
    settings.choose("own")
    with_targets(settings.store_path("own"))
    yield str(request.param)
    close_store()


def widget(app: AppTest, label: str) -> Any:
    """The box with a label."""
    boxes = [*app.selectbox, *app.text_input, *app.text_area, *app.number_input, *app.date_input]
    return next(box for box in boxes if box.label.startswith(label))


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click()
    app.session_state["set-target"] = True  # AppTest knows no expander: its state would be lost with the run
    return app.run()


def filled(app: AppTest, **given: Any) -> AppTest:
    """The form opened and filled in."""
    app.session_state["set-target"] = True
    app.run()
    for label, value in given.items():
        widget(app, label).set_value(value)
    return app


def test_every_kpi_stands_with_its_target_or_with_none(open_page: Open) -> None:
    app = open_page("targets", area="beat:A1")
    text = text_of(app).replace("\N{NO-BREAK SPACE}", " ")
    assert not app.exception
    assert "Alpha has 2 targets of its own." in text
    assert "4 per week" in text
    assert "2 per quarter" in text
    assert WHY in text
    assert "None for Stop-searches" in text


def test_an_area_without_its_own_is_told_how_many_beats_have_one(open_page: Open) -> None:
    text = text_of(open_page("targets")).replace("\N{NO-BREAK SPACE}", " ")
    assert "one in 2 of 3 beats" in text
    assert "sum of 2 beats' targets" in text_of(open_page("targets", area="sector:Corby")).replace(
        "&#x27;", "'"
    ).replace("\N{NO-BREAK SPACE}", " ")


def test_a_target_opens_to_what_it_would_have_said(open_page: Open) -> None:
    app = open_page("targets", area="beat:A1", kpi="arrests:PC")
    assert charts(app) == [
        "Arrests of Alpha, 52 weeks, 9 June 2025 to 7 June 2026: below target 51, around target 1, above target 0 and too "
        "early to say 0."
    ]
    text = text_of(app)
    assert "meets it by luck alone 57 times in 100 and misses it 43 times" in text
    assert "truly 20% under still meets it 40 times in 100" in text
    assert "It can be judged from 1 week on." in text
    assert "3 quarters" in charts(open_page("targets", area="beat:A1", kpi="warrants:PC"))[0]


def test_a_target_is_previewed_then_set_then_shown(open_page: Open) -> None:
    app = filled(open_page("targets", area="beat:A1", kpi="warrants:PC"), Amount=3.0, Owner="Ex Ample (invented)")
    widget(app, "From").set_value(dt.date(2026, 6, 1))
    app = press(app, "Preview")
    text = text_of(app)
    assert "If you set this target" in text
    assert "ends on 31 May 2026" in text
    assert len(charts(app)) == 2
    assert len(listed(stores.store())) == 3, "a preview stores nothing"
    app = press(app, "Set this target")
    assert not app.exception
    assert "Warrants, PCs, Alpha: 3 per quarter is set: load no." in text_of(app)
    assert "If you set this target" not in text_of(app)
    new = next(one for one in listed(stores.store()) if one.set_by == "Ex Ample (invented)")
    assert (new.amount, new.first) == (3, dt.date(2026, 6, 1))
    assert "2 of 2 changed a target" in text_of(app)


def test_cancelled_nothing_is_set(open_page: Open) -> None:
    app = press(filled(open_page("targets", area="beat:A1", kpi="warrants:PC"), Amount=3.0), "Preview")
    app = press(app, "Cancel")
    assert "If you set this target" not in text_of(app)
    assert len(listed(stores.store())) == 3


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"KPI": "arrests", "Rationale": ""}, problem("needs_rationale", "Targets", value="arrests").message),
        ({"KPI": "stop_searches", "Rationale": "x"}, NEVER),
        ({"Type": "Monitored"}, "Monitored means no target"),
        ({"Owner": ""}, "needs an owner"),
    ],
)
def test_what_cannot_be_set_is_said_in_one_sentence(open_page: Open, given: dict[str, Any], said: str) -> None:
    app = press(filled(open_page("targets", area="beat:A1", kpi="warrants:PC"), **{"Owner": "Ex", **given}), "Preview")
    assert not app.exception
    assert said in text_of(app).replace("&#x27;", "'")
    assert "Set this target" not in [button.label for button in app.button]


def test_as_known_before_nothing_can_be_set(open_page: Open) -> None:
    app = open_page("targets", area="beat:A1", known="2026-06-08T23:59")
    assert not app.exception
    assert "Targets are set in what is known now" in text_of(app)


def test_every_change_can_be_opened(open_page: Open) -> None:
    app = open_page("targets")
    app.session_state["open-targets-changes"] = app.session_state["open-targets-loads"] = True
    text = text_of(app.run())
    assert "3 set" in text
    assert "targets.csv" in text
    assert "4 per week, ambition, from 1 January 2026, set by 0901" in text


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("beats", {"kpi": "arrests"}),
        ("beats", {"kpi": "arrests", "area": "beat:A1", "open": "1"}),
        ("team", {"kpi": "arrests", "area": "beat:A1", "officer": "0101", "open": "1"}),
    ],
)
def test_the_reason_stands_wherever_the_target_does(open_page: Open, page: str, address: dict[str, str]) -> None:
    assert WHY in text_of(open_page(page, period="week", to="2026-06-07", **address))


def test_the_reason_of_another_kpi_is_not_shown(open_page: Open) -> None:
    assert WHY not in text_of(open_page("beats", kpi="warrants", period="week", to="2026-06-07"))
