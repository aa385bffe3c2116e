"""What people keep with an OSARA plan: the measure it is looked at by, and what was learnt. The latest entry of each holds."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from metrics.notes import name_faults, plain, words_faults
from metrics.plan_measures import offered
from metrics.store.connection import Store
from metrics.store.entering import entered, keep
from metrics.store.entries import LESSON, PLAN_MEASURE
from metrics.store.snapshot import moment, snapshot
from metrics.terms import local


@dataclass(frozen=True)
class Measure:
    """What somebody chose to look at a plan by. response: the day it began, where the export has none. at: UTC."""

    measure: str
    response: dt.date | None
    by: str
    at: dt.datetime


@dataclass(frozen=True)
class Lesson:
    """What was learnt from a plan, as somebody entered it. at: UTC."""

    words: str
    by: str
    at: dt.datetime


def choose_measure(store: Store, ref: str, measure: str, response: dt.date | None, by: str, at: dt.datetime) -> None:
    """Keep by which measure (`plan_measures`) a plan is looked at.

    Raises ValueError with one plain sentence for what cannot be kept, and LoadFailedError where it could not be written.
    """
    by = plain(by)
    for fault in [*_plan_faults(store, ref, response, at), *_measure_faults(store, measure), *name_faults(by)]:
        raise ValueError(fault)
    keep(store, PLAN_MEASURE, [{"plan_ref": ref, "measure": measure, "response_on": response}], at, by)


def learn(store: Store, ref: str, words: str, by: str, at: dt.datetime) -> None:
    """Keep what was learnt from a plan; the version before stays, and is shown as an earlier one. Raises as `choose_measure`."""
    words, by = plain(words), plain(by)
    for fault in [*_plan_faults(store, ref, None, at), *words_faults(words, "what was learnt"), *name_faults(by)]:
        raise ValueError(fault)
    keep(store, LESSON, [{"plan_ref": ref, "words": words}], at, by)


def _plan_faults(store: Store, ref: str, response: dt.date | None, at: dt.datetime) -> list[str]:
    """What is wrong with a plan's reference, or with the day of its response. at: UTC."""
    text = "select min(opened_on) from problem_plans where plan_ref = $ref"
    ((opened,),) = store.rows(text, snapshot(store), ref=ref)
    if opened is None:
        return [f"There is no plan with the reference {ref}."]
    if response is not None and response < opened:
        return ["The response lies before the day on which the plan was opened."]
    if response is not None and response > local(moment(at)).date():
        return ["The response lies in the future: give the day on which it began."]
    return []


def _measure_faults(store: Store, measure: str) -> list[str]:
    return [] if measure in offered(store) else ["Choose a measure that is offered."]


def measures(store: Store, known_at: dt.datetime | None = None) -> dict[str, Measure]:
    """By plan the measure that was chosen last, as known at a moment."""
    return {
        row["plan_ref"]: Measure(row["measure"], row["response_on"], row["recorded_by"], row["recorded_at"])
        for row in entered(store, PLAN_MEASURE)
        if row["recorded_at"] <= moment(known_at)
    }


def lessons(store: Store, known_at: dt.datetime | None = None) -> dict[str, tuple[Lesson, ...]]:
    """By plan every version of what was learnt, as known at a moment, the latest first."""
    found: dict[str, tuple[Lesson, ...]] = {}
    for row in entered(store, LESSON):
        if row["recorded_at"] <= moment(known_at):
            one = Lesson(row["words"], row["recorded_by"], row["recorded_at"])
            found[row["plan_ref"]] = (one, *found.get(row["plan_ref"], ()))
    return found
