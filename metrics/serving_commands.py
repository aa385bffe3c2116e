"""The commands that keep a server: serve, and drop where none runs. Streamlit is brought in only once it is needed."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from metrics import configuration, settings
from metrics.commanded import by_of, opened, path_of, take_by, take_store
from metrics.configuration import ConfigurationError
from metrics.dropping import DropFolder, FolderBusyError
from metrics.loading import load, matchings, now, read
from metrics.store.append import LoadResult

DESK = configuration.Serving()
"""A desk listens and takes what a served Beatboard does whose file says nothing of it."""


def add_serving(commands: Any) -> None:
    """Add them to those of the command line (argparse's sub-parsers)."""
    words = "Serve the dashboard: with people signing in, as a configuration file says, or on this desk alone."
    command = commands.add_parser("serve", help=words, description=words)
    way = command.add_mutually_exclusive_group(required=True)
    way.add_argument("--config", type=Path, metavar="FILE", help="the configuration file (TOML); people sign in")
    way.add_argument("--desk", action="store_true", help="this machine only, nobody signs in")
    command.add_argument("--port", type=int, help=f"default: that of the file, on a desk {DESK.port}")
    command.add_argument("--check", action="store_true", help="only say whether the configuration can be served")
    command.add_argument("--no-browser", action="store_true", help="on a desk: open no browser")
    command.set_defaults(run=_serve)
    words = "Load what lies in a folder, and move each file to done/ or refused/ with its report beside it."
    command = commands.add_parser("drop", help=words, description=words)
    command.add_argument("folder", type=Path, metavar="FOLDER")
    command.add_argument("--settled", type=float, default=10.0, help="seconds for which a file must stand still")
    take_store(command)
    take_by(command, "loads")
    command.set_defaults(run=_drop)


def _serve(chosen: argparse.Namespace) -> int:
    """0 where it ran, 2 where the configuration is refused, 3 where its address is taken."""
    if chosen.desk:
        os.environ.pop(configuration.VARIABLE, None)
        return _on_a_desk(chosen)
    os.environ[configuration.VARIABLE] = str(chosen.config.absolute())
    try:
        found = configuration.current()
        from metrics.serving.refusing import ready_to_serve

        secrets = ready_to_serve(found)
    except ConfigurationError as error:
        print(f"Beatboard does not start:\n{error}", file=sys.stderr)
        return 2
    if chosen.check:
        print("The configuration can be served.")
        return 0
    from metrics.serving import running, technical_log, way

    at = found.serving
    port = chosen.port or at.port
    running.held(at.address, port, at.upload_megabytes, secrets.cookie)
    technical_log.begin(settings.log_folder(found), at.log_megabytes)
    app = running.application(way.serving(found, secrets), running.secrets_of(found, secrets))
    print(f"Beatboard is served at {at.public_url}, listening on {at.address}:{port}.", file=sys.stderr)
    return _run(app, at.address, port)


def _on_a_desk(chosen: argparse.Namespace) -> int:
    from metrics.serving import running, way

    port = chosen.port or DESK.port
    running.held("127.0.0.1", port, DESK.upload_megabytes, "")
    app = running.application(way.on_a_desk(DESK.upload_megabytes))
    address = f"http://127.0.0.1:{port}"
    print(f"Beatboard is open on this desk: {address}  (stop it with Ctrl+C)", file=sys.stderr)
    shows = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or sys.platform in ("darwin", "win32"))
    return _run(app, "127.0.0.1", port, address if shows and not chosen.no_browser else "")


def _run(app: Any, address: str, port: int, then: str = "") -> int:
    from metrics.serving import running

    try:
        return running.run(app, address, port, then)
    except OSError as error:
        print(
            f"Port {port} at {address} cannot be used: {error.strerror or error}. Choose another with --port.",
            file=sys.stderr,
        )
        return 3


def _drop(chosen: argparse.Namespace) -> int:
    """0 where all of it is stored or nothing lay there, 1 where something was refused, 2 where the folder cannot be used."""
    if not chosen.folder.is_dir():
        print(f"There is no folder {chosen.folder}.", file=sys.stderr)
        return 2
    most = configuration.current().serving.upload_megabytes * 1_000_000
    folder = DropFolder(chosen.folder, chosen.settled, most)
    folder.ready()
    time.sleep(chosen.settled)
    if not folder.ready():
        print(f"Nothing lies in {chosen.folder}, or nothing that stands still.")
        return 0
    store = opened(path_of(chosen))

    def stored(files: Sequence[tuple[str, bytes]]) -> list[LoadResult]:
        sheets = read(files, by_hand=matchings(store))
        return load(store, sheets, now(), by_of(chosen))

    try:
        taken = folder.take(stored)
    except FolderBusyError as error:
        print(error, file=sys.stderr)
        return 2
    finally:
        store.close()
    for one in taken:
        print(f"{one.name}: {'loaded' if one.done else 'refused'}, see {one.report}")
    return 0 if all(one.done for one in taken) else 1
