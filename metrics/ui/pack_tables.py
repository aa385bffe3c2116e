"""The tables of an exhibit as a pack holds them: numbers as numbers, and how a spreadsheet draws them."""

from __future__ import annotations

from collections.abc import Iterable

from metrics.pack.contents import Charted, Table, Value
from metrics.peel import binder
from metrics.ui.shown import Sheet, Shown


def tables(one: binder.Exhibit, shown: Shown | None) -> tuple[Table, tuple[Table, ...]]:
    """The totals as they were kept when the exhibit was added, and the other tables behind what is drawn.

    What the store gives as it was kept stands once.
    """
    rows = _rows(one.frozen.rows)
    note = "" if rows else "Of people no totals are kept: their figures stand only as long as their rows do."
    found = tuple(map(table, shown.sheets)) if shown else ()
    same = [other for other in found if (other.headings, other.rows) == (one.frozen.headings, rows)]
    kept = Table("Totals kept", one.frozen.headings or ("Totals",), rows, note, same[0].charted if same else None)
    return kept, tuple(other for other in found if other not in same)


def table(sheet: Sheet) -> Table:
    """A table with numbers as numbers."""
    headings = tuple(map(str, sheet.frame.columns))
    rows = _rows(sheet.frame.itertuples(index=False, name=None))
    charted, first, others = None, 0, list[int]()
    if sheet.plot and set(sheet.columns) <= set(headings):
        first, *others = (headings.index(name) for name in sheet.columns)
    if others and len({row[first] for row in rows}) == len(rows):  # a chart of names that come twice could not be read
        charted = Charted("bar" if sheet.plot == "bar" else "line", first, tuple(others), sheet.unit)
    return Table(sheet.title, headings, rows, charted=charted)


def _rows(found: Iterable[Iterable[object]]) -> tuple[tuple[Value, ...], ...]:
    return tuple(tuple(map(value, row)) for row in found)


def value(cell: object) -> Value:
    """A number where the text of a cell is nothing but one; None for nothing known; else the text."""
    text = str(cell).strip()
    plain = text.replace(",", "").replace("−", "-")
    if text in ("", "–", "nan", "None"):
        return None
    try:
        return (
            int(plain)
            if plain.lstrip("-").isdigit() and plain.isascii()
            else float(plain)
            if _is_decimal(plain)
            else text
        )
    except ValueError:
        return text


def _is_decimal(text: str) -> bool:
    whole, point, part = text.lstrip("-").partition(".")
    return bool(point) and whole.isdigit() and part.isdigit()
