"""One OSARA plan: its days, and a measure of its beat before and after the response; the measure that somebody chose is kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import streamlit as st

from metrics import loading, plan_entries
from metrics.before_and_after import CAVEATS, Compared
from metrics.catalogue import kpis
from metrics.charts import before_after, osara
from metrics.charts.drawing import Drawing
from metrics.charts.marks import Mark
from metrics.charts.words import days, within
from metrics.kpi import Kpi
from metrics.notes import key_of
from metrics.plan_entries import Measure
from metrics.plan_measures import ATTENDED
from metrics.problem_solving import Plan
from metrics.terms import EARLY_MARK, TOO_EARLY_TO_SAY, Area, say_date, say_moment
from metrics.ui import (
    drawings,
    entering,
    meanings,
    notes,
    priorities,
    problem_data,
    problem_solving,
    routes,
    selection,
    show,
    stores,
    verdicts,
)
from metrics.ui.opening import opener
from metrics.ui.safe import html
from metrics.ui.selection import Selection

LINES = [
    ("mark:●", "a week (a ring: provisional)"), ("mark:─", "what its side's rate gives in the hours of the week"),
    ("mark:┄", "what the rate before would have given"),
]  # fmt: skip


def choose(view: Selection) -> Plan | None:
    """The plan of the address, and a box to choose another; None where none is chosen."""
    plans = {plan.ref: plan for plan in problem_data.plans(view)}
    if not plans:
        return None
    show.heading("One plan: before and after", "click a mark above, or choose")
    names = {ref: f"{ref} · {osara.named(plan, ' · ')} · {within(plan.stage)}" for ref, plan in plans.items()}
    refs = list(names)
    asked = view.ref if view.ref in names else None
    if view.ref and asked is None:
        show.note(f"There is no plan {view.ref} in this view.")
    chosen = st.selectbox(
        "Plan",
        refs,
        None if asked is None else refs.index(asked),
        format_func=names.__getitem__,
        placeholder="Choose a plan",
        filter_mode="contains",
        key=f"plan-{view.area}-{asked}",
        label_visibility="collapsed",
    )
    if chosen != asked:
        selection.go(replace(view, ref=chosen, kpi=None, opened=False))
    return plans[asked] if asked else None


def report(plan: Plan, view: Selection) -> None:
    """The plan's days and links, then the comparison and the way to keep a measure with it."""
    show.heading(plan.title, f"{plan.ref}, {plan.beat_name}")
    show.lede(days_words(plan))
    _links(plan, view)
    kept = problem_data.measures(view).get(plan.ref)
    response = response_of(plan, kept)
    kpi = _choose_measure(view, kept)
    if response is None:
        show.lede(
            "The export has no day on which the response began, so there is no before and after yet. Give it below."
        )
    else:
        _compare(plan, kpi, response, view)
    offered = problem_data.offered(view)
    if kept is not None and kept.measure in offered:
        words = f"The measure kept with this plan is {within(offered[kept.measure].label)}"
        show.lede(f"{words}: chosen by {kept.by} on {say_moment(kept.at)}.")
    if view.known_at is None:
        _form(plan, kpi, kept, offered)


def days_words(plan: Plan) -> str:
    """Opened 12 June 2026; response began ...; in Response for 34 days; due in 5 days. Objective: ..."""
    told = [f"Opened {say_date(plan.opened)}"]
    told += [f"the response began {say_date(plan.response)}"] if plan.response else []
    since = plan.days_in_stage
    told += [f"stage {plan.stage}{'' if since is None else f' for {since:,} days'}"] if plan.is_open else []
    told += [f"closed {say_date(plan.closed)}"] if plan.closed else []
    told.append(f"assessment: {plan.clock.words}")
    return f"{'; '.join(told)}.{f' Objective: {plan.objective}.' if plan.objective else ''}"


def _links(plan: Plan, view: Selection) -> None:
    plain = replace(view, kpi=None, opened=False, ref=None)
    with show.links("plan"):
        show.link(routes.RECORD, f"Record {plan.ref}", plain.params(ref=plan.ref))
        owner = problem_solving.owners(view).get(plan.collar, plan.collar)
        show.link(routes.OFFICER, f"Owner: {owner}", plain.params(officer=plan.collar))
        show.link(routes.BEATS, plan.beat_name, plain.params(area=Area("beat", plan.beat)))
        show.link(routes.PRIORITIES, priorities.said_of(plan, view), plain.params())


def response_of(plan: Plan, kept: Measure | None) -> dt.date | None:
    """The day on which the response began, by the plan's day: of the export, else what somebody entered."""
    entered = kept.response if kept is not None else None
    return plan.response or (entered if entered is not None and entered <= plan.day else None)


def _choose_measure(view: Selection, kept: Measure | None) -> Kpi:
    """The measure of the address, else the one that was kept, else the usual one; a change goes into the address."""
    measures = problem_data.offered(view)
    first = kept.measure if kept is not None and kept.measure in measures else ATTENDED
    now = view.kpi if view.kpi in measures else first
    ids = list(measures)
    chosen = st.selectbox(
        "Measure of the beat",
        ids,
        ids.index(str(now)),
        format_func=lambda one: measures[one].label,
        key=f"measure-{view.ref}-{now}",
        width=320,
    )
    if chosen != now:
        selection.go(replace(view, kpi=chosen, opened=False))
    return measures[str(now)]


def _compare(plan: Plan, kpi: Kpi, response: dt.date, view: Selection) -> None:
    """The chart, its facts and word, the rest of the sector, and what the test does not take away."""
    found = problem_data.compared(kpi.id, plan.beat, response, view)
    if found is None:
        show.lede(
            f"Nothing of {plan.beat_name} is settled yet: it takes weeks of {within(kpi.label)} and of Duties that are loaded."
        )
        return
    show.legend(LINES)
    show.chart(
        picture(view, plan, kpi.id, response, _marks(found, plan, view)),
        f"before-after-{kpi.id.replace(':', '-')}",
        on_pick=opener(replace(view, area=Area("beat", plan.beat)), "beat") if kpi.id in kpis() else None,
    )
    show.block(verdict(found))
    meanings.beside([found.told.word if found.told else TOO_EARLY_TO_SAY])
    show.lede(others_words(found))
    show.note(" ".join(CAVEATS))


@drawings.remembered
def picture(view: Selection, plan: Plan, kpi: str, response: dt.date, marks: tuple[Mark, ...]) -> Drawing:
    """The weeks around the response."""
    found = problem_data.compared(kpi, plan.beat, response, view)
    assert found is not None, "asked for where there is something to draw"
    return before_after.draw(found, plan.beat_name, plan.beat, marks)


def measured(view: Selection) -> str | None:
    """The measure by which the plan of the address is looked at; None where no plan is chosen or its response has no day."""
    plan = next((plan for plan in problem_data.plans(view) if plan.ref == view.ref), None)
    if plan is None:
        return None
    kept, offered = problem_data.measures(view).get(plan.ref), problem_data.offered(view)
    asked = view.kpi if view.kpi in offered else kept.measure if kept and kept.measure in offered else ATTENDED
    return asked if response_of(plan, kept) is not None else None


def around_response(view: Selection, measure: str) -> Drawing | None:
    """The picture of the plan of the address by a measure; None where nothing can be compared."""
    plan = next((plan for plan in problem_data.plans(view) if plan.ref == view.ref), None)
    if plan is None:
        return None
    response = response_of(plan, problem_data.measures(view).get(plan.ref))
    found = problem_data.compared(measure, plan.beat, response, view) if response else None
    return picture(view, plan, measure, response, _marks(found, plan, view)) if found and response else None


def _marks(found: Compared, plan: Plan, view: Selection) -> tuple[Mark, ...]:
    """Notes on the beat in the weeks drawn."""
    if not found.weeks:
        return ()
    area = Area("beat", plan.beat)
    start = min(found.weeks[0][0], view.end)
    return notes.marks(replace(view, period="dates", start=start, area=area), key_of(None, area), found.kpi.id)


def verdict(found: Compared) -> str:
    """The facts of both sides and the word, as every verdict is shown."""
    sides = [
        (name, before_after.side_words(found.kpi, each, when))
        for name, each, when in (("Before", found.before, "before"), ("Since", found.since, "since"))
    ]
    title = f"Before and after: {within(found.kpi.label)}"
    if found.told is None:
        facts = "".join(f"<div><dt>{html(name)}</dt><dd>{html(words)}</dd></div>" for name, words in sides)
        return (
            f'<section class="bb-told"><h3>{html(title)} <span class="bb-answer"><span class="bb-mark" aria-hidden="true">'
            f"{EARLY_MARK}</span> {TOO_EARLY_TO_SAY}</span></h3><dl>{facts}</dl>"
            f'<p class="muted">{html(_why(found))}</p></section>'
        )
    own = ("Counted", "Available hours", "Rostered hours", "Days judged", "Against")
    rest = tuple(fact for fact in found.told.facts if fact[0] not in own)
    return verdicts.section(replace(found.told, title=title, facts=(*sides, *_days(found), *rest)))


def _days(found: Compared) -> tuple[tuple[str, str], ...]:
    spans = found.before.days, found.since.days
    return tuple(
        (name, days(*span)) for name, span in zip(("Days before", "Days since"), spans, strict=True) if span is not None
    )


def _why(found: Compared) -> str:
    if not found.before.weeks:
        return "No week before the response is known."
    if not found.since.weeks:
        return f"No settled week lies wholly after the day of the response yet; weeks to {say_date(found.settled)} are settled."
    return "Too few weeks are known."


def others_words(found: Compared) -> str:
    """The other beats of the sector over the same weeks: a fact beside, no verdict."""
    if found.others is None:
        return ""
    before, since = (before_after.rate_words(found.kpi, each) for each in found.others)
    return f"The other beats of the sector over the same weeks: {before} before, {since} since."


def _form(plan: Plan, kpi: Kpi, kept: Measure | None, offered: dict[str, Kpi]) -> None:
    at = f"{plan.ref}-{kpi.id}-{entering.turn()}"
    words = (
        "Keep a measure with this plan"
        if plan.response
        else "Keep a measure and the day of the response with this plan"
    )
    box = st.expander(words, key=f"measure-keep-{at}", on_change="rerun", type="compact")
    if not box.open:
        return
    with box, st.form(f"measure-form-{at}", border=False):
        ids = list(offered)
        chosen = st.selectbox(
            "Measure", ids, ids.index(kpi.id), format_func=lambda one: offered[one].label, key=f"measure-kpi-{at}"
        )
        day = None
        if plan.response is None:
            before = kept.response if kept else None
            day = st.date_input(
                "The response began on", before, format="DD/MM/YYYY", key=f"measure-day-{at}", width=180
            )
        by = entering.your_name(f"measure-by-{at}")
        if st.form_submit_button("Keep it with the plan", type="primary", key=f"measure-go-{at}"):
            entering.keep(lambda: plan_entries.choose_measure(stores.store(), plan.ref, chosen, day, by, loading.now()))
