"""Keeps the sample force's stores ready: `python -m metrics.sample`. The people in them are invented.

Imports little: where nothing is to do, which is every start but the first, it says so at once.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import time
from collections.abc import Callable

from metrics import settings

MADE_BY = (
    "sample_data/*.py",
    "sample_data/entries.json",
    "sample_data/published/*.csv",
    "metrics/ui/sample_entries.py",
    "metrics/store/sql/tables.sql",
    "metrics/store/sql/content.sql",
    "metrics/store/database.py",
    "metrics/store/content.py",
    "metrics/store/archive.py",
    "metrics/store/ledger.py",
)
"""What the sample's stores depend on: when one of these files changes, they are built again."""


def fingerprint() -> str:
    """Changes when the generator or the layout of a store does."""
    digest = hashlib.sha256()
    for pattern in MADE_BY:
        for path in sorted(settings.PROJECT.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def is_current() -> bool:
    """True where both stores are there and were made by this version."""
    marker = settings.home() / "sample_fingerprint"
    there = all(settings.store_path(choice).exists() for choice in settings.SAMPLES)
    return there and marker.exists() and marker.read_text() == fingerprint()


def ensure(progress: Callable[[float, str], None] | None = None) -> None:
    """Build the sample force and the Priority Area Team where they are missing or out of date."""
    if is_current():
        return
    from metrics import sample_building

    sample_building.build(progress)
    (settings.home() / "sample_fingerprint").write_text(fingerprint())


def ensure_entries(progress: Callable[[float, str], None]) -> None:
    """Enter what the invented force has entered by hand, once for each build of its store; the whole of it or nothing.

    Apart from `ensure`: tests and measures begin with a store in which nobody has entered anything.
    """
    marker = settings.home() / "sample_entries"
    if marker.exists() and marker.read_text() == fingerprint():
        return
    from metrics.store.connection import Store
    from metrics.store.files import StoreFiles
    from metrics.ui import sample_entries  # it brings Streamlit

    progress(0.99, "Entering evidence, actions and one-to-ones")
    files = StoreFiles(settings.store_path("sample"))
    beside = files.path.with_suffix(".entering.duckdb")
    StoreFiles(beside).remove()
    files.copy_to(StoreFiles(beside))
    sample_entries.enter(Store.open(beside))
    Store.open(beside).close()  # checked and sealed here, so that the first start need not
    StoreFiles(beside).move_to(files)
    shutil.rmtree(StoreFiles(beside).look_ups, ignore_errors=True)  # whoever made it looked at invented people only
    marker.write_text(fingerprint())


def main() -> None:
    """Build with a line of progress, and say how long it took."""
    started = time.monotonic()

    def say(share: float, words: str) -> None:
        print(f"\r{share:4.0%}  {words:<78}", end="", file=sys.stderr, flush=True)

    ensure(say)
    ensure_entries(say)
    if time.monotonic() - started > 1:
        print(
            f"\rThe sample force is ready ({time.monotonic() - started:.0f} s). Its people are invented.{'':<40}",
            file=sys.stderr,
        )


if __name__ == "__main__":
    main()
