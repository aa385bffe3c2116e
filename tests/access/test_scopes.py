"""Nobody is given anything of a person who is not theirs, whatever is asked: generated organisations, every role, every read."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import pytest

from metrics.access.ahead import people_until
from metrics.access.listed import listed
from metrics.access.scope import NOBODY, Scope, scope_of
from metrics.access.sieve import NotYoursError
from metrics.access.sieves import COMMON
from metrics.access.table import give
from metrics.brief.week import Week
from metrics.catalogue import whole_kpis
from metrics.question import Ask
from metrics.store.connection import Store
from metrics.terms import LONDON, Area
from metrics.ui.reads import READS
from tests.access.organisation import (
    FIRST,
    NOON,
    SINCE,
    TODAY,
    WEEKS,
    WHOLE,
    Organisation,
    areas_of,
    one_of_each,
    organisation,
    row_of,
    viewers,
)
from tests.access.people_named import people_named
from tests.effort import TIMES
from tests.small_force import SmallForce

SEEDS = range(1, 1 + TIMES)
MANY = TIMES > 1
STOCKS = {kpi.id for kpi in whole_kpis() if kpi.is_stock}
"""Their rows are of the days on which they began."""
KPIS = tuple(kpi.id for kpi in whole_kpis())
Question = tuple[str, dict[str, Any]]


@pytest.fixture(scope="module", params=SEEDS)
def made(request: pytest.FixtureRequest) -> Iterator[Organisation]:
    found = organisation(request.param)
    _stores.append(found.force.store)
    yield found
    forget()
    found.force.store.close()


def scopes(made: Organisation, many: bool = MANY) -> dict[str, Scope]:
    """Of everybody, and in `make test` of one of each kind."""
    chosen = viewers(made) if many else one_of_each(made)
    return {who: scope_of(made.force.store, who, who, TODAY, ("chief@example.invalid",)) for who in chosen}


def days_of(asked: dict[str, Any]) -> tuple[Any, Any]:
    if "ask" in asked:
        return asked["ask"].first, asked["ask"].last
    if "week" in asked:
        return asked["week"].days  # type: ignore[no-any-return]
    if "periods" in asked:
        return asked["periods"][0][0], asked["periods"][-1][1]
    return asked.get("days") or ((asked["start"], asked["end"]) if "start" in asked else WHOLE)


def questions(made: Organisation, chance: random.Random, many: bool = MANY) -> Iterator[Question]:
    """What pages ask, of people and areas that are one's own or not, on the weeks and the whole of the days."""
    people = chance.sample(made.collars, 14)
    for days in (*WEEKS, WHOLE) if many else (WEEKS[1], WHOLE):
        start, end = days
        yield "figures", {"ask": Ask(KPIS, "officer", (days,), collars=tuple(people))}
        yield "figures", {"ask": Ask(("arrests",), "team", (days,))}
        yield "hours", {"by": "officer", "periods": (days,), "collars": tuple(people)}
        yield "hours_by_state", {"by": "officer", "start": start, "end": end, "collars": tuple(people)}
        yield "beside", {"kpi_ids": KPIS, "by": "officer", "start": start, "end": end, "collars": tuple(people)}
        yield "members", {"start": start, "end": end}
        yield "teams_led", {"start": start, "end": end}
        yield "rates", {"names": ("arrests:PC",), "days": days}
        yield "rates", {"names": ("arrests:PC",), "days": days, "collars": tuple(people)}
        yield "between", {"earlier": None, "later": None, "days": days}
        yield "osara_plans", {"area": Area("force", "Force"), "day": end}
        for area in chance.sample(areas_of(made), 6 if many else 3):
            yield "figures", {"ask": Ask(("arrests", "incidents_attended"), "officer", (days,), within=area)}
            yield "members", {"start": start, "end": end, "area": area}
            yield "rows_behind", {"kpi_id": chance.choice(KPIS), "start": start, "end": end, "area": area}
            yield "passport", {"kpi": chance.choice(KPIS), "start": start, "end": end, "area": area}
            yield "brief_thanks", {"week": Week(area, days)}
        for collar in chance.sample(made.collars, 5 if many else 3):
            yield "rows_behind", {"kpi_id": chance.choice(KPIS), "start": start, "end": end, "collar": collar}
            yield "passport", {"kpi": chance.choice(KPIS), "start": start, "end": end, "collar": collar}
            yield "courses", {"collar": collar, "day": end}
    weeks = WEEKS
    yield "figures", {"ask": Ask(("arrests", "time_in_place"), "officer", weeks, collars=tuple(people))}
    yield "people_by_week", {"names": KPIS, "collars": tuple(people)}
    for name in ("people", "everyone", "team_names", "notes", "actions", "closed_flags", "one_to_ones"):
        yield name, {}
    yield "places", {"keys": tuple(("officer", one) for one in people), "start": WHOLE[0], "end": WHOLE[1]}
    for ref in chance.sample(made.refs, 30 if many else 10):
        yield "reference", {"ref": ref}


def asked_as(scope: Scope, name: str, asked: dict[str, Any]) -> Any:
    """A read as `data.read` answers it: found once for everybody, and sifted for whoever asks."""
    reading, store = READS[name], scope.store or _stores[-1]

    def find() -> Any:
        words = f"{name} {sorted(asked.items())!r}"
        if words not in _found:
            _found[words] = reading.answer(store, **asked)
        return _found[words]

    return reading.sieve.answer(scope, asked, find)


def forget() -> None:
    """Find everything anew: of another organisation."""
    _found.clear()


_found: dict[str, Any] = {}
_stores: list[Store] = []


def pairs(made: Organisation, many: bool) -> Iterator[tuple[str, Scope, str, dict[str, Any]]]:
    """Who asks what."""
    asked = list(questions(made, random.Random(7), many))
    for who, scope in scopes(made, many).items():
        for name, question in asked:
            yield who, scope, name, question


class Looked(NamedTuple):
    """How much was asked by whom, how often the answer named somebody, and what it named that is not theirs."""

    asked: int
    given: int
    outside: list[tuple[str, str, dict[str, Any], set[str]]]


def looked(made: Organisation, many: bool) -> Looked:
    """Everybody (or one of each kind) asks everything."""
    outside: list[tuple[str, str, dict[str, Any], set[str]]] = []
    seen: dict[tuple[str, Any], set[str]] = {}
    number = given = 0
    for who, scope, name, asked in pairs(made, many):
        number += 1
        try:
            answer = asked_as(scope, name, asked)
        except NotYoursError:
            continue
        named = people_named(answer, teams_count=name in ("team_names", "teams_led"))
        given += bool(named)
        days = (FIRST, TODAY) if name in TIMELESS else days_of(asked)
        if asked.get("kpi_id", asked.get("kpi")) in STOCKS:
            days = FIRST, days[1]
        if name == "rates" and answer:
            days = answer["arrests:PC"].days  # those of them that are settled
        mine = seen[who, days] = seen.get((who, days)) or made.ever(who, days)
        if rest := named - mine - made.supervisors(mine):
            outside.append((who, name, asked, rest))
    return Looked(number, given, outside)


def test_nobody_is_given_anything_of_people_who_are_not_theirs(made: Organisation) -> None:
    found = looked(made, MANY)
    assert not found.outside, found.outside[:3]
    assert found.asked > 1000
    assert found.given > 200, "what is one's own is given"


TIMELESS = (
    "people",
    "everyone",
    "team_names",
    "notes",
    "actions",
    "closed_flags",
    "one_to_ones",
    "reference",
    "places",
)
"""Reads whose answer is of any day; each entry and record is of people who were one's own on some day, or on its own."""


def test_figures_of_a_person_are_given_only_where_they_were_ones_own_on_every_day(made: Organisation) -> None:
    for who, scope in scopes(made).items():
        for days in (*WEEKS, WHOLE):
            ask = Ask(("arrests",), "officer", (days,))
            try:
                found = asked_as(scope, "figures", {"ask": ask})
            except NotYoursError:
                assert not made.ever(who)
                continue
            posted = {one for one in made.throughout(who, days) if made.on(one, days[0]) or made.on(one, days[1])}
            constables = {one.collar for one in made.postings if one.rank == "PC"}
            assert set(found["key"]) == posted & constables, (who, days)


def test_a_record_names_those_who_were_ones_own_on_its_day_and_nobody_else(made: Organisation) -> None:
    for who, scope in scopes(made).items():
        for ref in random.Random(5).sample(made.refs, 40 * TIMES):
            try:
                found = asked_as(scope, "reference", {"ref": ref})
            except NotYoursError:
                continue
            for record in found.records:
                assert record.day is not None
                assert people_named(record) <= made.allowed(who, record.day), (who, ref)
                assert people_named(record) or made.grants.get(who)


def test_somebody_not_known_is_given_nothing_at_all(made: Organisation) -> None:
    strangers = [NOBODY, scope_of(made.force.store, "stranger@example.invalid", "", TODAY)]
    ended = scope_of(made.force.store, "ended@example.invalid", "", TODAY)
    assert ended.roles == frozenset()
    for scope in (*strangers, ended):
        for name, asked in questions(made, random.Random(3)):
            with pytest.raises(NotYoursError):
                asked_as(scope, name, asked)


def test_administrators_and_auditors_are_given_no_figure(made: Organisation) -> None:
    for who in ("settler@example.invalid", "auditor@example.invalid", "chief@example.invalid"):
        scope = scope_of(made.force.store, who, who, TODAY, ("chief@example.invalid",))
        assert scope.roles
        for reading in READS.values():
            if reading.sieve.power in ("see_areas", "gather_evidence"):
                with pytest.raises(NotYoursError):
                    reading.sieve.check(scope, {})
        for name, asked in questions(made, random.Random(3)):
            try:
                answer = asked_as(scope, name, asked)
            except NotYoursError:
                continue
            assert not people_named(answer), (who, name)


def test_who_looked_at_somebody_is_for_that_person_alone(made: Organisation) -> None:
    store, sieve, mine = made.force.store, READS["looks_at"].sieve, made.collars[0]
    sieve.check(scope_of(store, made.email(mine), "", TODAY), {"collar": mine})
    for who in ("analyst@example.invalid", "auditor@example.invalid", made.email(made.collars[1])):
        for asked in (mine, ""):
            with pytest.raises(NotYoursError):
                sieve.check(scope_of(store, who, "", TODAY), {"collar": asked})


def test_the_analyst_is_given_everything(made: Organisation) -> None:
    whose = scopes(made)["analyst@example.invalid"]
    found = asked_as(whose, "figures", {"ask": Ask(("arrests", "ppn_submissions"), "officer", (WHOLE,))})
    assert set(found["key"]) == {one.collar for one in made.postings if one.rank in ("PC", "PCSO")}


def test_whoever_signs_in_by_a_name_of_the_access_table_is_listed_with_it(force: SmallForce) -> None:
    give(force.store, "x99", "officer", "officer", "0101", (TODAY, TODAY), "no email", "settler", NOON)
    for day, name in ((TODAY, "x99"), (TODAY + dt.timedelta(days=1), "")):
        assert {one.collar: one.sign_in for one in listed(force.store, day)}["0101"] == name


def test_moving_a_person_changes_access_at_once() -> None:
    """The Officers list says so, and the next run of any page works it out anew."""
    made = organisation(99, events=False)
    moving = next(one for one in made.postings if one.rank == "PC" and one.to is None and one.since == SINCE)
    before, after = (
        moving.supervisor,
        next(one.collar for one in made.postings if one.rank == "PS" and one.beat != moving.beat),
    )
    today = TODAY, TODAY
    old = scope_of(made.force.store, made.email(before), "", TODAY)
    assert old.sees(moving.collar, today)
    moved = [*made.postings, replace(moving, supervisor=after, since=TODAY - dt.timedelta(days=1))]
    moving.to = TODAY - dt.timedelta(days=2)
    made.force.load("Officers", [row_of(made, one) for one in moved])
    old, new = (scope_of(made.force.store, made.email(one), "", TODAY) for one in (before, after))
    assert (old.sees(moving.collar, today), new.sees(moving.collar, today)) == (False, True)
    assert (old.sees(moving.collar, WEEKS[0]), new.sees(moving.collar, WEEKS[0])) == (True, False)


def test_every_read_declares_what_of_its_answer_somebody_may_have() -> None:
    assert all(reading.sieve is not None for reading in READS.values())
    common = [name for name, reading in READS.items() if reading.sieve is COMMON]
    assert "figures" not in common
    assert "people" not in common


def test_those_left_out_are_named_with_the_days_on_which_they_are_ones_own(made: Organisation) -> None:
    told = 0
    for who, scope in scopes(made).items():
        if scope.everybody or not scope.parts:
            continue
        found = asked_as(scope, "partly_mine", {"start": WHOLE[0], "end": WHOLE[1]})
        partly = made.ever(who, WHOLE) - made.throughout(who, WHOLE)
        assert {one.collar for one in found} == partly
        for one in found:
            told += 1
            assert one.collar in made.throughout(who, one.days)
            assert one.days != WHOLE
    assert told > 0


def test_supervisors_see_a_week_only_when_its_people_have_had_it_for_their_days(made: Organisation) -> None:
    """The files were loaded on 22 June; people are three days ahead."""
    store, sergeant = made.force.store, next(one.collar for one in made.postings if one.rank == "PS")
    theirs = next(one for one in made.throughout(made.email(sergeant), WEEKS[2]) if one != sergeant)
    loaded = dt.datetime(2026, 6, 22, 9, 30, tzinfo=LONDON)
    for hours, until, seen in ((71, dt.date.min, False), (73, WEEKS[2][1], True)):
        now = loaded + dt.timedelta(hours=hours)
        assert people_until(store, now, 3) == until
        scope = scope_of(store, made.email(sergeant), "", TODAY, (), people_until(store, now, 3))
        own = scope_of(store, made.email(theirs), "", TODAY, (), people_until(store, now, 3))
        assert (scope.sees(theirs, WEEKS[2]), own.sees(theirs, WEEKS[2])) == (seen, True)
    assert people_until(store, loaded, 0) is None
