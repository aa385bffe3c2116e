"""What scipy.stats and statsmodels say of the same numbers."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats import multitest, proportion, rates

from metrics.signals.changed import changed
from metrics.signals.counts import garwood, limits, tails
from metrics.signals.funnel import interpolated_quantile
from metrics.signals.many import stand_out
from metrics.signals.shares import binomial_tails, clopper_pearson, wilson

RNG = np.random.default_rng(11)
MEANS = np.concatenate([RNG.uniform(0.01, 3, 60), RNG.uniform(3, 400, 60)])
COUNTS = RNG.poisson(MEANS)
WHOLES = RNG.integers(1, 300, 120)
PARTS = RNG.binomial(WHOLES, 0.3)


def close(found: object, expected: object) -> None:
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-12)  # type: ignore[call-overload]


@pytest.mark.parametrize("phi", [1.0, 1.1, 1.3, 2.5, 8.0])
def test_tails_and_limits(phi: float) -> None:
    law = stats.poisson(MEANS) if phi == 1 else stats.nbinom(MEANS / (phi - 1), 1 / phi)
    at_most, at_least = tails(COUNTS, MEANS, phi)
    close(at_most, law.cdf(COUNTS))
    close(at_least, law.sf(COUNTS - 1))
    for side in (0.001, 0.05):
        low, high = limits(MEANS, side, phi)
        assert (law.cdf(low) > side).all()
        assert ((low == 0) | (law.cdf(low - 1) <= side)).all()
        assert (law.sf(high) <= side).all()
        assert (law.sf(high - 1) > side).all()


def test_exact_interval_of_a_count() -> None:
    close(garwood(COUNTS), rates.confint_poisson(COUNTS, 1, method="exact-c"))


@pytest.mark.parametrize(("ours", "method"), [(wilson, "wilson"), (clopper_pearson, "beta")])
def test_intervals_of_a_share(ours: object, method: str) -> None:
    assert callable(ours)
    close(ours(PARTS, WHOLES), proportion.proportion_confint(PARTS, WHOLES, method=method))


def test_binomial() -> None:
    at_most, at_least = binomial_tails(PARTS, WHOLES, 0.27)
    close(at_most, stats.binom.cdf(PARTS, WHOLES, 0.27))
    close(at_least, stats.binom.sf(PARTS - 1, WHOLES, 0.27))


@pytest.mark.parametrize(("now", "past"), [(18, 120), (3, 40), (30, 20), (0, 17), (9, 1)])
def test_two_rates(now: int, past: int) -> None:
    """One-sided conditional mid-p, doubled; the ratio's interval from the share's exact one."""
    found = changed(now, 12, past, 40)
    one_sided = [
        rates.test_poisson_2indep(now, 12, past, 40, method="cond-midp", alternative=side).pvalue
        for side in ("smaller", "larger")
    ]
    close(found.probability, min(1, 2 * min(one_sided)))
    low, high = stats.binomtest(now, now + past).proportion_ci(0.95, method="exact")
    close(found.ratio_low, low / (1 - low) * 40 / 12)
    close(found.ratio_high, np.inf if high == 1 else high / (1 - high) * 40 / 12)


def test_false_discovery_rate() -> None:
    p = RNG.uniform(0, 1, 300) ** 3
    listed, adjusted, *_ = multitest.multipletests(p, 0.10, method="fdr_bh")
    found = stand_out(p)
    close(found.adjusted, adjusted)
    assert (found.listed == listed).all()


@pytest.mark.parametrize("p", [0.001, 0.025, 0.975, 0.999])
def test_the_whole_quantile_below_the_interpolated_one(p: float) -> None:
    """The interpolated quantile lies in the unit below scipy's, for means from nearly 0 to thousands."""
    means = np.geomspace(0.001, 20_000, 3_000)
    found, whole = interpolated_quantile(means, p), stats.poisson.ppf(p, means)
    assert ((found <= whole) & (found >= np.maximum(whole - 1, 0))).all()
