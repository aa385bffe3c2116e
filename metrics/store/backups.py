"""Backups after a purge: each is brought up to the disposals that came after it, so that restoring one brings nothing back.

What a purge told is kept beside the backups too, for a backup that was elsewhere then: restoring it applies them at once.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from metrics.store import content
from metrics.store.connection import Store
from metrics.store.database import FileBase
from metrics.store.entering import add
from metrics.store.entries import DISPOSED, HOLD, PURGE, EntryKind, typed
from metrics.store.files import StoreFiles, sha256_of, write_lasting
from metrics.store.ledger import Ledger, plain
from metrics.store.replaying import insert_records, records, secret_file
from metrics.store.scrubbing import scrub
from metrics.store.shortening import begin
from metrics.store.taking import gone_json, take_again
from metrics.store.writing import settle, writing

MANIFEST, COPY = "manifest.json", "store.duckdb"
CLEANED, UNCLEANED = ".cleaned", ".uncleaned"
"""Endings of a backup that is made anew, until it is whole, and of the old one, until the new one is in its place."""
TOLD: tuple[EntryKind, ...] = (HOLD, PURGE, DISPOSED)
Told = dict[str, dict[int, dict[str, Any]]]
"""What purges told: records as the ledger keeps them, by kind and number."""


class Backup(NamedTuple):
    """A backup that is there. day: on which it was made."""

    folder: Path
    day: dt.date


def backups_in(folder: Path) -> list[Backup]:
    """The backups in a folder, or the one that it is, the earliest first."""
    found = [path.parent for path in [*folder.glob(MANIFEST), *folder.glob(f"*/{MANIFEST}")]]
    made = [(one, _made(one)) for one in found if (one / COPY).exists()]
    return sorted((Backup(one, day) for one, day in made if day), key=lambda one: (one.day, one.folder))


def _made(folder: Path) -> dt.date | None:
    try:
        text = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["made"]
        return dt.datetime.strptime(text[:8], "%Y%m%d").date()
    except (OSError, ValueError, KeyError, TypeError):
        return None


def told_by(store: Store) -> Told:
    """What a store's purges told."""
    with store.cursor() as cursor:
        return {kind.name: records(cursor, kind) for kind in TOLD}


def told_in(ledger: Ledger) -> Told:
    """The same of a ledger, where the database may be gone."""
    return {kind.name: ledger.records(kind.name) for kind in TOLD}


def _id(files: StoreFiles) -> str:
    """What tells a store and its copies from other stores: a hash of its own key."""
    secret = secret_file(files)
    return hashlib.sha256(secret.read_bytes()).hexdigest()[:16] if secret.exists() else ""


def keep_told(store: Store, folder: Path) -> None:
    """Write what a store's purges told into a folder of backups. Raises OSError."""
    if store.files and (name := _id(store.files)):
        folder.mkdir(parents=True, exist_ok=True)
        told = {kind: {str(number): record for number, record in of.items()} for kind, of in told_by(store).items()}
        write_lasting(folder / f"disposals-{name}.json", json.dumps(told, ensure_ascii=False, indent=1).encode())


def told_beside(files: StoreFiles, folders: Iterable[Path]) -> list[Told]:
    """What was kept of the purges of a store, or of the one that it is a copy of, in folders of backups."""
    name = _id(files)
    paths = [folder / f"disposals-{name}.json" for folder in folders]
    found = [json.loads(path.read_text(encoding="utf-8")) for path in paths if name and path.exists()]
    return [
        {kind: {int(number): record for number, record in of.items()} for kind, of in told.items()} for told in found
    ]


def told_elsewhere(files: StoreFiles, other: StoreFiles) -> list[Told]:
    """What the purges of a store told, if the other is a copy of it."""
    same = _id(files) and _id(files) == _id(other)
    return [told_in(Ledger.read(files.ledger))] if same else []


def catch_up(store: Store, tolds: Sequence[Told]) -> int:
    """Apply disposals that came after a store was copied, and give how many. Raises as `writing`."""
    mine, told = told_by(store), {kind.name: dict[int, dict[str, Any]]() for kind in TOLD}
    for one in tolds:
        for kind in TOLD:
            told[kind.name] |= {n: record for n, record in one.get(kind.name, {}).items() if n not in mine[kind.name]}
    if not told[DISPOSED.name]:
        return 0
    lines = Ledger.read(store.files.ledger).hashes() if store.files else {}
    with writing(store) as cursor:
        for kind in (HOLD, PURGE):
            add(store, cursor, kind, [typed(record, kind.columns) for record in told[kind.name].values()])
        applied = [_applied(cursor, record, lines) for _, record in sorted(told[DISPOSED.name].items())]
        store.unconfirmed += [(DISPOSED.name, plain(record)) for record in applied]
        if store.files:
            begin(store.files.archive)
    settle(store)
    scrub(store)
    return len(applied)


def _applied(
    cursor: duckdb.DuckDBPyConnection, record: Mapping[str, Any], lines: Mapping[tuple[str, int], str]
) -> dict[str, Any]:
    """Take what a record says was taken, and enter it with what it left here."""
    taken = take_again(cursor, record)
    own = typed(record, DISPOSED.columns)
    if taken is not None:
        left = content.hashes(cursor, taken.loads)
        own |= {"rows": taken.rows, "remains": json.dumps({str(load_id): left[load_id] for load_id in taken.loads})}
        own["gone"] = gone_json(taken, lines)
    insert_records(cursor, DISPOSED.table, [own])
    return own


def clean(store: Store, folder: Path, copy_look_ups: Callable[[Path, Path], object] = shutil.copytree) -> int:
    """Bring every backup in a folder up to a store's disposals, and give how many were made anew.

    A backup is made anew beside its place and then put into it. copy_look_ups: copies its look-up log, without what has gone
    from the log since. Raises OSError, BackupError or as `writing`.
    """
    told, done = told_by(store), 0
    if store.files is None or not told[DISPOSED.name]:
        return 0
    _put_back_stopped(folder)
    for backup in backups_in(folder):
        if _id(StoreFiles(backup.folder / COPY)) == _id(store.files) and _is_behind(backup.folder, told):
            _make_anew(backup.folder, told, copy_look_ups)
            done += 1
    return done


def _put_back_stopped(folder: Path) -> None:
    """Finish what was stopped while a backup, or the folder itself, was made anew: where its place is empty, the new one was
    whole and takes it; what lies beside it otherwise goes."""
    for ending in (CLEANED, UNCLEANED):
        for left in (*folder.glob(f"*{ending}"), folder.with_name(f"{folder.name}{ending}")):
            place = left.with_name(left.name.removesuffix(ending))
            if place.exists():
                shutil.rmtree(left, ignore_errors=True)
            elif left.exists():
                left.replace(place)


def behind(store: Store, folder: Path) -> int:
    """How many backups in a folder still hold what a purge took."""
    told = told_by(store)
    ours = [one for one in backups_in(folder) if store.files and _id(StoreFiles(one.folder / COPY)) == _id(store.files)]
    return sum(_is_behind(one.folder, told) for one in ours)


def _is_behind(folder: Path, told: Told) -> bool:
    theirs = Ledger.read(StoreFiles(folder / COPY).ledger).records(DISPOSED.name)
    return bool(set(told[DISPOSED.name]) - set(theirs))


def _make_anew(folder: Path, told: Told, copy_look_ups: Callable[[Path, Path], object]) -> None:
    cleaned, old = folder.with_name(f"{folder.name}{CLEANED}"), folder.with_name(f"{folder.name}{UNCLEANED}")
    for left in (cleaned, old):
        shutil.rmtree(left, ignore_errors=True)
    files = StoreFiles(cleaned / COPY)
    backup = StoreFiles(folder / COPY)
    backup.copy_to(files)
    if backup.look_ups.exists():
        copy_look_ups(backup.look_ups, files.look_ups)
    store = Store.open(files.path, base=FileBase(files.path))
    try:
        catch_up(store, [told])
        loads = store.rows("select count(*) from loads")[0][0]
    finally:
        store.close()
    made = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["made"]
    write_manifest(cleaned, made, loads)
    folder.replace(old)
    cleaned.replace(folder)
    shutil.rmtree(old)


def write_manifest(folder: Path, made: str, loads: int) -> None:
    """The list of hashes, written last: a folder without it is no backup."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    hashes = {str(path.relative_to(folder)): sha256_of(path) for path in files}
    write_lasting(folder / MANIFEST, json.dumps({"made": made, "loads": loads, "sha256": hashes}, indent=1).encode())
