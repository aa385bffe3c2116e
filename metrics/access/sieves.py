"""Every sieve that a read of the store may declare; without one it is not answered. What a sieve is stands in `sieve`."""

from __future__ import annotations

from metrics.access.sieve import Sieve
from metrics.access.sifting import entered, figures, people, records, shown, told

COMMON = Sieve()
"""Names nobody and holds no figure: the lists of areas, what is loaded, definitions."""
AREAS = Sieve("see_areas")
"""Figures of areas, which name nobody."""
EVIDENCE = Sieve("gather_evidence")
"""What was answered and gathered for an inspection."""
SETTLING = Sieve("settle_people")
"""Who can sign in, and as what: no figures."""
DELETING = Sieve("delete_data")
"""What is past its period, in numbers."""
DELETED = Sieve("read_deletions")
"""What was deleted, never the data."""
FIGURES = Sieve(None, figures.of_people, figures.collars)
BESIDE = Sieve(None, figures.beside, figures.named_beside)
WEEKS = Sieve(None, figures.weeks, lambda asked, found: asked["collars"])
MEMBERS = Sieve(None, people.members)
PARTLY = Sieve(None, people.partly)
STINTS = Sieve(None, lambda scope, asked, found: [one for one in found if scope.knows_now(one.collar)])
TEAMS = Sieve(None, people.teams)
ROWS = Sieve(None, records.behind, records.named_behind)
PASSPORT = Sieve(None, records.passport, records.named_by_passport)
OF_FIGURE = Sieve(None, records.of_figure, records.whose_collar)
"""Of one figure, naming nobody but whose it is."""
REFERENCE = Sieve(None, records.by_reference, records.named_in)
LEARNT = Sieve("see_areas", records.learnt)
NOTES = Sieve(None, entered.notes)
CHALLENGES = Sieve(None, entered.challenges)
CHALLENGED = Sieve(None, entered.since)
FLAGS = Sieve(None, entered.flags)
ACTIONS = Sieve(None, entered.actions)
ONE_TO_ONES = Sieve(None, entered.one_to_ones)
PLACES = Sieve(None, entered.places)
THANKS = Sieve("see_areas", told.thanks, lambda asked, found: found.collars)
BRIEF = Sieve("see_areas", told.brief, lambda asked, found: {*found.thanks.collars, *told.owners(asked, found.plans)})
PLANS = Sieve(None, told.plans, told.owners)
GROWN = Sieve(None, figures.grown, lambda asked, found: [one.collar for one in found.people])
RATES = Sieve(None, figures.rates, lambda asked, found: {collar for of in found.values() for collar in of.people})
DRAWN = Sieve("see_areas", shown.drawn)
SEARCHED = Sieve("see_areas", shown.searched, lambda asked, found: {one.collar for one in found.values()})
POPULATION = Sieve("see_areas", shown.population)
EXHIBITS = Sieve("gather_evidence", shown.exhibits)
LOOKS_AT = Sieve(own=True)
"""Who looked at somebody is for that person to read, and for nobody else."""
LOOK_UPS = Sieve("read_looks", shown.look_ups)
POSTINGS = Sieve("read_looks")
"""Who supervised whom and when, to tell looks after leaving: never shown."""
LOG_STATE = Sieve("read_logs")
"""How whole the log is: names nobody."""
