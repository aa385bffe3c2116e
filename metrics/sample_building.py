"""Builds the sample force's stores through the same intake as a user's files.

Each load carries the simulated moment at which it would have come in, so that what was known then can be asked for. A
store is built beside its place and moved there when it is whole.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path
from typing import Any

from metrics import settings
from metrics.intake import Reader
from metrics.intake.limits import ORDINARY, Limits
from metrics.loading import Choice, Progress, areas_known, load, read
from metrics.store.connection import Store
from metrics.store.files import StoreFiles
from metrics.store.writing import settle
from metrics.terms import LONDON
from sample_data import make


def build(progress: Progress | None = None) -> None:
    """Write the sample's files and load them into their stores, replacing what is there."""
    settings.home().mkdir(parents=True, exist_ok=True)
    folder = settings.home() / "sample_files"
    shutil.rmtree(folder, ignore_errors=True)
    if progress:
        progress(0.0, "Inventing the sample force")
    manifest = make.build(folder)
    manifests = {"sample": manifest, "priority_area_team": manifest.parent / "priority_area_team" / "manifest.json"}
    for choice in settings.SAMPLES:
        _replace(manifests[choice], settings.store_path(choice), progress)


def _replace(manifest: Path, path: Path, progress: Progress | None) -> None:
    building = path.with_suffix(".building.duckdb")
    StoreFiles(building).remove()
    store = Store.open(building)
    try:
        load_manifest(store, manifest, progress)
        settle(store)
    finally:
        store.close()
    Store.open(building).close()  # its content is checked and sealed here, so that the first start need not
    StoreFiles(building).move_to(StoreFiles(path))


def load_manifest(store: Store, manifest: Path, progress: Progress | None = None, limits: Limits = ORDINARY) -> None:
    """Load what a manifest lists, each entry as one call of the command line at its simulated moment. limits: of its files.

    Raises ValueError when a load is not accepted: a sample that does not load is a defect.
    """
    entries = json.loads(manifest.read_text(encoding="utf-8"))["loads"]
    with Reader(limits=limits) as reader:
        for done, entry in enumerate(entries):
            if progress:
                progress(done / len(entries), f"Loading {', '.join(entry['files'])[:70]}")
            _load(store, manifest.parent, entry, reader)


def _load(store: Store, folder: Path, entry: dict[str, Any], reader: Reader) -> None:
    """One call of the command line."""
    at = dt.datetime.fromisoformat(entry["recorded_at"]).replace(tzinfo=LONDON)
    files = [(Path(name).name, (folder / name).read_bytes()) for name in entry["files"]]
    sheets = read(files, reader=reader)
    every = _choice(store, entry, sheets, at)
    results = load(store, sheets, at, entry["by"], every=every, confirm=entry["confirm"], checkpoint=False)
    for result in results:
        if result.status not in ("accepted", "ignored"):
            problems = "; ".join(problem.message for problem in result.outcome.problems[:3])
            raise ValueError(f"{result.outcome.file} {result.outcome.sheet}: {result.status}. {problems}")


def _choice(store: Store, entry: dict[str, str | None], sheets: list, at: dt.datetime) -> Choice:  # type: ignore[type-arg]
    area = areas_known(store, sheets, at).resolve(entry["area"]) if entry["area"] else None
    days = None
    if entry["from"] and entry["to"]:
        days = (dt.date.fromisoformat(entry["from"]), dt.date.fromisoformat(entry["to"]))
    return Choice(area, days)
