"""Every word at its edges, worked by hand: no events, no hours, and just below and above each threshold."""

from __future__ import annotations

import numpy as np
import pytest

from metrics.signals import people, run_rules, xmr
from metrics.signals.changed import changed
from metrics.signals.counts import dispersion, garwood, pearson
from metrics.signals.funnel import funnel, standardised
from metrics.signals.many import by_luck, stand_out
from metrics.signals.rare import days_since, quarter_totals
from metrics.signals.ratios import rate_ratio
from metrics.signals.shares import clopper_pearson, difference, wilson
from metrics.signals.target import against_target, chance_met, weeks_needed
from metrics.signals.unusual import unusual
from metrics.signals.verdict import SURELY
from metrics.terms import ASSURANCE_WORDS

NAN = float("nan")
EARLY, USUAL, HIGH, LOW = "Too early to say", "Usual range", "Unusually high", "Unusually low"
SAME, HIGHER, LOWER = "No clear change", "Running higher", "Running lower"
BELOW, AROUND, ABOVE = "Below target", "Around target", "Above target"
INSIDE, OUTSIDE = "Within the usual spread", "Outside the usual spread"


# --------------------------------------------------------------------------------------------------- is it unusual
@pytest.mark.parametrize(
    ("count", "hours", "past", "past_hours", "weeks", "word", "too_small"),
    [
        (0, 10, 40, 400, 40, USUAL, True),  # 1 expected: P(0) = .37
        (5, 10, 40, 400, 40, USUAL, True),  # P(5 or more) = .0037
        (6, 10, 40, 400, 40, HIGH, True),  # P(6 or more) = .0006
        (0, 69, 40, 400, 40, USUAL, True),  # 6.9 expected: P(0) = .00101
        (0, 70, 40, 400, 40, LOW, False),  # 7 expected: P(0) = .00091
        (0, 10, 7, 400, 40, EARLY, False),
        (0, 10, 8, 400, 40, USUAL, True),
        (6, 10, 40, 400, 11, EARLY, False),
        (6, 10, 40, 400, 12, HIGH, True),
        (0, 10, 0, 400, 40, EARLY, False),
        (5, 10, 40, 0, 40, EARLY, False),
        (0, 0, 40, 400, 40, "", False),
        (5, 0, 40, 400, 40, "", False),  # a matter of the record
        (NAN, 10, 40, 400, 40, "", False),
        (5, NAN, 40, 400, 40, "", False),
        (5, 10, NAN, 400, 40, "", False),
        (5, 10, 40, 400, NAN, "", False),
    ],
)
def test_unusual(
    count: float, hours: float, past: float, past_hours: float, weeks: float, word: str, too_small: bool
) -> None:
    found = unusual(count, hours, past, past_hours, weeks)
    assert (str(found.word), bool(found.too_small)) == (word, too_small)


def test_unusual_opens_to_its_range_and_its_chance() -> None:
    found = unusual([0, 6, 10], [10, 10, 70], 40, 400, 40)
    assert found.expected.tolist() == [1, 1, 7]
    assert found.low.tolist() == [0, 0, 1]
    assert found.high.tolist() == [5, 5, 16]
    assert found.one_in[1] == pytest.approx(1 / (2 * 0.000594), rel=1e-3)
    assert unusual(500, 10, 40, 400, 40).one_in == SURELY


def test_weeks_that_come_in_bunches_widen_the_range() -> None:
    found = unusual(6, 10, 40, 400, 40, [1, 1.21, 3])
    assert found.word.tolist() == [HIGH, USUAL, USUAL]  # at 1.21 P(6 or more) = .0015
    assert (np.diff(found.high) > 0).all()


def test_dispersion_by_hand() -> None:
    assert pearson([[1, 3], [0, 4], [0, 0]], 1).tolist() == pytest.approx([1, 4, NAN], nan_ok=True)
    assert pearson([1, 3], [10, 30]) == 0
    assert pearson([1, 3, NAN, 5], [1, 1, 1, 0]) == 1
    assert np.isnan(pearson([[4], [0]], 1)).all()


def test_dispersion_is_believed_where_luck_does_not_give_it() -> None:
    """Weeks of 10 - d and 10 + d have a chi-squared of d * d / 5, with one degree of freedom."""
    off = np.sqrt(5 * np.array([0.5, 1.19, 1.21, 3.0, 0.0]))
    weeks = np.stack([10 - off, 10 + off], axis=-1)
    weeks[4] = 0
    assert dispersion(weeks, 1).tolist() == pytest.approx([1, 1, 1.21, 3, 1])
    mean = (0.5 + 1.19 + 1.21 + 3.0) / 4
    assert dispersion(weeks, 1, together=True).tolist() == pytest.approx([mean, mean, mean, 3, mean])
    assert dispersion(weeks[:2], 1, together=True).tolist() == [1, 1]
    assert dispersion(weeks[4:], 1, together=True).tolist() == [1]
    four = np.sqrt(5 * np.array([1.0, 1.12, 1.19, 1.11]))  # on average 1.105, believed of four from above 1.1
    weeks = np.stack([10 - four, 10 + four], axis=-1)
    assert dispersion(weeks, 1, together=True).tolist() == pytest.approx([1.105] * 4)


# --------------------------------------------------------------------------------------------------- has it changed
@pytest.mark.parametrize(
    ("count", "hours", "past", "past_hours", "word"),
    [
        (0, 10, 11, 30, EARLY),  # 2.75 expected
        (0, 10, 12, 30, SAME),  # 3 expected; 2 x mid-p = .75 ** 12 = .032
        (0, 10, 16, 30, SAME),  # .75 ** 16 = .01002
        (0, 10, 17, 30, LOWER),  # .75 ** 17 = .0075
        (6, 10, 0, 10, SAME),  # .5 ** 6 = .0156
        (7, 10, 0, 10, HIGHER),  # .5 ** 7 = .0078
        (7, 0, 7, 10, ""),
        (7, 10, 7, 0, ""),
        (NAN, 10, 7, 10, ""),
        (7, 10, NAN, 10, ""),
        (0, 10, 0, 10, EARLY),
    ],
)
def test_changed(count: float, hours: float, past: float, past_hours: float, word: str) -> None:
    assert str(changed(count, hours, past, past_hours).word) == word
    assert str(changed(count, hours, past, past_hours, ranges=False).word) == word


def test_changed_opens_to_its_range_and_ratio() -> None:
    found = changed([0, 0, 10, 5], 10, [16, 17, 10, 0], [30, 30, 20, 20])
    assert found.low[:2].tolist() == [0, 1]
    assert found.ratio[2:].tolist() == [2, np.inf]
    assert found.ratio_low[0] == 0
    assert found.ratio_high[3] == np.inf
    assert np.isnan(changed(0, 10, 0, 10).ratio)
    assert np.isnan(changed(5, 10, 5, 10, ranges=False).low)


def test_bunches_tell_less() -> None:
    assert changed(0, 10, 17, 30, [1, 1.05, 1.21]).word.tolist() == [LOWER, LOWER, SAME]


# --------------------------------------------------------------------------------------------- against the target
@pytest.mark.parametrize(
    ("count", "target", "word"),
    [
        (0, 2.99, EARLY), (9, 2.99, EARLY), (0, 3, BELOW), (1, 3, AROUND), (6, 3, AROUND), (7, 3, ABOVE),
        (0, 0, EARLY), (NAN, 3, ""), (3, NAN, ""),
    ],
)  # fmt: skip
def test_against_target(count: float, target: float, word: str) -> None:
    """P(0; 3) = .0498, P(1 or fewer; 3) = .199, P(6 or more; 3) = .084, P(7 or more; 3) = .034."""
    assert str(against_target(count, target).word) == word


def test_a_target_before_it_is_set() -> None:
    found = against_target(5, 3)
    assert (float(found.low), float(found.high)) == (1, 6)
    assert weeks_needed([0.5, 1, 2, 3, 4, 0]).tolist() == [6, 3, 2, 1, 1, np.inf]
    assert chance_met(4) == pytest.approx(0.567, abs=0.001)
    assert chance_met(3.5) == chance_met(4, 3.5 / 4)
    assert chance_met(0) == 1


# ---------------------------------------------------------------------------------------------------------- funnel
def test_funnel_needs_ten_units_with_five_expected() -> None:
    assert set(funnel(np.full(9, 10), 10).word) == {EARLY}
    assert set(funnel(np.full(10, 10), 10).word) == {INSIDE}
    assert funnel(np.full(11, 10), [4.99] + [5.0] * 10).word.tolist() == [EARLY] + [INSIDE] * 10
    assert set(funnel(np.full(11, 10), [4.99] * 2 + [5.0] * 9).word) == {EARLY}
    assert funnel([NAN] + [10] * 10, 10).word.tolist() == [""] + [INSIDE] * 10


def test_funnel_of_no_units_says_nothing() -> None:
    found = funnel([], [])
    assert (found.code.size, float(found.tau2[()])) == (0, 0.0)


def test_funnel_finds_the_one_that_differs() -> None:
    """1 in 1,000 of 10 expected is at most 1.22 (case FUN-12)."""
    found = funnel([0, 2] + [10] * 12, 10)
    assert found.word.tolist() == [OUTSIDE] + [INSIDE] * 13
    assert found.tau2 == 0
    assert found.low[0] == pytest.approx(1.22053, abs=1e-5)
    assert found.inner_low[0] == pytest.approx(3.77519, abs=1e-5)


def test_a_usual_spread_widens_the_funnel() -> None:
    observed = np.array([60, 140, 70, 130, 80, 120, 65, 135, 75, 125, 100, 100], dtype=float)
    found = funnel(np.stack([observed, np.full(12, 100.0)]), 100)
    assert (found.tau2 > 0).tolist() == [True, False]
    assert set(found.word.ravel()) == {INSIDE}
    assert (found.low[0] < found.low[1]).all()


def test_expected_by_role_and_shift_kind() -> None:
    """Early: 30 in 200 hours. Night: 30 in 100."""
    counts, hours = [[10, 0], [20, 30]], [[100, 0], [100, 100]]
    assert standardised(counts, hours).tolist() == pytest.approx([15, 45])
    assert standardised([[0, 0]], [[0, 0]]).tolist() == [0]


# ------------------------------------------------------------------------------------------------------------- XmR
@pytest.mark.parametrize(
    ("points", "mean", "kind", "cases", "fits"),
    [
        (12, 20, "total", 1, False), (13, 20, "total", 1, True), (13, 9.99, "total", 1, False), (13, 10, "total", 1, True),
        (13, 2, "hours", 1, True), (13, 0.5, "share", 49, False), (13, 0.5, "share", 50, True), (0, 0, "hours", 1, False),
    ],
)  # fmt: skip
def test_xmr_only_where_it_fits(points: int, mean: float, kind: xmr.Kind, cases: float, fits: bool) -> None:
    assert xmr.fits(np.full(points, float(mean)), kind, cases) == fits
    assert xmr.fits([*np.full(points, float(mean)), NAN], kind, cases) == fits


def test_a_new_baseline_stands_on_its_own() -> None:
    values = [10, 12] * 7 + [30, 34] * 7
    found = xmr.limits(values, [14])
    assert found.mean[[0, 13, 14, 27]].tolist() == [11, 11, 32, 32]
    assert found.high[[0, 27]].tolist() == pytest.approx([11 + 2 * 2.66, 32 + 4 * 2.66])
    signals = run_rules.signals(values, found)
    assert not any(each.any() for each in (signals.outside, signals.one_side, signals.trend, signals.two_of_three))
    assert run_rules.signals(values, xmr.limits(values)).one_side.tolist() == [-1] * 14 + [1] * 14


@pytest.mark.parametrize(
    ("low", "high", "target", "at_least", "word"),
    [
        (5, 7, 4, True, "Consistently met"), (1, 3, 4, True, "Consistently missed"), (1, 5, 4, True, "Hit and miss"),
        (5, 7, 4, False, "Consistently missed"), (1, 3, 4, False, "Consistently met"), (4, 6, 4, True, "Hit and miss"),
        (NAN, NAN, 4, True, EARLY), (1, 3, NAN, True, ""),
    ],
)  # fmt: skip
def test_assurance(low: float, high: float, target: float, at_least: bool, word: str) -> None:
    assert [*ASSURANCE_WORDS, EARLY, ""][int(xmr.assurance(low, high, target, at_least))] == word


# --------------------------------------------------------------------------------------- rare, people, shares, many
def test_rare_events() -> None:
    days = np.array(["2026-01-01", "2026-03-31", "2026-04-01", "2025-12-31", "2026-07-01"], dtype="datetime64[D]")
    starts = np.array(["2026-01-01", "2026-04-01", "2026-07-01"], dtype="datetime64[D]")
    found = quarter_totals(days, starts)
    assert found.count.tolist() == [2, 1]
    assert (found.low[1], found.high[1]) == pytest.approx((0.0253, 5.5716), abs=1e-4)
    last = np.array(["2026-06-30", "2026-07-01", "NaT"], dtype="datetime64[D]")
    np.testing.assert_array_equal(days_since(last, np.datetime64("2026-07-01")), [1, 0, NAN])


def test_the_interval_of_a_count() -> None:
    low, high = garwood([0, 10, NAN])
    assert low.tolist() == pytest.approx([0, 4.7954, NAN], abs=1e-4, nan_ok=True)
    assert high.tolist() == pytest.approx([3.6889, 18.3904, NAN], abs=1e-4, nan_ok=True)


def test_shares() -> None:
    low, high = wilson([5, 0, 10, 0, NAN], [20, 10, 10, 0, 10])
    assert low.tolist() == pytest.approx([0.11, 0, 0.72, NAN, NAN], abs=0.005, nan_ok=True)
    assert high.tolist() == pytest.approx([0.47, 0.28, 1, NAN, NAN], abs=0.005, nan_ok=True)
    assert [float(each) for each in clopper_pearson(0, 0)] == [0, 1]
    assert [float(each) for each in clopper_pearson(0, 10)] == pytest.approx([0, 0.3085], abs=1e-4)


def test_people_too_few_to_compare() -> None:
    assert np.isnan(people.shrink([5, 5, 5, 5], 100).rate).all()
    assert np.isnan(people.shrink([7, 0, 0, 0, 0], 100).rate).all()
    assert not np.isnan(people.shrink([8, 0, 0, 0, 0], 100).rate).any()
    assert np.isnan(people.shrink([1, 2, NAN], 0).rate).all(), "nobody has hours: no rate, and no division by nought"
    found = people.shrink([5, 5, 5, 5, 5, 3, NAN], [100, 100, 100, 100, 100, 0, 100])
    assert found.rate.tolist() == pytest.approx([5] * 5 + [NAN] * 2, nan_ok=True)
    assert found.role_rate == 5


def test_fewer_hours_are_drawn_further_towards_the_role() -> None:
    found = people.shrink([2, 20] + [10] * 8 + [30, 30, 2, 2], [10, 100] + [100] * 12)
    assert found.role_rate < found.rate[0] < found.rate[1] < 20
    assert found.high[0] - found.low[0] > found.high[1] - found.low[1]
    second = people.shrink([2, 20] + [10] * 8 + [30, 30, 2, 2], [10, 100] + [100] * 12, [1])
    for of_one, of_all in zip((second.rate, second.low, second.high), (found.rate, found.low, found.high), strict=True):
        assert of_one.tolist() == pytest.approx([of_all[1]], rel=1e-12)
    assert second.role_rate == found.role_rate


def test_what_stands_out_of_many() -> None:
    found = stand_out([[0.001, 0.9], [0.04, NAN]])
    assert found.listed.tolist() == [[True, False], [True, False]]
    assert found.adjusted.ravel().tolist() == pytest.approx([0.003, 0.9, 0.06, NAN], nan_ok=True)
    assert found.by_luck == pytest.approx(0.2)
    assert stand_out([NAN]).by_luck == 0
    assert stand_out([]).listed.tolist() == []


def test_how_many_luck_alone_would_call() -> None:
    verdict = against_target([0, 5, 9, 1, 1], [10, 10, 10, 2, NAN])
    assert by_luck(verdict, 0.05) == pytest.approx(0.15)


# ------------------------------------------------------------------------------------------ two shares and two rates
@pytest.mark.parametrize(
    ("part", "whole", "other_part", "other_whole", "wanted"),
    [
        (56, 70, 48, 80, (0.2, 0.0524, 0.3339)),  # Newcombe 1998, table II (a), method 10
        (9, 10, 3, 10, (0.6, 0.1705, 0.8090)),  # the same, (b)
        (10, 10, 0, 10, (1.0, 0.6075, 1.0)),  # the same, (h): stays within 1
        (48, 80, 56, 70, (-0.2, -0.3339, -0.0524)),
        (0, 0, 3, 10, (NAN, NAN, NAN)),
    ],
)
def test_the_difference_of_two_shares(
    part: int, whole: int, other_part: int, other_whole: int, wanted: tuple[float, ...]
) -> None:
    found = difference(part, whole, other_part, other_whole)
    np.testing.assert_allclose(found, wanted, atol=5e-5)


@pytest.mark.parametrize(
    ("count", "base", "other_count", "other_base", "wanted"),
    [
        (11, 800, 21, 3011, (1.971488, 0.8584264, 4.277266)),  # the example of R's poisson.test
        (41, 28010, 15, 19017, (1.855759, 1.005684, 3.609300)),  # breast cancer and fluoroscopy (Rothman), exact
        (0, 100, 5, 100, (0.0, 0.0, 1.09128)),  # none of 5: at most 1 - .025^(1/5) = .521824 of all; .521824 / .478176
        (5, 100, 0, 100, (float("inf"), 0.916356, float("inf"))),  # the same turned round
        (0, 100, 0, 100, (NAN, 0.0, float("inf"))),
        (5, 0, 5, 100, (NAN, NAN, NAN)),
    ],
)
def test_the_ratio_of_two_rates_and_its_exact_interval(
    count: int, base: int, other_count: int, other_base: int, wanted: tuple[float, ...]
) -> None:
    np.testing.assert_allclose(rate_ratio(count, base, other_count, other_base), wanted, rtol=1e-4)
