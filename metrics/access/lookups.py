"""The look-up log: who looked at whom, what, when, why and with what outcome. A line is on the disk before anything is shown.

It lies beside the store in a folder of its own, a file a month, the chain of hashes going on from file to file. Several servers
may share the folder. What can be proved of it, and against what, is in `look_checks`; names of sign-ins stand here and in no
other log.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from metrics.store import chain
from metrics.store.chain import FIRST
from metrics.store.files import StoreFiles

ENDING = ".jsonl"
LOOK, ACCEPTED, MENDED, DELETED = "look", "accepted", "mended", "deleted"
"""What a line tells of: a look; the purpose accepted; half a line cut off after a kill; months deleted under retention."""
SHOWN, REFUSED = "shown", "refused"
OWN, SUPERVISOR, AREA, ANALYST, NOT_THEIRS = "own record", "line supervisor", "area", "analyst", "not theirs"
"""By what somebody looks at a person."""
WITHOUT = "Nothing about people can be shown, because the look-up log cannot be written"


class CannotLogError(Exception):
    """The log cannot be written, so nothing about people may be shown. str() is one plain sentence."""


class Look(NamedTuple):
    """One look. who: sign-in name (on a desk the operating system's user); shown: as it is written; own: their own collar
    number, "" where they have none. access: their highest role. role: by which they look at these people. whom: collar numbers.
    what: page or file, in words. days: of the view, None where it has none. why: the reason given, "" where none is needed.
    opened: one named officer was opened, rather than a list with others."""

    who: str
    shown: str
    own: str
    access: str
    role: str
    whom: tuple[str, ...]
    what: str
    days: tuple[dt.date, dt.date] | None
    why: str
    outcome: str
    opened: bool

    def line(self) -> dict[str, Any]:
        """As the log keeps it."""
        days = [day.isoformat() for day in self.days] if self.days else []
        return {"kind": LOOK, **self._asdict(), "whom": sorted(self.whom), "days": days}


@dataclass
class _Ticket:
    """Lines that wait for the disk, and what came of it."""

    lines: Sequence[Mapping[str, Any]]
    at: dt.datetime
    done: bool = False
    failed: CannotLogError | None = None


@dataclass
class LookUpLog:
    """The log in a folder. `number` and `last` are of its last line, as far as this process has seen."""

    folder: Path
    number: int = 0
    last: str = FIRST
    _part: Path | None = None
    _end: int = 0
    _writing: Lock = field(default_factory=Lock)
    _queueing: Lock = field(default_factory=Lock)
    _queue: list[_Ticket] = field(default_factory=list)

    def add(self, lines: Sequence[Mapping[str, Any]], at: dt.datetime) -> None:
        """Add lines and see them down to the disk. What several threads add at the same moment goes down at once.

        Raises CannotLogError, and then none of them is there.
        """
        ticket = _Ticket(lines, at)
        with self._queueing:
            self._queue.append(ticket)
        with self._writing:
            if not ticket.done:
                with self._queueing:
                    waiting, self._queue = self._queue, []
                self._together(waiting)
        if ticket.failed:
            raise ticket.failed

    def _together(self, waiting: Sequence[_Ticket]) -> None:
        failed = None
        try:
            with locked(self.folder):
                self._write([(line, ticket.at) for ticket in waiting for line in ticket.lines])
        except OSError as error:
            failed = CannotLogError(f"{WITHOUT} ({error.strerror or error}).")
        except CannotLogError as error:
            failed = error
        for ticket in waiting:
            ticket.done, ticket.failed = True, failed

    def _write(self, lines: Sequence[tuple[Mapping[str, Any], dt.datetime]]) -> None:
        half = self._catch_up()
        at = lines[-1][1]
        if half:
            lines = [({"kind": MENDED, "bytes": len(half), "sha256": hashlib.sha256(half).hexdigest()}, at), *lines]
        number, last, data = self.number, self.last, b""
        for line, moment in lines:
            number += 1
            whole = chain.chained({"n": number, "at": say_utc(moment), **line}, last)
            last, data = whole["hash"], data + chain.text(whole).encode() + b"\n"
        part = self._part_of(at, half)
        start = self._end if part == self._part else 0
        chain.append(part, start, data)
        if start == 0:
            part.chmod(0o600)
        self.number, self.last, self._part, self._end = number, last, part, start + len(data)

    def _part_of(self, at: dt.datetime, half: bytes) -> Path:
        """The file of a moment's month; never an earlier one than the last, and where half a line is to be cut off, the last."""
        month = self.folder / f"{at.astimezone(dt.UTC):%Y-%m}{ENDING}"
        return self._part if self._part is not None and (half or self._part.name >= month.name) else month

    def _catch_up(self) -> bytes:
        """Read what others have added since; the half line at the end, if there is one. Raises CannotLogError, OSError."""
        there = parts(self.folder)
        if not there:
            if self._part is not None:
                raise CannotLogError(f"{WITHOUT}: its files have gone. Run `python -m metrics verify`.")
            return b""
        part, start = there[-1], self._end if there[-1] == self._part else 0
        size = part.stat().st_size
        if size < start or (self._part is not None and part.name < self._part.name):
            raise CannotLogError(f"{WITHOUT}: it was cut. Run `python -m metrics verify`.")
        if part == self._part and size == start:
            return b""
        return self._read_on(part, start)

    def _read_on(self, part: Path, start: int) -> bytes:
        with part.open("rb") as file:
            file.seek(start)
            data = file.read()
        whole = data.rfind(b"\n") + 1
        line = _last(data[:whole]) if whole else self._before(part) if not start else None
        if line is not None:
            self.number, self.last = int(line["n"]), str(line["hash"])
        self._part, self._end = part, start + whole
        return data[whole:]

    def _before(self, part: Path) -> chain.Line | None:
        """The last line of the file before a file that holds no whole line."""
        earlier = [one for one in parts(self.folder) if one.name < part.name]
        return _last(earlier[-1].read_bytes()) if earlier else None

    def seen(self) -> tuple[int, str]:
        """Number and hash of the last line, of whichever server; 0 while there is none. Both of one moment: others write."""
        with self._writing:
            with suppress(OSError, CannotLogError):
                self._catch_up()
            return self.number, self.last


def _last(data: bytes) -> chain.Line:
    line = chain.exact(data.rstrip(b"\n").rsplit(b"\n", 1)[-1])
    if line is None or "n" not in line:
        raise CannotLogError(f"{WITHOUT}: its last line is not what was written. Run `python -m metrics verify`.")
    return line


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Alone with the log, also among processes. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def parts(folder: Path) -> list[Path]:
    """The files of the log, the oldest first."""
    return sorted(folder.glob(f"*{ENDING}"))


def lines_of(part: Path, having: bytes = b"") -> Iterator[chain.Line]:
    """Every line of a file that can be read, the oldest first. having: only lines with these bytes in them are read, which is
    quick."""
    with part.open("rb") as file:
        for data in file:
            line = chain.exact(data.rstrip(b"\n")) if having in data else None
            if line is not None:
                yield line


def say_utc(at: dt.datetime) -> str:
    """2026-11-27T18:53:17.123+00:00."""
    return at.astimezone(dt.UTC).isoformat(timespec="milliseconds")


@lru_cache(maxsize=16)
def log_of(store_path: Path) -> LookUpLog:
    """The log of a store, one in a process."""
    return LookUpLog(StoreFiles(store_path).look_ups)
