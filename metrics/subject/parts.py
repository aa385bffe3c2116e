"""One kind of thing that is held, as a sheet of the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Part:
    """name: of the sheet, at most 31 letters. about: what a row is, and where it comes from, for the cover."""

    name: str
    about: str
    headings: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]] = field(repr=False)
