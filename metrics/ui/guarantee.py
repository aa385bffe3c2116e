"""The Neighbourhood guarantee page's parts: the answer, the strips, what is missing, and what is asked and how it is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from metrics import guarantee_answer
from metrics.catalogue import exports
from metrics.charts import neighbourhood_strips
from metrics.charts.drawing import Drawing
from metrics.charts.neighbourhood_strips import Strip
from metrics.charts.theme import AWAY, DONE, OTHER
from metrics.charts.words import listed
from metrics.frames import rows_of
from metrics.guarantee import EXPORTS, Guarantee
from metrics.guarantee_cells import HEADS, Cell, cells, taken
from metrics.terms import NOT_LOADED, TEAM, Area, capital, say_date
from metrics.ui import areas, data, drawings, routes, show
from metrics.ui.data import read
from metrics.ui.guarantee_asked import ABSTRACTION, DEFINITION
from metrics.ui.opening import Opener
from metrics.ui.safe import html
from metrics.ui.selection import Selection

LOOKS = [
    ("mark:●", "as the guarantee asks, on the day"), (AWAY, "not so, or queries that wait for longer"),
    (DONE, "share of queries, or of people"), (OTHER, "abstraction: no target"),
]  # fmt: skip
TEAM_AT_MOST = 8
"""Neighbourhoods whose strips the Team page shows."""


def opener(view: Selection) -> Opener:
    """The opener of the view's neighbourhoods: the page shows the beat that was chosen."""
    return Opener(partial(_of_beat, view))


def _of_beat(view: Selection, chosen: dict[str, Any]) -> Selection:
    key = str(chosen.get("key") or "")
    return replace(view, area=Area("beat", key), kpi=None, opened=False) if key else view


def known(view: Selection) -> Guarantee:
    """The strips of the view's area, or of the beats to which a sergeant's people are posted."""
    beats = None if view.area.level == "force" else tuple(areas.beats(view)["key"])
    found: Guarantee = read("guarantee", days=view.days, role=view.role, known_at=view.known_at, beats=beats)
    return found


@drawings.remembered
def strips(view: Selection) -> dict[str, tuple[Cell, ...]]:
    """By beat the cells of its strip."""
    led = view.area.level == TEAM  # no beat lies in a sergeant's team
    figures = data.figures([ABSTRACTION], "beat", (view.days,), view, role=view.role, everywhere=led)
    of_beat = {row["key"]: row for row in rows_of(figures)}
    whole = known(view)
    return {one.beat: cells(one, whole, view.end, of_beat.get(one.beat)) for one in whole.beats}


@drawings.remembered
def picture(view: Selection, name: str) -> Drawing | None:
    """The strips as a picture; None where no beat is listed."""
    found = strips(view)
    lines = [
        Strip(line.key, line.name, found.get(line.key, ()))
        for line in drawings.beat_lines(view)
        if line.key in found or (line.heading and len(found) > 1)
    ]
    return neighbourhood_strips.draw(lines, answer(view, name)) if found else None


def answer(view: Selection, name: str) -> str:
    """How many neighbourhoods have what, in a sentence."""
    return guarantee_answer.answer(name, view.end, known(view).beats, strips(view))


def abstraction_words(view: Selection) -> str:
    """The abstraction of the view's area with its definition's version."""
    figures = data.figures([ABSTRACTION], view.area.level, (view.days,), view, role=view.role)
    found = [row for row in rows_of(figures) if row["key"] == view.area.key]
    words = taken(found[0] if found else None).sentence.rstrip(".")
    return f"{capital(words)} ({DEFINITION})."


def missing(view: Selection) -> None:
    """The exports that feed the strips and of which nothing is known, who sends them, and the way to Uploads."""
    lacking = [exports()[export] for export in EXPORTS if export not in known(view).loaded]
    if lacking:
        told = listed([f"{export.sheet} ({export.sent_by})" for export in lacking])
        show.note(f"{NOT_LOADED}: {told}. No row of these is known, which is not the same as none.")
        show.link(routes.UPLOADS, "Upload them", {})


def of_team(view: Selection) -> None:
    """The strips of a team's neighbourhoods, on the Team page; nothing where there are none, or too many for a glance."""
    by_beat = strips(view)
    if not 0 < len(by_beat) <= TEAM_AT_MOST:
        return
    show.heading("Neighbourhood guarantee", f"on {say_date(view.end)}")
    names, opened = {one.beat: one.name for one in known(view).beats}, opener(view)
    page = routes.linked(routes.GUARANTEE).url_path
    rows = "".join(_row(names[beat], f"{page}{opened.address({'key': beat})}", of) for beat, of in by_beat.items())
    head = "".join(f'<th scope="col">{html(one)}</th>' for one in ("Neighbourhood", *HEADS))
    table = f'<table class="bb-table cards"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    show.block(f'<div class="bb-table-box">{table}</div>')


def _row(name: str, address: str, found: Sequence[Cell]) -> str:
    told = "".join(
        f'<td data-label="{html(head)}"><span title="{html(cell.sentence)}">{_mark(cell)}{html(cell.in_full)}</span></td>'
        for head, cell in zip(HEADS, found, strict=True)
    )
    return f'<tr><th scope="row"><a href="{html(address)}" target="_self">{html(name)}</a></th>{told}</tr>'


def _mark(cell: Cell) -> str:
    """Shape of a state, beside its words; none for a share, which its numbers say. These are facts and no verdicts."""
    if cell.part is not None or cell.state not in ("kept", "not kept"):
        return ""
    return f'<i class="bb-fact{"" if cell.state == "kept" else " not"}"></i>'
