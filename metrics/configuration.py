"""The one configuration file (TOML) of a served Beatboard, named by BEATBOARD_CONFIG; without it, one desk. Knows no Streamlit.

Each section is one frozen dataclass whose fields are the file's keys; what a file leaves out has the value given here.
"""

from __future__ import annotations

import dataclasses
import os
import re
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
class Store:
    """Which engine keeps the force's own store (docs/SHARED_STORE.md).

    engine: "file", an embedded file of one server, or "shared", for several servers. catalog: how the shared engine's
    PostgreSQL is reached, a libpq connection string without the password, which PGPASSFILE or its service file gives. data: the
    folder that all servers share, for rows, ledger and archive.
    """

    engine: str = "file"
    catalog: str = ""
    data: str = ""

    def __post_init__(self) -> None:
        """Refuse what names no engine, or a shared one by halves."""
        if self.engine not in ("file", "shared"):
            raise ConfigurationError(f'[store] engine must be "file" or "shared", not "{self.engine}".')
        if self.engine == "shared" and not (self.catalog and self.data):
            raise ConfigurationError('[store] engine is "shared": give catalog (PostgreSQL) and data (a folder) too.')
        if "password" in self.catalog.casefold() or re.search(r"://[^/@]*:[^/@]*@", self.catalog):
            raise ConfigurationError("[store] catalog must not hold a password: put it into the file of PGPASSFILE.")


@dataclass(frozen=True)
class Configuration:
    """All sections. served: True where people sign in; False on one desk, where the local user is the analyst."""

    served: bool = False
    access: Access = field(default_factory=Access)
    store: Store = field(default_factory=Store)


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
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if type(value) is not kind:
        raise ConfigurationError(f"{where} must be {SAID[kind]}.")
    return value
