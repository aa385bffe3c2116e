"""Every way in which an upload can be wrong: a code, a severity, and one plain sentence with the remedy.

Severity is by consequence: the sheet is refused, the row is set aside, or everything counts and somebody is warned.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from metrics.export import Severity


@dataclass(frozen=True)
class ProblemKind:
    """One kind of fault. `words` has slots in braces, filled when it is met at a cell."""

    code: str
    severity: Severity
    words: str


@dataclass(frozen=True)
class Problem:
    """A fault met in a file: which kind, where, and what to do. `cell` is an address such as "C7", or "" for a sheet."""

    code: str
    severity: Severity
    sheet: str
    cell: str
    message: str

    def as_dict(self) -> dict[str, str]:
        """For `--json`."""
        return asdict(self)
