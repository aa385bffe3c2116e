"""What is left out of a release: nothing small can be worked out, by truth tables, by the cases and by an audit of our own."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.signals.disclosure import Equation, audit, suppress
from tests.effort import TIMES
from tests.signals.own_audit import could_be, derivable
from tests.signals.reference import of

Counts = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


def tried(examples: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The same examples in every run."""
    return settings(max_examples=examples * TIMES, deadline=None, derandomize=True, database=None)


def left_out(values: list[int], equations: list[Equation], printed: list[bool] | None = None) -> list[int]:
    """The places left out."""
    return np.flatnonzero(suppress(values, equations, printed=printed)).tolist()


# ------------------------------------------------------------------------------------------------------------ worked by hand
ROW: list[Equation] = [(3, (0, 1, 2))]


@pytest.mark.parametrize(
    ("values", "out"),
    [
        ([5, 6, 7, 18], []),
        ([0, 6, 7, 13], []),  # a 0 is no small count
        ([4, 6, 7, 17], [0, 1]),  # the smallest other keeps it company
        ([4, 9, 7, 20], [0, 2]),
        ([4, 3, 7, 14], [0, 1]),  # two small ones hide each other: 7 is 4 and 3, or 5 and 2, or ...
        ([1, 1, 7, 9], [0, 1, 2]),  # but 2 of two that are at least 1 each is 1 and 1
        ([3, 0, 0, 3], [0, 3]),  # the total itself is small
        ([3, 0, 30, 33], [0, 2]),  # never the 0, whatever it costs
        ([2, 0, 0, 2], [0, 3]),
        ([0, 0, 0, 0], []),
    ],
)
def test_a_row_and_its_total(values: list[int], out: list[int]) -> None:
    assert left_out(values, ROW) == out


def test_the_limit_is_a_setting() -> None:
    assert np.flatnonzero(suppress([4, 6, 7, 17], ROW, threshold=4)).tolist() == []
    assert np.flatnonzero(suppress([5, 6, 7, 18], ROW, threshold=6)).tolist() == [0, 1]


def test_a_total_that_is_known_to_miss_its_parts_is_used_against_us() -> None:
    """An incident that two beats attended counts once in their sector: 4 + 6 + 7 = 16 + 1."""
    assert left_out([4, 6, 7, 16], ROW) == [0, 1]


def test_a_small_remainder_that_nobody_prints_may_not_follow() -> None:
    """8 searches of which 7 positive: 1 was not. 30 of which 7: 23 were not, and may be worked out."""
    searches: list[Equation] = [(0, (1, 2))]
    assert left_out([8, 7, 1], searches, [True, True, False]) in ([0, 1], [0], [1])
    assert left_out([30, 7, 23], searches, [True, True, False]) == []
    assert left_out([7, 7, 0], searches, [True, True, False]) == []
    assert left_out([30, 3, 27], searches, [True, True, False]) == [1]


def test_a_count_below_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="below 0"):
        suppress([-1, 2], [])


def test_a_small_count_that_its_equations_give_away_is_refused() -> None:
    """6 as 3 and what has no cell, and as twice 3 and nothing: no other number fits both."""
    with pytest.raises(ValueError, match="cannot be kept"):
        suppress([3, 0, 6], [(2, (0,)), (2, (0, 0, 1))])


def test_an_audit_by_hand() -> None:
    """3 + 7 are left out of 3 + 7 + 12 = 22: each is 1 to 9. With the total left out as well there is no upper end."""
    low, high = audit([3, 7, 12, 22], [False, False, True, True], ROW)
    assert (low.tolist(), high.tolist()) == ([1, 1, 12, 22], [9, 9, 12, 22])
    low, high = audit([3, 7, 12, 22], [False, False, True, False], ROW, least=0)
    assert (low.tolist(), high.tolist()) == ([0, 0, 12, 12], [np.inf, np.inf, 12, np.inf])


# -------------------------------------------------------------------------------------------------------- random releases
def force(seed: int, beats: int, columns: int, mean: float, kpis: int = 1) -> tuple[Counts, list[Equation]]:
    """Beats in sectors in a force, by quarter and over all of them; of several KPIs the last is the sum of the others."""
    chance = np.random.default_rng(seed)
    sector = chance.integers(0, max(1, beats // 4), beats)
    sectors = sector.max() + 1
    tables = []
    for _ in range(max(kpis - 1, 1)):
        inner = chance.poisson(mean * chance.gamma(1, 1, (beats, 1)), (beats, columns))
        tables.append(inner)
    if kpis > 1:
        tables.append(np.sum(tables, axis=0))
    cells, equations, rows = [], list[Equation](), beats + sectors + 1
    for number, inner in enumerate(tables):
        by_sector = np.array([inner[sector == one].sum(axis=0) for one in range(sectors)])
        whole = np.vstack([inner, by_sector, inner.sum(axis=0)])
        cells.append(np.hstack([whole, whole.sum(axis=1, keepdims=True)]).ravel())
        at = np.arange(rows * (columns + 1)).reshape(rows, columns + 1) + number * rows * (columns + 1)
        for column in range(columns + 1):
            equations += [
                (at[beats + one, column], at[:beats, column][sector == one])
                for one in range(sectors)
                if (sector == one).any()
            ]
            equations.append((at[-1, column], at[beats:-1, column]))
        equations += [(line[-1], line[:-1]) for line in at]
    if kpis > 1:
        size = rows * (columns + 1)
        equations += [
            (cell + (kpis - 1) * size, [cell + one * size for one in range(kpis - 1)]) for cell in range(size)
        ]
    return np.concatenate(cells), equations


@tried(25)
@given(
    st.integers(0, 10**6),
    st.integers(1, 9),
    st.integers(1, 4),
    st.sampled_from([0.2, 1.0, 4.0, 15.0]),
    st.integers(1, 3),
)
def test_nothing_left_out_can_be_worked_out(seed: int, beats: int, columns: int, mean: float, kpis: int) -> None:
    values, equations = force(seed, beats, columns, mean, kpis)
    hidden = suppress(values, equations)
    assert hidden[(values > 0) & (values < 5)].all()
    assert not hidden[values == 0].any()
    assert derivable(values, hidden, equations) == []


@tried(25)
@given(st.integers(0, 10**6), st.integers(2, 6), st.integers(1, 4), st.sampled_from([0.5, 2.0, 6.0]))
def test_nor_where_the_whole_counts_once_what_two_parts_share(seed: int, beats: int, columns: int, mean: float) -> None:
    chance = np.random.default_rng(seed)
    inner = chance.poisson(mean, (beats, columns))
    whole = chance.integers(inner.max(axis=0), inner.sum(axis=0) + 1)
    table = np.vstack([inner, whole])
    table = np.hstack([table, table.sum(axis=1, keepdims=True)])
    at = np.arange(table.size).reshape(table.shape)
    equations: list[Equation] = [(column[-1], column[:-1]) for column in at.T] + [(line[-1], line[:-1]) for line in at]
    values = table.ravel()
    hidden = suppress(values, equations)
    assert hidden[(values > 0) & (values < 5)].all()
    assert not hidden[values == 0].any()
    assert derivable(values, hidden, equations) == []


@tried(15)
@given(st.integers(0, 10**6), st.sampled_from([0.5, 3.0]))
def test_both_audits_say_the_same(seed: int, mean: float) -> None:
    values, equations = force(seed, 5, 2, mean)
    hidden = suppress(values, equations)
    low, high = audit(values, ~hidden, equations)
    ours = could_be(values, hidden, equations)
    assert {cell: (low[cell], high[cell]) for cell in ours} == ours
    assert (low[~hidden] == values[~hidden]).all()


def test_with_the_small_ones_alone_left_out_some_are_given_away() -> None:
    """Else the audit of these tests would not find anything."""
    given_away = 0
    for seed in range(20):
        values, equations = force(seed, 6, 3, 4.0)
        given_away += len(derivable(values, (values > 0) & (values < 5), equations))
    assert given_away > 20


def test_a_whole_force_takes_less_than_a_second() -> None:
    """36 beats by sixteen quarters: about 800 cells, many of them small."""
    values, equations = force(3, 36, 16, 4.0)
    began = time.process_time()
    hidden = suppress(values, equations)
    assert time.process_time() - began < 5  # measured: below 1 on the machine it was written on
    assert not hidden[-1]


# ----------------------------------------------------------------------------------------------------------------- the case
@pytest.mark.parametrize("case", of("sdc"))
def test_the_case(case: dict[str, Any]) -> None:
    table = np.array(case["inputs"]["table_with_margins"])
    height, width = table.shape
    at = np.arange(table.size).reshape(height, width)
    equations: list[Equation] = [(line[-1], line[:-1]) for line in at] + [(line[-1], line[:-1]) for line in at.T]
    values, threshold = table.ravel(), case["inputs"]["threshold"]
    hidden, expected = suppress(values, equations, threshold), case["expected"]
    primary = np.argwhere((table > 0) & (table < threshold)).tolist()
    assert primary == expected["primary"]
    assert hidden.sum() == expected["min_total_suppressed"]
    assert derivable(values, hidden, equations) == []
    assert bool(derivable(values, (values > 0) & (values < threshold), equations)) is expected["unsafe_if_only_primary"]
