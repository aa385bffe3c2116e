"""The guard by itself, before an app of three lines: sizes, names, origins, errors, and the headers on every answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from metrics.access.identity import Wanted
from metrics.serving import way as ways
from metrics.serving.cookies import _tightened, remember, remembered
from metrics.serving.guard import Guard
from metrics.serving.headers import policy, security
from metrics.serving.meters import Meters
from metrics.serving.paths import kind_of, logged
from metrics.serving.tries import REMEMBERED, Tries
from metrics.serving.way import OTHER_BYTES, Way
from tests.coroutines import completed

DESK = ways.on_a_desk(1)
SERVED = Way(
    True, frozenset({"beatboard.force.local", "127.0.0.1"}), "https://beatboard.force.local", 1_000_000,
    Wanted("email", 12.0), 10, frozenset({"127.0.0.1"}), "f" * 32,
)  # fmt: skip


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Reads the whole body and says how much it was; a path that ends in /error says so, as Streamlit would."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        return
    read = 0
    while True:
        message = await receive()
        read += len(message.get("body", b""))
        if not message.get("more_body"):
            break
    status = 500 if scope["path"].endswith("/error") else 200
    headers = [(b"content-type", b"text/plain"), (b"server", b"x"), (b"etag", b"1"), (b"cache-control", b"public")]
    headers.append((b"set-cookie", b"_streamlit_user=1; Path=/; HttpOnly; Max-Age=2592000; SameSite=lax"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": str(read).encode()})


def asked(
    way: Way,
    path: str,
    *,
    kind: str = "http",
    method: str = "GET",
    bodies: Sequence[bytes] = (b"",),
    client: str = "127.0.0.1",
    **headers: str,
) -> tuple[int, dict[str, str], bytes]:
    """Status (a websocket: 101 or 403), headers and body."""
    said = {"host": "127.0.0.1:8501", **headers}
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in said.items()]
    scope = {"type": kind, "path": path, "method": method, "headers": raw, "client": (client, 1), "query_string": b""}
    waiting, sent = list(bodies), []

    async def receive() -> dict[str, Any]:
        body = waiting.pop(0)
        return {"type": "http.request", "body": body, "more_body": bool(waiting)}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    completed(Guard(app, way)(scope, receive, send))  # type: ignore[arg-type]
    first = sent[0]
    if kind == "websocket":
        return (101 if first["type"] == "websocket.accept" else 403), {}, b""
    found = {name.decode(): value.decode() for name, value in first["headers"]}
    return first["status"], found, b"".join(one.get("body", b"") for one in sent[1:])


@pytest.mark.parametrize(
    ("host", "answered"),
    [
        ("127.0.0.1:8501", True),
        ("localhost", True),
        ("[::1]:8501", True),
        ("LOCALHOST:8501", True),
        ("rebinding.example", False),
        ("127.0.0.1.rebinding.example", False),
        ("127.0.0.1@rebinding.example", False),
        ("rebinding.example/127.0.0.1", False),
        ("0.0.0.0", False),
        ("", False),
        ("[", False),
    ],
)
def test_a_desk_answers_to_this_machines_own_names_only(host: str, answered: bool) -> None:
    assert (asked(DESK, "/team", host=host)[0] == 200) is answered
    opened = asked(DESK, "/_stcore/stream", kind="websocket", host=host, origin=f"http://{host}")[0]
    assert (opened == 101) is answered


@pytest.mark.parametrize("origin", [None, "null", "http://127.0.0.1:9999", "http://elsewhere.example", "file://"])
def test_a_websocket_from_another_page_is_refused_on_a_desk_too(origin: str | None) -> None:
    given = {"origin": origin} if origin else {}
    assert asked(DESK, "/_stcore/stream", kind="websocket", **given)[0] == 403
    assert asked(DESK, "/elsewhere", kind="websocket", origin="http://127.0.0.1:8501")[0] == 403


def test_a_body_is_counted_as_it_comes() -> None:
    part = b"x" * 400_000
    upload = "/_stcore/upload_file/a/b"
    assert asked(DESK, upload, method="PUT", bodies=[part] * 2)[2] == b"800000"
    assert asked(DESK, upload, method="PUT", bodies=[part] * 3)[0] == 413
    assert asked(DESK, upload, method="PUT", bodies=[part], content_length="9" * 12)[0] == 413
    assert asked(DESK, "/team", method="POST", bodies=[b"x" * (OTHER_BYTES + 1)])[0] == 413
    assert asked(DESK, upload, method="PUT", bodies=[part] * 3)[1]["x-content-type-options"] == "nosniff"


def test_errors_have_their_headers_too() -> None:
    status, headers, _ = asked(DESK, "/static/js/error")
    assert (status, headers["cache-control"], "server" in headers) == (500, "no-store", False)
    assert asked(DESK, "/static/js/a.js")[1]["cache-control"] == "public"
    found = asked(DESK, "/team")[1]
    assert (found["cache-control"], "etag" in found) == ("no-store", False)
    assert asked(DESK, "/team", method="TRACE")[0] == 404


def test_hsts_and_secure_cookies_only_where_people_come_over_tls() -> None:
    assert "strict-transport-security" not in security((), tls=False)
    assert "max-age=31536000" in security((), tls=True)["strict-transport-security"]
    given = "a=1; Path=/; HttpOnly; Max-Age=2592000; SameSite=lax"
    assert _tightened(given, 43200, tls=True) == "a=1; Path=/; HttpOnly; Max-Age=43200; SameSite=lax; Secure"
    assert _tightened(given, 43200, tls=False) == "a=1; Path=/; HttpOnly; Max-Age=43200; SameSite=lax"
    assert _tightened("a=1; Path=/; secure", 9, tls=True) == "a=1; Path=/; secure; SameSite=Lax"
    assert _tightened('a=""; Max-Age=0; Path=/', 9, tls=False).startswith('a=""; Max-Age=0;')


def test_the_policy_lets_nothing_be_evaluated_and_nothing_from_elsewhere_in() -> None:
    found = dict(part.split(" ", 1) for part in policy(("wss://beatboard.force.local",)).split("; "))
    assert found["default-src"] == found["object-src"] == found["frame-src"] == found["frame-ancestors"] == "'none'"
    scripts = found["script-src"].split()
    assert scripts[0] == "'self'" and all(one.startswith("'sha256-") for one in scripts[1:])
    assert found["connect-src"] == "'self' wss://beatboard.force.local"
    assert not {"unsafe-eval", "*", "https:", "http:"} & set(" ".join(found.values()).replace("'", "").split())


def test_the_address_asked_for_is_remembered_only_where_it_is_a_page_of_ours() -> None:
    def kept(path: str, query: str = "") -> bool:
        return bool(remember({"path": path, "query_string": query.encode(), "type": "http", "headers": []}, tls=True))

    assert kept("/team", "area=beat:A1") and kept("/officer")
    assert not any(
        (kept("/"), kept("//elsewhere.example"), kept("/favicon.ico"), kept("/team/x"), kept("/team", "x" * 2000))
    )

    def found(value: str) -> str | None:
        return remembered({"type": "http", "headers": [(b"cookie", f"beatboard_back={value}".encode())]})

    assert found("%2Fteam%3Farea%3D1") == "/team?area=1"
    for bad in (
        "//elsewhere.example",
        "https://elsewhere.example",
        "/\\elsewhere.example",
        "/a%0d%0aSet-Cookie: x",
        "%2F%2Fe",
        "",
    ):
        assert found(bad) is None, bad


def test_figures_about_the_server_are_for_its_keepers() -> None:
    assert asked(SERVED, "/metrics")[0] == 200
    assert asked(SERVED, "/metrics", client="10.0.0.9")[0] == 403
    assert asked(SERVED, "/metrics", x_forwarded_for="10.0.0.9")[0] == 403
    assert asked(SERVED, "/metrics", client="10.0.0.9", authorization=f"Bearer {'f' * 32}")[0] == 200
    assert asked(SERVED, "/metrics", client="10.0.0.9", authorization=f"Bearer {'f' * 31}")[0] == 403
    assert asked(DESK, "/metrics", client="10.0.0.9", authorization="Bearer ")[0] == 403


def test_tries_are_counted_by_address_and_forgotten_after_a_minute() -> None:
    tries = Tries(2)
    assert [tries.another("a", now=0.0) for _ in range(7)] == [True] * 6 + [False]
    assert tries.another("b", now=0.0)
    assert not tries.another("a", now=59.0)
    assert tries.another("a", now=120.0)
    for number in range(REMEMBERED + 5):
        tries.another(str(number), now=121.0)
    assert len(tries._at) == REMEMBERED


def test_meters_are_text_for_prometheus() -> None:
    meters = Meters()
    meters.took("page", 200, 0.02)
    meters.took("page", 200, 20.0)
    meters.gauge("beatboard_store_version", "Grows", lambda: 231)
    meters.gauge("beatboard_broken", "Cannot be read", lambda: 1 / 0)
    lines = meters.text().splitlines()
    assert 'beatboard_requests_total{kind="page",status="200"} 2' in lines
    assert 'beatboard_request_seconds_bucket{kind="page",le="0.03"} 1' in lines
    assert 'beatboard_request_seconds_bucket{kind="page",le="+Inf"} 2' in lines
    assert 'beatboard_request_seconds_count{kind="page"} 2' in lines
    assert "beatboard_store_version 231" in lines
    assert not [line for line in lines if "broken" in line]
    typed = [line.split()[2] for line in lines if line.startswith("# TYPE")]
    assert len(typed) == len(set(typed)), "each family is told once"


def test_what_the_log_calls_an_address_says_nothing_of_what_stands_in_it() -> None:
    given = ("/", "/team", "/officer/1001", "/Exampleby", "/media/0123.csv", "/_stcore/upload_file/a/b", "/component/x")
    assert [logged(path) for path in given] == ["/", "/team", "page", "page", "media", "upload", "core"]
    assert [kind_of(path) for path in ("/auth/logout", "/oauth2callback", "/_stcore/agent/mcp")] == [
        "sign_out",
        "sign_in",
        "nothing",
    ]
