"""Local wall times as instants, and the rules that an end may not lie before its start.

Hours are elapsed time, so a shift over a clock change is an hour shorter or longer. The hour that comes twice is taken
as the first, unless that makes the end precede the start (DECISIONS.md, D9).
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any, Protocol

import pyarrow as pa

from metrics.export import Export, Order
from metrics.intake.schema import moment_orders
from metrics.intake.values import EPOCH, MICROSECOND, Moment, day_of
from metrics.terms import LONDON


class Meet(Protocol):
    """Notes a problem at a row's cell."""

    def __call__(self, code: str, i: int, heading: str, /, **slots: Any) -> None:
        """Row `i`, in the column of `heading`."""


@lru_cache(maxsize=1 << 17)
def instant(local: int, fold: int = 0) -> int:
    """UTC microseconds of a London wall time in microseconds."""
    wall = (EPOCH + dt.timedelta(microseconds=local)).replace(tzinfo=LONDON, fold=fold)
    return (wall.astimezone(dt.UTC).replace(tzinfo=None) - EPOCH) // MICROSECOND


def instants(starts: list[Moment | None], ends: list[Moment | None]) -> tuple[list[int | None], list[int | None]]:
    """Both ends of each segment in UTC."""
    firsts = [None if m is None else m.instant or instant(m.local) for m in starts]
    lasts = [None if m is None else m.instant or instant(m.local) for m in ends]
    for i, (first, last) in enumerate(zip(firsts, lasts, strict=True)):
        moment = ends[i]
        if first is not None and last is not None and last < first and moment is not None and moment.instant is None:
            lasts[i] = max(last, instant(moment.local, fold=1))
    return firsts, lasts


def in_order(export: Export, values: dict[str, list[Any]], meet: Meet) -> dict[str, pa.Array]:
    """Set aside rows whose end lies before their start.

    Returns the instants of orders between moments, by column name.
    """
    kept: dict[str, pa.Array] = {}
    for order in export.orders:
        if order.first not in values or order.then not in values:
            continue
        if order in moment_orders(export):
            firsts, lasts = instants(values[order.first], values[order.then])
            for heading, found in ((order.first, firsts), (order.then, lasts)):
                kept[f"{export.column(heading).name}_utc"] = pa.array(found, pa.int64()).cast(pa.timestamp("us"))
        else:
            firsts, lasts = days(values[order.first]), days(values[order.then])
        note_reversed(order, firsts, lasts, meet)
    return kept


def days(values: list[Any]) -> list[int | None]:
    """Days of dates or moments."""
    return [day_of(value.local) if isinstance(value, Moment) else value for value in values]


def note_reversed(order: Order, firsts: list[int | None], lasts: list[int | None], meet: Meet) -> None:
    """A problem at the end's cell of each row whose end lies before its start."""
    for i, (first, last) in enumerate(zip(firsts, lasts, strict=True)):
        if first is not None and last is not None and last < first:
            meet("end_before_start", i, order.then, first=order.first, then=order.then)
