"""Whom a subject-access file is about: their number, and every name and address under which they are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from metrics.access.table import OWN
from metrics.store.connection import Store
from metrics.store.entering import entered
from metrics.store.entries import ACCESS


@dataclass(frozen=True)
class Person:
    """Somebody known by collar number. shown: the name as pages write it, the number where there is none.

    names: in every form in which something may be written down, and that is nobody else's. shared: forms that somebody else has
    too, by which nothing can be told to be theirs. emails: of every posting, and every name with which they were let sign in, in
    small letters.
    """

    collar: str
    shown: str
    names: tuple[str, ...]
    shared: tuple[str, ...]
    emails: tuple[str, ...]

    @property
    def known_as(self) -> tuple[str, ...]:
        """Names and addresses that are theirs alone."""
        return (*self.names, *self.emails)


def person(store: Store, collar: str) -> Person:
    """The person of a collar number, by every Officers list that was ever loaded. Raises ValueError for an unknown one."""
    rows = store.rows("select distinct collar_no, surname, forename, email from officers order by all")
    mine = [(surname, forename) for number, surname, forename, _ in rows if number == collar]
    if not mine and not store.rows(
        "select 1 from officers where supervisor_collar_no = $collar limit 1", collar=collar
    ):
        raise ValueError(f"Nobody with collar number {collar} is on an Officers list that was loaded.")
    theirs = Counter(
        form for number, surname, forename, _ in rows if number != collar for form in set(_forms(surname, forename))
    )
    forms = list(dict.fromkeys(form for one in mine for form in _forms(*one)))
    emails = {str(email).strip().casefold() for number, *_, email in rows if number == collar and email}
    emails |= {row["who"] for row in entered(store, ACCESS) if row["level"] == OWN and row["key"] == collar}
    return Person(
        collar,
        forms[0] if forms else collar,
        tuple(form for form in forms if not theirs[form]),
        tuple(form for form in forms if theirs[form]),
        tuple(sorted(emails)),
    )


def _forms(surname: str | None, forename: str | None) -> Iterable[str]:
    """Brook, L; Brook, Lena; Lena Brook. A family name alone is too many people's."""
    if surname and forename:
        yield f"{surname}, {forename[0]}"
        yield f"{surname}, {forename}"
        yield f"{forename} {surname}"


def everybody(store: Store) -> frozenset[str]:
    """Every collar number that an Officers list ever had."""
    text = "select collar_no from officers union select supervisor_collar_no from officers where supervisor_collar_no is not null"
    return frozenset(number for (number,) in store.rows(text))
