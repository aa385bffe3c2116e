"""The names and collar numbers of the force's people in a text: found there, and left out of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

LEFT_OUT = "[name left out]"
"""What stands where a name stood."""
RANKS = (
    "PCSO", "PC", "PS", "DC", "DS", "DI", "CI", "SC", "Sgt", "Sergeant", "Insp", "Inspector", "Constable", "Officer",
    "Mr", "Mrs", "Ms", "Miss",
)  # fmt: skip
COLLAR_WORDS = ("Collar", "collar", "Collar No", "collar number", "number")
MONTHS = ("March", "April", "May", "June", "August")
"""Months that people are called: beside a number of a day or year they are a month."""
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-"})


@dataclass(frozen=True)
class Person:
    """Somebody of the force, as the Officers list has them."""

    surname: str
    forename: str
    collar: str


class Names:
    """Everyone whose name may not leave. places: names of areas, which stand for the place unless a first name or rank says else.

    Whole words and their letters' case count: "Brook", "Brook, Lee", "Lee Brook", "L Brook", "PC BROOK", 4417; not "brook".
    Collar numbers of fewer than four digits, or that read as a year, only after a rank or the word collar.
    """

    def __init__(self, people: Iterable[Person], places: Iterable[str] = ()) -> None:
        self._known: dict[str, set[Person]] = {}
        for person in people:
            for token in (*_first(person.surname), *_first(person.collar)):
                self._known.setdefault(token, set()).add(person)
        self._places = frozenset(_plain(place) for place in places)

    def masked(self, text: str) -> tuple[str, int]:
        """The text without the names, and how many stood there."""
        pattern = self._pattern(text, frozenset())
        return pattern.subn(LEFT_OUT, _even(text)) if pattern else (text, 0)

    def found(self, text: str, own: frozenset[str] = frozenset()) -> list[str]:
        """The names that stand in the text. own: words of our own ("Page"), no names without a rank or first name."""
        pattern = self._pattern(text, own)
        return [match[0] for match in pattern.finditer(_even(text))] if pattern else []

    def _pattern(self, text: str, own: frozenset[str]) -> re.Pattern[str] | None:
        """Of those alone who might be named, as most texts name nobody."""
        tokens = _TOKEN.findall(_plain(text))
        people = frozenset[Person]().union(*(self._known[token] for token in {*tokens} & self._known.keys()))
        return _compiled(people, self._places, own) if people else None


def _first(words: str) -> Collection[str]:
    """The first token of a name, as written and in capitals: by it a name is looked for."""
    tokens = _TOKEN.findall(_plain(words))
    return {tokens[0], tokens[0].upper()} if tokens else ()


def _even(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _plain(text: str) -> str:
    """Letters in one form, one kind of apostrophe and hyphen."""
    return _even(text).translate(_STRAIGHT)


@lru_cache(maxsize=512)
def _compiled(people: frozenset[Person], places: frozenset[str], own: frozenset[str]) -> re.Pattern[str]:
    ways: list[str] = []
    for person in sorted(people, key=lambda one: (-len(one.surname), one.surname, one.forename, one.collar)):
        surname = _plain(person.surname).strip()
        if surname:
            ways += _in_company(surname, _plain(person.forename).strip())
            if surname not in places and not ({surname, surname.upper()} & own):
                ways.append(_alone(surname))
        collar = person.collar.strip()
        if collar:
            ways += _collar(collar)
    return re.compile("|".join(dict.fromkeys(ways)))


def _in_company(surname: str, forename: str) -> list[str]:
    """With a first name, an initial or a rank."""
    name, ranks = _written(surname), "|".join(rf"(?<=\b{re.escape(rank)}\s)" for rank in RANKS)
    ways = [rf"(?:{ranks}){name}(?!\w)"]
    if forename:
        first = rf"(?:{_written(forename)}|{re.escape(forename[0])}(?!\w)\.?)"
        ways = [rf"(?<!\w){name}\s*,\s*{first}(?!\w)", rf"(?<!\w){first}\s*{name}(?!\w)", *ways]
    return ways


def _alone(surname: str) -> str:
    beside = (r"(?<!\d\s)(?<!\d)", r"(?!\s\d)") if surname in MONTHS else ("", "")
    return rf"(?<!\w){beside[0]}{_written(surname)}(?!\w){beside[1]}"


def _collar(collar: str) -> list[str]:
    number = re.escape(collar)
    ranks = "|".join(rf"(?<=\b{re.escape(word)}\s)|(?<=\b{re.escape(word)})" for word in (*RANKS, *COLLAR_WORDS))
    company = rf"(?:{ranks}){number}(?!\w)"
    if len(collar) < 4 or (collar.isdigit() and 1950 <= int(collar) <= 2050):
        return [company]
    return [company, rf"(?<![\w.,/-]){number}(?!\w|[.,/-]\d)"]


def _written(name: str) -> str:
    """As written or in capitals, with any space, apostrophe and hyphen."""
    spelt = {re.sub(r"\\? ", r"\\s+", re.escape(way)) for way in (name, name.upper())}
    either = "|".join(sorted(spelt, reverse=True))
    return f"(?:{either})".replace("'", "['’‘ʼ]").replace(r"\-", "[-‐‑]")
