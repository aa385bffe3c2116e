"""Which areas a view is of: its beats, its sectors, and what it is called."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd

from metrics.notes import Key
from metrics.question import area_key
from metrics.terms import KPI_ROLES, TEAM, WHOLE_FORCE, Area, Level
from metrics.ui import data
from metrics.ui.selection import Selection

PARTS: dict[Level, str] = {"sector": "sectors", "lpa": "forces"}
"""What the areas are called of which all that stands together is made."""
LISTED: dict[Level, str] = {"beat": "beat", "lpa": "force"}
"""What one of the areas that a page lists is called."""


def whole_name(known_at: dt.datetime | None) -> str:
    """What everything together is called."""
    return "All forces" if data.is_several_forces(known_at) else "Force"


def name_of(view: Selection) -> str:
    """Corby 2, Force, or Team of Hollis, Wren; All forces, where there are several."""
    if view.area == WHOLE_FORCE:
        return whole_name(view.known_at)
    if view.area.level == TEAM:
        return data.team_names(view.known_at).get(str(area_key(view.area)), view.area.key)
    return data.area_names(view.known_at).get(str(area_key(view.area)), view.area.key)


def is_known(view: Selection) -> bool:
    """True where there is such an area, or somebody who ever led such a team."""
    if view.area.level == TEAM:
        return area_key(view.area) in data.team_names(view.known_at)
    return view.area == WHOLE_FORCE or area_key(view.area) in data.area_names(view.known_at)


def together(view: Selection) -> Selection:
    """The same view of all that stands together with its area: the whole force; of several forces the one that holds it."""
    return replace(view, area=data.together(view))


def is_of_several(view: Selection) -> bool:
    """True where the view is of several forces at once, each an LPA: its beats are too many to list."""
    return view.area == WHOLE_FORCE and data.is_several_forces(view.known_at)


def listed(view: Selection) -> Level:
    """The level of the areas that a page lists one by one: beats; of several forces the forces."""
    return "lpa" if is_of_several(view) else "beat"


def part_level(view: Selection) -> Level:
    """The level of the areas of which all that stands together is made: sectors; of several forces the forces."""
    return "lpa" if is_of_several(view) else "sector"


def whole_and_parts(view: Selection) -> list[tuple[Area, str]]:
    """The force with its name, and its sectors that the view is of; of several forces all of them, and each force."""
    whole = together(view)
    parts = forces(view) if is_of_several(view) else [(Area("sector", key), name) for key, name in sectors(view)]
    return [(whole.area, name_of(whole)), *parts]


def levels(view: Selection) -> dict[str, str]:
    """By key the level of the force and the sectors that the view is of."""
    return {area.key: area.level for area, _ in whole_and_parts(view)}


def narrowed(near: Area | None, known_at: dt.datetime | None) -> Area | None:
    """What a list to choose from is narrowed to: the one of several forces that is looked at, or all of them, of which only the
    forces are offered; None where nothing is left out."""
    return near if near is not None and data.is_several_forces(known_at) else None


def offered(near: Area | None, known_at: dt.datetime | None) -> pd.DataFrame:
    """The areas to choose from: all; of several forces these, and what lies in the one that is looked at."""
    found, within = data.areas(known_at), narrowed(near, known_at)
    if within is None:
        return found
    there = found["level"].isin(("force", "lpa"))
    return found[there if within == WHOLE_FORCE else there | (found["lpa"] == within.key)]


def forces(view: Selection) -> list[tuple[Area, str]]:
    """The LPAs in list order."""
    found = data.areas(view.known_at)
    found = found[found["level"] == "lpa"]
    return [(Area("lpa", key), name) for key, name in zip(found["key"], found["name"], strict=True)]


def beats(view: Selection) -> pd.DataFrame:
    """The beats of the view's area, or those to which a sergeant's people are posted, in list order."""
    areas = data.areas(view.known_at)
    found = areas[areas["level"] == "beat"]
    level, key = view.area.level, view.area.key
    if level == TEAM:
        return found[("beat:" + found["key"]).isin(_posted_to(view))]
    column = "key" if level == "beat" else level
    return found if level == "force" else found[found[column] == key]


def sectors(view: Selection) -> list[tuple[str, str]]:
    """Key and name of the sectors in the view's area, of the one that holds it, or of those that a sergeant's people are in."""
    level, own = view.area.level, view.area.key
    mine = {own} if level == "sector" else set() if level in ("force", "lpa") else set(_held_by(view)["sector"])
    return [
        (key, name)
        for key, name, lpa in data.sectors(view.known_at)
        if level == "force" or key in mine or (level == "lpa" and lpa == own)
    ]


def _held_by(view: Selection) -> pd.DataFrame:
    """The view's beat, or the areas to which a sergeant's people are posted."""
    areas, held = data.areas(view.known_at), (str(area_key(view.area)),)
    return areas[(areas["level"] + ":" + areas["key"]).isin(_posted_to(view) if view.area.level == TEAM else held)]


def within(view: Selection) -> list[Key]:
    """The areas inside the view's area, and the sergeants' teams whose people are posted there; without itself."""
    found, level, key = data.areas(view.known_at), view.area.level, view.area.key
    inside = found if level == "force" else found[found[level] == key] if level in found else found[:0]
    people = data.members(view)
    led = people[people["role"].isin(KPI_ROLES)]["supervisor"]
    keys = [*zip(inside["level"], inside["key"], strict=True), *sorted({(TEAM, str(supervisor)) for supervisor in led})]
    return [one for one in keys if one != (level, key)]


def _posted_to(view: Selection) -> tuple[str, ...]:
    return data.posted_to(view.area, view.days, view.known_at)
