"""Plan priorities: what was done towards each priority of the Police, Fire and Crime Plan."""

from metrics.ui import areas, bar, commitments, community_time, evidence, priorities, routes, several_forces, show, side
from metrics.ui.opening import opener

view = bar.choose("Plan priorities")
name = areas.name_of(view)
several_forces.instead(view, routes.PRIORITIES, "The plans")
found = priorities.tied(view)

show.lede(priorities.answer(found, view, name))
priorities.state(found, view)
picture = priorities.picture(found, name)
show.chart(picture, "priorities", on_pick=opener(view, view.area.level))
show.lede(priorities.READING)
priorities.tied_to_none(found, view, name)
community_time.report(view, name)
commitments.report(found)
commitments.plans(found, view)
priorities.offer(found, view)
evidence.offer(view, routes.PRIORITIES)
side.show_picked_area(view)
