"""Where the tables of one store lie, as the rest of the store sees it: what a file and a shared engine do differently."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, Literal

import duckdb

from metrics.store import schema

SAFE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
    "threads": 1,
}
"""threads: a question runs on the thread that asks it. Pages ask several at once, each on a thread of its own, and with
more of DuckDB's beside them a week's small inserts took up to three times as long, and a busy machine's pages twice."""
UNWRITTEN = (
    OSError,
    duckdb.IOException,
    duckdb.FatalException,
    duckdb.OutOfMemoryException,
    duckdb.TransactionException,
)
"""What a disk that is full, gone or failing is told by."""
Connection = duckdb.DuckDBPyConnection
Records = Sequence[tuple[str, Mapping[str, Any]]]
"""Records of the ledger, each with its kind."""
Seen = Literal["nothing", "more", "another"]
"""What others have written: nothing, more, or another store in the place of this one."""


class StoreUnavailableError(Exception):
    """The store cannot be opened: another process holds it, it is damaged, or it is not there. str() says which."""


class LoadFailedError(StoreUnavailableError):
    """The store could not be written to, because the disk is full, say. str() says what became of the load."""


class Base(ABC):
    """The tables of one store: how they are reached, written, and made anew."""

    is_shared = False
    """True where other processes may write at the same time."""

    @abstractmethod
    def attached(self) -> Connection:
        """A connection to the tables, made if they are not there, and brought up to date. Raises duckdb.Error, OSError or
        StoreUnavailableError."""

    @abstractmethod
    def is_there(self) -> bool:
        """True where the tables exist, be they damaged."""

    @abstractmethod
    def is_checked(self) -> bool:
        """True where nothing can have changed since the content was last checked."""

    @abstractmethod
    def put_checked(self) -> None:
        """Remember that the content was checked: call it only while nobody writes."""

    @abstractmethod
    def begin(self, cursor: Connection, lasting: bool) -> None:
        """Begin a transaction. lasting: its commit is to last in the tables themselves where that can be chosen."""

    @abstractmethod
    def commit(self, cursor: Connection, added: Records) -> None:
        """Commit the transaction, which has added these records, each with its kind."""

    @abstractmethod
    def settle(self, cursor: Connection) -> None:
        """See what was committed into the tables themselves."""

    @abstractmethod
    def anew(self, fill: Callable[[Connection], Records], because: str) -> Connection:
        """Make the tables anew and give the connection to them. What `fill` raises leaves all as it was.

        fill: puts everything into empty tables and gives the records. because: a word for the name of what is kept.
        """

    @abstractmethod
    def kept_as(self) -> str:
        """Where what was damaged is kept, as a sentence that follows others; "" where it is not."""

    @abstractmethod
    def reason(self, error: Exception) -> str:
        """Why the store could not be opened, in one sentence, and what to do."""

    @abstractmethod
    def is_out_of_reach(self, error: Exception) -> bool:
        """True where the tables may well be whole, and cannot be reached or written now."""

    def lost(self, error: Exception) -> str | None:
        """What to say where an error means that the tables cannot be reached for the moment; None for any other."""
        return None

    def unwritten(self, error: BaseException) -> str:
        """What became of a load that an error has stopped."""
        return "Nothing was stored: the disk is full or cannot be written to. Make room, then load the files again."

    def alone(self) -> AbstractContextManager[object]:
        """The right to write, which no other process has meanwhile. Raises StoreUnavailableError."""
        return nullcontext()

    def writing(self, follow: Callable[[], None]) -> AbstractContextManager[object]:
        """What whoever writes holds. follow: sees what other processes have written, before anything is."""
        return threading.Lock()

    @abstractmethod
    def assure(self) -> None:
        """Raise LoadFailedError where the right to write was lost while it was held."""

    def catch_up(self, connection: Connection) -> Seen:
        """See what other processes have written, so that it is read from then on. Raises StoreUnavailableError."""
        return "nothing"

    @property
    def records(self) -> int | None:
        """How many records were committed, by whomever, as last seen; None where nobody else commits any."""
        return None

    @abstractmethod
    def compact(self, cursor: Connection, keep_days: int) -> None:
        """Bring what many small loads have left into few files. The caller holds the right to write.

        keep_days: days that what is no longer needed is kept; 0 after a deletion, which leaves nothing behind.
        """

    @abstractmethod
    def rewritten(self, connection: Connection) -> Connection:
        """A connection to the tables without a page or a history that holds what was deleted, in the place of this one.

        Of a file only while nobody else asks; of a shared store the caller holds the right to write. Raises
        StoreUnavailableError, and then the connection goes on as it was.
        """

    def checking(self, connection: Connection) -> AbstractContextManager[str]:
        """The catalog to be looked in by whoever checks everything: what is stored, not what is remembered of it."""
        return nullcontext("store")

    @abstractmethod
    def close(self) -> None:
        """Give back what was held beside the connection."""


def lock_down(connection: Connection, folder: Path | None) -> None:
    """Let the connection reach nothing any more but what is attached and, if any, one folder: no other file, no network, no
    extension. It cannot be taken back. Attach everything first."""
    if folder is not None:
        connection.execute(f"set allowed_directories = ['{quoted(folder)}']")
    connection.execute("set enable_external_access = false")


def quoted(path: Path | str) -> str:
    """A path as a text in SQL, without the quotes around it."""
    return str(path).replace("'", "''")


def prepared(connection: Connection) -> None:
    """Bring the tables of the attached catalog `store` up to date."""
    connection.execute("use store")
    schema.ensure(connection)
    connection.execute("create table memory.main.calendar as " + schema.sql("calendar"))
