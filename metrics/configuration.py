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
DONE, REFUSED = "done", "refused"
"""The folders of a drop folder into which files go once they are dealt with."""


class ConfigurationError(Exception):
    """The file cannot be used. str() says which key of which section, and what to write there."""


@dataclass(frozen=True)
class Access:
    """Who is whom, and what a person may see before others.

    administrators: sign-in names that are administrators before any is in the access table. claim: the claim of the identity
    token that is compared, whatever its case, with Email in the Officers list and with the access table. hours_signed_in:
    after these a person has to sign in again, whatever the cookie says (the provider's cookie lives 30 days).
    officers_first_days: days that a person sees a week before their supervisor does (ICO: told plainly, can answer first).
    challenge_working_days: working days in which a record that somebody challenges is to be answered (two weeks: nobody waits
    for a whole month's figures). complaints_url: where a complaint about the handling of one's data is made electronically
    (DPA 2018 s.164A: acknowledged in 30 days), https or mailto. complaints_words: what stands there instead of the usual words.
    """

    administrators: tuple[str, ...] = ()
    claim: str = "email"
    hours_signed_in: float = 12.0
    officers_first_days: int = 3
    challenge_working_days: int = 10
    complaints_url: str = ""
    complaints_words: str = ""


@dataclass(frozen=True)
class SignIn:
    """The force's provider of sign-ins (OpenID Connect: Entra ID or any other), and the secrets for it.

    metadata_url: the provider's address that ends in /.well-known/openid-configuration. client_id, client_secret: what the
    provider calls Beatboard. cookie_secret: at least 32 bytes that nobody else knows, such as `openssl rand -hex 32` prints;
    who has it can sign in as anybody. The `_file` keys name a file with the secret in it, readable by Beatboard alone (0600).
    issuer: the issuer that sign-ins must have, where one metadata address serves several; empty for the provider's own word.
    scope: what is asked for. prompt: what the provider asks the person: `select_account`, `login` (the password every time).
    """

    metadata_url: str = ""
    client_id: str = ""
    client_secret: str = ""
    client_secret_file: str = ""
    cookie_secret: str = ""
    cookie_secret_file: str = ""
    issuer: str = ""
    scope: str = "openid profile email"
    prompt: str = "select_account"


@dataclass(frozen=True)
class Serving:
    """How the server answers. public_url: the address that people type, https, or http on loopback for a trial.

    address, port: where it listens; loopback unless the proxy is on another machine or in another container. allowed_hosts:
    names in the Host header that are answered, beside that of public_url and loopback. proxies: addresses whose
    X-Forwarded-For is believed, for counting sign-ins by person and not by proxy. log_folder: where the technical log and its
    older parts are written; empty for the folder `logs` in BEATBOARD_HOME. log_megabytes: when a new part is begun; ten are
    kept. upload_megabytes: the largest file (10: a force-week is under 2). sign_ins_a_minute: tries from one address, more are
    refused (a person needs one, a shift behind one address a few dozen). figures_token_file: a file with the secret by which
    /metrics may be asked from elsewhere than loopback; empty: from loopback only. sample: True to serve the sample force.
    room_megabytes: free space under which /ready says no.
    """

    public_url: str = ""
    address: str = "127.0.0.1"
    port: int = 8501
    allowed_hosts: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ("127.0.0.1", "::1")
    log_folder: str = ""
    log_megabytes: int = 10
    upload_megabytes: int = 10
    sign_ins_a_minute: int = 30
    figures_token_file: str = ""
    sample: bool = False
    room_megabytes: int = 500


@dataclass(frozen=True)
class DropFolder:
    """A folder whose files are loaded by themselves; empty: none. The server looks every so many seconds.

    settled_seconds: a file is taken when its size and time have stood still for so long, so that none is read half-copied.
    by: who is written down as having loaded them.
    """

    folder: str = ""
    every_seconds: int = 30
    settled_seconds: int = 10
    by: str = "drop folder"


@dataclass(frozen=True)
class Backups:
    """Backups that the server makes by itself each day; empty folder: none. at: London time, such as 02:30.

    Each goes into a folder of its own, named by its moment, is checked, and counts only once its list of hashes is there.
    """

    folder: str = ""
    at: str = "02:30"


@dataclass(frozen=True)
class LookUps:
    """The look-up log, the purpose and the reasons.

    ask_reasons: whoever is neither the person nor their line supervisor on the days says why they open one named officer; False
    on a desk, unless BEATBOARD_ASK_REASONS is set to yes. reasons: what to choose from; their own words come beside it, of at
    least reason_letters letters. reason_days: a reason holds for that officer until the end of so many days, 1 being today.
    ask_purpose: whoever signs in accepts the purpose before they see anything, and again whenever its words change.
    again_minutes: the same person looking at the same people in the very same view is one look for so long. anchor_minutes: at
    least so often, while people look, it is kept outside the log how far it goes. anchor_file: a file to which that is added as
    well, best on a share that can only be added to; anchor_command: a command that is run with it as its last word, such as
    `logger -n logs.force.example -t beatboard`.
    """

    ask_reasons: bool = True
    reasons: tuple[str, ...] = (
        "Standing in for their line supervisor",
        "Preparing a meeting or a one-to-one",
        "They asked me to",
        "Recognition",
        "Support or wellbeing",
        "Checking the quality of records",
        "Something else",
    )
    reason_letters: int = 10
    reason_days: int = 1
    ask_purpose: bool = True
    again_minutes: int = 10
    anchor_minutes: int = 15
    anchor_file: str = ""
    anchor_command: str = ""


ON_A_DESK = "BEATBOARD_ASK_REASONS"


@dataclass(frozen=True)
class Retention:
    """How long what is kept, where it differs from what `metrics/retention/kinds.py` says with a reason for each.

    months: by kind, such as [retention.months] arrests = 24. backup_folders, sent_folders, log_folders: where backups, files as
    they were sent, and technical logs lie beside the folder of [backups], the drop folder and the folder of the log, so that a
    purge reaches them. uploads_hours: after these an upload that nobody accepted is forgotten; until then it is in memory only.
    """

    months: dict[str, int] = field(default_factory=dict)
    backup_folders: tuple[str, ...] = ()
    sent_folders: tuple[str, ...] = ()
    log_folders: tuple[str, ...] = ()
    uploads_hours: float = 24.0


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
    sign_in: SignIn = field(default_factory=SignIn)
    serving: Serving = field(default_factory=Serving)
    drop_folder: DropFolder = field(default_factory=DropFolder)
    backups: Backups = field(default_factory=Backups)
    look_ups: LookUps = field(default_factory=LookUps)
    retention: Retention = field(default_factory=Retention)

    @property
    def backup_folders(self) -> tuple[str, ...]:
        """Every folder in which backups lie: the server's own, and those named for the purge."""
        return tuple(dict.fromkeys(filter(None, (self.backups.folder, *self.retention.backup_folders))))

    @property
    def sent_folders(self) -> tuple[str, ...]:
        """Every folder in which files as they were sent lie: what the drop folder dealt with, and those named for the purge."""
        at = self.drop_folder.folder
        dealt_with = (f"{at}/{DONE}", f"{at}/{REFUSED}") if at else ()
        return tuple(dict.fromkeys((*dealt_with, *self.retention.sent_folders)))


def current() -> Configuration:
    """The configuration of this process. Raises ConfigurationError with one plain sentence."""
    name = os.environ.get(VARIABLE)
    if not name:
        return _desk(os.environ.get(ON_A_DESK) == "yes")
    file = Path(name)
    try:
        there = file.stat()
    except OSError as error:
        raise ConfigurationError(f"There is no configuration file at {file}: {VARIABLE} names it.") from error
    return _read(file, there.st_mtime_ns)


@lru_cache(maxsize=2)
def _desk(ask_reasons: bool) -> Configuration:
    return Configuration(look_ups=LookUps(ask_reasons=ask_reasons, ask_purpose=False))


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
