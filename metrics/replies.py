"""Right of reply: a person answers a figure of their own. A reply stands wherever the figure does, as a note does."""

from __future__ import annotations

import datetime as dt

from metrics.notes import PEOPLE, REPLY, About, keep_ended, name_faults, note_columns, note_faults, plain, standing
from metrics.store.connection import Store
from metrics.store.entering import keep
from metrics.store.entries import NOTE

OWN_FIGURE = "A reply is on a figure of one's own: open one on your own page."
NOT_THEIRS = "A reply is the person's own: nobody writes it for them, and nobody else takes it back."


def reply(store: Store, about: About, words: str, by: str, at: dt.datetime, who: str | None, name: str) -> int:
    """Keep a reply and give its number. who: collar number of whoever is signed in; None on a desk, where they give their name.

    name: the person's name as pages write it. Raises ValueError with one plain sentence for what cannot be kept, and
    LoadFailedError where it could not be written.
    """
    words, by = plain(words), plain(by)
    faults = [] if about.level == PEOPLE and about.kpi else [OWN_FIGURE]
    faults += note_faults(about, words, by)
    if who is not None and who != about.key:
        faults.append(NOT_THEIRS)
    if who is None and by.casefold() != name.casefold():
        faults.append(f"A reply is the person's own: give their name as it stands here, {name}, or leave it to them.")
    for fault in faults:
        raise ValueError(fault)
    return keep(store, NOTE, [note_columns(about) | {"kind": REPLY, "words": words, "ends": None}], at, by)[0]


def take_back(store: Store, number: int, by: str, at: dt.datetime, who: str | None) -> None:
    """End a reply of one's own. Raises as `reply` does."""
    by, note = plain(by), standing(store, number)
    faults = name_faults(by)
    if note.kind != REPLY:
        faults.append("That note is no reply.")
    elif not (who == note.about.key if who is not None else by.casefold() == note.by.casefold()):
        faults.append(NOT_THEIRS)
    for fault in faults:
        raise ValueError(fault)
    keep_ended(store, note, by, at)
