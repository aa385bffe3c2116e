"""What changed more than luck, on This week: the few of all beats and KPIs that stand out, each with what to check first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isnan
from urllib.parse import urlencode

import numpy as np
import streamlit as st

from metrics.bands import band
from metrics.charts.words import days, within
from metrics.kpi import Kpi
from metrics.question import asked_kpi
from metrics.stand_out import HOURS_FAR, Change, Changes, summary
from metrics.terms import CHANGED_WORDS, UNUSUAL_WORDS, Area, say_date
from metrics.ui import areas, data, drawings, meanings, notes, show, verdict_data
from metrics.ui.judging import rebased
from metrics.ui.safe import html
from metrics.ui.selection import Selection

SPARK_WEEKS = 26
MOST = 12
"""Lines of a list that stand open: all of a force of the usual size. The others are drawn when asked for."""


def of_week(view: Selection) -> None:
    """The lists: figures unusual in the latest settled week, and those running higher or lower over 12 weeks."""
    chosen = drawings.whole_kpis(view.role)
    week, weeks = (verdict_data.standing_out(chosen, question, view) for question in ("unusual", "changed"))
    show.heading(
        "More than luck", f"all {areas.LISTED[areas.listed(view)]}s and KPIs; a question to look into, not a finding"
    )
    if week.days is None:
        show.lede("No week is settled yet: nothing can be told from luck.")
        return
    names = {line.key: line.name for line in drawings.beat_lines(view) if not line.heading}
    for found, when, key in ((week, "the week to", "week"), (weeks, "the 12 weeks to", "weeks")):
        _list(found, when, key, names, view)
    if week.changes or weeks.changes:
        meanings.beside(UNUSUAL_WORDS, CHANGED_WORDS)


def _list(found: Changes, when: str, key: str, names: dict[str, str], view: Selection) -> None:
    if found.days is None:
        return
    mine = [change for change in found.changes if change.key.partition(":")[2] in names]
    show.lede(f"{summary(found, when)}{'' if len(mine) == len(found.changes) else f' {len(mine)} of them here.'}")
    if mine:
        _lines(mine[:MOST], names, view)
    if not mine[MOST:]:
        return
    box = st.expander(f"{len(mine) - MOST:,} more", key=f"more-than-luck-{key}", on_change="rerun", type="compact")
    if box.open:
        with box:
            _lines(mine[MOST:], names, view)


def _lines(changes: Sequence[Change], names: dict[str, str], view: Selection) -> None:
    show.block("".join(_line(change, names, view) for change in changes))


def _line(change: Change, names: dict[str, str], view: Selection) -> str:
    kpi, key = asked_kpi(change.name).kpi, change.key.partition(":")[2]
    address = urlencode(view.params(area=Area(areas.listed(view), key), kpi=change.name, opened=True))
    facts = dict(change.told.facts)
    hours = next(value for name, value in facts.items() if name.endswith("hours"))
    words = (
        f'{html(names[key])}: {html(kpi.label)}</a> <span class="bb-mark {change.told.tone}" aria-hidden="true">'
        f"{html(change.told.mark)}</span> {html(change.told.word)}: {html(facts['Counted'])} in {html(hours)} hours, "
        f"expected {html(facts.get('Expected', '–'))}."
    )
    return (
        f'<div class="bb-change">{_spark(change, kpi, view)}<p><a href="?{html(address)}" target="_self">{words}<br>'
        f'<span class="muted">Check first: {html(checks(change, kpi, key, view))}</span></p></div>'
    )


def checks(change: Change, kpi: Kpi, key: str, view: Selection) -> str:
    """What to look at before it is called a change: hours, what is set aside or late, the definition, notes."""
    return (
        "; ".join(_checks(change, kpi, key, view))
        + ". Then ask whether something happened, before it is called a change."
    )


def _checks(change: Change, kpi: Kpi, key: str, view: Selection) -> Iterator[str]:
    far = change.hours_ratio - 1
    if isnan(far):
        yield "its hours, which nothing can be compared with"
    elif abs(far) > HOURS_FAR:
        yield f"its hours, {abs(far):.0%} {'above' if far > 0 else 'below'} usual"
    else:
        yield "its hours are as usual"
    level = areas.listed(view)
    aside = data.areas_set_aside(drawings.whole_kpis(), level, change.told.days, view).get((kpi.id, key), 0)
    late = data.waiting(kpi, Area(level, key), change.told.days, view.known_at)
    yield (
        f"{aside:,} rows set aside and {late:,} waiting could change it"
        if aside or late
        else "nothing is missing or set aside"
    )
    start, end = change.told.days
    yield (
        f"its definition was reviewed on {say_date(kpi.reviewed)}"
        if start <= kpi.reviewed <= end
        else "its definition is the same"
    )
    found = notes.bearing(view, [(level, key)], kpi.id)
    yield f"{len(found):,} note{'' if len(found) == 1 else 's'} on it" if found else "no note is on it"


def _spark(change: Change, kpi: Kpi, view: Selection) -> str:
    """The last weeks as a small picture: a soft band for what was usual, a line for what was done."""
    known = verdict_data.weeks_of(areas.listed(view), view)
    last = known.until(change.told.days[1])
    weeks = slice(max(0, last - SPARK_WEEKS), last)
    found = band(known, change.name, change.key, rebased(kpi, view, change.key), weeks)
    value, low, high = found.value, found.low, found.high
    top = float(np.nanmax([*value, *high, 1e-9]))

    def at(number: int, amount: float) -> tuple[float, float]:
        return 100 * number / max(1, len(value) - 1), 100 - 100 * min(1.0, amount / top)

    usual = [n for n in range(len(value)) if not np.isnan(low[n])]
    edge = [at(n, high[n]) for n in usual] + [at(n, low[n]) for n in reversed(usual)]
    area = ", ".join(f"{x:.1f}% {y:.1f}%" for x, y in edge) or "0 0"
    dots = "".join(
        f'<i style="left:{x:.1f}%;top:{y:.1f}%"></i>'
        for x, y in (at(n, value[n]) for n in range(len(value)) if not np.isnan(value[n]))
    )
    said = f"{within(kpi.label)} a week, {days(known.weeks[weeks][0][0], change.told.days[1])}, in their usual range"
    return (
        f'<div class="bb-weeks" role="img" aria-label="{html(said)}">'
        f'<div class="bb-band" style="clip-path:polygon({area})"></div>{dots}</div>'
    )


__all__ = ["checks", "of_week", "summary"]
