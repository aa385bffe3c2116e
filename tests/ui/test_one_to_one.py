"""The one-to-one on its page, on This week and in Word: held, written by both, acknowledged, and never a verdict on a person."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from streamlit.testing.v1 import AppTest

from metrics import settings
from metrics.actions import actions, agree
from metrics.charts.words import SHARE_WORDS
from metrics.loading import now
from metrics.notes import PEOPLE, About, enter_note
from metrics.one_to_one.kept import CLOSED, EVERY, OneToOne, hold, one_to_ones, say
from metrics.one_to_one.prompts import PROMPTS, STUDENT_PROMPTS
from metrics.one_to_one.sheet import Sheet, from_json
from metrics.store.files import StoreFiles
from metrics.terms import CHECK_THE_RECORD, NOT_LOADED, PARTLY_LOADED, TEAM, VERDICT_WORDS
from metrics.ui import gate, one_to_one, one_to_one_sheet, people, stores
from metrics.ui.safe import label
from metrics.ui.selection import Selection
from tests.small_force import MONDAY, OFFICERS, SUNDAY, SmallForce
from tests.ui.conftest import Open, close_store, own_copy, text_of
from tests.ui.test_notes import box, field, send
from tests.ui.test_words import NEVER, words_of

WEEK = {"period": "week", "to": "2026-06-07"}
MINE = {"officer": "0101", **WEEK}
OFFICER, SERGEANT = "Exampleby, I", "sergeant"
RECORD_WORDS = {CHECK_THE_RECORD, NOT_LOADED, PARTLY_LOADED}
STUDENT = "0102"


def with_work(path: Path) -> None:
    """A week with every export: five searches, two plans and a shift of 0101; 0102 is a student officer; a PCSO's return."""
    small = SmallForce(path, lists=False)
    small.load(
        "Beats", [{"LPA": "North", "Sector": "Corby", "Beat": beat, "Beat Name": beat} for beat in ("A1", "A2", "B1")]
    )
    small.load("Officers", [one | {"Student Officer": "Y" if one["Collar No"] == STUDENT else "N"} for one in OFFICERS])
    small.load_all_empty(except_for=["Stop Searches", "Duties", "Engagements", "Arrests"])
    duties = [{"Duty Ref": f"D{n}", "Collar No": collar, "Start": f"2026-06-0{n + 1} 08:00", "End": f"2026-06-0{n + 1} 16:00"}
              for n, collar in enumerate(["0101", "0101", "0102", "0201"])]  # fmt: skip
    adjusted = {"Duty Ref": "D9", "Collar No": "0101", "Start": "2026-06-05 08:00", "End": "2026-06-05 16:00"}
    sick = adjusted | {"Duty Ref": "D10", "Start": "2026-06-06 08:00", "End": "2026-06-06 16:00", "State": "Sick"}
    small.load("Duties", [*duties, adjusted | {"State": "Adjusted duties"}, sick])
    small.load("Stop Searches", [search(f"S{number}", reviewed=number == 1) for number in range(1, 6)])
    small.load("Arrests", [{"Custody Ref": "C1", "Arrested At": f"{MONDAY} 11:00", "Collar No": "0101"}])
    small.load("Engagements", [{"Return No": "E1", "Engaged On": "2026-06-05", "Collar No": "0201"}])
    small.load("Targets", [{"Area": "A1", "KPI": "ppn_submissions", "Target": 7}])
    due = {"Collar No": "0101", "Opened On": "2026-03-02", "Stage On": "2026-03-09"}
    small.load("Problem Plans", [{"Plan Ref": "O1", "Assessment Due": "2026-06-01", **due}, {"Plan Ref": "O2", **due}])
    small.store.close()


def search(ref: str, reviewed: bool = False) -> dict[str, str]:
    row = {"Search Ref": ref, "Searched At": f"{MONDAY} 15:00", "Collar No": "0101"}
    return row | ({"Grounds Reviewed By": "0901", "Grounds Reviewed On": str(MONDAY)} if reviewed else {})


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> StoreFiles:
    """The small store, loaded once; each test has a copy."""
    path = tmp_path_factory.mktemp("built") / "built.duckdb"
    with_work(path)
    return StoreFiles(path)


@pytest.fixture(autouse=True)
def state(built: StoreFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Pages that stand without their frame (see tests/ui/test_notes.py)."""
    monkeypatch.setattr(gate, "require", lambda: None)
    with own_copy(built, tmp_path, monkeypatch):
        yield "own"


def view_of(collar: str) -> tuple[Selection, people.Person]:
    view = Selection("week", MONDAY, SUNDAY, officer=collar)
    person = people.chosen(view)
    assert person is not None
    return view, person


def sheet_of(collar: str) -> Sheet:
    return one_to_one_sheet.made(*view_of(collar))


def held(collar: str = "0101", due_in: int = 42) -> OneToOne:
    """A one-to-one held today, by the sergeant."""
    today = now().date()
    number = hold(stores.store(), sheet_of(collar), today, today + dt.timedelta(days=due_in), SERGEANT, now())
    return next(one for one in one_to_ones(stores.store()) if one.number == number)


def put(words: str, due_in: int, key: tuple[str, str] = (PEOPLE, "0101"), agreed_in: str = "one-to-one") -> None:
    due = now().date() + dt.timedelta(days=due_in)
    agree(stores.store(), key, agreed_in, words, "somebody", due, SERGEANT, now())  # type: ignore[arg-type]


def said_in(book: bytes) -> str:
    """Every word of a document."""
    document = Document(io.BytesIO(book))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_the_officer_page_leads_to_the_sheet_and_it_begins_with_the_person(open_page: Open) -> None:
    app = open_page("officer", **MINE)
    assert label(f"One-to-one with {OFFICER}") in [link.proto.label for link in app.get("page_link")]
    assert "none is held yet" in text_of(app)
    words = text_of(open_page("one_to_one", **MINE))
    order = [
        PROMPTS[0], "Recognition", "Context", "What was done", "Stop-searches to look at together", "Plans and returns",
        "The officer&#x27;s own words", "The supervisor&#x27;s notes", "Agreed actions", "Acknowledged by both",
    ]  # fmt: skip
    places = [words.index(part) for part in order]
    assert places == sorted(places)


def test_the_sheet_shows_what_was_done_with_hours_share_and_companions(open_page: Open) -> None:
    sheet = sheet_of("0101")
    done = {one.label: one for one in sheet.measures}
    assert done["Arrests"].done == "1 arrest in 16 available hours"
    assert done["PPN submissions"].done == "0 notices in 16 available hours"
    assert done["Stop-searches"].beside.endswith("Grounds reviewed: 1 of 5 (too few for a rate)")
    # 7 a week over the usual 3 x 28 hours of PCs and PCSOs posted to the beat; 16 hours of them were available.
    assert float(done["PPN submissions"].share) == pytest.approx(7 / 56 * 16, abs=0.05)
    assert sheet.context[1:] == (
        ("Available", "16 hours"), ("Rostered", "24 hours"), ("Abstracted", "0 hours"), ("Other duties", "8 hours"),
        ("Absence", "1 day"),
    )  # fmt: skip
    assert sheet.due == (
        "Plan O1, Nuisance bikes (response): overdue by 6 days.",
        "Plan O2, Nuisance bikes (response): nobody has set a day.",
    )
    assert SHARE_WORDS.replace("'", "&#x27;") in text_of(open_page("one_to_one", **MINE))
    assert sheet_of("0201").due == ("Last engagement return: 5 June 2026, 2 days before the end of the period.",)


def test_the_draw_leaves_out_the_reviewed_and_links_to_the_record(open_page: Open) -> None:
    drawn = sheet_of("0101").drawn
    assert len(drawn) == 3
    assert all(not one.reviewed and one.ref != "S1" for one in drawn)
    links = [(link.proto.label, link.proto.query_string) for link in open_page("one_to_one", **MINE).get("page_link")]
    assert {one.ref for one in drawn} == {found[1] for _, query in links if (found := re.search(r"\bref=(S\d)", query))}
    assert sheet_of("0201").searches is None, "a PCSO has no such power"


def test_no_verdict_word_is_said_of_a_person(open_page: Open) -> None:
    sheet = sheet_of("0101")
    mine = " ".join([*(f"{one.done} {one.share} {one.rate}" for one in sheet.measures), *sheet.recognition, *sheet.due])
    assert [word for word in VERDICT_WORDS - RECORD_WORDS if word in mine] == []
    assert any(word in one.team for one in sheet.measures for word in VERDICT_WORDS), (
        "the beat's stands, under its name"
    )


def test_a_student_officers_sheet_compares_with_nothing(open_page: Open) -> None:
    sheet = sheet_of(STUDENT)
    assert sheet.student
    assert {(one.share, one.rate, one.team) for one in sheet.measures} == {("", "", "")}
    assert sheet.prompts == (*PROMPTS, *STUDENT_PROMPTS)
    assert ("Training", "0 hours") in sheet.context
    page = text_of(open_page("one_to_one", **{**MINE, "officer": STUDENT}))
    book = said_in(one_to_one.in_word(view_of(STUDENT)[0], sheet, None))
    for words in (page, book):
        assert "development view" in words
        assert not [
            one for one in ("Fair share", "Rate per 100", "as a whole", "interval", "too few", "% (") if one in words
        ]


def test_never_why_somebody_was_away_and_no_word_that_may_not_be_said(open_page: Open) -> None:
    for collar in ("0101", STUDENT, "0201", "0901"):
        view, _ = view_of(collar)
        page = words_of(open_page("one_to_one", **{**MINE, "officer": collar}))
        book = said_in(one_to_one.in_word(view, sheet_of(collar), None))
        for words in (page, book):
            assert [found.group() for found in NEVER.finditer(words)] == []
            assert not re.search(r"\b(sick|adjusted duties \d|score:|leave)\b", words, re.IGNORECASE)


def test_held_written_by_both_agreed_and_acknowledged_then_closed(open_page: Open) -> None:
    app = box(open_page("one_to_one", **MINE), "hold-0")
    field(app.text_input, "hold-0-by").input(SERGEANT)
    app = send(app, "hold-0-keep", "hold-0")
    (one,) = one_to_ones(stores.store())
    assert (one.by, one.next_due - one.held_on) == (SERGEANT, EVERY)
    assert app.query_params["ref"] in (str(one.number), [str(one.number)])
    assert "Its figures stand as they were then" in text_of(app)
    app = box(app, "words-officer-1")
    field(app.text_area, "words-officer").input("More <time> for *schools*")
    field(app.text_input, "words-officer").input(SERGEANT)
    app = send(app, "words-officer-1-keep", "words-officer-1")
    assert "This side is the officer&#x27;s own" in text_of(app)
    field(app.text_input, "words-officer").input(OFFICER)
    app = send(app, "words-officer-1-keep", "words-officer-1")
    assert "More &lt;time&gt; for *schools*" in text_of(app)
    app = box(app, "action-sheet-2")
    field(app.text_area, "action-words").input("Ask for the course")
    app = send(app, "action-keep", "action-sheet-2")
    assert [(each.key, each.agreed_in, each.owner) for each in actions(stores.store())] == [
        ((PEOPLE, "0101"), "one-to-one", OFFICER)
    ]
    for side in ("officer", "supervisor"):
        key = f"seen-{side}-{one_to_ones(stores.store())[0].stands[:12]}"
        app = send(box(app, key), f"{key}-keep", key)
    assert one_to_ones(stores.store())[0].closed_at is not None
    assert CLOSED in text_of(app)
    assert not [each.label for each in app.expander if "Write" in each.label or "Acknowledge" in each.label]
    following = open_page("one_to_one", **MINE)
    assert "Ask for the course (Exampleby, I): due" in text_of(following), "the next sheet carries it on"
    assert "An action is done, put off or dropped" in [each.label for each in following.expander]
    assert "acknowledged by both" in str([link.proto.label for link in following.get("page_link")])


def test_words_added_meanwhile_are_shown_before_anybody_acknowledges_them(open_page: Open) -> None:
    one = held()
    app = box(open_page("one_to_one", **MINE, ref=str(one.number)), f"seen-officer-{one.stands[:12]}")
    say(stores.store(), one.number, "supervisor", "added meanwhile", SERGEANT, now())
    field(app.button, "seen-officer").click().run()
    assert one_to_ones(stores.store())[0].seen == ()
    assert "added meanwhile" in text_of(app)


def test_every_version_of_words_opens_and_another_cannot_change_them(open_page: Open) -> None:
    one = held()
    for words in ("as first written", "as it stands"):
        say(stores.store(), one.number, "officer", words, OFFICER, now())
    app = open_page("one_to_one", **MINE, ref=str(one.number))
    assert "as first written" not in text_of(app)
    assert "as first written" in text_of(box(app, "versions-officer"))
    app = box(app, "words-officer-0")
    assert field(app.text_input, "words-officer").value == OFFICER
    field(app.text_input, "words-officer").input("Sampleson, I")
    app = send(app, "words-officer-0-keep", "words-officer-0")
    assert "nobody can change another&#x27;s words" in text_of(app)
    assert len(one_to_ones(stores.store())[0].versions) == 2


def test_a_held_sheet_keeps_its_figures_when_a_correction_comes(open_page: Open) -> None:
    one = held()
    before = from_json(one.sheet)
    close_store()
    small = SmallForce(settings.store_path("own"), lists=False)
    small.load("Arrests", [], at=now() + dt.timedelta(minutes=1))
    small.load("Stop Searches", [search("S9")], at=now() + dt.timedelta(minutes=2))
    small.store.close()
    after = sheet_of("0101")
    assert (before.measures[0].done, after.measures[0].done) == (
        "1 arrest in 16 available hours", "0 arrests in 16 available hours",
    )  # fmt: skip
    assert from_json(one_to_ones(stores.store())[0].sheet) == before
    words = text_of(open_page("one_to_one", **MINE, ref=str(one.number)))
    assert "1 arrest in 16 available hours" in words
    assert "S9" not in words


def test_the_officers_copy_is_the_supervisors_to_the_byte(open_page: Open) -> None:
    view, _ = view_of("0101")
    sheet = sheet_of("0101")
    blank = one_to_one.in_word(view, sheet, None)
    assert one_to_one.in_word(view, sheet, None) == blank
    one = held()
    say(stores.store(), one.number, "officer", "first words", OFFICER, now())
    say(stores.store(), one.number, "officer", "second words\nand a line", OFFICER, now())
    put("Ask for the course", -1)
    (one,) = one_to_ones(stores.store())
    book = one_to_one.in_word(view, from_json(one.sheet), one)
    assert one_to_one.in_word(replace(view, area=view.area, ref=str(one.number)), from_json(one.sheet), one) == book
    words = said_in(book)
    for part in (
        *PROMPTS,
        "first words",
        "second words",
        "and a line",
        "Ask for the course (somebody): due",
        "not acknowledged",
    ):
        assert part in words
    assert "overdue" not in words.partition("Agreed actions")[2], (
        "it does not change with the day on which it is printed"
    )
    assert len([download.proto.label for download in open_page("one_to_one", **MINE).get("download_button")]) == 1


def test_as_known_then_shows_what_was_held_then_and_takes_nothing(open_page: Open) -> None:
    one = held()
    later = (now() + dt.timedelta(minutes=1)).isoformat(timespec="minutes")
    app = open_page("one_to_one", **MINE, ref=str(one.number), known=later)
    assert "Its figures stand as they were then" in text_of(app)
    assert [box.label for box in app.expander if "as known on" not in box.label] == []
    then = open_page("one_to_one", **MINE, ref=str(one.number), known="2026-06-08T23:00")
    assert f"There is no one-to-one no. {one.number} of this person as known" in text_of(then)


def test_uncounted_work_is_recognised() -> None:
    enter_note(stores.store(), About(PEOPLE, "0101"), "Uncounted work", "the school fair", SERGEANT, now())
    assert "Uncounted work: the school fair (sergeant)" in sheet_of("0101").recognition


def week_words(open_page: Open, area: str, opened: bool = True) -> str:
    app = open_page("this_week", to="2026-06-07", area=area)
    if opened:
        for key in ("one-to-ones", "actions-due"):
            app.session_state[key] = True
        app.run()
    assert not app.exception
    return text_of(app).partition("Actions due")[2].partition("Loaded and missing")[0]


def test_this_week_shows_a_team_its_actions_and_an_area_only_how_many(open_page: Open) -> None:
    held("0101", due_in=3)
    put("Ask for the course", 2)
    put("Visit the <school>", -1)
    put("In a month", 30)
    put("Of another team", 1, (PEOPLE, "0103"))
    put("Agreed by the team", 1, (TEAM, "0901"), "meeting")
    put("Agreed by the sector", 1, ("sector", "Corby"), "meeting")
    put("Late since the meeting", -2, (TEAM, "0901"), "meeting")
    team = week_words(open_page, "team:0901")
    lines = [team.index(part) for part in ("Visit the &lt;school&gt;", "Agreed by the team", "Ask for the course")]
    assert lines == sorted(lines)
    assert re.search(
        r'<a href="one_to_one\?[^"]*officer=0101[^"]*"[^>]*>Exampleby, Inventa</a>: Ask for the course', team
    )
    assert "In a month" not in team
    assert "Of another team" not in team
    assert "Agreed by the sector" not in team
    for area in ("sector:Corby", "lpa:North", "force:Force", "beat:A1"):
        words = week_words(open_page, area)
        for content in (
            "Ask for",
            "school",
            "another team",
            "Agreed by the team",
            "Late since",
            "Exampleby",
            "Sampleson",
            "somebody (",
            SERGEANT,
        ):
            assert content not in words, (area, content)
        assert ("Agreed by the sector" in words) == (area == "sector:Corby")
        inside = 2 if area in ("sector:Corby", "beat:A1") else 3
        assert f"Actions from meetings of the areas and teams in it: {inside} open, 1 overdue." in words
        assert "Team of Dummerly, Inventa" in words


def test_coverage_by_team_is_numbers_in_the_order_of_names(open_page: Open) -> None:
    held("0101", due_in=3)
    put("Ask for the course", -1)
    words = week_words(open_page, "sector:Corby")
    assert (
        "1 of 4 people had one in the last 6 weeks; 1 due within 7 days, 3 overdue. Actions from them: 1 open, 1 overdue."
        in words
    )
    rows = [re.sub(r"<[^>]+>", "|", row) for row in re.findall(r"<tr>.*?</tr>", words)]
    assert [[cell for cell in row.split("|") if cell] for row in rows[1:]] == [
        ["Team of Dummerly, Inventa", "3", "1", "1", "2", "1", "1"], ["No supervisor named", "1", "0", "0", "1", "0", "0"],
    ]  # fmt: skip


def test_of_more_than_five_actions_the_rest_are_a_click_away(open_page: Open) -> None:
    for number in range(7):
        put(f"action-{number}", number - 3)
    shown = week_words(open_page, "team:0901", opened=False)
    assert [number for number in range(7) if f"action-{number}" in shown] == [0, 1, 2, 3, 4]
    assert all(f"action-{number}" in week_words(open_page, "team:0901") for number in range(7))


def changed(open_page: Open, what: str, proof: str = "") -> AppTest:
    app = box(open_page("one_to_one", **MINE), "change-next-0")
    (one,) = actions(stores.store())
    field(app.selectbox, "change-which").set_value(one.number)
    field(app.radio, "change-what").set_value(what)
    field(app.text_input, "change-proof").input(proof)
    return send(app, "change-keep", "change-next-0")


def test_an_action_is_done_put_off_or_dropped_from_the_sheet(open_page: Open) -> None:
    put("Ask for the course", 1)
    app = changed(open_page, "Done")
    assert "Write what shows that it is done" in text_of(app)
    changed(open_page, "Put off to another day")
    (one,) = actions(stores.store())
    assert one.due == now().date() + dt.timedelta(days=14)
    changed(open_page, "Done", "Certificate")
    (one,) = actions(stores.store())
    assert (one.state, one.proof) == ("done", "Certificate")


def test_of_two_open_sheets_the_later_takes_actions(open_page: Open) -> None:
    first, second = held().number, held().number
    labels = {
        number: [each.label for each in open_page("one_to_one", **MINE, ref=str(number)).expander]
        for number in (first, second)
    }
    assert "Agree an action" in labels[second]
    assert "Agree an action" not in labels[first]
    assert "Write the supervisor's notes" in labels[first], "words may still be added to it"
