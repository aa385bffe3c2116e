"""What goes into the evidence is what stands on screen, to the last byte of each chart, and stays so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from metrics import settings
from metrics.loading import now
from metrics.peel import binder
from metrics.peel.starting_sets import FRAMEWORK
from metrics.ui import evidence, exhibits, gate, packing, routes, stores
from metrics.ui.exhibits import FIGURE
from metrics.ui.pack_tables import value
from metrics.ui.selection import Selection, of_address
from tests.small_force import SmallForce
from tests.test_notes import note
from tests.ui.conftest import Open, close_store, text_of
from tests.ui.test_asides import ADDRESS, with_asides
from tests.ui.test_notes import box, field

TO = {"to": "2026-11-15"}
KNOWN = {"known": "2026-10-12T09:00+01:00", "to": "2026-10-04"}
VIEWS: list[tuple[str, dict[str, str]]] = [
    (routes.THIS_WEEK, {}),
    (routes.THIS_WEEK, {"area": "sector:Corby", **KNOWN}),
    (routes.TEAM, {"area": "beat:COR2"}),
    (routes.TEAM, {"area": "beat:KET2", "role": "PC", "period": "4weeks"}),
    (routes.OFFICER, {"officer": "9349"}),
    (routes.BEATS, {}),
    (routes.BEATS, {"kpi": "arrests"}),
    (routes.BEATS, {"kpi": "ppn_submissions", "area": "sector:Kettering", **KNOWN}),
    (routes.TIME_IN_PLACE, {"area": "beat:COR2", "kpi": "abstraction", "period": "quarter"}),
    (routes.PROBLEM_SOLVING, {"area": "sector:Corby"}),
    (routes.PROBLEM_SOLVING, {"area": "sector:Kettering", "ref": "OS0159"}),
    (routes.RESIDENTS, {"area": "sector:Corby"}),
    (routes.RESIDENTS, {"area": "beat:NTC3", "period": "4weeks"}),
    (routes.COUNTY, {}),
    (routes.COUNTY, {"kpi": "arrests", "area": "sector:Kettering", **KNOWN}),
    (routes.PRIORITIES, {"area": "sector:Corby"}),
    (routes.PUBLIC, {"area": "lpa:North"}),
    (
        routes.PUBLIC,
        {"area": "publisher:Northamptonshire", "period": "dates", "from": "2021-04-01", "to": "2022-03-31"},
    ),
    (routes.STOP_SEARCH, {"area": "sector:Corby"}),
    (routes.STOP_SEARCH, {"area": "lpa:North", "kpi": "object"}),
    (routes.GUARANTEE, {}),
    (routes.GUARANTEE, {"area": "beat:KET5", **KNOWN}),
    (routes.TARGETS, {"area": "beat:COR2"}),
    (routes.TARGETS, {"area": "sector:Corby", "kpi": "referrals"}),
]
"""Every page that has something to add, each in two or more views."""
BEHIND_A_CLICK = {"rates:PC", "rates:PCSO", "search-fields"}
Drawn = tuple[str, tuple[tuple[str, bytes], ...]]


def drawn_on(app: AppTest) -> list[Drawn]:
    """The charts of a page: what each says, and its data as they were sent."""
    return [
        (element.proto.alt, tuple(sorted((each.name, bytes(each.data.data)) for each in element.proto.datasets)))
        for element in app.get("vega_lite_chart")
    ]


@pytest.mark.parametrize("state", ["sample"], indirect=True)
@pytest.mark.parametrize(("page", "address"), VIEWS, ids=str)
def test_every_chart_of_a_page_is_an_exhibit_with_the_same_data(
    open_page: Open, page: str, address: dict[str, str]
) -> None:
    app = open_page(Path(page).stem, **{**TO, **address})
    assert not app.exception
    view = of_address({**TO, **address})
    found = {name: exhibits.shown(name, view) for name in exhibits.offered(page, view)}
    offered = {
        name: (shown.drawing.alt, tuple(sorted(shown.drawing.arrow.items())))
        for name, shown in found.items()
        if shown and shown.drawing and name not in BEHIND_A_CLICK
    }
    assert offered
    assert sorted(offered.values()) == sorted(drawn_on(app))


FIGURES = [
    {"area": "sector:Corby", "kpi": "arrests"},
    {"area": "beat:COR2", "kpi": "ppn_submissions:PC", "period": "4weeks", **KNOWN},
    {"area": "force:Force", "kpi": "warrants"},
    {"area": "lpa:North", "kpi": "time_in_place"},
]


@pytest.mark.parametrize("state", ["sample"], indirect=True)
@pytest.mark.parametrize("address", FIGURES, ids=str)
def test_a_figure_in_the_evidence_says_what_its_panel_says(open_page: Open, address: dict[str, str]) -> None:
    app = open_page("beats", **{**TO, **address}, open="1")
    view = of_address({**TO, **address, "open": "1"})
    shown = exhibits.shown(FIGURE, view)
    assert shown is not None
    assert shown.drawing is not None
    assert (shown.drawing.alt, tuple(sorted(shown.drawing.arrow.items()))) in drawn_on(app)
    text = text_of(app)
    assert f'<p class="bb-lede">{shown.finding}</p>' in text
    for name, told in shown.sheets[0].frame.itertuples(index=False, name=None):
        words = (
            told.partition(",")[0].lstrip("▲▼●○ ")
            if name.startswith(("Against", "Is ", "Has "))
            else told.split(" ")[0]
        )
        assert words in text, name


@pytest.mark.parametrize("state", ["sample"], indirect=True)
def test_a_persons_figure_keeps_no_totals(open_page: Open) -> None:
    view = of_address({"officer": "9349", "kpi": "arrests", **TO, "open": "1"})
    shown = exhibits.shown(FIGURE, view)
    assert shown is not None
    assert exhibits.shows_people(FIGURE, view)
    assert evidence.frozen(shown, FIGURE, view).rows == ()
    assert open_page("officer", officer="9349").exception == []


@pytest.mark.parametrize(
    ("cell", "plain"),
    [("1,234", 1234), ("−3", -3), ("12.5", 12.5), ("0", 0), ("–", None), ("", None), ("12%", "12%"), ("4 of 11", "4 of 11"),
     ("31 (+2 set aside)", "31 (+2 set aside)"), ("1.2.3", "1.2.3"), ("-", "-"), ("٣", "٣"), ("=1+1", "=1+1")],
)  # fmt: skip
def test_only_what_is_nothing_but_a_number_becomes_one(cell: str, plain: Any) -> None:
    assert value(cell) == plain
    assert type(value(cell)) is type(plain)


QUESTION = FRAMEWORK.of(FRAMEWORK.questions[0])


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallForce]:
    """A small store of the force's own, as pages open it (see test_notes.state)."""
    monkeypatch.setenv("BEATBOARD_HOME", str(tmp_path))
    monkeypatch.setattr(gate, "require", lambda: None)
    settings.choose("own")
    with_asides(settings.store_path("own"))
    yield SmallForce.__new__(SmallForce)
    close_store()


def opened(page: str, **address: str) -> AppTest:
    """A page of that store."""
    app = AppTest.from_file(str(Path(__file__).parents[2] / "dashboard.py"), default_timeout=60)
    for name, told in address.items():
        app.query_params[name] = told
    return app.switch_page(f"pages/{page}.py").run()


PANEL = {"area": "beat:A1", "kpi": "ppn_submissions", "open": "1", **ADDRESS}


@pytest.mark.usefixtures("small")
def test_a_figure_added_in_the_panel_stands_under_its_question_and_later_loads_leave_it_alone() -> None:
    app = box(opened("beats", **PANEL), "evidence-figure-0")
    field(app.selectbox, "evidence-figure-0-question").set_value(QUESTION)
    field(app.text_area, "evidence-figure-0-words").input("<b>Notices</b>")
    field(app.text_input, "evidence-figure-0-by").input("inspector")
    app.session_state["evidence-figure-0"] = True
    field(app.button, "evidence-figure-0-go").click().run()
    assert not app.exception
    (one,) = binder.exhibits(stores.store())
    assert (one.question, one.exhibit, one.words, one.by) == (QUESTION, FIGURE, "<b>Notices</b>", "inspector")
    assert "is in the evidence, as it stands now." in text_of(app)
    before = packing.stands(one, exhibits.shown(FIGURE, packing.view_of(one)), packing.view_of(one))
    assert before.endswith("the same as when it was added.")
    note(SmallForceOf(stores.store()), "beat", "A1", "A fair.")  # type: ignore[arg-type]
    page = opened("peel_evidence", question=QUESTION)
    assert not page.exception
    text = text_of(page)
    assert "&lt;b&gt;Notices&lt;/b&gt;" in text
    assert "the same as when it was added." in text


class SmallForceOf:
    """A clock for notes of a store that is open."""

    def __init__(self, store: Any) -> None:
        self.store, self.clock = store, now()


@pytest.mark.usefixtures("small")
def test_without_a_question_nothing_is_added_and_the_form_says_why() -> None:
    app = box(opened("beats", **PANEL), "evidence-figure-0")
    app.session_state["evidence-figure-0"] = True
    field(app.button, "evidence-figure-0-go").click().run()
    assert "Choose the question that it speaks to." in text_of(app)
    assert binder.exhibits(stores.store()) == ()


@pytest.mark.usefixtures("small")
def test_a_view_with_nothing_loaded_cannot_be_added() -> None:
    view = of_address({"area": "beat:A1", "to": "2020-06-07", "period": "week"})
    with pytest.raises(ValueError, match="nothing to add"):
        evidence.add(view, "abstraction", "Abstraction", QUESTION, "", "inspector")


def test_a_view_comes_back_from_its_address_to_the_microsecond() -> None:
    view = of_address(
        {
            "area": "beat:COR2",
            "officer": "9349",
            "kpi": "arrests",
            "period": "dates",
            "from": "2026-06-01",
            "to": "2026-06-07",
        }
    )
    moment = now()
    exact = Selection(**{**view.__dict__, "known_at": moment})
    assert of_address(exact.params()) == exact
    assert moment.microsecond == 0 or str(moment.microsecond).rstrip("0") in exact.params()["known"]
