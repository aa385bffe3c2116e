"""The guard before every request: host, origin, size, tries, sign-in; and on every answer the headers. Plain ASGI.

It stands outside Streamlit's own middleware, so that nothing, an error page included, is answered without it.
"""

from __future__ import annotations

import hmac
import logging
import time

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.auth_util import encode_provider_token

from metrics import loading
from metrics.access.ended import ended
from metrics.access.identity import NOBODY, Identity, NotSignedInError, key_of, of_claims
from metrics.serving import cookies, health, meters, paths, sign_in_page
from metrics.serving.headers import keeps, security
from metrics.serving.meters import METERS
from metrics.serving.paths import Kind, kind_of, logged
from metrics.serving.technical_log import fields
from metrics.serving.tries import Tries
from metrics.serving.way import OTHER_BYTES, ROOM_AROUND_A_FILE, Way

log = logging.getLogger(__name__)
HTML, PLAIN, JSON = "text/html; charset=utf-8", "text/plain; charset=utf-8", "application/json"


class TooLargeError(Exception):
    """A body is larger than its address takes."""


class Guard:
    """The app behind its guard."""

    def __init__(self, app: ASGIApp, way: Way) -> None:
        self.app = app
        self.way = way
        self.tries = Tries(way.tries)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self.way.answers_to(host):
            return await _hang_up(send, "host")
        if not self.way.may_connect(headers.get("origin"), host):
            return await _hang_up(send, "origin")
        if kind_of(scope["path"]) != "stream":
            return await _hang_up(send, "path")
        if self.way.served and isinstance(self._who(scope), str):
            return await _hang_up(send, "not_signed_in")
        began = time.monotonic()
        METERS.count("beatboard_sessions_opened_total")
        try:
            await self.app(scope, receive, send)
        finally:
            log.info("session", extra=fields(seconds=round(time.monotonic() - began, 1)))
        return None

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = Answer(scope, send, self.way)
        try:
            await self._answer(scope, _limited(scope, receive, self.way), answer)
        except TooLargeError:
            METERS.count("beatboard_refused_total", reason="size")
            if not answer.status:
                await answer.say(413, PLAIN, b"This is larger than Beatboard takes.")
        finally:
            answer.done()

    async def _answer(self, scope: Scope, receive: Receive, answer: Answer) -> None:
        if not self.way.answers_to(answer.host):
            return await answer.refuse("host", 421, "This server does not answer to that name.")
        if scope["method"] == "TRACE" or answer.kind == "nothing":
            return await answer.refuse("path", 404, "There is nothing at this address.")
        if answer.kind in ("health", "figures") and scope["path"] in (paths.HEALTH, paths.READY, paths.FIGURES):
            return await self._about_itself(scope, answer)
        if self.way.served and await self._kept_out(scope, answer):
            return None
        return await self.app(scope, receive, answer.send)

    async def _about_itself(self, scope: Scope, answer: Answer) -> None:
        if scope["path"] == paths.HEALTH:
            return await answer.say(200, PLAIN, b"ok")
        if scope["path"] == paths.READY:
            whole, body = health.ready()
            return await answer.say(200 if whole else 503, JSON, body)
        if not self._may_read_figures(scope):
            return await answer.refuse("figures", 403, "Figures about the server are for its keepers.")
        return await answer.say(200, meters.TEXT, METERS.text().encode())

    def _may_read_figures(self, scope: Scope) -> bool:
        """From this machine and through no proxy, or with the secret."""
        headers = Headers(scope=scope)
        given = headers.get("authorization", "").removeprefix("Bearer ")
        if self.way.figures and hmac.compare_digest(given.encode(), self.way.figures.encode()):
            return True
        through = any(name in headers for name in ("x-forwarded-for", "forwarded", "x-real-ip", "via"))
        return _client(scope) in ("127.0.0.1", "::1") and not through

    async def _kept_out(self, scope: Scope, answer: Answer) -> bool:
        """Answer whoever may not come to the app, and what the guard does itself around signing in and out."""
        if answer.kind == "sign_in":
            return await self._signing_in(scope, answer)
        if answer.kind == "sign_out":
            return await self._signing_out(scope, answer)
        if answer.kind in paths.OPEN:
            return False
        who = self._who(scope)
        if isinstance(who, Identity):
            return await self._back(scope, answer)
        METERS.count("beatboard_refused_total", reason="not_signed_in")
        if answer.kind == "page" and scope["method"] in ("GET", "HEAD"):
            more = cookies.remember(scope, self.way.tls)
            await answer.say(401, HTML, sign_in_page.page("" if who == NOBODY else who), **more)
        else:
            await answer.say(401, PLAIN, b"Sign in to Beatboard.")
        return True

    async def _signing_in(self, scope: Scope, answer: Answer) -> bool:
        if not self.tries.another(_person(scope, self.way)):
            METERS.count("beatboard_refused_total", reason="tries")
            words = "There were too many tries to sign in from here. Wait a minute, then try again."
            await answer.say(429, HTML, sign_in_page.closed("Wait a minute", words), retry_after="60")
            return True
        if scope["path"] != paths.SIGN_IN:
            return False
        METERS.count("beatboard_sign_ins_total")
        await answer.say(302, PLAIN, b"", location=f"{paths.LOGIN}?provider={encode_provider_token('default')}")
        return True

    async def _signing_out(self, scope: Scope, answer: Answer) -> bool:
        """End the sign-in here before the browser is told to forget it. Fails closed: who cannot be signed out is told so."""
        claims = cookies.claims_of(scope)
        if not claims:
            return False
        try:
            ended().end(key_of(claims), self.way.wanted.hours)
        except (OSError, ValueError):
            log.exception("a sign-in could not be ended")
            words = (
                "Beatboard cannot write down that you signed out. Close the browser and tell whoever keeps the server."
            )
            await answer.say(503, HTML, sign_in_page.closed("You are not signed out", words))
            return True
        METERS.count("beatboard_sign_outs_total")
        return False

    async def _back(self, scope: Scope, answer: Answer) -> bool:
        """Once somebody has signed in, to the address that they had asked for before."""
        wanted = cookies.remembered(scope)
        if answer.kind != "page" or wanted is None:
            return False
        gone = cookies.forget(self.way.tls)
        if scope["path"] != "/" or wanted == "/":
            answer.more.append(gone)
            return False
        await answer.say(302, PLAIN, b"", location=wanted, set_cookie=gone)
        return True

    def _who(self, scope: Scope) -> Identity | str:
        """Who asks, or in words why that is nobody."""
        claims = cookies.claims_of(scope)
        if claims.get("origin") != self.way.origin:
            return NOBODY
        try:
            return of_claims(claims, self.way.wanted, loading.now(), ended().__contains__)
        except NotSignedInError as error:
            return str(error)


class Answer:
    """One answer: its headers are put on, and afterwards it is counted and written down."""

    def __init__(self, scope: Scope, send: Send, way: Way) -> None:
        self.way, self.host = way, Headers(scope=scope).get("host", "")
        self.path, self.method = scope["path"], scope["method"]
        self.kind: Kind = kind_of(self.path)
        self.status = 0
        self.more: list[str] = []
        self._send, self._began = send, time.monotonic()

    async def send(self, message: Message) -> None:
        """Pass on what the app says, with the headers."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(raw=message["headers"])
            host = self.host if self.way.answers_to(self.host) else "127.0.0.1"
            headers.update(security(self.way.websockets(host), self.way.tls))
            if not keeps(self.path) or self.status >= 400:
                headers["cache-control"] = "no-store"
            for name in ("server", "etag", "last-modified") if not keeps(self.path) else ("server",):
                if name in headers:
                    del headers[name]
            if self.way.served:
                cookies.tighten(headers, self.way)
            for cookie in self.more:
                headers.append("set-cookie", cookie)
        await self._send(message)

    async def say(self, status: int, kind: str, body: bytes, **more: str) -> None:
        """A whole answer of our own. more: other headers, with _ for -."""
        found = {"content-type": kind, "content-length": str(len(body))}
        found |= {name.replace("_", "-"): value for name, value in more.items()}
        raw = [(name.encode(), value.encode("latin-1")) for name, value in found.items()]
        await self.send({"type": "http.response.start", "status": status, "headers": raw})
        await self.send({"type": "http.response.body", "body": b"" if self.method == "HEAD" else body})

    async def refuse(self, reason: str, status: int, words: str) -> None:
        """An answer that the app never hears of."""
        METERS.count("beatboard_refused_total", reason=reason)
        await self.say(status, PLAIN, words.encode())

    def done(self) -> None:
        """Count it, and write it down unless it only asked whether the server lives."""
        seconds = time.monotonic() - self._began
        METERS.took(self.kind, self.status, seconds)
        if self.kind not in ("health", "figures", "static"):
            said = fields(
                method=self.method, path=logged(self.path), status=self.status, milliseconds=round(seconds * 1000)
            )
            log.info("request", extra=said)


async def _hang_up(send: Send, reason: str) -> None:
    METERS.count("beatboard_refused_total", reason=reason)
    await send({"type": "websocket.close", "code": 1008})


def _client(scope: Scope) -> str:
    return scope["client"][0] if scope.get("client") else ""


def _person(scope: Scope, way: Way) -> str:
    """Whose tries are counted: what a proxy of ours says, else who is connected."""
    client = _client(scope)
    forwarded = Headers(scope=scope).get("x-forwarded-for", "")
    return forwarded.split(",")[-1].strip() if forwarded and client in way.proxies else client


def _limited(scope: Scope, receive: Receive, way: Way) -> Receive:
    """The body, up to what its address takes. Counted as it comes: a length that is said need not be true."""
    limit = way.upload_bytes + ROOM_AROUND_A_FILE if kind_of(scope["path"]) == "upload" else OTHER_BYTES
    said = Headers(scope=scope).get("content-length", "0")
    so_far = 0

    async def limited() -> Message:
        nonlocal so_far
        message = await receive()
        so_far += len(message.get("body", b""))
        if so_far > limit or (said.isdigit() and int(said) > limit):
            raise TooLargeError
        return message

    return limited
