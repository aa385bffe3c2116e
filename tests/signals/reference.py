"""The reference cases: where they lie, which are used, and which are not and why. Nothing of them is kept in this project."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("BEATBOARD_SHARED") or ROOT.parent / "shared")
CASES = SHARED / "cases"

NOT_USED = {
    "iso_week": "a rule of the calendar, not of signals",
    "fin_year": "a rule of the calendar, not of signals",
    "week_split": "a rule of the calendar, not of signals",
    "iprime": "the I' chart is no method of statistics.md: counts with hours are judged by exact tails",
    "round5": "releases outside the force suppress, and do not round: rounded totals need not add",
}
NOT_USED_PARTS = {
    "od_medpar": "how many are outside: the reference's limits are not ours (see the test), its tau2 is",
    "gu1": "Wald, score and square-root tests are not used: the conditional test is exact",
    "bh": "Benjamini-Yekutieli, Holm and Bonferroni are not used",
    "ptd_series": "improvement and concern need a direction, which is no matter of signals",
}
"""Checks of which only a part is used."""


def of(*checks: str) -> list[Any]:
    """The cases with one of these checks; one that skips, saying so, where the shared folder is not there."""
    found = [case for case in _all() if case["check"] in checks]
    if not found:
        return [
            pytest.param(None, marks=pytest.mark.skip(f"no reference cases ({', '.join(checks)}) in ../shared/cases"))
        ]
    return [pytest.param(case, id=case["id"]) for case in found]


def _all() -> Iterator[dict[str, Any]]:
    for path in sorted(CASES.glob("*.json")):
        yield json.loads(path.read_text("utf-8"))


def checks() -> set[str]:
    """Every check that a case has."""
    return {case["check"] for case in _all()}


def table(case: dict[str, Any]) -> dict[str, npt.NDArray[Any]]:
    """The columns of the case's data file: numbers where all are."""
    with (CASES / case["inputs"]["data_file"]).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {name: _column([row[name] for row in rows]) for name in rows[0]}


def _column(texts: list[str]) -> npt.NDArray[Any]:
    try:
        return np.array(texts, dtype=float)
    except ValueError:
        return np.array(texts)


def numbers(values: list[float | None]) -> npt.NDArray[np.float64]:
    """Numbers, NaN for null."""
    return np.array(values, dtype=float)


def near(case: dict[str, Any], found: npt.ArrayLike, expected: npt.ArrayLike) -> None:
    """Within the case's own tolerance; null is NaN."""
    wanted = np.asarray(expected, dtype=float)
    np.testing.assert_allclose(found, wanted, rtol=case["tolerance"]["rel"], atol=case["tolerance"]["abs"])
