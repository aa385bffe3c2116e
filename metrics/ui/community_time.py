"""The Plan priorities page's tracked measure: time in the community by role, from the first year loaded."""

from __future__ import annotations

import datetime as dt

import numpy as np

from metrics.catalogue import kpis
from metrics.charts import community_time as chart
from metrics.charts.community_time import Block, Panel
from metrics.charts.drawing import Drawing
from metrics.charts.words import days, listed, percent, say_hours, say_share, within
from metrics.community_time import IN_COMMUNITY, OF, RECENT, VERSION, YEAR, CommunityTime, Compared, compared
from metrics.signals.hours import BLOCK
from metrics.terms import MARKS, NOT_LOADED, TOO_EARLY_TO_SAY, Role, say_date
from metrics.ui import drawings, priority_data, show, verdict_data
from metrics.ui.selection import Selection

BLOCKS = 26
"""Two years of four weeks each."""
TITLE = "Time in the community"
LUCK_AT_LEAST = 1_000
MEANING = (
    f"An hour in the community is an hour of Duties in one of the states {listed(list(IN_COMMUNITY))}: outside the station and "
    "neighbourhood work. It is not the KPI of time outside the station, which also counts abstraction outside it (response "
    "cover, events, scene guard): those hours are out of the station, but not in the community. The share is of all rostered "
    f"hours, those abstracted included, so abstraction lowers it. Definition version {VERSION}."
)
HOW = (
    f"The plan began in 2021; the weeks of then are not loaded, so the baseline is the first {YEAR} weeks loaded. Compared "
    f"are the latest {RECENT} settled weeks, or {YEAR} once two whole years are known, by a t test of blocks of {BLOCK} weeks "
    f"(p < .01), as every share of hours is. Weeks of both are left out of the baseline. With {RECENT} weeks the season may differ: look at "
    "the same weeks a year before, drawn as a line where they are known."
)


def report(view: Selection, name: str) -> None:
    """The promise as a measure: the finding, the picture, and what is counted."""
    show.heading(TITLE, "the plan promises that neighbourhood officers and PCSOs spend more of it")
    drawing = picture(view, name)
    if drawing is None:
        show.lede(
            f"{NOT_LOADED}: no week of Duties is wholly loaded for {name}, so this is not known. The duty management team "
            "sends them."
        )
        return
    show.chart(drawing, "community-time")
    show.lede(drawing.alt)
    show.note(MEANING)
    show.note(HOW)


@drawings.remembered
def picture(view: Selection, name: str) -> Drawing | None:
    """A panel per role; None where no week is known."""
    time = priority_data.community_time(view)
    settled = verdict_data.settled([kpis()[OF]], view.known_at).get(OF)
    until = min(view.end, settled) if settled else view.end
    roles = [role for role in time.roles if not np.isnan(time.roles[role].share()[: time.until(view.end)]).all()]
    if not roles:
        return None
    found = {role: compared(time, role, until) for role in roles}
    panels = [_panel(time, role, found[role], view.end, settled) for role in roles]
    return chart.draw(panels, f"{name}. {' '.join(_words(role, found[role]) for role in roles)}")


def _panel(time: CommunityTime, role: Role, found: Compared | None, end: dt.date, settled: dt.date | None) -> Panel:
    mine, last = time.roles[role], time.until(end)
    bounds = range(last % BLOCK, last, BLOCK)
    spans = [slice(first, first + BLOCK) for first in bounds][-BLOCKS:]
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
    """PCSOs: 32,206 hours in the community, 73% of 43,840 rostered ...: no clear change."""
    if found is None or found.recent.days is None:
        return f"{role}s: no settled week is wholly loaded."
    recent, base, year = found.recent, found.baseline, found.year_before
    words = (
        f"{role}s, {days(*recent.days)}: {say_hours(recent.in_community)} hours in the community, "
        f"{percent(recent.in_community, recent.rostered)} of {say_hours(recent.rostered)} rostered, "
        f"{say_share(recent.per_fte_week)} for each full-time post and week."
    )
    if base.days is None:
        return f"{words} No week lies before these to compare with: {within(TOO_EARLY_TO_SAY)}."
    words += (
        f" In the baseline, {base.weeks} weeks from {say_date(base.days[0])}: {percent(base.in_community, base.rostered)} of "
        f"{say_hours(base.rostered)}, {say_share(base.per_fte_week)} for each. {_verdict(found)}"
    )
    if year.days is not None:
        words += f" A year before, of the {year.weeks} weeks that both years have: {percent(year.in_community, year.rostered)}."
    return words


def _verdict(found: Compared) -> str:
    if found.word == TOO_EARLY_TO_SAY:
        return f"{found.word}."
    luck = min(LUCK_AT_LEAST, round(1 / max(found.probability, 1 / LUCK_AT_LEAST)))
    much = "more than " if luck == LUCK_AT_LEAST else "about "
    return f"{found.word}: by luck alone {much if luck > 1 else 'about '}1 time in {luck:,} as far apart."
