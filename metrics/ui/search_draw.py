"""One draw: what it was drawn from, its searches with what is said of each, and the way to review them.

The panel's draw shows the panel's view alone; which searches these are stands apart, closed, for whoever enters its answers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from metrics import loading
from metrics.search_reviews import panel, panel_sheet
from metrics.search_reviews.draws import PANEL, WHOM, Draw
from metrics.search_reviews.groups import NOT_RECORDED, yes_no
from metrics.search_reviews.panel import PanelRow
from metrics.search_reviews.reviews import ANSWERS, Drawn, Review
from metrics.search_reviews.searched import Searched
from metrics.terms import say_date, say_moment
from metrics.ui import areas, problem_solving, review_data, routes, search_review_forms, show
from metrics.ui.safe import html
from metrics.ui.selection import Selection

REF = "draw-"
"""How the address names a draw in place of a record's reference."""
OTHER = "Other"
"""The type of a search that is neither for possession nor for supply: it says nothing beside the object."""
NOT_KNOWN = "Taken back or deleted since it was drawn."
FOUND = {"yes": "reasonable", "no": "not reasonable", "cannot tell": "cannot tell from the record"}
SAYS = {True: "reasonable", False: "not reasonable", None: "reasonable or not: not recorded"}


def address(draw: Draw, view: Selection) -> str:
    """The page of reviews with a draw opened."""
    return f"{routes.linked(routes.REVIEWS).url_path}?{urlencode(opened(draw.number, view).params())}"


def opened(number: int, view: Selection) -> Selection:
    """The same view with a draw opened."""
    return replace(view, ref=f"{REF}{number}", kpi=None, opened=False)


def asked(found: Sequence[Drawn], view: Selection) -> Drawn | None:
    """The draw that the address opens; None where it opens none, and a sentence where there is none such in this view."""
    if not (view.ref or "").startswith(REF):
        return None
    one = next((one for one in found if view.ref == f"{REF}{one.draw.number}"), None)
    if one is None:
        show.note(f"There is no draw {str(view.ref).removeprefix(REF)} in this view.")
    return one


def report(one: Drawn, view: Selection) -> None:
    """The draw, its searches, and the form to review one."""
    draw = one.draw
    name = areas.name_of(replace(view, area=draw.area))
    show.heading(f"Draw {draw.number:,}: {name}, {draw.days_words}", WHOM[draw.whom].words)
    show.lede(words(draw))
    known = review_data.searches(draw, view)
    if draw.whom == PANEL:
        _panel(one, known, view, name)
    else:
        names = problem_solving.owners(view)
        frame = pd.DataFrame([_row(number, ref, one, known.get(ref), names) for number, ref in enumerate(draw.refs, 1)])
        opens = {(row, 1): f"record?{urlencode(_plain(view).params(ref=ref))}" for row, ref in enumerate(draw.refs)}
        show.block(show.table_html(frame, "The searches drawn, in the order of their lots", cells_open=opens))
    _said(one, named=draw.whom != PANEL)
    if view.known_at is None:
        search_review_forms.review(one)


def _plain(view: Selection) -> Selection:
    return replace(view, kpi=None, opened=False, ref=None)


def words(draw: Draw) -> str:
    """Who drew how many from how many, when and why; the seed; and whether it comes out the same again."""
    told = [
        f"{len(draw.refs):,} drawn by lot from {draw.population:,} searches by {draw.by}, {say_moment(draw.at)}, as known then; "
        f"to be reviewed by {say_date(draw.due)}."
    ]
    if draw.wanted > len(draw.refs):
        told.append(f"{draw.wanted:,} were to be drawn: these are all there were.")
    if draw.loaded_words:
        told.append(f"{draw.loaded_words}.")
    if draw.reason:
        told.append(f"A further draw of these days: {draw.reason}")
    again = (
        "the same searches come out"
        if review_data.comes_out_again(draw)
        else "other searches come out: rows were deleted"
    )
    return " ".join([*told, f"Seed {draw.seed}: drawn again, {again}."])


def _row(number: int, ref: str, one: Drawn, found: Searched | None, names: Mapping[str, str]) -> dict[str, str]:
    """A search as its supervisors see it. names: by collar number."""
    state = {"No.": str(number), "Search": ref}
    review = {"Review": review_words(one.latest(ref))}
    if found is None:
        return state | dict.fromkeys(("When", "Beat", "Looked for", "Outcome", "Found", "Record", "Searched by"), "–") | {
            "The record says": NOT_KNOWN
        } | review  # fmt: skip
    name = names.get(found.collar, "")
    return state | {
        "When": f"{say_date(found.day)}, {found.at:%H:%M}",
        "Beat": found.beat_name or NOT_RECORDED,
        "Looked for": _looked_for(found),
        "Outcome": f"{found.outcome or NOT_RECORDED}; linked: {yes_no(found.linked)}",
        "Found": yes_no(found.is_found),
        "Record": f"blank: {', '.join(found.blank)}" if found.blank else "complete",
        "Searched by": f"{name} ({found.collar})" if name else found.collar,
        "The record says": grounds_words(found),
    } | review  # fmt: skip


def _looked_for(found: Searched) -> str:
    """Controlled drugs, Possession."""
    kind = "" if found.kind == OTHER else found.kind
    return ", ".join(filter(None, (found.object_searched_for or NOT_RECORDED, kind)))


def grounds_words(found: Searched) -> str:
    """What the export says of a review of the grounds: reviewed on 13 September 2026 by 6462, reasonable."""
    if found.grounds_by is None and found.grounds_on is None:
        return "no review of the grounds"
    when = f" on {say_date(found.grounds_on)}" if found.grounds_on else ""
    who = f" by {found.grounds_by}" if found.grounds_by else ""
    return f"reviewed{when}{who}, {SAYS[found.grounds_reasonable]}"


def review_words(one: Review | None) -> str:
    """Not yet; skipped; or reviewed and what was found of the grounds."""
    if one is None:
        return "not yet"
    return "skipped" if one.skipped else f"reviewed: {FOUND[one.reasonable or 'cannot tell']}"


def _said(one: Drawn, named: bool) -> None:
    """What is said of each search, the latest version first; earlier ones when somebody asks."""
    latest, earlier = [], []
    for number, ref in enumerate(one.draw.refs, 1):
        name = f"No. {number}, {ref}" if named else f"No. {number}"
        first, *others = [_line(name, each) for each in one.versions.get(ref, ())] or [""]
        latest += [first] if first else []
        earlier += others
    if latest:
        show.block(f'<ul class="bb-notes">{"".join(latest)}</ul>')
    if earlier:
        box = st.expander(
            f"Earlier versions: {len(earlier):,}", key="review-versions", on_change="rerun", type="compact"
        )
        if box.open:
            with box:
                show.block(f'<ul class="bb-notes">{"".join(earlier)}</ul>')


def _line(name: str, one: Review) -> str:
    if one.skipped:
        told = f"Skipped: {one.skipped}"
    else:
        viewed = "viewed" if one.video else "not viewed"
        on = f" on {say_date(one.on)}" if one.on else ""
        told = f"Reviewed{on}. Grounds reasonable: {ANSWERS[one.reasonable or 'cannot tell'].lower()}; video {viewed}."
        told += f" To learn: {one.learning}" if one.learning else ""
    return (
        f'<li><b>{html(name)}</b> <span>{html(told)}</span> <span class="muted">{html(one.by)}, '
        f"{html(say_moment(one.at))}</span></li>"
    )


def _panel(one: Drawn, known: dict[str, Searched], view: Selection, name: str) -> None:
    """The panel's view, its files, and, closed, which searches these are."""
    draw = one.draw
    found = panel.rows(draw, known, review_data.candidates(draw))
    rows = [
        dict(zip(panel.HEADINGS, map(str, row), strict=True)) | {"Review": review_words(one.latest(ref))}
        for row, ref in zip(found, draw.refs, strict=True)
    ]
    show.block(show.table_html(pd.DataFrame(rows), "The searches as the panel sees them"))
    show.note(f"{panel.redaction_words(found)} {panel.NO_GROUNDS}")
    _files(draw, name, found)
    box = st.expander(
        "Which searches these are: for the force, not for the panel",
        key="panel-refs",
        on_change="rerun",
        type="compact",
    )
    if box.open:
        with box, show.links("panel-refs"):
            for number, ref in enumerate(draw.refs, 1):
                show.link(routes.RECORD, f"No. {number}: {ref}", _plain(view).params(ref=ref))


def _files(draw: Draw, name: str, found: Sequence[PanelRow]) -> None:
    stem = f"panel-draw-{draw.number}"
    with show.links("panel-files"):
        show.download(
            "The panel's sheet to print (HTML)", lambda: panel_sheet.as_html(draw, name, found, loading.now().date()),
            f"{stem}.html", "text/html", key="panel-html",
        )  # fmt: skip
        show.download(
            "The panel's searches and questions as a workbook", lambda: panel_sheet.workbook(draw, name, found, loading.now()),
            f"{stem}.xlsx", show.XLSX, key="panel-xlsx",
        )  # fmt: skip


__all__ = ["address", "asked", "grounds_words", "opened", "report", "review_words", "words"]
