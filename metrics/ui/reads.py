"""Every read that pages make of the store, by the name under which it is remembered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from metrics import actions as known_actions
from metrics import (
    before_and_after,
    calculate,
    changes,
    community,
    community_time,
    companions,
    corrections,
    crime,
    crime_change,
    deletions,
    demand,
    effect,
    event_days,
    funnels,
    guarantee,
    history,
    measures_stated,
    named_contacts,
    passport,
    plan_entries,
    plan_measures,
    problem_solving,
    published,
    recognition,
    reproducing,
    residents,
    stand_out,
    stop_and_search,
    target_preview,
    targets,
    targets_kept,
    teams,
    time_in_place,
    together,
    verdicts,
)
from metrics import challenges as known_challenges
from metrics import coverage as covered
from metrics import flags as known_flags
from metrics import notes as known_notes
from metrics import people as known_people
from metrics import quality as quality_of
from metrics import rates as rates_of
from metrics import rebases as rebases_of
from metrics import records as references
from metrics import settled as settled_of
from metrics.access import ahead, looked, sieves
from metrics.access import listed as people_listed
from metrics.access import table as access_table
from metrics.access.sieve import Sieve
from metrics.brief import brief, changed, gaps, local, thanks
from metrics.brief import spent as spent_of_week
from metrics.loading import now
from metrics.one_to_one import courses, kept
from metrics.peel import binder
from metrics.peel import packs as packs_made
from metrics.peel import sets as question_sets_of
from metrics.priorities import editions as editions_of
from metrics.priorities import ties as ties_of
from metrics.retention import purging
from metrics.retention import words as disposal_words
from metrics.rows_behind import records as rows_behind
from metrics.search_reviews import draws as search_draws
from metrics.search_reviews import reviews as search_reviews
from metrics.search_reviews import searched
from metrics.store.matchings import matched_by_hand as matched_by_hand_of


@dataclass(frozen=True)
class Reading:
    """A read: what answers it, and what of the answer somebody may have. There is none without a sieve."""

    answer: Callable[..., Any]
    sieve: Sieve


READS: dict[str, Reading] = {
    "people_listed": Reading(people_listed.listed, sieves.SETTLING),
    "access_given": Reading(access_table.grants, sieves.SETTLING),
    "opens_at": Reading(ahead.opens_at, sieves.COMMON),
    "looks_at": Reading(looked.at_person, sieves.LOOKS_AT),
    "look_ups": Reading(looked.in_days, sieves.LOOK_UPS),
    "look_ups_state": Reading(looked.state, sieves.LOG_STATE),
    "stints": Reading(looked.postings, sieves.POSTINGS),
    "brief": Reading(brief.brief, sieves.BRIEF),
    "brief_gaps": Reading(gaps.gaps, sieves.AREAS),
    "brief_thanks": Reading(thanks.thanks, sieves.THANKS),
    "brief_changes": Reading(changed.changes, sieves.AREAS),
    "brief_spent": Reading(spent_of_week.spent, sieves.AREAS),
    "brief_priorities": Reading(local.priorities, sieves.AREAS),
    "brief_plans": Reading(local.plans, sieves.PLANS),
    "brief_unvisited": Reading(local.unvisited, sieves.AREAS),
    "figures": Reading(calculate.figures, sieves.FIGURES),
    "areas_set_aside": Reading(calculate.areas_set_aside, sieves.AREAS),
    "hours": Reading(calculate.hours, sieves.FIGURES),
    "hours_by_state": Reading(calculate.hours_by_state, sieves.FIGURES),
    "members": Reading(known_people.members, sieves.MEMBERS),
    "partly_mine": Reading(known_people.members, sieves.PARTLY),
    "people": Reading(known_people.people, sieves.MEMBERS),
    "everyone": Reading(known_people.everyone, sieves.STINTS),
    "teams_led": Reading(teams.sizes, sieves.TEAMS),
    "team_names": Reading(teams.names, sieves.TEAMS),
    "posted_to": Reading(teams.posted_to, sieves.COMMON),
    "is_alone": Reading(teams.is_alone, sieves.COMMON),
    "areas": Reading(known_people.areas, sieves.COMMON),
    "area_names": Reading(known_people.area_names, sieves.COMMON),
    "sectors": Reading(known_people.sectors, sieves.COMMON),
    "together": Reading(together.of_key, sieves.COMMON),
    "inside": Reading(together.inside, sieves.COMMON),
    "coverage": Reading(covered.coverage, sieves.COMMON),
    "lists_loaded": Reading(covered.lists_loaded, sieves.COMMON),
    "waiting": Reading(covered.waiting, sieves.COMMON),
    "last_week": Reading(covered.last_week, sieves.COMMON),
    "loads": Reading(covered.loads, sieves.COMMON),
    "beside": Reading(companions.companions_of, sieves.BESIDE),
    "funnel": Reading(funnels.funnel_of, sieves.AREAS),
    "passport": Reading(passport.passport, sieves.PASSPORT),
    "loads_behind": Reading(passport.loads_behind, sieves.OF_FIGURE),
    "corrections": Reading(corrections.corrections, sieves.OF_FIGURE),
    "deletions": Reading(deletions.deletions, sieves.COMMON),
    "between": Reading(changes.between, sieves.LEARNT),
    "quality": Reading(quality_of.by_load_week, sieves.AREAS),
    "blanks": Reading(quality_of.blanks, sieves.AREAS),
    "reference": Reading(references.found_by_reference, sieves.REFERENCE),
    "published": Reading(published.searches, sieves.AREAS),
    "publishers": Reading(published.publishers, sieves.COMMON),
    "published_outcomes": Reading(published.outcomes, sieves.AREAS),
    "matched_by_hand": Reading(matched_by_hand_of, sieves.COMMON),
    "effect": Reading(effect.effect, sieves.AREAS),
    "judged": Reading(verdicts.judged, sieves.AREAS),
    "rebases": Reading(rebases_of.rebases, sieves.COMMON),
    "stand_out": Reading(stand_out.changed, sieves.AREAS),
    "event_days": Reading(event_days.event_days, sieves.AREAS),
    "rates": Reading(rates_of.rates, sieves.RATES),
    "improved": Reading(recognition.improved, sieves.GROWN),
    "good_quality": Reading(recognition.good_quality, sieves.AREAS),
    "settled": Reading(settled_of.settled_for, sieves.COMMON),
    "weeks_of_levels": Reading(history.of_levels, sieves.AREAS),
    "people_by_week": Reading(history.of_people, sieves.WEEKS),
    "actions": Reading(known_actions.actions, sieves.ACTIONS),
    "question_sets": Reading(question_sets_of.sets, sieves.COMMON),
    "gone_questions": Reading(question_sets_of.gone, sieves.COMMON),
    "answers": Reading(binder.answers, sieves.EVIDENCE),
    "exhibits": Reading(binder.exhibits, sieves.EXHIBITS),
    "packs": Reading(packs_made.packs, sieves.EVIDENCE),
    "challenges": Reading(known_challenges.challenges, sieves.CHALLENGES),
    "challenged_since": Reading(known_challenges.since, sieves.CHALLENGED),
    "notes": Reading(known_notes.notes, sieves.NOTES),
    "one_to_ones": Reading(kept.one_to_ones, sieves.ONE_TO_ONES),
    "courses": Reading(courses.courses, sieves.OF_FIGURE),
    "places": Reading(known_notes.places, sieves.PLACES),
    "closed_flags": Reading(known_flags.closed_flags, sieves.FLAGS),
    "places_covered": Reading(time_in_place.places_covered, sieves.AREAS),
    "targets": Reading(targets.listed, sieves.COMMON),
    "targets_kept": Reading(targets_kept.kept, sieves.AREAS),
    "target_preview": Reading(target_preview.preview, sieves.AREAS),
    "rationale": Reading(targets.rationale_of, sieves.COMMON),
    "rows_behind": Reading(rows_behind, sieves.ROWS),
    "spent": Reading(time_in_place.Spent, sieves.AREAS),
    "clock": Reading(time_in_place.clock, sieves.AREAS),
    "attended": Reading(demand.attended, sieves.AREAS),
    "osara_plans": Reading(problem_solving.plans, sieves.PLANS),
    "before_and_after": Reading(before_and_after.before_and_after, sieves.AREAS),
    "plan_measures": Reading(plan_entries.measures, sieves.AREAS),
    "measures_offered": Reading(plan_measures.offered, sieves.COMMON),
    "lessons": Reading(plan_entries.lessons, sieves.AREAS),
    "schemes": Reading(community.schemes, sieves.AREAS),
    "engagement": Reading(community.engagement, sieves.AREAS),
    "priorities": Reading(community.priorities, sieves.AREAS),
    "foot_patrols": Reading(residents.foot_patrols, sieves.AREAS),
    "named_contacts": Reading(named_contacts.named_contacts, sieves.AREAS),
    "plan_editions": Reading(editions_of.editions, sieves.COMMON),
    "plan_ties": Reading(ties_of.ties_by_hand, sieves.AREAS),
    "engagement_subjects": Reading(ties_of.returns_of, sieves.AREAS),
    "community_time": Reading(community_time.community_time, sieves.AREAS),
    "crime_places": Reading(crime.places, sieves.AREAS),
    "crime_compared": Reading(crime_change.compare, sieves.AREAS),
    "crime_files": Reading(crime.files, sieves.AREAS),
    "measures_stated": Reading(measures_stated.values, sieves.COMMON),
    "march_2022": Reading(reproducing.loaded, sieves.AREAS),
    "searches": Reading(stop_and_search.searches, sieves.AREAS),
    "guarantee": Reading(guarantee.guarantee, sieves.AREAS),
    "drawn_for_review": Reading(search_reviews.reviewed, sieves.DRAWN),
    "draw_comes_out_again": Reading(search_draws.comes_out_again, sieves.AREAS),
    "search_population": Reading(search_draws.population, sieves.POPULATION),
    "searches_drawn": Reading(searched.searches, sieves.SEARCHED),
    "retention_due": Reading(lambda store, day: purging.due(store, day, now()), sieves.DELETING),
    "disposal_records": Reading(disposal_words.records, sieves.DELETED),
}
OF_LOOK_UPS = {"looks_at", "look_ups", "look_ups_state"}
"""Reads of the look-up log, which grows with every look: never remembered."""
OF_ENTRIES = {
    "people_listed",
    "access_given",
    "rebases",
    "matched_by_hand",
    "challenges",
    "notes",
    "closed_flags",
    "actions",
    "question_sets",
    "gone_questions",
    "answers",
    "exhibits",
    "packs",
    "plan_measures",
    "lessons",
    "one_to_ones",
    "drawn_for_review",
    "draw_comes_out_again",
    "brief",
    "brief_thanks",
    "brief_changes",
    "plan_editions",
    "plan_ties",
    "retention_due",
}
"""Reads that change with an entry; every other changes only with a load or a withdrawal."""
