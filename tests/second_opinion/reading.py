"""Files -> sheets of text: which export each sheet is, its rows under the headings of the specification."""

from __future__ import annotations

import csv
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

LONDON = "Europe/London"
HEADER_WITHIN = 40
"""Title rows before the headings that are looked through."""

# The headings as `exports.md` prints them; * = needed.
HEADINGS: dict[str, str] = {
    "Beats": "LPA*, Sector*, Beat*, Beat Name*, Named Contact Collar No, Population, Established FTE",
    "Officers": "Collar No*, Surname*, Forename*, Role*, Beat*, Supervisor Collar No, FTE, Start Date*, End Date,"
    " Student Officer, Email",
    "Places": "Place Code*, Place Name*, Place Type*, Beat*, Start Date, End Date, Planned Hours Per Week",
    "Duties": "Duty Ref*, Collar No*, Start*, End*, State*, Place Code, Authorised By",
    "Arrests": "Custody Ref*, Arrested At*, Collar No*, Assisting Collar Nos, Beat, Offence, Result",
    "Stop Searches": "Search Ref*, Searched At*, Collar No*, Beat, Legislation, Object Of Search, Search Type, "
    "Outcome*, Outcome Linked To Object, Item Found, Self-defined Ethnicity, Officer-defined Ethnicity, Age Range, "
    "Gender, More Than Outer Clothing, Body Worn Video, Grounds Reviewed By, Grounds Reviewed On, Grounds Reasonable",
    "Warrants": "Warrant Ref*, Issued On, Executed On*, Collar No*, Other Collar Nos, Beat, Act, Result",
    "PPNs": "PPN Ref*, Incident At, Submitted At*, Collar No*, Beat, Category, Grading, Returned For Quality",
    "Incidents": "Incident No*, Attended At*, Collar No*, Beat, Type, Grade, Location",
    "Intelligence": "Log No*, Submitted At*, Collar No*, Beat, Source*, Priority, Actioned, Actioned By, Actioned On",
    "Engagements": "Return No*, Engaged On*, Collar No*, Beat, Activity*, Attendees, Duration Minutes, Priority Raised,"
    " Feedback Given",
    "Watch Schemes": "Scheme Ref*, Scheme Type*, Established On*, Collar No*, Beat, Members, Ended On",
    "Problem Plans": "Plan Ref*, Title*, Collar No*, Beat*, Opened On*, Objective, Stage*, Stage On, Response On,"
    " Assessment Due, Assessed On, Result",
    "Referrals": "Referral Ref*, Referred On*, Collar No*, Beat, Agency*, Reason",
    "Targets": "Area*, KPI*, Role*, Target*, Per*, Type*, From*, To, Set By*, Rationale",
    "Crime Figures": "Area*, Category*, Period Start*, Period End*, Count*, Victims, Source",
}


@dataclass(frozen=True)
class Export:
    """One export of the specification."""

    name: str
    headings: tuple[str, ...]
    needed: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """One recognised sheet: its text under its own headings, the lines above them, and what it is identified by."""

    file: str
    export: str
    rows: pd.DataFrame
    title: tuple[str, ...]
    content: str


def _export(name: str, headings: str) -> Export:
    every = [heading.strip() for heading in headings.split(",")]
    plain = tuple(heading.rstrip("*") for heading in every)
    return Export(name, plain, tuple(heading.rstrip("*") for heading in every if heading.endswith("*")))


EXPORTS = {name: _export(name, headings) for name, headings in HEADINGS.items()}


def plain(text: str) -> str:
    """Lower case, single spaces: how headings and words of a list are compared."""
    return " ".join(str(text).split()).casefold()


@cache
def read_file(path: Path) -> tuple[Sheet, ...]:
    """Every recognised sheet of a workbook or csv file."""
    sheets = (_recognise(path.name, cells) for cells in _cells(path))
    return tuple(sheet for sheet in sheets if sheet is not None)


def _cells(path: Path) -> list[pd.DataFrame]:
    """Every sheet as text without headings; an empty cell is an empty text."""
    if path.suffix.lower() == ".csv":
        return [_csv_cells(path)]
    book = pd.read_excel(path, sheet_name=None, header=None, dtype=str, na_filter=False, engine="calamine")
    return list(book.values())


def _csv_cells(path: Path) -> pd.DataFrame:
    """A csv file by the csv module, because title lines are shorter than the lines below them."""
    text = path.read_text(encoding="utf-8-sig")
    delimiter = max(",;\t", key=text[:20000].count)
    lines = list(csv.reader(text.splitlines(), delimiter=delimiter))
    width = max((len(line) for line in lines), default=0)
    return pd.DataFrame([line + [""] * (width - len(line)) for line in lines], dtype=str)


def _recognise(file: str, cells: pd.DataFrame) -> Sheet | None:
    """The sheet under its headings, or None: none of ours, or a needed heading is missing."""
    for number in range(min(HEADER_WITHIN, len(cells))):
        found = [plain(cell) for cell in cells.iloc[number]]
        fits = [export for export in EXPORTS.values() if {plain(heading) for heading in export.needed} <= set(found)]
        if fits:
            export = max(fits, key=lambda each: len({plain(heading) for heading in each.headings} & set(found)))
            return _sheet(file, export, cells, number, found)
    return None


def _sheet(file: str, export: Export, cells: pd.DataFrame, header: int, found: list[str]) -> Sheet:
    below = cells.iloc[header + 1 :]
    columns: dict[str, pd.Series] = {}
    for heading in export.headings:
        if plain(heading) in found:
            columns[heading] = below.iloc[:, found.index(plain(heading))].astype(object).str.strip()
        else:
            columns[heading] = pd.Series("", index=below.index, dtype=object)
    rows = pd.DataFrame(columns)
    rows = rows[(rows != "").any(axis=1)].reset_index(drop=True)
    title = tuple(cell for cell in cells.iloc[:header].to_numpy(dtype=object).ravel() if cell)
    return Sheet(file, export.name, rows, title, _digest(rows))


def _digest(rows: pd.DataFrame) -> str:
    return hashlib.sha256(np.sort(pd.util.hash_pandas_object(rows, index=False).to_numpy()).tobytes()).hexdigest()


ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?\s*(Z|[+-]\d{2}:?\d{2})?)?")
BRITISH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?")


def moments(text: pd.Series) -> pd.DataFrame:
    """Local time, and seconds since 1970 for the first and the second reading of the hour that comes twice.

    Columns: `local` (NaT where unreadable or blank), `first`, `second`: equal except on an ambiguous local time.
    """
    codes, distinct = pd.factorize(text)
    local = pd.Series([_local(value) for value in distinct], dtype="datetime64[s]")
    carries_offset = np.array([bool(re.search(r"(Z|[+-]\d{2}:?\d{2})$", value[10:])) for value in distinct], dtype=bool)
    readings = {"local": local, "first": _seconds(local, True), "second": _seconds(local, False)}
    table = pd.DataFrame(readings)
    for position in np.flatnonzero(carries_offset & local.notna().to_numpy()):
        exact = int(pd.Timestamp(distinct[position]).timestamp())
        table.loc[position, ["first", "second"]] = exact
    return table.iloc[codes].set_axis(text.index)


def _local(value: str) -> pd.Timestamp | None:
    """One cell as local time without zone, rounded to the second."""
    try:
        if ISO.fullmatch(value):
            moment = pd.Timestamp(value)
            if moment.tzinfo is not None:
                moment = moment.tz_convert(LONDON).tz_localize(None)
            return moment.round("s")
        if found := BRITISH.fullmatch(value):
            day, month, year, *clock = (int(part) if part else 0 for part in found.groups())
            return pd.Timestamp(year, month, day, *clock)
    except ValueError:
        pass
    return None


def _seconds(local: pd.Series, first: bool) -> np.ndarray:
    """Seconds since 1970; a local time that comes twice is its first or second; one that never comes is moved on."""
    zoned = local.dt.tz_localize(LONDON, ambiguous=np.full(len(local), first), nonexistent=pd.Timedelta("1h"))
    stamps = zoned.dt.tz_convert("UTC").dt.tz_localize(None).to_numpy().astype("datetime64[s]").astype("int64")
    return np.where(local.isna(), 0, stamps)


def day_numbers(local: pd.Series) -> np.ndarray:
    """Days since 1970; NaT becomes a very small number."""
    return local.to_numpy().astype("datetime64[D]").astype("int64")


def day_number(value: object) -> int:
    """One date, text or moment as days since 1970."""
    return int(np.datetime64(pd.Timestamp(value).date(), "D").astype("int64"))


YES = {"y", "yes", "true", "1", "1.0"}
