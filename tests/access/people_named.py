"""Who is named anywhere in an answer, by collar number or by name: found in its text, whatever the answer is made of."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
from streamlit.testing.v1 import AppTest

from tests.access.organisation import Organisation
from tests.served import sent

NUMBER = re.compile(r"(?<![0-9a-f])7\d{4}(?![0-9a-f])")
"""Collar numbers of `organisation`; the names hold them too, and hashes do not."""
SENT = re.compile(rb"(?<![0-9a-f.])7\d{4}(?![0-9a-f.])")
"""The same among bytes, where numbers with a point are coordinates of charts."""
TEAM_KEY = re.compile(r"team:7\d{4}")
"""The key of a sergeant's team among areas says who leads one, and nothing of anybody's work."""


def people_named(answer: Any, teams_count: bool = True) -> set[str]:
    """Collar numbers in an answer. teams_count: False where keys of sergeants' teams stand for areas."""
    found: set[str] = set()
    for text in _texts(answer):
        found |= set(NUMBER.findall(text if teams_count else TEAM_KEY.sub("", text)))
    return found


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, pd.DataFrame):
        for name in value.columns:
            if value[name].dtype == object or str(value[name].dtype).startswith("str"):
                yield from _of_many(value[name])
    elif isinstance(value, np.ndarray):
        if value.dtype == object:
            yield from _of_many(value.ravel())
    elif isinstance(value, Mapping):
        yield from _of_many(value.keys())
        yield from _of_many(value.values())
    elif isinstance(value, list | tuple | set | frozenset):
        yield from _of_many(value)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield from _of_many(getattr(value, each.name) for each in dataclasses.fields(value))
    elif hasattr(value, "__dict__") and not callable(value):
        yield from _of_many(vars(value).values())


def _of_many(values: Any) -> Iterator[str]:
    for value in values:
        yield from _texts(value)


def named(app: AppTest, made: Organisation) -> set[str]:
    """Collar numbers of the organisation in all that a page sends to the browser."""
    return {one.decode() for one in SENT.findall(sent(app))} & set(made.collars)
