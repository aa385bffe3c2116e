"""What a grid of verdicts says in words: how many are flagged, how many luck alone would, and of how many nothing is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple

from metrics.charts.words import listed, within
from metrics.kpi import Kpi
from metrics.signals import target, unusual
from metrics.terms import ASSURANCE_WORDS, TARGET_WORDS, UNUSUAL_WORDS

NAMED = 4
"""Flagged beats are named where there are no more."""


class Told(NamedTuple):
    """A beat and the one word that stands on its figure."""

    name: str
    word: str


def finding(kpi: Kpi, period: str, told: Sequence[Told]) -> str:
    """The verdicts of all beats in words. period: as a page says it."""
    counts = Counter(one.word for one in told)
    parts = [
        part
        for words, asked in (
            (TARGET_WORDS, "against the target"),
            (ASSURANCE_WORDS, "against the target"),
            (UNUSUAL_WORDS, "against its own usual range"),
        )
        if (part := _judged(kpi, words, asked, counts))
    ]
    judged = {word for words in (TARGET_WORDS, ASSURANCE_WORDS, UNUSUAL_WORDS) for word in words}
    rest = [f"{number:,} {within(word)}" for word, number in counts.items() if word and word not in judged]
    silent = counts[""]
    if silent:
        rest.append(f"{silent:,} without a verdict")
    head = f"{kpi.label}, {period}: "
    if not parts:
        return f"{head}no verdict on any of {len(told):,} beats{f': {listed(rest)}' if rest else ''}."
    tail = f" Of the others: {listed(rest)}." if rest else ""
    return f"{head}{' '.join(parts)}{_names(told)}{tail}"


def _judged(kpi: Kpi, words: tuple[str, str, str], asked: str, counts: Counter[str]) -> str:
    """3 of 36 beats judged against the target are flagged, 2 below target and 1 above target; by luck alone ..."""
    number = sum(counts[word] for word in words)
    if not number:
        return ""
    low, _, high = words
    flagged = [f"{counts[word]:,} {within(word)}" for word in (low, high) if counts[word]]
    total = counts[low] + counts[high]
    said = f"{total:,} of {number:,} beats judged {asked} {'is' if total == 1 else 'are'} flagged"
    return f"{said}{f', {listed(flagged)}' if flagged else ''}; {by_luck(kpi, words, number)}."


def by_luck(kpi: Kpi, words: tuple[str, str, str], judged: int) -> str:
    """How many luck alone would flag of so many judged."""
    if words == TARGET_WORDS and kpi.is_stock:
        return "what stands open is no matter of luck"
    if words == TARGET_WORDS:
        most = round(target.SIDE * judged)
        return f"by luck alone {_up_to(most)} would be below and as many above"
    if words == UNUSUAL_WORDS and kpi.unit == "count":
        most = round(2 * unusual.SIDE * judged)
        return f"by luck alone {_up_to(most)} would be"
    return "by luck alone hardly any would be"


def _up_to(number: int) -> str:
    return f"up to {number:,}" if number else "fewer than 1"


def _names(told: Sequence[Told]) -> str:
    """Below target: Lloyds and Oakley. Nothing where there are many."""
    found: dict[str, list[str]] = {}
    for one in told:
        if one.word in FLAGGED:
            found.setdefault(one.word, []).append(one.name)
    if sum(map(len, found.values())) > NAMED:
        return ""
    return "".join(f" {word}: {listed(names)}." for word, names in found.items())


FLAGGED = {word for low, _, high in (TARGET_WORDS, ASSURANCE_WORDS, UNUSUAL_WORDS) for word in (low, high)}


def question(words: Collection[str]) -> str:
    """Which question the verdicts answer. words: of all beats."""
    against, usual = (not found.isdisjoint(words) for found in (AGAINST_TARGET, set(UNUSUAL_WORDS)))
    if against and usual:
        return "Judged against the target where a beat has one, else against the beat’s own usual range."
    if against:
        return "Judged against each beat’s target."
    if usual:
        return "No beat’s target is judged here, so each beat is judged against its own usual range."
    return "No beat is judged: a figure is, once its days are settled, its hours loaded and enough is known of the weeks before."


AGAINST_TARGET = {*TARGET_WORDS, *ASSURANCE_WORDS}
