"""Hours as shares: limits as on an XmR chart, changes by blocks of weeks."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from metrics.signals import hours
from metrics.signals.verdict import HIGH, LOW, TOO_EARLY, UNSAID, WITHIN
from metrics.terms import ASSURANCE_WORDS, CHANGED_WORDS, UNUSUAL_WORDS

STEADY = np.tile([0.20, 0.24, 0.22, 0.18], 10)
"""Forty weeks about 21%."""


@pytest.mark.parametrize(
    ("share", "code"), [(0.21, WITHIN), (0.95, HIGH), (0.01, LOW), (float("nan"), UNSAID)], ids=str
)
def test_a_week_is_unusual_beyond_the_limits_that_the_weeks_before_set(share: float, code: int) -> None:
    found = hours.unusual_share(share, 1, STEADY)
    assert found.words == UNUSUAL_WORDS
    assert int(found.code) == code
    assert float(found.low) < 0.21 < float(found.high)


def test_more_weeks_stand_against_narrower_limits() -> None:
    one, twelve = (hours.unusual_share(0.29, weeks, STEADY) for weeks in (1, 12))
    assert int(one.code) == WITHIN
    assert int(twelve.code) == HIGH


def test_no_limit_lies_below_nought_or_above_all_hours() -> None:
    low = hours.unusual_share(0.0, 1, np.tile([0.0, 0.1, 0.02], 8))
    high = hours.unusual_share(1.0, 1, np.tile([1.0, 0.9, 0.98], 8))
    assert float(low.low) == 0
    assert int(low.code) == WITHIN
    assert float(high.high) == 1
    assert int(high.code) == WITHIN


@pytest.mark.parametrize("weeks", [0, 1, 12])
def test_too_few_weeks_say_nothing(weeks: int) -> None:
    assert int(hours.unusual_share(0.9, 1, STEADY[:weeks]).code) == TOO_EARLY
    assert int(hours.changed_share(STEADY[:12] + 0.5, STEADY[:weeks]).code) == TOO_EARLY


def test_weeks_that_never_move_are_too_early_to_judge() -> None:
    assert int(hours.unusual_share(0.5, 1, np.full(40, 0.2)).code) == TOO_EARLY


def test_a_change_is_told_from_blocks_of_four_weeks() -> None:
    rng = np.random.default_rng(1)
    before, same, more = (rng.normal(mean, 0.02, weeks) for mean, weeks in ((0.2, 40), (0.2, 12), (0.35, 12)))
    assert hours.changed_share(same, before).word == CHANGED_WORDS[1]
    assert hours.changed_share(more, before).word == CHANGED_WORDS[2]
    assert hours.changed_share(0.4 - more, before).word == CHANGED_WORDS[0]


def test_the_test_of_blocks_is_students_with_a_degree_fewer() -> None:
    rng = np.random.default_rng(2)
    before, recent = rng.normal(0.2, 0.02, 40), rng.normal(0.23, 0.02, 12)
    found = hours.changed_share(recent, before)
    blocks = [hours.blocks(hours.angle(weeks)) for weeks in (recent, before)]
    t = stats.ttest_ind(*blocks).statistic * np.sqrt(10 / 11)  # the same squares over a degree fewer
    assert float(found.probability) == pytest.approx(2 * stats.t.sf(abs(t), 10), rel=1e-9)


def test_weeks_that_are_not_known_are_left_out() -> None:
    gaps = STEADY.copy()
    gaps[[3, 17]] = np.nan
    assert int(hours.unusual_share(0.21, 1, gaps).code) == WITHIN
    assert not np.isnan(hours.blocks(gaps)).any()


@pytest.mark.parametrize(
    ("target", "at_least", "word"),
    [
        (0.05, True, ASSURANCE_WORDS[2]), (0.21, True, ASSURANCE_WORDS[1]), (0.60, True, ASSURANCE_WORDS[0]),
        (0.60, False, ASSURANCE_WORDS[2]), (0.05, False, ASSURANCE_WORDS[0]), (float("nan"), True, ""),
    ],
)  # fmt: skip
def test_a_target_of_hours_is_met_whatever_luck_does_or_now_and_then(target: float, at_least: bool, word: str) -> None:
    assert str(hours.target_share(target, STEADY, at_least).word) == word


def test_all_cells_in_one_pass() -> None:
    past = np.stack([STEADY, STEADY / 2])[:, None, :].repeat(3, axis=1)
    found = hours.unusual_share(np.full((2, 3), 0.9), np.ones((2, 3)), past)
    assert found.code.shape == (2, 3)
    assert (found.code == HIGH).all()
