"""Retention of the look-up log: whole months go from its front, and a line at its end says which, so that the rest can be proved.

What retention asks of a kind of data: what would go (`going`), and to let it go (`delete`); from a backup too (`copy_kept`).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from metrics.access.lookups import DELETED, CannotLogError, LookUpLog, lines_of, locked, parts
from metrics.store import chain
from metrics.store.files import sync_folder
from metrics.store.holding import Hold


class Going(NamedTuple):
    """The months that go, each with the day of its last line. through, last: number and hash of the last line of all. until: its
    day. sha256: of all their bytes."""

    files: tuple[tuple[Path, dt.date], ...]
    lines: int
    through: int
    last: str
    until: dt.date
    sha256: str


def going(folder: Path, before: dt.date, holds: Sequence[Hold] = ()) -> Going | None:
    """What would go if nothing from before a day were kept; None where that is no whole month. The last month never goes, and
    none from the first on that names what a hold keeps: the log is cut at its front only.
    """
    found: list[tuple[Path, dt.date]] = []
    last: chain.Line | None = None
    digest, lines = hashlib.sha256(), 0
    for part in parts(folder)[:-1]:
        data = part.read_bytes()
        line = chain.exact(data.rstrip(b"\n").rsplit(b"\n", 1)[-1])
        if line is None or _day(line) >= before or any(hold.keeps({"lines": data.decode()}) for hold in holds):
            break
        last, lines = line, lines + data.count(b"\n")
        digest.update(data)
        found.append((part, _day(line)))
    if last is None:
        return None
    return Going(tuple(found), lines, last["n"], last["hash"], _day(last), digest.hexdigest())


def _day(line: chain.Line) -> dt.date:
    return dt.datetime.fromisoformat(line["at"]).date()


def delete(log: LookUpLog, before: dt.date, rule: str, by: Sequence[str], at: dt.datetime) -> Going | None:
    """Let whole months from before a day go, and give what went. by: who deletes, and the second person, who has agreed.

    The line that says so is on the disk before a file is gone. Raises CannotLogError, or OSError where a file could not be
    deleted.
    """
    found = going(log.folder, before)
    if found is None:
        return None
    if len({name.casefold() for name in by if name.strip()}) < 2:
        raise CannotLogError("Deleting from the look-up log needs two people: who deletes, and who has agreed.")
    told = {"lines": found.lines, "through": found.through, "last": found.last, "until": found.until.isoformat()}
    log.add([{"kind": DELETED, **told, "sha256": found.sha256, "rule": rule, "by": list(by)}], at)
    with locked(log.folder):
        for file, _ in found.files:
            file.unlink(missing_ok=True)
    sync_folder(log.folder)
    return found


def copy_kept(copy: Path, to: Path, log: Path) -> None:
    """Copy a backup's copy of the log to a new place, without the months that have gone from the log itself since.

    A copy that ends within what went is not copied at all. Raises CannotLogError or OSError.
    """
    gone = [line for part in parts(log) for line in lines_of(part, DELETED.encode()) if line["kind"] == DELETED]
    if gone and LookUpLog(copy).seen()[0] <= gone[-1]["through"]:
        return
    shutil.copytree(copy, to)
    if gone:
        last = gone[-1]
        before = dt.date.fromisoformat(last["until"]) + dt.timedelta(days=1)
        delete(LookUpLog(to), before, last["rule"], last["by"], dt.datetime.fromisoformat(last["at"]))
