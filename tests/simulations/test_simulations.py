"""A small portion of every simulation; the full run is `make simulate`."""

from __future__ import annotations

import pytest

from tests.simulations import coverage, false_alarms, found, speed
from tests.simulations.rows import Row

PORTION = 0.0125


@pytest.mark.parametrize("rows", [false_alarms.rows, found.rows, coverage.rows], ids=lambda rows: rows.__module__)
def test_figures_hold(rows: object) -> None:
    assert callable(rows)
    measured: list[Row] = rows(PORTION)
    assert measured
    assert [row for row in measured if not row.holds] == []


def test_all_verdicts_of_a_page_come_in_one_pass() -> None:
    """How long that takes is measured by `make simulate`, on a machine that does nothing else."""
    speed.a_page_of_beats()()
    speed.officers()()
