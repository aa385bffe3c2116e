"""The look-up log, in full: every page as every role against the lines of the log, the log made unwritable, and every edit of it.

A page is run as `viewer.acting` would have it: served, by somebody who signed in, whose role the access table and postings give.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from streamlit.testing.v1 import AppTest

from metrics import sample as sample_builder
from metrics import settings
from metrics.access import reasons
from metrics.access.look_checks import Anchor, prove
from metrics.access.lookups import LookUpLog, lines_of, log_of, parts
from metrics.access.roles import AccessRole
from metrics.access.table import OWN, give
from metrics.loading import now
from metrics.people import everyone
from metrics.store.connection import Store
from metrics.terms import KPI_ROLES, TEAM
from metrics.ui import remembering, routes, stores
from tests.looking import Person, people_in
from tests.served import opened
from tests.test_look_ups import look

CONFIG = "[access]\nofficers_first_days = 0\n[serving]\nsample = true\n[look_ups]\nask_purpose = false\nask_reasons = false\n"
NO_LOOKS = (routes.START, routes.DEFINITIONS, routes.LOOK_UP_LOG)
"""No store is chosen where people sign in; worked examples have collar numbers of their own; the log names those looked at."""
NAMES_ALONE = (routes.ACCESS, routes.LOOK_UP_LOG)
"""Where administrators and auditors land from what is not open to them: names and no figures."""
EDITS = 2_000
LINES = 40


def lines() -> list[str]:
    """The lines of docs/assurance.md about the look-up log."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = []
        for proof in (
            lambda: edits(folder / "edits", EDITS),
            lambda: cost(folder / "cost"),
            lambda: crawled(folder / "home"),
        ):
            found += proof()
            print("\n".join(found), file=sys.stderr, flush=True)
    return found


def edits(folder: Path, times: int, seed: int = 4) -> list[str]:
    """Every byte of a log changed, put in and taken out; lines deleted, repeated, swapped; its end cut."""
    log, anchors = LookUpLog(folder / "s"), []
    for number in range(LINES):
        log.add([look(number)], dt.datetime(2026, 5, 20, tzinfo=dt.UTC) + dt.timedelta(days=number))
        anchors.append(Anchor(log.number, log.last, "the proof"))
    chance, missed = random.Random(seed), 0
    for turn in range(times):
        patient = folder / "patient"
        shutil.copytree(folder / "s", patient)
        _edit(chance.choice(parts(patient)), turn % 6, chance)
        missed += not prove(patient, anchors[-1:]).wrong
        shutil.rmtree(patient)
    return [
        f"{times:,} edits of a look-up log of {LINES} lines (a byte changed, put in or taken out; a line deleted, two swapped; "
        f"the end cut): {times - missed:,} found, {missed} missed."
    ]


def _edit(part: Path, kind: int, chance: random.Random) -> None:
    data = part.read_bytes()
    rows, place = data.splitlines(keepends=True), chance.randrange(len(data))
    if kind < 3:
        other = (bytes([data[place] ^ 1]), bytes([chance.randrange(256)]), b"")[kind]
        data = data[:place] + other + data[place + (kind != 1) :]
    elif kind == 5:
        data = data[:place]
    else:
        at = chance.randrange(len(rows) - 1)
        to = at + 1 if kind == 4 else at
        data = b"".join([*rows[:at], *([rows[to], rows[at]] if kind == 4 else []), *rows[at + 1 + (kind == 4) :]])
    part.write_bytes(data)


def cost(folder: Path, times: int = 300) -> list[str]:
    """What a line costs a page, beside what the disk alone takes for so many bytes."""
    log, took, alone = LookUpLog(folder), [], []
    with (folder.parent / "plain").open("wb") as file:
        for number in range(times):
            took.append(_milliseconds(lambda number=number: log.add([look(number)], now())))  # type: ignore[misc]
            alone.append(_milliseconds(lambda: (file.write(b"x" * 500), file.flush(), os.fsync(file.fileno()))))
    median, disk = statistics.median(took), statistics.median(alone)
    return [f"A line of the look-up log takes {median:.1f} ms (median of {times}), of which the disk {disk:.1f} ms."]


def _milliseconds(work: object) -> float:
    started = time.perf_counter()
    work()  # type: ignore[operator]
    return (time.perf_counter() - started) * 1e3


class Case(NamedTuple):
    """Somebody opens a page."""

    who: str
    page: str
    address: dict[str, str]


def crawled(home: Path) -> list[str]:
    """Every page as every role; then the same pages with the log unwritable."""
    with _served(home):
        store = stores.store()
        people = [Person(one.collar, one.surname or "") for one in everyone(store) if one.role in KPI_ROLES]
        cases = list(_cases(store, _roles(store)))
        folder = log_of(stores.chosen_path()).folder
        shown, unlogged = 0, []
        for case in cases:
            named, logged = _looked(case, people, folder)
            shown += len(named)
            unlogged += [(case, one) for one in sorted(named - logged)]
        for case, one in unlogged[:20]:
            print("unlogged", case, one, file=sys.stderr)
        wrong = prove(folder).wrong
        leaked = _unwritable(cases, people, folder)
        return [
            f"{len(cases):,} pages opened as {len({case.who for case in cases})} people of every role: {shown:,} people shown, "
            f"{len(unlogged)} not in the look-up log, which is {'whole' if not wrong else 'wrong'}.",
            f"The same pages with the log unwritable: {leaked} people shown.",
        ]


@contextmanager
def _served(home: Path) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in ("BEATBOARD_HOME", "BEATBOARD_CONFIG")}
    built = os.environ.get("BEATBOARD_BENCH_HOME")
    if built:
        shutil.copytree(built, home)
    home.mkdir(exist_ok=True)
    (home / "beatboard.toml").write_text(CONFIG)
    os.environ["BEATBOARD_HOME"] = str(home)
    sample_builder.ensure()
    settings.choose("sample")
    os.environ["BEATBOARD_CONFIG"] = str(home / "beatboard.toml")
    reasons.given = reasons.Reasons()
    try:
        yield
    finally:
        stores.close_store()
        remembering.forget()
        for name, value in before.items():
            os.environ.pop(name, None)
            os.environ.update({name: value} if value else {})


def _roles(store: Store) -> dict[str, tuple[str, str]]:
    """Somebody of each role, by the access table: a sign-in name with their own collar number, and the sergeant's that they lead
    as ("": none)."""
    known = [one for one in everyone(store) if one.to_day >= now().date()]
    pc = next(one for one in known if one.role == "PC" and one.supervisor)
    pcso = next(one for one in known if one.role == "PCSO")
    sector, lpa = store.rows("select sector, lpa from beats limit 1")[0]
    end = now().date() + dt.timedelta(days=7)
    given: list[tuple[str, AccessRole, str, str]] = [
        ("pc", "officer", OWN, pc.collar), ("pcso", "officer", OWN, pcso.collar), ("ps", "sergeant", TEAM, str(pc.supervisor)),
        ("insp", "inspector", "sector", sector), ("ci", "chief_inspector", "lpa", lpa), ("analyst", "analyst", "force", "Force"),
        ("administrator", "administrator", "force", "Force"), ("auditor", "auditor", "force", "Force"),
    ]  # fmt: skip
    for who, role, level, key in given:
        give(store, f"{who}@x.example", role, level, key, (now().date(), end), "proof", "Proof", now())
    own = {"pc": (pc.collar, ""), "pcso": (pcso.collar, ""), "ps": (pc.collar, str(pc.supervisor))}
    return {who: own.get(who, ("", "")) for who, *_ in given}


def _cases(store: Store, roles: dict[str, tuple[str, str]]) -> Iterator[Case]:
    posted = [one for one in everyone(store) if one.role in ("PC", "PCSO")]
    refs = [row[0] for row in store.rows("select custody_ref from arrests order by day desc limit 3")]
    for who, (own, leads) in roles.items():
        whom = [*([own] if own else []), *(one.collar for one in posted[::60])]
        for path in routes.TITLES:
            if path in NO_LOOKS:
                continue
            page = Path(path).stem
            yield Case(who, page, {})
            if path in (routes.OFFICER, routes.ONE_TO_ONE):
                for collar in whom:
                    yield Case(who, page, {"officer": collar})
                    yield Case(who, page, {"officer": collar, "kpi": "arrests", "open": "1", "period": "4weeks"})
            if path in (routes.TEAM, routes.BEATS, routes.THIS_WEEK, routes.MEETING, routes.BRIEF):
                for area in _areas(store, leads):
                    yield Case(who, page, {"area": area})
                    yield Case(who, page, {"area": area, "kpi": "arrests", "open": "1"})
            if path == routes.RECORD:
                yield from (Case(who, page, {"ref": ref}) for ref in refs)


def _areas(store: Store, leads: str) -> Sequence[str]:
    beat, sector = store.rows("select beat, sector from beats limit 1")[0]
    return [f"beat:{beat}", f"sector:{sector}", *([f"team:{leads}"] if leads else [])]


def _page(case: Case) -> AppTest:
    return opened(f"{case.who}@x.example", case.page, **case.address)


def _looked(case: Case, people: Sequence[Person], folder: Path) -> tuple[set[str], set[str]]:
    last, _ = log_of(stores.chosen_path()).seen()
    app = _page(case)
    if app.exception:
        print("exception", case, app.exception, file=sys.stderr)
    new = [
        line for part in parts(folder) for line in lines_of(part) if line["n"] > last and line.get("outcome") == "shown"
    ]
    named = _people(app, people)
    if case.page == "who_looked":  # it names those who looked, who are not looked at by that
        named -= {line.get("own") for part in parts(folder) for line in lines_of(part)}
    return named, {collar for line in new if line["who"] == f"{case.who}@x.example" for collar in line["whom"]}


def _people(app: AppTest, people: Sequence[Person]) -> set[str]:
    heads = " ".join(str(one.proto.body) for one in app.get("html"))
    landed = any(f">{routes.TITLES[page]}</h1>" in heads for page in NAMES_ALONE)
    return set() if landed else people_in(app, people)


def _unwritable(cases: Sequence[Case], people: Sequence[Person], folder: Path) -> int:
    aside = folder.with_name("aside")
    folder.rename(aside)
    folder.write_text("in the way")
    leaked = sum(len(_people(_page(case), people)) for case in cases[::5])
    folder.unlink()
    aside.rename(folder)
    return leaked
