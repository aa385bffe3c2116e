"""Whose rows they are: the posting of each row's lead officer on its day, and the officers who share the credit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from metrics.export import Severity
from metrics.intake.gather import Located, Memo
from metrics.intake.outcome import Posting, References
from metrics.intake.parse import ReadSheet, told_once
from metrics.intake.values import as_date, day_of
from metrics.problems import problem
from metrics.terms import Area, say_date

Found = Posting | str
"""A posting, or the word for why there is none: unknown, not_posted."""

LEAD_CODES = {"unknown": "unknown_collar_number", "not_posted": "not_posted", "pcso": "pcso_power"}
NAMED_CODES = {"unknown": "named_unknown", "not_posted": "named_not_posted", "pcso": "named_pcso"}


@dataclass
class Checking:
    """What is gathered while one sheet is checked against the lists."""

    read: ReadSheet
    references: References
    aside: dict[int, str]
    problems: list[Located]
    days: list[int | None] = field(default_factory=list)
    leads: list[Posting | None] = field(default_factory=list)
    posted: Callable[[tuple[str, int]], Found] = lambda pair: "unknown"

    def meet(self, code: str, i: int, heading: str, severity: Severity | None = None, /, **slots: Any) -> None:
        """Note a problem at a row's cell; the row is set aside where that is its severity."""
        met = problem(code, self.read.sheet, self.read.cell(heading, i), severity, **slots)
        x = self.read.columns.get(heading, 0)
        self.problems.append((self.read.rows[i] - 1, x, met))
        if met.severity == "set_aside":
            self.aside.setdefault(i, code)


def start_checking(read: ReadSheet, references: References) -> Checking:
    """A fresh gathering; what was found while parsing stays."""
    check = Checking(read, references, dict(read.aside), list(read.problems))
    check.days = row_days(read)
    stints, spelt = references.stints, references.spelt

    def posted(pair: tuple[str, int]) -> Found:
        collar, day = pair
        postings = stints.get(collar) or stints.get(spelt.get(collar.casefold(), ""))
        if postings is None:
            return "unknown"
        for first, last, posting in postings:
            if first <= day <= last:
                return posting
        return "not_posted"

    check.posted = posted
    return check


def row_days(read: ReadSheet) -> list[int | None]:
    """The day that each row speaks of."""
    values = read.values.get(read.export.day)
    if values is None:
        return [None] * len(read.rows)
    if read.export.column(read.export.day).type == "moment":
        day = Memo(lambda moment: None if moment is None else day_of(moment.local))
        return list(map(day.__getitem__, values))
    return values


def find_leads(check: Checking) -> None:
    """The posting of each row's lead on its day. Rows without one, or led by a PCSO using powers, are set aside."""
    read = check.read
    if not read.export.lead:
        check.leads = [None] * len(read.rows)
        return
    collars = read.values[read.export.lead]
    found = [
        check.posted((collar, day)) if collar is not None and day is not None else None
        for collar, day in zip(collars, check.days, strict=True)
    ]
    check.leads = [posting if isinstance(posting, Posting) else None for posting in found]
    for i, posting in enumerate(found):
        fault = posting if isinstance(posting, str) else pcso(check, posting)
        if fault:
            day = check.days[i]
            said = say_date(as_date(day)) if day is not None else ""
            hint = hint_for(check, collars[i]) if fault == "unknown" else ""
            check.meet(LEAD_CODES[fault], i, read.export.lead, value=collars[i], day=said, hint=hint)


def hint_for(check: Checking, collar: str) -> str:
    """Words for the number that was probably meant: a spreadsheet drops the zeros that a number begins with."""
    for length in range(len(collar) + 1, len(collar) + 4):
        if (padded := collar.zfill(length)) in check.references.postings:
            return f" ({padded} is: format the column as text)"
    return ""


def pcso(check: Checking, posting: Posting | None) -> str:
    """The fault of a PCSO in an export of powers that a PCSO cannot have."""
    return "pcso" if check.read.export.powers and posting is not None and posting.role == "PCSO" else ""


Named = tuple[list[list[str]], list[list[str]], list[list[str]]]


def name_officers(check: Checking) -> Named:
    """Collar numbers, roles and teams of everyone credited with each row, the lead first, each once."""
    read = check.read
    others = read.values.get(read.export.also) or [None] * len(read.rows)
    lost: list[tuple[int, tuple[str, str, int]]] = []
    credited: list[list[Posting]] = []
    for i, (lead, also) in enumerate(zip(check.leads, others, strict=True)):
        people = [lead] if lead else []
        day = check.days[i]
        if also and lead and day is not None and i not in check.aside:
            people += also_credited(check, i, [also] if isinstance(also, str) else also, day, lost)
        credited.append(list({person.collar: person for person in people}.values()))
    for i, (fault, collar, day), more in told_once(lost):
        slots = {"value": collar, "day": say_date(as_date(day)), "heading": read.export.also}
        check.meet(NAMED_CODES[fault], i, read.export.also, more=more, **slots)
    return (
        [[person.collar for person in people] for people in credited],
        [[person.role for person in people] for people in credited],
        [[team_text(person.team) for person in people] for people in credited],
    )


def also_credited(
    check: Checking, i: int, collars: list[str], day: int, lost: list[tuple[int, tuple[str, str, int]]]
) -> list[Posting]:
    """The postings of the further officers; those who cannot be credited go to `lost`."""
    kept = []
    for collar in collars:
        posting = check.posted((collar, day))
        fault = posting if isinstance(posting, str) else pcso(check, posting)
        if fault or isinstance(posting, str):
            lost.append((i, (fault, collar, day)))
        else:
            kept.append(posting)
    return kept


def team_text(team: Area) -> str:
    """beat:N01."""
    return f"{team.level}:{team.key}"
