"""What leaves the server for each role, page by page: nobody who is not theirs, no page that is not open to them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from metrics import settings
from metrics.access.scope import scope_of
from metrics.question import Ask
from metrics.ui import data, remembering, routes, stores, viewer
from tests.access.organisation import TODAY, WHOLE, Organisation, one_of_each, organisation
from tests.access.people_named import named
from tests.effort import TIMES
from tests.served import configure, opened
from tests.ui.conftest import close_store, text_of

PAGES = [path.removeprefix("pages/").removesuffix(".py") for path in routes.TITLES]
DAYS = {"period": "dates", "from": "2026-06-01", "to": "2026-06-21"}
EVERYDAY = ["team", "officer", "this_week", "record", "meeting", "problem_solving", "data_quality", "one_to_one"]
"""Pages that name people: in `make test` each role opens some of them."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("served")


@pytest.fixture(scope="module")
def made(home: Path) -> Organisation:
    found = organisation(11, path=home / "own.duckdb")
    found.force.store.close()
    return found


@pytest.fixture
def served(home: Path, made: Organisation, monkeypatch: pytest.MonkeyPatch) -> Iterator[Organisation]:
    monkeypatch.setenv("BEATBOARD_HOME", str(home))
    monkeypatch.setenv("BEATBOARD_CONFIG", str(configure(home)))
    settings.choose("own")
    yield made


@pytest.fixture(scope="module", autouse=True)
def left_closed() -> Iterator[None]:
    yield
    close_store()


def addresses(made: Organisation, who: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Pages with what a link, a guess or a colleague's address may ask for: of one's own and of others."""
    others = [one for one in made.collars if one not in made.ever(who)]
    mine = sorted(made.ever(who))
    officers = [*others[:2], *mine[:1]]
    for page in PAGES:
        yield page, {}
        yield page, {"area": "sector:Sector Oak", **DAYS}
        for collar in officers:
            yield page, {"officer": collar, "kpi": "arrests", "open": "1", **DAYS}
    for ref in ("CU1", "WA2", "IN3", "LO4", "SS5"):
        yield "record", {"ref": ref}
    for sergeant in [one.collar for one in made.postings if one.rank == "PS"][:3]:
        yield "team", {"area": f"team:{sergeant}", **DAYS}
        yield "meeting", {"area": f"team:{sergeant}", "period": "week", "to": "2026-06-21"}


def chosen(made: Organisation, who: str, place: int, many: bool) -> list[tuple[str, dict[str, str]]]:
    """All of them, or a few of each role, which take turns."""
    every = list(addresses(made, who))
    if many:
        return every
    telling = [(page, address) for page, address in every if page in EVERYDAY and address]
    return telling[place :: max(len(telling) // 2, 1)]


class Left(NamedTuple):
    """How many pages were opened, how many with an exception, and what left the server that is not for whoever looked."""

    opened: int
    broken: list[tuple[str, str, dict[str, str]]]
    outside: list[tuple[str, str, dict[str, str], set[str]]]


def left(made: Organisation, many: bool) -> Left:
    """One of each kind opens pages with what a link, a guess or a colleague's address may ask for."""
    number, broken, outside = 0, [], []
    viewers = one_of_each(made)
    lookers = {collar for collar in made.collars if made.email(collar) in viewers}
    for place, who in enumerate(viewers):
        mine = made.ever(who)
        if made.grants.get(who, ("",))[0] in ("administrator", "auditor"):
            mine = set(made.collars)  # who signs in with which name, and whom the look-up log names: no figures
        for page, address in chosen(made, who, place, many):
            app = opened(who, page, **address)
            number += 1
            if app.exception:
                broken.append((who, page, address))
            asked = {address.get("officer", ""), address.get("area", "").removeprefix("team:")}
            asked |= lookers if page == "look_up_log" else set()  # it says who looked at people of one's own
            if rest := named(app, made) - mine - made.supervisors(mine) - asked:
                outside.append((who, page, address, rest))
    return Left(number, broken, outside)


def test_nobody_who_is_not_theirs_leaves_the_server(served: Organisation) -> None:
    found = left(served, TIMES > 1)
    assert found.outside == []
    assert found.broken == []
    assert found.opened >= 20
    remembering.forget()


def taken_in_turns(made: Organisation) -> int:
    """How often two sergeants who take turns in one process get each other's people."""
    sergeants = [made.email(one.collar) for one in made.postings if one.rank == "PS"][:2]
    both = [scope_of(stores.store(), who, who, TODAY) for who in sergeants]
    mine = [made.throughout(who, WHOLE) for who in sergeants]
    mistaken = 0
    for turn in range(500):
        with viewer.acting(both[turn % 2]):
            mistaken += bool(set(data.read("figures", ask=EVERYBODY)["key"]) - mine[turn % 2])
    return mistaken


EVERYBODY = Ask(("arrests", "ppn_submissions"), "officer", (WHOLE,))


def test_two_people_never_get_each_others_from_what_is_remembered(served: Organisation) -> None:
    assert taken_in_turns(served) == 0
    with viewer.acting(scope_of(stores.store(), "analyst@example.invalid", "", TODAY)):
        assert len(data.read("figures", ask=EVERYBODY)) > 20


def test_somebody_without_a_role_is_told_so_and_sees_nothing(served: Organisation) -> None:
    for who in ("stranger@example.invalid", "ended@example.invalid"):
        for page in ("team", "officer", "access"):
            app = opened(who, page)
            assert not app.exception
            assert "No access yet" in text_of(app)
            assert named(app, served) == set()


def test_a_person_lands_on_their_own_record_and_a_sergeant_on_their_team(served: Organisation) -> None:
    constable = next(one for one in served.collars if (now := served.on(one, TODAY)) and now.rank == "PC")
    sergeant = next(one.collar for one in served.postings if one.rank == "PS")
    lands = opened(served.email(constable), "officer", officer=constable)
    assert served.name(constable) in text_of(lands)
    assert f"Team of {served.name(sergeant)}" in text_of(opened(served.email(sergeant), "team"))


def test_a_page_that_is_not_open_to_a_role_is_not_run(served: Organisation) -> None:
    """Its navigation does not have it: the server refuses the page, whatever the address."""
    settler = opened("settler@example.invalid", "team", area="sector:Sector Oak")
    assert "The team recorded" not in text_of(settler)
    assert "Access table" in text_of(settler), "they land where they may"
    auditor = opened("auditor@example.invalid", "team", area="sector:Sector Oak")
    assert "The team recorded" not in text_of(auditor)
    assert "Look-up log" in text_of(auditor)
