"""Behind the proxy of deploy/nginx.conf, as it is, with its ports and names changed: TLS, sign-in, charts, files, sign-out."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import socket
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from metrics.access.lookups import log_of
from metrics.access.purpose import accept
from metrics.access.scope import scope_of
from metrics.access.table import EVERYTHING, give
from metrics.loading import now
from metrics.store.connection import Store
from tests.browser import signing_in
from tests.browser.conftest import App, home_of_the_sample
from tests.server import ROOT, free_port, serving

NGINX, OPENSSL = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin"), shutil.which("openssl")
INVENTA = "Inventa.Exampleby@Force.Example"
YEAR = "max-age=31536000; includeSubDomains"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not NGINX or not OPENSSL, reason="nginx and openssl are not installed: .ci/run installs them"),
]


@dataclass(frozen=True)
class Behind:
    """Beatboard as people reach it. plain: its address without TLS. log: of the proxy."""

    address: str
    plain: str
    log: Path


def configured(folder: Path, beatboard: int, plain: int, secure: int) -> str:
    """deploy/nginx.conf within what Debian's own nginx.conf puts around it."""
    text = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    for old, new in {
        "127.0.0.1:8501": f"127.0.0.1:{beatboard}",
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ssl": f"listen 127.0.0.1:{secure} ssl",
        "https://$host$request_uri": f"https://$host:{secure}$request_uri",
        "beatboard.example.police.uk": "localhost",
        "/etc/nginx/tls/beatboard": str(folder / "beatboard"),
        "/var/log/nginx/beatboard.log": str(folder / "proxy.log"),
    }.items():
        assert old in text, f"deploy/nginx.conf has no {old}"
        text = text.replace(old, new)
    kept = "\n".join(
        f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        f"daemon off; {'user root;' if os.getuid() == 0 else ''} pid {folder}/nginx.pid; error_log {folder}/errors.log;\n"
        f"events {{}}\nhttp {{\n{kept}\n{text}}}\n"
    )


@contextmanager
def proxy(folder: Path, beatboard: int, plain: int, secure: int) -> Iterator[None]:
    """nginx with a certificate of its own."""
    subprocess.run(
        [
            str(OPENSSL), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
            "-keyout", folder / "beatboard.key", "-out", folder / "beatboard.crt",
        ],
        check=True, capture_output=True,
    )  # fmt: skip
    file = folder / "nginx.conf"
    file.write_text(configured(folder, beatboard, plain, secure), "utf-8")
    process = subprocess.Popen(
        [str(NGINX), "-c", str(file), "-e", str(folder / "errors.log")], stderr=subprocess.DEVNULL
    )
    try:
        until = time.monotonic() + 20
        while not _answers(secure):
            assert process.poll() is None and time.monotonic() < until, (folder / "errors.log").read_text("utf-8")
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def behind(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Behind]:
    """The sample force, served, behind the proxy."""
    home, folder = home_of_the_sample(sample_home, tmp_path_factory.mktemp("behind")), tmp_path_factory.mktemp("proxy")
    store = Store.open(home / "sample.duckdb")
    give(store, INVENTA, "analyst", "force", EVERYTHING, (dt.date(2026, 1, 1), None), "for this test", "test", now())
    accept(log_of(home / "sample.duckdb"), scope_of(store, INVENTA.casefold(), INVENTA, now().date()), now())
    store.close()
    port, provided, plain, secure = (free_port() for _ in range(4))
    address = f"https://localhost:{secure}"
    with (
        signing_in.provider(provided, address) as provider,
        serving(home, port, signing_in.configure(home, port, provider, "[look_ups]\nask_reasons = false", url=address)),
        proxy(folder, port, plain, secure),
    ):
        yield Behind(address, f"http://localhost:{plain}", folder / "proxy.log")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of somebody who trusts the test's certificate."""
    context = browser.new_context(ignore_https_errors=True)
    yield context.new_page()
    context.close()


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_asked: object) -> None:  # type: ignore[override]
        return None


def asked(address: str, data: bytes | None = None, **headers: str) -> tuple[int, Message]:
    """Status and headers of one request; redirections are not followed."""
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=trusting), _Stay)
    request = urllib.request.Request(address, data, {name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with opener.open(request, timeout=30) as found:
            return found.status, found.headers
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers


def test_without_tls_or_sign_in_there_is_nothing_and_hsts_is_said_once(behind: Behind) -> None:
    status, headers = asked(f"{behind.plain}/beats?area=sector:Corby")
    assert (status, headers["Location"]) == (301, f"{behind.address}/beats?area=sector:Corby")
    for path, wanted in (("/", 401), ("/_stcore/upload_file/a/b", 401), ("/metrics", 403)):
        status, headers = asked(f"{behind.address}{path}", X_Forwarded_User=INVENTA, Remote_User=INVENTA)
        assert (path, status, headers.get_all("Strict-Transport-Security")) == (path, wanted, [YEAR])
    assert asked(f"{behind.address}/", b"0" * 13_000_000)[0] == 413


def test_a_sergeant_signs_in_sees_charts_takes_a_file_and_signs_out(behind: Behind, page: Page) -> None:
    page.goto(behind.address)
    expect(page).to_have_title("Sign in to Beatboard")
    signing_in.sign_in(page, INVENTA)
    app = App(behind.address, page)
    app.settle()
    app.open("team?area=sector:Corby")
    app.drawn()
    expect(page.locator(".vega-embed").first).to_be_visible()
    with page.expect_download() as found:
        page.locator("[data-testid=stDownloadButton] button").first.click()
    assert Path(found.value.path()).read_bytes()[:2] == b"PK"
    cookies = {one["name"]: one for one in page.context.cookies()}
    assert cookies[signing_in.USER]["secure"] and cookies[signing_in.USER]["httpOnly"]
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign out here too").click()
    expect(page).to_have_title("Sign in to Beatboard")
    page.goto(f"{behind.address}/team")
    expect(page).to_have_title("Sign in to Beatboard")
    assert "Corby" not in behind.log.read_text("utf-8"), "no query string is in the proxy's log"
