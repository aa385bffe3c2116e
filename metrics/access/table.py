"""The access table: roles that no posting gives, and cover for somebody else, each with its days and a reason. Only added to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from metrics.access.roles import GIVEN, AccessRole
from metrics.notes import name_faults, plain
from metrics.store.connection import Store
from metrics.store.entering import entered, keep
from metrics.store.entries import ACCESS
from metrics.terms import LEVELS, TEAM, say_date

OWN = "officer"
"""The level of a grant that says who somebody is: the key is their collar number."""
LEVELS_OF: dict[AccessRole, tuple[str, ...]] = {
    "officer": (OWN,),
    "sergeant": (TEAM,),
    "inspector": ("sector",),
    "chief_inspector": ("lpa",),
    "analyst": ("force",),
    "administrator": ("force",),
    "auditor": ("force",),
}
"""What a role is given over: cover for a sergeant is of their team, an inspector's of a sector."""
EVERYTHING = "Force"


@dataclass(frozen=True)
class Grant:
    """A role that somebody has on some days. who: sign-in name, in lower case. level, key: over what. until: None is open.

    by, at (UTC): who gave it, and when. number: of its first entry, by which it is known.
    """

    number: int
    who: str
    role: AccessRole
    level: str
    key: str
    since: dt.date
    until: dt.date | None
    reason: str
    by: str
    at: dt.datetime

    def holds(self, day: dt.date) -> bool:
        """True on the days on which it holds."""
        return self.since <= day and (self.until is None or day <= self.until)


def grants(store: Store) -> tuple[Grant, ...]:
    """Every grant as it stands, in the order in which they were given; those taken back are left out."""
    found: dict[int, Grant] = {}
    for row in entered(store, ACCESS):
        number = row["ends"] or row["entry_id"]
        found.pop(number, None)
        if row["role"]:
            found[number] = Grant(
                number, row["who"], row["role"], row["level"], row["key"], row["from_day"], row["to_day"], row["reason"],
                row["recorded_by"], row["recorded_at"],
            )  # fmt: skip
    return tuple(found[number] for number in sorted(found))


def give(
    store: Store, who: str, role: AccessRole, level: str, key: str, days: tuple[dt.date, dt.date | None], reason: str,
    by: str, at: dt.datetime,
) -> int:  # fmt: skip
    """Give a role on some days (the last may be open), and give its number.

    Raises ValueError with one plain sentence for what cannot be kept, and LoadFailedError where it could not be written.
    """
    who, key, reason, by = plain(who).casefold(), plain(key), plain(reason), plain(by)
    for fault in _faults(who, role, level, key, days, reason, by):
        raise ValueError(fault)
    kept = {
        "who": who,
        "role": role,
        "level": level,
        "key": key,
        "from_day": days[0],
        "to_day": days[1],
        "reason": reason,
    }
    return keep(store, ACCESS, [kept], at, by)[0]


def take_back(store: Store, number: int, reason: str, by: str, at: dt.datetime) -> None:
    """End a grant at once. Raises as `give` does."""
    known = {one.number: one for one in grants(store)}
    if number not in known:
        raise ValueError("That access is not there any more: it may have been taken back.")
    reason, by = plain(reason), plain(by)
    for fault in [*([] if reason else ["Say why it is taken back."]), *name_faults(by)]:
        raise ValueError(fault)
    gone = {"who": known[number].who, "level": "", "key": "", "reason": reason, "ends": number}
    keep(store, ACCESS, [gone], at, by)


def _faults(
    who: str, role: AccessRole, level: str, key: str, days: tuple[dt.date, dt.date | None], reason: str, by: str
) -> list[str]:
    faults = [] if who else ["Give the name with which they sign in."]
    if role not in GIVEN:
        faults.append("Choose a role.")
    elif level not in LEVELS_OF[role]:
        faults.append(f"That role is given over a {LEVELS_OF[role][0]}, not over a {level or 'nothing'}.")
    if level in (*LEVELS, TEAM, OWN) and not key:
        faults.append("Say over which team, sector or LPA, or whose record it is.")
    if days[1] is not None and days[1] < days[0]:
        faults.append(f"It would end before it begins on {say_date(days[0])}: give a later last day.")
    if role in ("sergeant", "inspector", "chief_inspector") and days[1] is None:
        faults.append("Cover ends: give its last day. It can be given again.")
    if not reason:
        faults.append("Say why it is given: it is kept with it.")
    return [*faults, *name_faults(by)]
