"""Served: nobody's figures leave the server without a line of the look-up log; without the log, without the purpose accepted or
without a reason where one is needed, none do."""

from __future__ import annotations

import datetime as dt
import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from metrics import configuration, settings, terms
from metrics.access import purpose, reasons
from metrics.access.look_checks import prove
from metrics.access.lookups import lines_of, log_of, parts
from metrics.access.table import give
from metrics.loading import now
from metrics.ui import look_up_log, remembering, stores
from tests.looking import EMAILS, people_in, words_of
from tests.served import signed_in
from tests.small_force import BEATS, SmallForce
from tests.test_look_ups import look, looked
from tests.ui.conftest import close_store, text_of

VIEW = {"period": "week", "to": "2026-06-07"}
INSPECTOR = {"Collar No": "0801", "Surname": "Placeholder", "Role": "Insp", "Beat": "A1"}
NOBODY_IS_SHOWN = "Nothing about people can be shown, because the look-up log cannot be written"
CONFIG = "[access]\nofficers_first_days = 0\nadministrators = ['auditor@force.example']\n[look_ups]\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the small force, an inspector in it, and a week of arrests and duties."""
    home = tmp_path_factory.mktemp("built")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BEATBOARD_HOME", str(home))
        settings.choose("own")
        small = SmallForce(settings.store_path("own"), lists=False)
        small.load("Beats", BEATS)
        small.load("Officers", [*EMAILS, {**INSPECTOR, "Email": "0801@force.example"}])
        arrests = [
            {"Custody Ref": f"C{n}", "Arrested At": f"2026-06-0{1 + n} 10:00", "Collar No": one}
            for n, one in enumerate(("0101", "0102", "0103", "0101"))
        ]
        small.load("Arrests", arrests)
        small.store.close()
    return home


@pytest.fixture
def served(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The small force, served; gives the folder of its log."""
    shutil.copytree(built, tmp_path / "home")
    monkeypatch.setenv("BEATBOARD_HOME", str(tmp_path / "home"))
    config = tmp_path / "beatboard.toml"
    config.write_text(CONFIG + "ask_purpose = false\n")
    monkeypatch.setenv("BEATBOARD_CONFIG", str(config))
    log_of.cache_clear()
    yield tmp_path / "home" / "own.duckdb.lookups"
    close_store()
    log_of.cache_clear()


def as_user(name: str, page: str, run: bool = True, **address: str) -> AppTest:
    """A page as somebody who signed in."""
    app = signed_in(f"{name}@force.example", **{**VIEW, **address})
    return app.switch_page(f"pages/{page}.py").run() if run else app


def logged(folder: Path) -> list[dict[str, Any]]:
    """What the log says, in order."""
    return [line for part in parts(folder) for line in lines_of(part)]


def told(folder: Path) -> list[tuple[str, ...]]:
    """Of each line who, as what, what, whom and outcome."""
    return [
        (line["who"][:4], line["role"], line["what"], *line["whom"], line["outcome"])
        for line in logged(folder)
        if "whom" in line
    ]


CRAWL: list[tuple[str, str, dict[str, str]]] = [
    ("0901", "team", {"kpi": "arrests", "open": "1"}), ("0901", "officer", {"officer": "0101", "kpi": "arrests", "open": "1"}),
    ("0901", "one_to_one", {"officer": "0102"}), ("0901", "record", {"ref": "C1"}), ("0901", "this_week", {}),
    ("0101", "officer", {"officer": "0103"}), ("0801", "team", {"area": "beat:A1", "kpi": "arrests", "open": "1"}),
]  # fmt: skip


def test_whoever_a_page_names_is_in_the_log(served: Path) -> None:
    """A small part of `python -m tests.assurance lookups`."""
    shown = 0
    for who, page, address in CRAWL:
        before = len(logged(served))
        app = as_user(who, page, **address)
        assert not app.exception
        named = people_in(app)
        lines = [line for line in logged(served)[before:] if line["outcome"] == "shown"]
        assert named <= {collar for line in lines for collar in line["whom"]}, (who, page, address)
        assert {line["who"] for line in lines} <= {f"{who}@force.example"}
        shown += len(named)
    assert shown >= 8
    assert prove(served).wrong == []


def test_a_line_says_by_which_role_and_a_click_in_the_same_view_adds_none(served: Path) -> None:
    app = as_user("0901", "team", area="team:0901")
    first = told(served)
    assert {(*one[:3], one[-1]) for one in first} == {("0901", "line supervisor", "Team", "shown")}
    named = [collar for one in first for collar in one[3:-1]]
    assert sorted(named) == ["0101", "0102", "0201"], "each once, however many reads the page makes"
    app.run()
    assert told(served) == first
    as_user("0901", "team", area="team:0901")
    again = told(served)[len(first) :]
    assert {collar for one in again for collar in one[3:-1]} == {"0101", "0102", "0201"}, (
        "another session is another look"
    )


def test_who_is_given_a_remembered_drawing_is_in_the_log_too(served: Path) -> None:
    remembering.forget()
    for who in ("0101", "0901", "0101"):
        as_user(who, "officer", officer="0101")
    assert [(line[0], line[1]) for line in told(served)] == [
        ("0101", "own record"), ("0901", "line supervisor"), ("0101", "own record"),
    ]  # fmt: skip


def test_what_is_not_theirs_is_logged_as_refused_and_nobody_who_does_not_exist(served: Path) -> None:
    as_user("0901", "officer", officer="0103")
    as_user("0101", "officer", officer="0102")
    as_user("0101", "officer", officer="9999")
    assert told(served) == [
        ("0901", "not theirs", "Officer", "0103", "refused"), ("0101", "not theirs", "Officer", "0102", "refused"),
    ]  # fmt: skip


def test_where_the_log_cannot_be_written_one_sentence_and_nobody_is_shown(served: Path) -> None:
    served.write_text("in the way")
    for who, page, address in (
        ("0901", "team", {}),
        ("0101", "officer", {"officer": "0101"}),
        ("0901", "this_week", {}),
    ):
        app = as_user(who, page, **address)
        assert not app.exception
        assert NOBODY_IS_SHOWN in text_of(app)
        assert people_in(app) == set()
    served.unlink()
    assert NOBODY_IS_SHOWN not in text_of(as_user("0901", "team"))


def test_whoever_is_not_the_line_supervisor_says_why_before_an_officer_is_shown(served: Path) -> None:
    """What the form keeps is kept here; the form itself is pressed in a browser: AppTest runs a page outside its frame first."""
    reasons.given = reasons.Reasons()
    app = as_user("0801", "officer", officer="0101")
    assert "Why do you look?" in text_of(app)
    assert "Exampleby" not in words_of(app)
    assert not app.get("vega_lite_chart")
    assert told(served) == []
    store, wanted = str(served.with_name("own.duckdb")), configuration.current().look_ups
    with pytest.raises(ValueError, match="at least 10 letters"):
        reasons.given.give(store, "0801@force.example", ["0101"], "Recognition", "because", now(), wanted)
    with pytest.raises(ValueError, match="Choose a reason"):
        reasons.given.give(store, "0801@force.example", ["0101"], "None", "Team award in July", now(), wanted)
    reasons.given.give(store, "0801@force.example", ["0101"], "Recognition", "Team award in July", now(), wanted)
    assert "0101" in people_in(as_user("0801", "officer", officer="0101"))
    line = logged(served)[0]
    assert (line["role"], line["why"], line["opened"]) == ("area", "Recognition: Team award in July", True)
    tomorrow = now() + dt.timedelta(days=1)
    assert reasons.given.of(store, "0801@force.example", "0101", now())
    assert not reasons.given.of(store, "0801@force.example", "0101", tomorrow), "it holds for the rest of the day"
    assert not reasons.given.of(store, "0801@force.example", "0102", now()), "for that officer alone"
    assert "Why do you look?" in text_of(as_user("0801", "record", ref="C1"))


def test_the_purpose_is_accepted_once_before_anything_is_shown(served: Path) -> None:
    config = served.parents[1] / "beatboard.toml"
    config.write_text(CONFIG)
    app = as_user("0901", "team", run=False).run()
    assert terms.PURPOSE in text_of(app)
    assert people_in(app) == set()
    assert not logged(served)
    next(button for button in app.button if "accept" in button.label).click().run()
    line = logged(served)[0]
    assert (line["kind"], line["who"], line["text"]) == ("accepted", "0901@force.example", purpose.HASH)
    assert people_in(as_user("0901", "team"))
    log_of.cache_clear()
    purpose._accepted.clear()
    assert people_in(as_user("0901", "team")), "read again from the log"
    assert "Before you begin" in text_of(as_user("0101", "officer", run=False, officer="0101").run())


def test_an_officer_reads_who_looked_at_them_and_nobody_elses(served: Path) -> None:
    as_user("0901", "team", area="team:0901")
    as_user("0901", "officer", officer="0101")
    as_user("0101", "officer", officer="0101")
    app = as_user("0101", "who_looked")
    assert not app.exception
    assert "1 other person has looked at figures or records that name you" in text_of(app)
    assert "PS Dummerly, Inventa (0901@force.example)" in text_of(app)
    assert [box.label for box in app.expander] == ["In a list with others: 1", "Your own looks: 1"]
    assert "Nobody else has looked" in text_of(as_user("0103", "who_looked"))


def test_the_log_is_for_the_auditor_and_of_their_own_people_for_the_inspector(served: Path) -> None:
    as_user("0901", "team", area="team:0901")
    as_user("0103", "officer", officer="0103")
    log = log_of(served.with_name("own.duckdb"))
    log.add([look(n, who="0101@force.example", whom=("0102",), outcome="refused") for n in range(6)], now())
    text = text_of(as_user("0801", "look_up_log"))
    assert "0103" not in text, "of another sector"
    assert "Was refused 6 looks outside what they may see." in text
    assert "Was refused" not in text_of(as_user("0901", "look_up_log"))
    give_role("auditor")
    app = as_user("auditor", "look_up_log")
    assert "0103" in text_of(app)
    assert "lines were checked" not in text_of(app)


def give_role(who: str) -> None:
    """Make somebody an auditor by the access table."""
    give(
        stores.store(),
        f"{who}@force.example",
        "auditor",
        "force",
        "Force",
        (now().date(), None),
        "audit",
        "A. Clerk",
        now(),
    )


def test_the_workbook_keeps_what_a_person_typed_as_text(served: Path) -> None:
    content = look_up_log.workbook([looked("e", "9", 1, why="=1+1", what="@cmd")], [], "June", now())
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Looks"]
    cells = {cell.value: cell.data_type for cell in sheet[2]}
    assert cells["=1+1"] == cells["@cmd"] == "s"


def test_the_words_that_are_looked_for_are_there(served: Path) -> None:
    """`people_in` sees names and collar numbers in text, tables and charts alike: without this no proof above would fail."""
    app = as_user("0901", "team", area="team:0901")
    assert {"0101", "0102", "0201"} == people_in(app)
    assert "Exampleby" in words_of(app)
