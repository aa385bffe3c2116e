"""Who looks, and what they may see: worked out anew on every run, from the sign-in, the Officers list and the access table.

Nobody known sees nothing. Work that goes on in a thread of its own goes on as whoever asked for it (`acting`).
"""

from __future__ import annotations

import datetime as dt
import getpass
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
from metrics.store.connection import Store
from metrics.terms import LONDON
from metrics.ui import looks, routes, stores
from metrics.ui.identity import identity

P = ParamSpec("P")
R = TypeVar("R")
_acting: ContextVar[Scope | None] = ContextVar("acting", default=None)


def scope() -> Scope:
    """What whoever looks may see. Raises StoreUnavailableError where it cannot be worked out."""
    acts = _acting.get()
    if acts is not None:
        return acts
    if stores.is_used():
        return _on_desk(getpass.getuser(), f"{getpass.getuser()}, command line")
    who = identity()
    if who is None:
        return NOBODY
    if who.how == "desk":
        return _on_desk(who.name, who.shown)
    return _signed_in(who)


@lru_cache(maxsize=4)
def _on_desk(name: str, shown: str) -> Scope:
    return of_desk(name, shown)


def _signed_in(who: Identity) -> Scope:
    store, access = stores.store(), configuration.current().access
    now = loading.now()
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


def may_open(page: str) -> bool:
    """True where a page is open to whoever looks."""
    return routes.may_open(page, scope())


def may(power: Power) -> bool:
    """True where whoever looks may do something."""
    return scope().may(power)


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


def looks_at(collars: Iterable[str]) -> None:
    """Whoever looks is about to be shown what somebody wrote about these people. Raises as `looks.look`."""
    looks.look(stores.store(), scope(), collars)


def own_name() -> str:
    """The name that is kept with what whoever looks enters; "" on a desk, where a name is typed."""
    if not configuration.current().served:
        return ""
    return scope().shown
