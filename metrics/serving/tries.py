"""Tries to sign in are counted by where they come from, so that nobody tries a thousand a minute."""

from __future__ import annotations

import time
from collections import OrderedDict, deque

MINUTE = 60.0
REMEMBERED = 10_000
"""Addresses that are counted at once; the oldest is forgotten first."""
STEPS = 3
"""Requests of one sign-in: ours, Streamlit's, and the provider's answer."""


class Tries:
    """How many tries each address made within the last minute. a_minute: sign-ins that it may make."""

    def __init__(self, a_minute: int) -> None:
        self.most = a_minute * STEPS
        self._at: OrderedDict[str, deque[float]] = OrderedDict()

    def another(self, address: str, now: float | None = None) -> bool:
        """Count a try; False where there were too many. now: seconds of a clock that only goes forward."""
        moment = time.monotonic() if now is None else now
        made = self._at.setdefault(address, deque(maxlen=self.most + 1))
        self._at.move_to_end(address)
        while len(self._at) > REMEMBERED:
            self._at.popitem(last=False)
        while made and moment - made[0] >= MINUTE:
            made.popleft()
        made.append(moment)
        return len(made) <= self.most
