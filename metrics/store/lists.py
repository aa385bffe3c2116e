"""The lists as known now, in the form that the intake checks rows against."""

from __future__ import annotations

from metrics import catalogue
from metrics.intake.outcome import Posting, References
from metrics.store.connection import Store
from metrics.store.snapshot import NOW
from metrics.terms import Area


def references(store: Store) -> References:
    """Beats, postings and places as known now, and the ids of the KPIs; asked once for each version of the store."""
    version = store.version
    if store.lists is None or store.lists[0] != version:
        store.lists = (version, _references(store))
    return store.lists[1]


def _references(store: Store) -> References:
    beats = store.rows("select beat, sector, lpa from beats_known_at($t) order by source_row", t=NOW)
    postings: dict[str, list[Posting]] = {}
    rows = store.rows(
        "select collar_no, role, team, start_date, end_date, surname, forename from officers_known_at($t)", t=NOW
    )
    for collar, role, team, start, end, surname, forename in rows:
        level, _, key = team.partition(":")
        posting = Posting(collar, role, Area(level, key), start, end, surname, forename)
        postings.setdefault(collar, []).append(posting)
    places = store.rows("select place_code from places_known_at($t)", t=NOW)
    return References(
        beats={beat: (sector, lpa) for beat, sector, lpa in beats},
        postings=postings,
        places=frozenset(code for (code,) in places),
        kpis=frozenset(catalogue.kpis()),
    )


def secret(store: Store) -> bytes:
    """The store's own key for hashing what is kept only to count repeats."""
    return bytes.fromhex(store.rows("select value from meta where name = 'secret'")[0][0])
