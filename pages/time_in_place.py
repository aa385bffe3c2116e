"""Time in place: where the hours went by the clock, in dedicated places, outside the station; and what was taken from them."""

from metrics.charts.theme import AWAY, DONE, OTHER, SHARE
from metrics.ui import (
    abstraction,
    areas,
    bar,
    effect,
    evidence,
    routes,
    several_forces,
    show,
    side,
    teaching,
    time_in_place,
)

view = bar.choose("Time in place")
name = areas.name_of(view)
several_forces.instead(view, routes.TIME_IN_PLACE, "The hours and places")
hours = time_in_place.begin(view)

show.lede(time_in_place.answer(view, name))
if hours.known:
    kind = time_in_place.choose_kind(view)
    week = time_in_place.hours_of_the_week(view, kind, name)
    show.chart(week, f"clock-{kind}")
    show.lede(week.alt)
    time_in_place.hours_links(view, name)

places = time_in_place.places(view, name)
show.heading("Planned and delivered", "each dedicated place in list order, by whoever went there")
if places is None:
    show.lede(time_in_place.no_places(view, name))
else:
    show.legend([(DONE, "hours delivered"), (f"tick:{SHARE}", "planned for these days")])
    show.chart(places, "places")
    show.lede(places.alt)

if hours.known:
    show.heading("Outside the station", "rostered hours by role and state")
    show.legend([(DONE, "outside"), (AWAY, "outside, abstracted"), (OTHER, "not outside")])
    outside = time_in_place.outside(view, name)
    show.chart(outside, "outside")
    show.lede(outside.alt)

    show.heading("Abstraction", "hours taken from neighbourhood work, by reason and week")
    taken = abstraction.by_reason(view, name)
    if taken is not None:
        show.chart(taken, "abstraction")
        show.lede(taken.alt)
    abstraction.authorised(view, name)
    abstraction.by_beat(view, name)
if places is None or not hours.known:
    teaching.more(view.params(opened=False))
effect.rates(view)
evidence.offer(view, routes.TIME_IN_PLACE)
side.show_picked_area(view)
