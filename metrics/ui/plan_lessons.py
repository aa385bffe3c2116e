"""What came of OSARA plans and what was learnt: of one plan with the way to say it, and of all as a table."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from metrics import loading, plan_entries
from metrics.notes import MOST_LETTERS
from metrics.plan_entries import Lesson
from metrics.problem_solving import Plan
from metrics.terms import say_moment
from metrics.ui import entering, problem_data, problem_solving, show, stores
from metrics.ui.safe import html
from metrics.ui.selection import Selection

ROWS_AT_MOST = 250


def report(plan: Plan, view: Selection) -> None:
    """One plan: the export's result, what was learnt, and earlier versions; the way to say it."""
    show.heading("Result and lesson", "the result comes from the export; a lesson is kept with a name and time")
    show.lede(f"Result: {plan.result}." if plan.result else "The export has no result yet.")
    told = problem_data.lessons(view).get(plan.ref, ())
    if told:
        show.block(_lines(told[:1], "What was learnt"))
    else:
        show.lede("Nobody has said yet what was learnt.")
    if view.known_at is None:
        _form(plan, told)
    if len(told) > 1:
        box = st.expander(
            f"Earlier versions: {len(told) - 1}", key=f"lessons-{plan.ref}", on_change="rerun", type="compact"
        )
        if box.open:
            with box:
                show.block(_lines(told[1:], "Earlier"))


def _lines(told: Sequence[Lesson], what: str) -> str:
    rows = "".join(
        f'<li><b>{html(what)}</b> <span>{html(one.words)}</span> <span class="muted">{html(one.by)}, '
        f"{html(say_moment(one.at))}</span></li>"
        for one in told
    )
    return f'<ul class="bb-notes">{rows}</ul>'


def _form(plan: Plan, told: Sequence[Lesson]) -> None:
    at = f"{plan.ref}-{entering.turn()}"
    box = st.expander(
        "Change what was learnt" if told else "Say what was learnt",
        key=f"lesson-{at}",
        on_change="rerun",
        type="compact",
    )
    if not box.open:
        return
    with box, st.form(f"lesson-form-{at}", border=False):
        before = told[0].words if told else ""
        words = st.text_area("What was learnt", before, max_chars=MOST_LETTERS, key=f"lesson-words-{at}", height=90)
        by = entering.your_name(f"lesson-by-{at}")
        if st.form_submit_button("Keep this lesson", type="primary", key=f"lesson-go-{at}"):
            entering.keep(lambda: plan_entries.learn(stores.store(), plan.ref, words, by, loading.now()))


def learnt(view: Selection) -> None:
    """Every plan of the view with a result or a lesson, in the order of beats, when somebody asks."""
    lessons = problem_data.lessons(view)
    found = [plan for plan in problem_data.plans(view) if plan.result or plan.ref in lessons]

    def table() -> pd.DataFrame:
        return pd.DataFrame([_row(plan, lessons.get(plan.ref, ())) for plan in found[:ROWS_AT_MOST]])

    opened = problem_solving.opener(view)
    show.opened(
        "What came of plans, and what was learnt", "learnt", len(found), ROWS_AT_MOST, table,
        opens=lambda: [opened.address({"ref": plan.ref}) for plan in found[:ROWS_AT_MOST]],
    )  # fmt: skip


def _row(plan: Plan, told: Sequence[Lesson]) -> dict[str, str]:
    return {
        "Reference": plan.ref,
        "Plan": plan.title,
        "Beat": plan.beat_name,
        "Assessment": plan.clock.words,
        "Result": plan.result or "",
        "What was learnt": told[0].words if told else "",
        "By": told[0].by if told else "",
    }
