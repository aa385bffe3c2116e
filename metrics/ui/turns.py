"""Pages take turns: with fifty people clicking, each page is drawn by itself and not all of them at once and slowly.

Streamlit draws every page on a thread of its own, and Python runs one of them at a time: fifty that share it hand it to each
other thousands of times a second, and each forgets in the meantime what the processor had ready. DuckDB answers beside it, so two
at once keep two cores busy (measured, docs/SIZE.md).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

AT_ONCE = 2
"""Pages drawn at the same time in one process."""
_turns = threading.BoundedSemaphore(AT_ONCE)


@contextmanager
def taken() -> Iterator[None]:
    """A turn, waited for. Whoever is stopped half way, by another click say, gives it back."""
    with _turns:
        yield
