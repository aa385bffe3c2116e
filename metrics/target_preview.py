"""What a target would have said over the last year, and how often luck alone would meet or miss it.

Over the target's own period, back from the last complete week: only whole periods, and never one joined over a gap.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, nan
from typing import Literal

import numpy as np

from metrics.calculate import figures
from metrics.catalogue import kpis
from metrics.coverage import last_week
from metrics.frames import rows_of
from metrics.question import DAY, Ask, Period
from metrics.signals import xmr
from metrics.signals.target import LEAST_TARGET, against_target, chance_met, weeks_needed
from metrics.store.connection import Store
from metrics.targets import ALL, Target, amount_over, weekly
from metrics.terms import ASSURANCE_WORDS, CHECK_THE_RECORD, NOT_LOADED, TARGET_WORDS, TOO_EARLY_TO_SAY, periods

WEEKS = 52
UNDER = 0.8
"""The true rate, against the target, of the second chance that is said: 20% under it."""
Kind = Literal["counts", "hours", "level"]


@dataclass(frozen=True)
class Past:
    """One past period: what was recorded, in how many hours, against how much, and the word that would have stood there.

    value, hours: NaN where nothing is loaded. word: "" where there is none; missing: what is not loaded, in words.
    """

    start: dt.date
    end: dt.date
    value: float
    hours: float
    target: float
    word: str
    missing: str = ""

    @property
    def whole(self) -> bool:
        """True where all of it is loaded, so that it can be compared."""
        return not self.missing and self.value == self.value

    @property
    def reached(self) -> bool:
        """Whether the figure was at least the target."""
        return self.value >= self.target - 1e-9


@dataclass(frozen=True)
class Preview:
    """A target over the last year. low, high: the first and last count that is around it (NaN: not judged by counts).

    met, met_under: the chance that work exactly at it, and 20% under it, meets it. weeks: that must be taken together
    before it can be judged (infinite: never). enough: the target of one of its own periods is large enough. assurance: of
    hours, whether their usual variation meets it ("" where there are too few periods to say).
    """

    target: Target
    kind: Kind
    pasts: tuple[Past, ...]
    low: float = nan
    high: float = nan
    met: float = nan
    met_under: float = nan
    weeks: float = nan
    enough: bool = False
    assurance: str = ""

    @property
    def words(self) -> dict[str, int]:
        """How often each word would have stood there."""
        found = Counter(past.word for past in self.pasts)
        return {word: found[word] for word in (*TARGET_WORDS, TOO_EARLY_TO_SAY)}

    @property
    def known(self) -> list[Past]:
        """The periods that are wholly loaded."""
        return [past for past in self.pasts if past.whole]


def periods_of(per: str, last: dt.date) -> tuple[Period, ...]:
    """The whole periods of a target in the 52 weeks that end on the Sunday `last`; of a year those weeks themselves."""
    first = last - dt.timedelta(days=7 * WEEKS - 1)
    if per == "year":
        return ((first, last),)
    if per in ("week", "4 weeks"):
        days = 7 if per == "week" else 28
        return tuple((start, start + (days - 1) * DAY) for start in _starts(first, last, days))
    before, after = first - 100 * DAY, last + 100 * DAY  # so that none is clipped
    return tuple((start, end) for start, end in periods(before, after, per) if start >= first and end <= last)  # type: ignore[arg-type]


def _starts(first: dt.date, last: dt.date, days: int) -> list[dt.date]:
    return [first + place * DAY for place in range(0, (last - first).days + 1, days)]


def preview(store: Store, target: Target, known_at: dt.datetime | None = None) -> Preview | None:
    """What it would have said over the last year; None where no weekly export is loaded."""
    kpi, last = kpis()[target.kpi], last_week(store, known_at)
    if last is None:
        return None
    kind: Kind = "level" if kpi.is_stock else "hours" if kpi.unit == "hours" else "counts"
    whole = periods_of(target.per, last)
    aims = [amount_over(target, *period) for period in whole]
    pasts = _pasts(store, target, whole, aims, known_at, judged=kind == "counts" and target.has_amount)
    if kind == "hours" and target.has_amount:
        return Preview(target, kind, pasts, assurance=_assurance(pasts, kpi.direction != "fewer"))
    if kind != "counts" or not target.has_amount:
        return Preview(target, kind, pasts)
    aim = float(np.mean(aims))
    enough = aim >= LEAST_TARGET
    said = against_target(np.round(aim), aim if enough else nan)  # too early to say: nothing lies around it
    return Preview(
        target, kind, pasts, float(said.low), float(said.high), float(chance_met(aim)), float(chance_met(aim, UNDER)),
        float(weeks_needed(weekly(target, last))), enough,
    )  # fmt: skip


def _assurance(pasts: Sequence[Past], at_least: bool) -> str:
    """Whether hours as they vary meet the target of a period; their latest limits say it."""
    values = [past.value if past.whole else nan for past in pasts]
    if not xmr.fits(values, "hours"):
        return ""
    found = xmr.limits(values)
    code = int(xmr.assurance(found.low[-1], found.high[-1], pasts[-1].target, at_least))
    return ASSURANCE_WORDS[code] if code < len(ASSURANCE_WORDS) else ""


def _pasts(
    store: Store,
    target: Target,
    whole: Sequence[Period],
    aims: Sequence[float],
    known_at: dt.datetime | None,
    judged: bool,
) -> tuple[Past, ...]:
    name = f"{target.kpi}:{target.role}" if target.role != ALL else target.kpi
    ask = Ask((name,), target.area.level, tuple(whole), known_at=known_at, within=target.area)
    mine = {row["period_start"]: row for row in rows_of(figures(store, ask)) if row["key"] == target.area.key}
    rows = [mine.get(start, {}) for start, _ in whole]
    values = [_number(row.get("value")) for row in rows]
    whole_values = [nan if row.get("verdict", NOT_LOADED) else value for row, value in zip(rows, values, strict=True)]
    words = against_target(whole_values, list(aims), ranges=False).word if judged else [""] * len(rows)
    return tuple(
        Past(start, end, value, _number(row.get("exposure_hours")), aim, str(word), _missing(row))
        for (start, end), row, value, aim, word in zip(whole, rows, values, aims, words, strict=True)
    )


def _missing(row: dict[str, object]) -> str:
    if row.get("verdict", NOT_LOADED) == CHECK_THE_RECORD:
        return CHECK_THE_RECORD
    return str(row.get("missing") or (row.get("verdict", NOT_LOADED) and NOT_LOADED) or "")


def _number(value: object) -> float:
    number = nan if value is None else float(value)  # type: ignore[arg-type]
    return number if isfinite(number) else nan
