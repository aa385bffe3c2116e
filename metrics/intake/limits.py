"""How much one file may bring, and how long it may take: ordinarily, and in bulk.

Every check is the same in bulk: only these numbers differ. A workbook keeps the guard's limits of what it may hold and unpack to,
because what a small file can unpack to is what they are there for; the child that reads it has the memory and time of bulk.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Of one file. file_bytes: of delimited text alone. rows: of one sheet; cells: of all sheets. answer_bytes: of text taken
    over from the child. memory (bytes) and cpu_seconds: of the child. seconds: by the clock, until the child is ended."""

    file_bytes: int = 30_000_000
    rows: int = 200_000
    cells: int = 2_000_000
    answer_bytes: int = 24_000_000
    memory: int = 1 << 30
    cpu_seconds: int = 10
    seconds: float = 12.0


ORDINARY = Limits()
"""Those of a force's largest weekly file several times over, and of every file that comes by a browser."""
BULK = Limits(
    file_bytes=250_000_000,
    rows=2_000_000,
    cells=16_000_000,
    answer_bytes=400_000_000,
    memory=6 << 30,
    cpu_seconds=180,
    seconds=240.0,
)
"""A quarter of a large force in one file, for whoever sits at the server: `python -m metrics load --bulk`."""
