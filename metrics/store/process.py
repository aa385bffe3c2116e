"""What every process that opens a store does once: the server, the command line, the proofs."""

from __future__ import annotations

import gc
from functools import cache

NEW_OBJECTS = 50_000
"""Objects that are made before Python looks for cycles among them; it would look after every 700, and a week's spreadsheets
make a million."""


@cache
def settle_in() -> None:
    """Leave what is there by now, which stays to the end, out of Python's looks for cycles.

    Streamlit has all of them looked at after every rerun, before its last words reach the browser: 83 ms of a page's time,
    and less than one without the hundred and forty thousand objects of the libraries (measured, DECISIONS.md D42).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS)
