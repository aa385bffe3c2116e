"""Looks at people, on their way out: whoever an answer names is in the look-up log before the answer is given.

One look is one view by one person: whoever reads the same people in the very same view again (a page is run anew with every
click) looks at what they have already been given, so for some minutes (`LookUps.again_minutes`) no further line is written.
Another view, other days, another person in it, a file or a new session is another look. So the log has every view that was seen
by whom and when it was first seen, and a page that stays open counts again after those minutes.
"""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from metrics import configuration, loading
from metrics.access import anchors, purpose, reasons
from metrics.access.lookups import (
    ANALYST,
    AREA,
    NOT_THEIRS,
    OWN,
    REFUSED,
    SHOWN,
    SUPERVISOR,
    CannotLogError,
    Look,
    LookUpLog,
    log_of,
)
from metrics.access.reasons import ReasonNeededError
from metrics.access.roles import AccessRole
from metrics.access.scope import EVER, Scope
from metrics.access.sieve import NotYoursError
from metrics.people import postings
from metrics.question import Period
from metrics.store.connection import Store
from metrics.store.snapshot import snapshot
from metrics.ui import stores

HIGHEST_FIRST: tuple[AccessRole, ...] = (
    "analyst", "chief_inspector", "inspector", "sergeant", "officer", "auditor", "administrator",
)  # fmt: skip
KEY = "look-ups"


@dataclass(frozen=True)
class Place:
    """Where somebody looks: the page or file in words, the view's address and days (None: it has none)."""

    what: str = "Beatboard"
    address: str = ""
    days: Period | None = None


@dataclass
class Seen:
    """What one session has looked at: by place and kind of look whom, and until when that is the same look."""

    place: Place = field(default_factory=Place)
    whom: dict[tuple[Place, str], tuple[frozenset[str], float]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


_at: ContextVar[tuple[Place, Seen] | None] = ContextVar("looking", default=None)
_only: ContextVar[frozenset[str] | None] = ContextVar("only", default=None)
_drawing: ContextVar[tuple[set[str], set[str]] | None] = ContextVar("drawing", default=None)


def here() -> tuple[Place, Seen]:
    """Where whoever looks is, and what their session has looked at."""
    there = _at.get()
    if there is not None:
        return there
    seen = _of_session()
    return seen.place, seen


def _of_session() -> Seen:
    if get_script_run_ctx(suppress_warning=True) is None:
        return Seen()
    if KEY not in st.session_state:
        st.session_state[KEY] = Seen()
    found: Seen = st.session_state[KEY]
    return found


def at(what: str, address: str = "", days: Period | None = None) -> None:
    """Say where this run of a page is. Kept for this thread too, which is the session's own: its pages ask dozens of times."""
    seen = _of_session()
    seen.place = Place(what, address, days)
    if get_script_run_ctx(suppress_warning=True) is not None:
        _at.set((seen.place, seen))


@contextmanager
def standing(where: tuple[Place, Seen]) -> Iterator[None]:
    """Look from a place, in this thread."""
    token = _at.set(where)
    try:
        yield
    finally:
        _at.reset(token)


@contextmanager
def in_file(words: str) -> Iterator[None]:
    """Who is given a file looks at those in it as in a file."""
    place, seen = here()
    with standing((replace(place, what=f"{place.what}, file: {words}"), seen)):
        yield


@contextmanager
def only(*collars: str) -> Iterator[None]:
    """Of what is read here for everybody only these people leave the server, and nobody else is looked at."""
    token = _only.set(frozenset(collars))
    try:
        yield
    finally:
        _only.reset(token)


@contextmanager
def drawing() -> Iterator[tuple[set[str], set[str]]]:
    """Collects whom everything names that is read here, and whom it singles out: who is given it later looks at them too."""
    found: tuple[set[str], set[str]] = (set(), set())
    token = _drawing.set(found)
    try:
        yield found
    finally:
        _drawing.reset(token)


def look(
    store: Store, whose: Scope, named: Iterable[str], alone: frozenset[str] = frozenset(), days: Period | None = None
) -> None:
    """Somebody is about to be given what names these people; alone: those who are singled out.

    Returns once that is on the disk. Raises CannotLogError, ReasonNeededError, and NotYoursError before the purpose is accepted.
    """
    limit, people = _only.get(), frozenset(named)
    _collect(people, alone)
    people = people if limit is None else people & limit
    if not people or (store.path is None and stores.is_used()):  # one in memory, of a command, is gone with the process
        return
    place, seen = here()
    _may_look(store, whose, alone & people, place.days or days)
    listed, opened = people - alone, people & alone
    for kind, whom in (("list", listed), ("opened", opened)):
        if whom:
            _write(store, whose, replace(place, days=place.days or days), seen, whom, kind)


def _collect(people: frozenset[str], alone: frozenset[str]) -> None:
    collecting = _drawing.get()
    if collecting is not None:
        collecting[0].update(people)
        collecting[1].update(alone & people)


def _may_look(store: Store, whose: Scope, alone: frozenset[str], days: Period | None) -> None:
    wanted = configuration.current().look_ups
    if stores.is_used():  # the command line: whoever may open the file
        return
    if needs_purpose(store, whose):
        raise NotYoursError("Read and accept the purpose of Beatboard first.")
    if alone and wanted.ask_reasons:
        now = loading.now()
        unsaid = [one for one in alone if _needs_reason(whose, one, days) and not _reason(store, whose, one, now)]
        if unsaid:
            raise ReasonNeededError(unsaid)


def needs_purpose(store: Store, whose: Scope) -> bool:
    """True where whoever looks has not accepted the purpose yet, or not in these words."""
    chosen = configuration.current()
    return chosen.served and chosen.look_ups.ask_purpose and not purpose.has_accepted(_log(store), whose.who)


def _needs_reason(whose: Scope, collar: str, days: Period | None) -> bool:
    return collar != whose.collar and not whose.supervised(collar, days or EVER)


def _reason(store: Store, whose: Scope, collar: str, now: dt.datetime) -> str:
    return reasons.given.of(str(store.path), whose.who, collar, now)


def _write(
    store: Store, whose: Scope, place: Place, seen: Seen, whom: frozenset[str], kind: str, outcome: str = SHOWN
) -> None:
    """A line for each role and reason by which people are looked at who are new in this view."""
    again = configuration.current().look_ups.again_minutes * 60
    key = place, f"{kind} {outcome} {whose.who} {store.path}"
    with seen.lock:
        known, until = seen.whom.get(key, (frozenset(), 0.0))
        is_same = time.monotonic() < until
        known, until = (known, until) if is_same else (frozenset(), time.monotonic() + again)
        new = whom - known
        if is_same and not new:
            return
        now = loading.now()
        groups: dict[tuple[str, str], list[str]] = {}
        for collar in new:
            why = _reason(store, whose, collar, now) if kind == "opened" and outcome == SHOWN else ""
            role = _role(whose, collar, place.days) if outcome == SHOWN else NOT_THEIRS
            groups.setdefault((role, why), []).append(collar)
        if not groups:
            groups[NOT_THEIRS if outcome == REFUSED else "", ""] = []
        of, view = (whose.who, whose.shown, whose.collar, _highest(whose)), (place.what, place.days)
        lines = [
            Look(*of, role, tuple(people), *view, why, outcome, kind == "opened").line()
            for (role, why), people in groups.items()
        ]
        _log(store).add(lines, now)
        seen.whom[key] = known | new, until
    _anchor_at_times(store)


def _role(whose: Scope, collar: str, days: Period | None) -> str:
    if collar == whose.collar != "":
        return OWN
    if any(part.kind == "team" for part in whose.parts) and whose.supervised(collar, days or EVER):
        return SUPERVISOR
    return ANALYST if whose.everybody else AREA


def _highest(whose: Scope) -> str:
    return next((role for role in HIGHEST_FIRST if role in whose.roles), "")


def of_log(store: Store, whose: Scope) -> None:
    """Somebody reads the look-up log itself, or takes away the records of deletion: that stands in it too. Raises
    CannotLogError."""
    place, seen = here()
    _write(store, whose, place, seen, frozenset(), "log")


def refused(store: Store, whose: Scope, collar: str | None) -> None:
    """Somebody was not given what they asked for. collar: whom it is about, None where nobody is singled out.

    Raises CannotLogError.
    """
    if collar is not None and collar not in postings(store, snapshot(store)).latest:
        return
    place, seen = here()
    _write(store, whose, place, seen, frozenset([collar] if collar else ()), "opened" if collar else "list", REFUSED)


def _log(store: Store) -> LookUpLog:
    if store.path is None:
        raise CannotLogError("Nothing about people can be shown: a store in memory has no look-up log.")
    return log_of(store.path)


_anchored: dict[Store, float] = {}
_anchoring = threading.Lock()


def _anchor_at_times(store: Store) -> None:
    """Keep outside the log how far it goes, every so many minutes while people look, beside the page that is waiting."""
    every = configuration.current().look_ups.anchor_minutes * 60
    now = time.monotonic()
    with _anchoring:
        if now - _anchored.setdefault(store, now) < every:
            return
        _anchored[store] = now
    threading.Thread(target=anchors.anchored, args=(store, loading.now()), name="beatboard-anchor", daemon=True).start()
