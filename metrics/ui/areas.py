"""Which areas a view is of: its beats, its sectors, and what it is called."""

from __future__ import annotations

import pandas as pd

from metrics.notes import Key
from metrics.question import area_key
from metrics.terms import KPI_ROLES, TEAM, WHOLE_FORCE
from metrics.ui import data
from metrics.ui.selection import Selection


def name_of(view: Selection) -> str:
    """Corby 2, Force, or Team of Hollis, Wren."""
    if view.area == WHOLE_FORCE:
        return "Force"
    if view.area.level == TEAM:
        return data.team_names(view.known_at).get(str(area_key(view.area)), view.area.key)
    areas = data.areas(view.known_at)
    mine = areas[(areas["level"] == view.area.level) & (areas["key"] == view.area.key)]
    return str(mine["name"].iloc[0]) if len(mine) else view.area.key


def is_known(view: Selection) -> bool:
    """True where there is such an area, or somebody who ever led such a team."""
    if view.area.level == TEAM:
        return area_key(view.area) in data.team_names(view.known_at)
    areas = data.areas(view.known_at)
    return view.area == WHOLE_FORCE or bool(
        ((areas["level"] == view.area.level) & (areas["key"] == view.area.key)).any()
    )


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
    areas = data.areas(view.known_at)
    found, level, key = areas[areas["level"] == "sector"], view.area.level, view.area.key
    if level == TEAM:
        mine = set(areas[(areas["level"] + ":" + areas["key"]).isin(_posted_to(view))]["sector"])
    elif level == "lpa":
        mine = set(found[found["lpa"] == key]["key"])
    else:
        mine = set(
            found["key"] if level == "force" else areas[(areas["level"] == level) & (areas["key"] == key)]["sector"]
        )
    found = found[found["key"].isin(mine)]
    return list(zip(found["key"], found["name"], strict=True))


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
