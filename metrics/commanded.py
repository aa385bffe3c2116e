"""What every command is told alike: which store, and who gives it."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path

from metrics import settings
from metrics.store.connection import Store


def take_store(command: argparse.ArgumentParser) -> None:
    """Let a command be told its store."""
    command.add_argument("--store", type=Path, help="the store's file; default: the one chosen on the start screen")


def take_by(command: argparse.ArgumentParser, does: str) -> None:
    """Let a command be told who gives it. does: what they do, such as: loads."""
    command.add_argument("--by", default=None, help=f"who {does}; default: the operating system's user")


def path_of(chosen: argparse.Namespace) -> Path:
    """The store's file that a command was told, else the one chosen on the start screen."""
    return Path(chosen.store or settings.chosen_store())


def by_of(chosen: argparse.Namespace) -> str:
    """Who gives the command."""
    return chosen.by or getpass.getuser()


def opened(path: Path | None, must_exist: bool = False) -> Store:
    """The store, with what was noticed when it was opened said on standard error."""
    store = Store.open(path, must_exist)
    for words in store.noticed:
        print(words, file=sys.stderr)
    return store
