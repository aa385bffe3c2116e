"""Recorded crime in words: the finding of two periods, and the sentence of each category."""

from __future__ import annotations

from collections.abc import Iterable

from metrics.charts.words import listed, within
from metrics.crime import Figure
from metrics.crime_change import Line
from metrics.terms import CHANGED_WORDS, MARKS, NOT_LOADED, PARTLY_LOADED, TOO_EARLY_TO_SAY
from metrics.ui import public_data
from metrics.ui.public_bar import say_year
from metrics.ui.public_data import Asked

LOWER, SAME, HIGHER = CHANGED_WORDS


def answer(one: Asked) -> str:
    """Which categories run higher or lower, which do not, and what is not loaded."""
    found = public_data.compared(one)
    if found is None:
        return f"No crime figures of {one.key} are loaded."
    told = [f"{found.place.name}, {say_year(one.now)} against {say_year(one.before)}."]
    for word in (HIGHER, LOWER):
        if lines := [line for line in found.lines if line.word == word]:
            told.append(f"{word}: {listed([_changed(line) for line in lines])}.")
    for word in (SAME, TOO_EARLY_TO_SAY):
        if lines := [line for line in found.lines if line.word == word]:
            told.append(f"{word}: {listed([spoken(line) for line in lines])}.")
    told += [f"{word}: {listed(names)}." for word, names in _lacking(found.lines)]
    return " ".join(told)


def spoken(line: Line) -> str:
    """A category within a sentence: rape & other sexual offences, but ASB stays."""
    return " ".join(word if word.isupper() else word.lower() for word in line.name.split())


def _changed(line: Line) -> str:
    return spoken(line) if line.percent is None else f"{spoken(line)} ({line.percent:+.1f}%)"


def _lacking(lines: Iterable[Line]) -> list[tuple[str, list[str]]]:
    found = []
    for word in (PARTLY_LOADED, NOT_LOADED):
        names = [f"{spoken(line)} ({_missing(line)})" for line in lines if line.word == word]
        if names:
            found.append((word, names))
    return found


def _missing(line: Line) -> str:
    """Missing: May and June 2026; before: all."""
    return "; ".join(_lacks(figure) for figure in (line.now, line.before) if figure.word)


def _lacks(figure: Figure) -> str:
    if not figure.rows:
        return f"nothing of the {say_year(figure.days)}"
    names = list(figure.missing)
    return f"missing {listed([*names[:4], f'{len(names) - 4} more'] if len(names) > 5 else names)}"


def sentence(line: Line, said: str = "") -> str:
    """ASB: 13,939 in the 12 months to March 2022, 15,127 in the 12 months to March 2021: 1,188 fewer, -7.9% ..."""
    if line.difference is None or line.luck is None:
        return f"{line.name}: {within(line.word)}: {_missing(line)}."
    change = f"{abs(line.difference):,} {'more' if line.difference >= 0 else 'fewer'}"
    if line.percent is not None:
        change += f", {line.percent:+.1f}% ({line.luck.low:+.1f}% to {line.luck.high:+.1f}%)"
    if said:
        change += f", while the source has {said}"
    return (
        f"{line.name}: {line.now.count:,} in the {say_year(line.now.days)}, {line.before.count:,} in the "
        f"{say_year(line.before.days)}: {change}. {MARKS[line.word]} {line.word}. By luck alone {chance(line)}."
    )


def chance(line: Line) -> str:
    """About 1 time in 631."""
    if line.luck is None:
        return ""
    times = 1 / max(line.luck.probability, 1e-6)
    return f"about 1 time in {times:,.0f}" if times < 1e6 else "less than 1 time in 1,000,000"


__all__ = ["answer", "chance", "sentence", "spoken"]
