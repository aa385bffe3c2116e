"""The store of a small force whose people sign in, made once."""

from __future__ import annotations

import pytest

from metrics.store.files import StoreFiles
from tests.own.small_store import build


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> StoreFiles:
    """It, closed: whoever changes it takes a copy."""
    files = StoreFiles(tmp_path_factory.mktemp("built") / "own.duckdb")
    build(files.path)
    return files
