"""Fixtures: a small force for rules worked by hand, and the sample force, built once per run."""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from metrics import sample as sample_builder
from metrics import settings
from metrics.calculate import figures
from metrics.question import Ask
from metrics.store import engine
from metrics.store.connection import Store
from metrics.terms import Role, periods
from tests import postgres
from tests.small_force import SmallForce


@pytest.fixture(autouse=True, scope="session")
def _engine() -> Iterator[None]:
    """BEATBOARD_TEST_ENGINE=shared: every store with a path, and every small force, lies in a PostgreSQL of the run's own. What
    a test opens in memory itself stays there."""
    if os.environ.get("BEATBOARD_TEST_ENGINE") != "shared":
        yield
        return
    with postgres.cluster() as cluster, pytest.MonkeyPatch.context() as patch:
        patch.setenv(engine.CATALOG, cluster.catalog)
        yield


@pytest.fixture(autouse=True)
def _only_on_its_engine(request: pytest.FixtureRequest) -> None:
    if os.environ.get("BEATBOARD_TEST_ENGINE") == "shared" and request.node.get_closest_marker("file_engine"):
        pytest.skip("it is about the file of an embedded store")


@pytest.fixture
def force() -> Iterator[SmallForce]:
    """The small force, with its lists and nothing else."""
    small = SmallForce()
    yield small
    small.store.close()


@dataclass(frozen=True)
class Sample:
    """The sample force: the folder of its files, its home, and its open store."""

    folder: Path
    home: Path
    store: Store

    def figures(
        self,
        kpi: str,
        by: str,
        per: str,
        start: dt.date,
        end: dt.date,
        role: Role | None = None,
        known_at: dt.datetime | None = None,
    ) -> list[dict[str, Any]]:
        """Rows as the command line prints them, numbers as numbers and nothing as None."""
        asked = tuple(periods(start, end, per))  # type: ignore[arg-type]
        frame = figures(self.store, Ask((kpi,), by, asked, role, known_at))
        frame = frame.astype(object).where(frame.notna(), None)
        return [dict(row) for row in frame.to_dict("records")]


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BEATBOARD_HOME with both sample stores, built as `make run` builds them: once, with a copy for each test process."""
    home, worker = tmp_path_factory.mktemp("beatboard"), os.environ.get("PYTEST_XDIST_WORKER")
    if worker is None:
        build(home)
        return home
    shared = tmp_path_factory.getbasetemp().parent / "beatboard"
    with shared.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not shared.exists():
            build(home)
            shutil.copytree(home, shared)
        else:
            shutil.copytree(shared, home, dirs_exist_ok=True)
    return home


def build(home: Path) -> None:
    """The sample force and the Priority Area Team in a home, in files: opened where the run's stores are shared ones, their
    tables are made there from ledger and archive."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(engine.CATALOG, raising=False)
        patch.setenv("BEATBOARD_HOME", str(home))
        sample_builder.ensure()
        assert settings.store_path("sample").exists()


@pytest.fixture(scope="session")
def sample(sample_home: Path) -> Iterator[Sample]:
    """The sample force."""
    store = Store.open(sample_home / "sample.duckdb")
    yield Sample(sample_home / "sample_files", sample_home, store)
    store.close()


@pytest.fixture(scope="session")
def priority_area_team(sample_home: Path) -> Iterator[Store]:
    """The store of the Priority Area Team of 2020."""
    store = Store.open(sample_home / "priority_area_team.duckdb")
    yield store
    store.close()


def as_none(value: Any) -> Any:
    """None for anything missing."""
    return None if pd.isna(value) else value
