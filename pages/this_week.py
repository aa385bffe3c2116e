"""This week: what came in, what is missing, what changed, where the hours went, and figures against target."""

from metrics.charts.theme import AWAY, DONE, OTHER
from metrics.charts.words import days
from metrics.ui import (
    actions_due,
    ahead,
    areas,
    bar,
    beats,
    brief,
    drawings,
    evidence,
    exported,
    guide,
    judging,
    meanings,
    more_than_luck,
    notes,
    recognition,
    routes,
    show,
    side,
    week_words,
)

WEEKS_OF_COVERAGE = 12

view = bar.choose("This week", only="week")
guide.first_visit(view)
loaded, strip = drawings.week_ahead(view).wait(lambda: drawings.coverage_strip(view, WEEKS_OF_COVERAGE))
show.lede(loaded)
show.lede(judging.provisional(drawings.whole_kpis(), view))
named, early = ahead.split(view)
if early:
    show.note(early)
show.block(week_words.away(drawings.who_was_away(named), named))
notes.of_week(view)
recognition.of_week(named)
more_than_luck.of_week(view)

show.heading(
    "Against target", f"{days(*view.days)}: the figure, a bar with the target as a tick, and the last 12 weeks"
)
show.legend(beats.SHAPES)
show.chart(drawings.totals(view), "totals", on_pick=side.opener(view, areas.levels(view)))
meanings.beside(meanings.HEADLINE)
side.record_links(view, drawings.whole_kpis(), areas.name_of(view))
exported.week(view)
evidence.offer(view, routes.THIS_WEEK)
brief.offer(view)
side.show_picked_area(view)

show.heading("Since the week before", areas.name_of(view))
show.block(week_words.changes(drawings.since_last_week(view), side.opener(view, view.area.level).address))

show.heading("Where the hours went", "rostered hours of PCs and PCSOs")
show.legend([(DONE, "neighbourhood work"), (AWAY, "abstracted"), (OTHER, "other duties")])
hours = drawings.where_hours_went(view)
show.chart(hours, "hours")
show.lede(hours.alt)
side.hours_links(view)

actions_due.of_week(view)

show.heading("Loaded and missing", f"the last {WEEKS_OF_COVERAGE} weeks, by export")
show.legend([(DONE, "loaded"), ("hatch", "missing, or the part that is missing")])
show.block(strip)
show.link(routes.UPLOADS, "Upload files", view.params(opened=False))
