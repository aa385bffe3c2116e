"""Writing in turn with other processes: one thread of this one at a time, and of all processes one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack


class Turns:
    """What whoever writes to a shared store holds (`with store.writing`)."""

    def __init__(self, alone: Callable[[], AbstractContextManager[object]], follow: Callable[[], None]) -> None:
        """alone: the right to write that all processes share. follow: sees what others have written, before anything is."""
        self._lock, self._alone, self._follow = threading.Lock(), alone, follow
        self._held = ExitStack()

    def __enter__(self) -> None:
        """Wait for the turn, and follow."""
        with ExitStack() as taken:
            taken.enter_context(self._lock)
            taken.enter_context(self._alone())
            self._follow()
            self._held = taken.pop_all()

    def __exit__(self, *raised: object) -> None:
        """Give the turn to whoever waits."""
        held, self._held = self._held, ExitStack()
        held.close()
