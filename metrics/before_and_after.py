"""Before and after: a measure of a beat in the settled weeks before a plan's response and since, hour for hour.

It answers "Has it changed?" (statistics.md) with the words of every other verdict. It does not say that the plan was the cause.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import numpy as np

from metrics import plan_measures
from metrics.history import History
from metrics.kpi import Kpi
from metrics.parts import Amounts
from metrics.question import DAY, Asked, Period
from metrics.settled import settled, settled_to
from metrics.signals.changed import PAST_WEEKS
from metrics.signals.counts import dispersion
from metrics.store.connection import Store
from metrics.store.snapshot import snapshot
from metrics.verdict_questions import LEAST_BEFORE, LEAST_RECENT, Answers, Given, Kind, RowAnswers, sums
from metrics.verdict_words import Told, told
from metrics.verdicts import Judged, Row

_SIDES = f"The settled weeks since the response against those before it, up to {PAST_WEEKS} on either side"
_WITHOUT = "without the week in which it began: running higher or lower where"
RULES: dict[Kind, str] = {
    "count": f"{_SIDES} and hour for hour, {_WITHOUT} luck alone would share the events so unevenly less than 1 time in 100.",
    "hours": f"{_SIDES}, in blocks of four and {_WITHOUT} weeks that vary as these do would differ so much less than 1 time in "
    "100.",
}
CAVEATS = (
    "A plan is opened when a problem stands out, so some of a fall would have come by itself (regression to the mean).",
    "Other things changed at the same time: the season, staffing, what else was done.",
    "What is recorded is the work of the beat's team, not crime: more patrols can record more of a problem that is shrinking.",
    "A problem may have moved to the next street or hour (displacement); look at the beats around.",
)
"""What no test takes away; said with every comparison."""


@dataclass(frozen=True)
class Side:
    """The known weeks of one side, added up. days: its first and last day; None where no week lies there."""

    days: Period | None
    weeks: int
    amount: float
    hours: float

    @property
    def rate(self) -> float:
        """Amount an hour; NaN without hours."""
        return self.amount / self.hours if self.hours else float("nan")


@dataclass(frozen=True, eq=False)
class Compared:
    """A measure of a beat around a response. first, last: of `weeks` those before `first` lie before the response, those from
    `last` on since it.

    values, hours: of each week, NaN where not wholly loaded. settled: weeks that end later are provisional, and on neither side.
    others: the same two sides of the other beats of the sector together; None where it has none. told: the verdict; None where
    nothing is known on one side.
    """

    kpi: Kpi
    response: dt.date
    weeks: tuple[Period, ...]
    values: Amounts
    hours: Amounts
    first: int
    last: int
    settled: dt.date
    before: Side
    since: Side
    others: tuple[Side, Side] | None
    told: Told | None


def before_and_after(
    store: Store, measure: str, beat: str, response: dt.date, end: dt.date, known_at: dt.datetime | None = None
) -> Compared | None:
    """The weeks of a beat around a response, to a day; None where there is no such beat or nothing of it is settled."""
    asked, key = plan_measures.asked(measure), f"beat:{beat}"
    known = plan_measures.weeks_of(store, measure, known_at)
    until = settled_to(asked, settled(store, store.version, known_at))
    if key not in known.places or until is None or not known.weeks:
        return None
    sectors = dict(store.rows("select area, sector from areas where level = 'beat'", snapshot(store, known_at)))
    others = [one for one, sector in sectors.items() if sector == sectors[key] and one != key]
    return compared(known, asked, key, others, list(sectors), response, end, until)


def compared(
    known: History,
    asked: Asked,
    key: str,
    others: list[str],
    alike: list[str],
    response: dt.date,
    end: dt.date,
    until: dt.date,
) -> Compared:
    """As `before_and_after`, of weeks that are there. others: the beats beside it; alike: those whose weeks tell how far beats
    vary beyond luck. until: the last settled day."""
    row, place = known.place(asked.name, key)
    first, last = known.until(response - DAY), _begins(known, response)
    stop = min(max(last, known.until(min(end, until))), last + PAST_WEEKS)
    start, shown = max(0, first - PAST_WEEKS), min(max(last, known.until(end)), last + PAST_WEEKS)
    before, since = slice(start, first), slice(last, stop)
    value, hours = known.value[row], known.hours[row]
    sides = [_side(known, span, value[[place]], hours[[place]]) for span in (before, since)]
    beside = [known.places[other] for other in others]
    return Compared(
        asked.kpi, response, known.weeks[start:shown], value[place][start:shown], hours[place][start:shown], first - start,
        last - start, until, sides[0], sides[1],
        (_side(known, before, value[beside], hours[beside]), _side(known, since, value[beside], hours[beside]))
        if beside
        else None,
        _verdict(known, asked, key, before, since, [known.places[one] for one in alike]),
    )  # fmt: skip


def _begins(known: History, response: dt.date) -> int:
    """The first week all of which lies on or after the response."""
    return next((n for n, (start, _) in enumerate(known.weeks) if start >= response), len(known.weeks))


def _side(known: History, span: slice, value: Amounts, hours: Amounts) -> Side:
    """Some beats' weeks added up. weeks: of one beat."""
    amount, worked, weeks = (float(each.sum()) for each in sums(value[:, span], hours[:, span]))
    return Side(_days(known, span), round(weeks / max(1, len(value))), amount, worked)


def _verdict(known: History, asked: Asked, key: str, before: slice, since: slice, alike: list[int]) -> Told | None:
    """The answer to "Has it changed?" with these weeks for the recent ones and those before."""
    days, past_days = _days(known, since), _days(known, before)
    if days is None or past_days is None:
        return None
    row, place = known.place(asked.name, key)
    value, hours = known.value[row], known.hours[row]
    past, now = (np.stack([value[place, span], hours[place, span]])[None, None] for span in (before, since))
    kind: Kind = "hours" if asked.kpi.unit == "hours" else "count"
    phi = _dispersion(value[alike, before], hours[alike, before], alike.index(place)) if kind == "count" else 1.0
    blank, none = np.full((1, 1), np.nan), np.empty((1, 1, 2, 0))
    given = Given(
        blank, blank, blank, blank, blank, blank, np.full((1, 1), phi), recent=now, before=past, this_year=none, last_year=none,
        window=none, past=none,
    )  # fmt: skip
    answers = RowAnswers(Answers(given, kind, (True,)), 0)
    judged = Row(
        asked, kind, days, shifted=False, settled=days[1], base=None, recent=days, before=past_days, this_year=None,
        last_year=None, same_weeks=False, given=given.at(0), verdicts=answers,
    )  # fmt: skip
    found = told(Judged((key,), {asked.name: judged}), asked.name, key, only="changed")
    return replace(found[0], title="Before and after", rule=RULES[kind], why=_why(found[0])) if found else None


def _days(known: History, span: slice) -> Period | None:
    return (known.weeks[span.start][0], known.weeks[span.stop - 1][1]) if span.stop > span.start else None


def _dispersion(value: Amounts, hours: Amounts, place: int) -> float:
    """How far the beat's weeks before the response vary beyond luck, with those of the others (DECISIONS.md V5)."""
    return float(dispersion(value, hours, together=True)[place]) if value.shape[-1] else 1.0


def _why(found: Told) -> str:
    if not found.why:
        return ""
    return (
        f"It takes {LEAST_BEFORE} known weeks before the response and {LEAST_RECENT} settled ones since, and at least 3 events "
        "to be expected since."
    )
