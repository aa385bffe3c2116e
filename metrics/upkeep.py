"""The commands that look after a store: withdraw, dispose, verify, backup, restore, rebuild, copy, compact. Exit codes as in
`__main__`."""

from __future__ import annotations

import argparse
import dataclasses
import datetime as dt
import json
import sys
from pathlib import Path
from typing import Any

from metrics.access import anchors
from metrics.commanded import by_of, opened, path_of, take_by, take_store
from metrics.loading import CannotWithdrawError, now, withdraw
from metrics.store.backing_up import BackupError, back_up, copy_store, rebuild_store, restore
from metrics.store.compacting import compact
from metrics.store.connection import Store, StoreUnavailableError
from metrics.store.disposing import CannotDisposeError, dispose, planned
from metrics.store.files import StoreFiles
from metrics.store.verifying import verify


def add_commands(commands: Any) -> None:
    """Add the commands to those of the command line (argparse's sub-parsers)."""

    def add(name: str, run: Any, words: str) -> argparse.ArgumentParser:
        command: argparse.ArgumentParser = commands.add_parser(name, help=words, description=words)
        take_store(command)
        command.set_defaults(run=run)
        return command

    command = add("withdraw", _withdraw, "Take a load back: figures return to what they were, the history keeps both.")
    command.add_argument("load", type=int, metavar="LOAD", help="the load's number")
    command.add_argument("--reason", default="", help="why, for the history")
    take_by(command, "withdraws")
    command = add(
        "dispose",
        _dispose,
        "Delete rows under a retention rule, in database and archive; first it shows what would go.",
    )
    command.add_argument(
        "--export", dest="exports", action="append", required=True, help="a weekly export, such as arrests"
    )
    command.add_argument("--through", required=True, help="the last day whose rows go, as YYYY-MM-DD")
    command.add_argument("--rule", default="", help="under which rule, for the history")
    take_by(command, "deletes")
    command.add_argument("--agreed-by", default="", help="the second person, who has agreed")
    command.add_argument("--confirm", action="store_true", help="delete; without it nothing is touched")
    command = add("verify", _verify, "Check every load, the ledger, the archive, every coverage, and the look-up log.")
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command = add("backup", _backup, "Copy the whole store into an empty folder, with a list of hashes.")
    command.add_argument("--to", type=Path, required=True, metavar="FOLDER")
    command = add("restore", _restore, "Put a backup in the place of a store.")
    command.add_argument("folder", type=Path, metavar="FOLDER")
    command.add_argument("--replace", action="store_true", help="where there is a store: keep it under another name")
    add("rebuild", _rebuild, "Make the database anew from the archive; the old one is kept under another name.")
    command = add("copy", _copy, "Make the same store at another place, in a file or shared, from ledger and archive.")
    command.add_argument("--to", type=Path, required=True, metavar="STORE")
    add("compact", _compact, "Bring the many small files of a shared store into few.")


def _withdraw(chosen: argparse.Namespace) -> int:
    store = opened(path_of(chosen), must_exist=True)
    try:
        withdraw(store, chosen.load, now(), by_of(chosen), chosen.reason)
    except CannotWithdrawError as error:
        print(error, file=sys.stderr)
        return 2
    finally:
        store.close()
    print(f"Load {chosen.load} is withdrawn.")
    return 0


def _dispose(chosen: argparse.Namespace) -> int:
    store = opened(path_of(chosen), must_exist=True)
    try:
        through = dt.date.fromisoformat(chosen.through)
        if chosen.confirm:
            by = by_of(chosen)
            found = dispose(store, chosen.exports, through, chosen.rule, by, chosen.agreed_by, now())
        else:
            found = planned(store, chosen.exports, through, now())
    except (CannotDisposeError, ValueError) as error:
        print(error if isinstance(error, CannotDisposeError) else f"'{chosen.through}' is not a date.", file=sys.stderr)
        return 2
    finally:
        store.close()
    print("\n".join(f"{one.export}: {one.rows:,} rows of days to {one.end}" for one in found))
    rows = sum(one.rows for one in found)
    done = "are deleted. Run `purge --finish` to take them out of backups too."
    last = done if chosen.confirm else "would be deleted. Say --confirm to do it."
    print(f"{rows:,} rows of {len(found):,} exports {last}")
    return 0


def _verify(chosen: argparse.Namespace) -> int:
    """1 also where something was wrong and was put right at the start: whoever watches should hear of it."""
    store = Store.open(path_of(chosen), must_exist=True)
    try:
        found = verify(store)
        looks, _ = anchors.proved(store)
    finally:
        store.close()
    found.wrong += looks.wrong
    if chosen.json:
        print(
            json.dumps(
                {**dataclasses.asdict(found), "looks": looks.lines, "noticed": store.noticed},
                ensure_ascii=False,
                indent=2,
            )
        )
    else:
        lines = [f"Put right: {words}" for words in store.noticed] + looks.noticed + found.wrong
        others = f"{found.entries:,} other entries, " if found.entries else ""
        logged = f", {looks.lines:,} lines of the look-up log" if looks.lines else ""
        looked = (
            f"{found.loads:,} loads, {found.withdrawals:,} withdrawals, {others}{found.lines:,} lines of the ledger{logged} "
            f"and {found.archived:,} archived loads were checked"
        )
        print("\n".join([*lines, f"{looked}: {'all is well' if not found.wrong else f'{len(found.wrong):,} wrong'}."]))
    return 1 if found.wrong or store.noticed else 0


def _backup(chosen: argparse.Namespace) -> int:
    store = opened(path_of(chosen), must_exist=True)
    try:
        loads = back_up(store, chosen.to)
    except BackupError as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        raise StoreUnavailableError(
            f"The backup could not be written to {chosen.to}: {error.strerror or error}."
        ) from error
    finally:
        store.close()
    print(f"{loads:,} loads are backed up in {chosen.to}, and the copy was checked.")
    return 0


def _restore(chosen: argparse.Namespace) -> int:
    return _made(chosen, lambda files: restore(chosen.folder, files, chosen.replace), "restored")


def _rebuild(chosen: argparse.Namespace) -> int:
    return _made(chosen, rebuild_store, "rebuilt")


def _copy(chosen: argparse.Namespace) -> int:
    try:
        loads = copy_store(StoreFiles(path_of(chosen)), StoreFiles(chosen.to))
    except BackupError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"The store {chosen.to} holds the same as {path_of(chosen)}: {loads:,} loads, each checked.")
    return 0


def _compact(chosen: argparse.Namespace) -> int:
    store = opened(path_of(chosen), must_exist=True)
    try:
        found = compact(store)
    finally:
        store.close()
    words = "A store in a file needs no compacting." if found is None else "{:,} files became {:,}.".format(*found)
    print(words)
    return 0


def _made(chosen: argparse.Namespace, make: Any, word: str) -> int:
    path = path_of(chosen)
    try:
        loads = make(StoreFiles(path))
    except BackupError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"The store {path} is {word}: {loads:,} loads, each checked.")
    return 0
