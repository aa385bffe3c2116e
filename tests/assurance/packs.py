"""A thousand random evidence packs: written, opened again, and searched for what may not leave."""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor

from tests.pack.proving import KINDS, Tally, prove_seed

PACKS = 1_000
FROM = 100
"""The seeds of `make test` are others."""


def prove(seeds: Iterable[int]) -> Tally:
    """What came of the packs of these seeds, on two processors."""
    tally = Tally()
    with ProcessPoolExecutor(min(2, os.cpu_count() or 1)) as workers:
        for found in workers.map(prove_seed, seeds, chunksize=10):
            tally.add(found)
    return tally


def lines() -> list[str]:
    """The lines of docs/assurance.md about packs."""
    found = prove(range(FROM, FROM + PACKS))
    counted = "; ".join(f"{len(found.faults[kind])} {kind}" for kind in KINDS)
    examples = [f"  for example: {fault}" for fault in found.wrong()[:5]]
    return [
        f"Evidence packs, full and public: {found.packs:,} packs written twice and opened again: {counted}.",
        f"  {found.cells:,} cells of exhibits read back; {found.left_out:,} numbers left out of released tables, each put to "
        f"an audit of its own; {found.masked:,} places with names masked.",
        *examples,
    ]
