"""From `make run` to a drawn page, on the sample force that is built already; and the snapshot behind every page."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from statistics import median

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect

from metrics.first_reads import first_reads
from metrics.store.connection import Store
from metrics.store.snapshot import snapshot
from tests.benchmarks.measure import Line, milliseconds

PROJECT = Path(__file__).parents[2]
MOST_TO_FIRST_PAGE = 8_000
"""From `make run` (environment installed) to a drawn page under 8 s after the first time (issue 2)."""
LONGEST = 120.0


def lines(sample_store: Path) -> list[Line]:
    """The lines of the table about starting."""
    opened = median(milliseconds(lambda: Store.open(sample_store).close()) for _ in range(3))
    store = Store.open(sample_store)
    built = median(milliseconds(lambda: again(store, snapshot)) for _ in range(3))
    ready = median(milliseconds(lambda: again(store, first_reads)) for _ in range(3))
    store.close()
    started = median(start_to_first_page() for _ in range(3))
    reach = f"under {MOST_TO_FIRST_PAGE:,}"
    return [
        Line("Open the store", opened),
        Line("Build the snapshot of what is known now", built, note="once after each load, before the first page"),
        Line("The snapshot and what else is read once of it", ready,
             note="made in the thread of a load; after a start the first page waits for its part of it"),
        Line("Start of the process to the first page drawn", started, None, reach, started < MOST_TO_FIRST_PAGE,
             "python -m metrics.sample, server, one visitor"),
    ]  # fmt: skip


def again(store: Store, make: Callable[[Store], object]) -> None:
    """The snapshot of now, or all that is read once of it, anew."""
    store.snapshots.clear()
    make(store)


def start_to_first_page() -> float:
    """Milliseconds from nothing running to the end of the first page's run, as its browser is told."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    run = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)]
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "metrics.sample"], cwd=PROJECT, check=True)
    server = subprocess.Popen(run, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        with visit(port, until=started + LONGEST) as visitor:
            read_page(visitor)
        return (time.perf_counter() - started) * 1000
    finally:
        server.terminate()
        server.wait()


def visit(port: int, until: float) -> ClientConnection:
    """The connection that a browser opens, as soon as the server answers."""
    while time.perf_counter() < until:
        try:
            return connect(f"ws://127.0.0.1:{port}/_stcore/stream", subprotocols=["streamlit"], max_size=None)  # type: ignore[list-item]
        except (OSError, WebSocketException):
            time.sleep(0.02)
    raise SystemExit("the server did not start")


def read_page(visitor: ClientConnection) -> None:
    """Ask for the first page and take everything that is sent until its script has run to its end."""
    ask = BackMsg()
    ask.rerun_script.query_string = ""
    visitor.send(ask.SerializeToString())
    while True:
        message = ForwardMsg()
        message.ParseFromString(bytes(visitor.recv(timeout=LONGEST)))  # type: ignore[arg-type]
        if message.WhichOneof("type") == "script_finished":
            if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                raise SystemExit("the first page failed")
            return
