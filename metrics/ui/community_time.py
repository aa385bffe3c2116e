"""The Plan priorities page's tracked measure: time in the community by role, from the first year loaded."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import streamlit as st

from metrics.catalogue import kpis
from metrics.charts import community_time as chart
from metrics.charts.community_time import Block, Panel
from metrics.charts.drawing import Drawing
from metrics.charts.words import days, listed, percent, say_hours, say_share, within
from metrics.community_time import IN_COMMUNITY, OF, RECENT, VERSION, YEAR, CommunityTime, Compared, Spent, compared
from metrics.signals.hours import BLOCK
from metrics.terms import MARKS, NOT_LOADED, TOO_EARLY_TO_SAY, Role, say_date
from metrics.ui import drawings, priority_data, show, verdict_data
from metrics.ui.selection import Selection
from metrics.verdict_words import luck_words

BLOCKS = 26
"""Two years of four weeks each."""
TITLE = "Time in the community"
LOOKS = [
    ("mark:●", "4 weeks (a ring: not all of them settled)"), ("mark:┄", "first year loaded"),
    ("mark:─", "same weeks a year before"),
]  # fmt: skip
MEANING = (
    f"An hour in the community is an hour of Duties in one of the states {listed(list(IN_COMMUNITY))}: outside the station and "
    "neighbourhood work. It is not the KPI of time outside the station, which also counts abstraction outside it (response "
    "cover, events, scene guard): those hours are out of the station, but not in the community. The share is of all rostered "
    f"hours, those abstracted included, so abstraction lowers it. Definition version {VERSION}."
)
HOW = (
    f"The plan began in 2021; the weeks of then are not loaded, so the baseline is the first {YEAR} weeks loaded. Compared "
    f"are the latest {RECENT} settled weeks, or {YEAR} once two whole years are known, by a t test of blocks of {BLOCK} weeks "
    f"(p < .01), as every share of hours is. Weeks of both are left out of the baseline. With {RECENT} weeks the season may "
    "differ: look at the same weeks a year before."
)


def report(view: Selection, name: str) -> None:
    """The promise as a measure: the finding, the picture, what is compared, and what is counted."""
    show.heading(TITLE, "the plan promises that neighbourhood officers and PCSOs spend more of it")
    drawing = picture(view, name)
    if drawing is None:
        show.lede(
            f"{NOT_LOADED}: no week of Duties is wholly loaded for {name}, so this is not known. The duty management team "
            "sends them."
        )
        return
    show.lede(drawing.alt)
    show.legend(LOOKS)
    show.chart(drawing, "community-time")
    words = "What is compared, and what an hour in the community is"
    box = st.expander(words, key="community-how", on_change="rerun", type="compact")
    if box.open:
        with box:
            found = _found(view)
            show.block(show.table_html(_table(found), "Hours in the community, compared", cards=False))
            for role, one in found.items():
                if one is not None and one.verdict.judged:
                    show.lede(f"{role}s: {within(one.word)}. {luck_words(one.verdict)}")
            show.note(MEANING)
            show.note(HOW)


def _settled(view: Selection) -> dt.date | None:
    return verdict_data.settled([kpis()[OF]], view.known_at).get(OF)


def _found(view: Selection) -> dict[Role, Compared | None]:
    """By role of which anything is known what is compared."""
    time, settled = priority_data.community_time(view), _settled(view)
    until = min(view.end, settled) if settled else view.end
    known = [role for role, one in time.roles.items() if not np.isnan(one.share()[: time.until(view.end)]).all()]
    return {role: compared(time, role, until) for role in known}


@drawings.remembered
def picture(view: Selection, name: str) -> Drawing | None:
    """A panel per role; None where no week is known."""
    time, found = priority_data.community_time(view), _found(view)
    if not found:
        return None
    panels = [_panel(time, role, one, view.end, _settled(view)) for role, one in found.items()]
    return chart.draw(panels, f"{name}. {' '.join(_words(role, one) for role, one in found.items())}")


def _panel(time: CommunityTime, role: Role, found: Compared | None, end: dt.date, settled: dt.date | None) -> Panel:
    mine, last = time.roles[role], time.until(end)
    spans = [slice(max(0, stop - BLOCK), stop) for stop in range(last, 0, -BLOCK)][:BLOCKS][::-1]
    share = mine.share()
    blocks, before = [], []
    for span in spans:
        known = ~np.isnan(share[span])
        sums = [
            float(part[span][known].sum()) if known.any() else np.nan
            for part in (mine.in_community, mine.rostered, mine.fte)
        ]
        first, end_ = time.weeks[span.start][0], time.weeks[span.stop - 1][1]
        provisional = settled is None or end_ > settled
        blocks.append(Block(first, end_, (sums[0], sums[1], sums[2]), int(known.sum()), provisional))
        earlier = slice(span.start - YEAR, span.stop - YEAR)
        whole = earlier.start >= 0 and not np.isnan(share[earlier]).any()
        before.append(float(mine.in_community[earlier].sum() / mine.rostered[earlier].sum()) if whole else np.nan)
    word = found.word if found else ""
    verdict = f"{MARKS.get(word, '')} {word}".strip()
    base = found.baseline.share if found else np.nan
    return Panel(f"{role}s", verdict, base, tuple(blocks), tuple(before))


def _words(role: Role, found: Compared | None) -> str:
    """PCSOs: no clear change: 32,413 of 44,336 rostered hours, 73%, and the days; in the baseline 73%."""
    recent = found.recent if found else None
    if found is None or recent is None or recent.days is None:
        return f"{role}s: no settled week is wholly loaded."
    base = found.baseline
    words = (
        f"{role}s: {within(found.word or TOO_EARLY_TO_SAY)}: {say_hours(recent.in_community)} of {say_hours(recent.rostered)} "
        f"rostered hours in the community, {percent(recent.in_community, recent.rostered)}, {days(*recent.days)}"
    )
    if base.days is None:
        return f"{words}; no week before these is loaded to compare with."
    return f"{words}; in the baseline, {base.weeks} weeks from {say_date(base.days[0])}, {_share(base)}."


def _share(spent: Spent) -> str:
    return percent(spent.in_community, spent.rostered)


def _table(found: dict[Role, Compared | None]) -> pd.DataFrame:
    """Of each role what is compared: the latest weeks, the first year, and the same weeks a year before."""
    rows = []
    for role, one in found.items():
        if one is None:
            continue
        low, high = float(one.verdict.low), float(one.verdict.high)
        luck = f"{max(low, 0):.0%} to {min(high, 1):.0%}" if not np.isnan(low + high) else "–"
        told = (("latest settled weeks", one.recent, luck), ("first year loaded", one.baseline, ""))
        for words, spent, range_ in (*told, ("same weeks a year before", one.year_before, "")):
            if spent.days is not None:
                rows.append(
                    {
                        "Role": f"{role}s", "Weeks": f"{words} ({spent.weeks}): {days(*spent.days)}",
                        "Hours": say_hours(spent.in_community), "Rostered": say_hours(spent.rostered), "Share": _share(spent),
                        "A week for each full-time post": say_share(spent.per_fte_week), "No clear change within": range_,
                    }
                )  # fmt: skip
    return pd.DataFrame(rows)
