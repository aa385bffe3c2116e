"""The look-up log as far as it is about a person: who looked at them and why, whom they looked at, and what they accepted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from metrics.access.lookups import ACCEPTED, LOOK, lines_of, parts
from metrics.store.chain import Line
from metrics.store.connection import Store
from metrics.subject.parts import Part
from metrics.subject.person import Person


def of_looks(store: Store, who: Person) -> Iterator[Part]:
    """Looks at the person, looks by them (of others only how many), and the purpose as they accepted it. Raises OSError."""
    if store.files is None or not store.files.look_ups.exists():
        return
    found: dict[int, Line] = {}
    for needle in (who.collar, *who.emails):
        for part in parts(store.files.look_ups):
            found |= {int(line["n"]): line for line in lines_of(part, f'"{needle}"'.encode())}
    lines = [found[number] for number in sorted(found)]
    at_them = [line for line in lines if line["kind"] == LOOK and who.collar in line["whom"]]
    by_them = [line for line in lines if line["kind"] == LOOK and _is_by(line, who)]
    yield Part(
        "Who looked at you", "Every look at your figures or records that was logged",
        ("Line", "When", "Who", "Role", "Page or file", "Days", "Why", "Outcome", "You alone were opened"),
        [
            (
                line["n"], _at(line), line["shown"], line["role"], line["what"], _days(line), line["why"], line["outcome"],
                line["opened"],
            )
            for line in at_them
        ],
    )  # fmt: skip
    yield Part(
        "Where you looked", "Every look of yours at people that was logged; of others only how many",
        ("Line", "When", "Role", "Page or file", "Days", "People", "Why", "Outcome"),
        [
            (line["n"], _at(line), line["role"], line["what"], _days(line), len(line["whom"]), line["why"], line["outcome"])
            for line in by_them
        ],
    )  # fmt: skip
    accepted = [line for line in lines if line["kind"] == ACCEPTED and _is_by(line, who)]
    yield Part(
        "What you accepted", "The purpose of Beatboard, each time that you accepted its words; reasons stand beside your looks",
        ("Line", "When", "Version of the words"),
        [(line["n"], _at(line), line["version"]) for line in accepted],
    )  # fmt: skip


def _is_by(line: Line, who: Person) -> bool:
    return line.get("own") == who.collar or str(line.get("who", "")).casefold() in who.emails


def _at(line: Line) -> dt.datetime:
    return dt.datetime.fromisoformat(line["at"])


def _days(line: Line) -> str:
    return " to ".join(line["days"])
