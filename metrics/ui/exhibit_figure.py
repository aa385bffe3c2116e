"""The exhibit of one figure of an area or person, as its side panel shows it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from metrics.charts.drawing import Drawing
from metrics.charts.words import figure_sentence, figure_words, say_hours, say_share
from metrics.frames import rows_of
from metrics.kpi import Kpi
from metrics.notes import key_of
from metrics.question import WEEK
from metrics.terms import say_days
from metrics.ui import areas, by_role, data, notes, people, trends, verdict_data
from metrics.ui.selection import Selection
from metrics.ui.shown import Sheet, Shown
from metrics.verdict_words import told


def options(view: Selection) -> dict[str, str]:
    """The title of the figure that a view has open."""
    kpi, role = by_role.parse(view.kpi)
    return {"": f"{kpi.label}, {role}s" if role else kpi.label} if kpi else {}


def shown(view: Selection, _: str) -> Shown | None:
    """One figure of an area or person, with its hours, target, verdicts, companions; of an area also its weeks."""
    kpi, one_role = by_role.parse(view.kpi)
    if kpi is None:
        return None
    at = replace(view.of_opened, role=one_role or view.role)
    by, collars = ("officer", (view.officer,)) if view.officer else (view.area.level, ())
    more = {"collars": collars} if collars else {"role": at.role}
    key = view.officer or view.area.key
    name = name_of(view)
    mine = [row for row in rows_of(data.figures([kpi], by, (at.days,), at, **more)) if row["key"] == key]
    if not mine:
        return None
    beside = [one for one in data.beside([kpi], by, at, **more).get(kpi.id, []) if one.key == key]
    facts = [
        ("Figure", kpi.counted(figure_words(kpi, mine[0]))),
        (kpi.hours_words.capitalize(), say_hours(mine[0]["exposure_hours"])),
        ("Fair share" if view.officer else "Target", say_share(mine[0]["target"])),
        *((one.label, one.text) for one in beside),
        *(() if view.officer else _verdicts(kpi, at)),
    ]
    table = Sheet("Figure", pd.DataFrame(facts, columns=["What", "Value"]))
    words = figure_sentence(kpi, mine[0], name, bool(view.officer))
    drawing = None if view.officer else _over_time(kpi, at, name)
    weeks = () if drawing is None else (Sheet("Weeks", drawing.table(), "line", ("Week", "Figure"), kpi.unit_word),)
    return Shown(words, (table, *weeks), drawing)


def name_of(view: Selection) -> str:
    """Whose figure it is: the person of the view, else its area."""
    person = people.chosen(view) if view.officer else None
    return person.name if person else areas.name_of(view)


def _own(kpi: Kpi, view: Selection) -> Kpi:
    return by_role.of_role(kpi, view.role) if view.role and len(kpi.roles) > 1 else kpi


def _verdicts(kpi: Kpi, view: Selection) -> list[tuple[str, str]]:
    own = _own(kpi, view)
    judged = verdict_data.judged([own], view.area.level, view)
    answers = told(judged, own.id, f"{view.area.level}:{view.area.key}")
    return [
        (answer.title, " ".join(filter(None, (f"{answer.mark} {answer.word}, {say_days(*answer.days)}.", answer.luck))))
        for answer in answers
    ]


def _over_time(kpi: Kpi, view: Selection, name: str) -> Drawing | None:
    back = replace(view, period="dates", start=view.end - trends.WEEKS * WEEK)
    return trends.over_time(view, kpi, _own(kpi, view), name, notes.marks(back, key_of(None, view.area), kpi.id))


def kpis(view: Selection, _: str) -> list[str]:
    """The id of the KPI that it is of."""
    return [str(view.kpi).partition(":")[0]]
