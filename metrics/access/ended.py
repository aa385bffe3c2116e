"""Sign-ins that have ended by signing out: the cookie that the browser forgets still opens nothing if somebody kept a copy.

The file holds hashes and moments, no names. It is read again when it has changed, so several servers may share it.
"""

from __future__ import annotations

import fcntl
import time
from pathlib import Path
from threading import Lock

from metrics import settings

NAME = "signed_out.txt"


class Ended:
    """The sign-ins that have ended, kept in one file: a line each, its key and the second after which it is forgotten."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Lock()
        self._seen: tuple[int, int] | None = None
        self._until: dict[str, int] = {}

    def __contains__(self, key: object) -> bool:
        """True once it has ended. Where the file cannot be read, every sign-in has: nobody is let in on a guess."""
        try:
            return key in self._read()
        except (OSError, ValueError):
            return True

    def end(self, key: str, hours: float) -> None:
        """End a sign-in; forgotten after the hours for which it would have lasted, and those over are dropped.

        Raises OSError where it cannot be kept, and ValueError where what is kept is damaged.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        now = int(time.time())
        with self._lock, self.path.open("a+", encoding="ascii") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.seek(0)
            kept = {name: until for name, until in _parsed(file.read()).items() if until > now}
            kept[key] = now + int(hours * 3600) + 3600
            file.seek(0)
            file.truncate()
            file.write("".join(f"{name} {until}\n" for name, until in kept.items()))
        self.path.chmod(0o600)

    def _read(self) -> dict[str, int]:
        with self._lock:
            try:
                there = self.path.stat()
            except FileNotFoundError:
                return {}
            state = (there.st_mtime_ns, there.st_size)
            if state != self._seen:
                with self.path.open(encoding="ascii") as file:
                    fcntl.flock(file, fcntl.LOCK_SH)
                    self._until, self._seen = _parsed(file.read()), state
            return self._until


def _parsed(text: str) -> dict[str, int]:
    return {key: int(until) for key, until in (line.split() for line in text.splitlines())}


_of: dict[Path, Ended] = {}


def ended() -> Ended:
    """The sign-ins that have ended in this home."""
    path = settings.home() / NAME
    return _of.setdefault(path, Ended(path))
