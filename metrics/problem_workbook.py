"""The Problem solving page as a workbook of values: plans, lessons, schemes, engagement. No formulas, links or hidden sheets."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from xlsxwriter import Workbook

from metrics.community import Engagement, Priority, Schemes
from metrics.passport import Passport
from metrics.passport_workbook import LOAD_HEADINGS, OPTIONS, add_sheet, load_rows
from metrics.plan_entries import Lesson
from metrics.problem_solving import Plan
from metrics.terms import MARKING, PURPOSE

MOST_ROWS = 50_000
"""Priorities that one workbook names."""


class Content(NamedTuple):
    """What the page shows. origins: where the KPIs come from that it adds up to."""

    plans: Sequence[Plan]
    lessons: Mapping[str, Sequence[Lesson]]
    schemes: Sequence[Schemes]
    engagement: Sequence[Engagement]
    priorities: Sequence[Priority]
    origins: Sequence[Passport]


PLAN_HEADINGS = (
    "Reference", "Plan", "Objective", "Owner", "Collar No", "Counted by the KPI", "Beat", "Opened on", "Stage", "Stage since",
    "Days in stage", "Days open", "Response on", "Assessment due", "Assessed on", "Assessment", "Closed on", "Result",
    "What was learnt",
)  # fmt: skip
LESSON_HEADINGS = ("Reference", "What was learnt", "Entered by", "Entered at", "Holds")
SCHEME_HEADINGS = (
    "Kind", "Team", "Counted by a KPI", "Established in these days", "Running at their end", "Members of those",
    "Without a number of members",
)  # fmt: skip
ENGAGEMENT_HEADINGS = (
    "Kind", "Team", "Returns", "People who took part", "Without a number of people", "Priorities raised",
    "Of these with feedback", "Feedback given", "Last feedback",
)  # fmt: skip
PRIORITY_HEADINGS = (
    "Return",
    "Day",
    "Beat",
    "Kind",
    "People who took part",
    "Priority raised",
    "Feedback given",
)


def workbook(
    content: Content, words: str, owners: Mapping[str, str], teams: Mapping[str, str], made_at: dt.datetime
) -> bytes:
    """The bytes of an xlsx file. words: the view. owners: names by collar number; teams: names by level:key."""
    out = io.BytesIO()
    book = Workbook(out, OPTIONS)
    about = [("Marking", MARKING), ("Problem solving", words), ("Made at", made_at), ("Purpose", PURPOSE)]
    add_sheet(book, "About", ("What", "Value"), about)
    add_sheet(book, "Plans", PLAN_HEADINGS, [_plan(plan, owners, content.lessons) for plan in content.plans])
    add_sheet(book, "Lessons", LESSON_HEADINGS, _lessons(content))
    add_sheet(book, "Schemes", SCHEME_HEADINGS, [_named(row, teams) for row in content.schemes])
    add_sheet(book, "Engagement", ENGAGEMENT_HEADINGS, [_named(row, teams) for row in content.engagement])
    add_sheet(book, "Priorities raised", PRIORITY_HEADINGS, content.priorities)
    loads = [row for found in content.origins for row in load_rows(found)]
    add_sheet(book, "Loads", LOAD_HEADINGS, list(dict.fromkeys(loads)))
    book.close()
    return out.getvalue()


def _plan(plan: Plan, owners: Mapping[str, str], lessons: Mapping[str, Sequence[Lesson]]) -> tuple[Any, ...]:
    learnt = lessons.get(plan.ref)
    return (
        plan.ref, plan.title, plan.objective, owners.get(plan.collar), plan.collar, plan.is_counted, plan.beat_name, plan.opened,
        plan.stage, plan.stage_on, plan.days_in_stage, plan.days_open, plan.response, plan.due, plan.assessed, plan.clock.words,
        plan.closed, plan.result, learnt[0].words if learnt else None,
    )  # fmt: skip


def _lessons(content: Content) -> list[tuple[Any, ...]]:
    """Every version, the latest of a plan first."""
    return [
        (plan.ref, one.words, one.by, one.at.replace(tzinfo=dt.UTC), number == 0)
        for plan in content.plans
        for number, one in enumerate(content.lessons.get(plan.ref, ()))
    ]


def _named(row: Schemes | Engagement, teams: Mapping[str, str]) -> tuple[Any, ...]:
    """The row with its team's name."""
    kind, team, *rest = row
    return (kind, teams.get(team, team), *rest)
