"""Bytes to sheets of cells that know their address, through one warm guarded child process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from metrics.intake.guard import Passed, inspect, refuse

CHILD = Path(__file__).with_name("child.py")
KEPT = ("SYSTEMROOT", "LD_LIBRARY_PATH")
"""The only variables that the child is given: without them Python itself does not start on some machines."""
PIPE_BYTES = 1 << 20
"""Room in the pipes, where the system lets us choose: a file goes through in a few turns instead of many."""
SECONDS = 20.0
"""Longest that one file may take: fifty times what the largest real one takes."""


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

    @property
    def height(self) -> int:
        """Number of rows, empty ones included."""
        return len(self.columns[0]) if self.columns else 0

    def row(self, y: int) -> list[str]:
        """The texts of a row; row 0 is row 1 of the sheet."""
        return [texts[y] for texts in self.columns]


@dataclass(frozen=True)
class Workbook:
    """A file's sheets. A CSV file has one, named after the file."""

    name: str
    sheets: list[Sheet] = field(default_factory=list)


class Reader:
    """A guarded child process, kept warm for the files of one call and replaced when it dies.

    The child has an empty environment, limited memory, processor time and no right to write files.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._child = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-I", "-X", "utf8", str(CHILD)],
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
        return self.cells(name, data, inspect(name, data))

    def cells(self, name: str, data: bytes, passed: Passed) -> Workbook:
        """The sheets of a file that has passed the guard. Raises Unreadable with one plain sentence."""
        answer = self._ask(passed, data)
        if answer is None:
            self.close()
            self._child = self._start()
            raise refuse("could_not_read", name)
        if "error" in answer:
            raise refuse(answer["error"], name, answer["detail"])
        sheets = [Sheet(**sheet) for sheet in answer["sheets"]]
        return Workbook(name, [named_after_file(sheet, name) for sheet in sheets])

    def _ask(self, passed: Passed, data: bytes) -> dict[str, Any] | None:
        """The child's answer; None if it died or took too long."""
        request = json.dumps({"type": passed.type, "bytes": len(data), "flagged": passed.flagged})
        clock = threading.Timer(self._seconds, self._child.kill)
        clock.start()
        try:
            assert self._child.stdin and self._child.stdout
            self._child.stdin.write(request.encode() + b"\n" + data)
            self._child.stdin.flush()
            length = self._child.stdout.readline()
            text = self._child.stdout.read(int(length)) if length.strip().isdigit() else b""
            return json.loads(text) if text and len(text) == int(length) else None
        except (OSError, ValueError):
            return None
        finally:
            clock.cancel()


def named_after_file(sheet: Sheet, name: str) -> Sheet:
    """A CSV file's only sheet, which has no name of its own, takes the file's without folder and ending."""
    if sheet.name:
        return sheet
    return Sheet(Path(name).stem, sheet.hidden, sheet.columns, sheet.kinds)
