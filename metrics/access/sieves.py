"""What of an answer somebody may have. Every read of the store declares one of these; without one it is not answered.

A sieve is asked on every rerun, after the answer was found or remembered: what is remembered is everybody's, and is never given
out unsifted. Nothing here knows a page or the database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from metrics import catalogue
from metrics.access.roles import Power
from metrics.access.scope import EVER, Scope
from metrics.brief.agreed import Agreed
from metrics.brief.brief import Brief
from metrics.brief.thanks import Thanks
from metrics.challenges import Challenge
from metrics.changes import Changes
from metrics.frames import rows_of
from metrics.history import History
from metrics.notes import PEOPLE, REPLY, Note
from metrics.one_to_one.kept import OneToOne
from metrics.passport import Passport
from metrics.question import Ask, Period
from metrics.records import Found, Record
from metrics.terms import TEAM, WHOLE_FORCE, Area

Asked = Mapping[str, Any]
Named = Callable[[Asked, Any], Iterable[str]]
NO_ACCESS = "You have no access yet: ask the administrator to add you to the Officers list or to the access table."
ELSE = "another team's"
"""What stands where a record names somebody who is not one's own."""


class NotYoursError(Exception):
    """What was asked for is not open to whoever asks. str() is one plain sentence."""


@dataclass(frozen=True)
class Sieve:
    """power: without which nothing is answered. sift: what stays of an answer. named: whose figures or records are in it, by
    collar number: looking at them is logged."""

    power: Power | None = None
    sift: Callable[[Scope, Asked, Any], Any] = lambda scope, asked, answer: answer
    named: Named = lambda asked, answer: ()

    def answer(self, scope: Scope, asked: Asked, find: Callable[[], Any]) -> Any:
        """What somebody may have of an answer. Raises NotYoursError where they may have none of it."""
        self.check(scope, asked)
        found = find()
        return found if scope.everybody else self.sift(scope, asked, found)

    def check(self, scope: Scope, asked: Asked) -> None:
        """Raise NotYoursError where the question alone may not be asked."""
        if not scope.parts:
            raise NotYoursError(NO_ACCESS)
        if self.power is not None and not scope.may(self.power):
            raise NotYoursError("Your role does not open this.")
        for area in _areas(asked):
            if area.level == TEAM and not scope.leads(area.key):
                raise NotYoursError("This is another sergeant's team.")


def _areas(asked: Asked) -> Iterable[Area]:
    for value in asked.values():
        if isinstance(value, Area):
            yield value
        elif isinstance(value, Ask) and value.within is not None:
            yield value.within
        elif isinstance(value, tuple):
            yield from (one for one in value if isinstance(one, Area))
        elif isinstance(getattr(value, "area", None), Area):
            yield value.area


def _days(asked: Asked) -> Period:
    if "days" in asked:
        return asked["days"]  # type: ignore[no-any-return]
    if "week" in asked:
        return asked["week"].days  # type: ignore[no-any-return]
    return (asked["start"], asked["end"]) if "start" in asked else EVER


def _area(asked: Asked) -> Area:
    if "week" in asked:
        return asked["week"].area  # type: ignore[no-any-return]
    return asked.get("area") or asked.get("within") or WHOLE_FORCE


# Figures


def _by(asked: Asked) -> str:
    return str(asked["ask"].by if "ask" in asked else asked["by"])


def _kept(found: pd.DataFrame, mine: Iterable[bool]) -> pd.DataFrame:
    """Those rows of a frame that are one's own; its columns also where none is."""
    return found[np.fromiter(mine, dtype=bool, count=len(found))]


def _of_people(scope: Scope, asked: Asked, found: pd.DataFrame) -> pd.DataFrame:
    """Rows of people and of sergeants' teams that are one's own, each on the days that it speaks of; areas name nobody."""
    by = _by(asked)
    if by == TEAM:
        return _kept(found, (scope.leads(key) for key in found["key"]))
    if by != "officer":
        if not scope.may("see_areas"):
            raise NotYoursError("Your role does not open figures of areas.")
        return found
    if "period_start" in found:
        days = zip(found["period_start"], found["period_end"], strict=True)
        return _kept(found, (scope.sees(key, when) for key, when in zip(found["key"], days, strict=True)))
    return _kept(found, (scope.sees(key, _days(asked)) for key in found["key"]))


def _collars(asked: Asked, found: Any) -> Iterable[str]:
    return set(found["key"]) if _by(asked) == "officer" else ()


def _beside(scope: Scope, asked: Asked, found: dict[str, list[Any]]) -> dict[str, list[Any]]:
    by = asked["by"]
    if by not in ("officer", TEAM):
        if not scope.may("see_areas"):
            raise NotYoursError("Your role does not open figures of areas.")
        return found

    def mine(key: str) -> bool:
        collar = key.partition(":")[0]
        return scope.leads(collar) if by == TEAM else scope.sees(collar, _days(asked))

    return {kpi: [one for one in shown if mine(one.key)] for kpi, shown in found.items()}


def _weeks(scope: Scope, asked: Asked, found: History) -> History:
    """The weeks of people: those that are not one's own are not known."""
    keys = [place for place, key in enumerate(found.keys) if scope.knows(key)]
    if not found.weeks:
        return replace(found, keys=tuple(found.keys[place] for place in keys))
    mine = np.array([[scope.sees(found.keys[place], week) for week in found.weeks] for place in keys], dtype=bool)
    mine = mine.reshape(len(keys), len(found.weeks))
    of = {name: each[:, keys] for name, each in found.of.items()}
    if not mine.all():
        of = {name: np.where(mine[None], each, np.nan) for name, each in of.items()}
    return replace(found, keys=tuple(found.keys[place] for place in keys), of=of)


def _named_beside(asked: Asked, found: dict[str, list[Any]]) -> Iterable[str]:
    return {one.key.partition(":")[0] for shown in found.values() for one in shown} if asked["by"] == "officer" else ()


# People and areas


def _members(scope: Scope, asked: Asked, found: pd.DataFrame) -> pd.DataFrame:
    days = _days(asked)
    sees = scope.knows_now if days == EVER else lambda collar: scope.sees(collar, days)
    return _kept(found, map(sees, found["collar"])).reset_index(drop=True)


class PartlyMine(NamedTuple):
    """Somebody who was one's own on some of the days that are looked at, and on which (the first run of them)."""

    collar: str
    surname: str | None
    forename: str | None
    days: Period


def _partly(scope: Scope, asked: Asked, found: pd.DataFrame) -> tuple[PartlyMine, ...]:
    """Those of an area or team who are left out because they were somebody else's, or are not open yet, on some of the days."""
    days, rest = _days(asked), rows_of(found)
    runs = [(one, scope.opened(one["collar"], days)) for one in rest if not scope.sees(one["collar"], days)]
    return tuple(PartlyMine(one["collar"], one["surname"], one["forename"], run) for one, run in runs if run)


def _teams(scope: Scope, asked: Asked, found: dict[str, Any]) -> dict[str, Any]:
    """Sergeants' teams by key: one's own, and who supervises oneself."""
    return {
        key: what
        for key, what in found.items()
        if scope.leads(collar := key.removeprefix(f"{TEAM}:")) or collar in scope.own_supervisors
    }


# Records


def _rows(scope: Scope, export_id: str, found: pd.DataFrame) -> pd.DataFrame:
    """Rows of an export that name somebody of one's own on their day; other people's numbers in them are left out."""
    export = catalogue.exports()[export_id]
    named = [
        column for column in export.stored_columns if column.type in ("collar", "collars") and column.name in found
    ]
    if found.empty or not named:
        return found
    days = [_day(value) for value in found[export.column(export.day).name]] if export.day else [None] * len(found)
    kept = []
    for row, day in zip(rows_of(found), days, strict=True):
        when = (day, day) if day else EVER
        people = {column.name: _numbers(row[column.name]) for column in named}
        if any(scope.sees(collar, when) for collars in people.values() for collar in collars):
            kept.append(row | {name: _masked(scope, row[name], when) for name in people})
    return pd.DataFrame(kept, columns=list(found.columns))


def _day(value: Any) -> Any:
    if value is None or pd.isna(value):
        return None
    return value.date() if hasattr(value, "date") else value


def _numbers(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [str(one) for one in value] if isinstance(value, list | tuple | np.ndarray) else []


def _masked(scope: Scope, value: Any, days: Period) -> Any:
    if isinstance(value, str):
        return value if scope.sees(value, days) else ELSE
    if isinstance(value, list | tuple | np.ndarray):
        return [one if scope.sees(str(one), days) else ELSE for one in value]
    return value


def _behind(scope: Scope, asked: Asked, found: pd.DataFrame) -> pd.DataFrame:
    _whose(scope, asked)
    return _rows(scope, catalogue.kpis()[asked["kpi_id"]].export, found)


def _whose(scope: Scope, asked: Asked) -> None:
    """Raise where a figure is of somebody else's person, or of an area for a role that sees none."""
    collar = asked.get("collar")
    if collar and not scope.sees(collar, _days(asked)):
        raise NotYoursError("Nobody with that collar number is yours on these days.")
    if not collar and not scope.may("see_areas"):
        raise NotYoursError("Your role does not open figures of areas.")


def _passport(scope: Scope, asked: Asked, found: Passport) -> Passport:
    _whose(scope, asked)
    whole = bool(found.collar) or scope.holds(found.area, found.period)
    asides = found.asides if whole else found.asides[:0]
    return replace(found, records=_rows(scope, found.kpi.export, found.records), asides=asides)


def _checked(scope: Scope, asked: Asked, found: Any) -> Any:
    _whose(scope, asked)
    return found


def _found(scope: Scope, asked: Asked, found: Found) -> Found:
    records = tuple(_record(scope, one) for one in found.records if _is_mine(scope, one))
    asides = tuple(one for one in found.set_aside if one.areas and all(scope.holds(area, EVER) for area in one.areas))
    return Found(records, asides if scope.may("see_areas") else ())


def _people_of(one: Record) -> dict[str, list[str]]:
    export = catalogue.exports()[one.export]
    kinds = {column.heading: column.type for column in export.stored_columns}
    return {heading: _numbers(value) for heading, value in one.fields if kinds.get(heading) in ("collar", "collars")}


def _is_mine(scope: Scope, one: Record) -> bool:
    """A record that names nobody is of an area."""
    when, people = _when(one), [collar for collars in _people_of(one).values() for collar in collars]
    return any(scope.sees(collar, when) for collar in people) if people else scope.may("see_areas")


def _when(one: Record) -> Period:
    return (one.day, one.day) if one.day else EVER


def _record(scope: Scope, one: Record) -> Record:
    when, people = _when(one), _people_of(one)
    fields = tuple((name, _masked(scope, value, when) if name in people else value) for name, value in one.fields)
    counts = tuple(
        replace(counted, collars=tuple(collar for collar in counted.collars if scope.sees(collar, when)))
        for counted in one.counts
    )
    return replace(one, fields=fields, counts=counts)


def _named_in(asked: Asked, found: Found) -> Iterable[str]:
    people = (collar for one in found.records for collars in _people_of(one).values() for collar in collars)
    return {collar for collar in people if collar != ELSE}


def _learnt(scope: Scope, asked: Asked, found: Changes) -> Changes:
    """What differs, by area; the rows themselves only of an area of which everybody is one's own."""
    whole = scope.holds(_area(asked), _days(asked))
    figures = _kept(found.figures, (by not in ("officer", TEAM) or whole for by in found.figures["by"]))
    return replace(found, rows=found.rows if whole else found.rows[:0], figures=figures)


# What people entered


def entry_is_open(scope: Scope, level: str, key: str) -> bool:
    """True where what was entered on a person, a sergeant's team or an area is open to somebody."""
    if scope.everybody:
        return True
    if level == PEOPLE:
        return scope.knows(key)
    return scope.leads(key) if level == TEAM else scope.may("see_areas")


def _notes(scope: Scope, asked: Asked, found: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(one for one in found if _note_is_mine(scope, one))


def _note_is_mine(scope: Scope, one: Note) -> bool:
    """A reply speaks of a figure: it is open once the figure is."""
    if one.kind == REPLY and one.about.end is not None:
        return scope.sees(one.about.key, (one.about.start or one.about.end, one.about.end))
    return entry_is_open(scope, one.about.level, one.about.key)


def _challenges(scope: Scope, asked: Asked, found: tuple[Challenge, ...]) -> tuple[Challenge, ...]:
    """For everybody who may see the record, and for whoever made it; other people's numbers are left out."""
    return tuple(_challenge(scope, one) for one in found if _challenged_is_mine(scope, one))


def _challenged_is_mine(scope: Scope, one: Challenge) -> bool:
    when = (one.day, one.day) if one.day else EVER
    if one.collar and one.collar == scope.collar:
        return True
    return any(scope.sees(collar, when) for collar in one.named) if one.named else scope.may("see_areas")


def _since(scope: Scope, asked: Asked, found: Mapping[int, str]) -> dict[int, str]:
    """What became of the challenged records that are one's own."""
    return {one.number: found[one.number] for one in asked["found"] if _challenged_is_mine(scope, one)}


def _challenge(scope: Scope, one: Challenge) -> Challenge:
    when = (one.day, one.day) if one.day else EVER
    named = tuple(collar for collar in one.named if scope.sees(collar, when))
    of_people = one.heading and catalogue.exports()[one.export].column(one.heading).type in ("collar", "collars")
    if not of_people:
        return replace(one, named=named)
    stood = "; ".join(each if scope.sees(each, when) else ELSE for each in one.stood.split("; ") if each)
    return replace(one, named=named, stood=stood)


def _flags(scope: Scope, asked: Asked, found: dict[Any, Any]) -> dict[Any, Any]:
    return {flag: closed for flag, closed in found.items() if entry_is_open(scope, flag.level, flag.key)}


def _actions(scope: Scope, asked: Asked, found: tuple[Any, ...]) -> tuple[Any, ...]:
    """Actions name who does them: of an area they are for those whose people it holds."""
    return tuple(one for one in found if _action_is_mine(scope, *one.key))


def _action_is_mine(scope: Scope, level: str, key: str) -> bool:
    if level in (PEOPLE, TEAM):
        return entry_is_open(scope, level, key)
    if level == "question":
        return scope.may("gather_evidence")
    return scope.holds(Area(level, key), EVER)  # type: ignore[arg-type]


def _one_to_ones(scope: Scope, asked: Asked, found: tuple[OneToOne, ...]) -> tuple[OneToOne, ...]:
    """Between the two of them: the words are for the person and for whoever supervised them on that day."""
    kept = []
    for one in found:
        day = one.held_on, one.held_on
        if one.collar == scope.collar or scope.supervised(one.collar, day):
            kept.append(one)
        elif scope.knows(one.collar, day):
            kept.append(replace(one, versions=tuple(each._replace(words="") for each in one.versions), agreed=()))
    return tuple(kept)


def _places(scope: Scope, asked: Asked, found: dict[Any, Any]) -> dict[Any, Any]:
    return {key: where for key, where in found.items() if entry_is_open(scope, key[0], key[1])}


# Words of an area or team


def _thanks(scope: Scope, asked: Asked, found: Thanks) -> Thanks:
    return (
        found
        if scope.holds(_area(asked), _days(asked))
        else replace(found, people=(), uncounted=(), luck="", collars=())
    )


def _brief(scope: Scope, asked: Asked, found: Brief) -> Brief:
    if scope.holds(_area(asked), _days(asked)):
        return found
    thanks, plans = _thanks(scope, asked, found.thanks), _plans(scope, asked, found.plans)
    return replace(found, thanks=thanks, agreed=Agreed((), 0), plans=plans)


def _plans(scope: Scope, asked: Asked, found: tuple[Any, ...]) -> tuple[Any, ...]:
    """Plans are of beats; whose they are is said of one's own people only. Who sees no areas has their own plans."""
    if not scope.may("see_areas"):
        return tuple(one for one in found if scope.sees(one.collar))
    return tuple(one if scope.knows(one.collar, (one.day, one.day)) else replace(one, collar=ELSE) for one in found)


def _owners(asked: Asked, found: tuple[Any, ...]) -> Iterable[str]:
    """Who runs the plans."""
    return {one.collar for one in found if one.collar} - {ELSE}


def _grown(scope: Scope, asked: Asked, found: Any) -> Any:
    days = found.days or EVER
    return replace(found, people=tuple(one for one in found.people if scope.sees(one.collar, days)))


def _rates(scope: Scope, asked: Asked, found: dict[str, Any]) -> dict[str, Any]:
    return {
        name: replace(of, people={collar: one for collar, one in of.people.items() if scope.sees(collar, of.days)})
        for name, of in found.items()
    }


# Searches for review


def _drawn(scope: Scope, asked: Asked, found: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(one for one in found if scope.holds(one.draw.area, (one.draw.start, one.draw.end)))


def _searched(scope: Scope, asked: Asked, found: dict[str, Any]) -> dict[str, Any]:
    return {ref: one for ref, one in found.items() if scope.sees(one.collar, (one.day, one.day))}


def _population(scope: Scope, asked: Asked, found: tuple[Any, ...]) -> tuple[Any, ...]:
    return found if scope.holds(asked["area"], asked["days"]) else ()


# Evidence


def _exhibits(scope: Scope, asked: Asked, found: tuple[Any, ...]) -> tuple[Any, ...]:
    """What shows people is for those whose people they are: it is drawn anew for whoever looks, and its title names them."""
    return tuple(one for one in found if not one.frozen.people or _shows_mine(scope, one.address))


def _shows_mine(scope: Scope, address: Mapping[str, str]) -> bool:
    if address.get("officer"):
        return scope.knows(address["officer"])
    level, _, key = address.get("area", "").partition(":")
    return scope.holds(Area(level, key) if key else WHOLE_FORCE, EVER)  # type: ignore[arg-type]


# The look-up log


def _looks_at(scope: Scope, asked: Asked, found: Any) -> Any:
    if asked["collar"] != scope.collar or not scope.collar:
        raise NotYoursError("Who looked at somebody is for that person to read.")
    return found


def _look_ups(scope: Scope, asked: Asked, found: tuple[Any, ...]) -> tuple[Any, ...]:
    """Of the log what is about one's own people on that day; all of it for whoever reads logs."""
    if scope.may("read_logs"):
        return found
    kept = []
    for one in found:
        day = one.at.date()
        mine = tuple(collar for collar in one.whom if scope.knows(collar, (day, day)))
        if mine:
            kept.append(replace(one, whom=mine))
    return tuple(kept)


def _whose_collar(asked: Asked, found: Any) -> Iterable[str]:
    return [asked["collar"]] if asked.get("collar") else ()


def _named_in_rows(export_id: str, found: pd.DataFrame) -> set[str]:
    """Everybody named by the rows of an export."""
    columns = catalogue.exports()[export_id].stored_columns
    named = [column.name for column in columns if column.type in ("collar", "collars") and column.name in found]
    return {collar for name in named for value in found[name] for collar in _numbers(value)} - {ELSE}


def _named_behind(asked: Asked, found: pd.DataFrame) -> Iterable[str]:
    return {*_whose_collar(asked, found), *_named_in_rows(catalogue.kpis()[asked["kpi_id"]].export, found)}


def named_by_passport(asked: Asked, found: Passport) -> Iterable[str]:
    """Whose figure a passport is of, and everybody on its records."""
    return {*_whose_collar(asked, found), *_named_in_rows(found.kpi.export, found.records)}


def singled_out(asked: Asked, named: Iterable[str]) -> frozenset[str]:
    """Of those named in an answer whom the question singles out: one person's figures, or everybody on one record."""
    collars = asked["ask"].collars if "ask" in asked else asked.get("collars")
    alone = {asked.get("collar")} | (set(collars) if collars and len(set(collars)) == 1 else set())
    return frozenset(named) if "ref" in asked else frozenset(one for one in named if one in alone)


def asked_about(asked: Asked) -> str | None:
    """The one person whom a question is about, by collar number; None where it is about others too, or nobody."""
    collars = asked["ask"].collars if "ask" in asked else asked.get("collars")
    if collars and len(set(collars)) == 1:
        return str(collars[0])
    return asked.get("collar") or None


def days_of(asked: Asked) -> Period | None:
    """The days that a question is about; None where it names none."""
    if "ask" in asked:
        periods = asked["ask"].periods
        return (min(first for first, _ in periods), max(last for _, last in periods)) if periods else None
    if asked.get("weeks") and isinstance(asked["weeks"], tuple):
        return asked["weeks"][0][0], asked["weeks"][-1][-1]
    if asked.get("periods"):
        return asked["periods"][0][0], asked["periods"][-1][-1]
    days = _days(asked)
    return None if days == EVER else days


COMMON = Sieve()
"""Names nobody and holds no figure: the lists of areas, what is loaded, definitions."""
AREAS = Sieve("see_areas")
"""Figures of areas, which name nobody."""
EVIDENCE = Sieve("gather_evidence")
SETTLING = Sieve("settle_people")
DELETING = Sieve("delete_data")
DELETED = Sieve("read_deletions")
"""Who can sign in, and as what: no figures."""
FIGURES = Sieve(None, _of_people, _collars)
BESIDE = Sieve(None, _beside, _named_beside)
WEEKS = Sieve(None, _weeks, lambda asked, found: asked["collars"])
MEMBERS = Sieve(None, _members)
PARTLY = Sieve(None, _partly)
STINTS = Sieve(None, lambda scope, asked, found: [one for one in found if scope.knows_now(one.collar)])
TEAMS = Sieve(None, _teams)
ROWS = Sieve(None, _behind, _named_behind)
PASSPORT = Sieve(None, _passport, named_by_passport)
OF_FIGURE = Sieve(None, _checked, _whose_collar)
"""Of one figure, naming nobody but whose it is."""
REFERENCE = Sieve(None, _found, _named_in)
LEARNT = Sieve("see_areas", _learnt)
NOTES = Sieve(None, _notes)
CHALLENGES = Sieve(None, _challenges)
CHALLENGED = Sieve(None, _since)
FLAGS = Sieve(None, _flags)
ACTIONS = Sieve(None, _actions)
ONE_TO_ONES = Sieve(None, _one_to_ones)
PLACES = Sieve(None, _places)
THANKS = Sieve("see_areas", _thanks, lambda asked, found: found.collars)
BRIEF = Sieve("see_areas", _brief, lambda asked, found: {*found.thanks.collars, *_owners(asked, found.plans)})
PLANS = Sieve(None, _plans, _owners)
GROWN = Sieve(None, _grown, lambda asked, found: [one.collar for one in found.people])
RATES = Sieve(None, _rates, lambda asked, found: {collar for of in found.values() for collar in of.people})
DRAWN = Sieve("see_areas", _drawn)
SEARCHED = Sieve("see_areas", _searched, lambda asked, found: {one.collar for one in found.values()})
POPULATION = Sieve("see_areas", _population)
EXHIBITS = Sieve("gather_evidence", _exhibits)
LOOKS_AT = Sieve(None, _looks_at)
LOOK_UPS = Sieve("read_looks", _look_ups)
POSTINGS = Sieve("read_looks")
"""Who supervised whom and when, to tell looks after leaving: never shown."""
LOG_STATE = Sieve("read_logs")
"""How whole the log is: names nobody."""
