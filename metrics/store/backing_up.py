"""Backups: a whole copy of the store in a folder, with a list of hashes; and a store made from one.

The database is copied by itself, never its file while it is open: a copy of the file can miss a load that was confirmed. A
backup is a store of the embedded engine, whatever engine the store has, and may be restored to either.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from metrics.store import content
from metrics.store.archive import ArchiveDamagedError
from metrics.store.backups import COPY, MANIFEST, catch_up, told_beside, told_elsewhere, write_manifest
from metrics.store.base import UNWRITTEN, Connection
from metrics.store.bases import base_of
from metrics.store.connection import Store, StoreUnavailableError
from metrics.store.database import FileBase, is_held
from metrics.store.files import StoreFiles, set_aside, sha256_of, stamp, sync_folder
from metrics.store.ledger import Ledger
from metrics.store.replaying import rebuild, records
from metrics.store.schema import table_names

ROWS_AT_ONCE = 100_000
"""Rows of a table that are in memory at once while it is copied."""


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
        with store.cursor() as cursor:
            try:
                _copy_tables(cursor, FileBase(copy.path))
            except UNWRITTEN as error:
                raise BackupError(f"The database could not be copied to {folder}: is its disk full?") from error
        _copy_records(store.files, copy)
    loads = _checked(copy)
    write_manifest(folder, stamp(), loads)
    sync_folder(folder)
    return loads


def _copy_tables(cursor: Connection, into: FileBase) -> None:
    """Everything in the tables, into a new file."""
    connection = into.attached()
    try:
        for name in ("meta", "states"):
            connection.execute(f"delete from {name}")
        into.begin(connection, lasting=True)
        for name in table_names():
            _copy_table(cursor, connection, name)
        into.commit(connection, [])
        into.settle(connection)
    finally:
        connection.close()


def _copy_table(cursor: Connection, to: Connection, name: str) -> None:
    columns = ", ".join(f'"{row[0]}"' for row in to.execute(f"describe {name}").fetchall())
    to.from_arrow(cursor.execute(f"select {columns} from {name}").to_arrow_reader(ROWS_AT_ONCE)).insert_into(name)


def _copy_records(files: StoreFiles, copy: StoreFiles) -> None:
    """Ledger and archive, from which everything else can be made, and the look-up log."""
    if files.ledger.exists():
        shutil.copy2(files.ledger, copy.ledger)
    if files.archive.exists():
        shutil.copytree(files.archive, copy.archive)
    if files.look_ups.exists():
        shutil.copytree(files.look_ups, copy.look_ups)


def _checked(copy: StoreFiles) -> int:
    """The number of loads in a copy whose every load is what it was."""
    connection = FileBase(copy.path).attached()
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
    if files.is_taken:
        if not replace:
            raise BackupError(
                f"There is a store at {files.path}: use --replace, and it is kept beside under another name."
            )
        _nobody_has(files)
    arriving = StoreFiles(files.path.with_name(f"{files.path.name}.arriving"))
    arriving.remove()
    files.path.parent.mkdir(parents=True, exist_ok=True)
    StoreFiles(folder / COPY).copy_to(arriving)
    base = base_of(files.path)
    _disposed_since(folder, arriving, files)
    with base.alone():
        set_aside(*files.all, because="replaced")
        if base.is_shared:
            arriving.path.unlink()
        arriving.move_to(files)
        if StoreFiles(folder / COPY).look_ups.exists() and not files.look_ups.exists():
            shutil.copytree(StoreFiles(folder / COPY).look_ups, files.look_ups)
        if base.is_shared:
            rebuild(files, base, Ledger.read(files.ledger), "replaced").close()
    base.close()
    Store.open(files.path).close()
    return int(manifest["loads"])


def copy_store(files: StoreFiles, to: StoreFiles) -> int:
    """Make the same store at another place, of whichever engine that is, and give the number of its loads.

    It is made from the ledger and the archive, and every load is checked. Raises BackupError where a store lies there.
    """
    if to.is_taken:
        raise BackupError(f"There is a store at {to.path}: choose another place.")
    store = Store.open(files.path, must_exist=True)
    try:
        with store.writing:
            to.path.parent.mkdir(parents=True, exist_ok=True)
            _copy_records(files, to)
    finally:
        store.close()
    copied = Store.open(to.path)
    try:
        return int(copied.rows("select count(*) from loads")[0][0])
    finally:
        copied.close()


def _disposed_since(folder: Path, arriving: StoreFiles, files: StoreFiles) -> None:
    """Take out of a copy what was disposed of after it was made. Raises BackupError, and then nothing has changed."""
    told = [*told_elsewhere(files, arriving), *told_beside(arriving, (folder, folder.parent))]
    if not told:
        return
    store = Store.open(arriving.path, base=FileBase(arriving.path))
    try:
        catch_up(store, told)
    except StoreUnavailableError as error:
        raise BackupError(f"What was deleted since could not be taken out of the backup. {error}") from error
    finally:
        store.close()


def _nobody_has(files: StoreFiles) -> None:
    """A store that a dashboard has open is not to be moved. One that is damaged may be: that is why it is restored."""
    base = base_of(files.path)
    if base.is_shared or not files.path.exists():
        return
    try:
        base.attached().close()
    except Exception as error:
        if is_held(error):
            raise StoreUnavailableError(base.reason(error)) from error


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
    base = base_of(files.path)
    try:
        with base.alone():
            rebuild(files, base, ledger, "replaced").close()
    except ArchiveDamagedError as error:
        raise BackupError(f"The store cannot be rebuilt, {error}: restore a backup instead.") from error
    finally:
        base.close()
    return len(ledger.records("load"))
