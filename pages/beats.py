"""Beats: every beat by sector against its targets, all KPIs compact or one KPI wide, in list order."""

from metrics.charts.theme import DONE, SHARE
from metrics.ui import (
    areas,
    bar,
    beats,
    drawings,
    evidence,
    exported,
    judging,
    meanings,
    notes,
    residents,
    routes,
    show,
    side,
    targets,
)

view = bar.choose("Beats")
kpi = beats.choose_kpi(view)

one = areas.LISTED[areas.listed(view)]
show.legend(
    [(DONE, f"recorded by the {one}'s team"), (f"tick:{SHARE}", f"the {one}'s target for the period"), *beats.SHAPES]
)
show.lede(judging.provisional([kpi] if kpi else drawings.whole_kpis(), view))
for number, drawing in enumerate(drawings.beats(view, kpi)):
    show.chart(drawing, f"beats-{kpi.id if kpi else 'all'}-{number}", on_pick=side.opener(view, areas.listed(view)))
    show.lede(drawing.alt)
meanings.beside(meanings.HEADLINE)
notes.of_beats(view, kpi)
if kpi:
    beats.compare(view, kpi)
    show.note(" ".join([kpi.meaning, *kpi.caveats]))
    targets.rationales(view, kpi)
show.link(routes.COUNTY, "See them laid out like the county", view.params(opened=False))
beats.team_links(view)
residents.beside(view)
side.record_links(view, [kpi] if kpi else drawings.whole_kpis(), areas.name_of(view))
exported.beats(view, areas.name_of(view), kpi)
evidence.offer(view, routes.BEATS)
side.show_picked_area(view)
