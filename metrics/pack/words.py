"""Words that the document, the workbook and the manifest of a pack share."""

from __future__ import annotations

import datetime as dt
import re

from metrics.pack.contents import Audience
from metrics.terms import LONDON, say_date

FOR_WHOM: dict[Audience, str] = {"full": "Evidence pack", "public": "Evidence pack for the public or a panel"}
NO_GAP = "No gap is recorded."
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def known_to_xml(words: str) -> str:
    """Text without signs that no XML file may hold: control signs, halves of signs."""
    return _NOT_XML.sub(" ", words)


def say_known_at(moment: dt.datetime) -> str:
    """27 November 2026 at 09:00, on our clocks."""
    here = moment.astimezone(LONDON)
    return f"{say_date(here.date())} at {here:%H:%M}"
