"""Which groups are shown for an area: by the sector that we assigned a group to, and by the places that it names.

The report has areas of its own. That a group stands in a sector, or beside a beat, is our reading of it and no more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from metrics.perception.coding import Group


@dataclass(frozen=True)
class Beat:
    """A beat of the loaded list."""

    key: str
    name: str
    sector: str


@dataclass(frozen=True)
class Here:
    """The groups of a view. own: those that stand for it. by_beat: by key of each beat those whose places are in its name."""

    own: tuple[Group, ...]
    by_beat: dict[str, tuple[Group, ...]]
    widened: bool
    unlisted: tuple[Group, ...]


def here(
    groups: Sequence[Group], sectors: Sequence[str], listed: Sequence[str], beats: Sequence[Beat], narrow: bool
) -> Here:
    """The groups of a view, by sectors in list order. sectors: of the view; listed: all of the list; beats: of the view.

    narrow: the view is of single beats, so only groups that name one of them stand for it, where there are any.
    """
    by_beat = {beat.key: tuple(group for group in groups if names(group, beat)) for beat in beats}
    inside = [group for sector in sectors for group in groups if group.sector == sector]
    named = {group.section for found in by_beat.values() for group in found}
    own = [group for group in inside if group.section in named] if narrow else inside
    widened = narrow and not own
    shown = tuple(inside if widened else own)
    unlisted = tuple(group for group in groups if group.sector not in listed)
    return Here(shown, by_beat, widened, unlisted)


def names(group: Group, beat: Beat) -> bool:
    """True where a place of the group is a whole word (or words) of the beat's name, in the group's sector."""
    return group.sector == beat.sector and any(
        re.search(rf"\b{re.escape(place)}\b", beat.name, re.IGNORECASE) for place in group.places
    )
