"""Notes in words: kind, days, whom they are on, who wrote them and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from metrics.catalogue import kpis
from metrics.charts.figures import say_person
from metrics.charts.words import within
from metrics.frames import rows_of
from metrics.notes import PEOPLE, About, Key, Note
from metrics.terms import FORCE, TEAM, say_date, say_days, say_moment
from metrics.ui import data, viewer
from metrics.ui.safe import html
from metrics.ui.selection import Selection

SHORT = 60
"""Letters of a note in a list to choose from."""


def rows(found: Iterable[Note], view: Selection) -> str:
    """Notes as a list of our own markup, each with everything that is kept of it."""
    found, names = list(found), names_of(view)
    viewer.looks_at(note.about.key for note in found if note.about.level == PEOPLE)
    return f'<ul class="bb-notes">{"".join(_row(note, names) for note in found)}</ul>'


def _row(note: Note, names: dict[Key, str]) -> str:
    return (
        f"<li><b>{html(note.kind)}</b> <span>{html(note.words)}</span> "
        f'<span class="muted">{html(about_words(note.about, names))} · {html(note.by)}, {html(say_moment(note.at))}</span></li>'
    )


def short(note: Note, view: Selection) -> str:
    """A note in a list to choose from."""
    cut = note.words if len(note.words) <= SHORT else f"{note.words[:SHORT]}…"
    return f"{note.kind}: {cut} ({about_words(note.about, names_of(view))})"


def about_words(about: About, names: dict[Key, str]) -> str:
    """Corby · arrests · 1 to 7 June 2026."""
    whose = names.get((about.level, about.key), about.key)
    kpi = kpis().get(about.kpi or "")
    label = within(kpi.label) if kpi else about.kpi or ""
    parts = [whose, f"{label} of {about.role}s" if about.role and label else label, days_words(about.start, about.end)]
    return " · ".join(part for part in parts if part)


def days_words(start: dt.date | None, end: dt.date | None) -> str:
    """The days of a note; nothing where it has none."""
    if start and end:
        return say_days(start, end)
    return f"from {say_date(start)}" if start else f"until {say_date(end)}" if end else ""


def names_of(view: Selection) -> dict[Key, str]:
    """What areas, sergeants' teams and people are called, as known."""
    areas = {(row["level"], row["key"]): str(row["name"]) for row in rows_of(data.areas(view.known_at))}
    people = {(PEOPLE, row["collar"]): say_person(row) for row in rows_of(data.people(view.known_at))}
    led = {(TEAM, key.partition(":")[2]): name for key, name in data.team_names(view.known_at).items()}
    return {**areas, **led, **people, ("force", FORCE): FORCE}
