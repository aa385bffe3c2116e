"""What is read once after each load, before any page can answer: the snapshot, and what serves every page of it."""

from __future__ import annotations

from metrics import asides, companion_weeks, history, people, question, recognition
from metrics.store.connection import Store
from metrics.store.snapshot import prepare

ONCE = (
    people.stints, people.postings, people.listed_areas, people.named_areas, question.weeks_known, asides.any_stand,
)  # fmt: skip
"""Read once of a snapshot, and small: every page asks for them."""


def first_reads(store: Store) -> None:
    """Make all of it now, so that whoever opens a page next need not wait for it."""
    before_it_is_told(store)
    history.of_areas(store)
    recognition.improved(store, ())
    for level in ("beat", "sector"):
        recognition.good_quality(store, level)


def before_it_is_told(store: Store) -> None:
    """The part that takes longest, also of a version that the store holds back (`Store.holding`)."""
    catalog = prepare(store)
    for once in ONCE:
        once(store, catalog)
    companion_weeks.everybodys_weeks(store, catalog)
    history.known_by(store, catalog)
