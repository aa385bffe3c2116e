"""Running the server: the app behind its guard under uvicorn, with Streamlit's own settings held where they must be."""

from __future__ import annotations

import contextlib
import socket
import threading
import webbrowser
from collections.abc import AsyncIterator
from typing import Any

import streamlit as st
import uvicorn
from streamlit import config as settings_of_streamlit
from streamlit.web import bootstrap
from streamlit.web.server.starlette.starlette_server import _get_uvicorn_config_kwargs

from metrics import settings
from metrics.configuration import Configuration
from metrics.serving import daily, warming
from metrics.serving.guard import Guard
from metrics.serving.meters import METERS
from metrics.serving.refusing import Secrets
from metrics.serving.way import Way

DASHBOARD = settings.PROJECT / "dashboard.py"
HELD = {
    "server.headless": True,
    "server.enableXsrfProtection": True,
    "server.enableCORS": True,
    "server.corsAllowedOrigins": [],
    "server.allowedHosts": [],
    "server.trustedUserHeaders": {},
    "server.enableStaticServing": False,
    "server.scriptHealthCheckEnabled": False,
    "server.fileWatcherType": "none",
    "server.runOnSave": False,
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "minimal",
    "client.disableDataExport": True,
    "global.developmentMode": False,
    "secrets.files": [],
    "logger.hideWelcomeMessage": True,
}
"""Settings of Streamlit that no file beside the app and no variable of the environment changes."""


def held(address: str, port: int, megabytes: int, cookie_secret: str) -> None:
    """Put Streamlit's settings where they must be."""
    settings_of_streamlit._main_script_path = str(DASHBOARD)
    mine = {"server.address": address, "server.port": port, "server.maxUploadSize": megabytes}
    bootstrap.load_config_options({**HELD, **mine})
    if cookie_secret:
        settings_of_streamlit.set_option("server.cookieSecret", cookie_secret)


def secrets_of(chosen: Configuration, found: Secrets) -> dict[str, Any]:
    """What Streamlit's login reads, given to it in memory: no file holds it."""
    at = chosen.sign_in
    return {
        "auth": {
            "redirect_uri": f"{chosen.serving.public_url.rstrip('/')}/oauth2callback",
            "cookie_secret": found.cookie,
            "client_id": at.client_id,
            "client_secret": found.client,
            "server_metadata_url": at.metadata_url,
            "client_kwargs": {"scope": at.scope, "prompt": at.prompt},
        }
    }


@contextlib.asynccontextmanager
async def _lifespan(_: st.App) -> AsyncIterator[None]:
    """What runs beside the pages, from the server's first moment to its last."""
    stop = threading.Event()
    threads = [
        threading.Thread(target=warming.warm, name="beatboard-warm", daemon=True),
        threading.Thread(target=daily.run, args=(stop,), name="beatboard-daily", daemon=True),
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        threads[-1].join(timeout=30)


def _failed(_: Exception) -> None:
    METERS.count("beatboard_script_errors_total")


def application(way: Way, secrets: dict[str, Any] | None = None, script: Any = DASHBOARD) -> Guard:
    """The app behind its guard. script: another one, for proofs."""
    app = st.App(script, secrets=secrets, lifespan=_lifespan, on_script_error=_failed)
    return Guard(app, way)


def run(app: Guard, address: str, port: int, then: str = "") -> int:
    """Serve until a signal comes; 0 where it ran. then: an address to open in a browser once it answers.

    Raises OSError where the address is taken.
    """
    listening = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
    with listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((address, port))
        listening.listen(2048)
        listening.setblocking(False)
        server = uvicorn.Server(
            uvicorn.Config(
                app,
                host=address,
                port=port,
                log_config=None,
                server_header=False,
                proxy_headers=False,
                timeout_graceful_shutdown=10,
                lifespan="on",
                **_get_uvicorn_config_kwargs(),
            )
        )
        if then:
            threading.Timer(1.0, webbrowser.open, (then,)).start()
        server.run(sockets=[listening])
        return 0 if server.started else 1
