"""Luck or difference, in the side panel: each question that is asked of an area's figure, with its answer and what it rests on;
of a person the rate and its interval, and no word."""

from __future__ import annotations

from dataclasses import replace
from math import isnan

from metrics.charts.words import days as say_days
from metrics.charts.words import within
from metrics.kpi import Kpi
from metrics.notes import key_of
from metrics.passport import Passport
from metrics.question import WEEK
from metrics.rates import LEAST_HOURS, PER_HOURS
from metrics.terms import TEAM, Role, say_number
from metrics.ui import by_role, data, judging, meanings, notes, show, trends, verdict_data
from metrics.ui.safe import html
from metrics.ui.selection import Selection
from metrics.verdict_words import Told, told

NOT_ALONE = (
    "No verdict against a target: on some of these days its people are posted above the beats only, or others under another "
    "supervisor are posted to its beats too, so what these are to reach is not this team's alone."
)


def of_area(kpi: Kpi, found: Passport, name: str, view: Selection) -> None:
    """The verdicts of an area's figure, its weeks as a chart, and the way to close a flag with a reason."""
    view = replace(view, role=found.role)
    own = by_role.of_role(kpi, found.role) if found.role and len(kpi.roles) > 1 else kpi
    judged = verdict_data.judged([own], view.area.level, view)
    answers = told(judged, own.id, f"{view.area.level}:{view.area.key}")
    show.heading("Luck or difference", judging.provisional([kpi], view))
    if view.area.level == TEAM and not data.is_alone(view.area, view.days, view.known_at):
        show.note(NOT_ALONE)
    if not answers:
        show.lede("Nothing is said: the figure, its hours or its earlier weeks are not wholly loaded.")
        return
    for answer in answers:
        show.block(section(answer))
        notes.flag(found, answer.question, answer.word, view, answer.days)
    meanings.beside([answer.word for answer in answers])
    show.heading("Over time", "each week in what luck alone would give for its hours")
    marks = notes.marks(
        replace(view, period="dates", start=view.end - trends.WEEKS * WEEK), key_of(None, view.area), kpi.id
    )
    trends.of_area(kpi, own, name, view, marks)


def section(answer: Told) -> str:
    """One question, its word with shape and colour, and what the word rests on."""
    facts = "".join(f"<div><dt>{html(name)}</dt><dd>{html(value)}</dd></div>" for name, value in answer.facts)
    mark = f'<span class="bb-mark {answer.tone}" aria-hidden="true">{html(answer.mark)}</span>'
    word = f'<span class="bb-answer">{mark} {html(answer.word)}</span>'
    words = " ".join(filter(None, (answer.why, answer.luck, answer.rule)))
    return (
        f'<section class="bb-told"><h3>{html(answer.title)} {word}</h3><dl>{facts}</dl><p class="muted">{html(words)}</p>'
        "</section>"
    )


def of_person(kpi: Kpi, collar: str, name: str, role: Role | None, view: Selection) -> None:
    """A person's rate beside the role's, with its interval: a prompt to look at the record, never a word."""
    if role is None or role not in kpi.roles or kpi.unit == "hours" or kpi.is_stock:
        return
    show.heading("How far luck goes", "an interval, and no verdict: of a person none is said")
    show.lede(rate_sentence(kpi, collar, name, role, view))


def rate_sentence(kpi: Kpi, collar: str, name: str, role: Role, view: Selection) -> str:
    """Brook, L has done 3 arrests in 148 available hours: between 1.2 and 3.1 per 100 hours, once luck is allowed for."""
    asked = by_role.of_role(kpi, role)
    found = verdict_data.rates([asked], (collar,), view).get(asked.id)
    mine = found.people.get(collar) if found else None
    if found is None or mine is None or isnan(mine.count):
        return "Not wholly loaded: no rate is shown."
    fact = (
        f"{say_days(*found.days)}: {name} has done {kpi.counted(say_number(mine.count))} in "
        f"{say_number(mine.hours)} available hours."
    )
    if isnan(mine.low):
        why = f"under {LEAST_HOURS:.0f} hours" if mine.hours < LEAST_HOURS else "too little is known of the role"
        return f"{fact} Too few hours for a rate: {why}."
    return (
        f"{fact} Once luck is allowed for, the rate lies between {say_number(mine.low, 1)} and {say_number(mine.high, 1)} per "
        f"{PER_HOURS} hours (90% interval); all {role}s together have {say_number(found.role_rate, 1)}. If that surprises you, "
        f"look at the records of {within(kpi.label)} below and ask, before anything is made of it."
    )
