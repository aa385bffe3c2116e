"""A row set aside could change some figures and no others: each rule of DECISIONS.md (S1 to S5), worked by hand."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from metrics.calculate import areas_set_aside
from metrics.corrections import corrections
from metrics.loading import now, withdraw
from metrics.passport import Passport, passport
from metrics.passport_workbook import passport_workbook
from metrics.question import Ask
from metrics.store import archive
from metrics.store.connection import Store
from metrics.store.files import StoreFiles
from metrics.store.ledger import Ledger
from metrics.store.schema import ensure
from metrics.terms import Area
from tests.small_force import MONDAY, OFFICERS, WEEK, SmallForce

A1, A2 = Area("beat", "A1"), Area("beat", "A2")
NEXT_WEEK = (MONDAY + dt.timedelta(days=7), MONDAY + dt.timedelta(days=13))
EVERYBODY = ("0101", "0102", "0103", "0201")
EVERYWHERE = ("A1", "A2", "B1", "Corby", "Daventry", "North", "West", "Force")


def ppn(ref: str, collar: str = "0101", **more: Any) -> dict[str, Any]:
    """One notice."""
    return {"PPN Ref": ref, "Submitted At": f"{MONDAY} 10:00", "Collar No": collar, **more}


def arrest(ref: str, collar: str = "0101", **more: Any) -> dict[str, Any]:
    """One arrest."""
    return {"Custody Ref": ref, "Arrested At": f"{MONDAY} 10:00", "Collar No": collar, **more}


def aside(force: SmallForce, kpi: str, days: tuple[dt.date, dt.date] = WEEK, **asked: Any) -> dict[str, int]:
    """Of every person and area that rows set aside could change, how many."""
    found: dict[str, int] = {}
    for by in ("officer", "beat", "sector", "lpa", "force"):
        frame = force.figures(kpi, by, days, **asked)
        mine = {str(key): int(number) for key, number in frame["set_aside"].items() if number}
        if by != "officer":
            alone = areas_set_aside(force.store, Ask((kpi,), by, (days,), **asked))
            assert alone == {(kpi, key): number for key, number in mine.items()}  # asked without the figures the same
        found |= mine
    return found


def since(force: SmallForce, found: Passport) -> pd.DataFrame:
    """The corrections of a figure."""
    return corrections(force.store, found.kpi, *found.period, found.collar, found.area, found.role, found.known_at)


def test_a_row_of_a_known_officer_could_change_that_officer_and_their_areas(force: SmallForce) -> None:
    force.load("PPNs", [ppn("P1"), ppn("P2", **{"Submitted At": ""})])
    assert aside(force, "ppn_submissions") == {"0101": 1, "A1": 1, "Corby": 1, "North": 1, "Force": 1}
    assert aside(force, "arrests") == {}


def test_an_unknown_officer_could_be_of_any_team_that_the_file_covers_and_is_no_known_person(force: SmallForce) -> None:
    force.load("PPNs", [ppn("P1", "0999")])
    assert aside(force, "ppn_submissions") == dict.fromkeys(EVERYWHERE, 1)
    force.load("Arrests", [arrest("C1", "0999")], area=Area("sector", "Corby"))
    assert aside(force, "arrests") == dict.fromkeys(("A1", "A2", "Corby", "North", "Force"), 1)


def test_a_day_that_could_be_read_says_which_period_and_one_that_could_not_is_a_covered_day(force: SmallForce) -> None:
    both = (MONDAY, NEXT_WEEK[1])
    force.load("PPNs", [ppn("P1", "0999"), ppn("P2", **{"Submitted At": "soon"})], days=both)
    assert aside(force, "ppn_submissions")["A1"] == 2
    assert aside(force, "ppn_submissions", NEXT_WEEK)["A1"] == 1
    assert aside(force, "ppn_submissions", both)["A1"] == 2
    tuesday = MONDAY + dt.timedelta(days=1)
    assert aside(force, "ppn_submissions", (tuesday, tuesday))["A1"] == 1


def test_a_later_file_takes_the_place_of_an_earlier_ones_rows_set_aside(force: SmallForce) -> None:
    force.load("PPNs", [ppn("P1", "0999")])
    force.load("PPNs", [], area=A1)
    assert aside(force, "ppn_submissions") == {
        key: 1 for key in EVERYWHERE if key != "A1"
    }  # of A1 the later file is the whole statement
    force.load("PPNs", [])
    assert aside(force, "ppn_submissions") == {}


def test_a_withdrawn_load_sets_nothing_aside_and_what_was_known_then_stays_known(force: SmallForce) -> None:
    loaded = force.load("PPNs", [ppn("P1", "0999")])
    then = force.clock
    force.clock += dt.timedelta(minutes=1)
    withdraw(force.store, int(loaded.load_id or 0), force.clock, "test", "sent by mistake")
    assert aside(force, "ppn_submissions") == {}
    assert aside(force, "ppn_submissions", known_at=then)["Force"] == 1


def test_a_row_put_right_in_a_later_file_is_set_aside_no_more(force: SmallForce) -> None:
    force.load("PPNs", [ppn("P1", "0999"), ppn("P2", "0998")])
    force.load("PPNs", [ppn("P1", "0102")], days=NEXT_WEEK)  # comes along as a late record
    assert force.value("ppn_submissions", "A2") == 1
    assert aside(force, "ppn_submissions")["Force"] == 1


def test_rows_with_one_reference_count_once_because_one_of_them_at_most_is_right(force: SmallForce) -> None:
    force.load("PPNs", [ppn("P1"), ppn("P1", "0102"), ppn("P2"), ppn("P2", Grading="High")])
    assert aside(force, "ppn_submissions") == {
        "0101": 2,
        "0102": 1,
        "A1": 2,
        "A2": 1,
        "Corby": 2,
        "North": 2,
        "Force": 2,
    }


def test_a_row_whose_reference_is_not_whole_counts_by_itself(force: SmallForce) -> None:
    force.load("PPNs", [ppn(""), ppn("")])
    assert aside(force, "ppn_submissions")["0101"] == 2


def test_a_pcso_with_a_power_leaves_open_whose_it_was(force: SmallForce) -> None:
    force.load("Arrests", [arrest("C1", "0201")])
    assert aside(force, "arrests") == dict.fromkeys(EVERYWHERE, 1)


def test_a_row_of_another_area_is_that_areas_business(force: SmallForce) -> None:
    loaded = force.load("PPNs", [ppn("P1", "0102")], area=A1)
    assert [code for _, _, code in loaded.outcome.set_aside_rows] == ["outside_area"]
    assert aside(force, "ppn_submissions") == {}
    force.load("PPNs", [ppn("P2", "0102", **{"Submitted At": ""})], area=A1)
    assert aside(force, "ppn_submissions") == {}, "put right, it would be outside as well"


def test_the_leads_role_is_respected_where_it_is_known(force: SmallForce) -> None:
    force.load("Incidents", [{"Incident No": "I1", "Attended At": "", "Collar No": "0201"}])
    assert aside(force, "incidents_attended") == {}, "incidents are counted for constables"
    force.load("PPNs", [ppn("P1", "0201", **{"Submitted At": ""}), ppn("P2", "0999")])
    assert aside(force, "ppn_submissions", role="PC")["A1"] == 1
    assert aside(force, "ppn_submissions", role="PCSO")["A1"] == 2


def test_others_named_are_credited_too_where_the_kpi_credits_them(force: SmallForce) -> None:
    force.load("Arrests", [arrest("C1", "0101", **{"Arrested At": "soon", "Assisting Collar Nos": "0103"})])
    assert aside(force, "arrests") == {"0101": 1, "0103": 1, "A1": 1, "Corby": 1, "North": 1, "Force": 1}
    force.load("Intelligence", [
        {"Log No": "L1", "Submitted At": "soon", "Collar No": "0101", "Actioned": "Y", "Actioned By": "0102"}
    ])  # fmt: skip
    assert {"0101", "0102"} & set(aside(force, "intelligence_reports")) == {"0101"}
    assert {"0101", "0102"} & set(aside(force, "intelligence_actioned")) == {"0102"}


def test_of_a_list_only_the_standing_one_sets_aside_and_a_stock_looks_back(force: SmallForce) -> None:
    plan = {"Plan Ref": "O1", "Collar No": "0101", "Opened On": "2026-02-04", "Stage": "Nonsense"}
    force.load("Problem Plans", [plan])
    assert aside(force, "problem_plans")["A1"] == 1
    assert aside(force, "problem_plans", (dt.date(2026, 1, 5), dt.date(2026, 1, 11))) == {}
    force.load("Problem Plans", [{**plan, "Stage": "Response"}])
    assert aside(force, "problem_plans") == {}


def test_a_list_of_officers_that_comes_later_says_whose_the_row_is(force: SmallForce) -> None:
    force.load("PPNs", [ppn("P1", "0999")])
    force.load("Officers", [*OFFICERS, {**OFFICERS[1], "Collar No": "0999", "Surname": "Latecomer"}])
    assert aside(force, "ppn_submissions") == {"0999": 1, "A2": 1, "Corby": 1, "North": 1, "Force": 1}


def test_the_passport_and_its_workbook_name_the_rows_and_who_puts_them_right(force: SmallForce) -> None:
    force.load("PPNs", [ppn("P1"), ppn("=1+1", "0999"), ppn("P3", "0102", **{"Submitted At": ""})])
    found = passport(force.store, "ppn_submissions", *WEEK, area=A1)
    assert found.set_aside == 1
    (row,) = found.asides.to_dict("records")
    assert (row["file"], row["sheet"], row["row"], row["reference"]) == ("ppns.csv", "ppns", 3, "=1+1")
    assert "0999 is not in the Officers list" in row["why"]
    book = openpyxl.load_workbook(io.BytesIO(passport_workbook(found, since(force, found), None, [], "Alpha", now())))
    facts = {line[0].value: line[1].value for line in book["Figure"].iter_rows()}
    assert (facts["Value"], facts["Reads"], facts["Rows set aside that could change it"]) == (1, "1 (+1 set aside)", 1)
    headings, cells = book["Set aside"].iter_rows(values_only=True)
    told = dict(zip(headings, cells, strict=True))
    assert (told["Reference"], told["Row"], told["Put right by"]) == ("=1+1", 3, "whoever keeps the Officers list")
    assert [cell.data_type for row in book["Set aside"].iter_rows() for cell in row if cell.value == "=1+1"] == ["s"]


def test_a_store_made_before_keeps_its_loads_and_says_any_of_their_areas(tmp_path: Path) -> None:
    path = tmp_path / "own.duckdb"
    small = SmallForce(path)
    small.load("PPNs", [ppn("P1"), ppn("P2", **{"Submitted At": ""})], area=Area("sector", "Corby"))
    with small.store.cursor() as cursor:  # as it was before the day and the officer were kept
        before = cursor.execute("select rows_hash from loads order by load_id").fetchall()
        for column in ("day", "collar_no", "also_named"):
            cursor.execute(f"alter table set_aside drop column {column}")
        cursor.execute("delete from meta where name = 'layout'")
        ensure(cursor)
        assert cursor.execute("select rows_hash from loads order by load_id").fetchall() == before
    small.store.changed()
    assert aside(small, "ppn_submissions") == dict.fromkeys(("A1", "A2", "Corby", "North", "Force"), 1)
    small.store.close()


@pytest.mark.file_engine
def test_what_was_kept_of_rows_set_aside_comes_back_from_the_archive(tmp_path: Path) -> None:
    path = tmp_path / "own.duckdb"
    small = SmallForce(path)
    small.load("PPNs", [ppn("P1"), ppn("P2", **{"Submitted At": ""})])
    small.load("Arrests", [arrest("C1", "0999", **{"Assisting Collar Nos": "0101; 0102"})])
    known = {kpi: aside(small, kpi) for kpi in ("ppn_submissions", "arrests")}
    small.store.close()
    path.unlink()
    small.store = Store.open(path)
    assert "rebuilt" in " ".join(small.store.noticed)
    assert {kpi: aside(small, kpi) for kpi in known} == known
    small.store.close()


@pytest.mark.file_engine
def test_an_archive_written_before_gives_its_loads_back_beside_later_ones(tmp_path: Path) -> None:
    small = SmallForce(tmp_path / "own.duckdb")
    small.load("PPNs", [ppn("P1"), ppn("P2", "", **{"Submitted At": ""})])  # neither day nor officer to keep
    small.load("Arrests", [arrest("C1", "0999")])
    known = {kpi: aside(small, kpi) for kpi in ("ppn_submissions", "arrests")}
    small.store.close()
    files = StoreFiles(tmp_path / "own.duckdb")
    kept = list(archive.read(files.archive, Ledger.read(files.ledger).records("load")))
    for path in archive.files(files.archive):
        path.unlink()
    before = {"source_row", "key", "code"}
    for load in kept:
        if load.record["export"] == "ppns":
            load.notes["set_aside"] = [{n: row[n] for n in before} for row in load.notes["set_aside"]]
    archive.write(files.archive, kept)
    files.path.unlink()
    small.store = Store.open(files.path)
    assert {kpi: aside(small, kpi) for kpi in known} == known
    small.store.close()


def test_what_is_kept_of_a_row_set_aside_is_its_day_and_the_numbers_it_names(force: SmallForce) -> None:
    force.load("Arrests", [arrest("C1", "0999", **{"Assisting Collar Nos": "0101; 0102", "Offence": "Theft"})])
    rows = force.store.rows("select * from set_aside")
    assert [row[1:] for row in rows] == [(2, "C1", "unknown_collar_number", MONDAY, "0999", ["0101", "0102"])]
