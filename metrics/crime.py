"""Recorded crime of an area in 12 months, as stated or added up from months or parts, and what is missing where it cannot be.

A figure of 12 months is the row that states exactly these days; else the sum of the 12 monthly rows that fill them; else, for
an area of ours without a row of its own, the sum of its parts if each has its figure. Nothing is estimated.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from metrics.frames import rows_of
from metrics.people import areas as known_areas
from metrics.question import DAY, Period
from metrics.store.connection import Store
from metrics.store.schema import sql
from metrics.store.snapshot import moment
from metrics.terms import FORCE, NOT_LOADED, PARTLY_LOADED, Area, Level, month_end

CATEGORIES = (
    "All Crime", "ASB", "Domestic Abuse", "Knife Crime", "Neighbourhood Crime", "Rape & Other Sexual Offences",
    "Violence Against The Person",
)  # fmt: skip
"""The categories of the county's page, in its order; others that are loaded follow alphabetically."""
ALL_CRIME = CATEGORIES[0]
EXPORT = "crime_figures"
BELOW: Mapping[str, Level] = {"force": "lpa", "lpa": "sector", "sector": "beat"}
Way = Literal["row", "months", "parts", ""]
Counted = Literal["count", "victims"]


@dataclass(frozen=True)
class Row:
    """A loaded row of Crime Figures. source_row: its row in the sheet of the load."""

    area: str
    category: str
    start: dt.date
    end: dt.date
    count: int
    victims: int | None
    source: str | None
    load_id: int
    source_row: int


@dataclass(frozen=True)
class Place:
    """An area that has figures: its name, the area of the Beats list if it is one, how rows name it, and what it is made of."""

    name: str
    area: Area | None
    texts: tuple[str, ...]
    parts: tuple[Place, ...] = ()

    def everything(self) -> Iterator[Place]:
        """The place and all that it is made of."""
        yield self
        for part in self.parts:
            yield from part.everything()


@dataclass(frozen=True)
class Figure:
    """The count of one category in 12 months, or why there is none.

    way: how it was found. months: of each month the count, where all are known (of the parts together). missing: what is not
    loaded, in words. parts: the areas that were added up.
    """

    days: Period
    count: int | None = None
    way: Way = ""
    months: tuple[int, ...] = ()
    missing: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    parts: tuple[str, ...] = ()

    @property
    def word(self) -> str:
        """Not loaded, Partly loaded, or nothing where the figure is there."""
        if self.count is not None:
            return ""
        return PARTLY_LOADED if self.rows else NOT_LOADED

    @property
    def months_differ(self) -> bool:
        """True where a row states the 12 months and their own rows add up to something else."""
        return self.way == "row" and bool(self.months) and sum(self.months) != self.count


Rows = Mapping[tuple[str, str], Sequence[Row]]
"""By area and category, both as in `folded`, the rows of the asked periods."""


def folded(text: str) -> str:
    """How names are compared: capitals and spaces around them make no difference."""
    return text.strip().lower()


def year_to(end: dt.date) -> Period:
    """The 12 months that end with the month of a day."""
    after = month_end(end) + DAY
    return after.replace(year=after.year - 1), month_end(end)


def months_of(days: Period) -> list[Period]:
    """The calendar months of some whole months."""
    found, day = [], days[0]
    while day <= days[1]:
        found.append((day, month_end(day)))
        day = month_end(day) + DAY
    return found


class Ends(NamedTuple):
    """The last days of the 12 months that are wholly known of a place, the latest first, and of the last month that any row of
    it or of its parts states."""

    whole: tuple[dt.date, ...]
    last: dt.date

    @property
    def offered(self) -> tuple[dt.date, ...]:
        """What can be chosen: the last month where no 12 months are whole."""
        return self.whole or (self.last,)


def places(store: Store, known_at: dt.datetime | None = None) -> dict[Place, Ends]:
    """The areas that have figures, wholly or in part: our own in list order, then others by name."""
    spans = _spans(store, known_at)
    whole = _whole_force(store, known_at)
    ours = {text for place in whole.everything() for text in place.texts}
    others = [Place(name, None, (text,)) for text, (name, _, _) in sorted(spans.items()) if text not in ours]
    found = {}
    for place in (*whole.everything(), *others):
        ends = [end for one in place.everything() for text in one.texts if text in spans for end in _all(spans[text])]
        if ends:
            found[place] = Ends(tuple(sorted(_whole(place, spans), reverse=True)), max(ends))
    return found


Spans = Mapping[str, tuple[str, set[dt.date], set[dt.date]]]
"""By area as in `folded`: its name, the last days of its months, and of the 12 months that a row states at once."""


def _spans(store: Store, known_at: dt.datetime | None) -> Spans:
    found: dict[str, tuple[str, set[dt.date], set[dt.date]]] = {}
    for name, _, end, months in store.rows(sql("crime_places"), t=moment(known_at)):
        _, singles, years = found.setdefault(folded(name), (name.strip(), set(), set()))
        (singles if months == 1 else years).add(end)
    return found


def _all(span: tuple[str, set[dt.date], set[dt.date]]) -> set[dt.date]:
    return span[1] | span[2]


def _whole(place: Place, spans: Spans) -> set[dt.date]:
    own = [spans[text] for text in place.texts if text in spans]
    if not own:
        of_parts = [_whole(part, spans) for part in place.parts]
        return set.intersection(*of_parts) if of_parts else set()
    singles = {end for _, months, _ in own for end in months}
    whole = {end for end in singles if all(last in singles for _, last in months_of(year_to(end)))}
    return whole | {end for _, _, years in own for end in years}


def _whole_force(store: Store, known_at: dt.datetime | None) -> Place:
    """The force with all that it is made of, as the Beats list says. A name on two levels is the higher level's."""
    listed = rows_of(known_areas(store, known_at))
    taken: set[str] = set()
    texts: dict[tuple[str, str], tuple[str, ...]] = {}
    for area in sorted(listed, key=lambda area: list(BELOW).index(area["level"]) if area["level"] in BELOW else 3):
        level, key = area["level"], area["key"]
        free = [text for text in (folded(key), folded(f"{level}:{key}")) if text not in taken]
        taken.update(free)
        texts[level, key] = tuple(free)
    return _built({"level": "force", "key": FORCE, "name": FORCE}, listed, texts)


def _built(area: Mapping[str, Any], listed: Sequence[Mapping[str, Any]], texts: Mapping[tuple[str, str], Any]) -> Place:
    level, key = area["level"], area["key"]
    below = BELOW.get(level)
    inside = [
        row for row in listed if (row["level"] == below and level in ("force",)) or _lies_in(row, below, level, key)
    ]
    parts = tuple(_built(row, listed, texts) for row in inside)
    return Place(str(area["name"]), Area(level, key), texts.get((level, key), (folded(key),)), parts)


def _lies_in(row: Mapping[str, Any], below: Level | None, level: str, key: str) -> bool:
    return below is not None and level != "force" and row["level"] == below and row[level] == key


def rows_known(
    store: Store, place: Place, periods: Iterable[Period], known_at: dt.datetime | None = None
) -> dict[tuple[str, str], list[Row]]:
    """The rows that state one of some periods, or a month of one, of a place and of all that it is made of."""
    texts = [text for one in place.everything() for text in one.texts]
    starts, ends = zip(*periods, strict=True)
    asked: dict[str, Any] = {"areas": texts, "starts": list(starts), "ends": list(ends), "t": moment(known_at)}
    found: dict[tuple[str, str], list[Row]] = {}
    for values in store.rows(sql("crime_rows"), **asked):
        row = Row(*values)
        found.setdefault((folded(row.area), folded(row.category)), []).append(row)
    return found


def categories(rows: Rows) -> list[str]:
    """The page's categories in its order, then others that the rows have, alphabetically."""
    known = {folded(name) for name in CATEGORIES}
    others = {row.category.strip() for found in rows.values() for row in found if folded(row.category) not in known}
    return [*CATEGORIES, *sorted(others)]


def figure(place: Place, category: str, days: Period, rows: Rows, counted: Counted = "count") -> Figure:
    """The figure of a place, of one category and 12 months; counted: crimes or their victims."""
    own = [
        row
        for text in place.texts
        for row in rows.get((text, folded(category)), ())
        if getattr(row, counted) is not None and row.start >= days[0] and row.end <= days[1]
    ]
    if own or not place.parts:
        return _of_rows(own, days, counted)
    return _of_parts(place.parts, [figure(part, category, days, rows, counted) for part in place.parts], days)


def _of_rows(own: Sequence[Row], days: Period, counted: Counted) -> Figure:
    by_days = {(row.start, row.end): row for row in own}
    months = [by_days.get(month) for month in months_of(days)]
    told = tuple(row for row in months if row is not None)
    counts = tuple(int(getattr(row, counted)) for row in told) if len(told) == len(months) else ()
    whole = by_days.get(days)
    if whole is not None:
        return Figure(days, int(getattr(whole, counted)), "row", counts, rows=(whole,))
    if counts:
        return Figure(days, sum(counts), "months", counts, rows=told)
    missing = [f"{first:%B %Y}" for (first, _), row in zip(months_of(days), months, strict=True) if row is None]
    return Figure(days, missing=tuple(missing), rows=told)


def _of_parts(parts: Sequence[Place], found: Sequence[Figure], days: Period) -> Figure:
    rows = tuple(row for one in found for row in one.rows)
    if any(one.count is None for one in found):
        lacking = [
            name for part, one in zip(parts, found, strict=True) if one.count is None for name in _lacking(part, one)
        ]
        return Figure(days, missing=tuple(lacking), rows=rows)
    each = [one.months for one in found]
    names = [name for part, one in zip(parts, found, strict=True) for name in one.parts or (part.name,)]
    months = tuple(map(sum, zip(*each, strict=True))) if all(each) else ()
    total = sum(one.count or 0 for one in found)
    return Figure(days, total, "parts", months, rows=rows, parts=tuple(names))


class File(NamedTuple):
    """Where rows came from: one load."""

    load_id: int
    file: str
    sheet: str
    loaded_at: dt.datetime
    loaded_by: str


def files(store: Store, loads: Sequence[int]) -> dict[int, File]:
    """The loads of some numbers."""
    return {row[0]: File(*row) for row in store.rows(sql("loads_named"), loads=list(loads))}


def _lacking(part: Place, found: Figure) -> Sequence[str]:
    """What a part lacks: parts of its own, or, where it has figures of its own, the months under its name."""
    if not found.rows:
        return (part.name,)
    own = any(folded(row.area) in part.texts for row in found.rows)
    return tuple(f"{part.name}: {name}" for name in found.missing) if own else found.missing


__all__ = [
    "ALL_CRIME",
    "CATEGORIES",
    "EXPORT",
    "Figure",
    "File",
    "Place",
    "Row",
    "Rows",
    "categories",
    "figure",
    "files",
    "folded",
    "months_of",
    "places",
    "rows_known",
    "year_to",
]  # fmt: skip
