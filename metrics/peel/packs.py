"""Every pack that was made: for whom, as of which moment, and the hash of each file. Kept for ever."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass

from metrics.notes import name_faults, plain
from metrics.store.connection import Store
from metrics.store.entering import entered, keep
from metrics.store.entries import PACK


@dataclass(frozen=True)
class Made:
    """A pack as it was made. known_at: as of when the binder was shown (UTC, aware). files: SHA-256 by name. by, at (UTC): who
    made it, and when."""

    number: int
    audience: str
    known_at: dt.datetime
    framework: str
    files: Mapping[str, str]
    by: str
    at: dt.datetime


def keep_pack(
    store: Store,
    audience: str,
    known_at: dt.datetime,
    framework: str,
    files: Mapping[str, str],
    by: str,
    at: dt.datetime,
) -> int:
    """Keep that a pack was made and give its number.

    Raises ValueError with one plain sentence without a name, and LoadFailedError where it could not be written.
    """
    by = plain(by)
    for fault in name_faults(by):
        raise ValueError(fault)
    manifest = json.dumps({"framework": framework, "files": dict(files)}, ensure_ascii=False, sort_keys=True)
    told = {"audience": audience, "known_at": known_at.astimezone(dt.UTC).replace(tzinfo=None), "manifest": manifest}
    return keep(store, PACK, [told], at, by)[0]


def packs(store: Store) -> tuple[Made, ...]:
    """Every pack, the latest first."""
    found = []
    for row in reversed(entered(store, PACK)):
        told = json.loads(row["manifest"])
        found.append(
            Made(
                row["entry_id"], row["audience"], row["known_at"].replace(tzinfo=dt.UTC), told["framework"], told["files"],
                row["recorded_by"], row["recorded_at"],
            )
        )  # fmt: skip
    return tuple(found)
