"""The coded consultation: 22 groups, and what each said of each theme, as typed rows that are checked when they are read.

`themes.csv` is coded on the report's own themes; `hours_and_places.csv` is our reading of the same text for the two things
that residents asked for and the coding has no theme for. No account of a person is in any of the files.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast, get_args

Value = Literal["concern", "mixed", "positive", "silent"]
Basis = Literal["group", "several", "one"]
ConfidenceKind = Literal["mean", "range", "words", "chart", "none"]

HERE = Path(__file__).parent
THEMES: dict[str, str] = {
    "visibility": "Seeing officers",
    "knows_local_officer": "Knowing a local officer",
    "feedback": "Being told back",
    "safety_day": "Safe by day",
    "safety_night": "Safe after dark",
    "response": "Response",
    "contact_101": "Getting in contact",
    "trust": "Trust",
    "community_engagement": "Engagement",
    "pcso_positive": "PCSOs",
    "beat_bus": "Beat Bus",
    "social_media": "Social media",
    "asb": "Antisocial behaviour",
    "drugs": "Drugs",
    "youth": "Young people",
    "vehicle_crime": "Vehicle crime",
    "burglary": "Burglary",
    "knife_crime": "Knife crime",
    "vawg": "Women's safety",
    "speeding": "Speeding",
    "rural_crime": "Rural crime",
    "shoplifting": "Shoplifting",
    "stop_search": "Stop and search",
    "precept_support": "Paying more",
    "fire_service": "Fire service",
}
"""The themes of the coding, and what they are called here."""
OURS: dict[str, str] = {"right_hour": "At the right hour", "right_place": "In the right place"}
"""The two that we read out of the same text ourselves."""
COUNTY_MEAN, SCALE, EVERYBODY = 5, 10, 187
"""The report's mean of all groups, the top of its scale (0 is not at all confident), and how many residents took part."""
SOURCE = (
    "Public Perception Consultation 2023/4, Key Findings Report V2.2, by SMSR Research for the Northamptonshire Police, Fire "
    "and Crime Commissioner"
)
NOT_SAYABLE = re.compile(
    r"[\"“”‘«»]|\b(?:he|she|his|her|him|my|wife|husband|son|daughter|mother|father|neighbour|victim)\b"
    r"|\b(?:gyps|travell|immigrant|foreign|asian|black|white|muslim|somali|rom[ai]\b|junkie|druggie|chav|yob|thug|tramp)",
    re.IGNORECASE,
)
"""What a note may not hold: quotation marks, words that tell of one person, and words for people by what they are."""


class CodingError(ValueError):
    """A row of the coding says something that it may not: which row, and what."""


@dataclass(frozen=True)
class Cell:
    """What a group said of a theme. basis: the group as a whole, several, or one voice alone. note: in our words, or "".

    lines: of the text of the report; none where it rests on one voice.
    """

    section: str
    theme: str
    value: Value
    basis: Basis
    note: str
    lines: tuple[int, ...]

    @property
    def is_one_voice(self) -> bool:
        """True where it rests on one resident alone: shown without what was said."""
        return self.basis == "one"


@dataclass(frozen=True)
class Group:
    """One group. sector: our assignment, with its note. title, area: the report's. places: what it names, for matching to beats.

    mean: only where the report states one. confidence: as the report states it, in short; confidence_note: in full, or "";
    confidence_line: of the text, where it says anything of it.
    """

    section: str
    name: str
    title: str
    area: str
    sector: str
    places: tuple[str, ...]
    assignment_note: str
    day: dt.date
    day_note: str
    people: int
    held: str
    venue: str
    kind: ConfidenceKind
    mean: int | None
    confidence: str
    confidence_note: str
    confidence_line: int | None


@dataclass(frozen=True)
class Coding:
    """Every group in the report's order, and what each said by section and theme; a theme that is not there: silent."""

    groups: tuple[Group, ...]
    cells: dict[tuple[str, str], Cell]

    def value(self, section: str, theme: str) -> Value:
        """What a group said of a theme."""
        cell = self.cells.get((section, theme))
        return cell.value if cell else "silent"


@cache
def coding() -> Coding:
    """The coding of the repository, read once."""
    return read(HERE)


def read(folder: Path) -> Coding:
    """The coding of a folder. Raises CodingError at the first row that is not as it should be."""
    groups = tuple(_group(row) for row in _rows(folder / "groups.csv"))
    sections = {group.section for group in groups}
    cells: dict[tuple[str, str], Cell] = {}
    for name, themes in (("themes.csv", set(THEMES)), ("hours_and_places.csv", set(OURS))):
        for row in _rows(folder / name):
            cell = _cell(row, sections, themes)
            _must((cell.section, cell.theme) not in cells, row, "is there twice")
            cells[cell.section, cell.theme] = cell
    _must(len(sections) == len(groups), {}, "a section stands twice in the groups")
    return Coding(groups, cells)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _group(row: dict[str, str]) -> Group:
    kind, mean = row["confidence_kind"], row["confidence_mean"]
    _must(kind in get_args(ConfidenceKind), row, f"knows no confidence {kind}")
    _must(bool(mean) == (kind == "mean"), row, "has a mean exactly where the report states one")
    for field in ("assignment_note", "confidence", "confidence_note", "date_note"):
        _must(
            not NOT_SAYABLE.search(row[field]), row, f"quotes, tells of a person or names a group of people in {field}"
        )
    return Group(
        row["section"], row["name"], row["report_name"], row["report_area"], row["sector"],
        tuple(place.strip() for place in row["places"].split(";") if place.strip()), row["assignment_note"],
        dt.date.fromisoformat(row["date"]), row["date_note"], int(row["participants"]), row["held"], row["venue"],
        cast("ConfidenceKind", kind), int(mean) if mean else None, row["confidence"], row["confidence_note"],
        int(row["confidence_line"]) if row["confidence_line"] else None,
    )  # fmt: skip


def _cell(row: dict[str, str], sections: set[str], themes: set[str]) -> Cell:
    value, basis = row["value"], row["basis"]
    _must(row["section"] in sections, row, "is of no group")
    _must(row["theme"] in themes, row, f"knows no theme {row['theme']}")
    _must(value in get_args(Value) and value != "silent", row, f"knows no value {value}; a silent theme has no row")
    _must(basis in get_args(Basis), row, f"knows no basis {basis}")
    _must(
        basis != "one" or not (row["note"] or row["lines"]), row, "tells of one voice: it may have no note and no lines"
    )
    _must(not NOT_SAYABLE.search(row["note"]), row, "quotes, tells of a person or names a group of people")
    lines = tuple(int(line) for line in row["lines"].split())
    return Cell(row["section"], row["theme"], cast("Value", value), cast("Basis", basis), row["note"], lines)


def _must(held: bool, row: dict[str, str], words: str) -> None:
    if not held:
        raise CodingError(f"{row.get('section', '')} {row.get('theme', '')} {words}".strip())
