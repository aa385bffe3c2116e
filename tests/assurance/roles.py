"""Somebody of each role who signs in through a provider, and every page that is open to them, looked at in a real browser.

The sample force stands behind it, whose postings give the ranks their roles; the access table says who is whom.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import NamedTuple

from playwright.sync_api import Browser, expect

from metrics.access.roles import AccessRole
from metrics.access.scope import Scope, scope_of
from metrics.access.table import EVERYTHING, OWN, give
from metrics.loading import now
from metrics.people import Stint, everyone
from metrics.store.connection import Store
from metrics.terms import TEAM
from metrics.ui import routes
from tests.assurance.looks import Found, chosen, look, measured
from tests.browser import looking, signing_in
from tests.browser.conftest import PATIENCE, App
from tests.server import Served, free_port, serving

RANKS = {"PC": "officer", "PCSO": "PCSO", "PS": "sergeant", "Insp": "inspector", "CI": "chief inspector"}
GIVEN: tuple[AccessRole, ...] = ("analyst", "administrator", "auditor")
STRANGER = "stranger@example.invalid"
OUTSIDE = ["", "officer?officer=0101", "nothing/at/all"]
"""What somebody who has not signed in asks for: the way in, a page of the app, and one that is not there."""
SETTINGS = "[access]\nofficers_first_days = 0"


class Viewer(NamedTuple):
    """Somebody. role: in words. who: sign-in name. views: the addresses that they open."""

    role: str
    who: str
    views: list[str]


class Outside(App):
    """Pages that stand before the app: they have no side and no script."""

    def settle(self) -> None:
        """Wait until the page stands."""
        self.page.wait_for_selector("main h1", timeout=PATIENCE)


def viewers(store: Store) -> list[Viewer]:
    """Somebody of each rank and of each role that no posting gives, who have them from now on; and somebody without access."""
    today = now().date()
    known = [one for one in everyone(store) if one.from_day <= today <= one.to_day]
    for rank, role in RANKS.items():
        own = next(one for one in known if str(one.role) == rank)
        give(store, _name(role), "officer", OWN, own.collar, (today, None), "a proof", "Proof", now())
        if (
            rank == "PS" and own.supervisor
        ):  # in the sample force an inspector supervises: the sergeant stands in for them
            days = today, today + dt.timedelta(days=7)
            give(store, _name(role), "sergeant", TEAM, own.supervisor, days, "a proof", "Proof", now())
    for role in GIVEN:
        give(store, _name(role), role, "force", EVERYTHING, (today, None), "a proof", "Proof", now())
    ref = store.rows("select custody_ref from arrests order by day desc, custody_ref limit 1")[0][0]
    found = []
    for role in (*RANKS.values(), *GIVEN):
        whose = scope_of(store, _name(role), role, today, (), today - dt.timedelta(days=1))
        found.append(Viewer(role, _name(role), _views(whose, known, ref)))
    return [*found, Viewer("no access", STRANGER, ["", "officer"])]


def _name(role: str) -> str:
    return f"{role.replace(' ', '-').lower()}@example.invalid"


def _views(whose: Scope, known: list[Stint], ref: str) -> list[str]:
    """Every page that is open to somebody, as it opens and of their own people; and one that is not."""
    inside = [path for path in routes.TITLES if path != routes.START and routes.may_open(path, whose)]
    found = ["" if path == routes.THIS_WEEK else PurePath(path).stem for path in inside]
    if routes.OFFICER not in inside:
        return [*({"": None} | dict.fromkeys(found)), "officer"]
    own = whose.collar
    if own and whose.may("see_areas"):
        own = next(one.collar for one in known if one.role == "PC" and whose.knows(one.collar))
    if own:
        found += [f"officer?officer={own}", f"officer?officer={own}&kpi=arrests&open=1", f"one_to_one?officer={own}"]
    home = whose.home
    if home is not None:
        area = f"area={home.level}:{home.key}"
        found += [
            f"team?{area}",
            f"beats?{area}&kpi=arrests",
            f"beats?{area}&kpi=arrests&open=1",
            f"meeting?{area}&step=4",
        ]
    found.append(f"record?ref={ref}")
    if whose.everybody:
        return [*found, f"officer?officer={known[0].collar}", "access"]
    return [*found, *(f"officer?officer={one.collar}" for one in known if not whose.knows(one.collar))][
        : len(found) + 1
    ]


@contextmanager
def _served(home: Path) -> Iterator[tuple[Served, list[Viewer]]]:
    store = Store.open(home / "sample.duckdb")
    known = viewers(store)
    store.close()
    port = free_port()
    names = [one.who for one in known]
    with signing_in.provider(free_port(), f"http://127.0.0.1:{port}", *names) as provider:
        file = signing_in.configure(home, port, provider, SETTINGS)
        with serving(home, port, file) as found:
            yield found, known


def walk(browser: Browser, home: Path, found: Found, only: str = "") -> None:
    """Every page as somebody of every role: the sign-in, the purpose before it is accepted, and why they look where it is asked.

    home: has the sample force's stores. only: as `looks.chosen` has it.
    """
    with _served(home) as (served, known):
        page = browser.new_page()
        look(Outside(served.address, page), "as nobody", chosen("as nobody", OUTSIDE, only), found, full=False)
        page.close()
        for viewer in known:
            views = chosen(f"as {viewer.role}", viewer.views, only)
            if views:
                _walk_as(browser, served, viewer._replace(views=views), found)


def _walk_as(browser: Browser, served: Served, viewer: Viewer, found: Found) -> None:
    state = f"as {viewer.role}"
    context = browser.new_context()
    app = App(served.address, context.new_page())
    app.page.set_default_timeout(PATIENCE)
    app.page.goto(f"{served.address}/")
    signing_in.sign_in(app.page, viewer.who)
    app.settle()
    if viewer.who != STRANGER:
        accept = app.page.get_by_role("button", name="I have read this and accept it")
        expect(accept).to_be_visible()
        measured(app.page, f"{state}: before the purpose is accepted", found, full=False)
        accept.click()
        expect(accept).to_have_count(0)
        app.settle()
    for view in viewer.views:
        look(app, state, [view], found, full=False)
        if app.page.get_by_role("heading", name="Why do you look?").count():
            _say_why(app)
            measured(app.page, f"{state}: {view}, once it is said why", found, full=False)
    context.close()


def _say_why(app: App) -> None:
    looking.window(app.page, looking.WIDE)
    app.pick("Reason", "Recognition")
    app.page.get_by_label("In your own words").fill("Their work at the market")
    app.page.get_by_role("button", name="Keep the reason and open").click()
    expect(app.page.get_by_role("heading", name="Why do you look?")).to_have_count(0)
    app.drawn()
