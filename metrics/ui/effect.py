"""What a change of available hours did: the sentence, and each KPI's rate in those hours with its word."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from metrics.charts.words import days, listed, say_hours, within
from metrics.effect import Effect, Rate
from metrics.signals.changed import PAST_WEEKS, RECENT_WEEKS
from metrics.terms import CHANGED_WORDS, TOO_EARLY_TO_SAY, say_date, say_number
from metrics.ui import meanings, show, verdict_data
from metrics.ui.opening import opener
from metrics.ui.safe import html
from metrics.ui.selection import Selection


def in_words(found: Effect | None) -> str:
    """In the 12 weeks to a day available hours fell by 22% against the 40 before; per 100 of them: no clear change in arrests."""
    if found is None or found.percent is None:
        return "Whether available hours changed cannot be told yet."
    change = round(found.percent)
    words = "did not change" if not change else f"{'rose' if change > 0 else 'fell'} by {abs(change)}%"
    told = [
        f"{word.lower()} in {listed([within(rate.kpi.label) for rate in found.rates if rate.told.word == word])}"
        for word in (*reversed(CHANGED_WORDS), TOO_EARLY_TO_SAY)
        if any(rate.told.word == word for rate in found.rates)
    ]
    rates = f"; per 100 available hours: {'; '.join(told)}" if told else ""
    when = f"In the {RECENT_WEEKS} settled weeks to {say_date(found.recent.days[1])}"
    return f"{when} available hours {words} against the {PAST_WEEKS} weeks before{rates}."


def rates(view: Selection) -> None:
    """The change of available hours, and each KPI's rate in them, with its word."""
    found = verdict_data.effect(view)
    if found is None:
        show.heading("What the hours did")
        show.lede(
            f"Nothing to compare yet: it takes settled weeks with all Duties both in {RECENT_WEEKS} weeks and in the "
            f"{PAST_WEEKS} before."
        )
        return
    now, before = found.recent, found.past
    show.heading(
        "What the hours did", f"{days(*now.days)} against {days(*before.days)}, settled weeks as far as loaded"
    )
    show.lede(
        f"{say_hours(now.available)} available hours a week in {now.weeks} weeks, {say_hours(before.available)} in the "
        f"{before.weeks} before. Abstraction took {now.abstraction:.0%} of rostered hours, {before.abstraction:.0%} before."
    )
    address = opener(view, view.area.level).address
    rows = "".join(
        f'<a class="bb-row" href="{html(address({"kpi": rate.kpi.id}))}" target="_self">'
        f'<span class="grow">{html(rate.kpi.label)}</span><span class="n">{html(_rate(rate.now))}</span>'
        f'<span class="n muted">{html(_rate(rate.before))}</span>'
        f'<span class="bb-verdict"><span class="bb-mark {rate.told.tone}" aria-hidden="true">{rate.told.mark}</span> '
        f"{html(rate.told.word)}</span></a>"
        for rate in found.rates
    )
    luck = "Per 100 available hours: now, before, and whether more than luck."
    show.block(f'<p class="muted bb-small">{luck}</p><div class="bb-grid bb-rates">{rows}</div>')
    meanings.beside(CHANGED_WORDS, [TOO_EARLY_TO_SAY])
    number = len(found.rates)
    show.opened("Counts, hours and what luck allows", "effect", number, number, lambda: _table(found.rates))
    show.note(
        f"Said to run higher or lower where luck alone would do it less than 1 time in 100: of these {number} about "
        f"{found.by_luck:.2g} would be by luck. It does not say that the hours were the cause."
    )


def _rate(amount: float) -> str:
    return say_number(amount, 1 if amount >= 0.95 else 2)


def _table(found: Sequence[Rate]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"KPI": rate.kpi.label, **dict(rate.told.facts), "State": rate.told.word, "By luck alone": rate.told.luck}
            for rate in found
        ]
    ).fillna("")
