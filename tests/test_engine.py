"""One setting chooses the engine: which stores are shared then, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from metrics import configuration, settings
from metrics.configuration import ConfigurationError
from metrics.store import engine
from metrics.store.bases import base_of
from metrics.store.engine import Engine


@pytest.fixture(autouse=True)
def nothing_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (configuration.VARIABLE, engine.CATALOG, engine.DATA):
        monkeypatch.delenv(name, raising=False)


def written(folder: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    file = folder / "beatboard.toml"
    file.write_text(text)
    monkeypatch.setenv(configuration.VARIABLE, str(file))


def test_without_a_setting_every_store_is_a_file(tmp_path: Path) -> None:
    assert not engine.chosen().holds(tmp_path / "own.duckdb")
    assert not base_of(tmp_path / "own.duckdb").is_shared
    assert settings.store_path("own").parent == settings.home()


def test_the_setting_shares_the_own_store_and_leaves_the_sample(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    written(tmp_path, monkeypatch, f'[store]\nengine = "shared"\ncatalog = "dbname=beatboard"\ndata = "{data}"\n')
    chosen = engine.chosen()
    assert settings.store_path("own") == data / "own.duckdb"
    assert chosen.holds(settings.store_path("own"))
    assert not chosen.holds(settings.store_path("sample"))
    assert not base_of(settings.store_path("sample")).is_shared


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('engine = "cloud"', 'must be "file" or "shared"'),
        ('engine = "shared"', "give catalog"),
        ('engine = "shared"\ndata = "/srv"', "give catalog"),
        ('engine = "shared"\ncatalog = "dbname=b password=secret"\ndata = "/srv"', "must not hold a password"),
        ('engine = "shared"\ncatalog = "postgresql://b:secret@db/b"\ndata = "/srv"', "must not hold a password"),
    ],
)
def test_a_setting_that_is_half_or_unsafe_is_refused(
    text: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path, monkeypatch, f"[store]\n{text}\n")
    with pytest.raises(ConfigurationError, match=words):
        engine.chosen()


def test_a_store_has_the_same_schema_wherever_the_folder_is_mounted() -> None:
    here, there = (Engine("dbname=b", Path(folder)) for folder in ("/srv/a", "/mnt/b"))
    assert here.schema_of(Path("/srv/a/own.duckdb")) == there.schema_of(Path("/mnt/b/own.duckdb")) == "beatboard_own"
    odd = here.schema_of(Path("/srv/a/Our store; drop table.duckdb"))
    assert odd == there.schema_of(Path("/mnt/b/Our store; drop table.duckdb"))
    assert odd.replace("_", "").isalnum()
    assert odd != here.schema_of(Path("/srv/a/other/own.duckdb"))
