"""Measure, print the table, and keep it in docs/BENCHMARKS.md.

BEATBOARD_BENCH_HOME: a folder with (or for) the sample force, so that it is not built for every run. BEATBOARD_BENCH_STORES: the
same for forces of other sizes; without it the large ones are not measured. Arguments (of PARTS) measure these parts alone: those
of the others stay as they were.
"""

from __future__ import annotations

import os
import sys
import tempfile

from tests.benchmarks import kept
from tests.benchmarks.measure import load_now
from tests.benchmarks.parts import PARTS, alone


def main(parts: list[str]) -> None:
    """Everything, or some parts, over the sample force in a folder of its own."""
    home = os.environ.get("BEATBOARD_BENCH_HOME")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BEATBOARD_HOME"] = home or folder
        for part in parts or PARTS:
            before = load_now()
            kept.keep(part, alone(part), f"{before} before, {load_now()} after")
    print(kept.PAGE.read_text(encoding="utf-8"))


if __name__ == "__main__":
    if set(sys.argv[1:]) - set(PARTS):
        raise SystemExit(f"Give none or some of: {', '.join(PARTS)}")
    main(sys.argv[1:])
