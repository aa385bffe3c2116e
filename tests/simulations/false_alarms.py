"""Nothing has changed, nobody differs: how often does a verdict say otherwise?"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from metrics.signals import run_rules, xmr
from metrics.signals.changed import PAST_WEEKS, RECENT_WEEKS, changed
from metrics.signals.counts import dispersion
from metrics.signals.funnel import funnel
from metrics.signals.hours import changed_share, unusual_share
from metrics.signals.many import stand_out
from metrics.signals.target import against_target
from metrics.signals.unusual import Unusual, unusual
from metrics.signals.verdict import HIGH, LOW, UNSAID, Codes, Flags
from tests.simulations.rows import Amounts, Row, chance, events

BEATS, KPIS, WEEKS, BASE = 36, 20, 60, 52
MOST_WEEKS, MOST_LOWER = 0.10, 0.02
"""Issue 4, Figures to reach."""
WEEKLY_MEANS = np.geomspace(0.05, 15, KPIS)
"""Of the KPIs: from two or three a year to fifteen a week a beat; beats differ by a third."""


def rows(effort: float) -> list[Row]:
    """effort: 1 is the full run."""
    found = [
        what_changed(phi, max(1, round(80 * effort)), number) for number, phi in enumerate((1.0, 1.15, 1.5, 2.0, 3.0))
    ]
    found += [abstracted(mean, round(40_000 * effort), number) for number, mean in enumerate((0.5, 1.0, 3.0, 8.0), 10)]
    found += [unchanged(phi, round(20_000 * effort), number) for number, phi in enumerate((1.0, 1.8), 20)]
    found += [on_target(mean) for mean in (4, 13, 52)]
    found += [same_beats(spread, round(4_000 * effort), number) for number, spread in enumerate((0.0, 0.2), 30)]
    found += [
        hours_that_change_not(own, max(1, round(60 * effort)), number) for number, own in enumerate((0.0, 0.3), 50)
    ]
    return [*found, xmr_of_small_counts(round(10_000 * effort))]


def a_force(rng: np.random.Generator, phi: float) -> tuple[Amounts, Amounts]:
    """Counts and hours of 112 weeks by KPI and beat: unchanged rates, hours that vary by a fifth from week to week."""
    means = WEEKLY_MEANS[:, None] * rng.gamma(9, 1 / 9, (KPIS, BEATS))
    hours = 120 * rng.gamma(25, 1 / 25, (BASE + WEEKS, 1, BEATS)) * np.ones((1, KPIS, 1))
    return events(rng, means * hours / 120, phi), hours


def judged(counts: Amounts, hours: Amounts) -> tuple[Unusual, Unusual]:
    """Each of the 60 weeks against the 52 before it: with the dispersion of the beats together, and with its own."""
    past_counts, past_hours = (sliding_window_view(each, BASE, axis=0)[:-1] for each in (counts, hours))
    given = counts[BASE:], hours[BASE:], past_counts.sum(axis=-1), past_hours.sum(axis=-1), BASE
    together, own = (dispersion(past_counts, past_hours, together=each) for each in (True, False))
    return unusual(*given, together, ranges=False), unusual(*given, own, ranges=False)


def what_changed(phi: float, forces: int, number: int) -> Row:
    """The share of weeks in which the list of what changed this week names anything."""
    rng = chance(number)
    listed: list[list[bool]] = [[], []]
    single: list[int] = []
    for _ in range(forces):
        verdicts = judged(*a_force(rng, phi))
        for weeks, verdict in zip(listed, verdicts, strict=True):
            weeks += [bool(stand_out(week).listed.any()) for week in verdict.tested]
        single += list(np.isin(verdicts[0].code, (LOW, HIGH)).sum(axis=(1, 2)))
    share, own = (float(np.mean(weeks)) for weeks in listed)
    return Row(
        f"{BEATS} beats x {KPIS} KPIs x {WEEKS} weeks without a change, dispersion {phi:g}, {forces} forces: weeks with any "
        "false \"changed this week\"",
        f"{share:.1%} (by each beat's own dispersion: {own:.1%}); {np.mean(single):.2f} single words \"Unusually\" a week",
        f"at most {MOST_WEEKS:.0%}", share <= MOST_WEEKS,
    )  # fmt: skip


def abstracted(mean: float, people: int, number: int) -> Row:
    """A person at an unchanged rate, on other work in 6 of the last 12 weeks."""
    rng = chance(number)
    full, away = 24.0, RECENT_WEEKS // 2
    past, recent = rng.poisson(mean * PAST_WEEKS, people), rng.poisson(mean * (RECENT_WEEKS - away), people)
    hours = full * PAST_WEEKS
    lower = share_of(changed(recent, full * (RECENT_WEEKS - away), past, hours).code, LOW)
    ignored = share_of(changed(recent, full * RECENT_WEEKS, past, hours).code, LOW)
    return Row(
        f"a person at an unchanged {mean:g} a week, abstracted half the time: called lower",
        f"{lower:.2%} (if hours were ignored: {ignored:.0%})", f"at most {MOST_LOWER:.0%}", lower <= MOST_LOWER,
    )  # fmt: skip


def unchanged(phi: float, number_of: int, number: int) -> Row:
    """One cell at an unchanged 3 a week: called higher or lower, with and without its dispersion."""
    weeks = events(chance(number), np.full((number_of, RECENT_WEEKS + PAST_WEEKS), 3.0), phi)
    given = weeks[:, -RECENT_WEEKS:].sum(axis=1), RECENT_WEEKS, weeks[:, :PAST_WEEKS].sum(axis=1), PAST_WEEKS
    own = share_of(changed(*given, dispersion(weeks, np.ones_like(weeks))).code, LOW, HIGH)
    plain = share_of(changed(*given).code, LOW, HIGH)
    return Row(
        f"an unchanged 3 a week, dispersion {phi:g}: \"Running higher\" or \"lower\"",
        f"{own:.2%} (taken for Poisson: {plain:.2%})", "about 1%, at most 2%", own <= 0.02,
    )  # fmt: skip


def on_target(target: int) -> Row:
    """Work exactly at its target, summed over all counts."""
    counts = np.arange(4 * target + 60)
    below, above = ((against_target(counts, target).code == side) @ pmf(target, len(counts)) for side in (LOW, HIGH))
    return Row(
        f"exactly at a target of {target}: called below, above", f"{below:.1%}, {above:.1%}", "at most 5% each",
        max(below, above) <= 0.05,
    )  # fmt: skip


def pmf(mean: float, length: int) -> Amounts:
    """Poisson probabilities of 0, 1, 2 ..., built up one from the other."""
    steps = np.concatenate([[0.0], np.log(mean) - np.log(np.arange(1, length))])
    return np.asarray(np.exp(np.cumsum(steps) - mean))


def same_beats(spread: float, funnels: int, number: int) -> Row:
    """36 beats that differ by luck, or by luck and a usual spread: outside it."""
    rng = chance(number)
    expected = rng.uniform(5, 60, (funnels, BEATS))
    true = expected * (1 if spread == 0 else rng.gamma(spread**-2, spread**2, expected.shape))
    observed = rng.poisson(true).astype(float)
    outside = share_of(
        funnel(observed, expected * observed.sum(1, keepdims=True) / expected.sum(1, keepdims=True)).code, LOW, HIGH
    )
    kind = "that do not differ" if spread == 0 else f"with a usual spread of {spread:.0%}"
    return Row(
        f"36 beats {kind}: called outside the usual spread", f"{outside:.2%} of beats", "at most 0.5%" if spread == 0 else "",
        spread > 0 or outside <= 0.005,
    )  # fmt: skip


def hours_that_change_not(alike: float, forces: int, number: int) -> Row:
    """Shares of hours that vary by a roster's luck and do not change: the lists of a week name any.

    alike: how much of a week's distance from the mean the next one keeps. Shifts of eight hours, of which each is spent in
    the state or not.
    """
    rng, weeks = chance(number), BASE + WEEKS
    mean = np.repeat([0.1, 0.2, 0.7], BEATS)
    lists: list[list[bool]] = [[], []]
    for _ in range(forces):
        level = np.zeros((weeks, len(mean)))
        for week in range(1, weeks):
            level[week] = alike * level[week - 1] + 0.25 * rng.normal(size=len(mean)) * np.sqrt(1 - alike**2)
        odds = mean / (1 - mean) * np.exp(level)
        share = rng.binomial(30, odds / (1 + odds)) / 30
        for end in range(BASE, weeks, 4):
            week = unusual_share(share[end], 1, share[end - BASE : end].T)
            run = changed_share(share[end - RECENT_WEEKS : end].T, share[end - BASE : end - RECENT_WEEKS].T)
            for named, found in zip(lists, (week, run), strict=True):
                named.append(bool(stand_out(found.tested).listed.any()))
    unusual_named, changed_named = (float(np.mean(named)) for named in lists)
    return Row(
        f"{BEATS} beats x 3 KPIs of hours without a change, weeks alike by {alike:g}, {forces} forces: weeks with any false "
        "\"unusual\", with any false \"running higher\" or \"lower\"",
        f"{unusual_named:.1%}, {changed_named:.1%}", f"at most {MOST_WEEKS:.0%} each",
        max(unusual_named, changed_named) <= MOST_WEEKS or forces < 10,
    )  # fmt: skip


def xmr_of_small_counts(series: int) -> Row:
    """Why one officer's weeks get no XmR chart."""
    counts = chance(40).poisson(1, (series, 26)).astype(float)
    found = run_rules.signals(counts, xmr.limits(counts))
    each: Flags = np.any(
        [getattr(found, name) != 0 for name in ("outside", "one_side", "trend", "two_of_three")], axis=0
    )
    fits = xmr.fits(counts, "total").mean()
    return Row(
        "26 weeks at an unchanged 1 a week, if they were given an XmR chart: any signal, a signal on the latest week",
        f"{each.any(axis=1).mean():.0%}, {each[:, -1].mean():.1%}; {fits:.0%} get one", "none gets one", fits == 0,
    )  # fmt: skip


def share_of(code: Codes, *wanted: int) -> float:
    """The share of cells with one of these codes, of those of which something is said."""
    return float(np.isin(code, wanted).sum() / (code != UNSAID).sum())
