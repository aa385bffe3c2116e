"""What stands in the XML of a sheet, told from the places of its `=` alone: a file's every byte is looked at once, not ten
times. What is told here may be said too often, never too seldom; `guard` then looks closely.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

PADDING = b"\0" * 16
"""So that what stands a little behind the last `=` can be asked for."""
SPACE, TAG, COLON, ERROR = b" <:e"
DIGITS, LETTERS = (b"09", b"az")


class Signs:
    """The places of `=` in a sheet's XML, with the bytes around each."""

    def __init__(self, xml: bytes) -> None:
        self._bytes = np.frombuffer(xml + PADDING, np.uint8)
        self._equals = np.flatnonzero(self._bytes == ord("="))
        self._before = self._bytes[self._equals - 1]

    def _named(self, end: bytes) -> np.ndarray:
        """The places of the = of each attribute whose name ends so."""
        return np.asarray(self._equals[self._before == ord(end)])

    @cached_property
    def are_spaced(self) -> bool:
        """True where a space stands beside an =, which XML allows and nobody writes."""
        return bool((self._before <= SPACE).any() or (self._bytes[self._equals + 1] <= SPACE).any())

    @property
    def may_be_far(self) -> bool:
        """True where an address may have two letters, or six digits. `xmlns:r="http:` is none."""
        address = self._named(b"r")
        second, fifth, sixth = (self._bytes[address + places] for places in (3, 6, 7))
        letters = _within(second | 0x20, LETTERS) & (fifth != COLON)
        return bool(letters.any() or _within(sixth, DIGITS).any())

    @property
    def may_need_marks(self) -> bool:
        """True where a formula, an error or something hidden may stand."""
        formulas = self._bytes[np.flatnonzero(self._bytes == ord("f")) - 1]
        if ((formulas == TAG) | (formulas == COLON)).any():
            return True
        error, hidden = self._bytes[self._named(b"t") + 2] == ERROR, self._bytes[self._named(b"n") - 2] == ord("e")
        return bool(error.any() or hidden.any())


def _within(found: np.ndarray, ends: bytes) -> np.ndarray:
    return (found >= ends[0]) & (found <= ends[1])
