"""The app run from dashboard.py over three stores: an empty one, the sample force, and one that is half loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from metrics import settings
from metrics.store.files import StoreFiles
from metrics.ui import remembering, stores
from tests.small_force import SmallForce

DASHBOARD = Path(__file__).parents[2] / "dashboard.py"
Open = Callable[..., AppTest]


@pytest.fixture(params=["empty", "sample", "half-loaded"])
def state(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[str]:
    """A BEATBOARD_HOME in one of the three states."""
    if request.param in settings.SAMPLES:
        yield from sample_state(request, tmp_path_factory, monkeypatch)
        return
    if request.param == "half-loaded":
        with own_copy(request.getfixturevalue("half_loaded"), tmp_path, monkeypatch):
            yield request.param
        return
    monkeypatch.setenv("BEATBOARD_HOME", str(tmp_path))
    settings.choose("own")
    yield request.param
    close_store()


class Kept(NamedTuple):
    """A home of the sample force that tests share while none writes to it, and how many loads and entries there are."""

    home: Path
    holds: tuple[int, int]


_kept: dict[str, Kept] = {}


def sample_state(
    request: pytest.FixtureRequest, factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The sample force: opening it takes seconds, so it stays open for the next test if this one changed nothing in it."""
    choice = request.param
    home = _kept[choice].home if choice in _kept else factory.mktemp("home")
    monkeypatch.setenv("BEATBOARD_HOME", str(home))
    if choice not in _kept:
        name = f"{choice}.duckdb"
        StoreFiles(request.getfixturevalue("sample_home") / name).copy_to(StoreFiles(home / name))
        settings.choose(choice)
        _kept[choice] = Kept(home, (stores.store().version, stores.store().entered))
    yield choice
    store = stores._opened.get(str(settings.store_path(choice)))
    if settings.chosen() != choice or store is None or (store.version, store.entered) != _kept[choice].holds:
        del _kept[choice]
        close_store()
    remembering.forget()


def half_load(path: Path) -> None:
    """A store with lists and one week's arrests of one beat: no duties, nothing else."""
    small = SmallForce(path)
    small.load("Arrests", [{"Custody Ref": "C1", "Arrested At": "2026-06-02 10:00", "Collar No": "0101"}])
    small.store.close()


@pytest.fixture(scope="session")
def half_loaded(tmp_path_factory: pytest.TempPathFactory) -> StoreFiles:
    """It, closed: loaded once, and each test has a copy."""
    files = StoreFiles(tmp_path_factory.mktemp("half-loaded") / "own.duckdb")
    half_load(files.path)
    return files


def close_store() -> None:
    """Forget the stores and everything read of them."""
    for path in list(stores._opened):
        stores._opened.pop(path).close()
    st.cache_resource.clear()
    remembering.forget()


@contextmanager
def own_copy(built: StoreFiles, home: Path, patch: pytest.MonkeyPatch) -> Iterator[None]:
    """A home whose own store is a copy of one that is closed."""
    patch.setenv("BEATBOARD_HOME", str(home))
    settings.choose("own")
    built.copy_to(StoreFiles(settings.store_path("own")))
    yield
    close_store()


@pytest.fixture
def open_page(state: str) -> Open:
    """Open a page with an address, as a browser would."""

    def open_it(page: str, **address: str) -> AppTest:
        app = AppTest.from_file(str(DASHBOARD), default_timeout=60)
        for name, value in address.items():
            app.query_params[name] = value
        return app.switch_page(f"pages/{page}.py").run()

    return open_it


def text_of(app: AppTest) -> str:
    """Everything that the page says in words, markup included."""
    return "\n".join(str(element.proto.body) for element in app.get("html")) + "\n".join(m.value for m in app.markdown)
