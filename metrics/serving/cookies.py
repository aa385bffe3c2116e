"""The signed cookie in which Streamlit keeps who signed in: read before the app, and made to last no longer than it should."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote, unquote

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import Scope
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

from metrics.serving.paths import is_page
from metrics.serving.way import Way

BACK = "beatboard_back"
"""The address that somebody asked for before they signed in, kept in their own browser."""
BACK_SECONDS = 600
LONGEST = 1000
"""Signs of an address that is remembered: a longer one is none of ours."""
OWN_ADDRESS = re.compile(r"/(?![/\\])[\x21-\x7e]*")
"""A path of this server: one that begins with two slashes would lead to another."""


def claims_of(scope: Scope) -> dict[str, Any]:
    """What the provider said of whoever asks, as it was signed by this server; empty where nothing valid is."""
    raw = _get_signed_cookie_with_chunks(HTTPConnection(scope).cookies, USER_COOKIE_NAME)
    try:
        found = json.loads(raw) if raw else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def tighten(headers: MutableHeaders, way: Way) -> None:
    """No cookie lives longer than a sign-in, and over https none is ever sent without it."""
    given = headers.getlist("set-cookie")
    if not given:
        return
    del headers["set-cookie"]
    longest = int(way.wanted.hours * 3600)
    for cookie in given:
        headers.append("set-cookie", _tightened(cookie, longest, way.tls))


def _tightened(cookie: str, longest: int, tls: bool) -> str:
    shorter = re.sub(r"(?i)max-age=(\d+)", lambda found: f"Max-Age={min(int(found[1]), longest)}", cookie)
    secure = "" if not tls or re.search(r"(?i);\s*secure\b", shorter) else "; Secure"
    strict = "" if re.search(r"(?i);\s*samesite=", shorter) else "; SameSite=Lax"
    return f"{shorter}{secure}{strict}"


def remember(scope: Scope, tls: bool) -> dict[str, str]:
    """The header that keeps the address asked for, for after the sign-in; none for the start or an odd one."""
    query = scope.get("query_string", b"").decode("latin-1")
    address = quote(scope["path"]) + (f"?{query}" if query else "")
    if not is_page(scope["path"]) or address == "/" or len(address) > LONGEST or not OWN_ADDRESS.fullmatch(address):
        return {}
    return {"set_cookie": _back(quote(address, safe=""), BACK_SECONDS, tls)}


def remembered(scope: Scope) -> str | None:
    """The address asked for before; None where there is none, or none of ours."""
    address = unquote(HTTPConnection(scope).cookies.get(BACK, ""))
    return address if len(address) <= LONGEST and OWN_ADDRESS.fullmatch(address) else None


def forget(tls: bool) -> str:
    """The header's value that takes the kept address away."""
    return _back("", 0, tls)


def _back(value: str, seconds: int, tls: bool) -> str:
    return f"{BACK}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{'; Secure' if tls else ''}"
