"""Why somebody opens a named officer whom they neither are nor supervise: given once, it holds for that officer until the day
ends.

What was given is kept in this process; each look that rests on it carries it in the log. After a new start it is asked again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Lock

from metrics.configuration import LookUps
from metrics.notes import plain
from metrics.terms import LONDON

MOST_LETTERS = 300


class ReasonNeededError(Exception):
    """A named officer is not shown before a reason is given. collars: whom it is about."""

    def __init__(self, collars: Iterable[str]) -> None:
        self.collars = tuple(sorted(collars))
        super().__init__(
            f"Open collar number {', '.join(self.collars)} first and say why you look: until then nothing of them is shown."
        )


@dataclass
class Reasons:
    """The reasons given: by store, sign-in name and collar number the reason and the moment at which it ends."""

    _given: dict[tuple[str, str, str], tuple[str, dt.datetime]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def of(self, store: str, who: str, collar: str, now: dt.datetime) -> str:
        """The reason that holds; "" where there is none."""
        words, until = self._given.get((store, who, collar), ("", now))
        return words if now < until else ""

    def give(
        self, store: str, who: str, collars: Iterable[str], kind: str, words: str, now: dt.datetime, wanted: LookUps
    ) -> str:
        """Keep a reason for some officers, and give it as it will stand in the log. Raises ValueError with one plain sentence."""
        reason = said(kind, words, wanted)
        end = now.astimezone(LONDON).date() + dt.timedelta(days=max(wanted.reason_days, 1))
        until = dt.datetime.combine(end, dt.time(), LONDON)
        with self._lock:
            over = [key for key, (_, ended) in self._given.items() if ended <= now]
            for key in over:
                del self._given[key]
            self._given |= {(store, who, collar): (reason, until) for collar in collars}
        return reason


def said(kind: str, words: str, wanted: LookUps) -> str:
    """A chosen reason with one's own words. Raises ValueError with one plain sentence."""
    own = plain(words)
    if kind not in wanted.reasons:
        raise ValueError("Choose a reason.")
    if sum(letter.isalnum() for letter in own) < wanted.reason_letters:
        raise ValueError(f"Say it in your own words as well, in at least {wanted.reason_letters} letters.")
    if len(own) > MOST_LETTERS:
        raise ValueError(f"Say it in at most {MOST_LETTERS} letters.")
    return f"{kind}: {own}"


given = Reasons()
"""Those of this process."""
