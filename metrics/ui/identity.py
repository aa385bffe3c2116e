"""Who is looking: asked on every run, on a desk of the operating system, served of the signed cookie."""

from __future__ import annotations

import getpass
import ipaddress
from functools import cache

import streamlit as st

from metrics import configuration, loading
from metrics.access.ended import ended
from metrics.access.identity import Identity, NotSignedInError, Wanted, of_claims

NOT_ON_A_DESK = (
    "Beatboard on a desk answers this machine only, and this server listens on the network: nothing is shown. Start it with "
    "make run, or with people signing in: python -m metrics serve --config FILE."
)
NOT_GUARDED = (
    "There is a configuration file, so people sign in here, but this server was started without its guards: nothing is shown. "
    "Start it with python -m metrics serve --config FILE."
)


def identity() -> Identity | None:
    """Whoever looks at this page; None is nobody, who may see nothing. Ask on every run: a sign-in ends while a page is open."""
    try:
        return known()
    except NotSignedInError:
        return None


def known() -> Identity:
    """Whoever looks. Raises NotSignedInError, which says why it is nobody."""
    try:
        served = configuration.current().served
    except configuration.ConfigurationError as error:
        raise NotSignedInError(str(error)) from error
    if not served:
        return _desk()
    return of_claims(st.user.to_dict(), wanted(), loading.now(), ended().__contains__)


def wanted() -> Wanted:
    """What a sign-in must say, by the configuration."""
    chosen = configuration.current()
    return Wanted(chosen.access.claim, chosen.access.hours_signed_in, chosen.sign_in.issuer, chosen.sign_in.client_id)


def _desk() -> Identity:
    if not _on_loopback(st.get_option("server.address")):
        raise NotSignedInError(NOT_ON_A_DESK)
    return Identity(os_user().casefold(), os_user(), "desk")


@cache
def os_user() -> str:
    """Whom the operating system says that this process is of: asked once, a page needs it hundreds of times."""
    return getpass.getuser()


@cache
def _on_loopback(address: str | None) -> bool:
    """True where the server listens for this machine alone; no address at all is every address of the machine."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address or "0.0.0.0").is_loopback
    except ValueError:
        return False
