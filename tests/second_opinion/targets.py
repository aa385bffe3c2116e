"""What a target comes to for a period: areas, sums of beats, and a person's fair share."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .credit import KPIS

LOADED_WEEKS, ENOUGH_WEEKS, HOURS_OF_FULL_TIME = 52, 8, 28


def days_of(per: str, days: np.ndarray) -> np.ndarray:
    """How many days a target's `Per` has, around each day."""
    if per in ("week", "4 weeks"):
        return np.full(len(days), 7 if per == "week" else 28)
    dates = pd.DatetimeIndex(days.astype("datetime64[D]"))
    if per == "month":
        return dates.days_in_month.to_numpy()
    period = dates.to_period("Q" if per == "quarter" else "Y-MAR")
    return (period.end_time.normalize() - period.start_time.normalize()).days.to_numpy() + 1


def daily(ledger, kpi: str, area: str, preference: tuple[str, ...], days: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The target's amount on each day (for a stock its level), NaN where there is none; and the role it is set for.

    `preference` are the roles whose target may be used, the first before the second. Of two targets in force for one
    role the later From applies. A Monitored target gives no amount, and hides what it goes before.
    """
    amount = np.full(len(days), np.nan)
    whose = np.full(len(days), "", dtype=object)
    for role in reversed(preference):
        for target in _by_area(ledger).get((kpi, area, role), []):
            in_force = (target["start"] <= days) & (days <= target["end"])
            each_day = target["amount"] / (1 if KPIS[kpi].stock else days_of(target["Per"], days[in_force]))
            amount[in_force] = np.nan if target["Type"] == "Monitored" else each_day
            whose[in_force] = role
    return amount, whose


def _by_area(ledger) -> dict[tuple[str, str, str], list[dict]]:
    """The targets of each (KPI, area, role), the one with the latest From last."""
    if "targets" not in ledger.made:
        found: dict[tuple[str, str, str], list[dict]] = {}
        for target in ledger.rows("Targets").sort_values("start").to_dict("records"):
            found.setdefault((target["KPI"], target["area"], target["Role"]), []).append(target)
        ledger.made["targets"] = found
    return ledger.made["targets"]


def preference_for(kpi: str, role: str | None) -> tuple[str, ...]:
    """Whose target an area's figure shows: the roles of figure and target have to be the same."""
    roles = KPIS[kpi].roles
    if len(roles) == 1:
        return (roles[0], "All") if role in (None, roles[0]) else ()
    return (role,) if role else ("All",)


def for_areas(ledger, kpi: str, areas: list[str], role: str | None, days: np.ndarray, cut: np.ndarray) -> np.ndarray:
    """Each area's target in each period: its own, else the sum of its beats' if all of them have one, else NaN.

    `cut` is the position in `days` at which each period begins.
    """
    own = {area: _own(ledger, kpi, area, role, days, cut) for area in ledger.areas.parents}
    found = []
    for area in areas:
        beats = ledger.areas.beats_of(area)
        total = np.sum([own[beat] for beat in beats], axis=0) if beats else np.full(len(cut), np.nan)
        found.append(np.where(np.isnan(own[area]), total, own[area]))
    return np.array(found).reshape(len(areas), len(cut))


def _own(ledger, kpi: str, area: str, role: str | None, days: np.ndarray, cut: np.ndarray) -> np.ndarray:
    amounts, _ = daily(ledger, kpi, area, preference_for(kpi, role), days)
    if KPIS[kpi].stock:
        return amounts[np.r_[cut[1:], len(days)] - 1]  # the level on the period's last day
    some = np.add.reduceat(~np.isnan(amounts), cut)
    return np.where(some > 0, np.add.reduceat(np.nan_to_num(amounts), cut), np.nan)


def fair_share_rates(ledger, kpi: str, days: np.ndarray, cut: np.ndarray) -> dict[str, np.ndarray]:
    """For each role: team x day, the target per available hour that applies to a person of that role; NaN where none.

    Rate = weekly target / usual hours; usual hours look back from the beginning of the day's period.
    """
    period = np.searchsorted(cut, np.arange(len(days)), side="right") - 1
    rates = {role: np.full((len(ledger.teams), len(days)), np.nan) for role in KPIS[kpi].roles}
    if KPIS[kpi].stock:
        return rates
    for position, team in enumerate(ledger.teams):
        if not team.startswith("beat:"):
            continue
        for role in KPIS[kpi].roles:
            amount, whose = daily(ledger, kpi, team, (role, "All"), days)
            for target_role in set(whose[~np.isnan(amount)]):
                counts = KPIS[kpi].roles if target_role == "All" else (target_role,)
                usual = usual_hours(ledger, counts, days[cut])[position][period]
                usual = np.where(np.isnan(usual), _posted_hours(ledger, counts, days)[position], usual)
                here = (whose == target_role) & ~np.isnan(amount) & (usual > 0)
                rates[role][position, here] = 7 * amount[here] / usual[here]
    return rates


def usual_hours(ledger, roles: tuple[str, ...], starts: np.ndarray) -> np.ndarray:
    """Team x period: mean available hours a week over the latest 52 loaded whole weeks before; NaN under 8 weeks."""
    key = ("usual", roles, tuple(starts))
    if key not in ledger.made:
        monday, hours, loaded = _weeks(ledger, roles)
        found = np.full((len(ledger.teams), len(starts)), np.nan)
        for number, start in enumerate(starts):
            before = loaded & (monday + 6 < start)[None, :]
            latest = before & (np.cumsum(before[:, ::-1], axis=1)[:, ::-1] <= LOADED_WEEKS)
            weeks = latest.sum(axis=1)
            mean = (hours * latest).sum(axis=1) / np.maximum(weeks, 1)
            found[:, number] = np.where(weeks >= ENOUGH_WEEKS, mean, np.nan)
        ledger.made[key] = found
    return ledger.made[key]


def _weeks(ledger, roles: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The Mondays of all weeks that Duties reach, and per team and week the available hours and whether loaded."""
    key = ("weeks", roles)
    if key not in ledger.made:
        loads = ledger.of("Duties")
        first = min((load.first for load in loads), default=0) // 7 * 7 - 10
        weeks = np.arange((first + 3) // 7, (max((load.last for load in loads), default=0) + 3) // 7 + 1)
        days = np.arange(weeks[0] * 7 - 3, weeks[-1] * 7 - 3 + 7)
        loaded = ledger.covered("Duties", days).reshape(len(ledger.teams), len(weeks), 7).all(axis=2)
        duties = ledger.duties[ledger.duties["role"].isin(roles) & ledger.duties["day"].between(days[0], days[-1])]
        hours = np.zeros((len(ledger.teams), len(weeks)))
        week = (duties["day"].to_numpy(dtype="int64") + 3) // 7 - weeks[0]
        np.add.at(hours, (ledger.team_code(duties["team"]), week), duties["available"].to_numpy(dtype="int64") / 3600)
        ledger.made[key] = (weeks * 7 - 3, hours, loaded)
    return ledger.made[key]


def _posted_hours(ledger, roles: tuple[str, ...], days: np.ndarray) -> np.ndarray:
    """Team x day: 28 hours a week for each full-time equivalent posted to the team that day in these roles."""
    key = ("posted hours", roles, days[0], days[-1])
    if key not in ledger.made:
        there = ledger.posted_in(days, roles)
        team, day = ledger.posted_team(days)[there], np.broadcast_to(np.arange(len(days)), there.shape)[there]
        hours = np.zeros((len(ledger.teams), len(days)))
        np.add.at(hours, (team, day), HOURS_OF_FULL_TIME * ledger.postings.fte[ledger.posted(days)[there]])
        ledger.made[key] = hours
    return ledger.made[key]
