"""Chained lines: each line of a file has the hash of the line before, so that no line can be changed, taken out or put in unseen.

The ledger of loads and the look-up log are both made of them.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from pathlib import Path
from typing import Any

from metrics.store.files import sync_folder

FIRST = "0" * 64
"""What stands as the hash of the line before the first."""
Line = dict[str, Any]


def text(line: Line) -> str:
    """A line as it is written: there is only one way to write it."""
    return json.dumps(line, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(line: Line) -> str:
    """The hash of a line that has none yet."""
    return hashlib.sha256(text(line).encode()).hexdigest()


def chained(line: Line, previous: str) -> Line:
    """A line with the hash of the one before and its own."""
    whole = {**line, "previous": previous}
    return {**whole, "hash": digest(whole)}


def exact(data: bytes) -> Line | None:
    """The line of these bytes (without their end); None where they are not, to the byte, what was written."""
    try:
        line: Line = json.loads(data)
        bare = {name: value for name, value in line.items() if name != "hash"}
        sound = "previous" in bare and digest(bare) == line["hash"] and text(line).encode() == data
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return line if sound else None


def append(path: Path, whole: int, data: bytes) -> int:
    """Write bytes after the first `whole` of a file, made if it is not there, see them down to the disk, and give its inode; what
    stood further on, half a line after a kill, is cut off. Raises OSError, also where another process has written whole lines
    meanwhile, and then nothing is added."""
    is_new = not path.exists()
    with path.open("r+b" if not is_new else "x+b") as file:
        fcntl.lockf(file, fcntl.LOCK_EX)
        size = os.fstat(file.fileno()).st_size
        file.seek(whole)
        if not is_new and (size < whole or b"\n" in file.read(size - whole)):
            raise OSError(f"{path} was written by another process meanwhile")
        file.truncate(whole)
        file.seek(whole)
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            os.ftruncate(file.fileno(), whole)
            raise
        inode = os.fstat(file.fileno()).st_ino
    if is_new:
        sync_folder(path.parent)
    return inode
