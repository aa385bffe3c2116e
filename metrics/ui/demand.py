"""The County page's hours of the week: hours on duty beside the incidents that the neighbourhood teams attended."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from metrics.catalogue import exports
from metrics.charts import heat, hour_bands
from metrics.charts.drawing import Drawing
from metrics.charts.words import days, hours_aside, listed, percent, say_hours, within
from metrics.demand import EVENING, EXPORTS, Attended, Share, Slot, bands, share, whole_week
from metrics.frames import rows_of
from metrics.terms import say_number
from metrics.ui import data, drawings, routes, show, time_in_place
from metrics.ui.selection import Selection

HOURS, INCIDENTS = "available", "incidents"
WEEKS = {
    HOURS: "Available hours by hour of the week",
    INCIDENTS: "Incidents attended by hour of the week",
}
"""What is laid over the week, in the same frame and each on its own scale."""
MANY_AT_MIDNIGHT = 100
"""Where more than one in so many is stamped at midnight to the second, it is said: by chance it would be 1 in 86,400."""
BIAS = (
    "Read it with care. These are incidents that the neighbourhood teams attended: a part of what was asked for, and not all of "
    "it. An incident is attended only while somebody is on duty, so few hours bring few incidents: a gap does not show that "
    "nothing was needed. Calls that nobody attended, or that response teams took, are in no export here. So no verdict is said."
)


class Beside(NamedTuple):
    """The hours on duty of a view's area, by hour of the week, beside the incidents attended."""

    hours: time_in_place.KnownHours
    clock: pd.DataFrame
    attended: Attended

    @property
    def is_known(self) -> bool:
        """True where something of both is loaded."""
        return all(self.attended.loaded[export] > 0 for export in EXPORTS)

    @property
    def by_slot(self) -> dict[Slot, float]:
        """Available hours by weekday and hour."""
        return {(row["weekday"], row["hour"]): row["available"] for row in rows_of(self.clock)}


def beside(view: Selection) -> Beside:
    """Hours and incidents of the view."""
    return Beside(time_in_place.known_hours(view), data.clock(view), data.attended(view))


def ahead(view: Selection) -> drawings.Ahead:
    """The same, asked for while the page shows what stands above."""
    return drawings.Ahead(
        lambda: data.clock(view), lambda: data.attended(view), lambda: time_in_place.known_hours(view)
    )


def not_comparable(view: Selection, name: str) -> None:
    """What is missing for the comparison, who sends it, and the way to Uploads."""
    found = beside(view).attended.loaded
    missing = [exports()[export] for export in EXPORTS if not found[export]]
    what = listed([f"{export.sheet} (from: {within(export.sender)})" for export in missing])
    show.lede(f"{name}, {days(*view.days)}: hours cannot be set beside demand. Not loaded: {what}.")
    show.link(routes.UPLOADS, "Go to Uploads", {})


@drawings.remembered
def by_band(view: Selection, name: str) -> Drawing:
    """Share of incidents and of available hours in each band of the day."""
    found = beside(view)
    evening = share(found.attended.by_slot, found.by_slot, *EVENING)
    words = f"{name}, {days(*view.days)}: {_evening(evening)}{_missing(found)}"
    return hour_bands.draw(bands(found.attended.by_slot, found.by_slot), words)


def _evening(one: Share) -> str:
    """28% of 1,234 incidents attended came between 6pm and 2am (345; 95% interval 26% to 31%); 19% of 12,345 hours ..."""
    when = f"between {heat.hour_of_day(one.start)} and {heat.hour_of_day(one.end)}"
    hours = f"{percent(one.hours, one.of_hours)} of {say_hours(one.of_hours)} available hours lie there."
    if one.low is None:
        counted = f"{say_number(one.incidents)} of {say_number(one.of_incidents)} incidents attended came {when}"
        return f"{counted}, too few for a share; {hours}"
    rate = (
        f"{percent(one.incidents, one.of_incidents)} of {say_number(one.of_incidents)} incidents attended came {when}"
    )
    return f"{rate} ({say_number(one.incidents)}; 95% interval {hour_bands.interval(one)}); {hours}"


def _missing(found: Beside) -> str:
    """What of both is not in the shares."""
    attended = found.attended
    gap = attended.team_days - attended.loaded["incidents"]
    words = f" Without {gap:,} of {attended.team_days:,} team days of Incidents that are not loaded." if gap else ""
    if attended.at_midnight * MANY_AT_MIDNIGHT > attended.total:
        words += (
            f" {attended.at_midnight:,} of the incidents are stamped at midnight to the second, as a day without a time is: "
            "their hour is not known."
        )
    return f"{time_in_place.missing(found.hours)}{words}{hours_aside(found.hours.set_aside)}"


@drawings.remembered
def week(view: Selection, kind: str, name: str) -> Drawing:
    """Available hours, or incidents attended (kind), hour by hour of the week: the same frame for both, each on its own scale."""
    found = beside(view)
    if kind == HOURS:
        return time_in_place.over_the_week(view, HOURS, name, found.clock)
    frame = pd.DataFrame(
        [(*slot, number) for slot, number in whole_week(found.attended.by_slot).items()],
        columns=["weekday", "hour", INCIDENTS],
    )
    most = heat.busiest(frame, INCIDENTS)
    words = (
        f"{name}: {say_number(found.attended.total)} incidents attended, {days(*view.days)}, each once, when the first of the "
        f"teams arrived{f'; most on {most}' if most else ''}.{_missing(found)}"
    )
    return heat.week(frame, INCIDENTS, words, heat.counts("incidents", "incident"))
