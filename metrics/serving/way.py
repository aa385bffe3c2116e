"""What the guard goes by: who may be here, under which names the server answers, and how much it takes."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from metrics.access.identity import Wanted
from metrics.configuration import Configuration
from metrics.serving.refusing import LOCAL, Secrets

ROOM_AROUND_A_FILE = 100_000
"""Bytes of an upload that are not the file: its name and the marks between the parts."""
OTHER_BYTES = 1_000_000
"""The largest body of a request that is no upload."""


@dataclass(frozen=True)
class Way:
    """One of the two ways to run. origin: the address that people type, or empty on a desk. figures: the secret of /metrics."""

    served: bool
    hosts: frozenset[str]
    origin: str
    upload_bytes: int
    wanted: Wanted
    tries: int
    proxies: frozenset[str] = frozenset()
    figures: str = ""

    @property
    def tls(self) -> bool:
        """True where people come over https."""
        return self.origin.startswith("https://")

    def answers_to(self, host: str) -> bool:
        """True where the Host header names this server. A page elsewhere cannot make a browser ask under a name of its own."""
        try:
            name = urlsplit(f"//{host}").hostname
        except ValueError:
            return False
        return bool(name) and "@" not in host and "/" not in host and name in self.hosts

    def may_connect(self, origin: str | None, host: str) -> bool:
        """True for a websocket that a page of ours opens. A client that says no origin is none of ours."""
        if self.served:
            return origin == self.origin
        return origin in (f"http://{host}", f"https://{host}")

    def websockets(self, host: str) -> tuple[str, ...]:
        """The websocket's own addresses, for the content security policy."""
        if self.served:
            return (self.origin.replace("http", "ws", 1),)
        return (f"ws://{host}",)


def on_a_desk(megabytes: int) -> Way:
    """This machine alone, nobody signs in."""
    return Way(False, frozenset(LOCAL), "", megabytes * 1_000_000, Wanted("email", 0.0), 0)


def serving(chosen: Configuration, secrets: Secrets) -> Way:
    """People sign in."""
    at = chosen.serving
    parts = urlsplit(at.public_url)
    hosts = {*LOCAL, str(parts.hostname), *(name.casefold() for name in at.allowed_hosts)}
    who = Wanted(chosen.access.claim, chosen.access.hours_signed_in, chosen.sign_in.issuer, chosen.sign_in.client_id)
    return Way(
        True,
        frozenset(hosts),
        f"{parts.scheme}://{parts.netloc}",
        at.upload_megabytes * 1_000_000,
        who,
        at.sign_ins_a_minute,
        frozenset(at.proxies),
        secrets.figures,
    )
