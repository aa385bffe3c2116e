"""What a pack holds, before it is any file: questions, exhibits, tables, sources. Values only, and none that tells the clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Value = str | int | float | dt.date | None
Audience = Literal["full", "public"]


@dataclass(frozen=True)
class Charted:
    """How a table is drawn by a spreadsheet itself: the column of its categories and those of its values, from 0."""

    kind: Literal["bar", "line"]
    categories: int
    values: tuple[int, ...]
    unit: str


@dataclass(frozen=True)
class Table:
    """A table: one value a cell, None where nothing is known. note: what has to be said of it, "" for nothing."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    note: str = ""
    charted: Charted | None = None


@dataclass(frozen=True)
class Picture:
    """A chart as a picture. alt: what it says, in words."""

    png: bytes
    alt: str


@dataclass(frozen=True)
class Definition:
    """What a KPI counts, as it was declared. sql: the condition and the parts, as run. version: of the definition."""

    kpi: str
    label: str
    meaning: str
    version: int
    reviewed: dt.date
    sql: str
    caveats: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """A load that figures rest on. sha256: of the file. loaded_at: local time, in words. start, end: the days it covers.

    rows: None in a public version, where few rows would tell a small number.
    """

    load: int
    export: str
    file: str
    sheet: str
    sha256: str
    loaded_at: str
    loaded_by: str
    area: str
    start: dt.date | None
    end: dt.date | None
    rows: int | None


@dataclass(frozen=True)
class Exhibit:
    """One figure or chart of the binder as it goes into the pack.

    id: E1, E2, ... in the order of the pack. view: whose, which days, as known when. added: by whom and when, in words. words:
    what whoever added it says of it. totals: the figures as they were frozen when it was added. stands: whether the store
    gives the same today, in a sentence. loads: numbers of the loads it rests on. people: True where it shows people.
    """

    id: str
    title: str
    view: str
    added: str
    words: str
    finding: str
    picture: Picture | None
    totals: Table
    tables: tuple[Table, ...]
    stands: str
    kpis: tuple[str, ...]
    loads: tuple[int, ...]
    people: bool


@dataclass(frozen=True)
class ActionLine:
    """An agreed action. by: the day it is due. state: open, done or dropped. proof: what shows it, or why it was dropped."""

    words: str
    owner: str
    due: dt.date | None
    state: str
    proof: str


@dataclass(frozen=True)
class Question:
    """A framework question or an area for improvement, with all that the binder says on it.

    freshness: none, stale or current, in words. review_on: the day by which its owner looks at it again.
    """

    id: str
    title: str
    characteristics: tuple[str, ...]
    source: str
    narrative: str
    case_example: str
    known_gap: str
    owner: str
    review_on: dt.date | None
    documents: tuple[str, ...]
    freshness: str
    exhibits: tuple[Exhibit, ...]
    actions: tuple[ActionLine, ...]


@dataclass(frozen=True)
class Pack:
    """A whole pack. known_at: the moment as of which the binder is shown (UTC, aware). framework: set, edition and status.

    improvements: the areas for improvement, after the questions. changed: what is different from the pack before, a line
    each; before: which that was, "" for none. missing: what a reader should know is not there, a line each.
    """

    title: str
    force: str
    audience: Audience
    known_at: dt.datetime
    marking: str
    framework: str
    questions: tuple[Question, ...]
    improvements: tuple[Question, ...]
    definitions: tuple[Definition, ...]
    sources: tuple[Source, ...]
    before: str
    changed: tuple[str, ...]
    missing: tuple[str, ...]

    def exhibits(self) -> Iterator[Exhibit]:
        """Every exhibit, in order."""
        for question in (*self.questions, *self.improvements):
            yield from question.exhibits
