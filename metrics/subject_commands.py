"""The command that makes the file of all that is held on a person: `subject-access`. Exit codes as in `__main__`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from metrics.access import at_command_line
from metrics.commanded import by_of, opened, path_of, take_by, take_store
from metrics.loading import now
from metrics.store.connection import StoreUnavailableError
from metrics.subject.file import make

REASON = "asked for at the command line"


def add_subject(commands: Any) -> None:
    """Add the command to those of the command line (argparse's sub-parsers)."""
    words = "Make one file of everything that is held on a person: a workbook and a page that explains it."
    command: argparse.ArgumentParser = commands.add_parser("subject-access", help=words, description=words)
    command.add_argument("collar", metavar="COLLAR", help="the person's collar number")
    command.add_argument("--to", type=Path, default=Path(), metavar="FOLDER", help="default: the current folder")
    command.add_argument("--reason", default=REASON, help="why it is made, kept with it")
    take_by(command, "makes it")
    take_store(command)
    command.set_defaults(run=_subject)


def _subject(chosen: argparse.Namespace) -> int:
    store = opened(path_of(chosen), must_exist=True)
    try:
        chosen.to.mkdir(parents=True, exist_ok=True)
        made = make(store, chosen.collar, chosen.reason, by_of(chosen), now())
        at_command_line.look(store, "Command line: everything held, as one file", [chosen.collar], None)
        path = chosen.to / made.name
        path.touch(0o600)
        path.chmod(0o600)
        path.write_bytes(made.content)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        raise StoreUnavailableError(f"The file could not be written: {error.strerror or error}.") from error
    finally:
        store.close()
    print(f"{path}: {made.rows:,} rows. That it was made is kept as no. {made.number}.")
    return 0
