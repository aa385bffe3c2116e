"""What a record says only some days after it was made: an export drawn before then does not show it yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd


@dataclass(frozen=True)
class KnownLater:
    """The heading that dates the later knowledge, and what the columns say before it."""

    heading: str
    before: dict[str, str | None]


KNOWN_LATER = {
    "Intelligence": KnownLater("Actioned On", {"Actioned": "N", "Actioned By": None}),
    "Stop Searches": KnownLater("Grounds Reviewed On", {"Grounds Reviewed By": None, "Grounds Reasonable": None}),
}


def as_exported(name: str, frame: pd.DataFrame, load_day: date) -> pd.DataFrame:
    """The rows as an export drawn on the morning of `load_day` shows them."""
    later = KNOWN_LATER[name]
    shown = frame.copy()
    unknown = (shown[later.heading] >= pd.Timestamp(load_day)).to_numpy()
    shown.loc[unknown, later.heading] = pd.NaT
    for heading, before in later.before.items():
        shown.loc[unknown, heading] = before
    return shown
