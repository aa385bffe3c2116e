"""A target over the last year on the page: which one, its chart, the words it would have said, and what luck does to it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from metrics.catalogue import kpis
from metrics.charts import target_year as chart
from metrics.charts.theme import SHARE
from metrics.targets import ALL, Standing, Target
from metrics.terms import MARKS
from metrics.ui import data, selection, show, target_words
from metrics.ui.selection import Selection


def name_of(kpi: str, role: str) -> str:
    """The KPI and role as the address has them: ppn_submissions:PC, referrals."""
    return kpi if role == ALL else f"{kpi}:{role}"


def choose(view: Selection, lines: list[Standing]) -> Target | None:
    """One of the area's targets: that of the address, else the first that has an amount; a change goes into the address."""
    show.heading("What it would have said", "the last 52 weeks")
    offered = {name_of(line.kpi.id, line.role): line for line in lines if line.shown}
    if not offered:
        show.lede("This area has no target to look back with. Try one out below.")
        return None
    keys = list(offered)
    asked = view.kpi if view.kpi in offered else next((key for key in keys if key.partition(":")[0] == view.kpi), None)
    first = next((key for key, line in offered.items() if line.shown and line.shown.has_amount), keys[0])
    now = asked or first
    chosen = st.selectbox(
        "Target", keys, keys.index(now), key=f"target-{view.area}-{now}", width=420, label_visibility="collapsed",
        format_func=lambda key: target_words.of_role(offered[key].kpi.label, offered[key].role),
    )  # fmt: skip
    if chosen != now:
        selection.go(replace(view, kpi=chosen, opened=False))
    found = offered[now].shown
    return replace(found, area=view.area) if found else None


def report(target: Target, name: str, view: Selection, key: str) -> None:
    """The year of a target, whether it stands or is only proposed."""
    found = data.previewed(target, view.known_at)
    if found is None:
        show.lede("No weekly export is loaded, so there is no year to look back on.")
        return
    kpi = kpis()[target.kpi]
    show.lede(f"{target_words.of(target)}, {name}: {target_words.amount(target)}, {target.type.lower()}.")
    if target.needs_rationale:
        show.note(f"Why there is a target (set by {target.set_by}): {target_words.reason(target)}")
    if found.kind == "counts" and target.has_amount and found.pasts:
        show.facts([(f"{MARKS[word]} {word}", f"{number:,}") for word, number in found.words.items()])
    if found.pasts:
        if target.has_amount:
            show.legend(
                [
                    (f"tick:{SHARE}", "the target"),
                    *([("var(--bb-hair)", "around target")] if found.high == found.high else []),
                ]
            )
        show.chart(chart.drawing(found, kpi, name), f"target-{key}")
    show.lede(chart.alt_of(found, kpi, name))
    for words in target_words.judged(found):
        show.lede(words)
