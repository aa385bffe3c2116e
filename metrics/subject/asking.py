"""Who may make the file of all that is held on a person: they themselves, and of somebody who has left whoever looks after it."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from metrics.access.scope import Scope
from metrics.notes import name_faults, plain, words_faults
from metrics.people import stints
from metrics.store.connection import Store
from metrics.store.snapshot import snapshot
from metrics.subject.file import Made, make

Right = Literal["own", "other", ""]
NOT_YOURS = "Only the person themself can make this file, or, of somebody who has left, an analyst or an administrator."


def right(scope: Scope, store: Store, collar: str, today: dt.date) -> Right:
    """own: it is theirs. other: they may make it for somebody who has left; on a desk, where nobody signs in, for anybody."""
    if collar == scope.collar != "":
        return "own"
    if scope.on_desk:
        return "other"
    looks_after = scope.may("correct_data") or scope.may("settle_people")
    return "other" if looks_after and not _is_posted(store, collar, today) else ""


def _is_posted(store: Store, collar: str, day: dt.date) -> bool:
    known = stints(store, snapshot(store))
    return any(one.collar == collar and one.from_day <= day <= one.to_day for one in known)


def asked(store: Store, scope: Scope, collar: str, reason: str, by: str, at: dt.datetime) -> Made:
    """Make the file for whoever asks. Raises ValueError with one plain sentence, and LoadFailedError as `make` does."""
    reason, by, mine = plain(reason), plain(by), right(scope, store, collar, at.date())
    faults = [] if mine else [NOT_YOURS]
    if mine == "other":
        faults += words_faults(reason, "why the file is made")
    for fault in [*faults, *name_faults(by)]:
        raise ValueError(fault)
    return make(store, collar, "" if mine == "own" else reason, by, at)
