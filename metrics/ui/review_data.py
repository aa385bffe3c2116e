"""Reads of the sampling for review: the same way to the store as `data`."""

from __future__ import annotations

import datetime as dt
from typing import cast

from metrics.search_reviews.draws import Candidate, Draw
from metrics.search_reviews.reviews import Drawn
from metrics.search_reviews.searched import Searched
from metrics.search_reviews.status import within
from metrics.ui import areas
from metrics.ui.data import read
from metrics.ui.selection import Selection


def drawn(view: Selection) -> list[Drawn]:
    """The draws of the view's area or team and of what lies in it, the latest first, with the reviews of their records."""
    found = cast("tuple[Drawn, ...]", read("drawn_for_review", known_at=view.known_at))
    return within(found, [(view.area.level, view.area.key), *areas.within(view)]) if found else []


def searches(draw: Draw, view: Selection) -> dict[str, Searched]:
    """By reference the drawn searches that are known."""
    return cast("dict[str, Searched]", read("searches_drawn", refs=draw.refs, known_at=view.known_at))


def candidates(draw: Draw) -> tuple[Candidate, ...]:
    """What a draw's days held when it was made."""
    asked = {"area": draw.area, "days": (draw.start, draw.end), "at": draw.at.replace(tzinfo=dt.UTC)}
    return cast("tuple[Candidate, ...]", read("search_population", **asked))


def comes_out_again(draw: Draw) -> bool:
    """True where the draw, made again, gives the same records."""
    return bool(read("draw_comes_out_again", number=draw.number))
