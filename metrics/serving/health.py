"""Is the process up, and can it do its work? Answers hold yes and no, never a figure, a name or a path."""

from __future__ import annotations

import json
import logging
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

from metrics import configuration, settings
from metrics.serving.technical_log import fields
from metrics.ui import stores

log = logging.getLogger(__name__)
CHECKS: dict[str, Callable[[], bool]] = {}
"""What must hold before people are sent here, by name. Whoever keeps another log adds its check here."""


def _store_answers() -> bool:
    return stores.store().rows("select 1") == [(1,)]


def _writer_lives() -> bool:
    return any(thread.name == "beatboard-writer" and thread.is_alive() for thread in threading.enumerate())


def _folders() -> set[Path]:
    """Where things are written: the list of ended sign-ins in the home, ledger and look-up log beside the store."""
    return {settings.home(), settings.chosen_store().parent}


def _can_be_written() -> bool:
    for folder in _folders():
        trial = folder / f".trial-{os.getpid()}"
        trial.write_bytes(b"trial")
        trial.unlink(missing_ok=True)  # a server in another container may have the same number
    return True


def _disk_has_room() -> bool:
    least = configuration.current().serving.room_megabytes * 1_000_000
    return all(shutil.disk_usage(folder).free >= least for folder in _folders())


CHECKS.update(store=_store_answers, writer=_writer_lives, log=_can_be_written, disk=_disk_has_room)


def ready() -> tuple[bool, bytes]:
    """Whether every check holds, and the answer as JSON."""
    found = {name: _holds(name, check) for name, check in CHECKS.items()}
    whole = all(found.values())
    return whole, json.dumps({"ready": whole, "checks": found}).encode()


def _holds(name: str, check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception:
        log.warning("a check of /ready failed", exc_info=True, extra=fields(check=name))
        return False
