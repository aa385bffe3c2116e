"""Something has changed: how often is it found?"""

from __future__ import annotations

import numpy as np

from metrics.signals.changed import PAST_WEEKS, RECENT_WEEKS, changed
from metrics.signals.target import against_target, chance_met
from metrics.signals.verdict import LOW
from tests.simulations.false_alarms import pmf, share_of
from tests.simulations.rows import Row, chance, events

LEAST_FOUND = 0.60
"""Issue 4, Figures to reach: of halvings that last 12 weeks at a mean of 3 a week."""


def rows(effort: float) -> list[Row]:
    """effort: 1 is the full run."""
    cells = round(40_000 * effort)
    found = [halving(mean, 1.0, cells, number) for number, mean in enumerate((1.0, 2.0, 3.0, 6.0), 50)]
    found.append(halving(3.0, 1.5, cells, 54))
    return [*found, *(short_of_target(target) for target in (4, 13, 52))]


def halving(mean: float, phi: float, cells: int, number: int) -> Row:
    """40 weeks at a mean, 12 at half of it."""
    weeks = np.repeat([mean, mean / 2], [PAST_WEEKS, RECENT_WEEKS]) * np.ones((cells, 1))
    counts = events(chance(number), weeks, phi)
    past, recent = counts[:, :PAST_WEEKS].sum(axis=1), counts[:, PAST_WEEKS:].sum(axis=1)
    share = share_of(changed(recent, RECENT_WEEKS, past, PAST_WEEKS, phi).code, LOW)
    wanted = f"at least {LEAST_FOUND:.0%}" if (mean, phi) == (3.0, 1.0) else ""
    return Row(
        f"a halving that lasts 12 weeks at a mean of {mean:g} a week, dispersion {phi:g}: \"Running lower\"", f"{share:.0%}",
        wanted, not wanted or share >= LEAST_FOUND,
    )  # fmt: skip


def short_of_target(target: int) -> Row:
    """What met and not met say of work a fifth under its target, and what the verdict says; exactly."""
    counts = np.arange(4 * target + 60)
    called = (against_target(counts, target).code == LOW) @ pmf(0.8 * target, len(counts))
    return Row(
        f"a fifth under a target of {target}: meets it by luck; called below",
        f"{float(chance_met(target, 0.8)):.0%}; {called:.0%}",
    )  # fmt: skip
