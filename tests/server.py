"""A server of ours on 127.0.0.1 with a home of its own, as people start it: for tests in a browser, proofs and benchmarks."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
WATCHING = ROOT / "tests" / "browser" / "watching"
"""What Python reads first in each process of a watched server."""
READY_SECONDS = 120


@dataclass(frozen=True)
class Served:
    """A running server: its port, its home and its process."""

    port: int
    home: Path
    process: subprocess.Popen[bytes]

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def calls(self) -> list[str]:
        """Connections and look-ups of names of its processes, where they are watched."""
        written = _calls_in(self.home)
        return written.read_text("utf-8").splitlines() if written.exists() else []

    @property
    def outside(self) -> list[str]:
        """Those that would have left this machine."""
        return [call for call in self.calls if call.startswith("OUTSIDE")]


def _calls_in(home: Path) -> Path:
    return home / "connections.txt"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(home: Path, port: int, *command: str, watched: bool = True) -> Iterator[Served]:
    """A server that answers: `python -m COMMAND`, which is to listen on the port, until the block ends.

    watched: whom its processes connect to is written down, which costs them a little of everything that they do.
    """
    watching = {"BEATBOARD_WATCHED": str(_calls_in(home)), "PYTHONPATH": str(WATCHING)} if watched else {}
    process = subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env={**os.environ, "BEATBOARD_HOME": str(home), **watching},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    found = Served(port, home, process)
    try:
        _wait_for(found)
        yield found
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(served: Served) -> None:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{served.address}/health", timeout=2):
                return
        except OSError:
            assert served.process.poll() is None, "the server stopped"
            time.sleep(0.05)
    raise AssertionError("the server did not start")


def serving(home: Path, port: int, configuration: Path) -> AbstractContextManager[Served]:
    """A dashboard over a home to which people sign in, as a configuration file says; the file names the port too."""
    return running(home, port, "metrics", "serve", "--config", str(configuration))


@contextmanager
def desk(home: Path, watched: bool = True) -> Iterator[Served]:
    """A dashboard over a home, on a desk."""
    port = free_port()
    how = ("metrics", "serve", "--desk", "--no-browser", "--port", str(port))
    with running(home, port, *how, watched=watched) as found:
        yield found
