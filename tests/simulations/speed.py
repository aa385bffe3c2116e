"""How long all verdicts of a page take in one pass."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from metrics.signals.changed import changed
from metrics.signals.counts import dispersion, steadied
from metrics.signals.funnel import funnel
from metrics.signals.many import stand_out
from metrics.signals.people import shrink
from metrics.signals.target import against_target
from metrics.signals.unusual import unusual
from tests.simulations.rows import Row, chance, events

KPIS, BEATS, OFFICERS, WEEKS = 24, 36, 330, 52
MOST_BEATS, MOST_OFFICERS = 20, 100
"""Milliseconds; issue 4, Figures to reach."""


def rows(effort: float) -> list[Row]:
    """effort: 1 is the full run."""
    times = max(3, round(20 * effort))
    return [
        row(f"{BEATS} beats x {KPIS} KPIs: dispersion, unusual, changed (12 weeks, 12 months), target, funnel, list",
            a_page_of_beats(), times, MOST_BEATS),
        row(f"{OFFICERS} officers x {KPIS} KPIs: unusual, changed, shrunken rate", officers(), times, MOST_OFFICERS),
    ]  # fmt: skip


def row(what: str, once: Callable[[], None], times: int, most: int) -> Row:
    """The median processor time of some passes (one thread), after one to warm up."""
    once()
    taken = []
    for _ in range(times):
        started = time.process_time()
        once()
        taken.append((time.process_time() - started) * 1000)
    median = float(np.median(taken))
    return Row(what, f"{median:.1f} ms", f"under {most} ms", median < most)


def a_page_of_beats() -> Callable[[], None]:
    """All that the Beats page judges."""
    rng = chance(80)
    means = np.geomspace(0.05, 15, KPIS)[:, None] * rng.gamma(9, 1 / 9, (KPIS, BEATS))
    counts = events(rng, np.repeat(means[..., None], WEEKS, axis=2), 1.5)
    hours = 120 * rng.gamma(25, 1 / 25, counts.shape)
    now, past, recent = counts[..., -1], counts[..., :-1].sum(axis=-1), counts[..., -12:].sum(axis=-1)

    def once() -> None:
        phi = steadied(dispersion(counts, hours))
        verdict = unusual(now, 120.0, past, 120.0 * (WEEKS - 1), WEEKS - 1, phi, ranges=False)
        stand_out(verdict.probability)
        changed(recent, 120.0 * 12, past - recent, 120.0 * 40, phi, ranges=False)
        changed(past, 120.0 * 52, past[:, ::-1], 120.0 * 52, phi, ranges=False)
        against_target(recent, means * 12, ranges=False)
        funnel(past, means * WEEKS)

    return once


def officers() -> Callable[[], None]:
    """All that is worked out for every officer at once."""
    rng = chance(81)
    means = np.geomspace(0.01, 3, KPIS)[:, None] * rng.gamma(9, 1 / 9, (KPIS, OFFICERS))
    recent, past, now = (rng.poisson(means * weeks).astype(float) for weeks in (12, 40, 1))

    def once() -> None:
        unusual(now, 24.0, past, 24.0 * 40, 40, ranges=False)
        changed(recent, 24.0 * 12, past, 24.0 * 40, ranges=False)
        shrink(recent, np.full(recent.shape, 24.0 * 12))

    return once
