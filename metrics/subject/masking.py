"""What of a row about a person is not theirs to have: other people's numbers, and who was searched."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from metrics.export import Export
from metrics.subject.person import Person

SOMEBODY = "another person"
"""What stands in the place of somebody else's collar number or name."""
SEARCHED = "not given: about the person searched"
NOT_THEIRS = "not given: about another person"
HASHED = "only a keyed hash is kept"
THEIRS: dict[str, tuple[str, ...]] = {
    "duties": ("State", "Authorised By"),
    "officers": ("Surname", "Forename", "Email"),
}
"""Personal columns, other than of collar numbers, that speak of the person whose row it is. Every other is of somebody else."""
OF_ONE = ("FTE", "Student Officer")
"""What else of somebody else's posting is not given, where all that is one's own is to be their supervisor."""
_INSIDE = re.compile(
    r"(\((?P<a>[0-9A-Za-z]+)\))|((?:PC|PCSO|PS|Sgt|Insp|CI|SC) (?P<b>[0-9A-Za-z]+)\b)"
    r"|([Cc]ollar (?:[Nn]umber|[Nn]o) (?P<c>[0-9A-Za-z]+)\b)"
)


class Mask:
    """Leaves one person's number and hides those of everybody else who is known."""

    def __init__(self, who: Person, everybody: frozenset[str]) -> None:
        self.collar = who.collar
        self.others = everybody - {who.collar}
        words = "|".join(re.escape(name) for name in (who.collar, *who.known_as))
        self._told = re.compile(rf"(?<![0-9A-Za-z])({words})(?![0-9A-Za-z])", re.IGNORECASE)

    def names(self, text: str) -> bool:
        """True where a text holds the person's number, or a name or address that is theirs alone."""
        return self._told.search(text) is not None

    def number(self, value: str) -> str:
        """A collar number; whatever is none of the person's is somebody else's."""
        return value if value == self.collar else SOMEBODY

    def row(self, export: Export, row: Mapping[str, Any]) -> dict[str, Any]:
        """The stored columns of a row, by heading."""
        own = export.id != "officers" or row["collar_no"] == self.collar
        return {
            column.heading: self._cell(export, column.heading, row[column.name], own)
            for column in export.stored_columns
        }

    def _cell(self, export: Export, heading: str, value: Any, own: bool) -> Any:
        column = export.column(heading)
        if value is None:
            return None
        if column.type in ("collar", "collars"):
            return self.number(value) if isinstance(value, str) else [self.number(one) for one in value]
        if column.stored == "hashed":
            return HASHED
        if column.personal and heading not in THEIRS.get(export.id, ()):
            return SEARCHED if export.id == "stop_searches" else NOT_THEIRS
        if not own and (column.personal or heading in OF_ONE):
            return NOT_THEIRS
        return self.text(value) if column.type == "text" else value

    def text(self, value: str) -> str:
        """A text in which a number stands alone, in brackets, or after a rank. A sentence is left as somebody wrote it."""
        if value in self.others:
            return SOMEBODY
        return _INSIDE.sub(self._inside, value)

    def _inside(self, match: re.Match[str]) -> str:
        number = match["a"] or match["b"] or match["c"]
        return match[0].replace(number, SOMEBODY) if number in self.others else match[0]

    def parts(self, value: str) -> str:
        """A key in words: C1 / 0102."""
        return " / ".join(map(self.text, value.split(" / ")))

    def json(self, value: str) -> str:
        """A JSON text, each value and name in it on its own; other text as `text`."""
        try:
            return json.dumps(self._inner(json.loads(value)), ensure_ascii=False)
        except ValueError:
            return self.text(value)

    def _inner(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self._inner(one) for one in value]
        if isinstance(value, dict):
            found = {self.text(name): self._inner(one) for name, one in value.items()}
            if value.get("people") is True and isinstance(
                value.get("rows"), list
            ):  # a table of people, as evidence keeps it
                found["rows"] = [
                    self._inner(row) for row in value["rows"] if self.names(json.dumps(row, ensure_ascii=False))
                ]
            return found
        return value
