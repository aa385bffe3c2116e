"""Is every number of the page of March 2022 reproduced from loaded rows, and where does the page not agree with itself?"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from metrics.crime import Place, Row, folded, rows_known
from metrics.march_2022 import AREA, AWAITED, BEFORE, LARGE, NAME, NOW, PRINTED, WAYS, How, Printed
from metrics.measures_stated import BASELINE, Value, values
from metrics.store.connection import Store

WORDS = {"three": 3, "four": 4}
NUMBER = re.compile(r"([+-]?)(\d[\d,]*)(?:\.(\d+))?")


class Reproduced(NamedTuple):
    """A printed number and what the loaded rows give. text: in the form in which the page prints it; "" where rows are missing.

    rows: those it rests on. worked: what follows from the counts, where the page only states the number and they give another.
    """

    printed: Printed
    text: str
    rows: tuple[Row | Value, ...]
    worked: str

    @property
    def agrees(self) -> bool:
        """True where the rows give the number to the letter."""
        return self.text == self.printed.printed

    @property
    def way(self) -> str:
        """How it was obtained."""
        return "only as stated" if self.worked else WAYS[self.printed.how.way]


@dataclass(frozen=True)
class Loaded:
    """The rows of the page that are loaded."""

    crime: dict[tuple[str, str], list[Row]]
    measures: tuple[Value, ...]

    def count(self, category: str, end: dt.date) -> Row | None:
        """The row of a category and the 12 months that end on a day."""
        found = [row for row in self.crime.get((folded(AREA), folded(category)), []) if row.end == end]
        return next((row for row in found if (row.start, row.end) in (NOW, BEFORE)), None)

    def stated(self, measure: str, end: dt.date, area: str = AREA, source: str = "") -> Value | None:
        """What the page states of a measure; source: where two places of the page state different values."""
        for one in self.measures:
            here = one.source == source if source else one.source.startswith(NAME) and one.source != LARGE
            if here and (one.measure, one.end, folded(one.area)) == (measure, end, folded(area)):
                return one
        return None


def loaded(store: Store, known_at: dt.datetime | None = None) -> Loaded:
    """The rows of the page as known at a moment."""
    place = Place(AREA, None, (folded(AREA),))
    return Loaded(rows_known(store, place, (NOW, BEFORE), known_at), values(store, known_at))


def reproduced(found: Loaded) -> tuple[Reproduced, ...]:
    """Every printed number, in the order of the page."""
    return tuple(_reproduced(found, printed) for printed in PRINTED)


def _reproduced(found: Loaded, printed: Printed) -> Reproduced:
    text, rows = _obtained(found, printed.how, printed.printed)
    worked, more = _obtained(found, printed.check, printed.printed) if printed.check else ("", ())
    differs = worked if worked != printed.printed else ""
    return Reproduced(printed, text, (*rows, *more) if differs else rows, differs)


def _obtained(found: Loaded, how: How, form: str) -> tuple[str, tuple[Row | Value, ...]]:
    """A number in the form of another, and the rows that it rests on."""
    rows = _rows(found, how)
    amounts = [_amount(row, how) for row in rows]
    told = tuple(row for row in rows if row is not None)
    known = [amount for amount in amounts if amount is not None]
    if len(known) < len(rows):
        return "", told
    return in_form(_worked(known, how), form), told


def _rows(found: Loaded, how: How) -> list[Row | Value | None]:
    if how.way == "count":
        return [found.count(how.what, how.end)]
    if how.way in ("difference", "percent"):
        return [found.count(how.what, NOW[1]), found.count(how.what, BEFORE[1])]
    if how.way == "stated change":
        return [found.stated(how.what, how.end), found.stated(how.what, BASELINE)]
    return [found.stated(how.what, how.end, how.area, how.source)]


def _amount(row: Row | Value | None, how: How) -> Decimal | None:
    if isinstance(row, Row):
        counted = row.victims if how.counted == "victims" else row.count
        return None if counted is None else Decimal(counted)
    return None if row is None or row.value is None else Decimal(str(row.value))


def _worked(known: Sequence[Decimal], how: How) -> Decimal:
    if len(known) == 1:
        return known[0]
    now, before = known
    return now - before if how.way == "difference" else percent(now, before)


def percent(now: Decimal | int, before: Decimal | int) -> Decimal:
    """The difference in percent of what was before."""
    return 100 * (Decimal(now) - Decimal(before)) / Decimal(before)


def in_form(amount: Decimal, form: str) -> str:
    """A number as a page would print it in the form of another: its digits, sign and unit. Halves are rounded up."""
    if form in WORDS:
        return next((word for word, number in WORDS.items() if number == amount), str(amount))
    shape = NUMBER.search(form)
    if shape is None:
        raise ValueError(f"{form} is not a number")
    sign, _, decimals = shape.groups()
    rounded = amount.quantize(Decimal(1).scaleb(-len(decimals or "")), ROUND_HALF_UP)
    told = f"{rounded:+,}" if sign else f"{abs(rounded):,}"
    return form[: shape.start()] + told + form[shape.end() :]


def awaited(found: Loaded) -> list[tuple[str, str]]:
    """Measures whose row is in the state that the page gives, with the state."""
    told = [(measure, state, found.stated(measure, NOW[1])) for measure, state in AWAITED]
    return [(measure, state) for measure, state, row in told if row is not None and row.status == state]


__all__ = ["Loaded", "Reproduced", "awaited", "in_form", "loaded", "percent", "reproduced"]
