"""County: the sectors and beats laid out like the county, with a KPI's verdicts, and hours of the week against demand."""

from metrics.ui import (
    areas,
    bar,
    beats,
    county,
    demand,
    evidence,
    exported,
    meanings,
    notes,
    routes,
    several_forces,
    show,
    side,
    targets,
)

view = bar.choose("County")
name = areas.name_of(view)
several_forces.instead(view, routes.COUNTY, "The beats")
kpi = county.kpi_of(view)
grid = demand.ahead(view).wait(lambda: county.grid(view, kpi))

if grid is None:
    county.no_beats()
else:
    show.lede(grid.alt)
    county.choose(view, kpi)
    show.legend([*beats.SHAPES, ("hatch", "not loaded"), ("mark:*", "partly loaded")])
    show.chart(grid, f"county-{kpi.id}", on_pick=side.opener(view, "beat"))
    show.note(" ".join(filter(None, [county.question(view, kpi), county.provisional(view, kpi), county.DIAGRAM])))
    meanings.beside(meanings.HEADLINE)
    show.link(
        routes.BEATS, "See them as bars against their targets", view.params(kpi=county.plain(kpi).id, opened=False)
    )
    notes.of_beats(view, county.plain(kpi))
    targets.rationales(view, county.plain(kpi))

show.heading("Hours on duty against demand", f"{name}: when incidents were attended, and when there were hours")
if demand.beside(view).is_known:
    bands = demand.by_band(view, name)
    show.lede(bands.alt)
    show.note(demand.BIAS)
    show.chart(bands, "county-bands")
    for kind, words in demand.WEEKS.items():
        week = demand.week(view, kind, name)
        show.heading(words)
        show.chart(week, f"county-week-{kind}")
        show.lede(week.alt)
else:
    demand.not_comparable(view, name)
exported.beats(areas.together(view), areas.name_of(areas.together(view)), county.plain(kpi))
evidence.offer(view, routes.COUNTY)
side.show_picked_area(view)
