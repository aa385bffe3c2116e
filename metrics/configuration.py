"""The one configuration file (TOML) of a served Beatboard, named by BEATBOARD_CONFIG; without it, one desk. Knows no Streamlit.

Each section is one frozen dataclass whose fields are the file's keys; what a file leaves out has the value given here.
"""

from __future__ import annotations

import dataclasses
import os
import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, get_type_hints

VARIABLE = "BEATBOARD_CONFIG"


class ConfigurationError(Exception):
    """The file cannot be used. str() says which key of which section, and what to write there."""


@dataclass(frozen=True)
class Access:
    """Who is whom, and what a person may see before others.

    administrators: sign-in names that are administrators before any is in the access table. claim: the claim of the identity
    token that is compared, whatever its case, with Email in the Officers list and with the access table. hours_signed_in:
    after these a person has to sign in again, whatever the cookie says (the provider's cookie lives 30 days).
    officers_first_days: days that a person sees a week before their supervisor does (ICO: told plainly, can answer first).
    """

    administrators: tuple[str, ...] = ()
    claim: str = "email"
    hours_signed_in: float = 12.0
    officers_first_days: int = 3


@dataclass(frozen=True)
class Retention:
    """How long what is kept, where it differs from what `metrics/retention/kinds.py` says with a reason for each.

    months: by kind, such as [retention.months] arrests = 24. backup_folders: where backups lie, so that a purge reaches them.
    sent_folders, log_folders: where files as they were sent, and the technical log, lie: none unless named. uploads_hours: after
    these an upload that nobody accepted is forgotten; until then it is in memory only.
    """

    months: dict[str, int] = field(default_factory=dict)
    backup_folders: tuple[str, ...] = ()
    sent_folders: tuple[str, ...] = ()
    log_folders: tuple[str, ...] = ()
    uploads_hours: float = 24.0


@dataclass(frozen=True)
class Configuration:
    """All sections. served: True where people sign in; False on one desk, where the local user is the analyst."""

    served: bool = False
    access: Access = field(default_factory=Access)
    retention: Retention = field(default_factory=Retention)


def current() -> Configuration:
    """The configuration of this process. Raises ConfigurationError with one plain sentence."""
    name = os.environ.get(VARIABLE)
    if not name:
        return Configuration()
    file = Path(name)
    try:
        there = file.stat()
    except OSError as error:
        raise ConfigurationError(f"There is no configuration file at {file}: {VARIABLE} names it.") from error
    return _read(file, there.st_mtime_ns)


@lru_cache(maxsize=1)
def _read(file: Path, _changed: int) -> Configuration:
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"{file.name} cannot be read as TOML: {error}.") from error
    kinds = get_type_hints(Configuration)
    sections = {one.name for one in dataclasses.fields(Configuration) if dataclasses.is_dataclass(kinds[one.name])}
    if unknown := sorted(set(found) - sections):
        raise ConfigurationError(f"{file.name} has a section [{unknown[0]}] that Beatboard does not know: take it out.")
    made = {name: _section(kinds[name], name, values, file.name) for name, values in found.items()}
    return Configuration(served=True, **made)


def _section(kind: Any, name: str, values: Any, file: str) -> Any:
    if not isinstance(values, dict):
        raise ConfigurationError(f"{file}: {name} is no section. Write [{name}] on a line of its own.")
    wanted = get_type_hints(kind)
    if unknown := sorted(set(values) - set(wanted)):
        raise ConfigurationError(f"{file}: [{name}] has no key {unknown[0]}. It may have: {', '.join(sorted(wanted))}.")
    return kind(**{key: _value(wanted[key], value, f"{file}: [{name}] {key}") for key, value in values.items()})


SAID = {str: "a text in quotes", bool: "true or false", int: "a whole number", float: "a number"}


def _value(kind: Any, value: Any, where: str) -> Any:
    """A value as the section wants it. Raises ConfigurationError."""
    if getattr(kind, "__origin__", None) is tuple:
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return tuple(value)
        raise ConfigurationError(f"{where} must be a list of texts.")
    if getattr(kind, "__origin__", None) is dict:
        if isinstance(value, dict) and all(type(one) is int and one > 0 for one in value.values()):
            return value
        raise ConfigurationError(f"{where} must be names, each with a whole number above 0.")
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if type(value) is not kind:
        raise ConfigurationError(f"{where} must be {SAID[kind]}.")
    return value
