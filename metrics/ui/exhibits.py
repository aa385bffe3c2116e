"""What can be put into the evidence, and what one exhibit is: what it shows, of whom, of which days, on which page."""

from __future__ import annotations

import datetime as dt

from metrics.question import WEEK
from metrics.terms import WHOLE_FORCE, Area
from metrics.ui import areas, exhibit_figure, routes, trends
from metrics.ui.exhibit_kind import Kind
from metrics.ui.exhibit_kinds import FIGURE, KINDS
from metrics.ui.selection import Period, Selection
from metrics.ui.shown import Shown


def offered(page: str, view: Selection) -> dict[str, str]:
    """What a page's view has to put into the evidence: id of the exhibit -> title."""
    return {
        f"{name}:{option}" if option else name: title
        for name, kind in KINDS.items()
        if kind.page == page
        for option, title in kind.options(view).items()
    }


def kind_of(exhibit: str) -> tuple[Kind, str]:
    """The kind and the option of an exhibit's id. KeyError where there is no such kind (any more)."""
    name, _, option = exhibit.partition(":")
    return KINDS[name], option


def shown(exhibit: str, view: Selection) -> Shown | None:
    """An exhibit of a view; None where there is nothing to show, or no such kind any more."""
    if exhibit.partition(":")[0] not in KINDS:
        return None
    kind, option = kind_of(exhibit)
    return kind.show(view, option)


def shows_people(exhibit: str, view: Selection) -> bool:
    """True where single people are shown."""
    return kind_of(exhibit)[0].people or bool(view.officer and exhibit == FIGURE)


def page_of(exhibit: str, view: Selection) -> str:
    """The page on which an exhibit is seen: a figure in the panel of the officer's page, or of the beats'."""
    return kind_of(exhibit)[0].page or (routes.OFFICER if view.officer else routes.BEATS)


def area_of(exhibit: str, view: Selection) -> Area:
    """The area whose records an exhibit rests on."""
    return WHOLE_FORCE if kind_of(exhibit)[0].everywhere else view.area


def in_words(exhibit: str, view: Selection) -> str:
    """Whose figures, of which days, as known when: Corby · 12 weeks to 15 November 2026."""
    named = exhibit_figure.name_of if shows_people(exhibit, view) else areas.name_of
    whose = kind_of(exhibit)[0].whose or named(view)
    return f"{whose} · {_at(exhibit, view).period_words}"


def _at(exhibit: str, view: Selection) -> Selection:
    """The view with the days that an exhibit is of: a figure's own, those of the week, or 12 months."""
    if exhibit == FIGURE:
        return view.of_opened
    return kind_of(exhibit)[0].at(view)


def last_day(exhibit: str, view: Selection) -> dt.date:
    """The last day that an exhibit's figures speak of."""
    return _at(exhibit, view).end


def days_of(exhibit: str, view: Selection) -> Period:
    """First and last day of what an exhibit shows: beside an area's figure its weeks before."""
    start, end = _at(exhibit, view).days
    back = exhibit == FIGURE and not view.officer
    return (min(start, end - trends.WEEKS * WEEK) if back else start), end


__all__ = [
    "FIGURE",
    "KINDS",
    "area_of",
    "days_of",
    "in_words",
    "kind_of",
    "last_day",
    "offered",
    "page_of",
    "shown",
    "shows_people",
]
