"""The store's connection reaches the store's own folder and nothing else: no other file, no network, no extension."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from metrics.store.backing_up import back_up
from metrics.store.connection import Store
from metrics.store.snapshot import snapshot
from metrics.store.trial import trying
from tests.assurance.weeks import begin, content_of, give

FORBIDDEN = (
    "from read_csv('/etc/passwd')",
    "from read_text('/etc/hostname')",
    "from read_blob('/etc/hostname')",
    "from read_json('/etc/hostname')",
    "from read_parquet('/tmp/other.parquet')",
    "from '/etc/passwd.csv'",
    "from glob('/etc/*')",
    "from read_text('{folder}/../../../../../../etc/hostname')",
    "from read_csv('http://127.0.0.1:9/rows.csv')",
    "from read_csv('https://127.0.0.1:9/rows.csv')",
    "from read_parquet('s3://bucket/rows.parquet')",
    "copy (select 1) to '/tmp/out.csv'",
    "export database '/tmp/exported'",
    "import database '/tmp/exported'",
    "attach '/tmp/other.duckdb' as other",
    "attach 'http://127.0.0.1:9/other.duckdb' as other",
    "attach 'postgres:dbname=postgres' as other",
    "load httpfs",
    "load '/tmp/some.duckdb_extension'",
    "install httpfs",
    "set enable_external_access = true",
    "set allowed_directories = ['/']",
    "set allowed_paths = ['/etc/passwd']",
    "set temp_directory = '/etc'",
    "set allow_community_extensions = true",
)
REFUSED = r"disabled|locked|Cannot (change|enable)|requires the extension httpfs"
"""As DuckDB says that it will not, or (of the last) that it has nothing to do it with."""


@pytest.fixture(params=["file", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return begin(tmp_path / "s.duckdb" if request.param == "file" else None)


@pytest.mark.file_engine
def test_every_way_out_is_refused(store: Store, tmp_path: Path) -> None:
    for text in FORBIDDEN:
        with store.cursor() as cursor, pytest.raises(duckdb.Error, match=REFUSED):
            cursor.execute(text.replace("{folder}", str(tmp_path))).fetchall()
    store.close()


def test_what_the_store_itself_needs_goes_on(store: Store, tmp_path: Path) -> None:
    give(store, 0)
    assert snapshot(store)
    with trying(store) as trial:
        give(trial, 1)
    if store.path:
        assert back_up(store, tmp_path / "elsewhere" / "backup") == 5
        content = content_of(store)
        store.close()
        store = Store.open(store.path)
        assert content_of(store) == content
    store.close()
