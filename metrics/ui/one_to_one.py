"""The One-to-one page's parts: the sheet, what is kept of it, and the way from and to the person's other one-to-ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from metrics import actions as agreed_actions
from metrics import loading
from metrics.charts.words import SHARE_WORDS
from metrics.notes import PEOPLE, Key
from metrics.one_to_one import kept
from metrics.one_to_one import words as told
from metrics.one_to_one.kept import SIDES, OneToOne
from metrics.one_to_one.sheet import Sheet, from_json
from metrics.pack.one_to_one import document
from metrics.store.snapshot import moment
from metrics.terms import LONDON, say_date, say_moment
from metrics.ui import actions, data, one_to_one_forms, one_to_one_sheet, routes, selection, show, viewer
from metrics.ui.people import Person
from metrics.ui.safe import html
from metrics.ui.selection import Selection

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
UPRIGHT = "<style>@media print { @page { size: A4 portrait; margin: 14mm 13mm 13mm; } }</style>"
LINES = "<i></i>" * 3
TO_WRITE = f'<div class="bb-print bb-to-write">{LINES}</div>'
"""Lines to write on by hand, on paper only."""


def link(view: Selection, person: Person) -> None:
    """Officer: the way to the person's one-to-one, and when the last was held."""
    mine = kept.on_collar(data.one_to_ones(view.known_at), person.collar)
    words = "Your one-to-ones" if person.collar == viewer.own_collar() else f"One-to-one with {person.name}"
    with show.links("one-to-one"):
        show.link(routes.ONE_TO_ONE, words, _params(view))
        last = f"the last one was held on {say_date(mine[0].held_on)}" if mine else "none is held yet"
        st.html(f'<span class="bb muted">{html(last)}</span>', width="content")


def _params(view: Selection, one: OneToOne | None = None) -> dict[str, str]:
    return view.params(ref=str(one.number) if one else None, kpi=None, opened=False, then=None)


def of_person(view: Selection, person: Person) -> None:
    """The sheet that the address asks for: one that was held (its number in `ref`), or the one to hold next."""
    mine = kept.on_collar(data.one_to_ones(view.known_at), person.collar)
    one = next((each for each in mine if str(each.number) == view.ref), None)
    if view.ref and one is None:
        show.note(f"There is no one-to-one no. {view.ref} of this person as known. This is the sheet for the next one.")
    st.html(UPRIGHT)
    sheet = from_json(one.sheet) if one else one_to_one_sheet.made(view, person)
    _head(view, sheet, one)
    _sheet(view, sheet, "" if one else TO_WRITE)
    _kept(view, sheet, one)
    _others(view, mine, one)


def _head(view: Selection, sheet: Sheet, one: OneToOne | None) -> None:
    show.heading(sheet.title, sheet.posting)
    if one:
        show.lede(
            f"{told.held_words(one)} Its figures stand as they were then: {told.about(sheet).partition(' · ')[2]}."
        )
    else:
        show.lede(told.PURPOSE)
    with show.links("sheet-of-one"):
        show.download(
            "This sheet in Word, the same for both", lambda: in_word(view, sheet, one), _file_name(sheet), DOCX,
            key="word", whom=(sheet.collar,),
        )  # fmt: skip
        show.link(routes.OFFICER, f"Open {sheet.name}", _params(view))
        if one:
            show.link(routes.ONE_TO_ONE, "The sheet for the next one", _params(view))


def _file_name(sheet: Sheet) -> str:
    return f"one-to-one-{sheet.collar}-{sheet.end}.docx"


def in_word(view: Selection, sheet: Sheet, one: OneToOne | None) -> bytes:
    """The bytes of the Word document: the same on one day, and once it is held until somebody adds to it."""
    if one is None:
        return document(sheet, None, (), dt.datetime.combine(actions.today(view), dt.time(), LONDON))
    mine = _agreed_at(view, one)
    told_at = [
        *(each.at for each in one.versions),
        *(each.at for each in one.seen),
        *(each.changed_at for each in mine),
    ]
    last = max([one.at, *told_at]).replace(tzinfo=dt.UTC)
    return document(sheet, one, [actions.said(each) for each in mine], last)


def _agreed_at(view: Selection, one: OneToOne) -> list[agreed_actions.Action]:
    """The actions agreed at a one-to-one, as they stand now."""
    numbers = {each.number for each in one.agreed}
    return [each for each in data.actions(view.known_at) if each.number in numbers]


def _sheet(view: Selection, sheet: Sheet, to_write: str) -> None:
    """The sheet itself, wellbeing and development first. to_write: lines on paper, while it is not held."""
    show.heading("First")
    show.block(f'<ul class="bb-points">{_points(sheet.prompts)}</ul>{to_write}')
    if sheet.courses:
        show.heading(told.COURSES, "as the Training export has them")
        show.block(f'<ul class="bb-points">{_points(sheet.courses)}</ul>')
    elif sheet.student:
        show.note(told.NO_COURSES)
    show.heading("Recognition")
    show.block("".join(f'<p class="bb-line">{html(line)}</p>' for line in sheet.recognition or (told.NO_RECOGNITION,)))
    show.heading("Context", "absence without its reason; adjusted duties and tutoring are other duties")
    show.facts([(name, value) for name, value in sheet.context[1:]])
    _measures(sheet)
    if sheet.replies:
        show.heading(told.REPLIES)
        show.block(f'<ul class="bb-points">{_points(sheet.replies)}</ul>')
    if sheet.searches is not None:
        _searches(view, sheet, to_write)
    for title, lines in ((told.DUE, sheet.due), (told.LAST, sheet.last_actions)):
        if lines:
            show.heading(title)
            show.block(f'<ul class="bb-points">{_points(lines)}</ul>')


def _points(lines: Sequence[str]) -> str:
    return "".join(f"<li>{html(line)}</li>" for line in lines)


def _measures(sheet: Sheet) -> None:
    show.heading("What was done")
    columns = told.columns(sheet)
    if sheet.measures:
        rows = [told.cells(sheet, one) for one in sheet.measures]
        show.table(pd.DataFrame(rows, columns=[heading for heading, _ in columns]))
    share = f"Fair share: {SHARE_WORDS}. {told.NO_TEAM_WORD} " if "Fair share" in dict(columns) else ""
    show.lede(f"{share}{sheet.measures_note}")


def _searches(view: Selection, sheet: Sheet, to_write: str) -> None:
    show.heading(told.SEARCHES)
    show.lede(told.drawn_words(sheet))
    if not sheet.drawn:
        return
    found = [(one.ref, say_date(one.day), "yes" if one.reviewed else "not yet") for one in sheet.drawn]
    with show.links("drawn"):
        for ref, day, reviewed in found:
            show.link(routes.RECORD, f"{ref}, {day}, grounds reviewed: {reviewed}", view.params(ref=ref, kpi=None))
    rows = "".join(f"<li>{html(', '.join((ref, day, f'grounds reviewed: {seen}')))}</li>" for ref, day, seen in found)
    show.block(f'<ul class="bb-print bb-points">{rows}</ul>{to_write}')


def _kept(view: Selection, sheet: Sheet, one: OneToOne | None) -> None:
    """What each side says, what is agreed, and who acknowledged it; or the way to hold it."""
    key: Key = (PEOPLE, sheet.collar)
    may_enter = view.known_at is None
    mine = [each for each in data.actions(view.known_at) if each.key == key and each.is_open]
    if one is None:
        _blank()
        if may_enter:
            actions.change(mine, "next")
            one_to_one_forms.hold(sheet.collar, lambda: replace(sheet, known_at=moment(loading.now())), _go_to(view))
        return
    open_ = may_enter and one.closed_at is None
    for side in SIDES:
        _words(one, side)
        if open_:
            one_to_one_forms.words(one, side, sheet.name)
    show.heading(told.AGREED)
    found = _agreed_at(view, one)
    show.block(actions.lines(found, actions.today(view)) or '<p class="bb-line">None yet.</p>')
    if open_ and _is_latest(view, one):
        actions.agree(key, "one-to-one", sheet.name, "sheet", one.by)
    if may_enter:
        actions.change([*found, *(each for each in mine if each not in found)], "sheet", one.by)
    _acknowledged(one, sheet.name, open_)


def _is_latest(view: Selection, one: OneToOne) -> bool:
    """An action belongs to the one-to-one that was kept last: none is agreed on an earlier one."""
    return all(each.number <= one.number for each in data.one_to_ones(view.known_at) if each.collar == one.collar)


def _acknowledged(one: OneToOne, name: str, open_: bool) -> None:
    show.heading("Acknowledged by both")
    show.block("".join(f'<p class="bb-line">{html(told.acknowledged_words(one, side))}</p>' for side in SIDES))
    if one.closed_at:
        show.note(kept.CLOSED)
    for side in SIDES if open_ else ():
        one_to_one_forms.acknowledge(one, side, name)


def _blank() -> None:
    """On paper: the space for both sides' words, for actions and for both names."""
    titles = (*(told.SIDES_WORDS[side] for side in SIDES), told.AGREED, "Acknowledged by both: names and day")
    show.block("".join(f'<div class="bb-print bb-to-write"><h2>{html(title)}</h2>{LINES}</div>' for title in titles))


def _words(one: OneToOne, side: kept.Side) -> None:
    show.heading(told.SIDES_WORDS[side])
    stands = one.words(side)
    if stands is None:
        show.block(f'<p class="bb-line muted">Nothing is written yet.</p>{TO_WRITE}')
        return
    shown = "".join(f'<p class="bb-said">{html(line)}</p>' for line in stands.words.splitlines())
    show.block(f'{shown}<p class="bb-line muted">{html(stands.by)}, {html(say_moment(stands.at))}</p>')
    versions = told.earlier(one, side)
    if versions:
        box = st.expander(
            f"{len(versions):,} earlier {'version' if len(versions) == 1 else 'versions'}",
            key=f"versions-{side}", on_change="rerun", type="compact",
        )  # fmt: skip
        if box.open:
            with box:
                show.block(f'<ul class="bb-points">{_points(versions)}</ul>')


def _go_to(view: Selection) -> one_to_one_forms.GoTo:
    """Once it is held, the address is that of the kept sheet."""
    return lambda number: selection.write(replace(view, ref=str(number), kpi=None, opened=False))


def _others(view: Selection, mine: Sequence[OneToOne], shown: OneToOne | None) -> None:
    """The person's other one-to-ones, the latest first; each opens as it was."""
    others = [one for one in mine if one is not shown]
    if not others:
        return
    with st.container(key="links-earlier"):
        show.heading("Earlier one-to-ones" if shown is None else "Other one-to-ones")
        for one in others:
            state = "acknowledged by both" if one.closed_at else "not yet acknowledged by both"
            show.link(routes.ONE_TO_ONE, f"{say_date(one.held_on)}, with {one.by}: {state}", _params(view, one))


__all__ = ["in_word", "link", "of_person"]
