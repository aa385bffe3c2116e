"""Bytes to sheets of cells that know their address, through one warm guarded child process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from metrics.intake.archives import Given
from metrics.intake.guard import Unreadable, inspect, refuse
from metrics.intake.limits import ORDINARY, Limits
from metrics.problems import Problem

CHILD = Path(__file__).with_name("child.py")
KEPT = ("SYSTEMROOT", "LD_LIBRARY_PATH")
"""The only variables that the child is given: without them Python itself does not start on some machines."""
PIPE_BYTES = 1 << 20
"""Room in the pipes, where the system lets us choose: a file goes through in a few turns instead of many."""
MOST_LOST = 3
"""Files of one call that the child may die of: the next get a third as long each, and after these the rest is not tried, so
that a zip of a hundred such files takes no longer than one file may."""
ANSWER_MARGIN = 8_000_000
"""The child never answers with more than its limit and this while it is itself."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: columns of texts, and beside each a string with one letter a cell for its kind.

    e empty, s text, n number, d date (ISO text), t time, b yes or no, x an error or a formula without a saved result.
    """

    name: str
    hidden: bool
    columns: list[list[str]]
    kinds: list[str]
    hidden_rows: int = 0
    hidden_columns: int = 0
    start: int = 0
    """The row where this table of several begins; the rows before it are the titles above all of them."""

    @property
    def height(self) -> int:
        """Number of rows, empty ones included."""
        return len(self.columns[0]) if self.columns else 0

    def row(self, y: int) -> list[str]:
        """The texts of a row; row 0 is row 1 of the sheet."""
        return [texts[y] for texts in self.columns]


@dataclass(frozen=True)
class Workbook:
    """A file's sheets, and what the sender should know of the file. A CSV file has one, named after the file."""

    name: str
    sheets: list[Sheet] = field(default_factory=list)
    notes: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Turn:
    """A file in line: what to ask of the child, or why it is not given to it."""

    name: str
    request: bytes = b""
    notes: tuple[Problem, ...] = ()
    refused: Unreadable | None = None


class Reader:
    """A guarded child process, kept warm for the files of one call and replaced when it dies.

    The child has an empty environment, limited memory, processor time and no right to write files.
    """

    def __init__(self, seconds: float | None = None, limits: Limits = ORDINARY) -> None:
        self._limits = limits
        self._seconds = self._patience = limits.seconds if seconds is None else seconds
        self._lost = 0
        self._child = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-I", "-X", "utf8", str(CHILD), json.dumps(asdict(self._limits))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pipesize=PIPE_BYTES,
            env={name: os.environ[name] for name in KEPT if name in os.environ},
            cwd="/" if sys.platform != "win32" else None,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child."""
        self._child.kill()
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue

    def read(self, name: str, data: bytes) -> Workbook:
        """The file's sheets. Raises Unreadable with one plain sentence."""
        (found,) = self.read_all([(name, data)])
        if isinstance(found, Unreadable):
            raise found
        return found

    def read_all(self, files: Iterable[Given]) -> Iterator[Workbook | Unreadable]:
        """Each file's sheets in its turn, or why it cannot be read. Ask for all: until then the child holds the rest.

        Files are guarded and given to the child ahead of its answers, as many as fit into the pipe, so that it works on
        the next while the caller works on the last and neither ever waits for the other to take what it wrote.
        """
        self._patience, self._lost = self._seconds, 0
        turns = (turn_of(file, self._limits) for file in files)
        next_turn = next(turns, None)
        waiting: deque[Turn] = deque()
        while next_turn or waiting:
            while next_turn and fits(next_turn, waiting):
                self._send(next_turn)
                waiting.append(next_turn)
                next_turn = next(turns, None)
            yield self._answer(waiting.popleft(), waiting)

    def _send(self, turn: Turn) -> None:
        if self._lost >= MOST_LOST:
            return
        try:
            assert self._child.stdin
            self._child.stdin.write(turn.request)
            self._child.stdin.flush()
        except OSError:
            return  # a child that is gone gives no answer, and that is where it is noticed

    def _answer(self, turn: Turn, waiting: Iterable[Turn]) -> Workbook | Unreadable:
        """The sheets of the file that is first in line; where the child died of it, another goes on with the rest."""
        if turn.refused:
            return turn.refused
        if self._lost >= MOST_LOST:
            return refuse("not_tried", turn.name, f"{MOST_LOST}")
        answer = self._receive()
        if answer is None:
            self._lost += 1
            self._patience /= 3
            self.close()
            self._child = self._start()
            for other in waiting:
                self._send(other)
            return refuse("could_not_read", turn.name)
        if "error" in answer:
            return refuse(answer["error"], turn.name, answer["detail"])
        sheets = [Sheet(**sheet) for sheet in answer["sheets"]]
        return Workbook(turn.name, [named_after_file(sheet, turn.name) for sheet in sheets], turn.notes)

    def _receive(self) -> dict[str, Any] | None:
        """The child's next answer; None if it died or took too long."""
        clock = threading.Timer(self._patience, self._child.kill)
        clock.start()
        try:
            assert self._child.stdout
            length = self._child.stdout.readline(32)
            size = int(length) if length.strip().isdigit() else 0
            text = self._child.stdout.read(size) if 0 < size <= self._limits.answer_bytes + ANSWER_MARGIN else b""
            return json.loads(text) if text and len(text) == size else None
        except (OSError, ValueError):
            return None
        finally:
            clock.cancel()


def fits(turn: Turn, waiting: Iterable[Turn]) -> bool:
    """True if the pipe takes the file beside those that are not answered; alone it may be of any size."""
    held = sum(len(other.request) for other in waiting)
    return not held or held + len(turn.request) <= PIPE_BYTES // 2


def turn_of(file: Given, limits: Limits = ORDINARY) -> Turn:
    """A file guarded, and what to ask of the child."""
    name, data = file
    if isinstance(data, Unreadable):
        return Turn(name, refused=data)
    try:
        passed = inspect(name, data, limits)
    except Unreadable as refused:
        return Turn(name, refused=refused)
    request = {"type": passed.type, "bytes": len(data), "flagged": passed.flagged}
    return Turn(name, json.dumps(request).encode() + b"\n" + data, passed.notes)


def named_after_file(sheet: Sheet, name: str) -> Sheet:
    """A CSV file's only sheet, which has no name of its own, takes the file's without folder and ending."""
    if sheet.name:
        return sheet
    return Sheet(Path(name).stem, sheet.hidden, sheet.columns, sheet.kinds)
