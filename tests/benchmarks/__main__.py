"""Measure, print the table, and keep it in docs/BENCHMARKS.md.

BEATBOARD_BENCH_HOME: a folder with (or for) the sample force, so that it is not built for every run. BEATBOARD_BENCH_STORES: the
same for forces of other sizes; without it the large ones are not measured. An argument (one of PARTS) measures that part alone
and keeps nothing.
"""

from __future__ import annotations

import datetime as dt
import os
import platform
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.measure import Line, load_now, table
from tests.benchmarks.parts import PARTS, alone

KEPT = Path(__file__).parents[2] / "docs" / "BENCHMARKS.md"


def main(parts: list[str]) -> None:
    """Everything, over the sample force in a folder of its own."""
    kept = os.environ.get("BEATBOARD_BENCH_HOME")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BEATBOARD_HOME"] = kept or folder
        before = load_now()
        lines = [line for part in (parts or PARTS) for line in alone(part)]
        found = page(lines, before, load_now())
    print(found)
    if not parts:
        KEPT.write_text(found, encoding="utf-8")


def page(lines: list[Line], before: str, after: str) -> str:
    """The table with what it was measured on."""
    missed = [line.what for line in lines if line.reached is False]
    verdict = "Every figure is reached." if not missed else f"Not reached: {'; '.join(missed)}."
    return f"""# Benchmarks

Made by `make bench`; not to be edited. Each figure stands beside a floor that was measured turn by turn with it, so that
the ratio says more than the milliseconds. SQL of a page: its own reads of the store (`metrics.calculate`,
`metrics.companions`), recorded while it ran and made again without it. Times of a page are those of AppTest. Of people at a
server a click takes from its message to the end of its script. Growth (`docs/SIZE.md`) is measured in
processor time of the process: other work of the machine is not in it, only what it slows. Each part has a process of its own.

{dt.date.today():%d %B %Y}, Python {platform.python_version()}, {platform.system()} {platform.machine()}. Load of the machine
(1 / 5 / 15 minutes): {before} before, {after} after.

{table(lines)}

{verdict}
"""


if __name__ == "__main__":
    if set(sys.argv[1:]) - set(PARTS):
        raise SystemExit(f"Give none or some of: {', '.join(PARTS)}")
    main(sys.argv[1:])
