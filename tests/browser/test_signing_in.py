"""Served: people sign in with a real provider on loopback, driven in Chromium; whoever has not gets nothing, however they ask."""

from __future__ import annotations

import datetime as dt
import http.client
import json
import re
import secrets
import time
import urllib.parse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from metrics.access.ended import NAME, Ended
from metrics.access.identity import key_of
from metrics.access.lookups import log_of
from metrics.access.purpose import accept
from metrics.access.scope import scope_of
from metrics.access.table import EVERYTHING, OWN, give
from metrics.loading import now
from metrics.serving.paths import PAGES
from metrics.store.connection import Store
from tests.browser import looking, signing_in
from tests.browser.conftest import App, home_of_the_sample
from tests.browser.signing_in import COOKIE_SECRET, USER, at_the_provider, sign_in
from tests.server import Served, free_port, serving

INVENTA = "Inventa.Exampleby@Force.Example"
PCSO, THEIR_NUMBER = "pcso@force.example", "0277"
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def ports() -> tuple[int, int]:
    """Of Beatboard and of the provider."""
    return free_port(), free_port()


@pytest.fixture(scope="module")
def provider(ports: tuple[int, int]) -> Iterator[str]:
    """The provider's address."""
    with signing_in.provider(ports[1], f"http://127.0.0.1:{ports[0]}") as address:
        yield address


@pytest.fixture(scope="module")
def served(
    ports: tuple[int, int], provider: str, sample_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """Beatboard with people signing in, over the sample force."""
    home = home_of_the_sample(sample_home, tmp_path_factory.mktemp("served"))
    store = Store.open(home / "sample.duckdb")
    give(store, INVENTA, "analyst", "force", EVERYTHING, (dt.date(2026, 1, 1), None), "for this test", "test", now())
    give(store, PCSO, "officer", OWN, THEIR_NUMBER, (dt.date(2026, 1, 1), None), "for this test", "test", now())
    analyst = scope_of(store, INVENTA.casefold(), INVENTA, now().date())
    accept(log_of(home / "sample.duckdb"), analyst, now())
    store.close()
    file = signing_in.configure(home, ports[0], provider, "[look_ups]\nask_reasons = false")
    with serving(home, ports[0], file) as found:
        yield found
    assert found.outside == []


def ask(served: Served, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of one request, redirections not followed."""
    connection = http.client.HTTPConnection(served.address.removeprefix("http://"), timeout=30)
    try:
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        found = connection.getresponse()
        return found.status, {name.lower(): value for name, value in found.getheaders()}, found.read()
    finally:
        connection.close()


def websocket(served: Served, **headers: str) -> int:
    """The status with which the websocket is opened (101) or refused."""
    wanted = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec_WebSocket_Version": "13",
        "Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Origin": served.address,
    }
    return ask(served, "/_stcore/stream", **{**wanted, **headers})[0]


def cookie(served: Served, secret: str = COOKIE_SECRET, **changed: Any) -> str:
    """A cookie as the server itself would sign it for the analyst, with other claims."""
    return signing_in.cookie(served.address, INVENTA, secret, **changed)


def user_cookie(context: BrowserContext) -> dict[str, Any]:
    return next(dict(one) for one in context.cookies() if one["name"] == USER)


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign out here too").click()
    expect(page).to_have_title("Sign in to Beatboard")


SHUT = ("/media/0123.csv", "/_stcore/upload_file/a/b", "/component/x/index.html", "/_stcore/bidi-components/x")
NOT_THERE = ("/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/script-health-check", "/app/static/x")


def test_nobody_gets_nothing(served: Served) -> None:
    for page in sorted(PAGES):
        status, headers, body = ask(served, f"/{page}?officer=1001")
        assert (status, b"Sign in to Beatboard" in body, b"<script" in body) == (401, True, False), page
        assert headers["cache-control"] == "no-store"
    assert [ask(served, path)[0] for path in SHUT] == [401] * len(SHUT)
    assert [ask(served, path, method="PUT")[0] for path in SHUT] == [401] * len(SHUT)
    assert [ask(served, path)[0] for path in NOT_THERE] == [404] * len(NOT_THERE)
    assert websocket(served) == 403
    assert [ask(served, path)[0] for path in ("/health", "/_stcore/health")] == [200] * 2


def test_it_is_ready_once_the_store_is_open_and_says_nothing_else(served: Served) -> None:
    until = time.monotonic() + 60
    while ask(served, "/ready")[0] != 200:
        assert time.monotonic() < until
        time.sleep(0.2)
    checks = {"store": True, "writer": True, "log": True, "disk": True}
    assert json.loads(ask(served, "/ready")[2]) == {"ready": True, "checks": checks}


@pytest.mark.parametrize(
    "changed",
    [
        {"iat": time.time() - 13 * 3600},
        {"iat": time.time() + 3600},
        {"iat": None},
        {"origin": "http://127.0.0.1:1"},
        {"is_logged_in": False},
        {"aud": "another"},
        {"email": ""},
        {"email_verified": False},
        {"secret": secrets.token_hex(32)},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_a_cookie_that_is_not_a_good_sign_in_opens_nothing(served: Served, changed: dict[str, Any]) -> None:
    assert ask(served, "/media/0123.csv", Cookie=cookie(served))[0] == 404, "a good one would"
    assert websocket(served, Cookie=cookie(served)) == 101
    bad = cookie(served, **changed)
    assert ask(served, "/media/0123.csv", Cookie=bad)[0] == 401
    assert ask(served, "/team", Cookie=bad)[0] == 401
    assert websocket(served, Cookie=bad) == 403


def test_who_asks_under_another_name_or_from_another_page_is_refused(served: Served) -> None:
    good = cookie(served)
    assert ask(served, "/team", Cookie=good, Host="elsewhere.example")[0] == 421
    assert ask(served, "/health", Host="127.0.0.1@elsewhere.example")[0] == 421
    assert websocket(served, Cookie=good, Origin="http://elsewhere.example") == 403
    assert websocket(served, Cookie=good, Origin="null") == 403
    assert ask(served, "/metrics")[0] == 200
    assert ask(served, "/metrics", X_Forwarded_For="10.0.0.7")[0] == 403


def test_every_answer_has_its_headers(served: Served) -> None:
    wanted = {
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "x-frame-options": "DENY",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
    }
    signed = cookie(served)
    for path in ("/", "/team", "/health", "/metrics", "/sign-in", "/media/x", "/_stcore/health", "/nothing/at/all"):
        for given in ({}, {"Cookie": signed}):
            _, headers, _ = ask(served, path, **given)
            assert {name: headers.get(name) for name in wanted} == wanted, path
            assert "unsafe-eval" not in headers["content-security-policy"]
            assert "frame-ancestors 'none'" in headers["content-security-policy"]
            assert (headers["cache-control"], headers.get("server")) == ("no-store", None), path
    _, headers, body = ask(served, "/", Cookie=signed)
    script = re.search(rb'src="\.(/static/js/[^"]+)"', body)
    assert script and "immutable" in ask(served, script[1].decode())[1]["cache-control"]


def test_more_than_it_takes_is_refused(served: Served) -> None:
    signed = cookie(served)
    long = str(30 * 1_000_000)
    assert ask(served, "/_stcore/upload_file/a/b", "PUT", Cookie=signed, Content_Length=long)[0] in (403, 413)
    assert ask(served, "/team", "POST", Cookie=signed, Content_Length="0")[0] == 405


def test_many_tries_from_one_address_have_to_wait(served: Served) -> None:
    given = [ask(served, "/sign-in", X_Forwarded_For="192.0.2.9")[0] for _ in range(62)]
    assert given == [302] * 60 + [429] * 2
    assert ask(served, "/sign-in", X_Forwarded_For="192.0.2.10")[0] == 302


def test_signing_in_and_out(served: Served, context: BrowserContext, page: Page) -> None:
    page.goto(f"{served.address}/definitions?kpi=arrests")
    expect(page.get_by_text("Not for misconduct")).to_be_visible()
    sign_in(page, INVENTA, "wrong")
    expect(page.get_by_text("Wrong name or password.")).to_be_visible()
    assert not [one for one in context.cookies() if one["name"] == USER]
    at_the_provider(page, INVENTA)
    App(served.address, page).settle()
    assert urllib.parse.urlsplit(page.url).path == "/definitions", "to where they wanted to go"
    expect(page.get_by_text("Signed in as Inventa Exampleby")).to_be_visible()
    expect(page.get_by_text("On this desk")).to_have_count(0)
    kept = user_cookie(context)
    assert (kept["httpOnly"], kept["sameSite"]) == (True, "Lax")
    assert time.time() + 11 * 3600 < kept["expires"] <= time.time() + 12 * 3600 + 60
    old = f"{USER}={kept['value']}"
    assert ask(served, "/team", Cookie=old)[0] == 200
    assert websocket(served, Cookie=old) == 101
    sign_out(page)
    assert not [one for one in context.cookies() if one["name"].startswith(USER)]
    status, _, body = ask(served, "/team", Cookie=old)
    assert (status, b"You have signed out." in body) == (401, True), "a copy of the cookie opens nothing"
    assert websocket(served, Cookie=old) == 403


def test_a_sign_in_ends_while_a_page_is_open(served: Served, context: BrowserContext, page: Page) -> None:
    claims = {"iat": time.time(), "nonce": secrets.token_hex(8)}
    name, _, value = cookie(served, **claims).partition("=")
    context.add_cookies([{"name": name, "value": value, "url": served.address}])
    app = App(served.address, page)
    app.open("definitions")
    expect(page.get_by_text("Signed in as Inventa Exampleby")).to_be_visible()
    Ended(served.home / NAME).end(key_of({"iss": "", "sub": INVENTA, **claims}), 12.0)
    page.get_by_role("link", name="Officer", exact=True).click()
    expect(page.get_by_role("heading", name="Sign in to Beatboard")).to_be_visible()
    expect(page.get_by_text("You have signed out. Sign in again.")).to_be_visible()
    expect(page.locator("[data-testid=stSidebar] a")).to_have_count(0)
    page.get_by_role("button", name="Sign in").click()
    at_the_provider(page, INVENTA)
    expect(page.get_by_text("Signed in as Inventa Exampleby")).to_be_visible()


def test_who_cancels_or_is_not_verified_stays_out(served: Served, page: Page) -> None:
    page.goto(served.address)
    page.get_by_role("link", name="Sign in").click()
    page.get_by_role("button", name="Cancel").click()
    expect(page).to_have_title("Sign in to Beatboard")
    sign_in(page, "unverified@force.example")
    expect(page.get_by_text("The provider has not verified your email address")).to_be_visible()


def test_whoever_follows_a_link_accepts_the_purpose_and_is_where_they_wanted_to_go(
    served: Served, context: BrowserContext, page: Page
) -> None:
    """A PCSO's own page, which nobody on a desk has; axe looks at what stands before it, and at it on a narrow screen."""
    name, _, value = signing_in.cookie(served.address, PCSO).partition("=")
    context.add_cookies([{"name": name, "value": value, "url": served.address}])
    app = App(served.address, page)
    wanted = f"officer?officer={THEIR_NUMBER}&kpi=ppn_submissions"
    app.open(wanted)
    expect(page.get_by_role("heading", name="Before you begin")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("[data-testid=stSidebar] a")).to_have_count(0)
    assert looking.grave(looking.axe(page)) == []
    page.get_by_role("button", name="I have read this and accept it").click()
    expect(page.get_by_text("This is your own record")).to_be_visible()
    app.drawn()
    assert page.url.startswith(f"{served.address}/{wanted}")
    looking.window(page, looking.ZOOMED)
    assert looking.grave(looking.axe(page)) == []
    assert looking.sideways(page) == []


def test_the_log_names_nobody(served: Served, context: BrowserContext, page: Page) -> None:
    """Pages of named people are opened first, and an address with a number and a name in it: then the log is read."""
    name, _, value = cookie(served).partition("=")
    context.add_cookies([{"name": name, "value": value, "url": served.address}])
    app = App(served.address, page)
    app.open("")
    person = page.locator("a[href*='officer=']").first
    found = urllib.parse.parse_qs(urllib.parse.urlsplit(person.get_attribute("href") or "").query)
    surname = person.inner_text().split(",")[0]
    app.open(f"officer?officer={found['officer'][0]}")
    ask(served, f"/officer/{found['officer'][0]}?name=Inventa", Cookie=cookie(served))
    lines = [json.loads(line) for line in (served.home / "logs/technical.jsonl").read_text("utf-8").splitlines()]
    requests = [line for line in lines if line.get("what") == "request"]
    assert {"/", "/officer", "page"} <= {line["path"] for line in requests}
    assert all(line["at"] and line["level"] and line["where"] for line in lines)
    kept = json.dumps(
        [{name: value for name, value in line.items() if name not in ("at", "stack", "where")} for line in lines]
    )
    for word in ("Inventa", "Exampleby", "@", "?", "officer=", f'{found["officer"][0]}"', surname):
        assert word.casefold() not in kept.casefold(), word
    assert dt.datetime.fromisoformat(lines[-1]["at"]).tzinfo
