"""What the running server does by itself: backups when they are due, the log that names nobody, what is installed."""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
from importlib.metadata import distributions
from pathlib import Path

import pytest

from metrics.configuration import Backups, Configuration
from metrics.serving import audit, daily, health
from metrics.serving.technical_log import Line, fields
from metrics.store.backing_up import restore
from metrics.store.connection import Store
from metrics.store.files import StoreFiles
from metrics.terms import LONDON
from metrics.ui import stores
from tests.small_force import SmallForce


def at(day: int, hour: int) -> dt.datetime:
    return dt.datetime(2026, 11, day, hour, tzinfo=LONDON)


def test_a_backup_is_due_once_a_day_and_after_a_night_without_power(tmp_path: Path) -> None:
    chosen = Configuration(served=True, backups=Backups(str(tmp_path), "02:30"))
    assert daily.due(chosen, at(27, 1)), "there is none at all"
    made = tmp_path / "first"
    made.mkdir()
    assert daily.due(chosen, at(27, 1)), "a folder without its list of hashes is no backup"
    (made / "manifest.json").write_text(json.dumps({"made": at(26, 3).isoformat()}))
    assert not daily.due(chosen, at(26, 4))
    assert not daily.due(chosen, at(27, 2))
    assert daily.due(chosen, at(27, 3))
    (made / "manifest.json").write_text("half a li")
    assert daily.due(chosen, at(26, 4))


def test_the_servers_own_backup_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEATBOARD_HOME", str(tmp_path))
    stores.use(SmallForce(tmp_path / "sample.duckdb").store)
    (tmp_path / "backups").mkdir()
    daily._back_up(tmp_path / "backups")
    stores.close_store()
    (made,) = (tmp_path / "backups").iterdir()
    assert not made.name.endswith(".part")
    assert daily.latest_backup(tmp_path / "backups")
    assert restore(made, StoreFiles(tmp_path / "again.duckdb")) == 2
    store = Store.open(tmp_path / "again.duckdb")
    assert store.rows("select count(*) from loads") == [(2,)]
    store.close()


def test_a_backup_that_fails_leaves_nothing_and_the_server_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BEATBOARD_HOME", str(tmp_path))
    small = SmallForce(tmp_path / "sample.duckdb")
    stores.use(small.store)
    killed, young = tmp_path / "backups" / "2026-01-01T0230.7.part", tmp_path / "backups" / "2026-01-02T0230.8.part"
    for half in (killed, young):
        half.mkdir(parents=True)
    os.utime(killed, (0, 0))
    small.store.close()  # every question of it fails from now on, not with one of our own errors
    daily._back_up(tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == [young]
    stores.close_store()


def test_a_line_of_the_log_holds_no_value_no_words_of_an_error_and_no_other_librarys_message() -> None:
    def line(name: str, message: str, *values: object, error: bool = False) -> dict[str, object]:
        try:
            raise ValueError("Exampleby, collar 0101")
        except ValueError as found:
            info = (type(found), found, found.__traceback__) if error else None
        record = logging.LogRecord(name, logging.ERROR, __file__, 7, message, values, info)
        record.__dict__.update(fields(status=500))
        return dict(json.loads(Line().format(record)))

    own = line("metrics.ui.writer", "upload %s", "Exampleby.xlsx", error=True)
    assert (own["what"], own["error"], own["status"]) == ("upload %s", "ValueError", 500)
    assert own["stack"] == [f"tests/serving/test_daily.py:{_line_of('raise ValueError')} line"]
    assert "Exampleby" not in json.dumps(own)
    others = line("streamlit.runtime", "Session of Exampleby ended")
    assert "Exampleby" not in json.dumps(others) and others["where"] == "tests/serving/test_daily.py:7"


def _line_of(words: str) -> int:
    lines = Path(__file__).read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.strip().startswith(words))


def test_not_ready_where_a_check_fails_and_nothing_is_said_of_why(monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> bool:
        raise OSError("No space left on /secret/path")

    monkeypatch.setattr(health, "CHECKS", {"store": lambda: True, "disk": full})
    assert health.ready() == (False, json.dumps({"ready": False, "checks": {"store": True, "disk": False}}).encode())


def test_what_is_installed_is_what_was_pinned() -> None:
    wanted = audit.pinned("requirements.txt")
    assert {"streamlit", "duckdb", "authlib", "httpx"} <= wanted.keys()
    everything = wanted | audit.pinned("requirements-dev.txt")
    found = [one for one in distributions() if one.metadata["Name"] in ("starlette", "uvicorn", "itsdangerous")]
    assert len(found) == 3 and audit.not_pinned(everything, found) == []
    assert audit.not_pinned({**everything, "uvicorn": "0"}, found)[0].endswith("and 0 was pinned.")
    assert audit.not_pinned({}, found)[0].endswith("was never pinned.")
    looked, wrong = audit.changed(found)
    assert looked > 50 and wrong == []


def test_every_library_is_listed_with_its_licence() -> None:
    listed = audit.LICENCES.read_text("utf-8")
    missing = [
        f"{name} | {version}"
        for name, version in audit.pinned("requirements.txt").items()
        if f"| {name} | {version} |" not in listed
    ]
    assert missing == [], "say python -m metrics.serving.audit --licences"
