"""What other forces publish is known by force and month, beside our own figures and never in them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pandas as pd
import pytest

from metrics import catalogue, changes
from metrics.__main__ import main
from metrics.calculate import figures
from metrics.coverage import coverage, last_week, lists_loaded
from metrics.loading import Choice, load, now, plan, read, withdraw
from metrics.published import searches
from metrics.quality import blanks, by_load_week
from metrics.question import Ask
from metrics.store.append import LoadResult
from metrics.store.connection import Store
from metrics.store.files import StoreFiles
from metrics.store.snapshot import NOW
from metrics.store.verifying import verify
from metrics.terms import LONDON, Area, periods
from tests.conftest import Sample
from tests.published_files import APRIL, MAY, april, may, published, search
from tests.small_force import MONDAY, SUNDAY, SmallForce

FILES = {APRIL: published(april()), MAY: published(may(), index=True)}
REAL = Path(__file__).parents[2] / "shared" / "real" / "stop_search"
WALES = Area("publisher", "Dyfed-Powys")
LIVE = "select * exclude (load_id) from published_stop_searches_known_at($t) order by all"


def given(store: Store, *names: str, files: dict[str, bytes] | None = None, **options: Any) -> list[LoadResult]:
    """Load files one call each, in the order named."""
    known = files or FILES
    return [load(store, read([(name, known[name])]), now(), "test", **options)[0] for name in names]


def months(store: Store, known_at: dt.datetime | None = None) -> list[tuple[str, int, int, int]]:
    """Publisher and month with searches, blank outcomes and loads."""
    frame = searches(store, "month", known_at)
    return [(f"{r.publisher} {r.first_day:%Y-%m}", r.searches, r.blank_outcomes, r.loads) for r in frame.itertuples()]


BOTH_MONTHS = [("Dyfed-Powys 2019-04", 6, 1, 1), ("Dyfed-Powys 2019-05", 3, 0, 1)]


def test_files_load_in_any_order_twice_with_equal_results() -> None:
    states = []
    for order in itertools.permutations(FILES):
        store = Store.open(None)
        assert [result.status for result in given(store, *order)] == ["accepted"] * 2
        assert [result.status for result in given(store, *order)] == ["unchanged"] * 2
        assert months(store) == BOTH_MONTHS
        states.append(store.rows(LIVE, t=NOW))
        store.close()
    assert states[0] == states[1]
    assert len(states[0]) == 9, "rows that look alike are all kept"


def test_local_weeks_hold_across_the_change_of_clocks_and_of_month() -> None:
    store = Store.open(None)
    given(store, APRIL, MAY)
    weeks = searches(store, "week").set_index("first_day")
    assert weeks.searches[weeks.searches > 0].to_dict() == {
        dt.datetime(2019, 4, 1): 2, dt.datetime(2019, 4, 8): 3, dt.datetime(2019, 4, 29): 2, dt.datetime(2019, 5, 6): 1,
        dt.datetime(2019, 5, 27): 1,
    }  # fmt: skip
    assert weeks.covered[dt.datetime(2019, 4, 29)] == 7 and weeks.loads[dt.datetime(2019, 4, 29)] == 2
    assert weeks.covered[dt.datetime(2019, 5, 27)] == 5, "a week that is covered in part says so"
    assert weeks.searches[dt.datetime(2019, 4, 15)] == 0, "covered, and nothing published"
    store.close()


def test_the_later_accepted_file_wins_wholly_for_its_days_and_for_its_force_only() -> None:
    store = Store.open(None)
    given(store, APRIL, MAY)
    before = now()
    corrected = published(april()[1:])
    given(store, APRIL, files={APRIL: corrected})
    assert months(store) == [("Dyfed-Powys 2019-04", 5, 0, 2), BOTH_MONTHS[1]]
    given(store, "2019-04-gwent-stop-and-search.csv", files={"2019-04-gwent-stop-and-search.csv": published(april())})
    assert months(store)[2] == ("Gwent 2019-04", 6, 1, 1)
    assert months(store, before) == BOTH_MONTHS, "what was known before stays known"
    withdraw(store, 3, now(), "test", "not right after all")
    assert months(store)[:2] == BOTH_MONTHS
    store.close()


def test_more_than_half_of_a_week_needs_confirming_and_alike_rows_count_each() -> None:
    alike = [search("2019-04-09T10:00:00+00:00") for _ in range(12)]
    store = Store.open(None)
    given(store, APRIL, files={APRIL: published(alike)})
    assert given(store, APRIL, files={APRIL: published(alike[:6])})[0].status == "accepted", (
        "half is not more than half"
    )
    [asked] = given(store, APRIL, files={APRIL: published([])})
    assert asked.status == "needs_confirmation"
    assert "take away 6 of the 6 Published Stop Searches rows known for Dyfed-Powys in the week of 8" in (
        asked.outcome.problems[-1].message
    )
    [other] = given(store, "gwent.csv", files={"gwent.csv": published(alike[:1])})
    assert other.status == "accepted", "another force loses nothing"
    assert given(store, APRIL, files={APRIL: published([])}, confirm=True)[0].status == "accepted"
    assert months(store)[0] == ("Dyfed-Powys 2019-04", 0, 0, 3)
    store.close()


def test_force_and_days_can_be_chosen() -> None:
    store = Store.open(None)
    chosen = Choice(Area("publisher", "Gwent"), (dt.date(2019, 4, 1), dt.date(2019, 4, 7)))
    [result] = given(store, APRIL, every=chosen)
    assert (result.outcome.accepted, result.outcome.set_aside) == (2, 4)
    assert months(store) == [("Gwent 2019-04", 2, 1, 1)]
    assert searches(store, "month").covered.tolist() == [7]
    store.close()


# -------------------------------------------------------------------------------------------------- never in our own
def test_nothing_of_ours_is_loaded_late_or_counted_by_them(force: SmallForce) -> None:
    force.load("Stop Searches", [{"Search Ref": "S1", "Searched At": f"{MONDAY} 10:00", "Collar No": "0101"}])
    rows = [search(f"{MONDAY + dt.timedelta(days=day)}T10:00:00+00:00") for day in range(20)]
    before = state(force)
    [result] = given(
        force.store, "2026-06-gwent-stop-and-search.csv", files={"2026-06-gwent-stop-and-search.csv": published(rows)}
    )
    assert result.status == "accepted"
    assert state(force) == before
    assert force.store.rows("select count(*) from published_stop_searches where late") == [(0,)]
    assert by_load_week(force.store, MONDAY)[0].query("export == 'published_stop_searches'").rows.tolist() == [20]


def state(force: SmallForce) -> list[Any]:
    """All that is said of our own exports."""
    store = force.store
    values = [
        force.figures(kpi, by).drop(columns=["missing"], errors="ignore").to_csv()
        for kpi in catalogue.kpis()
        for by in ("force", "beat", "officer")
    ]
    tables = [coverage(store, 4), coverage(store, 4, level="beat"), lists_loaded(store), blanks(store, MONDAY, SUNDAY)]
    return [last_week(store), *values, *(table.to_csv() for table in tables)]


def test_every_figure_of_the_sample_force_is_what_it_was(sample: Sample, tmp_path: Path) -> None:
    StoreFiles(sample.home / "sample.duckdb").copy_to(StoreFiles(tmp_path / "s.duckdb"))
    store = Store.open(tmp_path / "s.duckdb")
    last = last_week(store)
    assert last is not None
    rows = [search(f"{last - dt.timedelta(days=day)}T10:00:00+00:00") for day in range(90)]
    asked = Ask(tuple(catalogue.kpis()), "force", tuple(periods(last - dt.timedelta(days=83), last, "week")))
    before = figures(store, asked)
    [result] = given(store, "northamptonshire.csv", files={"northamptonshire.csv": published(rows)})
    assert (result.status, result.outcome.accepted) == ("accepted", 90)
    # Hours are sums of fractions, which the database adds in any order: equal but for the last of their digits.
    pd.testing.assert_frame_equal(figures(store, asked), before, rtol=1e-12, atol=0)
    assert len(before) == 12 * len(catalogue.kpis())
    assert last_week(store) == last
    store.close()


# ------------------------------------------------------------------------------------------- what would change, keeping
def test_what_would_change_tells_new_gone_and_unchanged_rows_by_force(force: SmallForce) -> None:
    given(force.store, APRIL)
    corrected = [*april()[1:], search("2019-04-20T10:00:00+00:00")]
    sheets = read([(APRIL, published(corrected))])
    found = changes.of_load(force.store, sheets, now())
    assert Counter(found.rows.change) == {"unchanged": 5, "new": 1, "gone": 1}
    assert set(found.counts.sector) == {"Dyfed-Powys"} and not found.counts.late.any()
    assert (len(found.figures), found.same) == (0, 0), "no figure of ours is made from them"
    assert plan(force.store, sheets, now())[0].status == "accepted"
    assert changes.between(force.store, None, None, within=Area("sector", "Corby")).rows.empty


@pytest.fixture
def kept(tmp_path: Path) -> StoreFiles:
    """A closed store of two months and a withdrawal."""
    files = StoreFiles(tmp_path / "s.duckdb")
    store = Store.open(files.path)
    given(store, APRIL, MAY)
    given(store, APRIL, files={APRIL: published(april()[:3])})
    withdraw(store, 3, now(), "test", "cut short")
    store.close()
    return files


def whole(files: StoreFiles) -> list[Any]:
    """What a store holds of published searches, verified."""
    store = Store.open(files.path)
    assert verify(store).wrong == []
    found = [months(store), store.rows(LIVE, t=NOW), store.rows("select load_id, rows_hash from loads order by all")]
    store.close()
    return found


@pytest.mark.file_engine
def test_a_store_is_verified_rebuilt_and_restored_with_them(kept: StoreFiles, tmp_path: Path) -> None:
    before = whole(kept)
    assert before[0] == BOTH_MONTHS
    assert main(["backup", "--store", str(kept.path), "--to", str(tmp_path / "b")]) == 0
    assert main(["restore", str(tmp_path / "b"), "--store", str(tmp_path / "other.duckdb")]) == 0
    assert whole(StoreFiles(tmp_path / "other.duckdb")) == before
    assert main(["rebuild", "--store", str(kept.path)]) == 0
    assert whole(kept) == before
    kept.path.unlink()
    assert whole(kept) == before, "replayed from ledger and archive at the start"


def test_a_publisher_that_its_export_cannot_cover_is_noticed(kept: StoreFiles) -> None:
    store = Store.open(kept.path)
    with store.cursor() as cursor:
        cursor.execute("update loads set area = 'beat:A1' where load_id = 1")
    assert "Load 1 covers beat:A1, which its export cannot cover." in " ".join(verify(store).wrong)
    store.close()


@pytest.mark.file_engine
def test_a_store_made_before_this_export_opens_and_takes_it(tmp_path: Path) -> None:
    files = StoreFiles(tmp_path / "s.duckdb")
    small = SmallForce(files.path)
    small.load("Stop Searches", [{"Search Ref": "S1", "Searched At": f"{MONDAY} 10:00", "Collar No": "0101"}])
    small.store.close()
    with duckdb.connect(str(files.path)) as connection:
        connection.execute("drop table published_stop_searches")
        connection.execute("drop macro table published_stop_searches_known_at")
        connection.execute("update meta set value = 'older' where name = 'layout'")
    shutil.copy(files.path, tmp_path / "older.duckdb")
    store = Store.open(files.path)
    assert store.noticed == () and months(store) == []
    given(store, APRIL)
    assert months(store) == BOTH_MONTHS[:1]
    assert store.rows("select count(*) from stop_searches_known_at($t)", t=NOW) == [(1,)]
    assert verify(store).wrong == []
    store.close()


# --------------------------------------------------------------------------------------------------- the command line
def said_by(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    """Exit code and the one sheet of --json."""
    code = main([*arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)["sheets"][0]


def test_load_and_check_from_the_command_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / APRIL).write_bytes(FILES[APRIL])
    store = ["--store", str(tmp_path / "s.duckdb")]
    code, said = said_by(capsys, "check", str(tmp_path / APRIL), *store)
    assert (code, said["export"], said["status"], said["rows"], said["set_aside"]) == (
        0, "Published Stop Searches", "accepted", 6, 0,
    )  # fmt: skip
    assert (said["area"], said["from"], said["to"]) == ("Dyfed-Powys", "2019-04-01", "2019-04-30")
    assert not (tmp_path / "s.duckdb").exists()
    assert said_by(capsys, "load", str(tmp_path / APRIL), *store)[1]["status"] == "accepted"
    assert said_by(capsys, "load", str(tmp_path / APRIL), *store)[1]["status"] == "unchanged"
    elsewhere = said_by(capsys, "load", str(tmp_path / APRIL), *store, "--area", "publisher:south wales")[1]
    assert (elsewhere["status"], elsewhere["area"]) == ("accepted", "South Wales")
    days = said_by(capsys, "load", str(tmp_path / APRIL), *store, "--from", "2019-04-01", "--to", "2019-04-07")[1]
    assert (days["status"], days["rows"], days["set_aside"], days["to"]) == ("accepted", 2, 4, "2019-04-07")


def test_a_publisher_for_files_of_ours_is_a_wrong_argument(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "beats.csv").write_text("LPA,Sector,Beat,Beat Name\nN,C,A1,Alpha\n")
    arguments = [
        "load",
        str(tmp_path / "beats.csv"),
        "--store",
        str(tmp_path / "s.duckdb"),
        "--area",
        "publisher:Gwent",
    ]
    assert main(arguments) == 2
    assert "none of these is one" in capsys.readouterr().err


# ------------------------------------------------------------------------------------------------------ the real files
def counted(path: Path) -> tuple[int, Counter[dt.date], Counter[tuple[str, ...]], Counter[str]]:
    """A real file counted without Beatboard: rows, local Mondays, contents, and what stands under the linked heading."""
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    local = [dt.datetime.fromisoformat(row["Date"]).astimezone(ZoneInfo("Europe/London")).date() for row in rows]
    mondays = Counter(day - dt.timedelta(days=day.weekday()) for day in local)
    contents = Counter(
        tuple(cell for heading, cell in row.items() if heading and heading not in ("Latitude", "Longitude"))
        for row in rows
    )
    return len(rows), mondays, contents, Counter(row["Outcome linked to object of search"] for row in rows)


needs_real_files = pytest.mark.skipif(
    not REAL.exists(), reason=f"the real files of data.police.uk are not at {REAL}: they are never committed"
)


@needs_real_files
def test_the_real_files_load_in_any_order_twice_as_they_were_counted() -> None:
    paths = sorted(REAL.glob("*.csv"))
    files = {path.name: path.read_bytes() for path in paths}
    names = list(files)
    states = []
    for order in (names, names[::-1], names[3:] + names[:3]):
        store = Store.open(None)
        results = given(store, *order, files=files)
        assert {(result.status, result.outcome.set_aside) for result in results} == {("accepted", 0)}
        assert {result.status for result in given(store, *order, files=files)} == {"unchanged"}
        states.append((store.rows(LIVE, t=NOW), searches(store, "week").drop(columns="loaded_at").to_csv()))
        last = store
    assert states[0] == states[1] == states[2]
    agree_with_the_files(last, paths)


def weeks_by_pandas(paths: list[Path]) -> pd.Series:
    """The real files counted by pandas alone: searches by publishing file's name and local ISO week (year, week)."""
    frames = [pd.read_csv(path, usecols=["Date"]).assign(file=path.name) for path in paths]
    at = pd.concat(frames, ignore_index=True)
    iso = pd.to_datetime(at["Date"], utc=True).dt.tz_convert("Europe/London").dt.isocalendar()
    return at.groupby([at["file"], iso["year"], iso["week"]]).size()


@needs_real_files
def test_each_real_file_has_the_searches_of_each_local_iso_week_that_pandas_counts() -> None:
    """Each file in a store of its own, so that no two can make up for each other."""
    paths = sorted(REAL.glob("*.csv"))
    told = {}
    for path in paths:
        store = Store.open(None)
        given(store, path.name, files={path.name: path.read_bytes()})
        for row in searches(store, "week").itertuples():
            if row.searches:
                year, week, _ = row.first_day.isocalendar()
                told[path.name, year, week] = row.searches
        store.close()
    assert told == weeks_by_pandas(paths).to_dict()
    assert (len(paths), len(told), sum(told.values())) == (6, 31, 13_255), "files, weeks of a file, searches"


def agree_with_the_files(store: Store, paths: list[Path]) -> None:
    """Rows, local weeks, look-alike rows, and yes and no, against the files counted on their own."""
    found = [counted(path) for path in paths]
    assert sorted(searches(store, "month").searches) == sorted(rows for rows, *_ in found)
    mondays = sum((weeks for _, weeks, *_ in found), Counter())
    weeks = searches(store, "week")
    assert {day.date(): n for day, n in zip(weeks.first_day, weeks.searches, strict=True) if n} == dict(mondays)
    contents = sum((each for _, _, each, _ in found), Counter())
    columns = [c.name for c in catalogue.exports()["published_stop_searches"].stored_columns]
    alike = f"select count(*) from published_stop_searches_known_at($t) group by {', '.join(columns)} order by 1"
    assert [n for (n,) in store.rows(alike, t=NOW)] == sorted(contents.values())
    linked = sum((words for *_, words in found), Counter())
    stored = dict(store.rows("select outcome_linked_to_object, count(*) from published_stop_searches group by all"))
    assert (stored[True], stored[False], stored[None]) == (
        linked["True"] + linked["1.0"], linked["False"] + linked["0.0"], linked[""],
    )  # fmt: skip
    assert linked["1.0"] and linked["True"], "both ways of writing are among the files"


def test_moments_are_local(tmp_path: Path) -> None:
    store = Store.open(None)
    load(store, read([(APRIL, FILES[APRIL])]), dt.datetime(2026, 6, 8, 9, tzinfo=LONDON), "test")
    assert months(store, dt.datetime(2026, 6, 8, 8, 59)) == []
    assert months(store, dt.datetime(2026, 6, 8, 9)) == BOTH_MONTHS[:1]
    store.close()
