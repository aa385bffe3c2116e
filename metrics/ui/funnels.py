"""Is any beat different from the others? From a view and a KPI to the funnel of all beats, or to what is missing for it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from metrics.catalogue import exports
from metrics.charts import funnel_points
from metrics.charts import funnel_words as words
from metrics.charts.drawing import Drawing
from metrics.charts.figures import by_key, pairs_of
from metrics.charts.funnel_words import Point
from metrics.charts.words import Figure
from metrics.funnels import BeatFunnel, comparable
from metrics.kpi import Kpi, Shown
from metrics.terms import Role
from metrics.ui import areas, by_role, data
from metrics.ui.drawings import beat_lines, beside_beats, remembered
from metrics.ui.selection import Selection


@remembered
def compared(view: Selection, kpi: Kpi) -> tuple[Drawing | None, str]:
    """The funnel where enough is expected, and what else there is to say: who is left out, or what is missing for it."""
    if not comparable(kpi):
        return None, words.not_a_count(kpi)
    found = data.funnel(kpi, view)
    names = {line.key: line.name for line in beat_lines(areas.together(view))}
    left_out = words.left_out_words(
        [name for key, name in names.items() if key in found.left_out], exports()[kpi.export].sheet
    )
    if not found.shows:
        days = (view.end - view.start).days + 1
        number = len(found.keys)
        missing = words.too_little(found.enough_expected, number, len(names), days, found.times_longer)
        return None, f"{missing} {left_out}".strip()
    mine = {line.key for line in beat_lines(view)}
    fainter = "" if names.keys() <= mine else f"Fainter dots: beats outside {names.get(view.area.key, view.area.key)}."
    said = (fainter, left_out, words.unplaced_words(kpi, found.placed))
    return _drawing(view, kpi, found, names, mine), " ".join(filter(None, said))


def _drawing(view: Selection, kpi: Kpi, found: BeatFunnel, names: dict[str, str], mine: set[str]) -> Drawing:
    everywhere = areas.together(view)
    shown, figures = by_role.figures([kpi], "beat", (view.days,), everywhere, everywhere=True)
    points = _points(found, _of(kpi, figures), names, mine)
    beside = pairs_of({kpi.id: [told for one in shown for told in _beside(one, everywhere)]})
    roles: Sequence[Role] = [role for role in kpi.roles if view.role in (None, role)]
    tau2 = float(found.verdict.tau2.max())
    sentences = [words.point_sentence(kpi, one, roles, tau2 > 0, beside.get((kpi.id, one.key), [])) for one in points]
    return funnel_points.draw(kpi, points, sentences, tau2, words.finding(kpi, points, roles, tau2, view.period_words))


def _of(kpi: Kpi, figures: pd.DataFrame) -> dict[str, Figure]:
    return {key: figure for (name, key), figure in by_key(figures).items() if name == kpi.id}


def _beside(kpi: Kpi, view: Selection) -> list[Shown]:
    """What the bars above have beside each beat; where they stand by role, whose it is."""
    _, role = by_role.parse(kpi.id)
    told = beside_beats(kpi, view)
    return [one._replace(label=f"{one.label}, {role}s") for one in told] if role else told


def _points(found: BeatFunnel, figures: Mapping[str, Figure], names: dict[str, str], mine: set[str]) -> list[Point]:
    """Each beat that takes part, with its figure as the bars above show it, in list order."""
    told, places = found.verdict, {key: place for place, key in enumerate(found.keys)}
    return [
        Point(
            key,
            name,
            figures[key],
            float(told.expected[places[key]]),
            math.ceil(told.low[places[key]]),
            math.floor(told.high[places[key]]),
            int(told.code[places[key]]),
            str(told.word[places[key]]),
            float(told.one_in[places[key]]),
            key in mine,
        )
        for key, name in names.items()
        if key in places
    ]
