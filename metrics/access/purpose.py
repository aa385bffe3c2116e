"""The purpose that whoever signs in accepts before they see anything. Its version is its words': changed, they are asked
again."""

from __future__ import annotations

import datetime as dt
import hashlib

from metrics.access.lookups import ACCEPTED, LookUpLog, lines_of, parts
from metrics.access.scope import Scope
from metrics.terms import PURPOSE

LOGGED = (
    "Each time you look at figures or records that name people, Beatboard writes down who you are, whom you looked at, which "
    "page and days, when, and in which role. They can read it about themselves, inspectors about the people of their area, and "
    "whoever answers for professional standards about everybody.",
    "Where you open one named officer whom you do not supervise, you are asked why, and your reason is kept with it.",
    "What you are refused is written down as well. Where the log cannot be written, nothing about people is shown.",
)
"""What is logged, a paragraph each."""
TEXT = "\n".join((PURPOSE, *LOGGED))
HASH = hashlib.sha256(TEXT.encode()).hexdigest()
VERSION = HASH[:8]
_accepted: dict[tuple[str, str], bool] = {}


def has_accepted(log: LookUpLog, who: str) -> bool:
    """True once somebody has accepted these very words, on whichever server."""
    key = str(log.folder), who
    if key not in _accepted:
        mark = f'"kind":"{ACCEPTED}"'.encode()
        try:
            found = any(
                line["kind"] == ACCEPTED and line["who"] == who and line["text"] == HASH
                for part in parts(log.folder)
                for line in lines_of(part, mark)
            )
        except OSError:
            return False
        if not found:
            return False
        _accepted[key] = True
    return True


def accept(log: LookUpLog, whose: Scope, at: dt.datetime) -> None:
    """Keep that somebody has accepted it. Raises CannotLogError."""
    log.add([{"kind": ACCEPTED, "who": whose.who, "shown": whose.shown, "version": VERSION, "text": HASH}], at)
    _accepted[str(log.folder), whose.who] = True
