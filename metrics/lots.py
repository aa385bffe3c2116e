"""Drawing by lot: which few of many records are looked at. Nobody can pick them, and everybody can draw them again. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def lot(seed: str, ref: str) -> str:
    """The lot of a record: SHA-256, in hexadecimal digits, of the seed, a space and the record's reference.

    The smallest lots are drawn. `printf '%s' 'seed reference' | sha256sum` gives the same on any computer.
    """
    return hashlib.sha256(f"{seed} {ref}".encode()).hexdigest()


def drawn(refs: Iterable[str], seed: str, number: int) -> tuple[str, ...]:
    """At most so many different references, in the order of their lots.

    Seed and references alone decide: the order in which rows were loaded changes nothing, a larger number holds what a smaller
    one draws, and a record that is added later moves at most one other out.
    """
    return tuple(sorted(set(refs), key=lambda ref: lot(seed, ref))[:number])
