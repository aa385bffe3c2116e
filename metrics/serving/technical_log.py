"""The technical log: one JSON object a line, for whoever keeps the server running.

It names nobody. A message is kept as it stands in our own code, without the values that would be put into it; of an error the
kind and the lines of code, not its words, which may quote a cell; of another library's message only where it was said.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

from metrics import settings

OWN = "metrics"
KEPT = 10
"""Parts of the log that are kept beside the one that is written."""
FIELDS = "fields"
"""The attribute of a record with what else is written down of it: numbers and words of a fixed set."""


class Line(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line: at, level, logger, where, and for our own messages what."""
        said: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "where": f"{_short(record.pathname)}:{record.lineno}",
        }
        if record.name.split(".")[0] == OWN:
            said["what"] = str(record.msg)
        said |= getattr(record, FIELDS, {})
        if record.exc_info and record.exc_info[0]:
            said["error"] = record.exc_info[0].__name__
            frames = traceback.extract_tb(record.exc_info[2])
            said["stack"] = [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames[-20:]]
        return json.dumps(said, ensure_ascii=True)


def _short(file: str) -> str:
    """A file's name without the folders of this machine."""
    path = Path(file)
    if path.is_relative_to(settings.PROJECT):
        return str(path.relative_to(settings.PROJECT))
    return "/".join(path.parts[-2:])


def begin(folder: Path, megabytes: int) -> None:
    """From now on every logger of the process writes to `technical.jsonl` in the folder, and to standard error for the journal.

    Raises OSError where the folder cannot be written.
    """
    file = RotatingFileHandler(
        folder / "technical.jsonl", maxBytes=megabytes * 1_000_000, backupCount=KEPT, encoding="utf-8"
    )
    handlers: list[logging.Handler] = [file, logging.StreamHandler(sys.stderr)]
    for handler in handlers:
        handler.setFormatter(Line())
    root = logging.getLogger()
    root.handlers[:] = handlers
    root.setLevel(logging.WARNING)
    logging.getLogger(OWN).setLevel(logging.INFO)
    logging.captureWarnings(True)
    _through_root()


def _through_root() -> None:
    """Streamlit gives each of its loggers a handler that writes whole messages: theirs go through ours instead."""
    from streamlit import logger as streamlits

    def ours(logger: logging.Logger) -> None:
        logger.handlers.clear()
        logger.propagate = True

    get = streamlits.get_logger
    streamlits.setup_formatter = ours
    for name in list(streamlits._loggers):
        ours(get(name))
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "uvicorn.asgi", "websockets", "authlib", "httpx"):
        ours(logging.getLogger(name))


def fields(**values: Any) -> dict[str, Any]:
    """What else is written down with a message, for `extra=`: numbers and words of a fixed set, never a name."""
    return {FIELDS: values}
