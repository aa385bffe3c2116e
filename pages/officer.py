"""Officer: one person's hours and KPIs week by week, and the records behind each figure."""

from metrics.charts.theme import ABSENT, AWAY, BAND, DONE, OTHER, SHARE
from metrics.charts.words import SHARE_WORDS
from metrics.notes import PEOPLE
from metrics.ui import (
    bar,
    drawings,
    evidence,
    exported,
    notes,
    one_to_one,
    own,
    people,
    routes,
    show,
    side,
)

view = bar.choose("Officer", people=True)
person = people.chosen(view)

if person is None:
    people.offer(view)
else:
    name, collar, role = person.name, person.collar, person.role
    own.first(view, person)
    show.heading(person.title, person.posting)
    one_to_one.link(view, person)
    hours = drawings.officer_hours(view, collar, name)
    show.legend([(DONE, "available hours"), (AWAY, "abstracted"), (OTHER, "other duties"), (ABSENT, "2d: days absent")])
    show.chart(hours, "officer-hours")
    show.lede(hours.alt)
    people.hours_link(view)
    notes.of_officer(view, collar)

    show.heading("Week by week", "click a dot for the records behind it")
    show.legend(
        [(DONE, "done in a week (a ring: provisional)"), (f"tick:{SHARE}", f"fair share: {SHARE_WORDS}"),
         (BAND, "usual for these hours, by the weeks before"), ("mark:▾", "a note or a change of definition")]
    )  # fmt: skip
    figures = drawings.officer_kpis(view, collar, name, role, marks=notes.marks(view, (PEOPLE, collar)))
    if figures is None:
        show.lede(f"No KPI applies to a {role}. Their records are shown where they lead an arrest or a warrant.")
    else:
        show.chart(figures, "officer-kpis", on_pick=side.opener(view, "officer"))
        side.record_links(view, drawings.whole_kpis(role))
        exported.officer(view, collar, name, role)
        people.sources(view, collar, name, role)
    context = drawings.officer_kpis(view, collar, name, role, context=True)
    if context is not None:
        people.context(context, role, view)
    own.after(view, person)
    evidence.offer(view, routes.OFFICER)
    side.show_officer(view, name)
