"""Is any beat different from the others? From a view and a KPI to the funnel of all beats, or to what is missing for it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from metrics.catalogue import exports
from metrics.charts import funnel
from metrics.charts import funnel_words as words
from metrics.charts.drawing import Drawing
from metrics.charts.figures import by_key, pairs_of
from metrics.charts.funnel_words import Point
from metrics.funnels import BeatFunnel, comparable
from metrics.kpi import Kpi
from metrics.terms import WHOLE_FORCE, Role
from metrics.ui import by_role, data
from metrics.ui.drawings import beat_lines, remembered
from metrics.ui.selection import Selection


@remembered
def compared(view: Selection, kpi: Kpi) -> tuple[Drawing | None, str]:
    """The funnel where enough is expected, and what else there is to say: who is left out, or what is missing for it."""
    if not comparable(kpi):
        return None, words.not_a_count(kpi)
    found = data.funnel(kpi, view)
    names = {line.key: line.name for line in beat_lines(replace(view, area=WHOLE_FORCE))}
    left_out = words.left_out_words([names[key] for key in found.left_out], exports()[kpi.export].sheet)
    if not found.shows:
        days = (view.end - view.start).days + 1
        number = len(found.keys)
        missing = words.too_little(found.enough_expected, number, len(names), days, found.times_longer)
        return None, f"{missing} {left_out}".strip()
    said = (left_out, words.unplaced_words(kpi, found.placed))
    return _drawing(view, kpi, found, names), " ".join(filter(None, said))


def _drawing(view: Selection, kpi: Kpi, found: BeatFunnel, names: dict[str, str]) -> Drawing:
    everywhere = replace(view, area=WHOLE_FORCE, supervisor=None)
    points = _points(everywhere, kpi, found, names, {line.key for line in beat_lines(view)})
    roles: Sequence[Role] = [role for role in kpi.roles if view.role in (None, role)]
    tau2 = float(found.verdict.tau2.max())
    beside = pairs_of(data.beside([kpi], "beat", everywhere, role=view.role))
    sentences = [words.point_sentence(kpi, one, roles, tau2 > 0, beside.get((kpi.id, one.key), [])) for one in points]
    return funnel.draw(kpi, points, sentences, tau2, words.finding(kpi, points, roles, tau2, view.period_words))


def _points(view: Selection, kpi: Kpi, found: BeatFunnel, names: dict[str, str], mine: set[str]) -> list[Point]:
    """Each beat that takes part, with its figure as the bars above show it."""
    figures = by_key(
        data.figures(by_role.apart([kpi], view), "beat", (view.days,), view, role=view.role, everywhere=True)
    )
    told = found.verdict
    return [
        Point(
            key,
            names[key],
            figures[kpi.id, key],
            float(told.expected[place]),
            math.ceil(told.low[place]),
            math.floor(told.high[place]),
            int(told.code[place]),
            str(told.word[place]),
            float(told.one_in[place]),
            key in mine,
        )
        for place, key in enumerate(found.keys)
    ]
