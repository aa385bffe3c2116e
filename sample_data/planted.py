"""The true changes in the sample force: what a verdict should find, and nothing else changes."""

from __future__ import annotations

from datetime import date

import numpy as np

from sample_data.people import People
from sample_data.weeks import Span

ARRESTS_DOUBLE_BEAT, ARRESTS_DOUBLE_FROM, ARRESTS_FACTOR = "KET2", date(2026, 8, 24), 2.0
ENGAGEMENTS_HALVE_BEAT, ENGAGEMENTS_HALVE_FROM, ENGAGEMENTS_FACTOR = "DAV2", date(2026, 7, 27), 0.5
PLACE_TIME_BEAT, PLACE_TIME_FROM, PLACE_TIME_EXTRA = "NSU5", date(2026, 5, 4), 0.60
ABSTRACTION_SECTOR, ABSTRACTION_EXTRA = "Wellingborough", 0.20
ABSTRACTION_FROM, ABSTRACTION_TO = date(2026, 6, 29), date(2026, 8, 23)
IMPROVER_BEAT, IMPROVER_FROM_FACTOR, IMPROVER_TO_FACTOR = "ENO1", 0.6, 3.6


def improver(people: People) -> int:
    """The officer whose intelligence grows: the first full-time PC of the beat who was there throughout."""
    beat = people.force.number[IMPROVER_BEAT]
    throughout = (people.team == beat).all(axis=1)
    fits = throughout & (people.roles == "PC") & (people.fte == 1.0) & ~people.is_hand_made()
    return int(np.flatnonzero(fits)[0])


def rate_factor(kind: str, people: People, person: np.ndarray, day: np.ndarray, team: np.ndarray) -> np.ndarray:
    """What each shift's rate is multiplied by; 1 everywhere but in the planted changes."""
    factor = np.ones(len(person))
    span, beats = people.span, people.force.number
    if kind == "arrests" and ARRESTS_DOUBLE_BEAT in beats:
        there = (team == beats[ARRESTS_DOUBLE_BEAT]) & (people.roles[person] == "PC")
        factor[there & (day >= span.number(ARRESTS_DOUBLE_FROM))] = ARRESTS_FACTOR
    if kind == "engagements" and ENGAGEMENTS_HALVE_BEAT in beats:
        there = team == beats[ENGAGEMENTS_HALVE_BEAT]
        factor[there & (day >= span.number(ENGAGEMENTS_HALVE_FROM))] = ENGAGEMENTS_FACTOR
    if kind == "intelligence" and IMPROVER_BEAT in beats:
        theirs = person == improver(people)
        grown = IMPROVER_FROM_FACTOR + (IMPROVER_TO_FACTOR - IMPROVER_FROM_FACTOR) * day / span.days
        factor[theirs] = grown[theirs]
    return factor


def extra_response_cover(span: Span, people: People, day: np.ndarray, team: np.ndarray) -> np.ndarray:
    """Added chance that a shift is spent on response cover."""
    there = people.force.sectors[team] == ABSTRACTION_SECTOR
    when = (day >= span.number(ABSTRACTION_FROM)) & (day <= span.number(ABSTRACTION_TO))
    return np.where(there & when, ABSTRACTION_EXTRA, 0.0)


def extra_hotspot_patrol(span: Span, people: People, day: np.ndarray, team: np.ndarray) -> np.ndarray:
    """Added chance that a PCSO's shift is built around hotspot patrol."""
    there = people.force.codes[team] == PLACE_TIME_BEAT
    return np.where(there & (day >= span.number(PLACE_TIME_FROM)), PLACE_TIME_EXTRA, 0.0)
