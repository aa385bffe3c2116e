"""Reads of the page on what residents said: the same way to the store as `data`; and the groups of a view."""

from __future__ import annotations

from typing import cast

from metrics.frames import rows_of
from metrics.named_contacts import Named
from metrics.perception import assigned
from metrics.perception.assigned import Beat, Here
from metrics.perception.coding import Group, coding
from metrics.residents import Patrolled
from metrics.terms import TEAM, WHOLE_FORCE
from metrics.ui import areas, data, drawings
from metrics.ui.data import read
from metrics.ui.selection import Selection


def foot_patrols(view: Selection) -> tuple[Patrolled, ...]:
    """The dedicated places of the view, and when each last had a foot patrol."""
    asked = {"area": view.area, "day": view.end, "known_at": view.known_at}
    return cast("tuple[Patrolled, ...]", read("foot_patrols", **asked))


def contacts(view: Selection) -> tuple[Named, ...]:
    """The beats of the view and their named contacts on its last day."""
    mine = dict.fromkeys(areas.beats(view)["key"])
    some = {"beats": tuple(mine)} if data.is_several_forces(view.known_at) else {}
    found = cast("tuple[Named, ...]", read("named_contacts", day=view.end, known_at=view.known_at, **some))
    return tuple(one for one in found if one.beat in mine)


@drawings.remembered
def here(view: Selection) -> Here:
    """The groups that stand for the view's area."""
    listed = data.areas(view.known_at)
    sectors = [row["name"] for row in rows_of(listed[listed["level"] == "sector"])]
    mine = [name for _, name in areas.sectors(view)]
    beats = [Beat(row["key"], row["name"], row["sector"]) for row in rows_of(areas.beats(view))]
    return assigned.here(coding().groups, mine, sectors, beats, view.area.level in ("beat", TEAM))


def groups(view: Selection) -> tuple[Group, ...]:
    """The groups that the view shows; of the whole force also those whose sector the list does not have."""
    found = here(view)
    return found.own + (found.unlisted if view.area == WHOLE_FORCE else ())
