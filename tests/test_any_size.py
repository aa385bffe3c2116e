"""An invented force of another size loads clean, in bulk as ordinarily; people at a server click and are answered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from metrics.__main__ import main
from metrics.catalogue import exports
from metrics.intake import Reader, Unreadable
from metrics.intake.limits import BULK, ORDINARY, Limits
from metrics.sample_building import load_manifest
from metrics.store.connection import Store
from metrics.store.files import StoreFiles
from sample_data.any_size.make import build
from sample_data.any_size.size import Size
from tests.benchmarks.people import click
from tests.benchmarks.views import names_in
from tests.server import desk

TINY = Size(21, 4, weekly=1, forces=2)


@pytest.fixture(scope="module")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of two forces of a few officers, four weeks."""
    return build(TINY, tmp_path_factory.mktemp("tiny"))


def loaded(manifest: Path, limits: Limits) -> Store:
    """A store in memory with all of them; its own key is the same each time, so that what is kept as a hash can be compared."""
    store = Store.open(None)
    with store.cursor() as cursor:
        cursor.execute("update meta set value = repeat('0', 64) where name = 'secret'")
    load_manifest(store, manifest, limits=limits)
    return store


def test_it_loads_clean_and_in_bulk_gives_the_same_store(manifest: Path) -> None:
    ordinary, bulk = loaded(manifest, ORDINARY), loaded(manifest, BULK)
    hashes = "select load_id, export, area, days_from, days_to, rows, content_hash from loads order by load_id"
    loads = bulk.rows(hashes)
    assert loads == ordinary.rows(hashes)
    assert {area for _, _, area, *_ in loads} >= {"lpa:Force 01", "lpa:Force 02", "force:Force"}
    assert bulk.rows("select sum(set_aside), sum(identical) from loads") == [(0, 0)]
    assert bulk.rows("select code, count(*) from problems group by code") == []
    for export in exports():
        rows = bulk.rows(f"from {export} order by all")
        assert rows == ordinary.rows(f"from {export} order by all"), export
    for export in ("duties", "incidents", "arrests", "officers", "targets", "queries", "training"):
        assert bulk.rows(f"select count(*) > 10 from {export}") == [(True,)], export


def test_the_command_line_loads_in_bulk(manifest: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lists = sorted(manifest.parent.glob("history/*/lists/beats.csv"))[0]
    call = ["--store", str(tmp_path / "own.duckdb"), str(lists)]
    monkeypatch.setattr("metrics.__main__.BULK", replace(BULK, file_bytes=10))
    assert main(["load", "--bulk", *call]) == 1  # the limits in bulk are those that count
    monkeypatch.undo()
    assert main(["load", "--bulk", *call]) == 0


def test_the_same_seed_gives_the_same_bytes_and_another_gives_others(manifest: Path, tmp_path: Path) -> None:
    same, other = tmp_path / "same", tmp_path / "other"
    build(TINY, same)
    build(replace(TINY, seed=2), other)
    files = [file.relative_to(manifest.parent) for file in manifest.parent.rglob("duties.csv")]
    assert len(files) == 4
    assert all((same / file).read_bytes() == (manifest.parent / file).read_bytes() for file in files)
    assert not any((other / file).read_bytes() == (manifest.parent / file).read_bytes() for file in files)


def test_only_text_may_be_larger_in_bulk(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (
        "Custody Ref,Arrested At,Collar No,Beat,Offence,Result\n" + "x,2026-06-02T10:00,0101,A1,Theft,\n" * 40
    ).encode()
    small, wide = Limits(file_bytes=1_000), Limits(file_bytes=2_000, rows=41)
    with Reader(limits=small) as reader, pytest.raises(Unreadable, match="over 0 MB"):
        reader.read("arrests.csv", text)
    with Reader(limits=wide) as reader:
        assert reader.read("arrests.csv", text).sheets[0].height == 41
    with Reader(limits=replace(wide, rows=40)) as reader, pytest.raises(Unreadable, match="41 rows"):
        reader.read("arrests.csv", text)
    monkeypatch.setattr("metrics.intake.guard.FILE_BYTES", 1_000)
    with Reader(limits=BULK) as reader, pytest.raises(Unreadable, match="over 0 MB"):
        reader.read("arrests.xlsx", b"PK\x03\x04" + b"x" * 2_000)


def test_three_people_at_a_server_click_and_are_answered(sample_home: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    StoreFiles(sample_home / "sample.duckdb").copy_to(StoreFiles(home / "sample.duckdb"))
    (home / "settings.json").write_text('{"store": "sample"}')
    store = Store.open(home / "sample.duckdb")
    names = names_in(store)
    store.close()
    with desk(home) as served:
        found = click(served.port, names, people=3, clicks=2, thinking=(0.0, 0.1))
    assert found.errors == []
    assert served.outside == []
    assert len(found.clicks) == 6
    assert len({page for _, page, _ in found.clicks}) > 1
    assert all(0 < seconds < 60 for seconds in found.seconds)


def test_an_answer_larger_than_a_buffer_comes_back() -> None:
    """DuckDB 1.5.5 waited for ever over such a question until the buffer was made large (`connection.WHOLE_ANSWER`)."""
    store = Store.open(None)
    step = "select {}::utinyint as step, key, unnest(sums) as amount from ({})"
    sums = "select key, [sum(many)] as sums from base group by key"
    text = "with base as materialized (select range % 300000 as key, range as many from range(600000)) "
    found = store.columns(text + " union all ".join(step.format(number, sums) for number in range(3)))
    assert len(found["amount"]) == 900_000
