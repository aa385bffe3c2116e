"""Do intervals hold what they say? Summed over all counts where that can be done, else simulated."""

from __future__ import annotations

import numpy as np
from scipy.special import gammaln, xlog1py, xlogy

from metrics.signals.changed import changed
from metrics.signals.counts import garwood
from metrics.signals.people import PER_HOURS, shrink
from metrics.signals.shares import clopper_pearson, wilson
from tests.simulations.false_alarms import pmf
from tests.simulations.rows import Amounts, Row, chance

MEANS = np.concatenate([np.arange(0.1, 10, 0.1), np.arange(10, 101, 1.0)])
WHOLES, SHARES = (20, 30, 50, 100, 200, 400), np.arange(1, 20) / 20
PEOPLE, PER_PERSON, SPREADS = (12, 40, 120), (2, 5, 10, 20), (0.2, 0.4, 0.6)
"""The grids: of means; of wholes and shares; of people of a role, events of each, and how far their true rates spread."""


def rows(effort: float) -> list[Row]:
    """effort: 1 is the full run."""
    return [
        exact("Garwood, means of 0.1 to 100", counts_covered()),
        exact("Clopper-Pearson, 20 to 400 cases, shares of 5% to 95%", shares_covered(clopper_pearson)),
        ratios_covered(round(60_000 * effort)),
        near("Wilson 95%, 20 to 400 cases, shares of 5% to 95%", shares_covered(wilson), 0.95),
        near(
            "a person's shrunken rate 90%, roles of 12, 40, 120, 2 to 20 events each, true rates spread by 20% to 60%",
            people_covered(round(600 * effort), SPREADS, 70), 0.90,
        ),
        told("the same where everybody's true rate is the same", people_covered(round(600 * effort), (0.0,), 71)),
    ]  # fmt: skip


def exact(what: str, covered: Amounts) -> Row:
    """Never below what it says."""
    least = covered.min()
    return Row(f"{what}: mean coverage, lowest", f"{covered.mean():.2%}, {least:.2%}", "never below 95%", least >= 0.95)


def near(what: str, covered: Amounts, says: float) -> Row:
    """Within 2 points on average."""
    mean = covered.mean()
    holds = abs(mean - says) <= 0.02
    return Row(
        f"{what}: mean coverage, lowest", f"{mean:.2%}, {covered.min():.2%}", f"{says:.0%} within 2 points", holds
    )


def told(what: str, covered: Amounts) -> Row:
    """For information."""
    return Row(f"{what}: mean coverage, lowest", f"{covered.mean():.2%}, {covered.min():.2%}")


def counts_covered() -> Amounts:
    """Of each mean, the chance of a count whose interval holds it."""
    counts = np.arange(400)
    low, high = garwood(counts)
    return np.array([((low <= mean) & (mean <= high)) @ pmf(mean, len(counts)) for mean in MEANS])


def shares_covered(interval: object) -> Amounts:
    """Of each whole and share, the chance of a part whose interval holds it."""
    assert callable(interval)
    found = []
    for whole in WHOLES:
        part = np.arange(whole + 1)
        low, high = interval(part, whole)
        ways = gammaln(whole + 1) - gammaln(part + 1) - gammaln(whole - part + 1)
        for share in SHARES:
            probability = np.exp(ways + xlogy(part, share) + xlog1py(whole - part, -share))
            found.append(((low <= share) & (share <= high)) @ probability)
    return np.array(found)


def ratios_covered(pairs: int) -> Row:
    """Of two rates, one twice the other, and different hours: the interval of their ratio."""
    rng, found = chance(60), []
    for mean in (1.0, 3.0, 10.0, 40.0):
        now, past = rng.poisson(2 * mean, pairs), rng.poisson(3 * mean, pairs)
        verdict = changed(now, 100.0, past, 300.0)
        held = (verdict.ratio_low <= 2) & (verdict.ratio_high >= 2)
        found.append(float((held | (now + past == 0)).mean()))
    error = 3 * np.sqrt(0.05 * 0.95 / pairs)
    what = "ratio of two rates, means of 2 to 80: mean coverage, lowest"
    holds = min(found) >= 0.95 - error
    return Row(
        what, f"{np.mean(found):.2%}, {min(found):.2%}", f"never below 95% (simulation error {error:.1%})", holds
    )


def people_covered(roles: int, spreads: tuple[float, ...], number: int) -> Amounts:
    """Of each kind of role, the share of people whose interval holds their true rate."""
    rng, found = chance(number), []
    for people in PEOPLE:
        for mean in PER_PERSON:
            for spread in spreads:
                hours = rng.uniform(100, 400, (roles, people))
                varied = rng.gamma(spread**-2, spread**2, hours.shape) if spread else np.ones_like(hours)
                true = mean / 250 * varied
                shown = shrink(rng.poisson(true * hours), hours)
                held = (shown.low <= true * PER_HOURS) & (true * PER_HOURS <= shown.high)
                found.append(held[~np.isnan(shown.rate)].mean())
    return np.array(found)
