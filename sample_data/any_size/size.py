"""How large an invented force is, and the beats that so many officers police."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from sample_data.force import Beat, Force
from sample_data.names import invented_places
from sample_data.weeks import LAST_DAY, Span

BEATS_A_SECTOR, SECTORS_AN_LPA = 6, 4
OFFICERS_A_BEAT = 10.4
"""Constables and PCSOs of a beat (nine on average), its sergeant, and its part of an inspector and a chief inspector."""
POSTS_PC, POSTS_PCSO = (5, 6, 6, 7, 6, 6), (2, 3, 3, 4, 3, 3)
YEARLY_LEAVERS, YEARLY_MOVERS = 0.08, 0.04


@dataclass(frozen=True)
class Size:
    """A force, or several in one store.

    officers: all told, supervisors included. weeks: of history, up to the last day of the sample. weeks_a_file: of history in
    one file an export; the last `weekly` weeks come in a file each. forces: more than one are an LPA each of one whole.
    """

    officers: int
    weeks: int
    seed: int = 1
    forces: int = 1
    weeks_a_file: int = 13
    weekly: int = 8

    @property
    def span(self) -> Span:
        """All of its days."""
        return Span(LAST_DAY - timedelta(days=7 * self.weeks - 1), LAST_DAY)

    @property
    def files(self) -> tuple[Span, ...]:
        """The days that each file of an export holds, in order."""
        recent = min(self.weekly, self.weeks)
        lengths = [self.weeks_a_file] * ((self.weeks - recent) // self.weeks_a_file)
        rest = self.weeks - recent - sum(lengths)
        found: list[Span] = []
        first = self.span.first
        for weeks in [*([rest] if rest else []), *lengths, *[1] * recent]:
            found.append(Span(first, first + timedelta(days=7 * weeks - 1)))
            first = found[-1].last + timedelta(days=1)
        return tuple(found)

    def changes(self, posts: int, sectors: int) -> tuple[int, int]:
        """How many of some posts change hands over its weeks, and from how many people move on to another sector."""
        years = self.weeks / 52
        leave, move = int(posts * YEARLY_LEAVERS * years), int(posts * YEARLY_MOVERS * years)
        return min(leave, posts // 2), min(move, posts // 4) if sectors > 1 else 0


def areas(officers: int, number: int = 1, of: int = 1) -> Force:
    """The beats of one force. number, of: of several in one store each is an LPA, with codes of its own."""
    beats: list[Beat] = []
    names = invented_places(-(-of * round(officers / OFFICERS_A_BEAT + 1) // BEATS_A_SECTOR) + of)
    sectors = -(-max(1, round(officers / OFFICERS_A_BEAT)) // BEATS_A_SECTOR)
    for place in range(max(1, round(officers / OFFICERS_A_BEAT))):
        sector, in_sector = divmod(place, BEATS_A_SECTOR)
        district = names[(number - 1) * sectors + sector]
        lpa = f"Force {number:02d}" if of > 1 else f"Area {sector // SECTORS_AN_LPA + 1}"
        code = f"{_letters((number - 1) * sectors + sector)}{in_sector + 1}"
        kind = place % len(POSTS_PC)
        people = 11_000 + 700 * (place % 13)
        beats.append(Beat(code, f"{district} {in_sector + 1}", district, lpa, POSTS_PC[kind], POSTS_PCSO[kind], people))
    return Force(tuple(beats))


def _letters(number: int) -> str:
    """AAA, AAB and so on: the first three letters of a beat's code are its sector's."""
    return "".join(chr(65 + number // 26**place % 26) for place in (2, 1, 0))


def stream(seed: int, *numbers: int) -> np.random.Generator:
    """Random numbers of their own for each purpose."""
    return np.random.default_rng([seed, *numbers])
