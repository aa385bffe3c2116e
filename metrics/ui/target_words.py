"""Targets in words: an amount, its days, what each type means, what luck does to it, and the guard rails."""

from __future__ import annotations

from math import isinf

from metrics.catalogue import kpis
from metrics.charts.words import say_share, within
from metrics.target_preview import Preview
from metrics.targets import EXPECTED_RANGE, MIXED, MONITORED, Target, days_of
from metrics.terms import say_date, say_days
from metrics.ui import show
from metrics.ui.safe import html

TYPE_WORDS = {
    "Standard": "has to be met. Where an area is below it by more than luck, the area says why and what it will do.",
    "Ambition": "is what the area would like to reach. Being below it is a question, not a fault.",
    EXPECTED_RANGE: "comes from the data and says what is usual there. Nothing has to be reached: a figure well away from it, on "
    "either side, asks what changed.",
    MONITORED: "is counted and shown, with no target at all. It ends a target that came before it.",
}
GUARD_RAILS = (
    "A review of targets in policing made for the Home Office (Curtis, December 2015) found that an amount set as a target draws "
    "effort to what is counted and leaves officers less room to judge. So an amount for arrests or for positive stop-searches "
    "needs a written reason, which is shown wherever the target is. Stop-searches themselves are monitored and never a target."
)
OF_AREAS = (
    "A target belongs to an area, never to a person. A person's fair share is the beat's target for the hours that the person "
    "had, and no verdict stands on it. An area without a target of its own is shown against the sum of its beats' targets, if "
    "all of them have one."
)


def types() -> None:
    """What each type means, and the guard rails."""
    lines = "".join(f"<li><b>{html(name)}</b> {html(words)}</li>" for name, words in TYPE_WORDS.items())
    show.block(f'<ul style="margin:0 0 0.35rem 1.1rem;padding:0">{lines}</ul>')
    show.note(GUARD_RAILS)
    show.note(OF_AREAS)


def amount(target: Target) -> str:
    """15 per 4 weeks; 2 at the period's end; no target."""
    if not target.has_amount:
        return "no target"
    of = kpis()[target.kpi]
    unit = " hours" if of.unit == "hours" else ""
    return f"{say_share(target.amount)}{unit} " + ("at the period's end" if of.is_stock else f"per {target.per}")


def in_force(target: Target) -> str:
    """Since 1 April 2026; 1 April 2025 to 31 March 2026."""
    return say_days(target.first, target.last) if target.last else f"from {say_date(target.first)}"


def of(target: Target) -> str:
    """Arrests, PCs."""
    return of_role(kpis()[target.kpi].label, target.role)


def of_role(label: str, role: str) -> str:
    """A KPI's label with the role that a target is for."""
    return f"{label}, PCs and PCSOs" if role == "All" else f"{label}, {role}s"


def reason(target: Target) -> str:
    """Why it was set; of a target on a power that has no reason, that it needs one."""
    return target.rationale or ("No reason is written down, and one is needed." if target.needs_rationale else "")


def judged(found: Preview) -> list[str]:
    """How the target is compared, how often luck alone meets or misses it, and how long it takes to tell."""
    target = found.target
    kind = target.type.lower() if target.type != MIXED else "mixture of types"
    said = [f"{kind.capitalize()}: it {TYPE_WORDS[target.type]}"] if target.type in TYPE_WORDS else []
    if not target.has_amount:
        return said
    if found.kind == "level":
        return [
            *said,
            "A level is compared directly, at the period's end: it is not added up over days, and luck is not told.",
        ]
    if found.kind == "hours":
        return [*said, _of_hours(found)]
    return [*said, _luck(found), _weeks(found)]


def _of_hours(found: Preview) -> str:
    words = "Hours are compared directly, because they are planned and do not come by chance as counts do."
    if not found.assurance:
        return f"{words} Fewer than 13 whole periods are loaded: too early to say whether their variation meets it."
    return f"{words} Against how the hours vary from period to period: {within(found.assurance)}."


def _luck(found: Preview) -> str:
    met, under = round(100 * found.met), round(100 * found.met_under)
    return (
        f"Work exactly at this target meets it by luck alone {met} times in 100 and misses it {100 - met} times; work that is "
        f"truly 20% under still meets it {under} times in 100."
    )


def _weeks(found: Preview) -> str:
    if isinf(found.weeks):
        return "An amount of 0 can never be told from luck, however many weeks are taken together."
    weeks, per = round(found.weeks), found.target.per
    own = "4 weeks are" if per == "4 weeks" else f"one {per} is"
    if found.enough and weeks > -(-days_of(per, found.target.first) // 7):
        return f"It can be judged, and no sooner than over one {per}."
    if weeks == 1:
        return "It can be judged from 1 week on."
    needs = f"It needs {weeks:,} weeks taken together before it can be judged"
    return f"{needs}: {own} {'long enough' if found.enough else 'too few, so the word is too early to say'}."
