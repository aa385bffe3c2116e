"""What changed more than luck: the few figures of the area's beats that stand out, and how many would by luck alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from metrics.brief.week import Week, beats_of
from metrics.catalogue import whole_kpis
from metrics.judge import Tone
from metrics.question import asked_kpi
from metrics.rebases import rebases
from metrics.stand_out import Asked, Change, Changes, changed, summary
from metrics.store.connection import Store

ASKED: tuple[tuple[Asked, str], ...] = (("unusual", "the week to"), ("changed", "the 12 weeks to"))
NOTHING_SETTLED = "No week is settled yet: nothing can be told from luck."


@dataclass(frozen=True)
class Line:
    """One figure that stands out. name: its beat's; said: count, hours and what was to be expected; when: of which days."""

    name: str
    kpi: str
    mark: str
    word: str
    tone: Tone
    said: str
    when: str


@dataclass(frozen=True)
class Changed:
    """lines: in the order of KPIs and beats, never by size. summaries: of how many figures, and how many of them are luck."""

    lines: tuple[Line, ...]
    summaries: tuple[str, ...]


def changes(store: Store, week: Week) -> Changed:
    """What stands out of the week and of the 12 weeks to it, among all beats of the force, told of those of the area."""
    names, beats = [kpi.id for kpi in whole_kpis()], beats_of(store, week)
    since = rebases(store, week.known_at)
    lines: list[Line] = []
    summaries: list[str] = []
    for asked, when in ASKED:
        found = changed(store, names, "beat", week.days, asked, week.known_at, since)
        if found.days is None:
            return Changed((), (NOTHING_SETTLED,))
        mine = list(_mine(found, beats, when.removeprefix("the ").removesuffix(" to")))
        lines += mine
        here = f" {len(mine):,} of them here." if len(mine) < len(found.changes) else ""
        summaries.append(f"{summary(found, when)}{here}")
    return Changed(tuple(lines), tuple(summaries))


def _mine(found: Changes, beats: dict[str, str], when: str) -> Iterator[Line]:
    for one in found.changes:
        key = one.key.partition(":")[2]
        if key in beats:
            label, told = asked_kpi(one.name).kpi.label, one.told
            yield Line(beats[key], label, told.mark, told.word, told.tone, _said(one), when)


def _said(one: Change) -> str:
    facts = dict(one.told.facts)
    hours = next(value for name, value in facts.items() if name.endswith("hours"))
    return f"{facts['Counted']} in {hours} hours, expected {facts.get('Expected', '–')}"
