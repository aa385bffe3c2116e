"""Opening a store: what the database holds is compared with what was confirmed, and put right where they differ.

Nothing confirmed is lost, and nothing damaged is shown: a database whose file is not, to the byte, the one that was
checked last is checked again, every load by its hash, before anybody may ask it.
"""

from __future__ import annotations

from typing import NamedTuple

import duckdb

from metrics.store import archive, content, shortening
from metrics.store.archive import ArchiveDamagedError
from metrics.store.base import Base, StoreUnavailableError
from metrics.store.files import StoreFiles, set_aside, write_lasting
from metrics.store.ledger import Ledger, bury, written_anew
from metrics.store.replaying import (
    Confirmed,
    archive_from,
    confirmed_in,
    everything,
    lines,
    rebuild,
    records,
    replay,
    secret_file,
)


class Started(NamedTuple):
    """An open database, its ledger (None: in memory), and in plain sentences what was found and put right."""

    connection: duckdb.DuckDBPyConnection
    ledger: Ledger | None
    noticed: tuple[str, ...]


class DamagedError(Exception):
    """The database is not what was confirmed; str() says how."""


def start(files: StoreFiles, base: Base) -> Started:
    """Open a store, made if there is none, while nobody writes. Raises StoreUnavailableError with one plain sentence."""
    with base.alone():
        return _start(files, base)


def _start(files: StoreFiles, base: Base) -> Started:
    noticed: list[str] = []
    try:
        ledger = Ledger.read(files.ledger)
        connection = _whole_database(files, base, ledger, noticed)
        try:
            ledger = whole_ledger(files, connection, ledger, noticed)
            if shortening.has_begun(files.archive):
                ledger = Ledger.read(files.ledger) if bury(files.ledger) else ledger
                connection = base.rewritten(connection)
            _whole_archive(files, connection, ledger, noticed)
        except BaseException:
            connection.close()
            raise
    except (duckdb.Error, OSError, DamagedError, ArchiveDamagedError) as error:
        raise StoreUnavailableError(base.reason(error)) from error
    ledger.entries.clear()  # a server runs for months and needs only the end of the chain
    return Started(connection, ledger, tuple(noticed))


def _whole_database(files: StoreFiles, base: Base, ledger: Ledger, noticed: list[str]) -> duckdb.DuckDBPyConnection:
    """The database with everything that was confirmed."""
    if ledger.lines and not base.is_there():
        return _rebuilt(files, base, ledger, noticed, "was not there")
    files.path.parent.mkdir(parents=True, exist_ok=True)
    checked = base.is_checked()
    connection = None
    try:
        connection = base.attached()
        _give_back_lost(files, base, connection, ledger, noticed)
        if not checked:
            _check_content(connection)
            base.settle(connection)
            base.put_checked()
    except (duckdb.Error, OSError, DamagedError, ArchiveDamagedError) as error:
        if connection is not None:
            connection.close()
        if not isinstance(error, DamagedError) and (base.is_out_of_reach(error) or not ledger.lines):
            raise
        why = str(error) if isinstance(error, DamagedError) else "was damaged"
        return _rebuilt(files, base, ledger, noticed, why)
    return connection


def _rebuilt(files: StoreFiles, base: Base, ledger: Ledger, noticed: list[str], why: str) -> duckdb.DuckDBPyConnection:
    loads = ledger.records("load")
    if ledger.broken or archive.lacking(files.archive, loads):
        raise DamagedError(why)
    connection = rebuild(files, base, ledger, "damaged")
    kept = base.kept_as() if why != "was not there" else ""
    noticed.append(
        f"The database {files.path.name} {why}. It was rebuilt from the archive: all {len(loads):,} confirmed loads "
        f"are there, and the figures are what they were.{kept}"
    )
    return connection


def _give_back_lost(
    files: StoreFiles, base: Base, connection: duckdb.DuckDBPyConnection, ledger: Ledger, noticed: list[str]
) -> None:
    """What the ledger has and the database has not: its log was cut short, or an older file was put in its place."""
    stored = everything(connection)
    confirmed = confirmed_in(ledger, stored)
    if any(confirmed.values()) and not any(stored.values()):
        raise DamagedError("was empty")  # and has a key of its own, with which later repeats would not be seen
    for kind, records_of in confirmed.items():
        if any(stored[kind][number] != record for number, record in records_of.items() if number in stored[kind]):
            raise DamagedError("is not what was confirmed")
    lost = _beyond(confirmed, stored)
    if any(lost.values()):
        replay(base, connection, files, lost)
        noticed.append(
            f"{_counted(lost)} confirmed earlier had gone from the database: its log was cut short, or "
            "an older file was put in its place. All of it was given back from the archive."
        )


def _beyond(more: Confirmed, less: Confirmed) -> Confirmed:
    """The records that only the first has."""
    return {
        kind: {number: record for number, record in found.items() if number not in less[kind]}
        for kind, found in more.items()
    }


def _check_content(connection: duckdb.DuckDBPyConnection) -> None:
    """Every load by its hash; loads of a store made before there were hashes get theirs."""
    stored = records(connection)
    unknown = [load_id for load_id, record in stored.items() if record["rows_hash"] is None]
    if unknown:
        found = content.hashes(connection, unknown)
        connection.execute(
            "update loads set rows_hash = found.hash from (select unnest($ids) as load_id, unnest($hashes) as hash) found "
            "where found.load_id = loads.load_id",
            {"ids": list(found), "hashes": list(found.values())},
        )
        stored = records(connection)
    if content.damaged(connection, stored) or content.strays(connection):
        raise DamagedError("holds rows that are not those that were confirmed")


def whole_ledger(
    files: StoreFiles, connection: duckdb.DuckDBPyConnection, ledger: Ledger, noticed: list[str]
) -> Ledger:
    """The ledger with everything that stands in the database, which by now holds all that the ledger could tell."""
    stored = everything(connection)
    new = _beyond(stored, confirmed_in(ledger, stored))
    if not ledger.lines and not ledger.broken:
        if stored["load"] and files.archive.exists():
            noticed.append("The ledger was missing. It was written anew from the database, whose loads are all whole.")
        return written_anew(files.ledger, lines(stored)) if any(stored.values()) else ledger
    if ledger.broken:
        set_aside(files.ledger, because="damaged")
        noticed.append(
            f"Line {ledger.broken[0]:,} of the ledger was damaged or changed. It was written anew from the database, whose "
            f"loads are all whole; the damaged one is kept beside it as {files.ledger.name}.damaged-..."
        )
        return written_anew(files.ledger, lines(stored))
    ledger.add(lines(new))
    if any(new.values()):
        words = "had been stored whole but not confirmed when the program stopped. It counts now."
        noticed.append(f"{_counted(new)} {words}")
    return ledger


def _whole_archive(
    files: StoreFiles, connection: duckdb.DuckDBPyConnection, ledger: Ledger, noticed: list[str]
) -> None:
    """The archive with every load; one that was made before there were archives gets all of them."""
    if ledger.lines and not secret_file(files).exists():
        files.archive.mkdir(exist_ok=True)
        secret = connection.execute("select value from meta where name = 'secret'").fetchall()[0][0]
        write_lasting(secret_file(files), f"{secret}\n".encode())
        secret_file(files).chmod(0o600)
    shortening.finish(files.archive, connection)
    if lacking := archive.lacking(files.archive, records(connection)):
        if archive.files(files.archive):
            noticed.append(f"The archive lacked {_loads(len(lacking))}. It was completed from the database.")
        archive_from(connection, files, lacking)


def _loads(count: int) -> str:
    return "1 load" if count == 1 else f"{count:,} loads"


def _counted(found: Confirmed) -> str:
    """How many records, named for the kinds that are among them."""
    count = sum(map(len, found.values()))
    others = any(found[kind] for kind in found if kind not in ("load", "withdrawal"))
    words = ("load, withdrawal or entry", "loads, withdrawals or entries") if others else (
        "load or withdrawal", "loads or withdrawals")  # fmt: skip
    return f"{count:,} {words[count > 1]}"
