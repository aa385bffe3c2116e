"""Reads of the Public accountability page, and which place and periods its address asks for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import cast

from metrics import disagreeing, march_2022, reproducing
from metrics.crime import Ends, File, Place, Row, year_to
from metrics.crime_change import Compared, key_of
from metrics.measures_stated import Value
from metrics.question import DAY, Period, area_key
from metrics.terms import PUBLISHER, Area, month_end
from metrics.ui.data import read
from metrics.ui.selection import Selection

FORCE_KEY = "force:Force"


@dataclass(frozen=True)
class Asked:
    """What the page shows: a place (its key), 12 months, those they are compared with, and as known when."""

    key: str
    now: Period
    before: Period
    known_at: dt.datetime | None

    @property
    def is_published(self) -> bool:
        """True for the page of March 2022 as it was published."""
        return (self.key, self.now, self.before) == (march_2022.AREA, march_2022.NOW, march_2022.BEFORE)


def places(known_at: dt.datetime | None = None) -> dict[str, tuple[Place, Ends]]:
    """By key (level:key, or the name of an area outside the Beats list) the places that have figures, and of which 12 months."""
    found = cast("dict[Place, Ends]", read("crime_places", known_at=known_at))
    return {key_of(place): (place, ends) for place, ends in found.items()}


def asked(view: Selection) -> Asked | None:
    """What a view asks for, else the latest: of the force, or of whichever place has it. None where no figures are loaded."""
    found = places(view.known_at)
    if not found:
        return None
    key = view.area.key if view.area.level == PUBLISHER else str(area_key(view.area))
    if key not in found:
        whole = {one: ends.whole[0] for one, (_, ends) in found.items() if ends.whole}
        last = whole or {one: ends.last for one, (_, ends) in found.items()}
        key = FORCE_KEY if FORCE_KEY in last else max(last, key=lambda one: last[one])
    now = view.days if _is_year(view.days) and view.period == "dates" else year_to(found[key][1].offered[0])
    before = year_to(view.against) if view.against else year_to(now[0] - DAY)
    return Asked(key, now, before if before[1] < now[0] else year_to(now[0] - DAY), view.known_at)


def _is_year(days: Period) -> bool:
    return days[1] == month_end(days[1]) and year_to(days[1]) == days


def viewed(view: Selection, one: Asked) -> Selection:
    """The view whose address says what is shown."""
    place = places(one.known_at).get(one.key)
    area = view.area if place is None else place[0].area or Area(PUBLISHER, place[0].name)
    against = None if one.before == year_to(one.now[0] - DAY) else one.before[1]
    start, end = one.now
    return replace(view, area=area, period="dates", start=start, end=end, against=against, known_at=one.known_at)


def compared(one: Asked) -> Compared | None:
    """The categories in the two periods."""
    asks = {"name": one.key, "now": one.now, "before": one.before, "known_at": one.known_at}
    return cast("Compared | None", read("crime_compared", **asks))


def measures(known_at: dt.datetime | None = None) -> tuple[Value, ...]:
    """Every published value."""
    return cast("tuple[Value, ...]", read("measures_stated", known_at=known_at))


def files(rows: Iterable[Row | Value]) -> dict[int, File]:
    """By load where some rows came from."""
    loads = tuple(sorted({row.load_id for row in rows}))
    return cast("dict[int, File]", read("crime_files", loads=loads)) if loads else {}


def march(known_at: dt.datetime | None = None) -> reproducing.Loaded:
    """The rows of the page of March 2022 that are loaded."""
    return cast(reproducing.Loaded, read("march_2022", known_at=known_at))


def reproduced(known_at: dt.datetime | None = None) -> tuple[reproducing.Reproduced, ...]:
    """Every number of that page and what the rows give."""
    return reproducing.reproduced(march(known_at))


def disagreements(known_at: dt.datetime | None = None) -> Sequence[disagreeing.Disagreement]:
    """Where that page does not agree with itself."""
    return disagreeing.disagreements(march(known_at))


__all__ = [
    "Asked", "asked", "compared", "disagreements", "files", "march", "measures", "places", "reproduced", "viewed",
]  # fmt: skip
