"""Neighbourhood guarantee: what each neighbourhood was promised, and whether it is so."""

from metrics.ui import (
    areas,
    bar,
    evidence,
    guarantee,
    guarantee_asked,
    guarantee_beat,
    routes,
    several_forces,
    show,
    side,
)

view = bar.choose("Neighbourhood guarantee")
name = areas.name_of(view)

several_forces.instead(view, routes.GUARANTEE, "The neighbourhoods")
show.lede(guarantee.answer(view, name))
show.lede(guarantee.abstraction_words(view))
guarantee.missing(view)
picture = guarantee.picture(view, name)
if picture is not None:
    show.legend(guarantee.LOOKS)
    show.chart(picture, "strips", on_pick=guarantee.opener(view))
guarantee_beat.report(view)
guarantee_asked.explained()
evidence.offer(view, routes.GUARANTEE)
side.show_picked_area(view)
