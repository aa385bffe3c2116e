"""The sample force's edge cases: each figure was worked by hand in sample_data/README.md before it was ever computed."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from metrics.calculate import figures
from metrics.question import Ask
from metrics.store.connection import Store
from metrics.terms import periods
from tests.conftest import Sample, as_none

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent.parent / "sample_data/cases.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_case(case: dict[str, Any], sample: Sample, priority_area_team: Store) -> None:
    store = priority_area_team if "priority_area_team" in case.get("manifest", "") else sample.store
    args = case["args"]
    days = periods(dt.date.fromisoformat(args["from"]), dt.date.fromisoformat(args["to"]), args["per"])
    known_at = dt.datetime.fromisoformat(args["known_at"]) if args.get("known_at") else None
    frame = figures(store, Ask((args["kpi"],), args["by"], tuple(days), args.get("role"), known_at))
    rows = frame[(frame.key == case["key"]) & (frame.period_start == dt.date.fromisoformat(case["period_start"]))]
    assert len(rows) == 1, case["working"]
    found = {name: as_none(rows.iloc[0][name]) for name in case["expected"]}
    expected = {
        name: pytest.approx(value, abs=1e-6) if isinstance(value, int | float) else value
        for name, value in case["expected"].items()
    }
    assert found == expected, case["working"]
