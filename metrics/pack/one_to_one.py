"""The sheet of a one-to-one as a Word document: one for both sides, so that the officer's copy is the supervisor's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from metrics.charts.words import SHARE_WORDS
from metrics.one_to_one import words as told
from metrics.one_to_one.kept import SIDES, OneToOne
from metrics.one_to_one.sheet import Sheet
from metrics.pack.word import Word
from metrics.terms import PURPOSE, say_date

LINES = 3
"""To write on, for each side's words and for what is agreed."""


def document(sheet: Sheet, one: OneToOne | None, agreed: Sequence[str], at: dt.datetime) -> bytes:
    """The bytes of the document: the same for the same sheet and words.

    one: None while it is not held; then there is space to write by hand. agreed: actions agreed at it, as lines. at: the
    moment that the file gives as its making.
    """
    word = Word(f"One-to-one: {sheet.name}", told.about(sheet), at)
    word.say(told.held_words(one) if one else told.PURPOSE, quiet=one is None)
    _prompts(word, sheet, one)
    word.heading("Recognition", 2)
    word.points(sheet.recognition or (told.NO_RECOGNITION,))
    word.heading("Context", 2)
    posting, hours = sheet.context[0][1], sheet.context[1:]
    word.say(posting)
    word.say("; ".join(f"{name.lower()} {value}" for name, value in hours) + ".", lead="Hours:")
    _measures(word, sheet)
    if sheet.replies:
        word.heading(told.REPLIES, 2)
        word.points(sheet.replies)
    if sheet.searches is not None:
        _searches(word, sheet)
    for title, lines in ((told.DUE, sheet.due), (told.LAST, sheet.last_actions)):
        if lines:
            word.heading(title, 2)
            word.points(lines)
    _words(word, one, agreed)
    word.say(PURPOSE, quiet=True)
    return word.finish()


def _prompts(word: Word, sheet: Sheet, one: OneToOne | None) -> None:
    word.heading("First", 2)
    word.points(sheet.prompts)
    if sheet.courses:
        word.say("; ".join(sheet.courses) + ".", lead=f"{told.COURSES}:")
    elif sheet.student:
        word.say(told.NO_COURSES)
    if one is None:
        word.space(2)


def _measures(word: Word, sheet: Sheet) -> None:
    word.heading("What was done", 2)
    columns = told.columns(sheet)
    if sheet.measures:
        rows = [told.cells(sheet, one) for one in sheet.measures]
        word.table([heading for heading, _ in columns], rows, "Each KPI of the role")
    if "Fair share" in dict(columns):
        word.say(f"Fair share: {SHARE_WORDS}. {told.NO_TEAM_WORD} {sheet.measures_note}", quiet=True)
    else:
        word.say(sheet.measures_note, quiet=True)


def _searches(word: Word, sheet: Sheet) -> None:
    word.heading(told.SEARCHES, 2)
    word.say(told.drawn_words(sheet))
    rows = [(one.ref, say_date(one.day), "yes" if one.reviewed else "not yet", "") for one in sheet.drawn]
    if rows:
        word.table(("Search", "Day", "Grounds reviewed", "What we saw"), rows, widths=(2, 2, 2, 6))


def _words(word: Word, one: OneToOne | None, agreed: Sequence[str]) -> None:
    """Both sides' words, what was agreed, and who acknowledged it; or the space for it."""
    for side in SIDES:
        word.heading(told.SIDES_WORDS[side], 2)
        stands = one.words(side) if one else None
        if one is None or stands is None:
            word.space(LINES)
            continue
        for line in stands.words.splitlines():
            word.say(line)
        for version in told.earlier(one, side):
            word.say(version, lead="Earlier version:", quiet=True)
    word.heading(told.AGREED, 2)
    if agreed:
        word.points(agreed)
    else:
        word.space(LINES if one is None else 1)
    word.heading("Acknowledged by both", 2)
    if one is None:
        word.space(1, "Officer, name and day:")
        word.space(1, "Supervisor, name and day:")
        return
    word.points(told.acknowledged_words(one, side) for side in SIDES)
