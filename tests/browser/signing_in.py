"""Signing in with a real provider on loopback, whose people are invented: for the tests, and for those of every role."""

from __future__ import annotations

import json
import secrets
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from tests.browser.conftest import PATIENCE

PROVIDER = Path(__file__).parent / "provider"
CLIENT, CLIENT_SECRET, COOKIE_SECRET = "beatboard-trial", secrets.token_hex(16), secrets.token_hex(32)
USER = "_streamlit_user"


@contextmanager
def provider(port: int, app: str, *people: str) -> Iterator[str]:
    """A provider for the app of an address, and its own address. people: sign-in names that it knows beside its own two.

    `.ci/run` has put its library there; on a desk say npm ci in tests/browser/provider.
    """
    if not (PROVIDER / "node_modules").exists():
        subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=PROVIDER, check=True)
    process = subprocess.Popen(
        ["node", "provider.mjs", str(port), app, CLIENT, CLIENT_SECRET, *people],
        cwd=PROVIDER,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout and process.stdout.readline() == "ready\n"
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)
        if process.stdout:
            process.stdout.close()


def configure(home: Path, port: int, provider: str, more: str, sample: bool = True, url: str = "") -> Path:
    """The configuration file of a home that is served at a port. more: its other sections. url: what people type."""
    file = home / "beatboard.toml"
    file.write_text(
        f"""
[serving]
public_url = "{url or f"http://127.0.0.1:{port}"}"
port = {port}
sample = {str(sample).lower()}
sign_ins_a_minute = 20
[sign_in]
metadata_url = "{provider}/.well-known/openid-configuration"
client_id = "{CLIENT}"
client_secret = "{CLIENT_SECRET}"
cookie_secret = "{COOKIE_SECRET}"
prompt = "login"
{more}
""",
        encoding="utf-8",
    )
    file.chmod(0o600)
    return file


def cookie(address: str, who: str, secret: str = COOKIE_SECRET, **changed: Any) -> str:
    """A cookie as the server of an address itself would sign it for somebody, with other claims."""
    claims = {
        "is_logged_in": True,
        "origin": address,
        "iss": "",
        "aud": CLIENT,
        "sub": who,
        "iat": time.time(),
        "nonce": secrets.token_hex(8),
        "email": who,
        "email_verified": True,
        "name": "Inventa Exampleby",
        "provider": "default",
        **changed,
    }
    return f"{USER}={create_signed_value(secret, USER, json.dumps(claims)).decode()}"


def sign_in(page: Page, name: str, password: str = "right") -> None:
    """From the sign-in page through the provider."""
    page.set_default_timeout(PATIENCE)
    page.get_by_role("link", name="Sign in").click()
    at_the_provider(page, name, password)


def at_the_provider(page: Page, name: str, password: str = "right") -> None:
    """What somebody types there."""
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in here").click()
