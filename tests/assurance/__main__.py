"""Run every proof, or those that an argument names, print its lines, and keep them in docs/assurance.md.

Each proof is kept with the day, the commit and the seconds of its own run, so that a long one can be run by itself.
"""

from __future__ import annotations

import datetime as dt
import importlib
import json
import platform
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from tests.assurance.promises import PROMISES, Promise

PROOFS = (
    "store", "shared", "files", "properties", "packs", "scopes", "lookups", "retention", "subject", "text", "network",
    "access",
)  # fmt: skip
ROOT = Path(__file__).parents[2]
KEPT, PAGE = ROOT / "docs" / "assurance.json", ROOT / "docs" / "assurance.md"
OWN = (":!docs/assurance.json", ":!docs/assurance.md")
"""What a proof itself changes."""


class Run(NamedTuple):
    """One run of a proof. commit: of what it was run on, with + where that was not what the commit has."""

    lines: list[str]
    day: str
    commit: str
    machine: str
    seconds: float


def main(chosen: list[str]) -> None:
    """Everything, or what is named, each in a process of its own, so that none finds what another has left; then the table."""
    for name in chosen or PROOFS:
        words = f"from tests.assurance.__main__ import prove; prove({name!r})"
        subprocess.run([sys.executable, "-c", words], cwd=ROOT, check=True)
    print(table(kept()))


def prove(name: str) -> None:
    """Run one proof here, and keep what came of it."""
    started = time.monotonic()
    commit = _commit()
    lines = importlib.import_module(f"tests.assurance.{name}").lines()
    machine = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    print("\n".join([f"## {name}", *(f"- {line}" for line in lines)]), flush=True)
    keep(name, Run(lines, f"{dt.date.today():%-d %B %Y}", commit, machine, round(time.monotonic() - started)))


def _commit() -> str:
    """The commit of the work tree, with + where files differ from it."""
    said = [
        subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
        for words in (
            ("rev-parse", "--short", "HEAD"),
            ("status", "--porcelain", "--untracked-files=no", "--", ".", *OWN),
        )
    ]
    return f"{said[0]}{'+' if said[1] else ''}"


def kept() -> dict[str, Run]:
    """The last run of each proof."""
    if not KEPT.exists():
        return {}
    return {name: Run(**run) for name, run in json.loads(KEPT.read_text(encoding="utf-8")).items()}


def keep(name: str, run: Run) -> None:
    """Keep a run, and write the page anew."""
    known = {**kept(), name: run}
    text = {name: known[name]._asdict() for name in PROOFS if name in known}
    KEPT.write_text(json.dumps(text, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    PAGE.write_text(page(known), encoding="utf-8")


def figure(one: Promise, known: dict[str, Run]) -> str:
    """The line of a promise's figure, or that it was not run."""
    run = known.get(one.proof)
    return next((line for line in run.lines if one.found in line), "not found") if run else "not run yet"


def table(known: dict[str, Run]) -> str:
    """The promises with their figures, and the command that gives each."""
    rows = [
        f"| {one.number} | {one.words} | {one.wanted} | {figure(one, known).strip()} | `python -m tests.assurance {one.proof}` |"
        for one in PROMISES
    ]
    return "\n".join(["| # | Promise | To reach | Figure | Command |", "|---|---|---|---|---|", *rows])


def page(known: dict[str, Run]) -> str:
    """The page of all proofs."""
    parts = [
        "\n".join([
            f"## {name.capitalize()}", "", *(f"- {line}" for line in known[name].lines), "",
            f"`python -m tests.assurance {name}`: {known[name].day}, commit {known[name].commit}, {known[name].seconds:,.0f} s, "
            f"{known[name].machine}.",
        ])
        for name in PROOFS
        if name in known
    ]  # fmt: skip
    return "\n\n".join([
        "# Assurance",
        "Made by `make assurance`; not to be edited. What is promised, what was done to prove it, and what came of it. Each "
        "proof says on which day and commit it was run; a + means with changes that were not committed.",
        table(known), *parts,
    ]) + "\n"  # fmt: skip


if __name__ == "__main__":
    if set(sys.argv[1:]) - set(PROOFS):
        raise SystemExit(f"Give none or some of: {', '.join(PROOFS)}")
    main(sys.argv[1:])
