"""What a change of available hours did: the sentence, and each KPI's rate in those hours with its word."""

from __future__ import annotations

import pandas as pd

from metrics.charts.words import days, listed, say_hours, within
from metrics.effect import WEEKS, Effect, counted, effect
from metrics.signals.changed import PAST_WEEKS, RECENT_WEEKS
from metrics.terms import CHANGED_WORDS, MARKS, TOO_EARLY_TO_SAY, say_date, say_number
from metrics.ui import data, drawings, show, side
from metrics.ui.safe import html
from metrics.ui.selection import Selection


@drawings.remembered
def weekly_hours(view: Selection) -> pd.DataFrame:
    """Hours of the weeks of the effect, which are most often those of the view too: asked once for both."""
    return data.hours(view.area.level, view.weeks(back=WEEKS), view, role=view.role)


@drawings.remembered
def found_effect(view: Selection) -> Effect:
    """The latest 12 whole weeks against the 40 before."""
    weeks = view.weeks(back=WEEKS)
    hours = weekly_hours(view)
    chosen = counted(drawings.whole_kpis(view.role))
    weekly = data.figures(chosen, view.area.level, weeks, view, role=view.role)
    return effect(hours, weekly, chosen)


def in_words(found: Effect) -> str:
    """In the 12 weeks to a day available hours fell by 22% against the 40 before; per 100 of them: no clear change in arrests."""
    if found.percent is None:
        return "Whether available hours changed cannot be told yet."
    change = round(found.percent)
    words = "did not change" if not change else f"{'rose' if change > 0 else 'fell'} by {abs(change)}%"
    told = [
        f"{word.lower()} in {listed([within(rate.kpi.label) for rate in found.rates if rate.word == word])}"
        for word in (*reversed(CHANGED_WORDS), TOO_EARLY_TO_SAY)
        if any(rate.word == word for rate in found.rates)
    ]
    rates = f"; per 100 available hours: {'; '.join(told)}" if told else ""
    when = f"In the {RECENT_WEEKS} weeks to {say_date(found.recent_days[1])}"
    return f"{when} available hours {words} against the {PAST_WEEKS} weeks before{rates}."


def rates(view: Selection) -> None:
    """The change of available hours, and each KPI's rate in them, with its word."""
    found = found_effect(view)
    beside = f"{days(*found.recent_days)} against {days(*found.past_days)}, week by week as far as loaded"
    show.heading("What the hours did", beside)
    if not found.known:
        show.lede(
            f"Nothing to compare yet: it takes weeks with all Duties both in the last {RECENT_WEEKS} "
            f"({days(*found.recent_days)}) and in the {PAST_WEEKS} before."
        )
        return
    now, before = found.recent, found.past
    show.lede(
        f"{say_hours(now.available)} available hours a week in {now.weeks} weeks, {say_hours(before.available)} in the "
        f"{before.weeks} before. Abstraction took {now.abstraction:.0%} of rostered hours, {before.abstraction:.0%} before."
    )
    address = side.opener(view, view.area.level).address
    rows = "".join(
        f'<a class="bb-row" href="{html(address({"kpi": rate.kpi.id}))}" target="_self">'
        f'<span class="grow">{html(rate.kpi.label)}</span><span class="n">{html(_rate(rate.per_100[0]))}</span>'
        f'<span class="n muted">{html(_rate(rate.per_100[1]))}</span>'
        f'<span class="bb-verdict">{MARKS[rate.word]} {html(rate.word)}</span></a>'
        for rate in found.rates
    )
    luck = "Per 100 available hours: now, before, and whether more than luck."
    show.block(f'<p class="muted bb-small">{luck}</p><div class="bb-grid bb-rates">{rows}</div>')
    show.opened(
        "Counts, hours and what luck allows", "effect", len(found.rates), len(found.rates), lambda: _effect_table(found)
    )
    show.note(
        f"Said to run higher or lower where luck alone would do it less than 1 time in 100: of these {len(found.rates)} "
        f"about {found.by_luck:.2g} would be by luck. It does not say that the hours were the cause."
    )


def _rate(amount: float) -> str:
    return say_number(amount, 1 if amount >= 0.95 else 2)


def _effect_table(found: Effect) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"KPI": rate.kpi.label, "Count now": say_number(rate.count), "Hours now": say_hours(rate.hours)}
            | {"Count before": say_number(rate.past_count), "Hours before": say_hours(rate.past_hours)}
            | {"Expected of luck": f"{say_number(rate.low)} to {say_number(rate.high)}", "State": rate.word}
            | {"By luck alone": f"about 1 time in {say_number(rate.one_in)}"}
            for rate in found.rates
        ]
    )
