"""Who the claims of a cookie make known, and who they do not: a truth table."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from metrics.access.ended import Ended
from metrics.access.identity import NotSignedInError, Wanted, key_of, of_claims

NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
WANTED = Wanted("email", 12.0, "https://login.force.example", "beatboard")
GOOD: dict[str, Any] = {
    "is_logged_in": True,
    "iss": "https://login.force.example",
    "aud": "beatboard",
    "sub": "1",
    "iat": NOW.timestamp() - 60,
    "email": "Inventa.Exampleby@Force.Example",
    "name": "Inventa Exampleby",
}


def test_a_good_sign_in_is_somebody_by_the_claim_in_lower_case() -> None:
    found = of_claims(GOOD, WANTED, NOW)
    assert (found.name, found.shown, found.how) == ("inventa.exampleby@force.example", "Inventa Exampleby", "signed_in")
    assert found.signed_in_at == NOW - dt.timedelta(minutes=1)
    assert of_claims({**GOOD, "name": " "}, WANTED, NOW).shown == "Inventa.Exampleby@Force.Example"
    assert of_claims({**GOOD, "aud": ["other", "beatboard"]}, WANTED, NOW).how == "signed_in"
    assert of_claims({**GOOD, "email_verified": True}, WANTED, NOW).how == "signed_in"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"is_logged_in": False}, "not signed in"),
        ({"is_logged_in": None}, "not signed in"),
        ({"iss": "https://login.elsewhere.example"}, "another provider"),
        ({"iss": None}, "another provider"),
        ({"aud": "another"}, "another service"),
        ({"aud": ["another"]}, "another service"),
        ({"aud": None}, "another service"),
        ({"iat": None}, "does not say when"),
        ({"iat": True}, "does not say when"),
        ({"iat": "1795800000"}, "does not say when"),
        ({"iat": 1e300}, "does not say when"),
        ({"iat": float("nan")}, "does not say when"),
        ({"iat": NOW.timestamp() + 600}, "does not say when"),
        ({"iat": NOW.timestamp() - 12 * 3600 - 1}, "lasts 12 hours"),
        ({"iat": 0}, "lasts 12 hours"),
        ({"email": None}, "has no email"),
        ({"email": "  "}, "has no email"),
        ({"email": ["a@b.example"]}, "has no email"),
        ({"email_verified": False}, "not verified"),
        ({"email_verified": "false"}, "not verified"),
        ({"email_verified": None}, "not verified"),
    ],
)
def test_claims_that_make_nobody_known(changed: dict[str, Any], words: str) -> None:
    with pytest.raises(NotSignedInError, match=words):
        of_claims({**GOOD, **changed}, WANTED, NOW)


def test_another_claim_needs_no_verified_email() -> None:
    wanted = Wanted("preferred_username", 12.0)
    assert of_claims({**GOOD, "preferred_username": "AB4417", "email_verified": False}, wanted, NOW).name == "ab4417"


def test_a_sign_in_that_has_ended_stays_ended_for_every_server_of_the_home(tmp_path: Path) -> None:
    here, there = Ended(tmp_path / "ended.txt"), Ended(tmp_path / "ended.txt")
    key, other = key_of(GOOD), key_of({**GOOD, "iat": GOOD["iat"] + 1})
    assert key != other and len(key) == 64 and "exampleby" not in key
    of_claims(GOOD, WANTED, NOW, there.__contains__)
    here.end(key, 12.0)
    assert key in there and other not in there
    with pytest.raises(NotSignedInError, match="signed out"):
        of_claims(GOOD, WANTED, NOW, there.__contains__)
    assert (tmp_path / "ended.txt").stat().st_mode & 0o077 == 0
    assert "Exampleby" not in (tmp_path / "ended.txt").read_text()


def test_what_is_over_is_forgotten_and_a_damaged_list_lets_nobody_in(tmp_path: Path) -> None:
    ended = Ended(tmp_path / "ended.txt")
    ended.end("a" * 64, -2.0)
    ended.end("b" * 64, 1.0)
    assert ended.path.read_text().split()[::2] == ["b" * 64]
    ended.path.write_text("half a li")
    assert "c" * 64 in ended
