"""Backups: a whole copy of the store in a folder, with a list of hashes; and a store made from one.

The database is copied by itself, never its file while it is open: a copy of the file can miss a load that was confirmed.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import duckdb

from metrics.store import content
from metrics.store.archive import ArchiveDamagedError
from metrics.store.backups import COPY, MANIFEST, catch_up, told_beside, told_elsewhere, write_manifest
from metrics.store.connection import Store, StoreUnavailableError
from metrics.store.database import attach, attached, reason
from metrics.store.files import StoreFiles, set_aside, sha256_of, stamp, sync_folder
from metrics.store.ledger import Ledger
from metrics.store.replaying import rebuild, records


class BackupError(Exception):
    """A backup cannot be made, or is not whole; str() is one plain sentence."""


def back_up(store: Store, folder: Path) -> int:
    """Copy the whole store into a folder that is empty or not there, check the copy, and give the number of its loads.

    The list of hashes is written last: a folder without it is no backup. Raises BackupError or OSError.
    """
    if store.files is None:
        raise BackupError("A store in memory cannot be backed up.")
    if folder.exists() and any(folder.iterdir()):
        raise BackupError(f"{folder} is not empty: choose another folder, one for each backup.")
    folder.mkdir(parents=True, exist_ok=True)
    copy = StoreFiles(folder / COPY)
    with store.writing:
        with store.cursor("memory") as cursor:
            attach(cursor, copy.path, "backup")
            try:
                cursor.execute("copy from database store to backup")
            except duckdb.Error as error:
                raise BackupError(f"The database could not be copied to {folder}: is its disk full?") from error
            finally:
                cursor.execute("detach backup")
        if store.files.ledger.exists():
            shutil.copy2(store.files.ledger, copy.ledger)
        if store.files.archive.exists():
            shutil.copytree(store.files.archive, copy.archive)
        if store.files.look_ups.exists():
            shutil.copytree(store.files.look_ups, copy.look_ups)
    loads = _checked(copy)
    write_manifest(folder, stamp(), loads)
    sync_folder(folder)
    return loads


def _checked(copy: StoreFiles) -> int:
    """The number of loads in a copy whose every load is what it was."""
    connection = attached(copy.path)
    try:
        loads = records(connection)
        if content.damaged(connection, loads):
            raise BackupError("The copy is not what was copied: check the disk, and verify the store.")
    finally:
        connection.close()
    return len(loads)


def restore(folder: Path, files: StoreFiles, replace: bool = False) -> int:
    """Put a backup in the place of a store and give the number of its loads. A store that is there is kept beside it.

    Whatever was disposed of since the backup was made, as the store or a file beside the backup tells, goes from it at once.
    Raises BackupError, and then nothing has changed.
    """
    manifest = _sound(folder)
    if files.path.exists() or files.ledger.exists():
        if not replace:
            raise BackupError(
                f"There is a store at {files.path}: use --replace, and it is kept beside under another name."
            )
        _nobody_has(files)
    arriving = StoreFiles(files.path.with_name(f"{files.path.name}.arriving"))
    arriving.remove()
    files.path.parent.mkdir(parents=True, exist_ok=True)
    StoreFiles(folder / COPY).copy_to(arriving)
    _disposed_since(folder, arriving, files)
    set_aside(*files.all, because="replaced")
    arriving.move_to(files)
    if StoreFiles(folder / COPY).look_ups.exists() and not files.look_ups.exists():
        shutil.copytree(StoreFiles(folder / COPY).look_ups, files.look_ups)
    Store.open(files.path).close()
    return int(manifest["loads"])


def _disposed_since(folder: Path, arriving: StoreFiles, files: StoreFiles) -> None:
    """Take out of a copy what was disposed of after it was made. Raises BackupError, and then nothing has changed."""
    told = [*told_elsewhere(files, arriving), *told_beside(arriving, (folder, folder.parent))]
    if not told:
        return
    store = Store.open(arriving.path)
    try:
        catch_up(store, told)
    except StoreUnavailableError as error:
        raise BackupError(f"What was deleted since could not be taken out of the backup. {error}") from error
    finally:
        store.close()


def _nobody_has(files: StoreFiles) -> None:
    """A store that a dashboard has open is not to be moved. One that is damaged may be: that is why it is restored."""
    if not files.path.exists():
        return
    try:
        attached(files.path).close()
    except Exception as error:
        if "in use" in (words := reason(files.path, error)):
            raise StoreUnavailableError(words) from error


def _sound(folder: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        expected = dict(manifest["sha256"])
    except (OSError, ValueError, KeyError, TypeError):
        raise BackupError(f"{folder} is not a whole backup: its {MANIFEST} is missing or damaged.") from None
    for name, wanted in expected.items():
        path = folder / name
        if not path.is_file() or sha256_of(path) != wanted:
            raise BackupError(f"{name} in the backup {folder} is missing or damaged: use another backup.")
    if COPY not in expected:
        raise BackupError(f"{folder} holds no database: use another backup.")
    return manifest


def rebuild_store(files: StoreFiles) -> int:
    """Make the database anew from ledger and archive, and give the number of its loads; the old one is kept beside it.

    Raises BackupError where they do not hold everything, and then nothing has changed.
    """
    ledger = Ledger.read(files.ledger)
    _nobody_has(files)
    if not ledger.lines or ledger.broken:
        raise BackupError(f"The ledger {files.ledger} is missing or damaged: restore a backup instead.")
    try:
        rebuild(files, ledger, "replaced").close()
    except ArchiveDamagedError as error:
        raise BackupError(f"The store cannot be rebuilt, {error}: restore a backup instead.") from error
    return len(ledger.records("load"))
