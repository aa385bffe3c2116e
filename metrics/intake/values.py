"""One cell's text to a typed value. Nothing is guessed: what cannot be read for certain is a fault.

Dates are days since 1970, moments are microseconds of local wall time since 1970: both go into Arrow without a copy.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import repeat
from typing import Any, NamedTuple

from metrics.export import Column
from metrics.terms import LONDON, say_date

EPOCH = dt.datetime(1970, 1, 1)
EPOCH_DAY = dt.date(1970, 1, 1).toordinal()
MICROSECOND = dt.timedelta(microseconds=1)
MICROSECONDS_A_DAY = 86_400_000_000

ISO = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
    r"(?:[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,][0-9]{1,9})?)?[ ]?(Z|[+-][0-9]{2}:?[0-9]{2})?)?",
    re.IGNORECASE,
)
BRITISH = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(?:,? ([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?)?")
NUMBER = re.compile(r"[+-]?(?:[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4})(?:\.[0-9]+)?")
POINT_ZERO = re.compile(r"([0-9]+)\.0+")
YES = frozenset({"y", "yes", "true", "1", "1.0"})
NO = frozenset({"n", "no", "false", "0", "0.0"})
SHOWN = 40
"""Characters of a faulty value that a sentence quotes."""


@dataclass(frozen=True)
class Fault:
    """A cell that cannot be read: the kind of problem and what its sentence says."""

    code: str
    slots: tuple[tuple[str, str], ...] = ()


class Moment(NamedTuple):
    """A local wall time, and the instant where the text carried an offset."""

    local: int
    instant: int | None = None


def moments_of(local: Iterable[int]) -> Iterator[Moment]:
    """Wall times as moments without an instant. Thousands at once: a call of Python's own for each takes five times as long."""
    return map(partial(tuple.__new__, Moment), zip(local, repeat(None)))


Value = Any
Reading = Callable[[str, str], Value]
"""Text and kind of a cell -> its value, None for an empty one, or a Fault."""


def fault(code: str, column: Column, text: str, **slots: str) -> Fault:
    """A fault that quotes the beginning of the cell."""
    shown = text if len(text) <= SHOWN else text[:SHOWN] + "…"
    return Fault(code, (("heading", column.heading), ("value", shown), *slots.items()))


def wall_time(text: str) -> Moment | None:
    """ISO 8601 or dd/mm/yyyy, with or without a time. None for anything else."""
    found = ISO.fullmatch(text)
    try:
        if found:
            year, month, day, hour, minute, second, offset = found.groups()
            local = dt.datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0))
            return at_offset(local, offset) if offset else Moment((local - EPOCH) // MICROSECOND)
        found = BRITISH.fullmatch(text)
        if found:
            day, month, year, hour, minute, second = found.groups()
            local = dt.datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0))
            return Moment((local - EPOCH) // MICROSECOND)
    except (ValueError, OverflowError):
        return None
    return None


def moment_of(text: str, kind: str) -> Moment | None:
    """The wall time of a cell that is a date (ISO text of the reader's own making) or a text; None for any other."""
    if kind == "d":
        return Moment((dt.datetime.fromisoformat(text) - EPOCH) // MICROSECOND)
    return wall_time(text) if kind == "s" else None


def at_offset(local: dt.datetime, offset: str) -> Moment:
    """A time that carries its offset, as the clocks of London showed it."""
    zone = "+00:00" if offset in "Zz" else offset
    instant = dt.datetime.fromisoformat(local.isoformat() + (zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"))
    london = instant.astimezone(LONDON).replace(tzinfo=None)
    utc = instant.astimezone(dt.UTC).replace(tzinfo=None)
    return Moment((london - EPOCH) // MICROSECOND, (utc - EPOCH) // MICROSECOND)


def day_of(microseconds: int) -> int:
    """The day of a wall time."""
    return microseconds // MICROSECONDS_A_DAY


def as_date(day: int) -> dt.date:
    """Days since 1970 as a date."""
    return dt.date.fromordinal(day + EPOCH_DAY)


def as_day(date: dt.date) -> int:
    """A date as days since 1970."""
    return date.toordinal() - EPOCH_DAY


def collar_number(text: str) -> str:
    """A collar number as text: 1234.0 is what a spreadsheet made of 1234."""
    whole = POINT_ZERO.fullmatch(text)
    return whole[1] if whole else text


def reading_of(column: Column) -> Reading:
    """How a column's cells are read."""
    read = READINGS[column.type]

    def value_of(text: str, kind: str) -> Value:
        if kind == "e":
            return None
        if kind == "x":
            return fault("error_cell", column, text)
        return read(column, text, kind)

    return value_of


def read_text(column: Column, text: str, kind: str) -> Value:
    """Text as it stands. Excel turns some codes (10-17, MAR1) into dates: those are faults."""
    if kind == "d":
        found = wall_time(text)
        return fault("became_a_date", column, say_date(as_date(day_of(found.local))) if found else text)
    if kind == "b":
        return "Yes" if text == "TRUE" else "No"
    return text


def read_collar(column: Column, text: str, kind: str) -> Value:
    """One collar number."""
    found = read_text(column, text, kind)
    return found if isinstance(found, Fault) else collar_number(found)


def read_collars(column: Column, text: str, kind: str) -> Value:
    """Several collar numbers, each once, in the order given."""
    found = read_text(column, text, kind)
    if isinstance(found, Fault):
        return found
    parts = [collar_number(part.strip()) for part in re.split("[;,]", found)]
    return list(dict.fromkeys(part for part in parts if part)) or None


def read_moment(column: Column, text: str, kind: str) -> Value:
    """A local date and time."""
    found = moment_of(text, kind)
    return found or fault("not_a_date", column, text, time=" 14:30")


def read_date(column: Column, text: str, kind: str) -> Value:
    """A day; of a date with a time, its day."""
    found = moment_of(text, kind)
    return day_of(found.local) if found else fault("not_a_date", column, text, time="")


def read_number(column: Column, text: str, kind: str) -> Value:
    """A number, with or without thousands marks."""
    if kind != "n" and not (kind == "s" and NUMBER.fullmatch(text)):
        return fault("not_a_number", column, text)
    number = float(text.replace(",", ""))
    if column.minimum is not None and number < column.minimum:
        return fault("too_small", column, text, minimum=f"{column.minimum:g}")
    return number


def read_whole(column: Column, text: str, kind: str) -> Value:
    """A whole number."""
    number = read_number(column, text, kind)
    if isinstance(number, Fault):
        return number
    if number != int(number) or abs(number) > 1e15:
        return fault("not_whole", column, text)
    return int(number)


def read_yes_no(column: Column, text: str, kind: str) -> Value:
    """Y or N in the ways that exports.md lists."""
    word = text.casefold()
    if word in YES or word in NO:
        return word in YES
    return fault("not_yes_no", column, text)


def read_choice(column: Column, text: str, kind: str) -> Value:
    """One of the declared words, in any case."""
    wanted = " ".join(text.split()).casefold()
    for choice in column.choices:
        if choice.casefold() == wanted:
            return choice
    return fault("not_a_choice", column, text, choices=", ".join(column.choices))


READINGS: dict[str, Callable[[Column, str, str], Value]] = {
    "text": read_text,
    "collar": read_collar,
    "collars": read_collars,
    "date": read_date,
    "moment": read_moment,
    "number": read_number,
    "whole": read_whole,
    "yes_no": read_yes_no,
    "choice": read_choice,
}
