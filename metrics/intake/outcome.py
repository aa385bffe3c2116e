"""What the intake is given and what it gives back: coverage, references and the outcome of one sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, NamedTuple

import pyarrow as pa

from metrics.intake.reader import Sheet
from metrics.intake.values import as_day
from metrics.problems import Problem
from metrics.terms import FORCE, STATES, WHOLE_FORCE, Area, State


@dataclass(frozen=True)
class Coverage:
    """The area and the days (inclusive) of which a sheet is a complete statement. A list's `start` is date.min."""

    area: Area
    start: dt.date
    end: dt.date


@dataclass(frozen=True)
class Posting:
    """One person's posting. `team` is the Beat cell as resolved: a beat code, or the name of a sector, LPA or Force."""

    collar: str
    role: str
    team: Area
    start: dt.date
    end: dt.date | None
    surname: str = ""
    forename: str = ""


@dataclass(frozen=True)
class References:
    """The lists as known when a sheet is checked. Beats: code -> (sector, LPA)."""

    beats: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    postings: Mapping[str, Sequence[Posting]] = field(default_factory=dict)
    places: frozenset[str] = frozenset()
    kpis: frozenset[str] = frozenset()
    states: Mapping[str, State] = field(default_factory=lambda: STATES)

    @cached_property
    def areas(self) -> dict[str, list[Area]]:
        """Casefolded name -> the areas of that name, beats before sectors before LPAs."""
        found: dict[str, list[Area]] = {}
        named = [Area("beat", beat) for beat in self.beats]
        named += [Area("sector", sector) for sector in dict.fromkeys(sector for sector, _ in self.beats.values())]
        named += [Area("lpa", lpa) for lpa in dict.fromkeys(lpa for _, lpa in self.beats.values())]
        for area in [*named, WHOLE_FORCE]:
            found.setdefault(area.key.casefold(), []).append(area)
        return found

    def resolve(self, text: str) -> Area | None:
        """The area of a name or of `level:name`; the smallest where a name stands on two levels. None if unknown."""
        level, _, name = text.strip().partition(":")
        if name and level.casefold() in ("beat", "sector", "lpa", "force"):
            matches = [area for area in self.areas.get(name.strip().casefold(), []) if area.level == level.casefold()]
        else:
            matches = self.areas.get(text.strip().casefold(), [])
        return matches[0] if matches else None

    def contains(self, area: Area, team: Area) -> bool:
        """True if the team is the area or lies in it."""
        if area.level == "force" or area == team:
            return True
        if team.level == "beat":
            sector, lpa = self.beats.get(team.key, ("", ""))
            return (area.level == "sector" and area.key == sector) or (area.level == "lpa" and area.key == lpa)
        if team.level == "sector":
            return area.level == "lpa" and area.key == self.lpa_of_sector.get(team.key)
        return False

    @cached_property
    def lpa_of_sector(self) -> dict[str, str]:
        """Sector -> LPA."""
        return dict(self.beats.values())

    @cached_property
    def stints(self) -> dict[str, list[tuple[int, int, Posting]]]:
        """Collar number -> first and last day (since 1970) of each posting, the latest start first."""
        return {
            collar: [
                (as_day(posting.start), as_day(posting.end or dt.date.max), posting)
                for posting in sorted(postings, key=lambda posting: posting.start, reverse=True)
            ]
            for collar, postings in self.postings.items()
        }

    @cached_property
    def spelt(self) -> dict[str, str]:
        """Collar number in lower case -> as the list has it."""
        return {collar.casefold(): collar for collar in self.postings}

    def with_changes(self, **changes: object) -> References:
        """The same references with some lists replaced (by lists accepted earlier in the same call)."""
        return replace(self, **changes)  # type: ignore[arg-type]


Status = Literal["acceptable", "refused", "ignored"]


class AsideOf(NamedTuple):
    """Of what and whom a row set aside speaks, as far as it could be read: its day, its lead, and others it names."""

    day: dt.date | None
    collar_no: str | None
    also_named: tuple[str, ...] | None = None


@dataclass(frozen=True)
class SheetOutcome:
    """What became of one sheet: what it is, what it covers, the rows that can be loaded, and every problem.

    rows: Arrow table of accepted rows, columns in this order (`schema.row_schema`):
        source_row int32 (the sheet's own row number), day date32 (null for lists without a day), late bool (dated
        outside the covered days), team_level varchar, team varchar, role varchar (the lead's on that day; null where
        the export has no lead; left out where the export declares a Role of its own), then for exports with `also`:
        named_collars, named_roles, named_teams (list<string>, the lead first; team as "level:key"), then every stored
        column of the export by its SQL name, then start_utc and end_utc of Duties.
        Of Officers and Targets, team_level and team are the area that the row names.
    set_aside_rows: (source_row, key text, problem code) of each row set aside.
    set_aside_of: of each of them in the same order, what says which figures it could change.
    identical: number of rows that repeated another row to the letter (counted once).
    dropped: sentences that name what was dropped before storage.
    """

    file: str
    file_hash: str
    sheet: str
    status: Status
    export_id: str | None = None
    content_hash: str = ""
    coverage: Coverage | None = None
    proposed_because: str = ""
    rows: pa.Table | None = None
    set_aside_rows: tuple[tuple[int, str, str], ...] = ()
    set_aside_of: tuple[AsideOf, ...] = ()
    problems: tuple[Problem, ...] = ()
    dropped: tuple[str, ...] = ()
    identical: int = 0
    head: Sheet | None = None
    """The first rows of a sheet that is left out or refused for its headings, which can be matched by hand."""

    @property
    def accepted(self) -> int:
        """Rows that can be loaded."""
        return 0 if self.rows is None else self.rows.num_rows

    @property
    def set_aside(self) -> int:
        """Rows set aside."""
        return len(self.set_aside_rows)


__all__ = ["FORCE", "AsideOf", "Coverage", "Posting", "References", "SheetOutcome", "Status"]
