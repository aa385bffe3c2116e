"""What the community scrutiny panel sees of a draw: running numbers, and broad groups that point to nobody. Pure.

Neither names, collar numbers and references nor days, hours, beats and the source's own words are in it. Sector, age, gender and
ethnicity together could point to somebody: a record shows of these only what at least FEW_ALIKE of the searches that were drawn
from have in common. Where fewer have, the sector is left out first, then age, then gender; ethnicity, which the panel asks
about most, is given up last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from metrics.search_reviews import groups
from metrics.search_reviews.draws import Candidate, Draw
from metrics.search_reviews.groups import LEFT_OUT, NOT_RECORDED
from metrics.search_reviews.searched import Searched
from metrics.signals.disclosure import THRESHOLD

FEW_ALIKE = THRESHOLD
"""As in any release outside the force: what 1 to 4 have in common is left out (statistics.md)."""
QUESTIONS = ("Are the grounds reasonable?", "Are they clear?", "What can be learnt?")
NO_GROUNDS = (
    "The export does not hold the words of the grounds. Whoever takes this to the panel brings them, with names and places "
    "taken out."
)
TYPES = ("Possession", "Supply")
GONE = "no longer known"
"""Of a record that was taken back since it was drawn."""


class PanelRow(NamedTuple):
    """A search as the panel sees it. number: of the draw, from 1. Everything else is one of a few words."""

    number: int
    when: str
    sector: str
    power: str
    looked_for: str
    outcome: str
    linked: str
    found: str
    video: str
    outer_clothing: str
    ethnicity: str
    gender: str
    age: str


HEADINGS = (
    "No.", "When", "Sector", "Power", "Looked for", "Outcome", "Linked to it", "Found", "Video on",
    "More than outer clothing", "Ethnicity, self-defined", "Gender", "Age",
)  # fmt: skip
Groups = tuple[str, ...]
"""Sector, age, gender, ethnicity: in the order in which they are left out."""
MANY_GROUPS = 4


def rows(draw: Draw, known: Mapping[str, Searched], candidates: Sequence[Candidate]) -> list[PanelRow]:
    """The records of a draw as the panel sees them, in the order of the draw. candidates: all that it was drawn from."""
    shared = Alike(candidates)
    return [_row(number, known.get(ref), shared) for number, ref in enumerate(draw.refs, 1)]


class Alike:
    """How many of the searches that were drawn from have the same sector, age, gender and ethnicity, or some of these."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        of_each = [groups_of(one.sector, one.age, one.gender, one.ethnicity) for one in candidates]
        self._many = [Counter(one[left:] for one in of_each) for left in range(MANY_GROUPS)]

    def shown(self, own: Groups) -> Groups:
        """What of a search's groups is shared by enough; the others are left out, from the first on."""
        for left, many in enumerate(self._many):
            if many[own[left:]] >= FEW_ALIKE:
                return (*(LEFT_OUT,) * left, *own[left:])
        return (LEFT_OUT,) * MANY_GROUPS


def groups_of(sector: str | None, age: str | None, gender: str | None, ethnicity: str | None) -> Groups:
    """A search's groups."""
    return sector or NOT_RECORDED, groups.age(age), groups.gender(gender), groups.ethnicity(ethnicity)


def _row(number: int, one: Searched | None, alike: Alike) -> PanelRow:
    if one is None:
        return PanelRow(number, *(GONE,) * (len(HEADINGS) - 1))
    sector, age, gender, ethnicity = alike.shown(groups_of(one.sector, one.age, one.gender, one.ethnicity))
    return PanelRow(
        number, groups.when(one.at), sector, groups.group(one.legislation, groups.POWERS, "Another power"),
        _looked_for(one), groups.outcome(one.outcome),
        groups.yes_no(one.linked), groups.yes_no(one.is_found), groups.yes_no(one.video), groups.yes_no(one.outer_clothing),
        ethnicity, gender, age,
    )  # fmt: skip


def _looked_for(one: Searched) -> str:
    """Drugs, possession: the group, and the type of search where it is one of the export's own two."""
    return ", ".join(
        [groups.group(one.object_searched_for, groups.OBJECTS), *([one.kind.lower()] if one.kind in TYPES else [])]
    )


def redaction_words(found: Sequence[PanelRow]) -> str:
    """What is left out, and of how many records some of the groups."""
    some = sum(LEFT_OUT in one for one in found)
    return (
        "Names, collar numbers, references, days, hours and beats are left out. Sector, age, gender and ethnicity together could "
        f"point to somebody: each record shows only what at least {FEW_ALIKE} of the searches drawn from have in common. Of "
        f"{some:,} of {len(found):,} something is left out for that, the sector first and ethnicity last."
    )
