"""The tables of an exhibit as a pack holds them: numbers as numbers, and how a spreadsheet draws them."""

from __future__ import annotations

from metrics.pack.contents import Charted, Table, Value
from metrics.peel import binder
from metrics.ui.exhibits import Sheet, Shown


def totals(one: binder.Exhibit) -> Table:
    """The totals as they were kept when the exhibit was added."""
    rows = tuple(tuple(map(value, row)) for row in one.frozen.rows)
    note = "" if rows else "Of people no totals are kept: their figures stand only as long as their rows do."
    return Table(f"Totals kept: {one.title}", one.frozen.headings, rows, note)


def tables(shown: Shown | None) -> tuple[Table, ...]:
    """The tables behind what is drawn."""
    return tuple(map(table, shown.sheets)) if shown else ()


def table(sheet: Sheet) -> Table:
    """A table with numbers as numbers."""
    headings = tuple(map(str, sheet.frame.columns))
    rows = tuple(tuple(map(value, row)) for row in sheet.frame.itertuples(index=False, name=None))
    charted = None
    if sheet.plot and set(sheet.columns) <= set(headings):
        first, *others = (headings.index(name) for name in sheet.columns)
        charted = Charted("bar" if sheet.plot == "bar" else "line", first, tuple(others), sheet.unit)
    return Table(sheet.title, headings, rows, charted=charted)


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
