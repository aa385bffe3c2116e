"""The Problem solving page's parts: the answer, the plans as a picture and as a register, and the workbook of all of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from metrics import loading, problem_workbook
from metrics.catalogue import exports, kpis
from metrics.charts import osara
from metrics.charts.drawing import Drawing
from metrics.charts.theme import AWAY, DONE
from metrics.intervals import wilson
from metrics.kpi import Kpi
from metrics.problem_solving import KPI, SOON_DAYS, Plan, on_time
from metrics.terms import Area, say_date, say_number
from metrics.ui import data, drawings, problem_data, show
from metrics.ui.opening import Opener
from metrics.ui.selection import Selection

LOOKS = [
    (AWAY, "overdue for assessment"), (DONE, f"due within {SOON_DAYS} days"),
    ("mark:●", "due later, or assessed"), ("mark:○", "nobody has set a day"),
]  # fmt: skip
COUNTED = (KPI, "citizens_schemes", "new_watch_schemes", "engagement_returns")
ROWS_AT_MOST = 250


def opener(view: Selection) -> Opener:
    """The opener of the view's plans: the page shows the plan that was chosen."""
    return Opener(partial(_with_plan, view))


def _with_plan(view: Selection, chosen: dict[str, Any]) -> Selection:
    return replace(view, ref=str(chosen.get("ref") or "") or None, kpi=None, opened=False)


def counted(view: Selection) -> list[Kpi]:
    """The KPIs that the page's parts add up to, as far as they apply to the view's roles."""
    return [kpis()[name] for name in COUNTED if view.role in (None, *kpis()[name].roles)]


def is_loaded(view: Selection) -> bool:
    """True where the plans of the view's days are known."""
    return not _unloaded(view)


def answer(view: Selection, name: str) -> str:
    """How many plans are open and overdue, and how many of those due were assessed on time; or what is missing."""
    unloaded = _unloaded(view)
    if unloaded:
        return unloaded
    found = [plan for plan in problem_data.plans(view) if plan.is_counted]
    current = [plan for plan in found if plan.is_open]
    clocks = [str(plan.clock.state) for plan in current]
    told = [
        f"{clocks.count(state):,} {words}"
        for state, words in (
            ("overdue", "overdue for assessment"), ("soon", f"due within {SOON_DAYS} days"), ("no day", "with no day set"),
        )
    ]  # fmt: skip
    words = f"{name}: {len(current):,} plan{'' if len(current) == 1 else 's'} open on {say_date(view.end)}: {', '.join(told)}."
    return f"{words} {_on_time(found)}{_elsewhere(view)}"


def _on_time(found: Sequence[Plan]) -> str:
    """Of 20 whose assessment was due by then, 12 were assessed on time: 60% (39% to 78%)."""
    part, whole = on_time(found)
    if not whole:
        return "No assessment was due by then."
    low, high = wilson(part, whole)
    return (
        f"Of {whole:,} whose assessment was due by then, since the list began, {part:,} {'was' if part == 1 else 'were'} "
        f"assessed on time: {part / whole:.0%} ({low:.0%} to {high:.0%})."
    )


def _elsewhere(view: Selection) -> str:
    """Open plans that the KPI does not count, and up to which day the list speaks, where these need saying."""
    others = sum(plan.is_open and not plan.is_counted for plan in problem_data.plans(view))
    told = []
    if others:
        told.append(f" {others:,} more, of owners who are not constables, the KPI does not count.")
    if view.role not in (None, *kpis()[KPI].roles):
        told.append(" Plans are a measure of constables: they are shown whichever roles are chosen.")
    to = problem_data.through("problem_plans", view)
    if to is not None and to < view.end:
        told.append(f" The list speaks to {say_date(to)} only.")
    return "".join(told)


def _unloaded(view: Selection) -> str:
    """What is missing, and who sends it; nothing where the list speaks of some of the view's days."""
    export, to = exports()["problem_plans"], problem_data.through("problem_plans", view)
    if to is None:
        return f"The list of {export.sheet} is not loaded. It comes from the {export.sent_by}."
    if to < view.start:
        return f"The list of {export.sheet} speaks to {say_date(to)}: nothing of these days is loaded. {export.sender} sends it."
    return ""


@drawings.remembered
def shown(view: Selection) -> list[Plan]:
    """The plans that the KPI counts: those open, and those closed in the view's days."""
    return [
        plan
        for plan in problem_data.plans(view)
        if plan.is_counted and (plan.closed is None or plan.closed >= view.start)
    ]


@drawings.remembered
def picture(view: Selection, name: str) -> Drawing | None:
    """The plans by stage and age; None where the list is not loaded or none is to be shown."""
    found = [] if _unloaded(view) else shown(view)
    return osara.draw(found, name) if found else None


def owners(view: Selection) -> dict[str, str]:
    """Everybody's name by collar number, as in their latest posting."""
    return drawings.names(view.known_at)


def register(view: Selection) -> None:
    """The plans of the picture as a table, when somebody asks: reference, owner and beat open."""
    found = shown(view)
    more = f", the first {ROWS_AT_MOST:,} shown" if len(found) > ROWS_AT_MOST else ""
    box = st.expander(f"The register: {len(found):,} plans{more}", key="register", on_change="rerun", type="compact")
    if box.open:
        with box:
            plans = found[:ROWS_AT_MOST]
            names, latest = owners(view), {ref: all_[0].words for ref, all_ in problem_data.lessons(view).items()}
            frame = pd.DataFrame([_row(plan, names, latest.get(plan.ref, "")) for plan in plans])
            caption = "OSARA plans in the order of beats: open, and closed in these days"
            show.block(show.table_html(frame, caption, cards=False, wide=True, cells_open=_opens(plans, view)))


def _row(plan: Plan, names: dict[str, str], lesson: str) -> dict[str, str]:
    since = plan.days_in_stage
    return {
        "Reference": plan.ref,
        "Plan": plan.title,
        "Owner": names.get(plan.collar, plan.collar),
        "Beat": plan.beat_name,
        "Stage": plan.stage,
        "Days in stage": "–" if since is None else say_number(since),
        "Days open": say_number(plan.days_open),
        "Assessment": plan.clock.words,
        "Result": plan.result or "",
        "What was learnt": lesson,
    }


def _opens(plans: Iterable[Plan], view: Selection) -> dict[tuple[int, int], str]:
    """The record of each plan, its owner's page, and its beat among all beats."""
    plain = replace(view, kpi=None, opened=False, ref=None)
    found = {}
    for row, plan in enumerate(plans):
        found[row, 0] = f"record?{urlencode(plain.params(ref=plan.ref))}"
        found[row, 2] = f"officer?{urlencode(plain.params(officer=plan.collar))}"
        found[row, 3] = f"beats?{urlencode(plain.params(area=Area('beat', plan.beat), kpi=KPI))}"
    return found


def download(view: Selection, name: str) -> None:
    """The page as a workbook of values, made when it is asked for."""
    show.download(
        "Plans, schemes and engagement as a workbook",
        lambda: workbook(view, name),
        f"problem-solving-{view.end}.xlsx",
        show.XLSX,
        key="register-workbook",
    )


def workbook(view: Selection, name: str) -> bytes:
    """The bytes of the download."""
    content = problem_workbook.Content(
        () if _unloaded(view) else problem_data.plans(view), problem_data.lessons(view), problem_data.schemes(view),
        problem_data.engagement(view), problem_data.priorities(view, problem_workbook.MOST_ROWS),
        [data.passport_of(kpi.id, view, area=view.area) for kpi in counted(view)],
    )  # fmt: skip
    words = f"{name}, {view.period_words}, {view.known_words}"
    return problem_workbook.workbook(content, words, owners(view), problem_data.team_names(view), loading.now())


__all__ = [
    "LOOKS", "answer", "counted", "download", "opener", "owners", "picture", "register", "shown", "workbook",
]  # fmt: skip
