"""The file of all that is held on a person: everything that a direct search finds, nobody else's number, and who may make it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from metrics import catalogue
from metrics.__main__ import main
from metrics.access.lookups import Look, lines_of, log_of, parts
from metrics.access.scope import of_desk, scope_of
from metrics.access.table import give
from metrics.challenges import challenge, challenges
from metrics.notes import PEOPLE, About
from metrics.replies import reply
from metrics.search_reviews import draws
from metrics.store.connection import Store
from metrics.store.entering import entered
from metrics.store.entries import ENTRIES, SUBJECT_FILE
from metrics.store.files import StoreFiles
from metrics.subject import asking
from metrics.subject.file import MOST_LETTERS, Made, make, workbook
from metrics.subject.masking import NOT_THEIRS, SEARCHED, SOMEBODY, THEIRS, Mask
from metrics.subject.parts import Part
from metrics.subject.person import Person, person
from metrics.terms import Area
from tests.access.organisation import NOON, TODAY, WHOLE, Organisation, organisation
from tests.own.direct import File, of_archive, of_ledger, of_store
from tests.small_force import SmallForce

AT = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
TABLES = {kind.name: kind.table for kind in ENTRIES}


@pytest.fixture(scope="module")
def made() -> Iterator[Organisation]:
    found = organisation(5)
    store = found.force.store
    draws.make(store, "panel", Area("force", "Force"), WHOLE, 10, "", "", "a sergeant", NOON)
    for collar in found.collars[:3]:
        reply(store, About(PEOPLE, collar, "arrests", None, *WHOLE), "my own words", "x", NOON, collar, "x")
    yield found
    store.close()


def held_on(store: Store, collar: str) -> tuple[Made, File]:
    made = make(store, collar, "", "somebody", AT)
    return made, File(made.content)


def test_everything_that_a_direct_search_finds_is_in_the_file(made: Organisation) -> None:
    store, found = made.force.store, 0
    led = next(one.supervisor for one in made.postings if one.rank == "PC")
    for collar in [made.collars[0], made.collars[-1], led]:
        hits = list(of_store(store, collar))
        _, file = held_on(store, collar)
        assert [hit for hit in hits if file.lacks(*hit[:2])] == [], collar
        found += len(hits)
    assert found > 40


def test_nobody_elses_number_is_in_it(made: Organisation) -> None:
    """Names hold the number here (Zq70001), so words in which somebody wrote a name are no number."""
    others = set(made.collars)
    for collar in made.collars[:2]:
        _, file = held_on(made.force.store, collar)
        text = "\n".join(str(value) for rows in file.rows.values() for row in rows for value in row.values())
        assert set(re.findall(r"(?<![0-9A-Za-z-])7\d{4}(?![0-9A-Za-z-])", text)) & others <= {collar}
        assert SOMEBODY in text


def test_reviews_and_draws_of_ones_searches_come_with_ones_own_references_only(made: Organisation) -> None:
    store = made.force.store
    (refs,) = [draw.refs for draw in draws.draws(store)]
    whose = dict(store.rows("select search_ref, collar_no from stop_searches"))
    collar = whose[refs[0]]
    _, file = held_on(store, collar)
    (row,) = file.rows["Search draws"]
    mine = [ref for ref in refs if whose[ref] == collar]
    assert row["Refs"] == "; ".join([*mine, f"{len(refs) - len(mine)} of other officers"])
    assert row["Why it is here"] == "about something of yours"


@pytest.fixture(scope="module")
def kept(built: StoreFiles, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The same with a challenge of a joint arrest."""
    path = tmp_path_factory.mktemp("kept") / "own.duckdb"
    built.copy_to(StoreFiles(path))
    store = Store.open(path)
    challenge(store, "arrests", "C1", ("C1",), "Result", "Bailed", "bailed that evening", "0101", "Exampleby, I", AT)
    yield store
    store.close()


def test_ledger_and_archive_hold_nothing_that_the_file_has_not(kept: Store) -> None:
    assert kept.files is not None
    found, archived = 0, of_archive(kept.files.archive, {"0101", "0102", "0901"})
    for collar, archive in archived.items():
        ledger = list(of_ledger(kept.files.ledger, collar))
        _, file = held_on(kept, collar)
        assert [hit for hit in [*ledger, *archive] if file.lacks(TABLES.get(hit[0], hit[0]), hit[1])] == []
        found += len(archive)
    assert found >= 20


def test_a_joint_arrest_keeps_ones_own_number_and_whoever_was_searched_is_not_given(kept: Store) -> None:
    _, file = held_on(kept, "0102")
    assert {(row["Collar No"], row["Assisting Collar Nos"]) for row in file.rows["Arrests"]} == {(SOMEBODY, "0102")}
    _, file = held_on(kept, "0101")
    assert {(row["Gender"], row["Age Range"]) for row in file.rows["Stop Searches"]} == {(SEARCHED, SEARCHED)}
    assert {row["Stands now"] for row in file.rows["Arrests"]} == {"yes"}
    assert "Other people’s collar numbers read “another person”" in file.cover
    (own,) = file.rows["Challenges"]
    assert own["Should be"] == "Bailed"


def test_of_a_posting_under_them_a_supervisor_has_no_name_and_no_address(kept: Store) -> None:
    _, file = held_on(kept, "0901")
    under = [row for row in file.rows["Officers"] if row["Collar No"] == SOMEBODY]
    assert len(under) == 3
    assert {row[name] for row in under for name in ("Surname", "Email", "FTE")} == {NOT_THEIRS}
    assert {row["Supervisor Collar No"] for row in under} == {"0901"}


def test_every_personal_column_is_decided_on() -> None:
    """A new one is nobody's to have until it stands in THEIRS, or is of collar numbers."""
    for export_id, headings in THEIRS.items():
        named = {column.heading for column in catalogue.exports()[export_id].columns}
        assert set(headings) <= named


def test_that_it_was_made_is_kept_and_the_same_moment_gives_the_same_contents(kept: Store) -> None:
    first, second = (make(kept, "0103", "", "Testwick, I", AT) for _ in range(2))
    last = entered(kept, SUBJECT_FILE)[-2:]
    assert [(one["collar"], one["recorded_by"], one["entry_id"]) for one in last] == [
        ("0103", "Testwick, I", first.number), ("0103", "Testwick, I", second.number),
    ]  # fmt: skip
    assert second.rows == first.rows + 1, "the second holds that the first was made"
    parts = [Part("A", "a", ("Text",), [("=1+1",), ("x" * (MOST_LETTERS + 5),)])]
    assert workbook(parts, AT) == workbook(parts, AT)
    with pytest.raises(ValueError, match="Nobody with collar number 9999"):
        make(kept, "9999", "", "somebody", AT)


def test_a_name_that_two_people_have_is_not_taken_for_either(kept: Store) -> None:
    """Everybody is called Inventa here, so “Exampleby, I” is one person's, and a family name alone nobody's."""
    found = person(kept, "0101")
    assert found.names == ("Exampleby, I", "Exampleby, Inventa", "Inventa Exampleby")
    assert found.shared == ()


def test_a_name_with_which_they_sign_in_is_theirs(force: SmallForce) -> None:
    """It stands in no Officers list, only in the access table; a role that it was given stands under it."""
    days = (dt.date(2026, 1, 1), None)
    give(force.store, "X99-Exampleby", "officer", "officer", "0101", days, "no email", "settler", AT)
    give(force.store, "x99-exampleby", "analyst", "force", "Force", days, "on duty", "settler", AT)
    assert "x99-exampleby" in person(force.store, "0101").emails
    _, file = held_on(force.store, "0101")
    assert {row["Role"] for row in file.rows["Access given"]} >= {"officer", "analyst"}


def test_a_sentence_is_left_and_a_number_that_stands_alone_is_hidden() -> None:
    mask = Mask(Person("0101", "Exampleby, I", ("Exampleby, I",), (), ()), frozenset({"0101", "0102", "2026"}))
    assert mask.text("0102") == SOMEBODY
    assert mask.text("PC Sampleson, Inventa (0102)") == f"PC Sampleson, Inventa ({SOMEBODY})"
    assert mask.text("Sgt 0102 Sampleson and PC 0101") == f"Sgt {SOMEBODY} Sampleson and PC 0101"
    assert mask.text("1 June 2026") == "1 June 2026", "a year is no collar number"
    assert mask.json('{"officer": "0102", "kpi": "arrests"}') == f'{{"officer": "{SOMEBODY}", "kpi": "arrests"}}'
    table = '{"people": true, "rows": [["Exampleby, I (0101)", "2"], ["Sampleson, I (0102)", "3"]]}'
    assert "Sampleson" not in mask.json(table)
    assert "Exampleby" in mask.json(table)


def test_who_may_make_it(made: Organisation) -> None:
    store = made.force.store
    constable = next(one.collar for one in made.postings if one.rank == "PC" and one.to is None)
    left = "70000"
    own = scope_of(store, made.email(constable), "me", TODAY)
    sergeant = scope_of(store, made.email(made.on(constable, TODAY).supervisor), "sergeant", TODAY)  # type: ignore[union-attr]
    analyst, settler, auditor = (
        scope_of(store, f"{who}@example.invalid", who, TODAY) for who in ("analyst", "settler", "auditor")
    )
    table = [
        (own, constable, "own"), (own, made.collars[-1], ""), (own, left, ""), (sergeant, constable, ""),
        (analyst, constable, ""), (analyst, left, "other"), (settler, constable, ""), (settler, left, "other"),
        (auditor, left, ""), (of_desk("u", "u"), constable, "other"), (scope_of(store, "x@y", "x", TODAY), left, ""),
    ]  # fmt: skip
    assert [asking.right(scope, store, collar, TODAY) for scope, collar, _ in table] == [right for *_, right in table]
    at = dt.datetime.combine(TODAY, dt.time(12), dt.UTC)
    with pytest.raises(ValueError, match="Only the person themself"):
        asking.asked(store, sergeant, constable, "why", "sergeant", at)
    with pytest.raises(ValueError, match="Write why the file is made"):
        asking.asked(store, of_desk("u", "u"), constable, " ", "analyst", at)
    asking.asked(store, own, constable, "", "me", at)


def test_the_command_writes_it(built: StoreFiles, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "own.duckdb"
    built.copy_to(StoreFiles(path))
    assert main(["subject-access", "0101", "--to", str(tmp_path / "out"), "--store", str(path), "--by", "analyst"]) == 0
    (written,) = (tmp_path / "out").iterdir()
    assert str(written) in capsys.readouterr().out
    assert written.stat().st_mode & 0o77 == 0, "for whoever made it alone"
    assert File(written.read_bytes()).rows["Arrests"]
    [looked] = [line for part in parts(log_of(path).folder) for line in lines_of(part)]
    assert (looked["whom"], looked["what"]) == (["0101"], "Command line: everything held, as one file")
    assert main(["subject-access", "9999", "--store", str(path)]) == 2
    assert "Nobody with collar number 9999" in capsys.readouterr().err


def test_who_looked_at_them_and_where_they_looked(kept: Store) -> None:
    """Of those at whom they looked only how many there were."""
    assert kept.path is not None
    days = (dt.date(2026, 6, 1), dt.date(2026, 6, 7))
    at_me = Look(
        "0901@example.invalid",
        "Sgt Dummerly",
        "0901",
        "sergeant",
        "line supervisor",
        ("0101", "0102"),
        "Team",
        days,
        "",
        "shown",
        False,
    )
    mine = Look(
        "0101@example.invalid",
        "Exampleby",
        "0101",
        "officer",
        "own record",
        ("0101", "0103"),
        "Record",
        None,
        "asked",
        "shown",
        True,
    )
    log_of(kept.path).add([at_me.line()], AT)
    log_of(kept.path).add([mine.line()], AT + dt.timedelta(days=40))  # another month is another file
    _, file = held_on(kept, "0101")
    assert [row["Who"] for row in file.rows["Who looked at you"]] == ["Sgt Dummerly", "Exampleby"]
    assert [(row["People"], row["Why"]) for row in file.rows["Where you looked"]] == [(2, "asked")]
    assert "0103" not in str(file.rows["Where you looked"])


def test_a_challenge_is_known_by_then(kept: Store) -> None:
    assert [one.ref for one in challenges(kept)] == ["C1"]
