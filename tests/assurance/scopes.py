"""Who is given what: generated organisations ask every read, and open every page, as everybody; what is not theirs is counted."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from metrics import settings
from metrics.ui.reads import READS
from tests.access.organisation import organisation
from tests.access.test_scopes import Looked, forget, looked
from tests.access.test_served_pages import left, taken_in_turns
from tests.served import configure

ROOT = Path(__file__).parents[2]
ORGANISATIONS = 4


def lines() -> list[str]:
    """The lines of docs/assurance.md about scopes."""
    found = [_asked(seed) for seed in range(1, ORGANISATIONS + 1)]
    asked, given, outside = (
        sum(one.asked for one in found),
        sum(one.given for one in found),
        sum(len(one.outside) for one in found),
    )
    return [
        f"{ORGANISATIONS} invented organisations, everybody in each asking {asked:,} questions of people, areas, records "
        f"and entries: {given:,} answers named somebody, {outside:,} named somebody outside the scope of whoever asked.",
        *_pages(),
        _door(),
    ]


def _asked(seed: int) -> Looked:
    made = organisation(seed)
    found = looked(made, many=True)
    forget()
    made.force.store.close()
    return found


def _pages() -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        made = organisation(11, path=home / "own.duckdb")
        made.force.store.close()
        os.environ |= {"BEATBOARD_HOME": folder, "BEATBOARD_CONFIG": str(configure(home))}
        settings.choose("own")
        found, turns = left(made, many=True), taken_in_turns(made)
        del os.environ["BEATBOARD_CONFIG"]
    return [
        f"500 reads in which two sergeants take turns in one process: {turns} gave one of them another's people.",
        f"{found.opened:,} pages opened by one of each rank and role, with the addresses of colleagues and guesses: "
        f"{len(found.outside):,} with somebody outside their scope in what left the server, {len(found.broken):,} broken.",
    ]


def _door() -> str:
    run = [sys.executable, "-m", "pytest", "-q", "tests/access/test_one_door.py"]
    done = subprocess.run(run, cwd=ROOT, check=False, capture_output=True, text=True)
    said = "0 exceptions" if done.returncode == 0 else "BROKEN"
    return f"One door, by reading the code of every page and screen: {said} ({len(READS)} reads, each says what may go out)."
