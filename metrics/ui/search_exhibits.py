"""The exhibits of the pages about stop-searches. They rest on the searches alone: no hours stand beside them."""

from __future__ import annotations

from dataclasses import replace

from metrics.census import SOURCE
from metrics.disproportionality import twelve_months
from metrics.fairness import refused
from metrics.ui import areas, routes, search_reviews, stop_search, stop_search_fairness, stop_search_records
from metrics.ui.exhibit_kind import Kind, of, of_area, titled, where_there
from metrics.ui.selection import Selection
from metrics.ui.shown import Shown, drawn

SEARCHES = ("stop_searches", "positive_stop_searches")


def _year(view: Selection) -> Selection:
    start, end = twelve_months(view.end)
    return replace(view, period="dates", start=start, end=end)


def _cut_options(view: Selection) -> dict[str, str]:
    by = stop_search.chosen_cut(view)
    return {by: f"The three rates of searches by {stop_search.BY[by][2]}"}


def _cut(view: Selection, option: str) -> Shown | None:
    return drawn(stop_search.cut_picture(view, option, areas.name_of(view)), "Rates")


def _groups(view: Selection, _: str) -> Shown | None:
    """With why it is no proof: it leaves the page with the picture."""
    found = drawn(stop_search_fairness.groups_picture(view, areas.name_of(view)), "Groups")
    return found._replace(finding=f"{found.finding} {stop_search_fairness.WHY_NOT_PROOF}") if found else None


def _residents(view: Selection, _: str) -> Shown | None:
    """With what the comparison cannot say, and whose census it is."""
    found = drawn(stop_search_fairness.residents_picture(view), "Residents")
    return found._replace(finding=f"{found.finding} {stop_search_fairness.caveats()} {SOURCE}.") if found else None


KINDS: dict[str, Kind] = {
    "search-ladder": Kind(
        routes.STOP_SEARCH, titled("What came of the searches"), of_area(stop_search.ladder_picture, "Ladder"), of(*SEARCHES),
        rests_on=(),
    ),
    "search-rates": Kind(routes.STOP_SEARCH, _cut_options, _cut, of(*SEARCHES), rests_on=()),
    "search-fields": Kind(
        routes.STOP_SEARCH, titled("How complete the records of searches are"),
        of_area(stop_search_records.picture, "Fields"), of("stop_searches"), rests_on=(),
    ),
    "search-groups": Kind(
        routes.STOP_SEARCH,
        lambda view: {} if refused(view.area.level) else {"": "Outcomes of searches by group: a prompt, not proof"},
        _groups, of(*SEARCHES), rests_on=(),
    ),
    "search-residents": Kind(
        routes.STOP_SEARCH,
        lambda view: {} if stop_search_fairness.why_not(view) else {"": "Searches and residents over 12 months"},
        _residents, of("stop_searches"), at=_year, rests_on=(),
    ),
    "search-reviews": where_there(
        routes.REVIEWS, "Stop-searches drawn for review, and reviewed", search_reviews.state, (), "stop_searches"
    ),
}  # fmt: skip
