"""The page of benchmarks is made of the figures that are kept, and a part measured alone replaces its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks import kept
from tests.benchmarks.measure import Line, table
from tests.benchmarks.parts import PARTS


def test_the_page_shows_what_is_kept_of_every_part() -> None:
    parts = kept.read()
    assert tuple(parts) == PARTS
    lines = [line for part in parts.values() for line in part.lines]
    assert table(lines) in kept.PAGE.read_text(encoding="utf-8")


def test_a_part_measured_alone_replaces_its_own_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "KEPT", tmp_path / "kept.json")
    monkeypatch.setattr(kept, "PAGE", tmp_path / "page.md")
    kept.keep("start", [Line("Open the store", 20.0)], "idle")
    kept.keep("load", [Line("Load a week", 300.0, 50.0, "at most 6 x", True, "bytes to checkpoint")], "idle")
    kept.keep("start", [Line("Open the store", 12.0, reach="under 10", reached=False)], "busy")
    page = kept.PAGE.read_text(encoding="utf-8")
    assert list(kept.read()) == ["load", "start"] and page.count("Open the store") == 2
    assert "Not reached: Open the store." in page and "busy" in page and "20" not in page.split("| What")[1]
