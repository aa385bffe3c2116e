"""The Time in place page's parts: the hours of the week, places, time outside the station, abstraction, and its effect."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from metrics.catalogue import kpis
from metrics.charts import heat, place_and_state, strips
from metrics.charts import places as place_lines
from metrics.charts.drawing import Drawing
from metrics.charts.figures import Line, say_person
from metrics.charts.words import days, hours_aside, known, listed, percent, say_hours, within
from metrics.effect import WEEKS, Effect, counted
from metrics.effect import effect as effect_of
from metrics.frames import rows_of
from metrics.signals.changed import PAST_WEEKS, RECENT_WEEKS
from metrics.terms import CHANGED_WORDS, STATES, TOO_EARLY_TO_SAY, say_number
from metrics.ui import data, drawings, routes, selection, show, side
from metrics.ui.safe import html
from metrics.ui.selection import Selection

KINDS = {
    "time_in_place": ("in_place", "In dedicated places", "in dedicated places"),
    "time_outside_station": ("outside", "Outside the station", "outside the station"),
    "abstraction": ("abstraction", "Abstracted", "abstracted"),
    "available": ("available", "All available", "available"),
}
"""What the heat map can show, as it is in the address (a KPI where there is one): column, choice, words in a sentence."""
FIRST = "time_in_place"
NOT_RECORDED = "not recorded"
LINES_AT_MOST = 12
"""Lines of a table that stands open on the page."""
SHAPES = dict(zip(CHANGED_WORDS, ("▼", "●", "▲"), strict=True)) | {TOO_EARLY_TO_SAY: "○"}


@dataclass(frozen=True)
class KnownHours:
    """The view's hours of the whole period, and the weeks that are missing or partly loaded, in words by first day."""

    in_place: float
    outside: float
    abstraction: float
    available: float
    rostered: float
    set_aside: int
    gaps: dict[dt.date, str]
    missing: tuple[str, ...]
    known: bool


def _by(view: Selection) -> str:
    return "officer" if view.supervisor else view.area.level


@drawings.remembered
def _weekly_hours(view: Selection) -> pd.DataFrame:
    """Hours of the weeks of the effect, which are most often those of the view too: asked once for both."""
    return data.hours(_by(view), view.weeks(back=WEEKS), view, role=view.role)


@drawings.remembered
def known_hours(view: Selection) -> KnownHours:
    """Hours of the period's weeks added up, and what of them is not loaded."""
    weeks = view.weeks()
    if set(weeks) <= set(view.weeks(back=WEEKS)):
        weekly = _weekly_hours(view)
        weekly = weekly[weekly["period_start"] >= view.start]
    else:
        weekly = data.hours(_by(view), weeks, view, role=view.role)
    sums = weekly[["in_place", "outside", "abstraction", "available", "rostered"]].sum()
    gaps, missing = {}, []
    for start, end in weeks:
        mine = weekly[weekly["period_start"] == start]
        posted, covered = mine["posted_days"].sum(), mine["covered_days"].sum()
        if covered < posted or not posted:
            gaps[start] = f" Duties {'partly' if covered else 'not'} loaded."
            missing.append(f"{days(start, end)}{' (part of it)' if covered else ''}")
    return KnownHours(
        **{str(name): float(amount) for name, amount in sums.items()}, set_aside=_set_aside(view, weekly), gaps=gaps,
        missing=tuple(missing), known=bool(weekly["covered_days"].sum() > 0),
    )  # fmt: skip


def _set_aside(view: Selection, weekly: pd.DataFrame) -> int:
    """Rows set aside that could change the period's hours: each once, so not those of its weeks added up."""
    if not weekly["set_aside"].sum():
        return 0
    return int(data.hours(_by(view), (view.days,), view, role=view.role)["set_aside"].sum())


def begin(view: Selection) -> KnownHours:
    """The hours of the view; what the page shows of them is asked for meanwhile."""
    data.spent(view)
    return known_hours(view)


def _missing(hours: KnownHours) -> str:
    """Which weeks are not in a sum; nothing where all are."""
    if not hours.missing:
        return ""
    few = hours.missing if len(hours.missing) <= 3 else (f"{len(hours.missing)} weeks, the first {hours.missing[0]}",)
    return f" Without what is not loaded of Duties: {listed(list(few))}."


def answer(view: Selection, name: str) -> str:
    """Where the hours went, and what a change of hours did, in two sentences."""
    hours = known_hours(view)
    if not hours.known:
        return (
            f"{name}: Duties are not loaded for {days(*view.days)}, so where the hours went is not known. They come from the "
            "duty management team."
        )
    words = (
        f"{name}: {say_hours(hours.in_place)} hours in dedicated places, "
        f"{percent(hours.in_place, hours.available)} of {say_hours(hours.available)} available hours; "
        f"{say_hours(hours.abstraction)} hours abstracted, {percent(hours.abstraction, hours.rostered)} of "
        f"{say_hours(hours.rostered)} rostered."
    )
    return f"{words} {effect_words(found_effect(view))}"


def choose_kind(view: Selection) -> str:
    """Which hours the heat map shows: those of the address; a change goes into the address."""
    now = view.kpi if view.kpi in KINDS else FIRST
    chosen = st.segmented_control(
        "Which hours",
        list(KINDS),
        default=now,
        format_func=lambda kind: KINDS[kind][1],
        key=f"clock-{now}",
        label_visibility="collapsed",
    )
    if chosen and chosen != now:
        selection.go(replace(view, kpi=chosen, opened=False))
    return str(now)


@drawings.remembered
def week(view: Selection, kind: str, name: str) -> Drawing:
    """The hours of the week of one kind."""
    field, _, words = KINDS[kind]
    hours, clock = known_hours(view), data.spent(view).clock
    most = heat.busiest(clock, field)
    alt = (
        f"{name}: {say_hours(clock[field].sum())} hours {words}, {days(*view.days)}, spread over the hours that each duty covers"
        f"{f'; most on {most}' if most else ''}.{_missing(hours)}{hours_aside(hours.set_aside)}"
    )
    return heat.week(clock, field, alt)


def hours_links(view: Selection, name: str) -> None:
    """Where these hours come from, one click away; nothing of a sergeant's team, whose hours are its people's."""
    if view.supervisor:
        return
    with show.links("hours"):
        st.html('<span class="bb muted">Where these hours come from:</span>', width="content")
        for kpi in KINDS:
            if kpi in kpis():
                show.link(routes.TIME_IN_PLACE, kpis()[kpi].label, view.params(kpi=kpi, opened=True))


@drawings.remembered
def places(view: Selection, name: str) -> Drawing | None:
    """Planned and delivered by place; None where there is no dedicated place."""
    found = data.spent(view).places
    return place_lines.draw(found, view.end, name) if len(found) else None


def no_places(view: Selection, name: str) -> str:
    """Why there is nothing to show."""
    lists = data.lists_loaded(view.known_at)
    if lists[lists["label"] == "Places"]["through"].isna().all():
        return "The list of Places is not loaded. It comes from tasking and coordination and says which places are dedicated."
    return f"{name} has no dedicated place (hotspot or vulnerable location) on these days."


@drawings.remembered
def outside(view: Selection, name: str) -> Drawing:
    """Time outside the station by role and state."""
    hours = known_hours(view)
    return place_and_state.draw(data.spent(view).spread, name, f"{_missing(hours)}{hours_aside(hours.set_aside)}")


@drawings.remembered
def abstraction(view: Selection, name: str) -> Drawing | None:
    """Abstracted hours by reason and week; None where there were none."""
    hours, spread = known_hours(view), data.spent(view).spread
    amounts = {
        (dt.date.fromisoformat(row["of"][:10]), row["state"]): float(row["hours"])
        for row in rows_of(spread[spread["part"] == "week"])
    }
    first = {day - dt.timedelta(days=day.weekday()): day for day, _ in view.weeks()}
    amounts = {(first.get(day, day), state): spent for (day, state), spent in amounts.items()}
    reasons = [state.name for state in STATES.values() if any(state.name == reason for _, reason in amounts)]
    if not reasons:
        return None
    sums = {reason: sum(spent for (_, of), spent in amounts.items() if of == reason) for reason in reasons}
    alt = (
        f"{name}: {say_hours(hours.abstraction)} hours abstracted, {percent(hours.abstraction, hours.rostered)} of rostered "
        f"hours: {listed([f'{within(reason)} {say_hours(spent)}' for reason, spent in sums.items()])}."
        f"{_missing(hours)}{hours_aside(hours.set_aside)}"
    )
    return strips.by_reason(reasons, amounts, view.weeks(), hours.gaps, alt)


@drawings.remembered
def _authorised(view: Selection) -> pd.DataFrame:
    """Abstracted hours by who authorised them, alphabetical, those without a name last."""
    spread = data.spent(view).spread
    found = spread[spread["part"] == "authorised"]
    people = {person["collar"]: say_person(person) for person in rows_of(data.people(view.known_at))}
    total = float(found["hours"].sum())
    rows: dict[str, list[tuple[str, float]]] = {}
    for row in rows_of(found):
        who = people.get(str(row["of"]), str(row["of"])) if known(row["of"]) else NOT_RECORDED
        rows.setdefault(who, []).append((row["state"], float(row["hours"])))
    names = sorted(rows, key=lambda who: (who == NOT_RECORDED, who.casefold()))
    return pd.DataFrame(
        [
            {"Authorised by": who, "Abstracted": say_hours(sum(spent for _, spent in rows[who]))}
            | {"Share": percent(sum(spent for _, spent in rows[who]), total)}
            | {"Reasons": ", ".join(f"{within(state)} {say_hours(spent)}" for state, spent in rows[who])}
            for who in names
        ]
    )


def authorised(view: Selection) -> None:
    """Who authorised the abstraction, alphabetical."""
    found = _authorised(view)
    if len(found):
        words, number = "Abstracted hours by who authorised them, alphabetical", len(found)
        show.opened(words, "authorised", number, number, lambda: found, expanded=number <= LINES_AT_MOST)


@drawings.remembered
def _beats(view: Selection) -> pd.DataFrame:
    """Abstracted hours of each beat's team in list order; what is posted above the beats by itself."""
    found = data.hours("beat", (view.days,), view, role=view.role)
    mine = {row["key"]: row for row in rows_of(found)}
    rows = [_beat(line.name, mine[line.key]) | {"key": line.key} for line in _beat_lines(view) if line.key in mine]
    whole = known_hours(view)
    above = {name: getattr(whole, name) - found[name].sum() for name in ("abstraction", "rostered")}
    if above["rostered"] > 0.5:
        rows.append(_beat("Posted above the beats", above) | {"key": ""})
    return pd.DataFrame(rows)


def _beat(name: str, row: dict[str, float]) -> dict[str, str]:
    if not known(row["rostered"]):
        return {"Beat": name, "Abstracted": "not loaded", "Rostered": "", "Share": ""}
    words = {"Abstracted": say_hours(row["abstraction"]), "Rostered": say_hours(row["rostered"])}
    return {"Beat": name} | words | {"Share": percent(row["abstraction"], row["rostered"])}


def by_beat(view: Selection) -> None:
    """The abstraction of each beat's team, in list order; nothing for one beat, or a sergeant's team."""
    if view.supervisor or view.area.level == "beat":
        return
    address = side.opener(view, "beat").address
    words, number = "Abstracted hours of each beat's team, in list order", len(_beat_lines(view))
    show.opened(
        words, "beats", number, number, lambda: _beats(view).drop(columns="key"), expanded=number <= LINES_AT_MOST,
        opens=lambda: [address({"kpi": "abstraction", "key": key}) for key in _beats(view)["key"] if key],
    )  # fmt: skip


def _beat_lines(view: Selection) -> list[Line]:
    return [line for line in drawings.beat_lines(view) if not line.heading]


@drawings.remembered
def found_effect(view: Selection) -> Effect:
    """The latest 12 whole weeks against the 40 before; rates only of an area, whose events count once."""
    weeks = view.weeks(back=WEEKS)
    hours = _weekly_hours(view)
    chosen = [] if view.supervisor else counted(drawings.whole_kpis(view.role))
    weekly = data.figures(chosen, view.area.level, weeks, view, role=view.role) if chosen else pd.DataFrame()
    return effect_of(hours, weekly, chosen)


def effect_words(found: Effect) -> str:
    """Available hours fell by 22%; arrests per 100 available hours: no clear change."""
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
    return f"Available hours {words}{rates}."


def effect(view: Selection) -> None:
    """The change of available hours, and each KPI's rate in them, with its word."""
    found = found_effect(view)
    beside = f"{days(*found.recent_days)} against {days(*found.past_days)}, week by week as far as loaded"
    show.heading("What the hours did", beside)
    if not found.known:
        show.lede(
            f"Nothing to compare yet: it takes weeks of Duties among the {RECENT_WEEKS} to {days(*found.recent_days)} and among "
            f"the {PAST_WEEKS} before."
        )
        return
    now, before = found.recent, found.past
    show.lede(
        f"{say_hours(now.available)} available hours a week in {now.weeks} weeks, {say_hours(before.available)} in the "
        f"{before.weeks} before. Abstraction took {now.abstraction:.0%} of rostered hours, {before.abstraction:.0%} before."
    )
    if view.supervisor:
        show.note("A sergeant's team may span areas, whose events count once: choose an area to see rates.")
        return
    address = side.opener(view, view.area.level).address
    rows = "".join(
        f'<a class="bb-row" href="{html(address({"kpi": rate.kpi.id}))}" target="_self">'
        f'<span class="grow">{html(rate.kpi.label)}</span><span class="n">{html(_rate(rate.per_100[0]))}</span>'
        f'<span class="n muted">{html(_rate(rate.per_100[1]))}</span>'
        f'<span class="bb-verdict">{SHAPES[rate.word]} {html(rate.word)}</span></a>'
        for rate in found.rates
    )
    luck = "Per 100 available hours: now, before, and whether more than luck."
    show.block(f'<p class="muted bb-small">{luck}</p><div class="bb-grid bb-rates">{rows}</div>')
    show.opened(
        "Counts, hours and what luck allows", "effect", len(found.rates), len(found.rates), lambda: _effect_table(found)
    )
    show.note(
        f"Said to run higher or lower where luck alone would do it less than 1 time in 100: of these {len(found.rates)} "
        f"about {found.by_luck:.1f} would be by luck. It does not say that the hours were the cause."
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
