"""`python -m metrics load`, `check` and `figures`, as the contract in exports.md has them."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from metrics import loading
from metrics.__main__ import main
from metrics.intake.matching import Matching, source_of
from metrics.store.connection import Store
from metrics.store.verifying import verify
from tests.small_force import BEATS, NEXT_MONDAY, OFFICERS, csv_bytes

HOLDER = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('held', flush=True); input()"
WEEK = ("--from", "2026-06-01", "--to", "2026-06-07")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files of the small force: its lists and a week of PPNs, and nothing loaded."""
    rows = [
        {"PPN Ref": "P1", "Submitted At": "2026-06-02 10:00", "Collar No": "0101"},
        {"PPN Ref": "P2", "Submitted At": "02/06/2026 11:00", "Collar No": "0201"},
    ]
    (tmp_path / "beats.csv").write_bytes(csv_bytes("Beats", BEATS))
    (tmp_path / "officers.csv").write_bytes(csv_bytes("Officers", OFFICERS))
    (tmp_path / "ppns.csv").write_bytes(csv_bytes("PPNs", rows))
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    code = main([str(argument) for argument in arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def load(capsys: pytest.CaptureFixture[str], folder: Path, *arguments: str | Path) -> tuple[int, dict[str, Any]]:
    code, out, _ = run(capsys, "load", *arguments, "--store", folder / "s.duckdb", "--json")
    return code, json.loads(out)


def figures(capsys: pytest.CaptureFixture[str], folder: Path, *arguments: str) -> list[dict[str, str]]:
    code, out, err = run(capsys, "figures", *arguments, "--store", folder / "s.duckdb")
    assert code == 0, err
    return list(csv.DictReader(io.StringIO(out)))


@pytest.mark.file_engine
def test_files_are_loaded_in_dependency_order_whatever_order_they_are_named_in(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    files = [folder / name for name in ("ppns.csv", "officers.csv", "beats.csv")]
    code, said = load(capsys, folder, *files, *WEEK, "--area", "Corby", "--by", "someone")
    assert code == 0
    assert [(sheet["export"], sheet["status"], sheet["rows"]) for sheet in said["sheets"]] == [
        ("Beats", "accepted", 3),
        ("Officers", "accepted", 5),
        ("PPNs", "accepted", 2),
    ]
    assert set(said["sheets"][0]) >= {"file", "sheet", "export", "status", "rows", "set_aside", "problems"}
    with duckdb.connect(str(folder / "s.duckdb")) as connection:
        assert connection.execute("select distinct loaded_by, area from loads order by area").fetchall() == [
            ("someone", "force:Force"),
            ("someone", "sector:Corby"),
        ]


def test_the_same_again_is_unchanged(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    files = [folder / name for name in ("beats.csv", "officers.csv", "ppns.csv")]
    load(capsys, folder, *files, *WEEK)
    code, said = load(capsys, folder, *files, *WEEK)
    assert (code, {sheet["status"] for sheet in said["sheets"]}) == (0, {"unchanged"})


def test_figures_have_one_row_per_key_and_period_in_order(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    load(
        capsys, folder, *(folder / name for name in ("beats.csv", "officers.csv", "ppns.csv")), *WEEK, "--area", "Force"
    )
    rows = figures(
        capsys, folder, "--kpi", "ppn_submissions", "--by", "beat", "--from", "2026-06-03", "--to", "2026-06-09"
    )
    assert list(rows[0]) == [
        *("kpi", "by", "key", "name", "period_start", "period_end", "value", "exposure_hours", "target", "verdict")
    ]
    found = [(row["key"], row["period_start"], row["period_end"], row["value"], row["verdict"]) for row in rows]
    assert found == [
        ("A1", "2026-06-03", "2026-06-07", "0", ""),
        ("A1", "2026-06-08", "2026-06-09", "", "Not loaded"),
        ("A2", "2026-06-03", "2026-06-07", "0", ""),
        ("A2", "2026-06-08", "2026-06-09", "", "Not loaded"),
        ("B1", "2026-06-03", "2026-06-07", "0", ""),
        ("B1", "2026-06-08", "2026-06-09", "", "Not loaded"),
    ]


def test_officers_are_named_surname_first_and_only_those_of_the_kpis_roles(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    load(capsys, folder, *(folder / name for name in ("beats.csv", "officers.csv", "ppns.csv")), *WEEK)
    rows = figures(capsys, folder, "--kpi", "ppn_submissions", "--by", "officer", "--per", "total", *WEEK)
    assert (rows[0]["key"], rows[0]["name"]) == ("0101", "Exampleby, Inventa")
    assert [row["key"] for row in rows] == ["0101", "0102", "0103", "0201"]
    rows = figures(capsys, folder, "--kpi", "ppn_submissions", "--by", "officer", "--role", "PCSO", *WEEK)
    assert [row["key"] for row in rows] == ["0201"]


def test_by_default_the_last_twelve_complete_weeks_known(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    load(capsys, folder, *(folder / name for name in ("beats.csv", "officers.csv", "ppns.csv")), *WEEK)
    rows = figures(capsys, folder, "--kpi", "ppn_submissions")
    assert len(rows) == 12
    assert (rows[0]["period_start"], rows[-1]["period_end"]) == ("2026-03-16", "2026-06-07")


@pytest.mark.parametrize(
    "arguments",
    [
        ["figures"],
        ["figures", "--kpi", "nonsense"],
        ["figures", "--kpi", "arrests", "--by", "street"],
        ["figures", "--kpi", "arrests", "--per", "day"],
        ["figures", "--kpi", "arrests", "--from", "1 June"],
        ["figures", "--kpi", "arrests", "--from", "2026-06-07", "--to", "2026-06-01"],
        ["figures", "--kpi", "arrests", "--role", "PS"],
        ["figures", "--kpi", "arrests", "--known-at", "yesterday"],
        ["load"],
        ["load", "no such file.csv"],
        ["load", "{ppns}", "--area", "Atlantis"],
        ["load", "{ppns}", "--from", "2026-06-01"],
        ["rank"],
    ],
)
def test_wrong_arguments_give_2_and_one_sentence(
    capsys: pytest.CaptureFixture[str], folder: Path, arguments: list[str]
) -> None:
    load(capsys, folder, folder / "beats.csv")
    words = [argument.replace("{ppns}", str(folder / "ppns.csv")) for argument in arguments]
    store = ["--store", folder / "s.duckdb"] if arguments[0] in ("figures", "load") else []
    code, out, err = run(capsys, *words, *store)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1


def test_a_refused_sheet_gives_1_and_the_others_are_loaded(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "warrants.csv").write_text("Warrant Ref,Collar No\nW1,0101\n")
    files = [folder / name for name in ("beats.csv", "officers.csv", "warrants.csv", "ppns.csv")]
    code, said = load(capsys, folder, *files, *WEEK)
    statuses = {sheet["file"]: sheet["status"] for sheet in said["sheets"]}
    assert (code, statuses["warrants.csv"], statuses["ppns.csv"]) == (1, "refused", "accepted")
    problem = next(sheet for sheet in said["sheets"] if sheet["file"] == "warrants.csv")["problems"][0]
    assert set(problem) == {"code", "severity", "sheet", "cell", "message"}
    assert "Executed On" in problem["message"]


def test_a_file_with_nothing_of_ours_gives_1(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "menu.csv").write_text("Dish,Price\nSoup,3\n")
    code, said = load(capsys, folder, folder / "menu.csv")
    assert code == 1
    assert "refused" in {sheet["status"] for sheet in said["sheets"]}


def test_rows_set_aside_do_not_change_the_exit_code(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    load(capsys, folder, folder / "beats.csv")
    code, said = load(capsys, folder, folder / "ppns.csv", *WEEK)
    assert code == 0
    assert (said["sheets"][0]["rows"], said["sheets"][0]["set_aside"]) == (0, 2)
    assert [problem["cell"] for problem in said["sheets"][0]["problems"]] == ["D2", "D3"]


def test_check_says_the_same_and_stores_nothing(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    files = [folder / name for name in ("beats.csv", "officers.csv", "ppns.csv")]
    store = folder / "s.duckdb"
    code, out, _ = run(capsys, "check", *files, *WEEK, "--store", store, "--json")
    assert not store.exists()
    loaded_code, loaded = load(capsys, folder, *files, *WEEK)
    assert (code, json.loads(out)) == (loaded_code, loaded)
    before = figures(capsys, folder, "--kpi", "ppn_submissions")
    (folder / "ppns.csv").write_bytes(csv_bytes("PPNs", []))
    assert run(capsys, "check", folder / "ppns.csv", *WEEK, "--store", store, "--json")[0] == 0
    assert figures(capsys, folder, "--kpi", "ppn_submissions") == before


def test_a_large_loss_gives_1_until_it_is_confirmed(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    many = [{"PPN Ref": f"P{n}", "Submitted At": "2026-06-02 10:00", "Collar No": "0101"} for n in range(12)]
    (folder / "many.csv").write_bytes(csv_bytes("PPNs", many))
    load(capsys, folder, folder / "beats.csv", folder / "officers.csv", folder / "many.csv", *WEEK, "--area", "Force")
    few = (folder / "ppns.csv", *WEEK, "--area", "Force")
    code, said = load(capsys, folder, *few)
    assert (code, said["sheets"][0]["status"]) == (1, "needs_confirmation")
    assert load(capsys, folder, *few, "--confirm")[0] == 0


@pytest.mark.file_engine
def test_a_store_that_is_missing_damaged_or_held_gives_3(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    missing = run(capsys, "figures", "--kpi", "arrests", "--store", folder / "none.duckdb")
    (folder / "damaged.duckdb").write_bytes(b"not a database" * 1000)
    damaged = run(capsys, "figures", "--kpi", "arrests", "--store", folder / "damaged.duckdb")
    load(capsys, folder, folder / "beats.csv")
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder / "s.duckdb")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as holder:  # fmt: skip
        assert holder.stdout and holder.stdout.readline()
        held = run(capsys, "load", folder / "beats.csv", "--store", folder / "s.duckdb")
        holder.communicate(b"\n")
    for code, _, err in (missing, damaged, held):
        assert code == 3
        assert err.count("\n") == 1
    assert "in use" in held[2]
    assert "damaged" in damaged[2]


def test_a_name_on_two_levels_is_asked_for_with_its_level(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    twice = [{**row, "LPA": "Corby"} for row in BEATS]
    (folder / "beats.csv").write_bytes(csv_bytes("Beats", twice))
    files = [folder / name for name in ("beats.csv", "officers.csv", "ppns.csv")]
    code, _, err = run(capsys, "load", *files, "--area", "Corby", "--store", folder / "s.duckdb")
    assert code == 2
    assert "sector:Corby" in err
    assert load(capsys, folder, *files, *WEEK, "--area", "sector:Corby")[0] == 0


@pytest.mark.file_engine
def test_headings_matched_by_hand_are_used_and_check_makes_no_store(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    headings = "Their number,Handed in,Shoulder digits\n"
    (folder / "odd.csv").write_text(headings + "P1,2026-06-02 10:00,0101\n")
    (folder / "odd-next.csv").write_text(headings + "P2,2026-06-09 10:00,0101\nP3,soon,0101\n")
    code, out, _ = run(capsys, "check", folder / "odd.csv", "--store", folder / "none.duckdb")
    assert (code, (folder / "none.duckdb").exists()) == (1, False)
    assert "match its headings there" in out
    match_by_hand(folder)
    code, out, _ = run(capsys, "check", folder / "odd-next.csv", "--store", folder / "s.duckdb")
    assert code == 0
    assert "Read with the headings matched by A Sample on 8 June 2026: “Their number” as PPN Ref, “Handed in” as" in out
    code, said = load(capsys, folder, folder / "odd-next.csv")
    [sheet] = said["sheets"]
    assert (code, sheet["export"], sheet["status"], sheet["rows"], sheet["set_aside"]) == (0, "PPNs", "accepted", 1, 1)
    assert [problem["code"] for problem in sheet["problems"]] == ["matched_headings", "not_a_date"]
    with duckdb.connect(str(folder / "s.duckdb")) as connection:
        assert connection.execute("select load_id, matching from matched_loads").fetchall() == [(3, 1), (4, 1)]


def match_by_hand(folder: Path) -> None:
    """The lists, and the first odd file as somebody matches and accepts it on the Uploads page."""
    store = Store.open(folder / "s.duckdb")
    files = [(name, (folder / name).read_bytes()) for name in ("beats.csv", "officers.csv", "odd.csv")]
    columns = {"theirno": "PPN Ref", "handedin": "Submitted At", "shoulderdigits": "Collar No"}
    matching = Matching(source_of(list(columns)), "ppns", columns, ("Their number", "Handed in", "Shoulder digits"))
    loading.load(store, loading.read(files, by_hand={matching.source: matching}), NEXT_MONDAY, "A Sample")
    assert verify(store).wrong == []
    store.close()
