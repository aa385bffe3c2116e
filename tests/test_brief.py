"""The weekly brief: its figures are those of `calculate`, its file is safe and fetches nothing, its command answers plainly."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from metrics import actions
from metrics.__main__ import main
from metrics.access import sieves
from metrics.access.parts import Part
from metrics.access.scope import Scope
from metrics.brief import sections
from metrics.brief.brief import Brief, brief
from metrics.brief.local import Raised, Unvisited, unvisited
from metrics.brief.mail import as_html, known_words
from metrics.brief.markup import cut
from metrics.brief.measured import Measure
from metrics.brief.week import Week, week_of
from metrics.calculate import figures, hours
from metrics.companions import companions
from metrics.notes import About, enter_note
from metrics.question import Ask
from metrics.recognition import Grown, Improved
from metrics.recognition_words import LEFT_OUT, NOTHING
from metrics.terms import LONDON, PURPOSE, TEAM, WHOLE_FORCE, Area
from tests.small_force import MONDAY, NEXT_MONDAY, OFFICERS, SUNDAY, WEEK, SmallForce

DRAWN = dt.date(2026, 6, 8)
HOSTILE = "<script src=http://x.example/a.js></script>\"'><img src=x onerror=alert(1)>&amp;"
TEAM_0901 = Area(TEAM, "0901")


@pytest.fixture
def force() -> SmallForce:
    """One week: duties of all, arrests, engagements, a plan that is overdue, a place nobody was at; referrals are missing."""
    small = SmallForce()
    small.load("Targets", [{"Area": "Corby", "KPI": "arrests", "Target": 3}], None, None)
    small.load("Places", [{"Place Code": "P1"}, {"Place Code": "P2", "Beat": "B1"}], None, None)
    plans = [
        {"Plan Ref": "O1", "Title": "Bikes", "Collar No": "0101", "Opened On": "2026-05-04", "Assessment Due": "2026-06-05"},
        {"Plan Ref": "O2", "Title": "Shops", "Collar No": "0102", "Beat": "A2", "Opened On": "2026-05-04",
         "Assessment Due": "2026-06-05", "Assessed On": "2026-06-04"},
        {"Plan Ref": "O3", "Title": "Sheds", "Collar No": "0103", "Beat": "B1", "Opened On": "2026-05-04"},
        {"Plan Ref": "O4", "Title": "Gone", "Collar No": "0101", "Opened On": "2026-05-04", "Stage": "Closed",
         "Stage On": "2026-06-03"},
    ]  # fmt: skip
    small.load("Problem Plans", plans, None, None)
    small.load("Duties", list(duties()))
    small.load("Arrests", [arrest("C1", "0101"), arrest("C2", "0102"), arrest("C3", "0103"), arrest("C4", "9999")])
    engaged = [
        ("0201", "Speeding", "Y"),
        ("0201", "Speeding", "N"),
        ("0101", "No", "Y"),
        ("0102", "", "Y"),
        ("0103", "Noise", "N"),
    ]
    small.load("Engagements", [
        {"Return No": f"E{place}", "Engaged On": SUNDAY, "Collar No": collar, "Priority Raised": raised, "Feedback Given": told}
        for place, (collar, raised, told) in enumerate(engaged)
    ])  # fmt: skip
    small.load_all_empty(except_for=("Duties", "Arrests", "Engagements", "Referrals"))
    return small


def duties() -> Iterator[dict[str, str]]:
    for place, (collar, state, start, end) in enumerate((
        ("0101", "On beat", "08", "16"), ("0101", "Court", "16", "18"), ("0102", "On beat", "08", "12"),
        ("0102", "Response cover", "12", "16"), ("0201", "Tutoring", "08", "10"), ("0103", "On beat", "08", "18"),
    )):  # fmt: skip
        yield {
            "Duty Ref": f"D{place}",
            "Collar No": collar,
            "State": state,
            "Start": f"2026-06-02 {start}:00",
            "End": f"2026-06-02 {end}:00",
        }
    yield {
        "Duty Ref": "D9",
        "Collar No": "0101",
        "State": "Sick",
        "Start": "2026-06-03 08:00",
        "End": "2026-06-03 16:00",
    }


def arrest(ref: str, collar: str) -> dict[str, str]:
    return {"Custody Ref": ref, "Arrested At": "2026-06-02 10:00", "Collar No": collar}


def of(force: SmallForce, area: Area, known_at: dt.datetime | None = None) -> Brief:
    return brief(force.store, area, WEEK, known_at)


def measure(found: Brief, kpi: str) -> Measure:
    return next(one for one in found.measures if one.kpi == kpi)


@pytest.mark.parametrize(
    ("area", "name", "arrests", "rostered", "available", "raised"),
    [
        (WHOLE_FORCE, "Force", 3, 30, 22, (Raised("Speeding", 2, 1), Raised("Noise", 1, 0))),
        (Area("sector", "Corby"), "Corby", 2, 20, 12, (Raised("Speeding", 2, 1),)),
        (Area("lpa", "West"), "West", 1, 10, 10, (Raised("Noise", 1, 0),)),
        (Area("beat", "A2"), "Beta", 1, 8, 4, ()),
        (TEAM_0901, "Team of Dummerly, Inventa", 2, 20, 12, (Raised("Speeding", 2, 1),)),
    ],
)
def test_a_week_counted_by_hand(
    force: SmallForce,
    area: Area,
    name: str,
    arrests: int,
    rostered: float,
    available: float,
    raised: tuple[Raised, ...],
) -> None:
    found = of(force, area)
    assert found.name == name
    assert measure(found, "arrests").value == arrests
    assert (found.hours.rostered, found.hours.available) == (rostered, available)
    assert found.priorities.raised == raised


def test_corby_by_hand(force: SmallForce) -> None:
    found = of(force, Area("sector", "Corby"))
    assert (found.hours.abstraction, found.hours.other_duties, found.hours.absent_days) == (6, 2, 1)
    assert found.hours.reasons == (("Response cover", 4.0), ("Court", 2.0))
    assert (found.priorities.returns, found.priorities.told) == (4, 3)
    assert [(one.ref, one.is_due, one.clock.state) for one in found.plans] == [
        ("O1", True, "overdue"),
        ("O2", False, "on time"),
    ]
    arrests = measure(found, "arrests")
    assert (arrests.said, arrests.target, arrests.average) == ("2 (+1 set aside)", 3.0, None)
    assert [(one.export, one.where) for one in found.gaps.missing] == [
        ("Referrals", "all"),
        ("Watch Schemes", "the list"),
    ]
    assert [(one.export, one.rows, one.fixed_by) for one in found.gaps.asides] == [
        ("Arrests", 1, "whoever keeps the Officers list")
    ]


@pytest.mark.parametrize("area", [WHOLE_FORCE, Area("sector", "Corby"), Area("beat", "A1"), TEAM_0901])
def test_every_figure_is_that_of_calculate(force: SmallForce, area: Area) -> None:
    found = of(force, area)
    names = tuple(one.kpi for one in found.measures)
    frame = figures(force.store, Ask(names, area.level, (WEEK,), within=area)).set_index("kpi")
    assert len(frame) == len(names)
    for one in found.measures:
        told = frame.loc[one.kpi]
        assert (one.value is None) == (told["value"] != told["value"])
        assert one.value is None or one.value == told["value"]
        assert one.target is None or one.target == told["target"]
    spent = hours(force.store, area.level, (WEEK,), within=area).iloc[0]
    assert found.hours.rostered == spent["rostered"]
    assert found.hours.absent_days == spent["absent_days"]
    beside = {one.label: one for one in companions(force.store, "engagement_returns", area.level, *WEEK, within=area)}
    assert beside["Feedback given"].n == found.priorities.returns
    assert beside["Feedback given"].number * beside["Feedback given"].n == found.priorities.told
    assert beside["Priorities raised"].number == sum(one.returns for one in found.priorities.raised)


def test_dedicated_places_that_nobody_was_at(force: SmallForce) -> None:
    week = Week(Area("sector", "Corby"), WEEK)
    assert unvisited(force.store, week) == (Unvisited("Market square", "Alpha", None),)
    there = {"Duty Ref": "D8", "Collar No": "0101", "State": "Hotspot patrol", "Place Code": "P1", "Start": "2026-06-04 08:00",
             "End": "2026-06-04 09:00"}  # fmt: skip
    force.load("Duties", [*duties(), there])
    assert unvisited(force.store, week) == ()


def test_actions_of_meetings_are_told_and_of_one_to_ones_only_counted(force: SmallForce) -> None:
    at, due = NEXT_MONDAY, dt.date(2026, 6, 10)
    for key, agreed_in, words in (
        (("sector", "Corby"), "meeting", "Ring the school"), (("sector", "Corby"), "PEEL evidence", "Write it up"),
        (("officer", "0101"), "one-to-one", "A secret talk"), (("officer", "0103"), "one-to-one", "Another secret"),
        (("sector", "Daventry"), "meeting", "Not ours"),
    ):  # fmt: skip
        actions.agree(force.store, key, agreed_in, words, "Sergeant", due, "test", at)  # type: ignore[arg-type]
    actions.agree(force.store, ("sector", "Corby"), "meeting", "Later", "Sergeant", dt.date(2026, 7, 1), "test", at)
    found = of(force, Area("sector", "Corby"))
    assert [one.words for one in found.agreed.due] == ["Ring the school"]
    assert found.agreed.private == 1
    page = as_html(found, DRAWN)
    assert "Ring the school (Sergeant, by 10 June 2026)" in page
    assert "1 of one-to-ones is due: between the two who agreed." in page
    assert "secret" not in page
    assert of(force, Area("sector", "Corby"), at - dt.timedelta(days=1)).agreed.due == ()


def test_before_the_lists_were_known_it_says_so(force: SmallForce) -> None:
    found = of(force, Area("sector", "Corby"), NEXT_MONDAY - dt.timedelta(days=1))
    assert found.measures == ()
    assert "The lists known then hold no such area or team." in as_html(found, DRAWN)


def test_people_are_named_and_no_figure_of_theirs_is_told(force: SmallForce, monkeypatch: pytest.MonkeyPatch) -> None:
    """The store is too small for luck to be told: what `recognition` found is given."""
    grown = Grown(
        (
            Improved("0201", "engagement_returns:PCSO", 12345, 20, 1.5),
            Improved("0201", "ppn_submissions:PCSO", 9, 2, 1),
        ),
        40,
        WEEK,
    )
    monkeypatch.setattr("metrics.recognition.improved", lambda *_: grown)
    enter_note(force.store, About("officer", "0101"), "Uncounted work", "Ran the fair", "sergeant", NEXT_MONDAY)
    enter_note(force.store, About("officer", "0103"), "Uncounted work", "Elsewhere", "sergeant", NEXT_MONDAY)
    enter_note(force.store, About("officer", "0101"), "Context", "In court", "sergeant", NEXT_MONDAY)
    found = of(force, Area("sector", "Corby"))
    assert found.thanks.people == (("PCSO Inventa Mockridge", "engagement returns and PPN submissions"),)
    assert found.thanks.uncounted == ("Ran the fair (sergeant)",)
    page = as_html(found, DRAWN)
    assert "More than luck explains: PCSO Inventa Mockridge (engagement returns and PPN submissions)." in page
    assert "one in ten is luck on average" in page
    assert "12,345" not in page


def test_what_was_known_then(force: SmallForce) -> None:
    before = force.clock + dt.timedelta(minutes=1)
    force.load("Arrests", [arrest(f"C{number}", "0101") for number in range(9)], at=before + dt.timedelta(hours=1))
    assert measure(of(force, WHOLE_FORCE), "arrests").value == 9
    assert measure(of(force, WHOLE_FORCE, before), "arrests").value == 3


@pytest.mark.parametrize("lists", [False, True])
def test_with_nothing_loaded_it_says_so(lists: bool) -> None:
    found = brief(SmallForce(lists=lists).store, WHOLE_FORCE, WEEK)
    page = as_html(found, DRAWN)
    assert found.hours.rostered is None
    assert all(one.value is None for one in found.measures)
    assert "Duties are not loaded for this week: where the hours went is not known." in page
    assert "Engagements are not loaded for this week." in page


class Reader(HTMLParser):
    """What a page consists of."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words.append(data)


def hostile(force: SmallForce) -> Brief:
    """Names, priorities, titles, notes and actions that would act if they were let."""
    renamed = [{**one, "Surname": HOSTILE} if one["Collar No"] == "0901" else one for one in OFFICERS]
    force.load("Officers", renamed, None, None)
    plan = {
        "Plan Ref": "O1",
        "Title": HOSTILE,
        "Collar No": "0101",
        "Opened On": "2026-05-04",
        "Assessment Due": "2026-06-05",
    }
    force.load("Problem Plans", [plan], None, None, confirm=True)
    engaged = {"Return No": "E1", "Engaged On": "2026-06-06", "Collar No": "0201", "Priority Raised": HOSTILE}
    force.load("Engagements", [engaged], confirm=True)
    enter_note(force.store, About("officer", "0101"), "Uncounted work", HOSTILE, HOSTILE[:90], NEXT_MONDAY)
    actions.agree(
        force.store, (TEAM, "0901"), "meeting", HOSTILE, HOSTILE[:90], dt.date(2026, 6, 9), "test", NEXT_MONDAY
    )
    return of(force, TEAM_0901)


def test_the_file_is_self_contained_and_nothing_in_it_can_act(force: SmallForce) -> None:
    found = Reader(as_html(hostile(force), DRAWN))
    assert not found.open
    assert set(found.tags) <= {
        "html", "head", "meta", "title", "style", "body", "table", "thead", "tbody", "tr", "th", "td", "h1", "h2", "p",
        "span", "b",
    }  # fmt: skip
    names = {name for name, _ in found.attributes}
    assert not names & {"src", "href", "background", "srcset"}
    assert not [name for name in names if name.startswith("on")]
    assert not [value for _, value in found.attributes if "http" in value or "url(" in value]
    said = " ".join(found.words)
    assert said.count(HOSTILE[:20]) >= 5
    assert ("lang", "en-GB") in found.attributes
    assert found.tags.count("h1") == 1
    assert found.tags.count("title") == 1


def test_the_page_says_its_marking_days_and_purpose_in_the_order_good_work_first(force: SmallForce) -> None:
    page = as_html(of(force, Area("sector", "Corby")), DRAWN)
    assert "@page{size:A4 portrait" in page
    assert "OFFICIAL-SENSITIVE" in page
    assert "1 to 7 June 2026, week 23 · as known on 8 June 2026, when this was drawn" in page
    words = "".join(Reader(page).words)
    parts = [
        "Corby: week to 7 June 2026",
        "Weekly exports 8 of 9 · lists 5 of 6 · missing: Referrals (all), Watch Schemes (list).",
        "Worth recognising", "More than luck", "Where the hours went", "Figures of the week", "Priorities that residents raised",
        "OSARA plans due", "Actions due", "Data to put right", PURPOSE,
    ]  # fmt: skip
    places = [words.index(part) for part in parts]
    assert places == sorted(places)


@pytest.mark.parametrize("text", ["2026-06-01", "2026-06-07", "2026-W23", "2026w23", " 2026-W23 "])
def test_a_week_is_its_monday_its_sunday_or_its_number(text: str) -> None:
    assert week_of(text) == (MONDAY, SUNDAY)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-06-03", "3 June 2026 is a Wednesday, and a week runs from Monday to Sunday."),
        ("2026-W54", "There is no week 2026-W54."),
        ("last", "'last' is not a week."),
    ],
)
def test_what_is_no_week_is_said(text: str, said: str) -> None:
    with pytest.raises(ValueError, match="Give its Monday or its Sunday, or write it as 2026-W46") as told:
        week_of(text)
    assert str(told.value).startswith(said)


def test_a_year_of_53_weeks_has_its_last() -> None:
    assert week_of("2026-W53") == (dt.date(2026, 12, 28), dt.date(2027, 1, 3))


def test_known_when_is_said_on_our_clocks() -> None:
    assert known_words(dt.datetime(2026, 6, 8, 8, tzinfo=dt.UTC), DRAWN) == "as known on 8 June 2026 at 09:00"
    assert known_words(dt.datetime(2026, 6, 8, 9, tzinfo=LONDON), DRAWN) == "as known on 8 June 2026 at 09:00"
    assert known_words(None, DRAWN) == "as known on 8 June 2026, when this was drawn"


def test_a_long_line_is_cut() -> None:
    assert cut("Burglary", 8) == "Burglary"
    assert cut("Burglary of sheds", 10) == "Burglary…"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    small = SmallForce(tmp_path / "s.duckdb")
    small.load("Arrests", [arrest("C1", "0101")])
    small.store.close()
    return tmp_path / "s.duckdb"


@pytest.mark.parametrize("area", ["Corby", "sector:Corby", "a1", "Force", "team:0901"])
def test_the_command_writes_a_file_or_to_standard_output(
    path: Path, capsys: pytest.CaptureFixture[str], area: str
) -> None:
    asked = ["brief", "--area", area, "--week", "2026-W23", "--store", str(path)]
    assert main(asked) == 0
    page = capsys.readouterr().out
    assert page.startswith("<!DOCTYPE html>")
    written = path.parent / "brief.html"
    assert main([*asked, "--output", str(written)]) == 0
    assert written.read_text("utf-8") == page
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("changed", "code", "said"),
    [
        (
            {"--area": "Nowhere"},
            2,
            "'Nowhere' is not an area of the Beats list: use Force, an LPA, a sector or a beat code",
        ),
        ({"--area": "team:0101"}, 2, "Nobody is led by collar number 0101, as the Officers list is known."),
        ({"--area": "publisher:Kent"}, 2, "'publisher:Kent' is a force whose rows are published"),
        ({"--week": "2026-06-02"}, 2, "2 June 2026 is a Tuesday"),
        ({"--known-at": "noon"}, 2, "'noon' is not a time"),
        (
            {"--output": "/nowhere/brief.html"},
            2,
            "The file /nowhere/brief.html cannot be written: No such file or directory.",
        ),
        ({"--store": "/nowhere/s.duckdb"}, 3, "There is no store at /nowhere/s.duckdb."),
    ],
)
def test_what_cannot_be_written_is_one_sentence(
    path: Path, capsys: pytest.CaptureFixture[str], changed: dict[str, str], code: int, said: str
) -> None:
    asked = {"--area": "Corby", "--week": "2026-W23", "--store": str(path)} | changed
    assert main(["brief", *(part for pair in asked.items() for part in pair)]) == code
    told = capsys.readouterr().err
    assert told.startswith(said)
    assert told.count("\n") == 1


def test_a_name_on_two_levels_wants_its_level(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small = SmallForce(tmp_path / "s.duckdb", lists=False)
    small.load("Beats", [{"LPA": "North", "Sector": "North", "Beat": "A1", "Beat Name": "Alpha"}], None, None)
    small.store.close()
    asked = ["brief", "--week", "2026-W23", "--store", str(tmp_path / "s.duckdb"), "--area"]
    assert main([*asked, "North"]) == 2
    assert "write it as sector:North" in capsys.readouterr().err
    assert main([*asked, "sector:North"]) == 0


def test_the_room_needs_no_streamlit() -> None:
    loaded = "import sys, metrics.brief.mail, metrics.brief.brief; print({'streamlit', 'altair'} & set(sys.modules))"
    assert (
        subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True).stdout == "set()\n"
    )


def test_that_people_are_left_out_is_said_and_not_that_there_is_nothing(force: SmallForce) -> None:
    """In the days in which people are ahead of their supervisors, and of an area of which only some are one's own."""
    early = Scope("s", "s", "0901", (Part("sergeant", "team", "0901"),), dt.date.min, force.store)
    whole = brief(force.store, WHOLE_FORCE, WEEK)
    found = sieves.BRIEF.answer(early, {"area": WHOLE_FORCE, "days": WEEK}, lambda: whole)
    told = sections.recognised(found.thanks) + sections.actions(found.agreed)
    assert LEFT_OUT in told and sections.ACTIONS_LEFT_OUT in told
    assert NOTHING not in told and "None of a meeting" not in told
    told = sections.recognised(whole.thanks) + sections.actions(whole.agreed)
    assert LEFT_OUT not in told and NOTHING in told and "None of a meeting" in told


def test_two_briefs_of_the_same_state_are_equal(force: SmallForce) -> None:
    first, second = (of(force, TEAM_0901) for _ in range(2))
    assert first == second
    assert as_html(first, DRAWN) == as_html(replace(second), DRAWN)
