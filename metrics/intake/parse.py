"""A recognised sheet to typed columns, with every faulty cell. Needs no lists: what depends on them is in `check`.

Column by column, each distinct text read once: a clean row costs a few list entries and no object of its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from metrics.export import Column, Export
from metrics.intake.gather import Located, Memo, Parsing
from metrics.intake.instants import in_order
from metrics.intake.keys import settle_keys
from metrics.intake.matching import Matching
from metrics.intake.reader import Sheet
from metrics.intake.recognise import Recognised, letters, listed
from metrics.intake.records import choose_rows
from metrics.intake.schema import ARROW_TYPES
from metrics.intake.values import Fault, day_of, moments_of, reading_of
from metrics.problems import problem

WARNINGS_SHOWN = 20
"""Warnings about one and the same value that are shown cell by cell; more are counted in one."""


LONGEST_TITLE = 500
"""Characters of a title line that are searched for dates."""


@dataclass(frozen=True)
class ReadSheet:
    """A sheet that is one of ours, read and typed, before it is checked against any list.

    rows: the sheet's own row number (from 1) of each row.
    values: heading -> one value a row, None where blank or faulty.
    aside: row index -> code of the first fault that sets the row aside.
    instants: UTC moments of Duties, by the column's name.
    """

    file: str
    file_hash: str
    sheet: str
    export: Export
    content_hash: str
    titles: tuple[str, ...]
    rows: list[int]
    columns: dict[str, int]
    values: dict[str, list[Any]]
    arrays: dict[str, pa.Array]
    instants: dict[str, pa.Array]
    aside: dict[int, str]
    problems: list[Located]
    identical: int = 0
    header: int = 0
    matching: Matching | None = None
    """The choice by which its headings were read; None where they are ours."""
    head: Sheet | None = None
    """Its first rows, where a column more can be matched by hand, or was."""

    def cell(self, heading: str, i: int) -> str:
        """Address of a row's cell. Of a heading that the sheet does not have: the one that stands for the row."""
        x = self.columns.get(heading, self.columns[self.export.stands_for_row])
        return f"{letters(x)}{self.rows[i]}"

    def key_text(self, i: int) -> str:
        """A row's key in words, as far as it could be read."""
        keys = [self.values[heading][i] for heading in self.export.key]
        return " / ".join("" if key is None else str(key) for key in keys)


def parse(file: str, file_hash: str, sheet: Sheet, found: Recognised) -> ReadSheet:
    """Type every cell of ours."""
    work = Parsing(sheet, found)
    work.problems += [(-1, -1, fault) for fault in found.problems]
    note_hidden(work)
    choose_rows(work)
    for column in found.export.columns:
        if column.heading in found.columns:
            read_column(work, column)
    identical = settle_keys(work)
    note_blank_cells(work)
    note_faults(work)
    instants = in_order(work.export, work.values, work.meet)
    return ReadSheet(
        file=file,
        file_hash=file_hash,
        sheet=sheet.name,
        export=found.export,
        content_hash=content_hash(sheet),
        titles=tuple(titles(sheet, found.top)),
        rows=[y + 1 for y in work.rows],
        columns=dict(found.columns),
        values=work.values,
        arrays={c.name: array_of(work, c) for c in found.export.stored_columns if c.stored == "plain"},
        instants=instants,
        aside=work.aside,
        problems=work.problems,
        identical=identical,
        header=found.row,
    )


def content_hash(sheet: Sheet) -> str:
    """What the cells say, whatever the file and its format."""
    texts = ["\x1f".join(column).rstrip("\x1f") for column in sheet.columns]
    marked = ["".join(kinds) for kinds in sheet.kinds if "x" in kinds]
    return hashlib.sha256("\x1e".join([*texts, *marked]).rstrip("\x1e").encode("utf-8", "replace")).hexdigest()


def titles(sheet: Sheet, header: int) -> Iterator[str]:
    """The lines above the headings; of a table further down its own first, then those above all tables."""
    for y in [*range(sheet.start, header), *range(sheet.start)]:
        line = " ".join(text for text in sheet.row(y) if text)
        if line:
            yield line[:LONGEST_TITLE]


def note_hidden(work: Parsing) -> None:
    """Say so where rows or columns are hidden: they are read all the same."""
    counts = ((work.sheet.hidden_rows, "row"), (work.sheet.hidden_columns, "column"))
    words = [f"{count} {word}{'s' if count > 1 else ''}" for count, word in counts if count]
    if words:
        one = sum(count for count, _ in counts) == 1
        count = f"{listed(words)} {'is' if one else 'are'}"
        work.problems.append((-1, -1, problem("hidden_rows", work.sheet.name, count=count)))


def read_column(work: Parsing, column: Column) -> None:
    """Read a column's cells, each distinct text and kind once. Faults stand among the values for now."""
    x = work.found.columns[column.heading]
    texts, kinds = work.sheet.columns[x], work.sheet.kinds[x]
    if len(work.rows) < len(texts) - work.found.row - 1:
        texts, kinds = [texts[y] for y in work.rows], "".join([kinds[y] for y in work.rows])
    else:
        texts, kinds = texts[work.found.row + 1 :], kinds[work.found.row + 1 :]
    reading = reading_of(column)
    present = set(kinds)
    if present == {"s"} and column.type == "text":
        work.values[column.heading] = texts
    elif column.type in ("date", "moment") and "d" in present and present <= {"d", "e"}:
        work.values[column.heading] = dates(column, texts)
    elif len(present) == 1:
        kind = present.pop()
        memo = Memo(lambda text: reading(text, kind))
        work.values[column.heading] = list(map(memo.__getitem__, texts))
    else:
        pairs = Memo(lambda pair: reading(*pair))
        work.values[column.heading] = list(map(pairs.__getitem__, zip(texts, kinds, strict=True)))


def dates(column: Column, texts: list[str]) -> list[Any]:
    """The values of cells that the reader knows to be dates or blank, each distinct text read once and all of them together."""
    distinct = list({text for text in texts if text})
    moments = pa.array(distinct, pa.string()).cast(pa.timestamp("us")).to_numpy(zero_copy_only=False)
    local = moments.astype("int64").tolist()  # a list from Arrow itself takes five times as long
    values = map(day_of, local) if column.type == "date" else moments_of(local)
    return list(map(dict(zip(distinct, values, strict=True)).get, texts))


def note_blank_cells(work: Parsing) -> None:
    """Set aside rows with a needed cell blank."""
    for column in work.export.needed:
        if column.blank_counts:
            continue
        values = work.values[column.heading]
        if type(None) in set(map(type, values)):
            for i, value in enumerate(values):
                if value is None:
                    work.meet("blank_cell", i, column.heading, heading=column.heading)


def note_faults(work: Parsing) -> None:
    """Turn the faults among the values into problems at their cells; the value becomes unknown."""
    for heading, values in work.values.items():
        if Fault not in set(map(type, values)):
            continue
        faults = [(i, value) for i, value in enumerate(values) if isinstance(value, Fault)]
        column = work.export.column(heading)
        decides = column.needed or column.unknown == "set_aside"
        work.values[heading] = [None if isinstance(value, Fault) else value for value in values]
        if decides:
            for i, value in faults:
                work.meet(value.code, i, heading, **dict(value.slots))
        else:
            for i, value, more in told_once(faults):
                work.meet(value.code, i, heading, "warning", **dict(value.slots), **({"more": more} if more else {}))


def told_once(found: Iterable[tuple[int, Any]]) -> Iterator[tuple[int, Any, int]]:
    """Each row and its value; where one value comes more than 20 times, its first row and how many more there are."""
    groups: dict[Any, list[int]] = {}
    for i, value in found:
        groups.setdefault(value, []).append(i)
    for value, rows in groups.items():
        if len(rows) > WARNINGS_SHOWN:
            yield rows[0], value, len(rows) - 1
        else:
            yield from ((i, value, 0) for i in rows)


def array_of(work: Parsing, column: Column) -> pa.Array:
    """A column as the store keeps it; of a heading that the sheet does not have, nothing in every row."""
    kind = ARROW_TYPES[column.type]
    values = work.values.get(column.heading)
    if values is None:
        return pa.nulls(len(work.rows), kind)
    if column.type == "moment":
        values = [None if moment is None else moment.local for moment in values]
        return pa.array(values, pa.int64()).cast(kind)
    return pa.array(values, pa.int32()).cast(kind) if column.type == "date" else pa.array(values, kind)
