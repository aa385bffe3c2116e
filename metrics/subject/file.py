"""A subject-access file: a workbook of values with a sheet for each kind of thing, and a cover that says what each one is."""

from __future__ import annotations

import datetime as dt
import hashlib
import html
import io
from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter import Workbook

from metrics.pack.same_bytes import zipped
from metrics.passport_workbook import OPTIONS, add_sheet
from metrics.store.connection import Store
from metrics.store.entering import keep
from metrics.store.entries import SUBJECT_FILE
from metrics.subject import entries, figures, looks, records
from metrics.subject.masking import Mask
from metrics.subject.parts import Part
from metrics.subject.person import Person, everybody, person
from metrics.terms import FORCE_NAME, MARKING, PURPOSE, local, say_date

WORKBOOK, COVER = "everything-held.xlsx", "cover.html"
MOST_LETTERS = 30_000
"""Of one cell; a spreadsheet holds 32,767. What is longer goes on in the sheet of long texts."""
LONG = "Long texts"
LEFT_OUT = (
    "Other people’s collar numbers read “another person”: in joint arrests and warrants, in lists of who was named, and where a "
    "number stands alone, in brackets or after a rank.",
    "Whoever was searched is another person: their ethnicity, age and gender are not given.",
    "What you wrote about another person says that and when you did; the words are not given.",
    "Sentences are given as somebody wrote them. They may name other people: read them before you pass them on.",
    "Where an incident happened is kept as a keyed hash only, which nobody can turn back into a place.",
)
BESIDE = (
    "The ledger and the archive beside the database hold the same loads and entries once more, so that a damaged database can be "
    "rebuilt. Backups hold them as they were on the day of the backup. Neither holds anything else about you.",
    "The files that were loaded are not kept. The technical log has no names.",
)


@dataclass(frozen=True)
class Made:
    """A file that was made. name: for it; content: the bytes of a zip. rows: on all sheets. number: of its entry."""

    name: str
    content: bytes
    rows: int
    number: int


def gathered(store: Store, who: Person) -> list[Part]:
    """Every kind of thing that is held on a person, those that have nothing left out."""
    mask = Mask(who, everybody(store))
    exports, raw = records.of_exports(store, who, mask)
    parts = [
        figures.of_person(who), figures.of_postings(store, who), *figures.of_kpis(store, who), *exports,
        *records.of_loads(store, who, mask), *entries.of_entries(store, who, mask, raw), records.of_deletions(store),
        *looks.of_looks(store, who),
    ]  # fmt: skip
    return [part for part in parts if part.rows]


def make(store: Store, collar: str, reason: str, by: str, at: dt.datetime) -> Made:
    """Make the file and keep that it was made: without the entry there is no file. reason: "" where it is one's own.

    Raises ValueError for an unknown number, and LoadFailedError where the entry could not be written.
    """
    who = person(store, collar)
    parts = gathered(store, who)
    content = zipped([(COVER, cover(who, parts, reason, by, at)), (WORKBOOK, workbook(parts, at))])
    rows = sum(len(part.rows) for part in parts)
    kept = {"collar": collar, "reason": reason, "rows": rows, "sha256": hashlib.sha256(content).hexdigest()}
    number = keep(store, SUBJECT_FILE, [kept], at, by)[0]
    return Made(f"held-on-{collar}-{local_day(at)}.zip", content, rows, number)


def local_day(at: dt.datetime) -> dt.date:
    """The day of a moment, here."""
    return at.date() if at.tzinfo else local(at).date()


def workbook(parts: Sequence[Part], at: dt.datetime) -> bytes:
    """The bytes of the workbook: values only. The same parts and moment are the same bytes."""
    out, long = io.BytesIO(), _Long()
    book = Workbook(out, OPTIONS)
    book.set_properties({"title": f"{MARKING}: everything held on one person", "created": at.replace(tzinfo=None)})
    for part in parts:
        add_sheet(book, part.name, part.headings, [tuple(map(long.short, row)) for row in part.rows])
    if long.rows:
        add_sheet(book, LONG, ("No.", "Part", "Text"), long.rows)
    book.close()
    return out.getvalue()


class _Long:
    """Texts that are longer than a cell: each gets a number, and goes on elsewhere."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, int, str]] = []
        self._number = 0

    def short(self, value: object) -> object:
        """The value, or where it stands."""
        if not isinstance(value, str) or len(value) <= MOST_LETTERS:
            return value
        self._number += 1
        pieces = [value[at : at + MOST_LETTERS] for at in range(0, len(value), MOST_LETTERS)]
        self.rows += [(self._number, place, piece) for place, piece in enumerate(pieces, 1)]
        return f"In the sheet {LONG}, no. {self._number}"


def cover(who: Person, parts: Sequence[Part], reason: str, by: str, at: dt.datetime) -> bytes:
    """A page that says whom the file is about, what each sheet holds, what is left out of it and why."""
    made = f"Made on {say_date(local_day(at))} by {by}" + (f", because: {reason}." if reason else ", for themselves.")
    names = "; ".join((who.shown, f"collar number {who.collar}", *who.emails))
    lines = [
        f"<p>{_safe(MARKING)} · {_safe(FORCE_NAME)} · Beatboard</p>", f"<h1>Everything held on {_safe(who.shown)}</h1>",
        f"<p>{_safe(names)}. {_safe(made)}</p>", f"<p>{_safe(WORKBOOK)} beside this page has a sheet for each kind of thing.</p>",
        "<table><caption>What each sheet holds</caption><tr><th>Sheet</th><th>Rows</th><th>What</th></tr>",
        *map(_line, parts), "</table>",
        "<h2>What is left out, and why</h2>", *_list(LEFT_OUT), *_shared(who), "<h2>Where else it lies</h2>", *_list(BESIDE),
        "<h2>What it is for</h2>", f"<p>{_safe(PURPOSE)}</p>",
    ]  # fmt: skip
    head = f'<meta charset="utf-8"><title>Everything held on {_safe(who.shown)}</title>'
    style = (
        "<style>body{font:16px/1.45 sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem}td,th{text-align:left;"
    )
    style += "vertical-align:top;padding:.2rem .8rem .2rem 0;border-bottom:1px solid #ccc}</style>"
    body = "\n".join(lines)
    return f'<!doctype html>\n<html lang="en-GB"><head>{head}{style}</head><body>\n{body}\n</body></html>\n'.encode()


def _line(one: Part) -> str:
    return f"<tr><td>{_safe(one.name)}</td><td>{len(one.rows):,}</td><td>{_safe(one.about)}.</td></tr>"


def _list(lines: Sequence[str]) -> list[str]:
    return ["<ul>", *(f"<li>{_safe(line)}</li>" for line in lines), "</ul>"]


def _shared(who: Person) -> list[str]:
    if not who.shared:
        return []
    names = ", ".join(who.shared)
    words = (
        f"Somebody else has this name too: {names}. What is written under it alone, without a number, may be theirs or yours, "
        "and is not in the file."
    )
    return [f"<p>{_safe(words)}</p>"]


def _safe(text: object) -> str:
    return html.escape(str(text), quote=True)
