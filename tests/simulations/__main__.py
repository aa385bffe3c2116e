"""Run all simulations in full, print their table and keep it in docs/SIMULATIONS.md. An argument names the ones to run."""

from __future__ import annotations

import datetime as dt
import importlib
import platform
import sys
import time
from pathlib import Path

from tests.simulations.rows import SEED, Row

PARTS = {
    "false_alarms": "Nothing has changed, nobody differs",
    "found": "Something has changed",
    "coverage": "What intervals hold",
    "planted": "The sample force: planted against found",
    "speed": "One pass over a page",
}
KEPT = Path(__file__).parents[2] / "docs" / "SIMULATIONS.md"


def main(chosen: list[str]) -> int:
    """Everything, or what is named; only everything is kept. How many figures do not hold."""
    parts, missed = [], 0
    for name in chosen or PARTS:
        started = time.monotonic()
        found: list[Row] = importlib.import_module(f"tests.simulations.{name}").rows(1.0)
        missed += sum(not row.holds for row in found)
        parts.append(f"{table(PARTS[name], found)}\n\n{time.monotonic() - started:,.0f} s.")
        print(parts[-1], flush=True)
    if not chosen:
        KEPT.write_text(page(parts), encoding="utf-8")
    return missed


def table(title: str, found: list[Row]) -> str:
    """One table: what, found, wanted, and whether it holds."""
    lines = [f"## {title}", "", "| What | Found | Wanted | |", "|---|---|---|---|"]
    for row in found:
        holds = "" if not row.wanted else "holds" if row.holds else "does not hold"
        lines.append(f"| {row.what} | {row.found} | {row.wanted} | {holds} |")
    return "\n".join(lines)


def page(parts: list[str]) -> str:
    """The page with what it was measured on."""
    found = "\n\n".join(parts)
    return f"""# Simulations

Made by `make simulate`; not to be edited. What the verdicts of `metrics/signals/` say by luck alone, what they find, what
their intervals hold, and how long they take. Seed {SEED}.

{dt.date.today():%d %B %Y}, Python {platform.python_version()}, {platform.system()} {platform.machine()}.

{found}
"""


if __name__ == "__main__":
    if set(sys.argv[1:]) - set(PARTS):
        raise SystemExit(f"Give none or some of: {', '.join(PARTS)}")
    raise SystemExit(main(sys.argv[1:]))
