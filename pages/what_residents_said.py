"""What residents said: the consultation of 2023/24 by group and theme, and the five things asked for beside our measures."""

from metrics.charts.themes import LOOKS
from metrics.ui import areas, bar, evidence, residents, routes, several_forces, show

view = bar.choose("What residents said")
name = areas.name_of(view)
several_forces.instead(view, routes.RESIDENTS, "The answers")

show.lede(residents.answer(view, name))
picture = residents.picture(view, name)
if picture is not None:
    show.legend(LOOKS)
    show.chart(picture, "themes")
    residents.confidence(view)
residents.every_theme(view)
residents.asks(view)
residents.source(view)
evidence.offer(view, routes.RESIDENTS)
