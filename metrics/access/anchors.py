"""Anchors: how far the look-up log goes, kept outside it, so that nobody can cut its end or write all of it anew unseen.

Each goes into the store (so into its ledger and every backup), and by the configuration to a file and a command as well, such
as a folder that can only be added to, or the system's own log on another machine.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import shlex
import subprocess
from pathlib import Path

from metrics import configuration
from metrics.access.look_checks import Anchor, Proved, prove
from metrics.access.lookups import log_of, say_utc
from metrics.store.connection import Store, StoreUnavailableError
from metrics.store.entering import entered, keep, last_entered
from metrics.store.entries import LOOK_UPS_ANCHOR

log = logging.getLogger(__name__)
COMMAND_SECONDS = 10
BY = "Beatboard"


def anchor(store: Store, at: dt.datetime) -> Anchor | None:
    """Keep how far the log goes; None where nothing was added since the last time.

    Raises LoadFailedError or OSError where it could not be kept.
    """
    if store.path is None:
        return None
    number, line = log_of(store.path).seen()
    last = in_store(store)[-1:]
    if not number or (last and last[0].number >= number):
        return None
    kept = Anchor(number, line, "the store")
    keep(store, LOOK_UPS_ANCHOR, [{"number": kept.number, "hash": kept.hash}], at, BY)
    _outside(kept, at)
    return kept


def anchored(store: Store, at: dt.datetime) -> bool:
    """The same, beside something that is done already: False where it could not be kept, which the technical log then says."""
    try:
        anchor(store, at)
    except (
        OSError,
        ValueError,
        subprocess.SubprocessError,
        StoreUnavailableError,
    ):  # ValueError: a quotation mark left open
        log.error("How far the look-up log goes could not be kept outside it: see anchor_file and anchor_command.")
        return False
    return True


def _outside(kept: Anchor, at: dt.datetime) -> None:
    chosen = configuration.current().look_ups
    words = f"{kept.number} {kept.hash} {say_utc(at)}"
    if chosen.anchor_file:
        with Path(chosen.anchor_file).open("a", encoding="ascii") as file:
            file.write(f"{words}\n")
            file.flush()
            os.fsync(file.fileno())
    if chosen.anchor_command:
        ran = subprocess.run([*shlex.split(chosen.anchor_command), words], timeout=COMMAND_SECONDS, check=False)
        if ran.returncode:
            raise OSError(f"the anchor command ended with {ran.returncode}")


def last_at(store: Store) -> dt.datetime | None:
    """When the store kept one last (UTC without an offset)."""
    return last_entered(store, LOOK_UPS_ANCHOR)


def in_store(store: Store) -> list[Anchor]:
    """Every anchor that the store has kept, the latest last."""
    found = entered(store, LOOK_UPS_ANCHOR)
    return [
        Anchor(one["number"], one["hash"], f"the store on {one['recorded_at']:%d.%m.%Y at %H:%M} UTC") for one in found
    ]


def in_file() -> list[Anchor]:
    """Those of the file that the configuration names; none where it names none. Raises OSError where it cannot be read."""
    name = configuration.current().look_ups.anchor_file
    found = []
    lines = Path(name).read_text("ascii", errors="replace").splitlines() if name else []
    for number, line in enumerate(lines, start=1):
        at, _, rest = line.partition(" ")
        if at.isdecimal():
            found.append(Anchor(int(at), rest.partition(" ")[0], f"line {number:,} of the anchor file {name}"))
    return found


def proved(store: Store) -> tuple[Proved, int]:
    """The proof of a store's log against every anchor that there is, and how many of these the configured file has.

    A file that cannot be read though there were anchors to keep in it is wrong: it is what nobody on this server can write anew.
    """
    if store.path is None:
        return Proved(), 0
    kept, outside, fault = in_store(store), list[Anchor](), ""
    try:
        outside = in_file()
    except OSError as error:
        fault = f"The anchor file {error.filename} cannot be read ({error.strerror or error}): without it only this server says "
        fault += "how far the look-up log went."
    found = prove(log_of(store.path).folder, [*kept, *outside])
    found.wrong += [fault] if fault and kept else []
    return found, len(outside)


__all__ = ["Anchor", "anchor", "anchored", "in_file", "in_store", "last_at", "proved"]
