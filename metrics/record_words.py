"""What a record holds, in words: one value as it is printed, and every way in which somebody may write the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from metrics.export import Export
from metrics.terms import say_date, say_number

NOT_RECORDED = "not recorded"
HASHED = "recorded; only a keyed hash is kept"

SAID: tuple[tuple[Any, Callable[[Any], str]], ...] = (
    (bool | np.bool_, lambda value: "yes" if value else "no"),
    (dt.datetime, lambda value: f"{say_date(value.date())}, {value:%H:%M}"),
    (dt.date, say_date),
    (float, lambda value: say_number(value, 0 if value.is_integer() else 1)),
)
"""How a stored value is printed, by its type; the first that fits. Text and whole numbers are printed as they are."""


def say_value(export: Export, name: str, value: Any) -> str:
    """A value of a record in words, by its column's SQL name; nothing for a blank."""
    if isinstance(value, np.ndarray | list):
        return "; ".join(value)
    if value is None or pd.isna(value) or value == "":
        return ""
    if any(column.name == name and column.stored == "hashed" for column in export.columns):
        return HASHED
    return next((say(value) for kind, say in SAID if isinstance(value, kind)), str(value))


def ways_to_write(export: Export, name: str, value: Any) -> frozenset[str]:
    """Every text that means a stored value, in small letters: as it is printed, and days and moments as people type them."""
    found = {say_value(export, name, value), "" if value is None else str(value)}
    if isinstance(value, dt.datetime):
        found |= {f"{value:{shape}}" for shape in ("%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M", "%H:%M")}
    elif isinstance(value, dt.date):
        found |= {f"{value:{shape}}" for shape in ("%Y-%m-%d", "%d/%m/%Y")}
    elif isinstance(value, bool):
        found |= {"y", "true"} if value else {"n", "false"}
    elif isinstance(value, list | np.ndarray):
        found |= {", ".join(value), " ".join(value)}
    return frozenset(" ".join(text.casefold().split()) for text in found)
