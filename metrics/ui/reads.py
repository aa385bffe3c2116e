"""Every read that pages make of the store, by the name under which it is remembered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from metrics import actions as known_actions
from metrics import (
    before_and_after,
    calculate,
    changes,
    community,
    community_time,
    companions,
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
    verdicts,
)
from metrics import coverage as covered
from metrics import flags as known_flags
from metrics import notes as known_notes
from metrics import people as known_people
from metrics import quality as quality_of
from metrics import rates as rates_of
from metrics import rebases as rebases_of
from metrics import records as references
from metrics import settled as settled_of
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

READS: dict[str, Callable[..., Any]] = {
    "brief": brief.brief,
    "brief_gaps": gaps.gaps,
    "brief_thanks": thanks.thanks,
    "brief_changes": changed.changes,
    "brief_spent": spent_of_week.spent,
    "brief_priorities": local.priorities,
    "brief_plans": local.plans,
    "brief_unvisited": local.unvisited,
    "figures": calculate.figures,
    "hours": calculate.hours,
    "hours_by_state": calculate.hours_by_state,
    "members": known_people.members,
    "people": known_people.people,
    "everyone": known_people.everyone,
    "teams_led": teams.sizes,
    "team_names": teams.names,
    "posted_to": teams.posted_to,
    "is_alone": teams.is_alone,
    "areas": known_people.areas,
    "coverage": covered.coverage,
    "lists_loaded": covered.lists_loaded,
    "waiting": covered.waiting,
    "last_week": covered.last_week,
    "loads": covered.loads,
    "beside": companions.companions_of,
    "funnel": funnels.funnel_of,
    "passport": passport.passport,
    "loads_behind": passport.loads_behind,
    "deletions": deletions.deletions,
    "between": changes.between,
    "quality": quality_of.by_load_week,
    "blanks": quality_of.blanks,
    "reference": references.found_by_reference,
    "published": published.searches,
    "publishers": published.publishers,
    "published_outcomes": published.outcomes,
    "matched_by_hand": matched_by_hand_of,
    "effect": effect.effect,
    "judged": verdicts.judged,
    "rebases": rebases_of.rebases,
    "stand_out": stand_out.changed,
    "event_days": event_days.event_days,
    "rates": rates_of.rates,
    "improved": recognition.improved,
    "good_quality": recognition.good_quality,
    "settled": settled_of.settled_for,
    "weeks_of_level": history.of_level,
    "people_by_week": history.of_people,
    "actions": known_actions.actions,
    "question_sets": question_sets_of.sets,
    "gone_questions": question_sets_of.gone,
    "answers": binder.answers,
    "exhibits": binder.exhibits,
    "packs": packs_made.packs,
    "notes": known_notes.notes,
    "one_to_ones": kept.one_to_ones,
    "courses": courses.courses,
    "places": known_notes.places,
    "closed_flags": known_flags.closed_flags,
    "places_covered": time_in_place.places_covered,
    "targets": targets.listed,
    "targets_kept": targets_kept.kept,
    "target_preview": target_preview.preview,
    "rationale": targets.rationale_of,
    "rows_behind": rows_behind,
    "spent": time_in_place.Spent,
    "clock": time_in_place.clock,
    "attended": demand.attended,
    "osara_plans": problem_solving.plans,
    "before_and_after": before_and_after.before_and_after,
    "plan_measures": plan_entries.measures,
    "measures_offered": plan_measures.offered,
    "lessons": plan_entries.lessons,
    "schemes": community.schemes,
    "engagement": community.engagement,
    "priorities": community.priorities,
    "foot_patrols": residents.foot_patrols,
    "named_contacts": named_contacts.named_contacts,
    "plan_editions": editions_of.editions,
    "plan_ties": ties_of.ties_by_hand,
    "engagement_subjects": ties_of.returns_of,
    "community_time": community_time.community_time,
    "crime_places": crime.places,
    "crime_compared": crime_change.compare,
    "crime_files": crime.files,
    "measures_stated": measures_stated.values,
    "march_2022": reproducing.loaded,
    "searches": stop_and_search.searches,
    "guarantee": guarantee.guarantee,
    "drawn_for_review": search_reviews.reviewed,
    "draw_comes_out_again": search_draws.comes_out_again,
    "search_population": search_draws.population,
    "searches_drawn": searched.searches,
    "retention_due": lambda store, day: purging.due(store, day, now()),
    "disposal_records": disposal_words.records,
}
OF_ENTRIES = {
    "rebases",
    "matched_by_hand",
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
