"""One random pack after the other: written, opened again by other means than ours, and searched for what may not be there."""

from __future__ import annotations

import datetime as dt
import html
import io
import math
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

import numpy as np
from openpyxl import load_workbook

from metrics.pack.archive import archive, verify_archive
from metrics.pack.contents import Pack, Value
from metrics.pack.document import document
from metrics.pack.public import own_words, public
from metrics.pack.released import LEFT_OUT
from metrics.pack.sheets import names_of_tables
from metrics.pack.texts import names_in
from metrics.pack.workbook import workbook
from tests.pack.random_packs import PARENTS, QUARTERS, Made, made
from tests.signals.own_audit import derivable

ALSO_WORDS = {"May", "Page", "Corley"}
"""Surnames that are also a month, a word of ours and a place: looked for with a first name or a rank only."""


HIDES = re.compile(r'state="(very)?[hH]idden"|hidden="(1|true)"|TargetMode="External"|<w:vanish|<w:(ins|del) ')
KINDS = (
    "formulas", "hidden parts", "names in the public version", "suppressed values derivable", "values not as given",
    "unequal second writings", "findings of our own proof",
)  # fmt: skip


@dataclass
class Tally:
    """What was found wrong, by what it is; and how much was looked at."""

    packs: int = 0
    cells: int = 0
    left_out: int = 0
    masked: int = 0
    faults: dict[str, list[str]] = field(default_factory=lambda: {kind: [] for kind in KINDS})

    def add(self, other: Tally) -> None:
        """Both together."""
        for name in ("packs", "cells", "left_out", "masked"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for kind, found in other.faults.items():
            self.faults[kind] += found

    def wrong(self) -> list[str]:
        """Every fault."""
        return [fault for found in self.faults.values() for fault in found]


def prove_seed(seed: int) -> Tally:
    """The full pack of a seed and its public version."""
    given, tally = made(seed), Tally(packs=1)
    shown = public(given.pack, given.names, given.tables)
    tally.masked = len(shown.masked)
    for pack in (given.pack, shown.pack):
        words, book = document(pack), workbook(pack)
        whole = archive(pack, words, book)
        where = f"seed {seed}, {pack.audience}"
        if (words, book) != (document(pack), workbook(pack)) or whole != archive(pack, words, book):
            tally.faults["unequal second writings"].append(where)
        tally.faults["findings of our own proof"] += [f"{where}: {finding}" for finding in verify_archive(whole)]
        tally.faults["formulas"] += [f"{where}: {fault}" for fault in formulas(book)]
        tally.faults["hidden parts"] += [f"{where}: {fault}" for fault in hidden_parts(words, book)]
        cells, wrong = read_back(pack, book)
        tally.cells += cells
        tally.faults["values not as given"] += [f"{where}: {fault}" for fault in wrong]
    found = [*names_in({"pack.zip": whole}, given.names, own_words(shown.pack)), *people_in(whole, given)]
    tally.faults["names in the public version"] += [f"{where}: {name}" for name in found]
    left_out, gave_away = audited(given)
    tally.left_out = left_out
    tally.faults["suppressed values derivable"] += [f"{where}: {cell}" for cell in gave_away]
    return tally


def formulas(book: bytes) -> Iterator[str]:
    """Cells that a spreadsheet program would work out."""
    for sheet in load_workbook(io.BytesIO(book)).worksheets:
        yield from (
            f"{sheet.title} {cell.coordinate}" for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
        )
    for name, text in parts_of(book):
        if name.startswith("xl/worksheets/") and re.search(r"<f[ >/]", text):
            yield name


def hidden_parts(words: bytes, book: bytes) -> Iterator[str]:
    """What is there and not shown, or leads elsewhere, told from the bytes of the parts."""
    for name, text in (*parts_of(words), *parts_of(book)):
        if (found := HIDES.search(text)) and name != "word/styles.xml":
            yield f"{name}: {found[0]}"
        if re.search(r"vba|comment|external|connection|pivot|embedding|customXml", name, re.IGNORECASE):
            yield name


def parts_of(archived: bytes) -> list[tuple[str, str]]:
    """Every part as text, of the archives inside an archive as well."""
    found = []
    with zipfile.ZipFile(io.BytesIO(archived)) as parts:
        for name in parts.namelist():
            content = parts.read(name)
            inside = parts_of(content) if content[:2] == b"PK" else [(name, content.decode("utf-8", "replace"))]
            found += inside
    return found


def people_in(whole: bytes, given: Made) -> Iterator[str]:
    """Names and collar numbers in the words of all parts, tags taken away, plainly looked for."""
    for name, text in parts_of(whole):
        said = html.unescape(re.sub(r"<[^>]*>", "", text)).replace("’", "'")
        said += html.unescape(" ".join(re.findall(r'(?:descr|name|title)="([^"]*)"', text)))
        for one in given.people:
            looked_for = [
                f"{one.forename} {one.surname}", f"{one.surname}, {one.forename}", f"PC {one.surname}", f"PS {one.collar}",
                f"PC {one.surname.upper()}",
            ]  # fmt: skip
            if one.surname not in ALSO_WORDS:
                looked_for += [one.surname, one.surname.upper()]
            yield from (f"{words} in {name}" for words in looked_for if words in said)


def read_back(pack: Pack, book: bytes) -> tuple[int, list[str]]:
    """How many cells of the exhibits' tables were compared, and those that are not what the pack has."""
    sheets, names, cells, wrong = load_workbook(io.BytesIO(book)), names_of_tables(pack), 0, []
    for exhibit in pack.exhibits():
        for number, table in enumerate((exhibit.totals, *exhibit.tables)):
            name = names[exhibit.id, number]
            rows = [row for row in table.rows if any(holds(value) for value in row)]
            for line, row in enumerate(rows, 2):
                for column, value in enumerate(row, 1):
                    cells += 1
                    if not same(value, sheets[name].cell(line, column).value):
                        wrong.append(f"{name} {line}/{column}: {value!r}")
    return cells, wrong


def holds(value: Value) -> bool:
    return value not in (None, "", float("inf"))


def same(given: Value, found: object) -> bool:
    """Numbers and days to the last place; words but for signs that a file cannot hold."""
    if not holds(given):
        return found is None
    if isinstance(given, str):
        return len(given) > 29_000 or letters(given) == letters(str(found))
    if isinstance(given, float):  # a workbook keeps sixteen figures
        return isinstance(found, int | float) and math.isclose(given, found, rel_tol=1e-14)
    return given == (found.date() if hasattr(found, "date") else found)


def letters(words: str) -> str:
    return "".join(sign for sign in words.replace("_x000D_", "") if sign.isprintable() and not sign.isspace())


def audited(given: Made) -> tuple[int, list[str]]:
    """How many numbers of the released tables are left out, and what can be worked out though it should not."""
    columns, kpis = [*QUARTERS, None], [*given.tables, "rest"]
    cells = {cell: place for place, cell in enumerate(product(kpis, PARENTS, columns))}
    values, hidden = np.zeros(len(cells), dtype=np.int64), np.full(len(cells), False)
    wrong = []
    for kpi, table in given.tables.items():
        for area, _, *shown in table.rows:
            counts = [given.counts[kpi][str(area), quarter] or 0 for quarter in QUARTERS]
            for column, value, count in zip(columns, shown, [*counts, sum(counts)], strict=True):
                place = cells[kpi, str(area), column]
                values[place], hidden[place] = count, value == LEFT_OUT
                if value != LEFT_OUT and (value != count or 0 < count < 5):
                    wrong.append(f"{kpi} {area} {column} shows {value}")
    for area, column in product(PARENTS, columns):
        whole, part = (cells[kpi, area, column] for kpi in ("stop_searches", "positive_stop_searches"))
        rest = cells["rest", area, column]
        values[rest], hidden[rest] = values[whole] - values[part], True
    gave_away = derivable(values, hidden, equations(cells), [cells[cell] for cell in cells if cell[0] == "rest"])
    names = {place: cell for cell, place in cells.items()}
    wrong += [f"{names[one]} can be only {values[one]}" for one in gave_away if matters(names[one][0], values[one])]
    return int(hidden.sum()) - len(PARENTS) * len(columns), wrong


def matters(kpi: str, value: int) -> bool:
    """Searches without result are in no table: only where they are few must they not follow."""
    return kpi != "rest" or 0 < value < 5


def equations(cells: Mapping[tuple[str, str, dt.date | None], int]) -> list[tuple[int, list[int]]]:
    """Every sum that anybody can know of."""
    columns, kpis = list(dict.fromkeys(cell[2] for cell in cells)), list(dict.fromkeys(cell[0] for cell in cells))
    found = []
    for kpi, column in product(kpis, columns):
        for area in PARENTS:
            parts = [cells[kpi, one, column] for one, parent in PARENTS.items() if parent == area]
            if parts:
                found.append((cells[kpi, area, column], parts))
    for kpi, area in product(kpis, PARENTS):
        found.append((cells[kpi, area, None], [cells[kpi, area, column] for column in columns if column]))
    for area, column in product(PARENTS, columns):
        parts = [cells[kpi, area, column] for kpi in ("positive_stop_searches", "rest")]
        found.append((cells["stop_searches", area, column], parts))
    return found
