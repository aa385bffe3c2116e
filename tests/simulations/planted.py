"""The sample force holds five true changes (sample_data/README.md): which of them are found, and what is found elsewhere."""

from __future__ import annotations

import datetime as dt
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.special import gammaincc

from metrics.calculate import figures
from metrics.catalogue import kpis
from metrics.question import DAY, Ask, Period
from metrics.sample_building import load_manifest
from metrics.signals.changed import LEVEL
from metrics.signals.changed import changed as compare
from metrics.signals.verdict import HIGH, LOW
from metrics.stand_out import changed
from metrics.store.connection import Store
from metrics.terms import week_start
from metrics.verdict_questions import QUESTIONS, Question
from metrics.verdict_words import told
from metrics.verdicts import judged
from sample_data import make
from tests.simulations.rows import Row

LAST = dt.date(2026, 11, 8)
"""The latest settled week of the sample force."""


@dataclass(frozen=True)
class Planted:
    """A true change: where it is looked for, over which days and by which question, and what is to be said."""

    what: str
    kpi: str
    key: str
    days: Period
    question: Question
    word: str


PLANTED = (
    Planted(
        "arrests of KET2 doubled from 24 August 2026", "arrests", "beat:KET2",
        (dt.date(2026, 8, 17), LAST), "changed", "Running higher",
    ),
    Planted(
        "engagement returns of DAV2 halved from 27 July 2026", "engagement_returns", "beat:DAV2",
        (dt.date(2026, 7, 27), dt.date(2026, 10, 18)), "changed", "Running lower",
    ),
    Planted(
        "a fifth of Wellingborough's PC shifts taken for response cover, 29 June to 23 August 2026", "abstraction",
        "sector:Wellingborough", (dt.date(2026, 6, 29), dt.date(2026, 8, 23)), "unusual", "Unusually high",
    ),
    Planted(
        "PCSOs' time in dedicated places of NSU5 from 23% to 37% of hours from 4 May 2026", "time_in_place:PCSO", "beat:NSU5",
        (dt.date(2026, 5, 4), dt.date(2026, 7, 26)), "changed", "Running higher",
    ),
)  # fmt: skip
OWN = {
    ("arrests", "KET2"), ("engagement_returns", "DAV2"), ("time_in_place", "NSU5"),
    *(("abstraction", f"WEL{n}") for n in range(1, 5)), *(("time_outside_station", f"WEL{n}") for n in range(1, 5)),
}  # fmt: skip
"""KPI and beat of the planted changes and of what follows from them: response cover is time outside the station."""
BONFIRE = (dt.date(2026, 11, 2), LAST)
"""The week of bonfire night, which takes hours everywhere: abstraction in it is no chance either."""
LOOKED = tuple(dict.fromkeys([*(one.days[1] for one in PLANTED), LAST]))


def rows(effort: float) -> list[Row]:
    """All of them, on a sample force built for it. effort: of the sample there is only one."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(None)
        try:
            load_manifest(store, make.build(Path(folder)))
            return measured(store)
        finally:
            store.close()


def measured(store: Store) -> list[Row]:
    """Planted against found, on the sample force's store."""
    named = [
        *(found(store, one) for one in PLANTED),
        improver(store),
        *listed_elsewhere(store),
        called_elsewhere(store),
    ]
    return [*named, one_pass(store)]


def found(store: Store, one: Planted) -> Row:
    """What is said of a planted change."""
    level = one.key.partition(":")[0]
    of = judged(store, (one.kpi,), (level,), one.days)
    answer = next(each for each in told(of, one.kpi, one.key) if each.question == one.question)
    facts = dict(answer.facts)
    said = f"{answer.word}, {facts['Counted']}, expected {facts['Expected']}. {answer.luck}"
    return Row(one.what, said, one.word, answer.word == one.word)


def improver(store: Store) -> Row:
    """The officer whose intelligence grows evenly over 60 weeks: 12 weeks at three a month hardly show it."""
    start = LAST - 83 * DAY
    periods = ((start - 280 * DAY, start - DAY), (start, LAST))
    of = figures(store, Ask(("intelligence_reports",), "officer", periods, "PC", collars=("7367",)))
    (past_count, count), (past_hours, hours) = of["value"], of["exposure_hours"]
    verdict = compare(count, hours, past_count, past_hours)
    larger = 1.6 * float(verdict.expected)
    chance = float(gammaincc(round(larger) + 1, larger))
    return Row(
        "intelligence reports of PC 7367 rise evenly from 0.6 to 3.6 times over 60 weeks (12 weeks against 40 before)",
        f"{count:.0f} reports where {float(verdict.expected):.1f} would be expected, by luck alone 1 time in "
        f"{float(verdict.one_in):.0f}; at 1.6 times the rate {chance:.0%} of such officers have at most {round(larger)}",
        "too small to be found: no word is said of a person",
    )  # fmt: skip


def listed_elsewhere(store: Store) -> Iterator[Row]:
    """The lists of what changed this week, in each week from the twentieth on."""
    names = tuple(kpi.id for kpi in kpis().values() if not kpi.part_of)
    weeks = [LAST - 7 * back * DAY for back in range(40)]
    for question, words in (("unusual", "unusual in the week"), ("changed", "running higher or lower over 12 weeks")):
        elsewhere, lists, by_luck = 0, 0, 0.0
        for end in weeks:
            of = changed(store, names, "beat", (week_start(end), end), question)  # type: ignore[arg-type]
            mine = [one for one in of.changes if not is_planted(one.name, one.key, end)]
            elsewhere += len(mine)
            lists += bool(mine)
            by_luck += of.by_luck
        yield Row(
            f"36 beats x {len(names)} KPIs, {len(weeks)} weeks: listed as {words}, and no planted change",
            f"{elsewhere} figures in {lists} of {len(weeks)} weeks",
            "lists with any in at most 1 of 10 weeks", lists <= len(weeks) / 10,
        )  # fmt: skip


def called_elsewhere(store: Store) -> Row:
    """Single words "Running higher" or "lower" on figures that nobody has changed."""
    names = tuple(kpi.id for kpi in kpis().values() if not kpi.part_of and kpi.unit == "count")
    called, cells = 0, 0
    for end in LOOKED:
        of = judged(store, names, ("beat",), (week_start(end), end))
        for name, row in of.rows.items():
            verdict = row.verdicts["changed"]
            own = np.array([is_planted(name, key, end) for key in of.keys])
            called += int((np.isin(verdict.code, (LOW, HIGH)) & ~own).sum())
            cells += int((verdict.judged & ~own).sum())
    return Row(
        f"counts of 36 beats at {len(LOOKED)} moments: single words \"Running higher\" or \"lower\" on what nobody has changed",
        f"{called} of {cells:,}; expected by luck {LEVEL * cells:.1f}", "no more than luck gives, within its own range",
        called <= LEVEL * cells + 2 * np.sqrt(LEVEL * cells),
    )  # fmt: skip


def one_pass(store: Store) -> Row:
    """All four verdicts of every KPI and beat, from the weeks known to the words."""
    taken = []
    for back in range(10):
        end = LAST - 7 * back * DAY
        started = time.process_time()
        of = judged(store, tuple(kpis()), ("beat",), (end - 83 * DAY, end))
        for row in of.rows.values():
            for question in QUESTIONS:
                assert row.verdicts[question].code.size == len(of.keys)
        taken.append((time.process_time() - started) * 1000)
    cells = len(of.rows) * len(of.keys)
    return Row(
        f"all verdicts of {len(of.keys)} beats x {len(of.rows)} KPIs ({cells:,} cells, four questions each), 12 weeks, on the "
        "sample force, from the weeks to the words",
        f"{np.median(taken):.1f} ms",
    )  # fmt: skip


def is_planted(kpi: str, key: str, end: dt.date) -> bool:
    """Whether a KPI of a beat is one of the planted changes, or follows from one, or is bonfire night's."""
    return (kpi, key.partition(":")[2]) in OWN or (kpi == "abstraction" and BONFIRE[0] <= end <= BONFIRE[1])
