"""Closing a flag: a verdict that stands out is a question, and a person answers it with a reason. Kept for ever."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from metrics.notes import Key, name_faults, plain, words_faults
from metrics.store.connection import Store
from metrics.store.entering import entered, keep
from metrics.store.entries import FLAG_CLOSED
from metrics.store.snapshot import moment
from metrics.terms import ASSURANCE_WORDS, CHANGED_WORDS, CHECK_THE_RECORD, SPREAD_WORDS, TARGET_WORDS, UNUSUAL_WORDS

FLAGS: dict[str, tuple[str, ...]] = {
    "unusual": (UNUSUAL_WORDS[0], UNUSUAL_WORDS[-1]),
    "changed": (CHANGED_WORDS[0], CHANGED_WORDS[-1]),
    "year": (CHANGED_WORDS[0], CHANGED_WORDS[-1]),
    "target": (TARGET_WORDS[0], TARGET_WORDS[-1], ASSURANCE_WORDS[0], ASSURANCE_WORDS[-1]),
    "spread": (SPREAD_WORDS[0],),
    "record": (CHECK_THE_RECORD,),
}
"""Each question's words that stand out."""


@dataclass(frozen=True)
class Flag:
    """A verdict that stands out: of a figure (level and key as `metrics.notes.key_of`; role None for all) of a period."""

    kpi: str
    level: str
    key: str
    role: str | None
    question: str
    word: str
    start: dt.date
    end: dt.date


@dataclass(frozen=True)
class Closed:
    """A flag that somebody closed. at: UTC."""

    flag: Flag
    reason: str
    by: str
    at: dt.datetime


def stands_out(question: str, word: str) -> bool:
    """True where the word is a flag: something for a person to look at."""
    return word in FLAGS[question]


def close_flag(store: Store, flag: Flag, reason: str, by: str, at: dt.datetime) -> None:
    """Keep that a flag is closed and why.

    Raises ValueError with one plain sentence without a name or reason, or where the word is no flag; LoadFailedError where
    it could not be written.
    """
    reason, by = plain(reason), plain(by)
    if not stands_out(flag.question, flag.word):
        raise ValueError(f"“{flag.word}” is no flag: there is nothing to close.")
    for fault in words_faults(reason, "the reason") + name_faults(by):
        raise ValueError(fault)
    _keep(store, flag, reason, by, at)


def reopen_flag(store: Store, flag: Flag, by: str, at: dt.datetime) -> None:
    """Open a flag again: it is closed only as known before. Raises as `close_flag` does."""
    by = plain(by)
    for fault in name_faults(by):
        raise ValueError(fault)
    _keep(store, flag, None, by, at)


def _keep(store: Store, flag: Flag, reason: str | None, by: str, at: dt.datetime) -> None:
    value = {
        "kpi": flag.kpi, "level": flag.level, "key": flag.key, "role": flag.role, "question": flag.question,
        "word": flag.word, "period_start": flag.start, "period_end": flag.end, "reason": reason,
    }  # fmt: skip
    keep(store, FLAG_CLOSED, [value], at, by)


def closed_flags(store: Store, known_at: dt.datetime | None = None) -> dict[Flag, Closed]:
    """The flags that are closed, as known at a moment, the latest first."""
    latest: dict[Flag, Closed] = {}
    for row in entered(store, FLAG_CLOSED):
        if row["recorded_at"] > moment(known_at):
            continue
        flag = Flag(
            row["kpi"], row["level"], row["key"], row["role"], row["question"], row["word"], row["period_start"],
            row["period_end"],
        )  # fmt: skip
        latest.pop(flag, None)
        if row["reason"] is not None:
            latest[flag] = Closed(flag, row["reason"], row["recorded_by"], row["recorded_at"])
    return dict(reversed(latest.items()))


def closed(known: Mapping[Flag, Closed], flag: Flag) -> Closed | None:
    """Who closed a flag and why; None where it is open."""
    return known.get(flag)


def closed_on(
    known: Iterable[Closed], key: Key, kpi: str, role: str | None, start: dt.date, end: dt.date
) -> list[Closed]:
    """The flags that are closed on a figure, on all of its days or on some: those judged may be others than those shown.

    role: None for figures of every one.
    """
    return [
        one for one in known if _is_on(one.flag, key, kpi, role) and one.flag.start <= end and one.flag.end >= start
    ]


def _is_on(flag: Flag, key: Key, kpi: str, role: str | None) -> bool:
    return (flag.level, flag.key, flag.kpi) == (*key, kpi) and (role is None or flag.role in (None, role))
