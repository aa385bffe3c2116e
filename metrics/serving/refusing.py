"""What Beatboard refuses to start with: each in one plain sentence that says which key, why, and what to write."""

from __future__ import annotations

import datetime as dt
import ipaddress
import os
import shlex
import stat
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from metrics import configuration, settings
from metrics.configuration import Configuration, ConfigurationError
from metrics.retention.kinds import unknown
from metrics.serving.secrets import SHORTEST, secret, weakness

LOCAL = ("localhost", "127.0.0.1", "::1")
WELL_KNOWN = "/.well-known/openid-configuration"


@dataclass(frozen=True)
class Secrets:
    """The secrets that were found: never printed, never written down."""

    client: str = ""
    cookie: str = ""
    figures: str = ""

    def __repr__(self) -> str:
        return "Secrets(...)"


def ready_to_serve(chosen: Configuration) -> Secrets:
    """The secrets of a configuration that can be served. Raises ConfigurationError with all that stands in the way."""
    wrong: list[str] = []
    found = _secrets(chosen, wrong)
    wrong += _provider(chosen) + _weak(found) + _address(chosen) + _rules(chosen) + _places(chosen)
    if wrong:
        raise ConfigurationError("\n".join(wrong))
    return found


def _secrets(chosen: Configuration, wrong: list[str]) -> Secrets:
    found = {}
    for name, section, key, value, file in (
        ("client", "sign_in", "client_secret", chosen.sign_in.client_secret, chosen.sign_in.client_secret_file),
        ("cookie", "sign_in", "cookie_secret", chosen.sign_in.cookie_secret, chosen.sign_in.cookie_secret_file),
        ("figures", "serving", "figures_token", "", chosen.serving.figures_token_file),
    ):
        try:
            found[name] = secret(section, key, value, file)
        except ConfigurationError as error:
            wrong.append(str(error))
    inline = chosen.sign_in.client_secret or chosen.sign_in.cookie_secret
    itself = os.environ.get(configuration.VARIABLE)
    if inline and itself and stat.S_IMODE(Path(itself).stat().st_mode) & (stat.S_IRWXO | stat.S_IWGRP):
        wrong.append(f"{itself} holds secrets, and others than Beatboard may read it. Say chmod 600 {itself}.")
    return Secrets(**found)


def _provider(chosen: Configuration) -> list[str]:
    at = chosen.sign_in
    wrong = []
    if not at.metadata_url:
        wrong.append(f"[sign_in] metadata_url is missing: the address of your provider that ends in {WELL_KNOWN}.")
    elif not at.metadata_url.endswith(WELL_KNOWN):
        wrong.append(f"[sign_in] metadata_url must end in {WELL_KNOWN}.")
    elif not _safe(at.metadata_url):
        wrong.append("[sign_in] metadata_url must begin with https://, or nobody knows who answers.")
    elif "example" in at.metadata_url or "TENANT" in at.metadata_url:
        wrong.append("[sign_in] metadata_url is the one of the example: write your own provider’s.")
    if not at.client_id or "CLIENT" in at.client_id:
        wrong.append("[sign_in] client_id is missing: the provider gives one when Beatboard is registered there.")
    return wrong


def _weak(found: Secrets) -> list[str]:
    wrong = []
    if said := weakness(found.client):
        wrong.append(f"[sign_in] client_secret {said}.")
    if said := weakness(found.cookie):
        wrong.append(f"[sign_in] cookie_secret {said}.")
    elif len(found.cookie.encode()) < SHORTEST:
        wrong.append(f"[sign_in] cookie_secret is shorter than {SHORTEST} bytes: make one with openssl rand -hex 32.")
    elif found.cookie == found.client:
        wrong.append("[sign_in] cookie_secret is the same as client_secret: make one of its own.")
    if found.figures and (weakness(found.figures) or len(found.figures.encode()) < SHORTEST):
        wrong.append("[serving] figures_token_file holds a weak secret: make one with openssl rand -hex 32.")
    return wrong


def _safe(address: str) -> bool:
    """True for https, and for http that stays on this machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOCAL)


def _address(chosen: Configuration) -> list[str]:
    at = chosen.serving
    parts = urlsplit(at.public_url)
    wrong = []
    if not parts.hostname or parts.path not in ("", "/") or parts.query or parts.fragment or parts.username:
        wrong.append("[serving] public_url must be the address that people type, such as https://beatboard.force.local")
    elif "example" in parts.hostname:
        wrong.append("[serving] public_url is the one of the example: write the address that people type.")
    elif not _safe(at.public_url):
        wrong.append("[serving] public_url must begin with https://: a sign-in over http can be read on the way.")
    try:
        loopback = ipaddress.ip_address(at.address).is_loopback
    except ValueError:
        wrong.append(f"[serving] address must be an address of this machine, such as 127.0.0.1, not “{at.address}”.")
    else:
        if not loopback and parts.scheme != "https":
            wrong.append("[serving] address lets the network in, so public_url must be https, with a proxy before it.")
    if not 0 < at.port < 65536:
        wrong.append("[serving] port must be a number from 1 to 65535.")
    return wrong


def _rules(chosen: Configuration) -> list[str]:
    """What would only be noticed once somebody needs it."""
    wrong = []
    if chosen.access.hours_signed_in <= 0 or chosen.access.hours_signed_in > 24 * 7:
        wrong.append("[access] hours_signed_in must be more than 0 and at most 168, a week.")
    if chosen.access.complaints_url and urlsplit(chosen.access.complaints_url).scheme not in ("https", "mailto"):
        wrong.append("[access] complaints_url must begin with https:// or mailto:, or nobody is led there.")
    if chosen.look_ups.ask_reasons and not chosen.look_ups.reasons:
        wrong.append("[look_ups] reasons is empty, so nobody could open an officer: leave it out for the usual ones.")
    try:
        shlex.split(chosen.look_ups.anchor_command)
    except ValueError:
        wrong.append("[look_ups] anchor_command has a quotation mark that does not close.")
    return [*wrong, *filter(None, [unknown(chosen.retention.months)])]


def _places(chosen: Configuration) -> list[str]:
    """Folders that must be there and must be ours to write, and which store would be shown."""
    wrong = []
    for folder, words in (
        (settings.home(), "the folder of the stores (BEATBOARD_HOME)"),
        (settings.log_folder(chosen), "[serving] log_folder"),
        (Path(chosen.drop_folder.folder) if chosen.drop_folder.folder else None, "[drop_folder] folder"),
        (Path(chosen.backups.folder) if chosen.backups.folder else None, "[backups] folder"),
        (Path(chosen.store.data) if chosen.store.engine == "shared" else None, "[store] data"),
    ):
        if folder and (why := _cannot_write(folder)):
            wrong.append(f"{words}: {folder} cannot be written: {why}. Beatboard does not run without it.")
    if chosen.look_ups.anchor_file and (why := _cannot_add_to(Path(chosen.look_ups.anchor_file))):
        wrong.append(f"[look_ups] anchor_file: nothing can be added to {chosen.look_ups.anchor_file}: {why}.")
    if settings.chosen_on_the_start_screen() == "sample" and not chosen.serving.sample:
        wrong.append(
            f"{settings.home()} has the sample force chosen, whose people are invented. Serve a folder of your own, or for a "
            "trial write sample = true under [serving]."
        )
    try:
        moment_of(chosen.backups.at)
    except ValueError:
        wrong.append(f"[backups] at must be a time such as 02:30, not “{chosen.backups.at}”.")
    return wrong


def _cannot_write(folder: Path) -> str:
    """Why a file cannot be made in a folder; empty where it can."""
    try:
        if folder.is_relative_to(settings.home()):
            folder.mkdir(parents=True, exist_ok=True)
        trial = folder / f".trial-{os.getpid()}"
        trial.write_bytes(b"")
        trial.unlink()
    except OSError as error:
        return error.strerror or str(error)
    return ""


def _cannot_add_to(file: Path) -> str:
    """Why nothing can be added to a file, which is made where it is not there; empty where it can."""
    try:
        file.open("a").close()
    except OSError as error:
        return error.strerror or str(error)
    return ""


def moment_of(text: str) -> dt.time:
    """A time of day such as 02:30. Raises ValueError."""
    hours, _, minutes = text.partition(":")
    return dt.time(int(hours), int(minutes))
