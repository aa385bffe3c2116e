"""The properties of the intake and of the figures, on more examples than `make test` tries."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
TIMES = 6
WHERE = (
    "tests/test_properties.py",
    "tests/test_withdrawals.py",
    "tests/intake/test_properties.py",
    "tests/intake/test_round_trip.py",
    "tests/intake/test_matching.py",
)


def lines() -> list[str]:
    """The lines of docs/assurance.md about properties."""
    run = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadfile", *WHERE]
    done = subprocess.run(
        run, check=False, cwd=ROOT, env={**os.environ, "BEATBOARD_EXAMPLES": str(TIMES)}, capture_output=True, text=True
    )
    said = done.stdout.strip().splitlines()[-1].strip("= ") if done.stdout.strip() else done.stderr.strip()
    words = "all hold" if done.returncode == 0 else "NOT all hold"
    return [f"Properties by Hypothesis on {TIMES} times the examples of `make test`: {words} ({said})."]
