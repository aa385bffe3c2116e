"""How long all verdicts of a page take in one pass."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from metrics.signals.changed import changed
from metrics.signals.counts import dispersion
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
    beats = f"{BEATS} beats x {KPIS} KPIs: dispersion, unusual, changed (12 weeks, 12 months), target, funnel, list"
    people = f"{OFFICERS} officers x {KPIS} KPIs: unusual, changed, shrunken rate"
    return [
        row(beats, a_page_of_beats(), times, MOST_BEATS),
        row(people, officers(), times, MOST_OFFICERS),
        row("the same page of beats, with the ranges of every cell opened", a_page_of_beats(ranges=True), times),
        row("the same officers, with the ranges of every cell opened", officers(ranges=True), times),
    ]


def row(what: str, once: Callable[[], None], times: int, most: int | None = None) -> Row:
    """The median processor time of some passes (one thread), after one to warm up."""
    once()
    taken = []
    for _ in range(times):
        started = time.process_time()
        once()
        taken.append((time.process_time() - started) * 1000)
    median = float(np.median(taken))
    wanted = f"under {most} ms" if most else ""
    return Row(what, f"{median:.1f} ms", wanted, most is None or median < most)


def a_page_of_beats(ranges: bool = False) -> Callable[[], None]:
    """All that the Beats page judges; with the ranges that a verdict opens to, or without."""
    rng = chance(80)
    means = np.geomspace(0.05, 15, KPIS)[:, None] * rng.gamma(9, 1 / 9, (KPIS, BEATS))
    counts = events(rng, np.repeat(means[..., None], WEEKS, axis=2), 1.5)
    hours = 120 * rng.gamma(25, 1 / 25, counts.shape)
    now, past, recent = counts[..., -1], counts[..., :-1].sum(axis=-1), counts[..., -12:].sum(axis=-1)

    def once() -> None:
        phi = dispersion(counts, hours, together=True)
        verdict = unusual(now, 120.0, past, 120.0 * (WEEKS - 1), WEEKS - 1, phi, ranges=ranges)
        stand_out(verdict.tested)
        changed(recent, 120.0 * 12, past - recent, 120.0 * 40, phi, ranges=ranges)
        changed(past, 120.0 * 52, past[:, ::-1], 120.0 * 52, phi, ranges=ranges)
        against_target(recent, means * 12, ranges=ranges)
        funnel(past, means * WEEKS)

    return once


def officers(ranges: bool = False) -> Callable[[], None]:
    """All that is worked out for every officer at once; with ranges, or without."""
    rng = chance(81)
    means = np.geomspace(0.01, 3, KPIS)[:, None] * rng.gamma(9, 1 / 9, (KPIS, OFFICERS))
    recent, past, now = (rng.poisson(means * weeks).astype(float) for weeks in (12, 40, 1))

    def once() -> None:
        unusual(now, 24.0, past, 24.0 * 40, 40, ranges=ranges)
        changed(recent, 24.0 * 12, past, 24.0 * 40, ranges=ranges)
        shrink(recent, np.full(recent.shape, 24.0 * 12))

    return once
