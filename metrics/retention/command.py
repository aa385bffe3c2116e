"""The command that shows what is past its period, proposes to delete it and, as a second person, approves it."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path
from typing import Any

from metrics.access import at_command_line
from metrics.commanded import by_of, opened, path_of, take_by, take_store
from metrics.configuration import ConfigurationError
from metrics.loading import now
from metrics.people import everyone
from metrics.retention import purging, words
from metrics.store.connection import Store


def add_purge(commands: Any) -> None:
    """Add the command to those of the command line."""
    said = "Show what is past its period of retention; with --propose and --approve two people delete it."
    command: argparse.ArgumentParser = commands.add_parser("purge", help=said, description=said)
    what = command.add_mutually_exclusive_group()
    what.add_argument("--propose", action="store_true", help="propose to delete what is shown")
    what.add_argument("--approve", type=int, metavar="ID", help="delete what a proposal showed, as the second person")
    what.add_argument(
        "--finish", action="store_true", help="take what was deleted out of files and backups that still have it"
    )
    command.add_argument("--rule", default=purging.DEFAULT_RULE, help="under which rule, kept in the disposal record")
    take_by(command, "proposes or approves")
    command.add_argument("--workbook", type=Path, metavar="FILE", help="write what would go, row by row")
    command.add_argument("--day", type=dt.date.fromisoformat, help="count back from this day; default: today")
    take_store(command)
    command.set_defaults(run=_purge)


def _purge(chosen: argparse.Namespace) -> int:
    store = opened(path_of(chosen), must_exist=True)
    by = by_of(chosen)
    try:
        if chosen.approve is not None:
            return _approve(store, chosen.approve, by)
        if chosen.finish:
            made, faults = purging.finish(store)
            print("\n".join([f"The store's files are clean, and {made:,} backups were made anew.", *faults]))
            return 1 if faults else 0
        return _show(store, chosen, by)
    except (ValueError, ConfigurationError) as error:
        print(error, file=sys.stderr)
        return 2
    finally:
        store.close()


def _show(store: Store, chosen: argparse.Namespace, by: str) -> int:
    at = now()
    day = chosen.day or at.date()
    if day > at.date():
        raise ValueError("The day from which periods are counted back lies in the future.")
    found = purging.due(store, day, at, show=bool(chosen.workbook))
    for line in found.lines:
        if line.is_due or line.kept:
            kept = words.kept_words(found, line)
            kept_for = words.kept_for(line.months).lower()
            print(f"{line.kind.title} ({kept_for}): {words.due_words(line)}{f'. Kept: {kept}' if kept else ''}")
    if chosen.workbook:
        known = {one.collar for one in everyone(store)}
        at_command_line.look(store, "Command line: rows past their period", words.named(found, known), None)
        try:
            chosen.workbook.write_bytes(words.workbook(found))
        except OSError as error:
            raise ValueError(f"{chosen.workbook} cannot be written: {error.strerror or error}.") from None
    if chosen.propose:
        number = purging.propose(store, day, chosen.rule, by, at, found.shown)
        print(f"Proposal {number} is kept. A second person runs: python -m metrics purge --approve {number} --by NAME")
    elif found.is_due:
        print("Nothing is deleted yet. Say --propose to propose it.")
    else:
        print("Nothing is past its period.")
    if behind := purging.behind(store):
        print(f"{behind:,} backups still hold what was deleted: run python -m metrics purge --finish")
    return 0


def _approve(store: Store, number: int, by: str) -> int:
    done = purging.approve(store, number, by, now())
    print(f"{done.rows:,} rows and entries and {done.files:,} files are deleted.")
    print("\n".join([f"{done.backups:,} backups were made anew without them.", *done.faults]))
    return 1 if done.faults else 0
