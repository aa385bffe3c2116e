"""The sheets that a pack's workbook has, before they are written: names, headings and values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from metrics.pack.contents import Charted, Exhibit, Pack, Question, Value
from metrics.pack.words import FOR_WHOM, NO_GAP, say_known_at

MOST_SIGNS = 30_000
"""A cell holds 32,767; longer words go on in the next row or, in a table, end with a sentence."""
LONGEST = 31
OF_THE_PACK = ("Cover", "Notes", "Questions", "Exhibits", "Actions", "Changes", "Definitions", "Sources")
"""The sheets that every workbook of a pack has, before those of its exhibits."""
_NOT_ALLOWED = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


@dataclass(frozen=True)
class Sheet:
    """One sheet. about: what it holds, of which view, and what has to be said of it, for the sheet of notes."""

    name: str
    about: tuple[str, ...]
    headings: Sequence[str]
    rows: Sequence[Sequence[Value]]
    charted: Charted | None = None


def sheets(pack: Pack) -> list[Sheet]:
    """Every sheet, in order: the cover, what is on which sheet, the pack's lists, the tables of its exhibits."""
    held = [*_lists(pack), *_tables(pack)]
    notes = [(sheet.name, *sheet.about) for sheet in held]
    return [
        Sheet("Cover", (), ("What", "Value"), _cover(pack)),
        Sheet("Notes", (), ("Sheet", "What it holds", "View", "Note"), notes),
        *held,
    ]


def _cover(pack: Pack) -> list[tuple[str, Value]]:
    return [
        ("Marking", pack.marking),
        ("Title", pack.title),
        ("For", FOR_WHOM[pack.audience]),
        ("Force", pack.force),
        ("Framework", pack.framework),
        ("As known at", say_known_at(pack.known_at)),
        ("Questions", len(pack.questions)),
        ("Areas for improvement", len(pack.improvements)),
        ("Exhibits", sum(1 for _ in pack.exhibits())),
        ("Source files", len(pack.sources)),
        ("Pack before", pack.before or "none"),
        ("In this workbook", "Values only: no formulas, links, comments or hidden sheets. One table a sheet, listed on Notes."),
        ("An empty cell", "Nothing is known there. It is not 0."),
    ]  # fmt: skip


def _lists(pack: Pack) -> list[Sheet]:
    """What the pack says, before the tables of its exhibits."""
    both = [
        *(("Question", each) for each in pack.questions),
        *(("Area for improvement", each) for each in pack.improvements),
    ]
    names = names_of_tables(pack)
    return [
        Sheet("Questions", ("What is said on each question and area for improvement", "", ""), QUESTION_HEADINGS,
              [row for kind, each in both for row in _question(kind, each)]),
        Sheet("Exhibits", ("The figures and charts, and where their tables are", "", ""), EXHIBIT_HEADINGS,
              [_exhibit(each, exhibit, names) for _, each in both for exhibit in each.exhibits]),
        Sheet("Actions", ("Agreed actions", "", ""), ("Question", "Action", "Owner", "Due", "State", "Proof"),
              [(each.id, one.words, one.owner or None, one.due, one.state, one.proof or None)
               for _, each in both for one in each.actions]),
        Sheet("Changes", ("What changed since the pack before, and what is missing", "", ""), ("What", "Words"),
              [*(("Changed", line) for line in pack.changed), *(("Missing", line) for line in pack.missing)]),
        Sheet("Definitions", ("What each KPI counts, and its SQL condition", "", ""), DEFINITION_HEADINGS,
              [(one.kpi, one.label, one.meaning, "\n".join(one.caveats) or None, one.version, one.reviewed, one.sql)
               for one in pack.definitions]),
        Sheet("Sources", ("The files that the figures rest on", "", ""), SOURCE_HEADINGS,
              [(one.load, one.export, one.file, one.sheet, one.sha256, one.loaded_at, one.loaded_by or None, one.area, one.start,
                one.end, one.rows) for one in pack.sources]),
    ]  # fmt: skip


QUESTION_HEADINGS = ("Question", "Kind", "Title", "What", "Words")
EXHIBIT_HEADINGS = (
    "Exhibit", "Question", "Title", "View", "Finding", "Why it is here", "Today", "Added", "KPIs", "Loads", "Sheets", "Picture",
)  # fmt: skip
DEFINITION_HEADINGS = ("KPI", "Label", "Meaning", "Caveats", "Version", "Reviewed", "SQL condition")
SOURCE_HEADINGS = (
    "Load", "Export", "File", "Sheet", "SHA-256", "Loaded at", "Loaded by", "Area", "From", "To", "Rows",
)  # fmt: skip


def _question(kind: str, question: Question) -> Iterator[tuple[Value, ...]]:
    """A row for each thing that is said, and more rows where it is very long."""
    said = (
        ("Source", question.source),
        ("Characteristics", "\n".join(question.characteristics)),
        ("Narrative", question.narrative),
        ("Case example", question.case_example),
        ("Known gap", question.known_gap or NO_GAP),
        ("Owner", question.owner),
        ("Freshness", question.freshness),
        ("To be reviewed by", question.review_on),
        ("Documents kept elsewhere", "\n".join(question.documents)),
    )
    for what, words in said:
        yield from ((question.id, kind, question.title, what, piece) for piece in _pieces(words))


def _pieces(words: Value) -> list[Value]:
    """Words in pieces that cells hold; none of nothing."""
    if not isinstance(words, str):
        return [] if words is None else [words]
    return [words[at : at + MOST_SIGNS] for at in range(0, len(words), MOST_SIGNS)]


def _exhibit(question: Question, exhibit: Exhibit, names: dict[tuple[str, int], str]) -> tuple[Value, ...]:
    where = "; ".join(names[exhibit.id, number] for number in range(1 + len(exhibit.tables)))
    words = (exhibit.finding, exhibit.words, exhibit.stands, exhibit.added, ", ".join(exhibit.kpis))
    picture = exhibit.picture.alt if exhibit.picture else None
    loads = ", ".join(map(str, exhibit.loads))
    own = (exhibit.id, question.id, exhibit.title, exhibit.view)
    return (*own, *(text or None for text in words), loads or None, where, picture)


def _tables(pack: Pack) -> Iterator[Sheet]:
    names = names_of_tables(pack)
    for exhibit in pack.exhibits():
        for number, table in enumerate((exhibit.totals, *exhibit.tables)):
            about = (f"{exhibit.id}, {exhibit.title}: {table.title}", exhibit.view, table.note)
            yield Sheet(names[exhibit.id, number], about, table.headings, table.rows, table.charted)


def names_of_tables(pack: Pack) -> dict[tuple[str, int], str]:
    """Exhibit and number of the table (0 for the frozen totals) -> the name of its sheet."""
    tables = [(exhibit.id, number) for exhibit in pack.exhibits() for number in range(1 + len(exhibit.tables))]
    wanted = [f"{exhibit} totals" if number == 0 else f"{exhibit} table {number}" for exhibit, number in tables]
    return dict(zip(tables, _once(wanted), strict=True))


def _once(names: Iterable[str]) -> list[str]:
    """Names that a workbook takes, none twice; capitals do not tell names apart."""
    found = list[str]()
    taken = {name.casefold() for name in OF_THE_PACK} | {"history"}
    for name in names:
        plain = _NOT_ALLOWED.sub(" ", name).strip(" '")[:LONGEST].strip(" '") or "Table"
        chosen, number = plain, 1
        while chosen.casefold() in taken:
            number += 1
            chosen = f"{plain[: LONGEST - len(str(number)) - 1]} {number}"
        taken.add(chosen.casefold())
        found.append(chosen)
    return found
