"""The exhibits of the pages that answer to the public: its figures, the plan's priorities, the guarantee, what residents said."""

from __future__ import annotations

from metrics import guarantee as guarantee_of
from metrics.ui import (
    areas,
    community_time,
    guarantee,
    priorities,
    priority_data,
    public_crime,
    public_march,
    public_measures,
    residents,
    residents_asks,
    routes,
)
from metrics.ui.exhibit_kind import Kind, of, of_area, titled, where_there
from metrics.ui.selection import Selection
from metrics.ui.shown import Sheet, Shown, drawn


def _asks(view: Selection, _: str) -> Shown:
    """With what the groups are and are not: it leaves the page with the table."""
    finding = f"{residents.answer(view, areas.name_of(view))} {residents.SMALL_GROUPS}"
    return Shown(finding, (Sheet("Asked for", residents_asks.table(view)),), None)


def _edition_options(view: Selection) -> dict[str, str]:
    """The edition of the address; as an option, so that an exhibit stays with it."""
    held = priorities.chosen(view).held
    return {held.key: f"Plan priorities: {held.key} ({held.status})"}


def _priorities(view: Selection, option: str) -> Shown | None:
    found = priorities.tied(view, option)
    return drawn(priorities.picture(found, areas.name_of(view)), "Priorities")


def _priority_kpis(view: Selection, option: str) -> list[str]:
    known = {version.held.key: version.held for version in priority_data.editions(view)}
    return sorted(known[option].tied_kpis) if option in known else []


KINDS: dict[str, Kind] = {
    "residents": Kind(
        routes.RESIDENTS, titled("What groups of residents said, 2023/24"), of_area(residents.picture, "Themes"), of(),
        rests_on=(),
    ),
    "asks": Kind(
        routes.RESIDENTS, titled("What residents asked for, and our measures"), _asks,
        of("time_outside_station", "engagement_returns"), rests_on=("duties", "beats", "officers", "places"),
    ),
    "priorities": Kind(
        routes.PRIORITIES, _edition_options, _priorities, _priority_kpis,
        rests_on=("duties", "problem_plans", "engagements"),
    ),
    "community-time": Kind(
        routes.PRIORITIES, titled(community_time.TITLE), of_area(community_time.picture, "Time in the community"),
        of("time_outside_station"),
    ),
    "crime": where_there(
        routes.PUBLIC, "Recorded crime, 12 months against 12", public_crime.exhibit, ("crime_figures",),
    ),
    "national-measures": where_there(
        routes.PUBLIC, "National crime and policing measures", public_measures.exhibit, ("published_measures",),
    ),
    "march-2022": where_there(
        routes.PUBLIC, "The page of March 2022, number by number", public_march.exhibit, ("crime_figures", "published_measures"),
    ),
    "guarantee": Kind(
        routes.GUARANTEE, titled("Neighbourhood guarantee, by neighbourhood"),
        of_area(guarantee.picture, "Neighbourhoods"), of("abstraction"),
        rests_on=("beats", "officers", *guarantee_of.EXPORTS),
    ),
}  # fmt: skip
