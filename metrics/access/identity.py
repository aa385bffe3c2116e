"""Who asks: the operating system's user on a desk, or a person who signed in with the force's provider. Pure rules."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

CLOCKS_APART = dt.timedelta(minutes=2)
"""How far the provider's clock may be before ours; more is no sign-in that we can date."""
NOBODY = "You are not signed in."
MADE_OF = ("iss", "sub", "iat", "nonce", "sid")
"""The claims that tell one sign-in from every other, also of the same person in the same second."""


@dataclass(frozen=True)
class Identity:
    """Somebody known. name: what access is looked up by, in lower case: the configured claim, or the operating system's user.

    shown: how the name is written on pages. signed_in_at: when the provider said so, with offset; None on a desk.
    """

    name: str
    shown: str
    how: Literal["desk", "signed_in"]
    signed_in_at: dt.datetime | None = None


class NotSignedInError(Exception):
    """The claims make nobody known; str() is one plain sentence for whoever asks."""


@dataclass(frozen=True)
class Wanted:
    """What claims must say. claim: the one that names a person. hours: how long a sign-in lasts. issuer: empty for any.

    audience: our client id at the provider; empty for any (Streamlit's library has compared it with the token already).
    """

    claim: str
    hours: float
    issuer: str = ""
    audience: str = ""


def of_claims(
    claims: Mapping[str, Any], wanted: Wanted, now: dt.datetime, has_ended: Callable[[str], bool] = lambda _: False
) -> Identity:
    """Who the claims of a signed cookie say it is. has_ended: of `key_of` a sign-in. Raises NotSignedInError."""
    if not claims.get("is_logged_in"):
        raise NotSignedInError(NOBODY)
    if wanted.issuer and claims.get("iss") != wanted.issuer:
        raise NotSignedInError("You signed in with another provider than the one that Beatboard asks for.")
    if wanted.audience and wanted.audience not in _texts(claims.get("aud")):
        raise NotSignedInError("Your sign-in was made for another service than Beatboard.")
    at = _moment(claims.get("iat"))
    if at is None or at - now > CLOCKS_APART:
        raise NotSignedInError("Your sign-in does not say when it was made. Sign in again.")
    if now - at > dt.timedelta(hours=wanted.hours):
        raise NotSignedInError(f"Your sign-in has ended: it lasts {wanted.hours:g} hours. Sign in again.")
    if has_ended(key_of(claims)):
        raise NotSignedInError("You have signed out. Sign in again.")
    return Identity(_name(claims, wanted.claim), _shown(claims, wanted.claim), "signed_in", at)


def key_of(claims: Mapping[str, Any]) -> str:
    """A name for one sign-in that says nothing about the person: 64 hexadecimal digits."""
    return hashlib.sha256(json.dumps([claims.get(name) for name in MADE_OF], default=str).encode()).hexdigest()


def _name(claims: Mapping[str, Any], claim: str) -> str:
    value = claims.get(claim)
    name = value.strip().casefold() if isinstance(value, str) else ""
    if not name:
        raise NotSignedInError(f"Your account at the provider has no {claim}, so Beatboard cannot tell who you are.")
    if claim == "email" and claims.get("email_verified", True) not in (True, "true"):
        raise NotSignedInError("The provider has not verified your email address, so Beatboard cannot rely on it.")
    return name


def _shown(claims: Mapping[str, Any], claim: str) -> str:
    value = claims.get("name")
    return value.strip() if isinstance(value, str) and value.strip() else str(claims[claim]).strip()


def _texts(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list | tuple) else ()


def _moment(value: Any) -> dt.datetime | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return dt.datetime.fromtimestamp(value, dt.UTC)
    except (ValueError, OverflowError, OSError):
        return None
