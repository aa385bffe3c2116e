"""Packs made by chance, with text that wants to be a formula, a link or a name: the same seed, the same pack."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import random
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from metrics.pack.contents import (
    ActionLine,
    Charted,
    Definition,
    Exhibit,
    Pack,
    Picture,
    Question,
    Source,
    Table,
    Value,
)
from metrics.pack.names import Names, Person
from metrics.pack.released import Counts, released
from metrics.terms import MARKING

NASTY = (
    "=1+1", "=cmd|' /C calc'!A0", "+1", "-2+3", "@SUM(A1:A9)", "\t=1", "\r=1", "=HYPERLINK(\"https://example.org\",\"x\")",
    "https://example.org/x?y=1", "file:///etc/passwd", "![x](https://example.org/x.png)", "<script>alert(1)</script>",
    "<w:p/>", "&amp; & <b>", "]]>", "\x00\x01\x1b control", "\ufffe\uffff", "Zoë’s café — naïve", "🚓 👮\u200d♀️",
    "\u202egnp.exe", "{=A1}", "'quoted", "a\nb\r\nc", "", " ", "_x0041_", "%s %d {0}", "C:\\x\\y", "&P &N &A", "long " * 900,
    "w" * 500,
)  # fmt: skip
PLAIN = (
    "The team met residents weekly.", "Response was quicker on late shifts.", "Searches were reviewed by a sergeant.",
    "Residents asked for more foot patrols; they were given.", "The plan was closed after two reviews.",
)  # fmt: skip
FORENAMES = ("Ada", "Bram", "Cleo", "Dov", "Esi", "Finn", "Siân", "Jo-Ann")
SURNAMES = (
    "Quillbrook", "Hartlemoor", "O'Dunnick", "De Varrow", "Marsh-Penn", "Ételline", "Vexley", "Thornwick", "May", "Page",
    "Corley",
)  # fmt: skip
PLACES = ("Corley", "Corley 1", "Corley 2", "Penfold", "Penfold 1", "North")
PARENTS: dict[str, str | None] = {
    "Force": None, "North": "Force", "Corley": "North", "Penfold": "North", "Corley 1": "Corley", "Corley 2": "Corley",
    "Corley 3": "Corley", "Penfold 1": "Penfold", "Penfold 2": "Penfold",
}  # fmt: skip
KPIS = {"arrests": "Arrests", "stop_searches": "Stop-searches", "positive_stop_searches": "Positive stop-searches"}
LAST_DAY = dt.date(2026, 11, 15)
QUARTERS = (dt.date(2025, 10, 1), dt.date(2026, 1, 1), dt.date(2026, 4, 1), dt.date(2026, 7, 1))


@dataclass(frozen=True)
class Made:
    """A pack, the people whose names are in it, and the counts that may be released in its public version."""

    pack: Pack
    people: tuple[Person, ...]
    names: Names
    counts: Counts
    tables: dict[str, Table]


def made(seed: int, questions: int | None = None, exhibits: int | None = None, rows: int = 40) -> Made:
    """The pack of a seed: of 0 to 4 questions with 0 to 3 exhibits each, or as many as given."""
    chance = random.Random(seed)
    people = tuple(
        Person(surname, chance.choice(FORENAMES), str(collar))
        for surname, collar in zip(
            SURNAMES, chance.sample([*range(3000, 9999), 2017, 7, 812], len(SURNAMES)), strict=True
        )
    )
    counts = _counts(chance)
    return Made(
        _pack(chance, people, questions, exhibits, rows),
        people,
        Names(people, PLACES),
        counts,
        released(counts, KPIS, PARENTS, LAST_DAY, within=(("positive_stop_searches", "stop_searches"),)),
    )


def _pack(
    chance: random.Random, people: tuple[Person, ...], questions: int | None, exhibits: int | None, rows: int
) -> Pack:
    words = _words(chance, people)
    number = iter(range(1, 10_000))

    def question(name: str) -> Question:
        shown = range(chance.randrange(4) if exhibits is None else exhibits)
        return Question(
            name, words(), tuple(words() for _ in range(chance.randrange(4))), words(), words(), words(), words(),
            _said(chance, people), chance.choice((None, LAST_DAY)), tuple(words() for _ in range(chance.randrange(3))),
            chance.choice(("none", "stale", "current")),
            tuple(_exhibit(chance, words, f"E{next(number)}", rows) for _ in shown),
            tuple(
                ActionLine(words(), _said(chance, people), chance.choice((None, LAST_DAY)), "open", words())
                for _ in range(chance.randrange(3))
            ),
        )  # fmt: skip

    many = chance.randrange(5) if questions is None else questions
    return Pack(
        f"Evidence {chance.randrange(100)}", "Northshire Police", "full",
        dt.datetime(2026, 11, 27, 9, chance.randrange(60), 30, 123, tzinfo=dt.UTC),
        MARKING, f"PEEL 2023-25, current {words()[:200]}", tuple(question(f"Q{one}") for one in range(1, many + 1)),
        tuple(question(f"A{one}") for one in range(1, chance.randrange(3) + 1)),
        tuple(Definition(kpi, label, "Counts what it says.", 1, LAST_DAY, "outcome = 'x'", ("Read with hours.",))
              for kpi, label in KPIS.items()),
        tuple(_source(chance, words, one) for one in range(chance.randrange(40))),
        chance.choice(("", "Evidence of 1 October 2026")), tuple(words() for _ in range(chance.randrange(4))),
        tuple(words() for _ in range(chance.randrange(4))),
    )  # fmt: skip


def _exhibit(chance: random.Random, words: Callable[[], str], name: str, rows: int) -> Exhibit:
    return Exhibit(
        name, words()[:300], words()[:300], words(), words(), words(),
        chance.choice((None, Picture(picture(), words().strip() or "Arrests by beat"))),
        _table(chance, words, chance.randrange(5)), tuple(_table(chance, words, rows) for _ in range(chance.randrange(3))),
        words(), tuple(chance.sample(list(KPIS), chance.randrange(3))), tuple(chance.sample(range(40), chance.randrange(4))),
        chance.random() < 0.3,
    )  # fmt: skip


def _table(chance: random.Random, words: Callable[[], str], most: int) -> Table:
    width, height = chance.randrange(1, 12), chance.randrange(most + 1)
    rows = tuple(tuple(_value(chance, words) for _ in range(width)) for _ in range(height))
    charted = None
    if width > 1 and chance.random() < 0.5:
        numbers = tuple((row[0], *(chance.randrange(90) for _ in row[1:])) for row in rows)
        rows, charted = numbers, Charted(chance.choice(("bar", "line")), 0, tuple(range(1, min(width, 4))), "arrests")  # type: ignore[arg-type]
    return Table(words()[:200], tuple(words()[:60] for _ in range(width)), rows, words()[:200], charted)


def _value(chance: random.Random, words: Callable[[], str]) -> Value:
    kinds: tuple[Callable[[], Value], ...] = (
        words, lambda: chance.randrange(-5, 10**6), lambda: chance.random() * 100, lambda: None, lambda: LAST_DAY,
        lambda: float("inf"),
    )  # fmt: skip
    return chance.choice(kinds)()


def _source(chance: random.Random, words: Callable[[], str], load: int) -> Source:
    start, end = chance.choice(((None, None), (QUARTERS[0], LAST_DAY)))
    return Source(
        load, "Arrests", words()[:200], words()[:50], f"{chance.getrandbits(256):064x}", "27 November 2026 09:00", words()[:50],
        chance.choice(PLACES), start, end, chance.randrange(3000),
    )  # fmt: skip


def _words(chance: random.Random, people: tuple[Person, ...]) -> Callable[[], str]:
    """What somebody might have written: plain, nasty, or with a name in it."""

    def words() -> str:
        kind = chance.random()
        if kind < 0.4:
            return chance.choice(NASTY)
        if kind < 0.7:
            return chance.choice(PLAIN)
        return f"{chance.choice(PLAIN)} {_said(chance, people)} was there. {chance.choice(NASTY)}"

    return words


def _said(chance: random.Random, people: tuple[Person, ...]) -> str:
    """A person as people write them."""
    one = chance.choice(people)
    return chance.choice((
        f"{one.surname}, {one.forename}", f"{one.forename} {one.surname}", f"PC {one.surname}", f"PC {one.surname.upper()}",
        f"PS {one.collar}", f"{one.forename[0]} {one.surname}", f"PC {one.surname.replace(chr(39), '’')}",
    ))  # fmt: skip


def _counts(chance: random.Random) -> Counts:
    """Counts of areas that add up; positive searches are some of the searches."""
    found: dict[str, dict[tuple[str, dt.date], int | None]] = {kpi: {} for kpi in KPIS}
    beats = [area for area in PARENTS if area[-1].isdigit()]
    for quarter in QUARTERS:
        for beat in beats:
            searches = chance.choice((0, 0, 1, 2, 3, 6, 9, 20))
            values = (chance.choice((0, 1, 2, 4, 7, 15)), searches, chance.randint(0, searches))
            for kpi, value in zip(found, values, strict=True):
                found[kpi][beat, quarter] = value
        for known in found.values():
            for area in reversed([area for area in PARENTS if area not in beats]):
                parts = [known[one, quarter] for one, parent in PARENTS.items() if parent == area]
                known[area, quarter] = sum(part for part in parts if part is not None)
    return found


@cache
def picture(width: int = 120, height: int = 60) -> bytes:
    """A PNG of a few hundred bytes."""
    lines = b"".join(b"\0" + bytes((x * y) % 256 for x in range(width)) for y in range(height))

    def part(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    out = io.BytesIO(b"\x89PNG\r\n\x1a\n")
    out.seek(0, io.SEEK_END)
    out.write(part(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)))
    out.write(part(b"IDAT", zlib.compress(lines)) + part(b"IEND", b""))
    return out.getvalue()


def texts_of(value: object) -> list[str]:
    """Every text in a pack."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for one in value for text in texts_of(one)]
    if dataclasses.is_dataclass(value):
        return [text for field in dataclasses.fields(value) for text in texts_of(getattr(value, field.name))]
    return []
