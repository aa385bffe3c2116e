"""What an export is: one declaration from which recognition, parsing, checks, table, macro and template all follow.

Depends on `terms` only. The declarations are in `metrics/exports/`, one file each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

ColumnType = Literal["text", "collar", "collars", "date", "moment", "number", "whole", "yes_no", "choice"]
Replaces = Literal["days", "list", "repeated", "published"]
Severity = Literal["refused", "set_aside", "warning"]

SQL_TYPES: dict[ColumnType, str] = {
    "text": "varchar",
    "collar": "varchar",
    "collars": "varchar[]",
    "date": "date",
    "moment": "timestamp",
    "number": "double",
    "whole": "bigint",
    "yes_no": "boolean",
    "choice": "varchar",
}


def identifier(heading: str) -> str:
    """The SQL name of a heading or sheet: "Self-defined Ethnicity" -> "self_defined_ethnicity"."""
    return re.sub(r"[^a-z0-9]+", "_", heading.casefold()).strip("_")


@dataclass(frozen=True)
class Column:
    """One heading of an export.

    type: `moment` is a local date and time, `collars` several collar numbers in one cell.
    refers: the list that the value must stand in: "beat", "area" (beat, sector, LPA or Force), "place", "officer", "kpi",
        "state". What an unknown value does is `unknown`: set_aside or warning (the row counts, the reference does not).
    stored: "plain"; "dropped" (never stored); "hashed" (only a keyed hash is stored).
    blank_counts: a needed heading whose blank cell is unknown, and sets no row aside.
    same_as: heading of the column in another export that means the same, and whose name in the store this one takes.
    """

    heading: str
    type: ColumnType
    meaning: str
    needed: bool = False
    choices: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    refers: Literal["", "beat", "area", "place", "officer", "kpi", "state"] = ""
    unknown: Severity = "warning"
    minimum: float | None = None
    personal: bool = False
    stored: Literal["plain", "dropped", "hashed"] = "plain"
    blank_counts: bool = False
    same_as: str = ""

    @property
    def name(self) -> str:
        """The column's SQL name."""
        return identifier(self.same_as or self.heading)


def lead_officer(meaning: str, *synonyms: str) -> Column:
    """The Collar No of the officer to whose team a row belongs; a row whose number is not on the list is set aside."""
    usual = ("Collar", "Shoulder No", "Officer", "Officer No", "Officer Collar No")
    return Column(
        "Collar No",
        "collar",
        meaning,
        needed=True,
        refers="officer",
        unknown="set_aside",
        synonyms=(*usual, *synonyms),
        personal=True,
    )


def beat_spoken_of(meaning: str, *synonyms: str, needed: bool = False, unknown: Severity = "warning") -> Column:
    """The Beat that a row speaks of: never the team's, and shown only on the beat's own view.

    unknown: what happens to a row whose beat is not on the list.
    """
    names = ("Beat Code", *synonyms)
    return Column("Beat", "text", meaning, refers="beat", synonyms=names, needed=needed, unknown=unknown)


@dataclass(frozen=True)
class Order:
    """A rule across columns: `then` may not lie before `first`. A row that breaks it is set aside."""

    first: str
    then: str


@dataclass(frozen=True)
class Export:
    """One of the spreadsheets that a force sends.

    key: headings that identify a row; none where rows that look alike are different things, each known by its place in the
    file. day: heading of the day that a row speaks of. lead: heading of the officer whose team the row belongs to. also:
    heading of further officers who are credited. powers: rows led by a PCSO are a query, never an event.
    replaces: "days" (covered days of the covered area), "list" (the whole list), "repeated" (rows with the same key),
    "published" (covered days of the publishing force, which is no area of ours: its rows count in no figure of ours).
    started, ended, person: of a list, as SQL over its columns: the day on which an entry of it began, that on which it ended
    (null while it goes on), and whose it is where everything of a person goes once they have left (`metrics.retention`).
    sender: who usually sends it, for the words "missing: ask ...". yields_to: sheet name of the export whose sheet it is
    where the sheet has that export's key or lead officer.
    """

    sheet: str
    grain: str
    sender: str
    replaces: Replaces
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    day: str = ""
    lead: str = ""
    also: str = ""
    powers: bool = False
    orders: tuple[Order, ...] = ()
    synonyms: tuple[str, ...] = ()
    yields_to: str = ""
    started: str = "null::date"
    ended: str = "null::date"
    person: str = "null::varchar"
    rank: int = 50
    """Order of loading and of showing: beats 1, officers 2, places 3, then the rest."""

    @property
    def id(self) -> str:
        """The export's id and table name: "Stop Searches" -> "stop_searches"."""
        return identifier(self.sheet)

    @property
    def sent_by(self) -> str:
        """The sender within a sentence: Custody team -> custody team."""
        return f"{self.sender[:1].lower()}{self.sender[1:]}"

    @property
    def is_list(self) -> bool:
        """True where a later file replaces the whole list."""
        return self.replaces == "list"

    @property
    def is_published(self) -> bool:
        """True for what other forces publish: covered by publisher and month, and outside all of our own areas."""
        return self.replaces == "published"

    @property
    def stands_for_row(self) -> str:
        """Heading of the cell that stands for a whole row: the first of its key, or its day where it has no key."""
        return self.key[0] if self.key else self.day

    @property
    def needed(self) -> tuple[Column, ...]:
        """Columns without which the sheet is refused."""
        return tuple(column for column in self.columns if column.needed)

    @property
    def stored_columns(self) -> tuple[Column, ...]:
        """Columns that have a place in the store."""
        return tuple(column for column in self.columns if column.stored != "dropped")

    def column(self, heading: str) -> Column:
        """The column with this heading. KeyError where there is none."""
        for column in self.columns:
            if column.heading == heading:
                return column
        raise KeyError(f"{self.sheet} has no heading {heading}")

    @property
    def key_names(self) -> tuple[str, ...]:
        """SQL names of the key columns."""
        return tuple(identifier(heading) for heading in self.key)
