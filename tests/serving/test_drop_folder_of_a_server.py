"""The drop folder inside the running server, end to end: files are put in, and the server alone does the rest."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from metrics import settings
from metrics.store.connection import Store
from tests.browser import signing_in
from tests.server import Served, free_port, serving
from tests.small_force import SmallForce, csv_bytes

PPNS = [{"PPN Ref": "P1", "Submitted At": "2026-06-02 10:00", "Collar No": "0101"}]
BROKEN = b"PK\x03\x04 a workbook whose copying was cut off"
PATIENCE = 60.0
"""Seconds: a busy machine takes ten times as long as a quiet one."""


@contextmanager
def served(home: Path) -> Iterator[Served]:
    """A server over the small force's two lists, whose configuration names a drop folder that it looks into each second."""
    (home / "in").mkdir()
    port = free_port()
    section = f'[drop_folder]\nfolder = "{home / "in"}"\nevery_seconds = 1\nsettled_seconds = 1'
    file = signing_in.configure(home, port, "http://127.0.0.1:1", section, sample=False)
    with serving(home, port, file) as found:
        yield found


def reports(folder: Path) -> dict[str, list[str]]:
    """The lines that stand beside the files of a folder, by the file's own name."""
    found = sorted(folder.glob("*.report.txt")) if folder.exists() else []
    return {
        path.name.split("_", 1)[1].removesuffix(".report.txt"): path.read_text("utf-8").splitlines() for path in found
    }


def test_the_server_takes_what_is_put_in_and_says_what_became_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BEATBOARD_HOME", str(tmp_path))
    settings.choose("own")
    SmallForce(settings.store_path("own")).store.close()
    folder = tmp_path / "in"
    with served(tmp_path):
        (folder / "ppns.csv").write_bytes(csv_bytes("PPNs", PPNS))
        (folder / "cut.xlsx").write_bytes(BROKEN)
        until = time.monotonic() + PATIENCE
        while any(path.suffix in (".csv", ".xlsx") for path in folder.iterdir()):
            assert time.monotonic() < until, "they still lie there"
            time.sleep(0.1)
    done, refused = reports(folder / "done"), reports(folder / "refused")
    assert (list(done), list(refused)) == (["ppns.csv"], ["cut.xlsx"])
    assert done["ppns.csv"][0].startswith("Loaded, ")
    assert refused["cut.xlsx"][2].strip() == (
        "sheet: cut.xlsx is damaged and cannot be read (its parts cannot be unpacked): open it in Excel and save it again as "
        ".xlsx."
    )
    assert len(refused["cut.xlsx"]) == 3, "one sentence under what became of it"
    store = Store.open(settings.store_path("own"))
    assert store.rows("select sheet, rows, loaded_by from loads where file = 'ppns.csv'") == [
        ("ppns", 1, "drop folder")
    ]
    assert store.rows("select count(*) from loads") == [(3,)], "the two lists, and what was put in"
    store.close()
