"""Run every proof that is there, print its lines, and keep them in docs/ASSURANCE.md. An argument names the ones to run."""

from __future__ import annotations

import datetime as dt
import importlib
import importlib.util
import platform
import sys
import time
from pathlib import Path

PROOFS = (
    "store", "shared", "files", "properties", "packs", "scopes", "lookups", "retention", "subject", "text", "network",
    "access",
)  # fmt: skip
KEPT = Path(__file__).parents[2] / "docs" / "ASSURANCE.md"


def main(chosen: list[str]) -> None:
    """Everything, or what is named; only everything is kept."""
    parts = []
    for name in chosen or PROOFS:
        if importlib.util.find_spec(f"tests.assurance.{name}") is None:
            continue
        started = time.monotonic()
        lines = importlib.import_module(f"tests.assurance.{name}").lines()
        parts.append("\n".join([f"## {name.capitalize()}", "", *(f"- {line}" for line in lines), "",
                                f"`python -m tests.assurance {name}`, {time.monotonic() - started:,.0f} s."]))  # fmt: skip
        print(parts[-1], flush=True)
    if not chosen:
        KEPT.write_text(page(parts), encoding="utf-8")


def page(parts: list[str]) -> str:
    """The page with what it was measured on."""
    found = "\n\n".join(parts)
    return f"""# Assurance

Made by `make assurance`; not to be edited. What was done to the store and to the files given to it, and what came of it.

{dt.date.today():%d %B %Y}, Python {platform.python_version()}, {platform.system()} {platform.machine()}.

{found}
"""


if __name__ == "__main__":
    if set(sys.argv[1:]) - set(PROOFS):
        raise SystemExit(f"Give none or some of: {', '.join(PROOFS)}")
    main(sys.argv[1:])
