"""Hours as a share of hours (in place, outside the station, abstracted): limits from the weeks themselves, as on an XmR chart.

A week's share moves for many reasons besides luck in counting, so no Poisson fits it: how far weeks move from one to the next
says how far they move (statistics.md, XmR). Small shares vary further upwards than downwards, and their angle (the arcsine of
the square root) the other way round, so a week is unusual only where it is on both scales. Weeks of one roster resemble each
other, so a change is told from blocks of four weeks and not from single ones.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.special import stdtr, stdtrit

from metrics.signals import xmr
from metrics.signals.changed import LEVEL
from metrics.signals.verdict import WITHIN, Cells, Flags, Numbers, Verdict, cells, code
from metrics.terms import ASSURANCE_WORDS, CHANGED_WORDS, UNUSUAL_WORDS

PER_RANGE = 1.128
"""The mean moving range of two points in standard deviations. Source: Wheeler; 2.66 is 3 over it."""
REACH = xmr.LIMIT * PER_RANGE
"""Three standard deviations: an XmR limit."""
BLOCK = 4
"""Weeks of a block: a roster's turn."""
LEAST_BLOCKS, LEAST_RECENT = 6, 2
"""Of the weeks before half a year must be known, of the recent ones two blocks: from fewer their spread is hardly known."""


def angle(share: Numbers) -> Cells:
    """The scale on which shares are judged."""
    (s,) = cells(share)
    return np.asarray(np.arcsin(np.sqrt(np.clip(s, 0, 1))))


def share_of(angle_: Cells) -> Cells:
    """Back to a share."""
    return np.asarray(np.sin(np.clip(angle_, 0, np.pi / 2)) ** 2)


def unusual_share(share: Numbers, weeks: Numbers, past: Numbers) -> Verdict:
    """Is the share of some weeks unusual against the weeks before (last axis of `past`; NaN: not known)?

    weeks: of how many weeks `share` is the mean: one stands against the XmR limits themselves, more against limits that
    are narrower by the square root of their number.
    """
    now, number = cells(share, weeks)
    plain, turned = (
        _unusual(values, number, weeks_before)
        for values, weeks_before in ((now, cells(past)[0]), (angle(now), angle(past)))
    )
    found = np.where(turned.code == plain.code, plain.code, np.where(plain.judged, WITHIN, plain.code))
    low, high = np.minimum(plain.low, share_of(turned.low)), np.maximum(plain.high, share_of(turned.high))
    probability = np.maximum(plain.probability, turned.probability)
    return Verdict(UNUSUAL_WORDS, found, plain.expected, np.maximum(low, 0), np.minimum(high, 1), probability)


def _unusual(now: Cells, number: Cells, past: Cells) -> Verdict:
    mean, sigma, points = _baseline(past)
    error = sigma / np.sqrt(np.maximum(number, 1))
    early = (points < xmr.LEAST_POINTS) | ~(error > 0)
    return _verdict(UNUSUAL_WORDS, now, mean, error, np.maximum(points - 1, 1), None, early)


def changed_share(recent: Numbers, past: Numbers) -> Verdict:
    """Does the share of the recent weeks differ from that of the weeks before (last axis of each)? A t test of blocks."""
    (y, n, own), (mean, points, before) = (_of_blocks(blocks(angle(weeks))) for weeks in (recent, past))
    degrees = np.maximum(n + points - 3, 1)  # one less, for blocks that are like their neighbours
    with np.errstate(divide="ignore", invalid="ignore"):
        error = np.sqrt((own + before) / degrees * (1 / n + 1 / points))
    early = (n < LEAST_RECENT) | (points < LEAST_BLOCKS) | ~(error > 0)
    found = _verdict(CHANGED_WORDS, y, mean, error, degrees, LEVEL, early)
    return replace(found, expected=share_of(found.expected), low=share_of(found.low), high=share_of(found.high))


def target_share(target: Numbers, past: Numbers, at_least: Numbers) -> Verdict:
    """Does a process whose weeks are `past` (last axis) meet its target whatever luck does: consistently, or now and then?

    target: as a share too. at_least: it is met by at least, not at most, its amount.
    """
    mean, sigma, points = _baseline(angle(past))
    (aim,) = cells(target)
    low, high = mean - REACH * sigma, mean + REACH * sigma
    found = xmr.assurance(low, high, angle(aim), np.asarray(at_least, dtype=bool))
    found = code(found == 0, found == 2, (points < xmr.LEAST_POINTS) | np.isnan(sigma), np.isnan(aim))
    return Verdict(ASSURANCE_WORDS, found, share_of(mean), share_of(low), share_of(high), np.full_like(mean, np.nan))


def blocks(weeks: Cells) -> Cells:
    """The means of blocks of four weeks, counted back from the latest week; NaN where none of a block is known."""
    number = weeks.shape[-1] // BLOCK
    laid = weeks[..., weeks.shape[-1] - number * BLOCK :].reshape(*weeks.shape[:-1], number, BLOCK)
    return _mean_of(laid)[0]


def _of_blocks(means: Cells) -> tuple[Cells, Cells, Cells]:
    """Their mean, how many are known, and the sum of their squared distances from it."""
    mean, number = _mean_of(means)
    return mean, number, np.nansum((means - mean[..., None]) ** 2, axis=-1)


def _baseline(past: Cells) -> tuple[Cells, Cells, Cells]:
    """Mean, standard deviation, and how many weeks are known: by moving ranges, or from the mean where that is more, as it is
    where one week is like the next."""
    mean, points = _mean_of(past)
    if past.shape[-1] < 2:
        return mean, np.full_like(mean, np.nan), points
    limits = xmr.limits(past)
    by_ranges = (limits.high - limits.mean)[..., 0] / REACH
    squares = np.nansum((past - mean[..., None]) ** 2, axis=-1)
    return mean, np.fmax(by_ranges, np.sqrt(squares / np.maximum(points - 1, 1))), points


def _mean_of(values: Cells) -> tuple[Cells, Cells]:
    known = ~np.isnan(values)
    number = known.sum(axis=-1).astype(float)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(known, values, 0).sum(axis=-1) / number, number


def _verdict(
    words: tuple[str, str, str],
    now: Cells,
    mean: Cells,
    error: Cells,
    degrees: Cells,
    level: float | None,
    early: Flags,
) -> Verdict:
    """level: of the t test, two-sided; None: three standard errors, as on an XmR chart."""
    reach = REACH if level is None else stdtrit(degrees, 1 - level / 2)
    with np.errstate(invalid="ignore", divide="ignore"):
        low, high = mean - reach * error, mean + reach * error
        probability = 2 * stdtr(degrees, -np.abs(now - mean) / error)
        found = code(now < low, now > high, early, np.isnan(now))
    probability = np.where(np.isnan(probability), 1.0, probability)
    return Verdict(words, found, mean, low, high, probability)
