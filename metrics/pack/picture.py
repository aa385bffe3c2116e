"""A drawing as a picture for paper: the light colours, a width, and the letters that the app ships."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Any, Self

import pandas as pd

from metrics.charts.drawing import Drawing

CHILD = Path(__file__).with_name("picture_child.py")
FONTS = Path(__file__).parent / "fonts"
"""The letters of the screen, in the form that the drawing library reads (made from the web fonts; licence beside them)."""
BOLD = "Fira Sans SemiBold"
"""The family that the drawing library knows the bolder letters by."""
WIDTH = 960
"""Pixels across, as if the page were so wide: panels flow into as many columns as have room."""
SCALE = 2.0
TALL = 1500
"""Pixels down: on the 14 cm that a picture has on paper some 270 to the inch, and finer is only slower."""
KEPT = 50
"""Pictures kept in memory, half a megabyte each: those of one pack."""
_TWO_COLOURS = re.compile(r"light-dark\((#[0-9A-Fa-f]{6}), #[0-9A-Fa-f]{6}\)")


def png(drawing: Drawing, width: int = WIDTH) -> bytes:
    """One picture's bytes; the same drawing gives the same bytes."""
    with Pictures(1) as pictures:
        return pictures.begin(drawing, width).result()


class Pictures:
    """Draws pictures in processes beside this one, since the library draws one at a time in a process.

    They make themselves ready while the first figures are read. A picture that was drawn is kept for the next pack. processes: 0
    where none is asked for.
    """

    def __init__(self, processes: int = 2) -> None:
        self._pool = ThreadPoolExecutor(max(1, processes), thread_name_prefix="beatboard-picture")
        self._children = [_child() for _ in range(processes)]
        self._idle: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()
        for child in self._children:
            self._idle.put(child)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=error is not None)
        for child in self._children:
            child.kill()
            child.communicate()

    def begin(self, drawing: Drawing, width: int = WIDTH) -> Future[bytes]:
        """A picture's bytes, once it is drawn. Raises there ValueError with one plain sentence where it cannot be."""
        spec = {**_in_light(drawing.spec), "width": width}
        spec["config"] = {**spec.get("config", {}), "background": "#FFFFFF"}
        spec["datasets"] = {name: _rows(frame) for name, frame in drawing.data.items()}
        return self._pool.submit(self._picture, json.dumps(spec).encode())

    def _picture(self, spec: bytes) -> bytes:
        key = hashlib.sha256(spec).hexdigest()
        found = _made.pop(key, None) or self._draw(spec)
        _made[key] = found
        for old in list(_made)[:-KEPT]:
            _made.pop(old, None)
        return found

    def _draw(self, spec: bytes) -> bytes:
        """By a child that is idle: there are as many as threads that ask."""
        child = self._idle.get()
        assert child.stdin and child.stdout
        try:
            child.stdin.write(spec + b"\n")
            child.stdin.flush()
            size = int(child.stdout.readline() or b"0")
            found: bytes = child.stdout.read(size)
        except (OSError, ValueError):
            found = b""
        finally:
            self._idle.put(child)
        if not found:
            raise ValueError(
                "A chart could not be drawn as a picture. Make the pack again; if it happens again, take it out."
            )
        return found


def _child() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-I", str(CHILD), str(FONTS), str(SCALE), str(TALL)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


_made: dict[str, bytes] = {}


def _in_light(part: Any) -> Any:
    """The spec with the first of each pair of colours: paper is white."""
    if isinstance(part, str):
        return _TWO_COLOURS.sub(r"\1", part)
    if isinstance(part, Mapping):
        found = {name: _in_light(value) for name, value in part.items()}
        return found | {"font": BOLD} if found.get("fontWeight") == 600 else found
    return [_in_light(value) for value in part] if isinstance(part, list) else part


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as JSON has them: nothing known is null, days are text as in the app's own data."""
    names = list(map(str, frame.columns))
    columns = (_values(frame.iloc[:, place]) for place in range(len(names)))
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _values(column: pd.Series) -> list[Any]:
    """A column at a time: cell by cell takes far longer."""
    values = column.tolist() if column.dtype.kind in "biuf" else list(map(_plain, column))
    return [None if nothing else value for value, nothing in zip(values, column.isna(), strict=True)]


def _plain(value: Any) -> Any:
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else value
