"""The beats' targets: what was set for each KPI and role, by whom and why; some changed on 1 April 2026."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from sample_data.force import Beat, Force

SET_ON = date(2025, 4, 1)
CHANGED_ON = date(2026, 4, 1)
WEEKLY_HOURS = 29.0  # available hours of one full-time post, after leave and abstraction
PC_TYPES_MONITORED = ("ENO4", "WEL4", "DAV3", "DAV4", "SNO3", "SNO4")
CHANGES_KPIS = ("ppn_submissions", "intelligence_reports", "time_in_place", "engagement_returns")


@dataclass(frozen=True)
class Rule:
    """How one KPI's target is set for every beat: a rate per post and week, or a fixed amount."""

    kpi: str
    role: str
    per: str
    kind: str
    per_post: float = 0.0
    fixed: float = 0.0
    rationale: str | None = None


def _weekly(rate_per_100_hours: float) -> float:
    return rate_per_100_hours * WEEKLY_HOURS / 100


ARRESTS_WHY = (
    "The blueprint counts arrests. Set from the beat's last two years as a prompt for a conversation about wanted "
    "suspects; never to be used to judge one officer, and reviewed each quarter."
)
RULES = (
    Rule("arrests", "PC", "4 weeks", "Ambition", per_post=4 * _weekly(2.0), rationale=ARRESTS_WHY),
    Rule(
        "positive_stop_searches",
        "PC",
        "4 weeks",
        "Monitored",
        per_post=4 * _weekly(0.6),
        rationale="Shown because the blueprint counts it; a number here would skew the use of a power.",
    ),
    Rule("warrants", "PC", "quarter", "Ambition", per_post=13 * _weekly(0.12)),
    Rule("ppn_submissions", "PC", "week", "Expected range", per_post=_weekly(2.5)),
    Rule("ppn_submissions", "PCSO", "week", "Expected range", per_post=_weekly(1.0)),
    Rule("incidents_attended", "PC", "week", "Monitored", per_post=_weekly(12.0)),
    Rule("intelligence_reports", "PC", "week", "Expected range", per_post=_weekly(3.0)),
    Rule("intelligence_reports", "PCSO", "week", "Expected range", per_post=_weekly(3.5)),
    Rule("intelligence_actioned", "PC", "4 weeks", "Expected range", per_post=4 * _weekly(2.6)),
    Rule("time_in_place", "PCSO", "week", "Ambition", per_post=8.0),
    Rule("time_outside_station", "PCSO", "week", "Ambition", per_post=25.0),
    Rule("time_outside_station", "PC", "week", "Ambition", per_post=24.0),
    Rule("engagement_returns", "PCSO", "week", "Ambition", per_post=_weekly(3.2)),
    Rule("engagement_returns", "PC", "4 weeks", "Ambition", per_post=4 * _weekly(0.8)),
    Rule("new_watch_schemes", "PCSO", "year", "Ambition", fixed=2),
    Rule("citizens_schemes", "PC", "year", "Ambition", fixed=1),
    Rule("problem_plans", "PC", "quarter", "Standard", fixed=2),
    Rule("referrals", "All", "4 weeks", "Expected range", per_post=4 * _weekly(0.53)),
)

# Set by hand, so that figures can be worked by hand: (beat, KPI, role) -> before and from 1 April 2026.
BY_HAND = {
    ("COR5", "ppn_submissions", "PC"): (4.0, 5.0),
    ("KET5", "ppn_submissions", "PC"): (3.0, 3.0),
    ("SNO1", "warrants", "PC"): (2.0, 2.0),
}


def targets(force: Force) -> pd.DataFrame:
    """The Targets list in full."""
    rows = []
    for number, beat in enumerate(force.beats):
        for rule in RULES:
            rows += _target_rows(number, beat, _for_beat(rule, beat))
    frame = pd.DataFrame(rows)
    for heading in ("From", "To"):
        frame[heading] = pd.to_datetime(frame[heading])
    return frame


def targets_on(full: pd.DataFrame, day: date) -> pd.DataFrame:
    """The Targets list as it stood on `day`: a change is entered a week ahead."""
    until = pd.Timestamp(day) + pd.Timedelta(days=7)
    known = full[full["From"] <= until].copy()
    known["To"] = known["To"].where(known["To"] <= until)
    return known


def _for_beat(rule: Rule, beat: Beat) -> Rule:
    """In the most rural beats arrests are monitored only."""
    if rule.kpi == "arrests" and beat.code in PC_TYPES_MONITORED:
        return replace(rule, kind="Monitored")
    return rule


def _target_rows(number: int, beat: Beat, rule: Rule) -> list[dict[str, object]]:
    """One row, or two where the target changed on 1 April 2026."""
    before, after = BY_HAND.get((beat.code, rule.kpi, rule.role)) or _amounts(number, beat, rule)
    if before == after:
        return [_row(beat, rule, before, SET_ON, None)]
    return [
        _row(beat, rule, before, SET_ON, date(2026, 3, 31)),
        _row(beat, rule, after, CHANGED_ON, None),
    ]


def _amounts(number: int, beat: Beat, rule: Rule) -> tuple[float, float]:
    """The amount from the beat's posts, a little above or below the force's rate, and the amount a year later."""
    if rule.fixed:
        return rule.fixed, rule.fixed
    posts = {"PC": beat.pcs, "PCSO": beat.pcsos, "All": beat.pcs + beat.pcsos}[rule.role]
    stretch = (0.90, 1.0, 1.05, 1.15)[number % 4]
    before = max(1.0, float(round(rule.per_post * posts * stretch)))
    if rule.kpi not in CHANGES_KPIS or number % 3:
        return before, before
    return before, before + max(1.0, round(0.1 * before)) * (1 if number % 2 else -1) if before > 1 else before


def _row(beat: Beat, rule: Rule, amount: float, start: date, end: date | None) -> dict[str, object]:
    return {
        "Area": beat.code,
        "KPI": rule.kpi,
        "Role": rule.role,
        "Target": amount,
        "Per": rule.per,
        "Type": rule.kind,
        "From": start,
        "To": end,
        "Set By": "Sample Superintendent (invented)",
        "Rationale": rule.rationale,
    }
