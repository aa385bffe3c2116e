"""A drop folder: what lies there is loaded through the same intake, and each file moved to done/ or refused/ with its report.

Safe against files that are half there, against two at once, and against a death at any moment: a file is moved only after it
is stored, and one that is found again is unchanged.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from metrics.configuration import DONE, REFUSED
from metrics.load_words import all_taken, as_fields, in_words
from metrics.loading import now
from metrics.store.append import LoadResult

LOCK = ".beatboard.lock"
HALF_THERE = (".part", ".partial", ".tmp", ".crdownload", ".filepart")
"""Endings under which programs write a file until it is whole."""
MOST = 50
"""Files that are loaded in one transaction; what lies beyond waits for the next."""
Loader = Callable[[Sequence[tuple[str, bytes]]], Sequence[LoadResult]]
"""Stores files (name, bytes) and says what became of each sheet. Raises StoreUnavailableError, and then nothing is moved."""
State = tuple[int, int, int]


class FolderBusyError(Exception):
    """Somebody else is loading from the folder; str() is one sentence."""


@dataclass(frozen=True)
class Taken:
    """A file that was dealt with: its name, whether all of it is stored, and where its report lies."""

    name: str
    done: bool
    report: Path


class DropFolder:
    """A folder and what was seen in it. settled: seconds for which a file must have stood still. most_bytes: of one file."""

    def __init__(self, path: Path, settled: float, most_bytes: int) -> None:
        self.path, self.settled, self.most_bytes = path, settled, most_bytes
        self._seen: dict[Path, tuple[State, float]] = {}

    def ready(self) -> list[Path]:
        """The files that stand still, in order of their names. Ask again later: one look tells nothing of a new file."""
        seen: dict[Path, tuple[State, float]] = {}
        moment = time.monotonic()
        for path in sorted(self.path.iterdir()):
            if (state := _state(path)) is not None:
                before = self._seen.get(path)
                seen[path] = (state, before[1] if before and before[0] == state else moment)
        self._seen = seen
        return [path for path, (_, since) in seen.items() if moment - since >= self.settled][:MOST]

    def take(self, load: Loader) -> list[Taken]:
        """Load what stands still and move it. Raises FolderBusyError, and what the loader raises."""
        with self._alone():
            whole, taken = [], []
            for path in self.ready():
                state = _state(path)
                if state is None or state != self._seen[path][0]:
                    continue
                if state[0] > self.most_bytes:
                    taken.append(self._move(path, False, f"The file is larger than {self.most_bytes / 1e6:,.0f} MB."))
                    continue
                try:
                    content = path.read_bytes()
                except OSError as error:
                    taken.append(self._move(path, False, f"The file cannot be read: {error.strerror or error}."))
                    continue
                if _state(path) == state and len(content) == state[0]:
                    whole.append((path, content))
            if whole:
                results = load([(path.name, content) for path, content in whole])
                taken += [self._report(path, results) for path, _ in whole]
            return taken

    def _report(self, path: Path, results: Sequence[LoadResult]) -> Taken:
        own = [one for one in results if one.outcome.file == path.name or one.outcome.file.startswith(f"{path.name}/")]
        sheets = [as_fields(one) for one in own]
        words = "\n".join(in_words(sheet) for sheet in sheets) or f"{path.name}: nothing in it was recognised"
        return self._move(path, all_taken(sheets), words)

    def _move(self, path: Path, done: bool, words: str) -> Taken:
        """The file into its folder under a name of its own, and then its report beside it."""
        folder = self.path / (DONE if done else REFUSED)
        folder.mkdir(exist_ok=True)
        at = now()
        target = _free(folder, f"{at:%Y-%m-%dT%H%M%S}_{path.name}")
        report = target.with_name(f"{target.name}.report.txt")
        report.write_text(
            f"{'Loaded' if done else 'Not loaded, or not all of it'}, {at:%d %B %Y %H:%M}\n{words}\n", "utf-8"
        )
        path.rename(target)
        self._seen.pop(path, None)
        return Taken(path.name, done, report)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with (self.path / LOCK).open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise FolderBusyError(f"Another Beatboard is loading from {self.path}: leave it to that one.") from None
            yield


def _state(path: Path) -> State | None:
    """Size, time and identity of a file that may be loaded; None for anything else that lies there."""
    name = path.name.casefold()
    if name.startswith((".", "~$")) or name.endswith(HALF_THERE) or path.is_symlink():
        return None
    try:
        there = path.stat()
    except OSError:
        return None
    return (there.st_size, there.st_mtime_ns, there.st_ino) if path.is_file() else None


def _free(folder: Path, name: str) -> Path:
    """A name that is not taken."""
    target, number = folder / name, 1
    while os.path.lexists(target):
        number += 1
        stem, dot, ending = name.rpartition(".")
        target = folder / (f"{stem}-{number}{dot}{ending}" if stem else f"{name}-{number}")
    return target
