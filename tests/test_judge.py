"""The words on figures: every combination has a name."""

from __future__ import annotations

import itertools

import pytest

from metrics import terms
from metrics.judge import headline, record_word, tone

TRUTH = [
    ((7, 0, 7, None, 10.0), terms.NOT_LOADED),
    ((0, 0, 0, None, None), terms.NOT_LOADED),
    ((7, 3, 7, 2.0, 10.0), terms.PARTLY_LOADED),
    ((7, 7, 7, 2.0, 10.0), ""),
    ((7, 7, 7, 2.0, 0.0), terms.CHECK_THE_RECORD),
    ((7, 7, 7, 0.0, 0.0), ""),
    ((7, 7, 3, 2.0, 0.0), ""),
]


@pytest.mark.parametrize(("given", "word"), TRUTH)
def test_record_word(given: tuple[int, int, int, float | None, float | None], word: str) -> None:
    assert record_word(*given) == word


def test_the_record_comes_before_the_target_and_the_target_before_the_usual_range() -> None:
    for record, target, usual in itertools.product(("Not loaded", ""), ("Above target", ""), ("Usual range", "")):
        assert headline(record, target, usual) == next(filter(None, (record, target, usual)), "")


@pytest.mark.parametrize(
    ("direction", "side", "colour"),
    [
        ("neutral", 1, "quiet"), ("neutral", -1, "quiet"), ("more", 1, "wanted"), ("more", -1, "unwanted"),
        ("fewer", 1, "unwanted"), ("fewer", -1, "wanted"), ("more", 0, "quiet"),
    ],
)  # fmt: skip
def test_only_what_has_a_direction_is_coloured(direction: str, side: int, colour: str) -> None:
    assert tone(direction, side) == colour


def test_no_power_has_a_direction() -> None:
    from metrics.catalogue import kpis

    assert {kpi.id for kpi in kpis().values() if kpi.power and kpi.direction != "neutral"} == set()


def test_every_verdict_has_a_shape_and_none_but_the_listed_has() -> None:
    words = {
        *terms.UNUSUAL_WORDS, *terms.CHANGED_WORDS, *terms.TARGET_WORDS, *terms.ASSURANCE_WORDS, terms.SPREAD_WORDS[1],
        terms.CHECK_THE_RECORD, terms.TOO_EARLY_TO_SAY,
    }  # fmt: skip
    assert set(terms.MARKS) == words
    assert set(terms.MARKS.values()) == set("●▲▼◆○")
