"""What the running server does by itself, because it alone has the store: the drop folder, and the day's backup."""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import shutil
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event

from metrics import configuration, settings
from metrics.configuration import Configuration, ConfigurationError
from metrics.dropping import DropFolder, FolderBusyError
from metrics.loading import now
from metrics.serving.meters import METERS
from metrics.serving.refusing import moment_of
from metrics.serving.technical_log import fields
from metrics.store.append import LoadResult
from metrics.store.backing_up import back_up
from metrics.store.backups import MANIFEST
from metrics.store.connection import StoreUnavailableError
from metrics.terms import LONDON
from metrics.ui import stores, uploads

log = logging.getLogger(__name__)
MINUTE = 60.0
PULSE = 1.0
"""Seconds between looks at the clock."""
AGAIN = dt.timedelta(hours=1)
"""After a backup that failed, the next try."""
ABANDONED = 24 * 3600
"""Seconds after which nobody is still writing a half backup."""
STAMP = "%Y-%m-%dT%H%M"


def run(stop: Event) -> None:
    """Until the server stops: look into the folder, and make the backup that is due."""
    chosen = configuration.current()
    folder = _folder(chosen)
    looked = forgot = time.monotonic()
    tried = dt.datetime.min.replace(tzinfo=LONDON)
    while not stop.wait(PULSE):
        if time.monotonic() - forgot >= MINUTE:
            forgot = time.monotonic()
            _forget()
        if folder and time.monotonic() - looked >= chosen.drop_folder.every_seconds:
            looked = time.monotonic()
            _look(folder, chosen.drop_folder.by)
        if chosen.backups.folder and now() - tried >= AGAIN and due(chosen, now()):
            tried = now()
            _back_up(Path(chosen.backups.folder))


def _forget() -> None:
    """Uploads that nobody accepted."""
    with suppress(StoreUnavailableError, ConfigurationError):
        if settings.chosen() is not None:
            uploads.writer().forget_old()


def _folder(chosen: Configuration) -> DropFolder | None:
    at = chosen.drop_folder
    if not at.folder:
        return None
    return DropFolder(Path(at.folder), at.settled_seconds, chosen.serving.upload_megabytes * 1_000_000)


def _look(folder: DropFolder, by: str) -> None:
    def load(files: Sequence[tuple[str, bytes]]) -> Sequence[LoadResult]:
        job = uploads.writer().take_in(files, by)
        while job.busy:
            time.sleep(0.05)
        if job.stage == "failed":
            raise StoreUnavailableError(job.words)
        return job.results

    try:
        for taken in folder.take(load):
            outcome = "done" if taken.done else "refused"
            METERS.count("beatboard_dropped_files_total", outcome=outcome)
            log.info("a file of the drop folder", extra=fields(outcome=outcome))
    except FolderBusyError:
        log.info("another process loads from the drop folder")
    except Exception:
        METERS.count("beatboard_dropped_files_total", outcome="failed")
        log.exception("the drop folder: nothing was moved, it is tried again")


def due(chosen: Configuration, at: dt.datetime) -> bool:
    """True where the last moment for a backup lies after the last whole backup, so also after a night without power."""
    local = at.astimezone(LONDON)
    wanted = dt.datetime.combine(local.date(), moment_of(chosen.backups.at), LONDON)
    if wanted > local:
        wanted -= dt.timedelta(days=1)
    latest = latest_backup(Path(chosen.backups.folder))
    return latest is None or latest < wanted


def latest_backup(folder: Path) -> dt.datetime | None:
    """When the latest whole backup was made; a folder without its list of hashes is none."""
    found = []
    for manifest in folder.glob(f"*/{MANIFEST}"):
        try:
            made = dt.datetime.fromisoformat(json.loads(manifest.read_text(encoding="utf-8"))["made"])
        except (OSError, ValueError, KeyError, TypeError):
            continue
        found.append(made if made.tzinfo else made.replace(tzinfo=dt.UTC))
    return max(found, default=None)


def _back_up(folder: Path) -> None:
    """A backup into a folder of its own, which gets its name when it is whole. Of one that failed nothing is left: it holds
    personal data that no purge would find."""
    target = folder / now().strftime(STAMP)
    arriving = target.with_name(f"{target.name}.{os.getpid()}.part")
    began = time.monotonic()
    try:
        _take_away_halves(folder)
        loads = back_up(stores.store(), arriving)
        arriving.rename(target)
    except Exception:
        shutil.rmtree(arriving, ignore_errors=True)
        METERS.count("beatboard_backups_total", outcome="failed")
        log.exception("the backup failed, it is tried again in an hour")
        return
    METERS.count("beatboard_backups_total", outcome="done")
    log.info("a backup was made", extra=fields(loads=loads, seconds=round(time.monotonic() - began, 1)))


def _take_away_halves(folder: Path) -> None:
    """Those of a server that was killed; what is younger may be another server's that is still at it."""
    for left in folder.glob("*.part"):
        if time.time() - left.stat().st_mtime > ABANDONED:
            shutil.rmtree(left)
