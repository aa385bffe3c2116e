"""What to recognise: people by name and without a figure of theirs, areas and places with theirs, work that no KPI counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from metrics import recognition
from metrics import recognition_words as words
from metrics.brief.week import Week, beats_of, people_of, spoken
from metrics.catalogue import whole_kpis
from metrics.charts.words import listed, within
from metrics.notes import PEOPLE, Key, key_of, notes, notes_about, places
from metrics.people import Stint
from metrics.question import DAY, asked_kpi
from metrics.rebases import rebases
from metrics.recognition import Grown
from metrics.stand_out import changed
from metrics.store.connection import Store
from metrics.terms import TEAM, Level, capital, say_date
from metrics.time_in_place import places_covered
from metrics.together import force_of
from metrics.verdicts import judged

ONE_TEAM = ("beat", "sector", TEAM)


@dataclass(frozen=True)
class Thanks:
    """people: each with what has grown more than luck explains, by name. others: lines of areas and places. uncounted: notes.

    when: the weeks that are compared, in words; luck: how many of the people listed are luck. collars: of those in people.
    left_out: people and notes are not for whoever looks.
    """

    people: tuple[tuple[str, str], ...]
    others: tuple[str, ...]
    uncounted: tuple[str, ...]
    when: str
    luck: str
    collars: tuple[str, ...] = ()
    left_out: bool = False


def thanks(store: Store, week: Week) -> Thanks:
    """What to recognise of a week's area or team. Powers are left out."""
    mine = people_of(store, week)
    grown = recognition.improved(store, tuple(one.collar for one in mine), week.known_at)
    when = f"12 settled weeks to {say_date(grown.days[1])} against the 40 before" if grown.days else ""
    return Thanks(
        tuple(_people(grown, mine)), tuple(_others(store, week)), tuple(_uncounted(store, week, mine)), when,
        words.luck_words(grown) if grown.people else "", tuple({one.collar for one in grown.people}),
    )  # fmt: skip


def _people(grown: Grown, mine: list[Stint]) -> Iterator[tuple[str, str]]:
    named: dict[str, list[str]] = {}
    for one in words.by_name(grown, {one.collar: one.name or one.collar for one in mine}):
        named.setdefault(one.collar, []).append(within(asked_kpi(one.kpi).kpi.label))
    for collar, labels in named.items():
        yield spoken(next(one for one in mine if one.collar == collar)), listed(labels)


def _others(store: Store, week: Week) -> Iterator[str]:
    since, chosen, beats = rebases(store, week.known_at), whole_kpis(), beats_of(store, week)
    names = [kpi.id for kpi in chosen]
    level, within = week.area.level, force_of(store, week.area, week.known_at)
    if len(beats) > 1:
        found = changed(store, names, "beat", week.days, "changed", week.known_at, since, within)
        yield from (
            f"{beats[one.key.partition(':')[2]]}: {words.wanted_words(one)}" for one in words.wanted(found, beats)
        )
    if level in ONE_TEAM:
        own = judged(store, names, (level,), week.days, None, week.known_at, since, within)
        yield from (f"{kpi.label} {words.own_words(word)}" for kpi, word in words.own_wanted(own, chosen, week.key))
    yield from _quality(store, week)
    lately = week.end - (words.RECENTLY - 1) * DAY, week.end
    covered = words.covered_words(places_covered(store, *lately, week.known_at, week.area), lately)
    yield from [covered] if covered else []


def _quality(store: Store, week: Week) -> Iterator[str]:
    own = week.area.level in ONE_TEAM
    level: Level = week.area.level if own else "beat"  # type: ignore[assignment]
    named = {} if own else beats_of(store, week)
    for one in recognition.good_quality(store, level, week.area, week.known_at)[: words.MOST]:
        said = words.quality_words(one)
        yield f"{named[one.key]}: {said}" if one.key in named else capital(said)


def _uncounted(store: Store, week: Week, mine: list[Stint]) -> Iterator[str]:
    """Notes of work that no KPI counts, on the area or on its people."""
    keys: list[Key] = [key_of(None, week.area), *((PEOPLE, one.collar) for one in mine)]
    known = [note for note in notes(store, week.known_at) if note.kind == words.UNCOUNTED]
    if not known:
        return
    where = [place for of in places(store, keys, *week.days, week.known_at).values() for place in of]
    for note in notes_about(known, where, *week.days):
        yield f"{note.words} ({note.by})"
