"""What a kind of exhibit is, and the ways in which most are declared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from metrics.charts.drawing import Drawing
from metrics.ui import areas
from metrics.ui.selection import Selection
from metrics.ui.shown import Shown, drawn


@dataclass(frozen=True)
class Kind:
    """One kind of exhibit. show: from a view and an option to what is shown; None where there is nothing to show.

    options: by option the title, for a view. kpis: ids of what is counted. people: True where single people are shown. at: the
    view with the days that are shown. rests_on: ids of the exports whose loads stand behind it, beside those of its KPIs: Duties,
    whose hours stand beside every count. everywhere: True where it shows the whole force, whatever the view's area. whose: of
    whom it is, where that is not the view's area.
    """

    page: str
    options: Callable[[Selection], dict[str, str]]
    show: Callable[[Selection, str], Shown | None]
    kpis: Callable[[Selection, str], Sequence[str]]
    people: bool = False
    at: Callable[[Selection], Selection] = lambda view: view
    rests_on: tuple[str, ...] = ("duties",)
    everywhere: bool = False
    whose: str = ""


def of(*ids: str) -> Callable[[Selection, str], list[str]]:
    """Always these KPIs."""
    return lambda view, option: list(ids)


def of_area(draw: Callable[[Selection, str], Drawing | None], title: str) -> Callable[[Selection, str], Shown | None]:
    """What a drawing of a view and the name of its area shows."""
    return lambda view, _: drawn(draw(view, areas.name_of(view)), title)


def titled(words: str) -> Callable[[Selection], dict[str, str]]:
    """Always there, under this title."""
    return lambda view: {"": words}


def where_there(
    page: str, words: str, show: Callable[[Selection], Shown | None], rests_on: tuple[str, ...], *kpis: str
) -> Kind:
    """A kind of a page under one title, offered where there is something to show."""
    return Kind(
        page, lambda view: {"": words} if show(view) else {}, lambda view, _: show(view), of(*kpis), rests_on=rests_on
    )
