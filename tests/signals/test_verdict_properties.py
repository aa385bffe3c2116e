"""What holds for any numbers: more is never lower, units of hours do not matter, nor does the order of cells."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.signals.changed import changed
from metrics.signals.counts import limits
from metrics.signals.funnel import funnel
from metrics.signals.many import stand_out
from metrics.signals.people import shrink
from metrics.signals.target import against_target
from metrics.signals.unusual import unusual
from metrics.signals.verdict import HIGH, LOW, TOO_EARLY, WITHIN, Verdict
from tests.effort import TIMES

COUNTS = st.integers(0, 200).map(float)
HOURS = st.floats(1, 2000)
PHIS = st.sampled_from([1.0, 1.1, 1.3, 2.0, 5.0])
RUN = np.arange(0.0, 120.0)


def tried(examples: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The same examples in every run."""
    return settings(max_examples=examples * TIMES, deadline=None, derandomize=True, database=None)


def never_lower(verdict: Verdict) -> None:
    """Of counts that grow: low, then within, then high, and the range is where it is within."""
    if (verdict.code >= TOO_EARLY).all():
        return
    judged = verdict.code < TOO_EARLY
    assert (np.diff(verdict.code[judged]) >= 0).all()
    inside = (verdict.low <= RUN) & (verdict.high >= RUN)
    assert ((verdict.code == WITHIN) == inside)[judged].all()
    assert ((verdict.code == LOW) == (verdict.low > RUN))[judged].all()
    assert ((verdict.code == HIGH) == (verdict.high < RUN))[judged].all()


@tried(60)
@given(HOURS, COUNTS, HOURS, PHIS)
def test_more_is_never_lower(hours: float, past: float, past_hours: float, phi: float) -> None:
    never_lower(unusual(RUN, hours, past, past_hours, 40, phi))
    never_lower(changed(RUN, hours, past, past_hours, phi))
    never_lower(against_target(RUN, past / 3))


@tried(60)
@given(COUNTS, HOURS, COUNTS, HOURS, PHIS, st.sampled_from([0.25, 2.0, 64.0]))
def test_the_unit_of_hours_does_not_matter(
    count: float, hours: float, past: float, past_hours: float, phi: float, times: float
) -> None:
    for judge in (lambda h, b: unusual(count, h, past, b, 40, phi), lambda h, b: changed(count, h, past, b, phi)):
        one, other = judge(hours, past_hours), judge(hours * times, past_hours * times)
        for name in ("code", "expected", "low", "high", "probability"):
            np.testing.assert_allclose(getattr(one, name), getattr(other, name), rtol=1e-9, atol=1e-12, equal_nan=True)


CELLS = st.lists(st.tuples(COUNTS, HOURS, COUNTS, HOURS), min_size=2, max_size=30)


@tried(60)
@given(CELLS, st.randoms(use_true_random=False))
def test_the_order_of_cells_does_not_matter(cells: list[tuple[float, float, float, float]], chance: object) -> None:
    order = np.arange(len(cells))
    chance.shuffle(order)  # type: ignore[attr-defined]
    y, h, past, past_h = np.array(cells).T
    for judge in (
        lambda i: unusual(y[i], h[i], past[i], past_h[i], 40).probability,
        lambda i: changed(y[i], h[i], past[i], past_h[i]).low,
        lambda i: against_target(y[i], past[i]).code.astype(float),
        lambda i: funnel(y[i], past[i] + 1).code.astype(float),
        lambda i: shrink(y[i], h[i]).rate,
        lambda i: stand_out(changed(y[i], h[i], past[i], past_h[i]).probability).adjusted,
    ):
        np.testing.assert_allclose(judge(np.arange(len(cells)))[order], judge(order), rtol=1e-9, equal_nan=True)


@tried(60)
@given(CELLS)
def test_a_person_is_drawn_towards_the_role_and_no_further(cells: list[tuple[float, float, float, float]]) -> None:
    y, h, *_ = np.array(cells).T
    found = shrink(y, h)
    if np.isnan(found.rate).all():
        return
    own = 100 * y / h
    nearest, furthest = np.minimum(own, found.role_rate), np.maximum(own, found.role_rate)
    assert ((found.rate >= nearest * (1 - 1e-9)) & (found.rate <= furthest * (1 + 1e-9))).all()
    assert ((found.low <= found.rate) & (found.rate <= found.high)).all()


@tried(60)
@given(st.floats(0.001, 3000), PHIS)
def test_more_expected_moves_the_range_up_and_bunches_widen_it(mean: float, phi: float) -> None:
    low, high = limits([mean, mean * 1.5], 0.001, phi)
    assert (np.diff(low) >= 0).all()
    assert (np.diff(high) >= 0).all()
    wider_low, wider_high = limits(mean, 0.001, phi + 1)
    assert wider_low <= low[0]
    assert wider_high >= high[0]
