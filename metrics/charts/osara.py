"""OSARA plans as a picture: each plan a mark in the row of its stage, by its days in that stage and by its days since opening."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, partial
from itertools import accumulate
from typing import Any

import altair as alt
import pandas as pd

from metrics.charts.drawing import Cells, Drawing
from metrics.charts.flow import flowing
from metrics.charts.panel_layout import Layout, placed
from metrics.charts.theme import AWAY, DONE, HAIR, MUTED, PAPER, SMALL, Spec, finish, text_style, x, y
from metrics.charts.words import listed, within
from metrics.problem_solving import CLOSED, STAGES, Plan
from metrics.terms import say_count, say_date, say_number

GUTTER, LEAST, RIGHT = 116, 280, 14
HEAD, FOOT, DOT, ROOM, LEAST_ROW = 40, 22, 10, 12, 26
"""Pixels: over the first row, under the last, a mark with its room, room over the highest mark of a row, and the lowest row."""
MOST_BINS = 22
BIN_DAYS = (1, 2, 7, 14, 28, 56, 112, 224)
TICK_DAYS = (5, 10, 20, 30, 60, 90, 180, 360, 720)
PANELS = (
    ("Days in the stage", "closed plans: since they were closed"),
    ("Days since it was opened", "closed plans: until they were closed"),
)
LAYOUT = Layout((2,), 0, gutter=GUTTER, least=LEAST, titles=False)
ATTENTION = ("overdue", "soon")
PLANS = ["group", "panel", "row_foot", "bin_part", "stack", "shape", "alarm", "hollow", "ref", "sentence"]


def draw(plans: Sequence[Plan], name: str) -> Drawing:
    """The picture of some plans as they stand on one day: those open, and those closed lately. name: whose they are."""
    stages = [stage for stage in STAGES if any(plan.stage == stage for plan in plans) or stage in STAGES[:5]]
    most = max((days for plan in plans for days in _ages(plan) if days is not None), default=0)
    width = next((days for days in BIN_DAYS if most // days < MOST_BINS), BIN_DAYS[-1])
    bins = most // width + 1
    marks = [mark for panel in range(2) for stage in stages for mark in _marks(plans, stage, panel, width)]
    tops = [max((mark["stack"] for mark in marks if mark["stage"] == stage), default=-1) + 1 for stage in stages]
    feet = list(accumulate(max(LEAST_ROW, high * DOT + ROOM) for high in tops))
    foot_of = {stage: HEAD + foot for stage, foot in zip(stages, feet, strict=True)}
    data = {
        "plans": pd.DataFrame(
            [mark | {"row_foot": foot_of[mark["stage"]], "bin_part": (mark["bin"] + 0.5) / bins} for mark in marks],
            columns=PLANS,
        ),
        "rows": pd.DataFrame([_row(plans, stage, panel, foot_of) for stage in stages for panel in range(2)]),
        "ticks": pd.DataFrame([tick | {"foot": feet[-1] + HEAD} for tick in _ticks(bins * width)]),
        "heads": pd.DataFrame(
            [{"group": 0, "panel": panel, "head": head, "note": note} for panel, (head, note) in enumerate(PANELS)]
        ),
    }
    shown = sorted(plans, key=lambda plan: STAGES.index(plan.stage))  # plans of one stage stay in the order given
    return Drawing(spec(feet[-1]), data, alt_text(plans, name), partial(_table, shown), partial(_opens, shown))


def spec(rows: int) -> Spec:
    """The picture with rows that are so many pixels high together. Clicking a mark selects its `ref`."""
    return flowing(_spec(), (2,), LEAST, HEAD + rows + FOOT, 0, GUTTER)


def _ages(plan: Plan) -> tuple[int | None, int]:
    return plan.days_in_stage, plan.days_open


def _marks(plans: Iterable[Plan], stage: str, panel: int, width: int) -> list[dict[str, Any]]:
    """The plans of a stage, one upon the other where they lie in the same days; those that need a look lowest."""
    mine = [plan for plan in plans if plan.stage == stage and _ages(plan)[panel] is not None]
    high: dict[int, int] = {}
    found = []
    for plan in sorted(mine, key=lambda plan: plan.clock.state not in ATTENTION):
        place = (_ages(plan)[panel] or 0) // width
        high[place] = high.get(place, -1) + 1
        found.append({"group": 0, "panel": panel, "stage": stage, "bin": place, "stack": high[place]} | _look(plan))
    return found


def _look(plan: Plan) -> dict[str, Any]:
    state = plan.clock.state
    return {
        "shape": "square" if state in ATTENTION else "circle",
        "alarm": state == "overdue",
        "hollow": state in ("no day", "not assessed"),
        "ref": plan.ref,
        "sentence": sentence(plan),
    }


def sentence(plan: Plan) -> str:
    """OS0123, Nuisance bikes, Alpha: in Response for 34 days, open for 80 days; due in 5 days."""
    since = plan.days_in_stage
    if plan.stage == CLOSED:
        where = f"closed {say_count(since or 0, 'day')} ago, after {say_count(plan.days_open, 'day')}"
    else:
        there = "" if since is None else f" for {say_count(since, 'day')}"
        where = f"{_stage(plan)}{there}, open for {say_count(plan.days_open, 'day')}"
    return f"{plan.ref}, {named(plan)}: {where}; {plan.clock.words}."


def named(plan: Plan, between: str = ", ") -> str:
    """Nuisance bikes, Alpha: the title, and the beat where the title does not have it."""
    return plan.title if plan.beat_name in plan.title else f"{plan.title}{between}{plan.beat_name}"


def _stage(plan: Plan) -> str:
    return f"in {plan.stage}" if plan.stage in STAGES[:5] else "in an earlier stage"


def _row(plans: Iterable[Plan], stage: str, panel: int, foot_of: dict[str, int]) -> dict[str, Any]:
    number = sum(plan.stage == stage for plan in plans)
    return {"group": 0, "panel": panel, "name": stage, "number": say_number(number), "row_foot": foot_of[stage]}


def _ticks(days: int) -> list[dict[str, Any]]:
    step = next((step for step in TICK_DAYS if days / step <= 5), TICK_DAYS[-1])
    return [
        {"group": 0, "panel": panel, "part": at / days, "label": f"{at:,}"}
        for panel in range(2)
        for at in range(0, days + 1, step)
    ]


def alt_text(plans: Sequence[Plan], name: str) -> str:
    """The finding: how many plans are in each stage, and the oldest."""
    current = [plan for plan in plans if plan.is_open]
    closed = len(plans) - len(current)
    tail = f"; {closed:,} closed in these days" if closed else ""
    if not current:
        return f"{name}: no OSARA plan is open{tail}."
    by_stage = [(stage, sum(plan.stage == stage for plan in current)) for stage in STAGES]
    told = listed([f"{number:,} in {within(stage)}" for stage, number in by_stage if number])
    longest = max(plan.days_open for plan in current)
    return (
        f"{name} on {say_date(current[0].day)}: {len(current):,} plan{'' if len(current) == 1 else 's'} open: {told}{tail}. The "
        f"longest has been open for {say_count(longest, 'day')}."
    )


def _table(plans: Sequence[Plan]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"Stage": plan.stage, "Reference": plan.ref, "Plan": plan.title, "Beat": plan.beat_name}
            | {"Days in stage": "–" if plan.days_in_stage is None else say_number(plan.days_in_stage)}
            | {"Days since it was opened": say_number(plan.days_open), "Assessment": plan.clock.words}
            for plan in plans
        ]
    )


def _opens(plans: Sequence[Plan]) -> Cells:
    return {(number, 1): {"ref": plan.ref} for number, plan in enumerate(plans)}


@cache
def _spec() -> Spec:
    """Data `plans`: PLANS. `rows`: panel, name, number, row_foot. `ticks`: panel, part, label, foot. `heads`: panel, head, note.

    row_foot, foot: pixels under the panel's top. bin_part, part: of the panel's width. stack: how many marks lie below.
    """
    across = f"(panel_width - {RIGHT})"
    plans = placed("plans", LAYOUT).transform_calculate(
        at=f"datum.left + datum.bin_part * {across}",
        mid=f"datum.top + datum.row_foot - {DOT / 2 + 1} - datum.stack * {DOT}",
    )
    rows = placed("rows", LAYOUT).transform_calculate(
        foot="datum.top + datum.row_foot", name_y=f"datum.top + datum.row_foot - {LEAST_ROW / 2 - 3}",
        right=f"datum.left + {across}",
    )  # fmt: skip
    ticks = placed("ticks", LAYOUT).transform_calculate(
        at=f"datum.left + datum.part * {across}", tick_top=f"datum.top + {HEAD}", foot="datum.top + datum.foot",
        label_y="datum.foot + 11",
    )  # fmt: skip
    heads = placed("heads", LAYOUT).transform_calculate(head_y="datum.top + 8", note_y="datum.top + 24")
    first = rows.transform_filter("datum.column == 0")
    colour = alt.when("datum.alarm").then(alt.value(AWAY))
    return finish(
        alt.layer(
            ticks.mark_rule(color=HAIR, strokeWidth=0.7).encode(x=x("at"), y=y("tick_top"), y2="foot"),
            rows.mark_rule(color=HAIR, strokeWidth=0.7).encode(x=x("left"), x2="right", y=y("foot")),
            first.mark_text(**text_style(limit=GUTTER - 44)).encode(x=alt.value(0), y=y("name_y"), text="name:N"),
            first.mark_text(**text_style(align="right")).encode(
                x=alt.value(GUTTER - 16), y=y("name_y"), text="number:N"
            ),
            ticks.mark_text(**text_style(MUTED, SMALL, align="center")).encode(
                x=x("at"), y=y("label_y"), text="label:N"
            ),
            heads.mark_text(**text_style(fontWeight=600)).encode(x=x("left"), y=y("head_y"), text="head:N"),
            heads.mark_text(**text_style(MUTED, SMALL)).encode(x=x("left"), y=y("note_y"), text="note:N"),
            plans.mark_point(size=46, strokeWidth=1.3, opacity=1, cursor="pointer")
            .encode(
                x=x("at"), y=y("mid"), shape=alt.Shape("shape:N", scale=None), stroke=colour.otherwise(alt.value(DONE)),
                fill=colour.when("datum.hollow").then(alt.value(PAPER)).otherwise(alt.value(DONE)),
                tooltip="sentence:N", description="sentence:N",
            )
            .add_params(alt.selection_point(name="pick", fields=["ref"], on="click", toggle="false")),
        )
    )  # fmt: skip
