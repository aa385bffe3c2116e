"""What numbers miss: notes bear on the figures they are on, are taken back and replaced, and are kept for ever."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from metrics.calculate import figures
from metrics.corrections import corrections
from metrics.figures_workbook import figures_workbook
from metrics.noted import noted_among, noted_on
from metrics.notes import (
    MOST_LETTERS,
    PEOPLE,
    About,
    Key,
    enter_note,
    key_of,
    notes,
    notes_about,
    places,
    take_back,
)
from metrics.passport import passport
from metrics.passport_workbook import passport_workbook
from metrics.question import Ask
from metrics.store.connection import Store
from metrics.terms import Area
from tests.small_force import MONDAY, OFFICERS, SUNDAY, WEEK, SmallForce

A1: Key = ("beat", "A1")
DAY = dt.timedelta(days=1)
BEFORE = MONDAY - DAY


def note(force: SmallForce, level: str, key: str, words: str = "A fair.", kind: str = "Event", **about: Any) -> int:
    """One note, a minute after whatever came before."""
    force.clock += dt.timedelta(minutes=1)
    return enter_note(force.store, About(level, key, **about), kind, words, "analyst", force.clock)


def bear(force: SmallForce, key: Key, kpi: str | None = "arrests", role: str | None = None) -> list[int]:
    """The numbers of the notes that bear on a figure of the week."""
    where = places(force.store, [key], *WEEK)[key]
    return [found.number for found in notes_about(notes(force.store), where, *WEEK, kpi, role)]


WEEK_OF = {"start": MONDAY, "end": SUNDAY}
TRUTH = [
    ("on the figure itself", A1, {"kpi": "arrests", **WEEK_OF}, A1, True),
    ("on another KPI of the same beat", A1, {"kpi": "warrants", **WEEK_OF}, A1, False),
    ("on every figure of the beat", A1, WEEK_OF, A1, True),
    ("on the beat at any time", A1, {}, A1, True),
    ("on another beat", ("beat", "A2"), {}, A1, False),
    ("on its sector", ("sector", "Corby"), WEEK_OF, A1, True),
    ("on its LPA", ("lpa", "North"), {}, A1, True),
    ("on the force", ("force", "Force"), WEEK_OF, A1, True),
    ("on the KPI everywhere", ("force", "Force"), {"kpi": "arrests"}, A1, True),
    ("on another sector", ("sector", "Daventry"), {}, A1, False),
    ("on a beat, of its sector's figure", A1, {}, ("sector", "Corby"), False),
    ("on a beat of the same name as a sector", ("sector", "A1"), {}, A1, False),
    ("on the week before", A1, {"start": BEFORE - 6 * DAY, "end": BEFORE}, A1, False),
    ("on days that reach into the week", A1, {"start": BEFORE, "end": MONDAY}, A1, True),
    ("on the last day", A1, {"start": SUNDAY, "end": SUNDAY}, A1, True),
    ("from the day after", A1, {"start": SUNDAY + DAY}, A1, False),
    ("from long ago, without an end", A1, {"start": dt.date(2020, 1, 1)}, A1, True),
    ("until the day before", A1, {"end": BEFORE}, A1, False),
    ("on constables' figures, of all roles", A1, {"kpi": "arrests", "role": "PC"}, A1, True),
    ("on a person", (PEOPLE, "0101"), {}, (PEOPLE, "0101"), True),
    ("on another person", (PEOPLE, "0102"), {}, (PEOPLE, "0101"), False),
    ("on a person, of their beat's figure", (PEOPLE, "0101"), {}, A1, False),
    ("on a person's beat", A1, WEEK_OF, (PEOPLE, "0101"), True),
    ("on a person's sector", ("sector", "Corby"), WEEK_OF, (PEOPLE, "0101"), True),
    ("on the force, of a person's figure", ("force", "Force"), WEEK_OF, (PEOPLE, "0101"), True),
    ("on a beat that is not the person's", ("beat", "A2"), {}, (PEOPLE, "0101"), False),
]


@pytest.mark.parametrize(("on", "about", "figure", "bears"), [row[1:] for row in TRUTH], ids=[row[0] for row in TRUTH])
def test_which_notes_bear_on_a_figure(
    force: SmallForce, on: Key, about: dict[str, Any], figure: Key, bears: bool
) -> None:
    number = note(force, *on, **about)
    assert bear(force, figure) == ([number] if bears else [])


def test_a_note_on_one_role_bears_on_that_role_and_on_all(force: SmallForce) -> None:
    number = note(force, *A1, role="PC")
    assert [bear(force, A1, role=role) for role in ("PC", "PCSO", None)] == [[number], [], [number]]
    assert bear(force, A1, kpi=None) == [number], "a page asks for every KPI"


def test_a_person_is_in_a_beat_only_on_the_days_of_that_posting(force: SmallForce) -> None:
    moved = MONDAY + 3 * DAY
    first, then = {"End Date": str(moved - DAY)}, {"Beat": "A2", "Start Date": str(moved)}
    force.load("Officers", [{**OFFICERS[0], **first}, {**OFFICERS[0], **then}, *OFFICERS[1:]])
    early, late = {"start": MONDAY, "end": MONDAY}, {"start": SUNDAY, "end": SUNDAY}
    wanted = [note(force, "beat", "A1", **early), note(force, "beat", "A2", **late)]
    note(force, "beat", "A1", **late)
    note(force, "beat", "A2", **early)
    assert sorted(bear(force, (PEOPLE, "0101"))) == wanted


def test_a_note_says_who_when_and_what_kind(force: SmallForce) -> None:
    number = note(force, *A1, "  Fair\n at the\tmarket\x00 square ", kpi="arrests", **WEEK_OF)
    (found,) = notes(force.store)
    assert (found.number, found.kind, found.words, found.by) == (
        number,
        "Event",
        "Fair at the market square",
        "analyst",
    )
    assert found.about == About("beat", "A1", "arrests", None, MONDAY, SUNDAY)
    assert found.at == force.clock.astimezone(dt.UTC).replace(tzinfo=None)


def test_a_note_is_replaced_and_taken_back_and_what_was_known_stays_known(force: SmallForce) -> None:
    first = note(force, *A1, "A fare.")
    at_first = force.clock
    force.clock += dt.timedelta(minutes=1)
    second = enter_note(force.store, About(*A1), "Event", "A fair.", "sergeant", force.clock, ends=first)
    at_second = force.clock
    force.clock += dt.timedelta(minutes=1)
    with pytest.raises(ValueError, match="no longer there"):
        take_back(force.store, first, "analyst", force.clock)
    take_back(force.store, second, "analyst", force.clock)
    said = [[one.words for one in notes(force.store, at)] for at in (at_first, at_second, None)]
    assert said == [["A fare."], ["A fair."], []], "taking back the second does not bring back the first"
    assert notes(force.store, at_first - dt.timedelta(seconds=1)) == ()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"words": " "}, "Write the note"),
        ({"words": "x" * (MOST_LETTERS + 1)}, "Write less: 501 letters"),
        ({"by": "\n"}, "Give your name"),
        ({"by": "x" * 101}, "shorter name"),
        ({"kind": "Praise"}, "Choose the kind"),
        ({"about": About("beat", "")}, "which area"),
        ({"about": About("station", "0901")}, "which area"),
        ({"about": About(*A1, kpi="nothing")}, "no such KPI"),
        ({"about": About(*A1, start=SUNDAY, end=MONDAY)}, "lies after its last day"),
        ({"kind": "Rebase"}, "Give the day from which it holds"),
    ],
)
def test_what_cannot_be_kept_is_said_in_one_sentence(force: SmallForce, changed: dict[str, Any], said: str) -> None:
    good = {"about": About(*A1), "kind": "Context", "words": "Fine.", "by": "analyst", "at": force.clock}
    with pytest.raises(ValueError, match=said) as raised:
        enter_note(force.store, **{**good, **changed})
    assert str(raised.value).rstrip(".").count(".") == 0
    assert notes(force.store) == ()


def test_whose_a_figure_is() -> None:
    assert key_of("0101", None) == (PEOPLE, "0101")
    assert key_of(None, Area("beat", "A1")) == A1
    assert key_of(None, None) == ("force", "Force")


@pytest.mark.file_engine
def test_a_note_comes_back_when_the_database_is_made_anew(tmp_path: Path) -> None:
    small = SmallForce(tmp_path / "own.duckdb")
    number = note(small, *A1, "fair’s “fair”", **WEEK_OF)
    kept = notes(small.store)
    note(small, *A1, "taken back")
    take_back(small.store, number + 1, "analyst", small.clock + dt.timedelta(minutes=1))
    small.store.close()
    (tmp_path / "own.duckdb").unlink()
    small.store = Store.open(tmp_path / "own.duckdb")
    assert notes(small.store) == kept
    small.store.close()


def sheet(book: bytes) -> list[dict[str, Any]]:
    """The rows of the sheet of notes by heading; no cell of it is a formula or a link."""
    opened = openpyxl.load_workbook(io.BytesIO(book))["Notes"]
    assert not [cell for row in opened.iter_rows() for cell in row if cell.data_type == "f" or cell.hyperlink]
    headings, *lines = opened.iter_rows(values_only=True)
    return [dict(zip(headings, line, strict=True)) for line in lines]


def test_the_passports_workbook_has_the_notes_that_bear_on_it(force: SmallForce) -> None:
    note(force, "sector", "Corby", "=1+1", **WEEK_OF)
    note(force, "beat", "A2", "elsewhere")
    found = passport(force.store, "ppn_submissions", *WEEK, area=Area(*A1))  # type: ignore[arg-type]
    since = corrections(force.store, found.kpi, *found.period, area=found.area)
    noted = noted_on(force.store, found)
    (row,) = sheet(passport_workbook(found, since, None, noted, "Alpha", force.clock))
    assert (row["Kind"], row["Words"], row["KPI"], row["Of"]) == ("Event", "=1+1", "every KPI", "Corby")
    assert (row["From"].date(), row["To"].date(), row["By"]) == (MONDAY, SUNDAY, "analyst")
    assert row["When"] == force.clock.replace(tzinfo=None) - dt.timedelta(minutes=1)


def test_a_workbook_of_figures_has_each_note_that_bears_on_one_of_them_once(force: SmallForce) -> None:
    note(force, "sector", "Corby", "on both beats")
    note(force, "beat", "B1", "on a beat not shown")
    note(force, "beat", "A2", "on a KPI not shown", kpi="warrants")
    note(force, PEOPLE, "0102", "on a person")
    then = force.clock
    note(force, "beat", "A1", "known later")
    shown = pd.concat([
        figures(force.store, Ask(("arrests:PC",), "beat", (WEEK,), within=Area("sector", "Corby"))),
        figures(force.store, Ask(("arrests",), "officer", (WEEK,), collars=("0102",))),
    ])  # fmt: skip
    said = [row["Words"] for row in sheet(_book(force, shown, None))]
    assert said == ["known later", "on a person", "on both beats"]
    assert [row["Words"] for row in sheet(_book(force, shown, then))] == ["on a person", "on both beats"]
    names = {row["Words"]: row["Of"] for row in sheet(_book(force, shown, None))}
    assert names == {"known later": "Alpha", "on a person": "Sampleson, Inventa", "on both beats": "Corby"}


def _book(force: SmallForce, shown: pd.DataFrame, known_at: dt.datetime | None) -> bytes:
    return figures_workbook("Beats", "Corby", shown, noted_among(force.store, shown, None, known_at), [], force.clock)
