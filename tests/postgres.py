"""A PostgreSQL of the tests' own: started in a temporary folder, asked through a socket there, and gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=500"
"""Nothing of a test has to outlive a power cut; and of the stores that tests leave open each holds some connections."""


def binaries() -> Path | None:
    """Where PostgreSQL's programs lie; None where they are not installed."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    found = debian[-1] if debian else shutil.which("initdb")
    return Path(found).parent if found else None


def lacking() -> str:
    """What a shared store lacks on this machine, in words; "" where everything is there."""
    if binaries() is None:
        return "PostgreSQL's programs are not installed (Debian: postgresql)"
    packages = ("psycopg", "duckdb_extension_ducklake", "duckdb_extension_postgres_scanner")
    if missing := [name for name in packages if find_spec(name) is None]:
        return f"{', '.join(missing)} not installed (make shared)"
    return ""


class Cluster:
    """A running PostgreSQL. `catalog`: how it is reached."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data = folder, folder / "data"
        self.catalog = f"host={folder} dbname=postgres user=beatboard"
        self._user = None if os.getuid() else _unprivileged()
        if self._user is not None:
            os.chown(folder, self._user, -1)
        self._run("initdb", "-D", self.data, "-U", "beatboard", "--auth=trust", "--no-sync", "--no-instructions")

    def _run(self, program: str, *arguments: object) -> None:
        found = binaries()
        assert found is not None
        subprocess.run(
            [found / program, *map(str, arguments)],
            check=True,
            stdout=subprocess.DEVNULL,
            user=self._user,
            cwd=self.folder,
        )

    def start(self) -> None:
        """Start it."""
        options = f"-c listen_addresses='' -k {self.folder} {QUICK}"
        self._run("pg_ctl", "-D", self.data, "-o", options, "-l", self.folder / "log", "-w", "-s", "start")

    def stop(self) -> None:
        """Stop it at once, as a power cut would."""
        self._run("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "-s", "stop")


def _unprivileged() -> int:
    """PostgreSQL refuses to run as root."""
    names = {entry.pw_name: entry.pw_uid for entry in pwd.getpwall()}
    return names.get("postgres", names["nobody"])


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A cluster that runs, and is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="beatboard-postgresql-"))
    try:
        running = Cluster(folder)
        running.start()
        try:
            yield running
        finally:
            running.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
