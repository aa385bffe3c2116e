"""Who is given what: generated organisations ask every read, and open every page, as everybody; what is not theirs is counted."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from metrics import settings
from tests.access.organisation import organisation
from tests.access.served import configure
from tests.access.test_scopes import Looked, forget, looked
from tests.access.test_served_pages import left

ORGANISATIONS = 4


def lines() -> list[str]:
    """The lines of docs/ASSURANCE.md about scopes."""
    found = [_asked(seed) for seed in range(1, ORGANISATIONS + 1)]
    asked, given, outside = (
        sum(one.asked for one in found),
        sum(one.given for one in found),
        sum(len(one.outside) for one in found),
    )
    return [
        f"{ORGANISATIONS} invented organisations, everybody in each asking {asked:,} questions of people, areas, records "
        f"and entries: {given:,} answers named somebody, {outside:,} named somebody outside the scope of whoever asked.",
        _pages(),
    ]


def _asked(seed: int) -> Looked:
    made = organisation(seed)
    found = looked(made, many=True)
    forget()
    made.force.store.close()
    return found


def _pages() -> str:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        made = organisation(11, path=home / "own.duckdb")
        made.force.store.close()
        os.environ |= {"BEATBOARD_HOME": folder, "BEATBOARD_CONFIG": str(configure(home))}
        settings.choose("own")
        found = left(made, many=True)
        del os.environ["BEATBOARD_CONFIG"]
    return (
        f"{found.opened:,} pages opened by one of each rank and role, with the addresses of colleagues and guesses: "
        f"{len(found.outside):,} with somebody outside their scope in what left the server, {len(found.broken):,} broken."
    )
