"""A pack as a Word document: what it is, question by question with its exhibits, then definitions and sources."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

from metrics.pack.contents import Definition, Exhibit, Pack, Question, Source, Table, Value
from metrics.pack.sheets import names_of_tables
from metrics.pack.word import Word, plain
from metrics.pack.words import FOR_WHOM, NO_GAP, say_known_at
from metrics.terms import say_count, say_date, say_days

MOST_ROWS = 25
"""Rows of a table on paper; the workbook has all."""
MOST_COLUMNS = 8
NO_EVIDENCE = "There is no evidence on this yet."
NOTHING = "–"


def document(pack: Pack) -> bytes:
    """The bytes of a docx file: the same pack gives the same bytes."""
    word = Word(pack.title, FOR_WHOM[pack.audience], pack.known_at, pack.marking)
    sheets = names_of_tables(pack)
    _about(word, pack)
    for kind, questions in (("Question", pack.questions), ("Area for improvement", pack.improvements)):
        full = True  # the first begins a page, as does each with exhibits and what follows it; those without share one
        for question in questions:
            _question(word, question, kind, sheets, new_page=full or bool(question.exhibits))
            full = bool(question.exhibits)
    _definitions(word, pack.definitions)
    _sources(word, pack.sources)
    return word.finish()


def _about(word: Word, pack: Pack) -> None:
    """The first page: which pack this is, what is new and what is missing in it."""
    exhibits = sum(1 for _ in pack.exhibits())
    facts = [
        ("Marking", pack.marking),
        ("Force", pack.force),
        ("Framework", pack.framework),
        ("As known at", say_known_at(pack.known_at)),
        ("Holds", f"{say_count(len(pack.questions), 'question')}, {say_count(len(pack.improvements), 'area')} for improvement, "
                  f"{say_count(exhibits, 'exhibit')}, {say_count(len(pack.sources), 'source file')}"),
        ("Pack before", pack.before),
    ]  # fmt: skip
    _facts(word, facts, "This pack")
    if pack.before:
        word.heading("What changed since the pack before")
        _lines(word, pack.changed, "Nothing changed.")
    word.heading("What is missing")
    _lines(word, pack.missing, "Nothing is known to be missing.")
    word.contents()


def _question(word: Word, question: Question, kind: str, sheets: dict[tuple[str, int], str], new_page: bool) -> None:
    word.heading(f"{question.id}. {question.title}" if question.id else question.title, new_page=new_page)
    word.say(f"{kind}. {question.source}", quiet=True, keep=True)
    if question.characteristics:
        word.say("What is looked for:", keep=True)
        word.points(question.characteristics)
    if _is_empty(question):
        word.say(NO_EVIDENCE)
    _told(word, "Narrative", question.narrative)
    _told(word, "Case example", question.case_example)
    _told(word, "Known gap", question.known_gap or NO_GAP)
    review = say_date(question.review_on) if question.review_on else "no date is set"
    _facts(word, [("Owner", question.owner), ("Freshness", question.freshness), ("To be reviewed by", review)])
    if question.documents:
        word.say("Documents kept elsewhere:")
        word.points(question.documents)
    for exhibit in question.exhibits:
        _exhibit(word, exhibit, sheets)
    _actions(word, question)


def _is_empty(question: Question) -> bool:
    return not (question.narrative or question.case_example or question.exhibits or question.documents)


def _told(word: Word, lead: str, words: str) -> None:
    """What somebody wrote, paragraph by paragraph, under a lead."""
    for number, line in enumerate(line for line in words.splitlines() if line.strip()):
        word.say(line, lead="" if number else f"{lead}.")


def _exhibit(word: Word, exhibit: Exhibit, sheets: dict[tuple[str, int], str]) -> None:
    word.heading(f"{exhibit.id}. {exhibit.title}", 2)
    if exhibit.view not in exhibit.title:
        word.say(exhibit.view, quiet=True)
    _told(word, "Finding", exhibit.finding)
    if exhibit.picture is not None:
        alt = (
            plain(exhibit.picture.alt).strip()
            or f"The chart of exhibit {exhibit.id}: its figures are in the tables below."
        )
        word.picture(exhibit.picture.png, alt, tallest=14)
    _told(word, "Why it is here", exhibit.words)
    for number, table in enumerate((exhibit.totals, *exhibit.tables)):
        _table(word, table, sheets[exhibit.id, number])
    for line in (exhibit.stands, exhibit.added):
        if line:
            word.say(line, quiet=True)


def _table(word: Word, table: Table, sheet: str) -> None:
    """A table, or its beginning; of a very wide one only where it stands."""
    if not table.rows:
        word.say(f"{table.title}: {table.note or 'there is nothing to show.'}")
        return
    table, same = _differing(table)
    if len(table.headings) > MOST_COLUMNS:
        word.say(f"{table.title}: {len(table.headings)} columns, in the workbook on the sheet “{sheet}”. {table.note}")
        return
    rows, columns = table.rows[:MOST_ROWS], list(zip(*table.rows, strict=True))
    digits = [_digits(column) for column in columns]
    lines = [[say(value, places) for value, places in zip(row, digits, strict=True)] for row in rows]
    word.table(table.headings, lines, table.title)
    notes = [words for words in (same, table.note) if words]
    if len(table.rows) > MOST_ROWS:
        notes.append(
            f"The first {MOST_ROWS} of {len(table.rows):,} rows; all are in the workbook on the sheet “{sheet}”."
        )
    if notes:
        word.say(" ".join(notes), quiet=True)


def _differing(table: Table) -> tuple[Table, str]:
    """The table without columns that say the same in every row, and what these say: paper has room for what differs."""
    columns = list(zip(*table.rows, strict=True))
    kept = [n for n, column in enumerate(columns) if n == 0 or len(table.rows) == 1 or len({*map(repr, column)}) > 1]
    told = [
        f"{heading}: {say(columns[n][0], 1)}"
        for n, heading in enumerate(table.headings)
        if n not in kept and columns[n][0] is not None
    ]
    rows = tuple(tuple(row[n] for n in kept) for row in table.rows)
    same = f"In every row: {'; '.join(told)}." if told else ""
    return replace(table, headings=tuple(table.headings[n] for n in kept), rows=rows), same


def _digits(column: Sequence[Value]) -> int:
    """Decimals of a column: none for whole numbers, one for others, two where all are below 1."""
    parts = [abs(value) for value in column if isinstance(value, float) and math.isfinite(value) and value % 1]
    return 0 if not parts else 2 if max(parts) < 1 else 1


def say(value: Value, digits: int) -> str:
    """A value as it is read: 1,234, 12 June 2026, a dash for nothing. A whole number stays one beside others with decimals."""
    if isinstance(value, dt.date):
        return say_date(value)
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.{digits}f}" if math.isfinite(value) else NOTHING
    return NOTHING if value is None else str(value)


def _actions(word: Word, question: Question) -> None:
    if not question.actions:
        return
    word.heading("Agreed actions", 3)
    columns = ["Action", "Owner", "Due", "State", "Proof"]
    rows = [
        [
            action.words,
            action.owner,
            say_date(action.due) if action.due else NOTHING,
            action.state,
            action.proof or NOTHING,
        ]
        for action in question.actions
    ]
    if not any(action.owner for action in question.actions):
        columns, rows = columns[:1] + columns[2:], [row[:1] + row[2:] for row in rows]
    word.table(columns, rows, f"Agreed actions: {question.title}")


def _definitions(word: Word, definitions: Sequence[Definition]) -> None:
    if not definitions:
        return
    word.heading("Definitions", new_page=True)
    for definition in definitions:
        word.heading(definition.label, 3)
        word.say(definition.meaning)
        word.points(definition.caveats)
        word.say(f"Version {definition.version}, reviewed on {say_date(definition.reviewed)}.", quiet=True)


def _sources(word: Word, sources: Sequence[Source]) -> None:
    if not sources:
        return
    word.heading("Sources", new_page=True)
    word.say("The files that the figures rest on. The workbook has all of them, with the SHA-256 of each file.")
    rows = [_source(source) for source in sources[:MOST_ROWS]]
    word.table(["Export", "File", "Area", "Days", "Rows", "Loaded at"], rows, "Sources")
    if len(sources) > MOST_ROWS:
        word.say(
            f"The first {MOST_ROWS} of {len(sources):,}; all are in the workbook on the sheet “Sources”.", quiet=True
        )


def _source(source: Source) -> list[str]:
    days = say_days(source.start, source.end) if source.start and source.end else "the whole list"
    rows = NOTHING if source.rows is None else f"{source.rows:,}"
    return [source.export, source.file, source.area, days, rows, source.loaded_at]


def _facts(word: Word, facts: Iterable[tuple[str, str]], caption: str = "") -> None:
    """Two columns: what, and how it is; what is empty is left out."""
    word.table(("What", "Value"), [(what, value) for what, value in facts if value], caption, (1, 3.5))


def _lines(word: Word, lines: Sequence[str], none: str) -> None:
    if lines:
        word.points(lines)
    else:
        word.say(none)
