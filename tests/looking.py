"""Whom a page shows, read from everything that it sent to the browser: for the proofs of the look-up log."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import pyarrow as pa
from streamlit.testing.v1 import AppTest

from tests.small_force import OFFICERS


class Person(NamedTuple):
    """By what somebody is known on a page."""

    collar: str
    surname: str


EMAILS = [{**one, "Email": f"{one['Collar No']}@force.example"} for one in OFFICERS]
"""The small force, each with a sign-in name."""
SMALL = tuple(Person(str(one["Collar No"]), str(one["Surname"])) for one in OFFICERS)
NOT_LOOKS = re.compile(
    r"<style>.*?</style>|Team of [\w' -]+|[Ss]upervisor [\w' -]+(, \w+)?|Signed in as[^<]*|with collar number \d+",
    re.DOTALL,
)
"""What names somebody without a figure or record of theirs: a sergeant's team, a supervisor to turn to, who signed in."""


def words_of(app: AppTest) -> str:
    """Everything that a page sent: text, tables, charts with their data, labels of links and buttons. Lists to choose a person
    from hold names alone and are left out."""
    found = [str(one.proto.body) for one in app.get("html")] + [one.value for one in app.markdown]
    found += [str(one.label) for one in (*app.button, *app.expander)]
    for chart in app.get("vega_lite_chart"):
        found += [chart.proto.alt, chart.proto.spec]
        for dataset in chart.proto.datasets:
            found.append(str(pa.ipc.open_stream(dataset.data.data).read_all().to_pylist()))
    found += [frame.value.to_csv() for frame in app.dataframe]
    found += [str(one.proto.label) for one in app.main.get("page_link")]
    return "\n".join(found)


def people_in(app: AppTest, people: Sequence[Person] = SMALL) -> set[str]:
    """Collar numbers of those whose name or number a page shows."""
    text = NOT_LOOKS.sub("", words_of(app))
    seen = set(_any_of(tuple(people)).findall(text))
    return {one.collar for one in people if one.collar in seen or one.surname in seen}


@lru_cache(maxsize=4)
def _any_of(people: tuple[Person, ...]) -> re.Pattern[str]:
    names = {name for one in people for name in one if name}
    return re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})\b(?!@)")
