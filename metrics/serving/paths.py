"""Which addresses there are, who may ask for each, and what the log calls it: by kind, never by what stands in it."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Literal

from metrics.ui import routes

Kind = Literal[
    "page", "static", "media", "upload", "stream", "sign_in", "sign_out", "health", "figures", "core", "nothing"
]

SIGN_IN, LOGIN, LOGOUT, CALLBACK = "/sign-in", "/auth/login", "/auth/logout", "/oauth2callback"
HEALTH, READY, FIGURES = "/health", "/ready", "/metrics"
OPEN: tuple[Kind, ...] = ("static", "sign_in", "sign_out", "health")
"""What is answered before anybody has signed in: no data is in any of it."""
NOBODY = ("/_stcore/agent", "/_stcore/metrics", "/_stcore/script-health-check", "/app/static", "/favicon.ico")
"""Streamlit's own doors that Beatboard does not use, and what a browser asks for by itself: shut for everybody."""
PAGES = frozenset(PurePosixPath(path).stem for path in routes.TITLES)


def kind_of(path: str) -> Kind:
    """What an address asks for."""
    if path.startswith(NOBODY):
        return "nothing"
    if path in (SIGN_IN, LOGIN, CALLBACK):
        return "sign_in"
    for begins, kind in BEGINNINGS:
        if path == begins or (begins.endswith("/") and path.startswith(begins)):
            return kind
    return "page"


BEGINNINGS: tuple[tuple[str, Kind], ...] = (
    (LOGOUT, "sign_out"),
    (HEALTH, "health"),
    (READY, "health"),
    ("/_stcore/health", "health"),
    ("/_stcore/host-config", "health"),
    (FIGURES, "figures"),
    ("/static/", "static"),
    ("/favicon.png", "static"),
    ("/media/", "media"),
    ("/_stcore/upload_file/", "upload"),
    ("/_stcore/stream", "stream"),
    ("/_stcore/", "core"),
    ("/component/", "core"),
)


def logged(path: str) -> str:
    """How the log names an address: a page by its name, everything else by its kind."""
    kind = kind_of(path)
    if kind != "page":
        return kind
    return path if is_page(path) else "page"


def is_page(path: str) -> bool:
    """True for the address of one of our pages, and nothing under it."""
    return path == "/" or path.removeprefix("/") in PAGES
