"""The pack for the public or a panel: without people, without pictures, with counts that may be released."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from metrics.pack.contents import ActionLine, Exhibit, Pack, Question, Source, Table
from metrics.pack.document import document
from metrics.pack.names import Names
from metrics.pack.texts import texts
from metrics.pack.workbook import workbook

SMALL = re.compile(r"(?<![\w.,/-])[1-4](?![\w%]|[.,/:-]\d)")
"""A small number as it stands in a sentence."""
VIEW = "All areas, by complete calendar quarter"
FIRST_QUARTER = 2
"""The column after an area and what it is part of."""
NAMED = 3
"""So many counts are named in the title of an exhibit of many."""
NOTHING_RELEASED = "No figures are released for this exhibit."
LEFT_OUT = (
    "Charts, owners, who added and loaded what, and small numbers and those that would give them away, are left out."
)
T = TypeVar("T")


@dataclass(frozen=True)
class Public:
    """The public version. masked: where names were left out of the words, a line each; look_at: what its author should read."""

    pack: Pack
    masked: tuple[str, ...]
    look_at: tuple[str, ...]


def public(pack: Pack, names: Names, released: Mapping[str, Table]) -> Public:
    """A full pack as it may leave the force.

    Left out: exhibits that show people; owners, and who added or loaded what; pictures, findings and frozen figures, because they
    tell small numbers; what changed since the pack before, for the same reason. released: KPI -> the table that stands in their
    place (`metrics.pack.released`); it stands with the first exhibit of its KPI. Names in what people wrote are masked.
    """
    masking = _Masking(names)
    loads = {source.load: number for number, source in enumerate(pack.sources, 1)}
    given = dict[str, str]()
    questions, improvements = (
        tuple(_question(question, masking, released, loads, given) for question in some)
        for some in (pack.questions, pack.improvements)
    )
    found = replace(
        pack,
        title=masking.all(pack.title, "Title"),
        framework=masking.all(pack.framework, "Framework"),
        audience="public",
        questions=questions,
        improvements=improvements,
        sources=tuple(_source(source, masking, loads) for source in pack.sources),
        before="",
        changed=(),
        missing=(*masking.written(pack.missing, "What is missing"), *_left_out(pack)),
    )
    return Public(found, masking.lines(), tuple(masking.look_at))


def _left_out(pack: Pack) -> tuple[str, ...]:
    people = [exhibit.id for exhibit in pack.exhibits() if exhibit.people]
    shown = (f"Exhibits that show people are left out: {', '.join(people)}.",) if people else ()
    return (*shown, LEFT_OUT)


@dataclass
class _Masking:
    """Masks words, and keeps count of where."""

    names: Names
    counts: dict[str, int] = field(default_factory=dict)
    look_at: list[str] = field(default_factory=list)

    def all(self, value: T, where: str) -> T:
        """Every text in a value without names: in a text, a tuple, or what is made of them."""
        found: object = value
        if isinstance(value, str):
            found, count = self.names.masked(value)
            self.counts[where] = self.counts.get(where, 0) + count
        elif isinstance(value, tuple):
            found = tuple(self.all(one, where) for one in value)
        elif dataclasses.is_dataclass(value) and not isinstance(value, type):
            inside = {each.name: self.all(getattr(value, each.name), where) for each in dataclasses.fields(value)}
            found = replace(value, **inside)
        return found  # type: ignore[return-value]

    def written(self, words: T, where: str) -> T:
        """What somebody wrote: masked, and to be read again where it tells a number from 1 to 4."""
        texts = [words] if isinstance(words, str) else words
        if isinstance(texts, list | tuple) and any(SMALL.search(str(text)) for text in texts):
            self.look_at.append(f"{where}: tells a number from 1 to 4. Read whether it may be released.")
        return self.all(words, where)

    def lines(self) -> tuple[str, ...]:
        """Where names were left out."""
        return tuple(
            f"{where}: {'1 name' if count == 1 else f'{count} names'} left out. Word it again."
            for where, count in self.counts.items()
            if count
        )


def _question(
    question: Question,
    masking: _Masking,
    released: Mapping[str, Table],
    loads: Mapping[int, int],
    given: dict[str, str],
) -> Question:
    at = question.id
    return replace(
        question,
        title=masking.all(question.title, f"{at}, title"),
        characteristics=masking.all(question.characteristics, f"{at}, characteristics"),
        source=masking.all(question.source, f"{at}, source"),
        narrative=masking.written(question.narrative, f"{at}, narrative"),
        case_example=masking.written(question.case_example, f"{at}, case example"),
        known_gap=masking.written(question.known_gap, f"{at}, known gap"),
        owner="",
        documents=masking.written(question.documents, f"{at}, documents"),
        exhibits=tuple(
            _exhibit(exhibit, masking, released, loads, given) for exhibit in question.exhibits if not exhibit.people
        ),
        actions=tuple(_action(action, masking, f"{at}, actions") for action in question.actions),
    )


def _exhibit(
    exhibit: Exhibit, masking: _Masking, released: Mapping[str, Table], loads: Mapping[int, int], given: dict[str, str]
) -> Exhibit:
    tables = {kpi: released[kpi] for kpi in exhibit.kpis if kpi in released}
    elsewhere = dict.fromkeys(given[kpi] for kpi in tables if kpi in given)
    first = tuple(table for kpi, table in tables.items() if kpi not in given)
    given.update({kpi: exhibit.id for kpi in tables if kpi not in given})
    return replace(
        exhibit,
        title=_title(list(tables.values())) or masking.all(exhibit.title, f"{exhibit.id}, title"),
        view=VIEW if tables else "",
        added="",
        words=masking.written(exhibit.words, f"{exhibit.id}, words"),
        finding="",
        picture=None,
        totals=_totals(list(tables.values()), "".join(f" By area: see {exhibit}." for exhibit in elsewhere)),
        tables=first,
        stands="",
        loads=tuple(loads[load] for load in exhibit.loads if load in loads),
    )


def _title(tables: list[Table]) -> str:
    """What is counted; of many the first, and how many more."""
    titles = [table.title for table in tables]
    more = len(titles) - NAMED
    return "; ".join(titles if more <= 1 else [*titles[:NAMED], f"and {more} more"])


def _totals(tables: list[Table], elsewhere: str) -> Table:
    """The whole force in the last quarter, by each table's first row."""
    if not tables:
        return Table("Figures", ("Figure",), (), NOTHING_RELEASED)
    last = tables[0].headings[_last_quarter(tables[0])]
    rows = tuple((table.title, table.rows[0][_last_quarter(table)]) for table in tables)
    return Table("Whole force", ("Figure", last), rows, f"{tables[0].note}{elsewhere}")


def _last_quarter(table: Table) -> int:
    """The column of the last quarter: of several, the one before that of all of them."""
    return len(table.headings) - (1 if len(table.headings) == FIRST_QUARTER + 1 else 2)


def _action(action: ActionLine, masking: _Masking, where: str) -> ActionLine:
    return replace(
        action, words=masking.written(action.words, where), owner="", proof=masking.written(action.proof, where)
    )


def _source(source: Source, masking: _Masking, loads: Mapping[int, int]) -> Source:
    """A load without who loaded it and how many rows, under a number of the pack's own."""
    named = replace(source, load=loads[source.load], loaded_by="", rows=None)
    return masking.all(named, "Sources")


def own_words(pack: Pack) -> frozenset[str]:
    """The words with a capital that a public pack says of itself, whatever anybody wrote: "Page", "Case", names of areas.

    Somebody called so is looked for with a first name, an initial or a rank only.
    """
    exhibits = tuple(replace(exhibit, title="", words="x") for exhibit in pack.exhibits())
    action = ActionLine("", "", None, "open", "")
    question = Question("", "", ("",), "", "x", "x", "", "", None, ("",), "", exhibits, (action,))
    other, source = replace(question, exhibits=()), Source(0, "", "", "", "", "", "", "", None, None, None)
    silent = replace(
        pack,
        title="",
        framework="",
        questions=(question,),
        improvements=(other,),
        sources=(source,),
        missing=(LEFT_OUT,),
    )
    made = {"a.docx": document(silent), "a.xlsx": workbook(silent)}
    found = (text for name, content in made.items() for text in texts(name, content))
    return frozenset(re.findall(r"\b[A-Z]\w*", " ".join(found)))
