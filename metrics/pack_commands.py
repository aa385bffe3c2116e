"""The command that makes an evidence pack: `python -m metrics pack`. Exit codes as in `__main__`; 1: what may not leave."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

from metrics.commanded import by_of, opened, path_of, take_by, take_store
from metrics.pack.contents import Audience
from metrics.store.connection import StoreUnavailableError

AUDIENCES = get_args(Audience)


def add_pack(commands: Any, moment: Callable[[str], Any]) -> None:
    """Add the command to those of the command line. moment: what reads a time."""
    words = "Make an evidence pack from the binder: Word, workbook and an archive, each proven."
    command: argparse.ArgumentParser = commands.add_parser("pack", help=words, description=words)
    command.add_argument("--set", dest="set_key", help='set of questions, as "NAME, EDITION"; default: the current one')
    command.add_argument(
        "--audience", choices=AUDIENCES, default="full", help="public: without people and small numbers"
    )
    command.add_argument("--known-at", type=moment, help="the binder as known then; default: now")
    command.add_argument("--to", type=Path, default=Path(), metavar="FOLDER", help="default: the current folder")
    take_by(command, "makes it")
    take_store(command)
    command.set_defaults(run=_pack)


def _pack(chosen: argparse.Namespace) -> int:
    from metrics.ui import pack_command  # it brings Streamlit, which no other command waits for

    store = opened(path_of(chosen), must_exist=True)
    try:
        offered = pack_command.sets_offered(store, chosen.known_at)
        asked = chosen.set_key or next(iter(offered))
        if asked not in offered:
            print(f"'{asked}' is not a set of questions: use one of {'; '.join(offered)}.", file=sys.stderr)
            return 2
        by = by_of(chosen)
        paths = pack_command.write(store, asked, chosen.audience, chosen.known_at, by, chosen.to)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        raise StoreUnavailableError(f"The pack could not be written: {error.strerror or error}.") from error
    finally:
        store.close()
    print("\n".join(map(str, paths)))
    return 0
