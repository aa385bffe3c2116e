"""The figures of each part as they were measured last, in docs/benchmarks.json: a part measured alone replaces its own."""

from __future__ import annotations

import datetime as dt
import json
import platform
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.benchmarks.measure import Line, table
from tests.benchmarks.parts import PARTS

DOCS = Path(__file__).parents[2] / "docs"
PAGE, KEPT = DOCS / "BENCHMARKS.md", DOCS / "benchmarks.json"


@dataclass(frozen=True)
class Part:
    """A part's lines, the day on which they were measured, and how busy the machine was before and after."""

    day: str
    load: str
    lines: tuple[Line, ...]


def read() -> dict[str, Part]:
    """What is kept, in the order of PARTS."""
    found = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    return {
        name: Part(one["day"], one["load"], tuple(Line(**line) for line in one["lines"]))
        for name in PARTS
        if (one := found.get(name))
    }


def keep(part: str, lines: list[Line], load: str) -> None:
    """Keep what was measured of a part, and write the page anew."""
    now = Part(f"{dt.date.today():%d %B %Y}", load, tuple(lines))
    parts = read() | {part: now}
    KEPT.write_text(
        json.dumps({name: asdict(parts[name]) for name in PARTS if name in parts}, indent=1) + "\n", "utf-8"
    )
    PAGE.write_text(page(read()), encoding="utf-8")


def page(parts: dict[str, Part]) -> str:
    """The table with what it was measured on."""
    lines = [line for part in parts.values() for line in part.lines]
    missed = [line.what for line in lines if line.reached is False]
    verdict = "Every figure is reached." if not missed else f"Not reached: {'; '.join(missed)}."
    measured = "\n".join(f"- {name}: {part.day}; {part.load}" for name, part in parts.items())
    return f"""# Benchmarks

Made by `make bench`; not to be edited. Each figure stands beside a floor that was measured turn by turn with it, so that
the ratio says more than the milliseconds. SQL of a page: its own reads of the store (`metrics.calculate`,
`metrics.companions`), recorded while it ran and made again without it. Times of a page are those of AppTest. Of people at a
server a click takes from its message to the end of its script. Growth (`docs/SIZE.md`) is measured in
processor time of the process: other work of the machine is not in it, only what it slows. Each part has a process of its own, and
may be measured alone (`python -m tests.benchmarks nation`).

Python {platform.python_version()}, {platform.system()} {platform.machine()}.
Each part with its day and the load of the machine (1 / 5 / 15 minutes) before it and after:

{measured}

{table(lines)}

{verdict}
"""
