"""Invented organisations, each with everything that could give somebody away; and whom each of its people may see, day by day.

Whom somebody may see is worked out here from the rows that were made, sharing nothing with `metrics.access`.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from metrics import actions, flags, source_totals
from metrics.access.table import give
from metrics.flags import Flag
from metrics.notes import About, enter_note
from metrics.store.entering import keep
from metrics.store.entries import ONE_TO_ONE, ONE_TO_ONE_WORDS
from metrics.terms import LONDON, Area
from tests.small_force import SmallForce

FIRST, LAST = dt.date(2026, 6, 1), dt.date(2026, 6, 21)
WHOLE = FIRST, LAST
WEEKS = tuple((FIRST + dt.timedelta(days=7 * n), FIRST + dt.timedelta(days=7 * n + 6)) for n in range(3))
TODAY = dt.date(2026, 6, 24)
NOON = dt.datetime(2026, 6, 24, 12, tzinfo=LONDON)
SINCE = dt.date(2025, 1, 6)
Rows = list[dict[str, Any]]
SECTORS = {"Sector Ash": "LPA One", "Sector Elm": "LPA One", "Sector Oak": "LPA Two", "Sector Yew": "LPA Two"}


@dataclass
class Posting:
    """A person's posting, as the Officers list has it. team: level:key. to: its last day, None while it is open."""

    collar: str
    rank: str
    beat: str
    team: str
    supervisor: str
    since: dt.date
    to: dt.date | None


@dataclass
class Organisation:
    """A force of four sectors. postings: of everybody. sector_of, lpa_of: by team (level:key)."""

    force: SmallForce
    postings: list[Posting]
    sector_of: dict[str, str]
    lpa_of: dict[str, str]
    refs: list[str] = field(default_factory=list)
    grants: dict[str, tuple[str, str, str]] = field(default_factory=dict)

    @property
    def collars(self) -> list[str]:
        """Everybody's number."""
        return sorted({one.collar for one in self.postings})

    def name(self, collar: str) -> str:
        """The surname, which nobody else has and no word contains."""
        return f"Zq{collar}"

    def email(self, collar: str) -> str:
        """The name with which somebody signs in."""
        return f"{collar}@example.invalid"

    def on(self, collar: str, day: dt.date) -> Posting | None:
        """Where somebody was posted on a day."""
        held = [one for one in self.postings if one.collar == collar and one.since <= day <= (one.to or dt.date.max)]
        return max(held, key=lambda one: one.since, default=None)

    def allowed(self, viewer: str, day: dt.date) -> set[str]:
        """Whom somebody (by sign-in name) may see of a day."""
        role, _, key = self.grants.get(viewer, ("", "", ""))
        if role == "analyst":
            return set(self.collars)
        collar = viewer.partition("@")[0]
        now = self.on(collar, TODAY) if collar in self.collars else None
        found = {collar} if now else set()
        for other in self.collars:
            theirs = self.on(other, day)
            if theirs is None:
                continue
            led = now is not None and now.rank in ("PS", "Insp", "CI") and theirs.supervisor == collar
            in_sector = (
                now is not None and now.rank == "Insp" and self.sector_of.get(theirs.team) == self.sector_of[now.team]
            )
            in_lpa = now is not None and now.rank == "CI" and self.lpa_of.get(theirs.team) == self.lpa_of[now.team]
            covered = (role == "sergeant" and theirs.supervisor == key) or (
                role == "inspector" and self.sector_of.get(theirs.team) == key
            )
            if led or in_sector or in_lpa or covered:
                found.add(other)
        return found

    def ever(self, viewer: str, days: tuple[dt.date, dt.date] = (FIRST, TODAY)) -> set[str]:
        """Whom somebody may see of any of some days."""
        number = (days[1] - days[0]).days + 1
        return set().union(*(self.allowed(viewer, days[0] + dt.timedelta(days=n)) for n in range(number)))

    def throughout(self, viewer: str, days: tuple[dt.date, dt.date]) -> set[str]:
        """Whom somebody may see of every one of some days on which they were posted at all."""
        number = (days[1] - days[0]).days + 1
        every = [days[0] + dt.timedelta(days=n) for n in range(number)]
        return {
            collar
            for collar in self.ever(viewer, days)
            if all(collar in self.allowed(viewer, day) for day in every if self.on(collar, day) or collar in viewer)
        }

    def supervisors(self, people: set[str]) -> set[str]:
        """Who ever supervised some people: a posting says under whom it is."""
        return {one.supervisor for one in self.postings if one.collar in people}


def organisation(seed: int, events: bool = True, path: Path | None = None) -> Organisation:
    """A force made from a seed: four sectors of two beats, sergeants, inspectors and chief inspectors, people who move.

    events: False for its lists alone. path: of its store; None: in memory.
    """
    chance = random.Random(seed)
    numbers = iter(chance.sample(range(70000, 79999), 200))
    beats = [
        {"LPA": lpa, "Sector": sector, "Beat": f"{sector[-3:]}{n}", "Beat Name": f"{sector[-3:]} beat {n}"}
        for sector, lpa in SECTORS.items()
        for n in (1, 2)
    ]
    postings = _postings(chance, [str(number) for number in numbers], beats)
    force = SmallForce(path, lists=False)
    force.clock = dt.datetime(2026, 6, 22, 9, tzinfo=LONDON)
    sector_of = {f"beat:{one['Beat']}": one["Sector"] for one in beats} | {f"sector:{name}": name for name in SECTORS}
    lpa_of = {team: SECTORS[sector] for team, sector in sector_of.items()} | {
        f"lpa:{lpa}": lpa for lpa in SECTORS.values()
    }
    made = Organisation(force, postings, sector_of, lpa_of)
    force.load("Beats", beats)
    force.load("Officers", [row_of(made, one) for one in postings])
    if events:
        for sheet, rows in _events(chance, made).items():
            force.load(sheet, rows, days=WHOLE)
        _entries(chance, made, path is None)
        _give(made)
    return made


def _postings(chance: random.Random, numbers: list[str], beats: Rows) -> list[Posting]:
    take = iter(numbers)
    found: list[Posting] = []
    chiefs = {lpa: next(take) for lpa in sorted(set(SECTORS.values()))}
    inspectors = {sector: next(take) for sector in SECTORS}
    sergeants = {beat["Beat"]: next(take) for beat in beats}
    found += [Posting(one, "CI", lpa, f"lpa:{lpa}", "", SINCE, None) for lpa, one in chiefs.items()]
    found += [
        Posting(one, "Insp", sector, f"sector:{sector}", chiefs[SECTORS[sector]], SINCE, None)
        for sector, one in inspectors.items()
    ]
    found += [
        Posting(
            sergeants[beat["Beat"]], "PS", beat["Beat"], f"beat:{beat['Beat']}", inspectors[beat["Sector"]], SINCE, None
        )
        for beat in beats
    ]
    codes = [beat["Beat"] for beat in beats]
    for code in codes:
        for rank in ("PC", "PC", "PC", "PCSO"):
            found += _career(chance, next(take), rank, code, codes, sergeants)
    return found


def _career(
    chance: random.Random, collar: str, rank: str, code: str, codes: list[str], sergeants: dict[str, str]
) -> list[Posting]:
    """A posting, and for one in three a move to another team on some day, to come back or not."""
    if chance.random() > 0.35:
        return [Posting(collar, rank, code, f"beat:{code}", sergeants[code], SINCE, None)]
    move = FIRST + dt.timedelta(days=chance.randint(1, 20))
    other = chance.choice([one for one in codes if one != code])
    return [
        Posting(collar, rank, code, f"beat:{code}", sergeants[code], SINCE, move - dt.timedelta(days=1)),
        Posting(collar, rank, other, f"beat:{other}", sergeants[other], move, None),
    ]


def row_of(made: Organisation, one: Posting) -> dict[str, Any]:
    """A posting as a row of the Officers list."""
    return {
        "Collar No": one.collar, "Surname": made.name(one.collar), "Forename": "Inventa", "Role": one.rank, "Beat": one.beat,
        "Supervisor Collar No": one.supervisor, "FTE": 1, "Start Date": one.since, "End Date": one.to or "",
        "Email": made.email(one.collar),
    }  # fmt: skip


def _events(chance: random.Random, made: Organisation) -> dict[str, Rows]:
    """Rows of every weekly export, many of which name people of several teams."""
    constables = sorted({one.collar for one in made.postings if one.rank == "PC"})
    everyone = sorted({one.collar for one in made.postings if one.rank in ("PC", "PCSO")})
    pairs = [(chance.choice(constables), chance.choice(constables)) for _ in range(60)]
    day = [FIRST + dt.timedelta(days=chance.randint(0, 20)) for _ in range(60)]
    anybody = [chance.choice(everyone) for _ in range(60)]
    rows: dict[str, Rows] = {
        "Arrests": [
            {"Custody Ref": f"CU{n}", "Arrested At": f"{day[n]} 10:00", "Collar No": a,
             "Assisting Collar Nos": b if a != b else ""}
            for n, (a, b) in enumerate(pairs)
        ],
        "Stop Searches": [
            {"Search Ref": f"SS{n}", "Searched At": f"{day[n]} 11:00", "Collar No": a, "Outcome": "Arrest"}
            for n, (a, _) in enumerate(pairs)
        ],
        "Warrants": [
            {"Warrant Ref": f"WA{n}", "Executed On": day[n], "Collar No": a, "Other Collar Nos": b if a != b else ""}
            for n, (a, b) in enumerate(pairs[:20])
        ],
        "PPNs": [{"PPN Ref": f"PP{n}", "Submitted At": f"{day[n]} 12:00", "Collar No": one} for n, one in enumerate(anybody)],
        "Incidents": [
            {"Incident No": f"IN{n}", "Attended At": f"{day[n]} 13:00", "Collar No": one}
            for n, pair in enumerate(pairs)
            for one in sorted(set(pair))
        ],
        "Engagements": [
            {"Return No": f"EN{n}", "Engaged On": day[n], "Collar No": one} for n, one in enumerate(anybody)
        ],
        "Intelligence": [
            {"Log No": f"LO{n}", "Submitted At": f"{day[n]} 14:00", "Collar No": one, "Actioned By": pairs[n][0],
             "Actioned On": day[n]}
            for n, one in enumerate(anybody)
        ],
        "Referrals": [{"Referral Ref": f"RE{n}", "Referred On": day[n], "Collar No": one} for n, one in enumerate(anybody)],
        "Duties": [
            {"Duty Ref": f"{one}-{n}", "Collar No": one, "Start": f"{FIRST + dt.timedelta(days=n)} 08:00",
             "End": f"{FIRST + dt.timedelta(days=n)} 16:00", "State": "On beat"}
            for one in everyone
            for n in range(0, 21, 3)
        ],
        "Problem Plans": [
            {"Plan Ref": f"OS{n}", "Collar No": pairs[n][0], "Opened On": day[n], "Beat": chance.choice(made.postings[6:]).beat}
            for n in range(12)
        ],
        "Watch Schemes": [
            {"Scheme Ref": f"WS{n}", "Established On": day[n], "Collar No": anybody[n]} for n in range(10)
        ],
    }  # fmt: skip
    codes = [one.beat for one in made.postings if one.team.startswith("beat:")]
    for plan in rows["Problem Plans"]:
        plan["Beat"] = plan["Beat"] if plan["Beat"] in codes else codes[0]
    made.refs = [str(next(iter(row.values()))) for sheet in rows.values() for row in sheet]
    return rows


def _entries(chance: random.Random, made: Organisation, in_memory: bool) -> None:
    """Notes, actions, closed flags, totals and one-to-ones on people and on teams."""
    store, by = made.force.store, "the analyst"
    people = chance.sample(
        sorted({one.collar for one in made.postings if one.rank in ("PC", "PCSO")}), 16 if in_memory else 4
    )
    for collar in people:
        enter_note(
            store,
            About("officer", collar, None, None, *WEEKS[1]),
            "Context",
            f"a note on {made.name(collar)}",
            by,
            NOON,
        )
        key = ("officer", collar)
        actions.agree(store, key, "one-to-one", f"ask {made.name(collar)}", made.name(collar), LAST, by, NOON)
        flag = Flag("arrests", "officer", collar, None, "unusual", "Unusually high", *WEEKS[0])
        flags.close_flag(store, flag, f"looked at with {made.name(collar)}", by, NOON)
        source_totals.enter(
            store, ("ppn_submissions", "officer", collar, None, *WEEKS[0]), 3.0, made.name(collar), by, NOON
        )
        held = {"collar": collar, "held_on": WEEKS[1][0], "next_due": LAST, "sheet": f'{{"collar": "{collar}"}}'}
        (number,) = keep(store, ONE_TO_ONE, [held], NOON, by)
        words = {"one_to_one": number, "side": "officer", "words": f"said by {made.name(collar)}"}
        keep(store, ONE_TO_ONE_WORDS, [words], NOON, by)
    for sergeant in sorted({one.supervisor for one in made.postings if one.rank == "PC"})[: None if in_memory else 2]:
        actions.agree(store, ("team", sergeant), "meeting", "tidy up", made.name(sergeant), LAST, by, NOON)


def _give(made: Organisation) -> None:
    """Somebody with each role of the access table: analyst, administrator, auditor, cover for two, and one that ended."""
    store, days, over = made.force.store, (FIRST, TODAY), FIRST + dt.timedelta(days=5)
    sergeants = [one.collar for one in made.postings if one.rank == "PS"]
    constable = next(one.collar for one in made.postings if one.rank == "PC" and made.on(one.collar, TODAY))
    given: list[tuple[str, Any, str, str, tuple[dt.date, dt.date | None]]] = [
        ("analyst@example.invalid", "analyst", "force", "Force", (FIRST, None)),
        ("settler@example.invalid", "administrator", "force", "Force", (FIRST, None)),
        ("auditor@example.invalid", "auditor", "force", "Force", (FIRST, None)),
        ("cover@example.invalid", "sergeant", "team", sergeants[0], days),
        (made.email(constable), "sergeant", "team", sergeants[-1], days),
        ("acting@example.invalid", "inspector", "sector", "Sector Yew", days),
        ("ended@example.invalid", "inspector", "sector", "Sector Ash", (FIRST, over)),
    ]
    for who, role, level, key, when in given:
        give(store, who, role, level, key, when, "a test", "the administrator", NOON)
        if when[1] is None or when[1] >= TODAY:
            made.grants[who] = role, level, key


def viewers(made: Organisation) -> list[str]:
    """The sign-in names of everybody who is posted or has a role, of somebody whose cover ended, and of nobody known."""
    strangers = ["ended@example.invalid", "stranger@example.invalid"]
    return [*(made.email(collar) for collar in made.collars), *made.grants, *strangers]


def one_of_each(made: Organisation) -> list[str]:
    """A viewer of each kind: of each rank, of each role of the access table, with a move or without, and nobody known."""
    moved = {one.collar for one in made.postings if one.to}
    kinds = {(one.rank, one.collar in moved): made.email(one.collar) for one in made.postings}
    return sorted({*kinds.values(), *made.grants, "ended@example.invalid", "stranger@example.invalid"})


def areas_of(made: Organisation) -> list[Area]:
    """Every area and every sergeant's team."""
    found = [Area("force", "Force"), *(Area("lpa", name) for name in sorted(set(SECTORS.values())))]
    found += [Area("sector", name) for name in SECTORS]
    found += [Area("beat", key.partition(":")[2]) for key in made.sector_of if key.startswith("beat:")]
    return [*found, *(Area("team", one.collar) for one in made.postings if one.rank == "PS")]
