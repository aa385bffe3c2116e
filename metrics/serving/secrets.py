"""The secrets of the configuration: from the file itself or from a file of their own, and whether they are any good."""

from __future__ import annotations

import stat
from pathlib import Path

from metrics.configuration import ConfigurationError

SHORTEST = 32
"""Bytes of the cookie secret: 256 bits, as much as the signature under the cookie has."""
FEWEST_SIGNS = 8
"""Different signs in a secret: one made by chance of 32 hexadecimal digits has fewer about once in 500,000,000 times."""
SAMPLES = (
    "changeme",
    "change-me",
    "change_me",
    "example",
    "sample",
    "secret",
    "replace",
    "password",
    "beatboard",
    "your-",
)
"""Words of secrets that were never made up: those of example files, ours among them."""


def secret(section: str, key: str, value: str, file: str) -> str:
    """The secret that a key or its `_file` twin gives; empty where neither does. Raises ConfigurationError."""
    if value and file:
        raise ConfigurationError(f"[{section}] has both {key} and {key}_file: leave one out.")
    if not file:
        return value
    path = Path(file)
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        found = path.read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "it is no text"
        raise ConfigurationError(f"[{section}] {key}_file: {path} cannot be read: {why}.") from error
    if mode & (stat.S_IRWXO | stat.S_IWGRP):
        raise ConfigurationError(
            f"[{section}] {key}_file: others than Beatboard may read or change {path}. Say chmod 600 {path}."
        )
    return found


def weakness(words: str) -> str:
    """What is wrong with a secret, to stand after its name; empty where nothing is."""
    if not words:
        return "is missing"
    if any(sample in words.casefold() for sample in SAMPLES):
        return "is the one of an example: make one of your own with openssl rand -hex 32"
    if len(set(words)) < FEWEST_SIGNS or words in (words + words)[1:-1]:
        return "repeats itself: make one with openssl rand -hex 32"
    return ""
