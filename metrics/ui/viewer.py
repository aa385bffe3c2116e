"""Who looks, and what they may see: worked out anew on every run, from the sign-in, the Officers list and the access table.

Nobody known sees nothing. Work that goes on in a thread of its own goes on as whoever asked for it (`acting`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import ParamSpec, TypeVar

from metrics import configuration, loading
from metrics.access.ahead import people_until
from metrics.access.identity import Identity
from metrics.access.roles import Power
from metrics.access.scope import NOBODY, Scope, of_desk, scope_of
from metrics.access.sifting import entered
from metrics.one_to_one.kept import BOTH, Side, Sides
from metrics.store.connection import Store
from metrics.terms import LONDON, Area
from metrics.ui import looks, routes, stores
from metrics.ui.identity import identity, os_user

P = ParamSpec("P")
R = TypeVar("R")
_acting: ContextVar[Scope | None] = ContextVar("acting", default=None)


def scope() -> Scope:
    """What whoever looks may see. Raises StoreUnavailableError where it cannot be worked out."""
    acts = _acting.get()
    if acts is not None:
        return acts
    if stores.is_used():
        return _on_desk(os_user(), f"{os_user()}, command line")
    return _scope_of(identity())


def _scope_of(who: Identity | None) -> Scope:
    if who is None:
        return NOBODY
    return _on_desk(who.name, who.shown) if who.how == "desk" else _signed_in(who)


@lru_cache(maxsize=4)
def _on_desk(name: str, shown: str) -> Scope:
    return of_desk(name, shown)


def _signed_in(who: Identity) -> Scope:
    store, access = stores.store(), configuration.current().access
    now = loading.now()
    if who.signed_in_at is None or now - who.signed_in_at > dt.timedelta(hours=access.hours_signed_in):
        return NOBODY
    until = people_until(store, now, access.officers_first_days)
    today = now.astimezone(LONDON).date()
    return _known(store, store.version, store.entered, who.name, who.shown, today, access.administrators, until)


@lru_cache(maxsize=512)
def _known(
    store: Store, version: int, entered: int, name: str, shown: str, today: dt.date, administrators: tuple[str, ...],
    until: dt.date | None,
) -> Scope:  # fmt: skip
    """Asked on every run, and worked out anew with every load, entry and day."""
    return scope_of(store, name, shown, today, administrators, until)


def entry_is_open(level: str, key: str) -> bool:
    """True where what was entered on a person, team or area is for whoever looks."""
    return entered.entry_is_open(scope(), level, key)


def may_open(page: str) -> bool:
    """True where a page is open to whoever looks."""
    return routes.may_open(page, scope())


def may(power: Power) -> bool:
    """True where whoever looks may do something."""
    return scope().may(power)


def holds(area: Area, days: tuple[dt.date, dt.date]) -> bool:
    """True where everybody in an area on some days is for whoever looks."""
    return scope().holds(area, days)


@contextmanager
def acting(whose: Scope) -> Iterator[None]:
    """Ask as somebody, in this thread."""
    token = _acting.set(whose)
    try:
        yield
    finally:
        _acting.reset(token)


def as_asked(work: Callable[P, R]) -> Callable[P, R]:
    """Work for another thread, done there as whoever looks now, from where they look."""
    whose, where = scope(), looks.here()

    def done(*args: P.args, **kwargs: P.kwargs) -> R:
        with acting(whose), looks.standing(where):
            return work(*args, **kwargs)

    return done


def when_asked(make: Callable[[], R]) -> Callable[[], R]:
    """What a click makes later, outside of any page: as whoever looks now, with what is open to them by then."""
    acts, who, where = _acting.get(), identity(), looks.here()

    def made() -> R:
        with acting(acts or _scope_of(who)), looks.standing(where):
            return make()

    return made


def looks_at(collars: Iterable[str]) -> None:
    """Whoever looks is about to be shown what somebody wrote about these people. Raises as `looks.look`."""
    looks.look(stores.store(), scope(), collars)


def own_name() -> str:
    """The name that is kept with what whoever looks enters; "" on a desk, where a name is typed."""
    whose = scope()
    return "" if whose.on_desk else whose.shown


def own_collar() -> str | None:
    """The collar number of whoever looks, "" where they have none; None on a desk, where nobody is known to be somebody."""
    whose = scope()
    return None if whose.on_desk else whose.collar


def sides(collar: str, day: dt.date) -> Sides:
    """Which sides of a one-to-one with somebody, held on a day, whoever looks has; both on a desk."""
    whose = scope()
    if whose.on_desk:
        return BOTH
    mine: set[Side] = {"officer"} if collar == whose.collar != "" else set()
    return frozenset(mine | ({"supervisor"} if whose.supervised(collar, (day, day)) else set()))
