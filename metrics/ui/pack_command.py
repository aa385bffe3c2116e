"""`python -m metrics pack`: the same pack as the page's, written into a folder."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

from metrics.pack.contents import Audience
from metrics.store.connection import Store
from metrics.ui import evidence_data, pack_making, stores


def sets_offered(store: Store, known_at: dt.datetime | None = None) -> dict[str, str]:
    """Every set of questions by its key, with its status; those that are current first."""
    stores.use(store)
    found = {version.held.key: version.held.status for version in evidence_data.question_versions(known_at)}
    return dict(sorted(found.items(), key=lambda one: one[1] != "current"))


def write(
    store: Store, set_key: str, audience: Audience, known_at: dt.datetime | None, by: str, folder: Path
) -> list[Path]:
    """Make the pack, prove it, keep that it was made, and write its files; their paths.

    Raises ValueError with plain sentences for what may not leave, LoadFailedError where it cannot be kept, OSError where a
    file cannot be written.
    """
    stores.use(store)
    written = pack_making.make(set_key, audience, known_at, by, lambda share, words: None)
    for words in written.read_again:
        print(words, file=sys.stderr)
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, content in written.files.items():
        paths.append(folder / name)
        paths[-1].write_bytes(content)
    return paths
